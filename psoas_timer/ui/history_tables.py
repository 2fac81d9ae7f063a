"""The sessions and the weeks as rows and columns of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from psoas_timer.core.adherence import Week
from psoas_timer.core.session import SessionRecord
from psoas_timer.ui.history import LoadSessions
from psoas_timer.ui.history_words import (
    counted_sentence,
    date_word,
    local_start,
    practised_word,
    sides_word,
    status_word,
    time_word,
)
from psoas_timer.ui.words import tr

BATCH = 100

# In a card a table needs no frame of its own; its texts begin where its headings do.
_SHEET = """
QTableView { border: 2px solid transparent; }
QTableView::item { padding-left: 5px; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class TextTable(QAbstractTableModel):
    """Read-only rows of text under headings; a row's last text, beyond the headings, is its tool tip."""

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
    """The sessions, newest first; it asks for BATCH of them, and for more when the view nears its end."""

    def __init__(self, parent: QObject | None = None) -> None:
        headings = tr("Date"), tr("Time"), tr("Routine"), tr("Practised"), tr("Status"), tr("Sides"), tr("Note")
        super().__init__(headings, parent)
        self._load: LoadSessions | None = None
        self._is_all = True

    def show_sessions(self, load: LoadSessions) -> None:
        """Show what ``load`` gives, from the newest on; rows that were shown before are forgotten."""
        self._load = load
        self._replace([_session_row(record) for record in self._next(0)])

    def _next(self, offset: int) -> Sequence[SessionRecord]:
        records = self._load(offset, BATCH) if self._load else ()
        self._is_all = len(records) < BATCH
        return records

    # Qt's overrides

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_all

    def fetchMore(self, parent: Index) -> None:
        rows = [_session_row(record) for record in self._next(self.rowCount())]
        if rows:
            self._append(rows)


class WeekTable(TextTable):
    """The figures of the chart, newest week first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((tr("Week of"), tr("Days"), tr("Target"), tr("Met")), parent)

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
        status_word(record.status),
        sides_word(record.sides_done),
        note,
        _tool_tip(record),
    )


def _tool_tip(record: SessionRecord) -> str:
    """Return note and day in full. Qt takes a tool tip for markup where it looks so: it is escaped."""
    lines = [line for line in (record.note, counted_sentence(record)) if line]
    plain = escape("\n".join(lines)).replace("\n", "<br>")
    return f"<p>{plain}</p>" if lines else ""


def _week_row(week: Week) -> tuple[str, ...]:
    met = tr("Yes") if week.is_met else tr("So far, no") if week.is_current else tr("No")
    return date_word(week.start, tr("d MMMM yyyy")), str(week.days_met), str(week.target), met


def table_view(model: QAbstractTableModel, columns_em: Sequence[float], name: str) -> QTableView:
    """Return a quiet view of ``model``; Tab leaves it. ``columns_em``: a width for each column but the last."""
    view = QTableView()
    view.setStyleSheet(_SHEET)
    view.setModel(model)
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
    """Give rows and columns room for text of the present size."""
    line = view.fontMetrics().height()
    rows = view.verticalHeader()
    rows.setMinimumSectionSize(0)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(round(line * 1.7))
    for column, width_em in enumerate(view.property("columns_em")):
        view.setColumnWidth(column, round(width_em * line))
