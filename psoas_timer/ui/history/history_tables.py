"""The sessions and the weeks as rows and columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.history.session_query import SortKey
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.history_values import LoadSessions
from psoas_timer.ui.kit.dates import date_word, time_word
from psoas_timer.ui.kit.practice_words import (
    counted_sentence,
    local_start,
    met_word,
    order_words,
    practised_word,
    sides_word,
    status_word,
)

BATCH = 100
_LAST_COLUMN_EM = 5.0

# The columns that sessions can be sorted by.
SORT_KEYS = {0: SortKey.START, 2: SortKey.ROUTINE, 3: SortKey.PRACTISED, 4: SortKey.STATUS}

# In a card a table needs no frame of its own; its text starts where its headings start.
_SHEET = """
QTableView { border: 2px solid transparent; }
QTableView:focus { border: 2px solid palette(highlight); }
QTableView::item { padding-left: 5px; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class TextTable(QAbstractTableModel):
    """Read-only rows of text under headings; the last text of a row, past the headings, is its tooltip."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows: list[tuple[str, ...]] = []

    def _replace(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def _append(self, rows: Sequence[tuple[str, ...]]) -> None:
        self.beginInsertRows(_NO_PARENT, len(self._rows), len(self._rows) + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    # Qt's overrides

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and row[len(self._headings) :]:
            return row[-1]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None


class SessionTable(TextTable):
    """The sessions in the order they are loaded: BATCH at first, and more as the view nears the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        headings = tr("Date"), tr("Time"), tr("Routine"), tr("Practised"), tr("Status"), tr("Sides"), tr("Note")
        super().__init__(headings, parent)
        self._load: LoadSessions | None = None
        self._records: list[SessionRecord] = []
        self._is_all = True
        self._order: tuple[SortKey, bool] = SortKey.START, True

    def show_sessions(self, load: LoadSessions, at_least: int = BATCH) -> None:
        """Show the first sessions from ``load``, ``at_least`` this many, in place of all previous rows."""
        self._load = load
        self._records = self._next(0, max(at_least, BATCH))
        self._replace([_session_row(record) for record in self._records])

    def show_order(self, sort: SortKey, is_descending: bool) -> None:
        """Show in the headings how the sessions are sorted."""
        self._order = sort, is_descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def record_at(self, row: int) -> SessionRecord | None:
        """Return the session in a row, or None if there is no such row."""
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, uuid: str) -> int | None:
        """Return the row of a session, or None if it is not loaded."""
        return next((row for row, record in enumerate(self._records) if record.uuid == uuid), None)

    def _next(self, offset: int, limit: int) -> list[SessionRecord]:
        records = list(self._load(offset, limit)) if self._load else []
        self._is_all = len(records) < limit
        return records

    # Qt's overrides

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        is_sorted = SORT_KEYS.get(section) is self._order[0]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.AccessibleTextRole:
            return order_words(*self._order)[0] if is_sorted else self._headings[section]
        return super().headerData(section, orientation, role)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_all

    def fetchMore(self, parent: Index) -> None:
        records = self._next(self.rowCount(), BATCH)
        if records:
            self._records += records
            self._append([_session_row(record) for record in records])


class WeekTable(TextTable):
    """The figures of the chart, newest week first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("Week of"), tr("Days"), tr("Target"), tr("Met"), tr("Sessions"), tr("Minutes")), parent)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show ``weeks``, given oldest first."""
        self._replace([_week_row(week) for week in reversed(weeks)])


def _session_row(record: SessionRecord) -> tuple[str, ...]:
    start = local_start(record)
    note = " ".join(record.note.split())
    return (
        date_word(start.date(), tr("ddd d MMM yyyy")),
        time_word(start),
        record.routine_title,
        practised_word(record),
        status_word(record),
        sides_word(record.sides_done),
        note,
        _tool_tip(record),
    )


def _tool_tip(record: SessionRecord) -> str:
    """Return the full note and day, escaped: Qt reads a tooltip as markup if it looks like markup."""
    lines = [line for line in (record.note, counted_sentence(record)) if line]
    plain = escape("\n".join(lines)).replace("\n", "<br>")
    return f"<p>{plain}</p>" if lines else ""


def _week_row(week: Week) -> tuple[str, ...]:
    locale = QLocale()
    return (
        date_word(week.start, tr("d MMMM yyyy")),
        str(week.days_met),
        str(week.target),
        met_word(week),
        locale.toString(week.sessions),
        locale.toString(round(week.practised_s / 60)),
    )


class _WholeRow(QStyledItemDelegate):
    """Paints all cells of a row alike: rows are chosen, never cells."""

    # Qt's overrides

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def table_view(model: QAbstractTableModel, columns_em: Sequence[float], name: str) -> QTableView:
    """Return a quiet view of ``model`` that Tab leaves. ``columns_em`` gives each column's width except the last."""
    view = QTableView()
    view.setStyleSheet(_SHEET)
    view.setModel(model)
    view.setItemDelegate(_WholeRow(view))
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setStretchLastSection(True)
    view.setProperty("columns_em", list(columns_em))
    fit_table(view)
    return view


def fit_table(view: QTableView) -> None:
    """Fit rows and columns to the current text size."""
    line = view.fontMetrics().height()
    rows = view.verticalHeader()
    rows.setMinimumSectionSize(0)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(round(line * 1.7))
    # The last column takes the remaining width, and at least this much.
    for column, width_em in enumerate([*view.property("columns_em"), _LAST_COLUMN_EM]):
        view.setColumnWidth(column, round(width_em * line))
