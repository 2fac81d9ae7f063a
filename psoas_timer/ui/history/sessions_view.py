"""The sessions as a table with headings to sort by, or a sentence where no session matches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.history_tables import SORT_KEYS, SessionTable, fit_table, table_view
from psoas_timer.ui.history.history_values import LoadSessions
from psoas_timer.ui.kit.practice_words import order_words
from psoas_timer.ui.kit.sort_header import SortHeader
from psoas_timer.ui.kit.widgets import label

_COLUMNS_EM = (9.2, 3.8, 10.2, 6.6, 9.2, 5.6)
_ROWS_IN_VIEW = 9
_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NOTE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_ROW_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_NO_CHOICE = QItemSelectionModel.SelectionFlag.NoUpdate


class SessionsView(QStackedWidget):
    """Reports which session is chosen, and what is asked for by a heading, a key or a double click."""

    sort_requested = Signal(object)  # SortKey
    chosen_changed = Signal()
    note_requested = Signal(Qt.FocusReason)
    delete_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SessionTable(self)
        self.table = table_view(self._model, _COLUMNS_EM, "")
        self._header = SortHeader(tuple(SORT_KEYS), self.table)
        self._header.sort_requested.connect(lambda column: self.sort_requested.emit(SORT_KEYS[column]))
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self.note_requested.emit(Qt.FocusReason.OtherFocusReason))
        self.table.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        nothing = label(tr("No sessions match. Try another routine or other words."), "muted")
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self.table)
        self.addWidget(nothing)
        self.show_order(SessionQuery())
        self.setStyleSheet("QStackedWidget { background: transparent; }")
        self._fit()

    @property
    def chosen(self) -> SessionRecord | None:
        """The chosen session."""
        rows = self.table.selectionModel().selectedRows()
        return self._model.record_at(rows[0].row()) if rows else None

    @property
    def count_loaded(self) -> int:
        """How many sessions are loaded; the table loads more as its end comes into view."""
        return self._model.rowCount()

    def show_order(self, query: SessionQuery) -> None:
        """Show in the headings how the sessions are sorted."""
        self._model.show_order(query.sort, query.is_descending)
        column = next(column for column, key in SORT_KEYS.items() if key is query.sort)
        self._header.show_order(column, query.is_descending)
        self.table.setAccessibleName(order_words(query.sort, query.is_descending)[1])

    def show_sessions(self, load: LoadSessions, at_least: int, uuid: str, *, keeps_place: bool) -> bool:
        """Show the first sessions of ``load``, from the top unless the view ``keeps_place``.

        The session with ``uuid`` is chosen again. If it is not loaded, none is, and the keys go on from where it was;
        tell whether it is.
        """
        bars = self.table.horizontalScrollBar(), self.table.verticalScrollBar()
        places, row = [bar.value() for bar in bars], self.table.currentIndex().row()
        self._model.show_sessions(load, at_least)
        self.setCurrentIndex(0 if self.count_loaded else 1)
        self.table.doItemsLayout()  # otherwise the scroll bars have no range yet
        is_loaded = self.choose(uuid)
        if not is_loaded:
            self._go_to_row(row if keeps_place else 0)
        for bar, place in zip(bars, places if keeps_place else (), strict=False):
            bar.setValue(place)
        return is_loaded

    def choose(self, uuid: str) -> bool:
        """Choose a session, and tell whether it is loaded."""
        row = self._model.row_of(uuid)
        if row is not None:
            self.table.selectRow(row)
        return row is not None

    def _go_to_row(self, row: int) -> None:
        """Let the keys go on from ``row``, without choosing it."""
        index = self._model.index(min(max(row, 0), self.count_loaded - 1), 0)
        self.table.selectionModel().setCurrentIndex(index, _NO_CHOICE)

    def _fit(self) -> None:
        fit_table(self.table)
        rows_px = self.table.verticalHeader().defaultSectionSize() * _ROWS_IN_VIEW
        self.setMinimumHeight(rows_px + self._header.sizeHint().height() + 4)

    # Keys in the table

    def _choose_current(self) -> bool:
        """Choose the row with the keyboard focus; False if a row is already chosen."""
        selection = self.table.selectionModel()
        if selection.hasSelection() or not self.count_loaded:
            return False
        self.table.selectRow(max(selection.currentIndex().row(), 0))
        return True

    def _press(self, key: int) -> bool:
        """Handle ``key`` in the table; False if it is not one of our keys."""
        if key in _ROW_KEYS:
            return self._choose_current()
        if key in _DELETE_KEYS:
            self.delete_requested.emit()
        elif key in _NOTE_KEYS and self.chosen is not None:
            self.note_requested.emit(Qt.FocusReason.ShortcutFocusReason)
        return key in _DELETE_KEYS or key in _NOTE_KEYS

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_TAB:
            self._choose_current()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(event.key()):
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)  # the headings hear of it after the view
