"""The sessions in a card: sorted, searched, limited to some days, and what can be done with each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.history.history_tables import BATCH, SORT_KEYS, SessionTable, fit_table, table_view
from psoas_timer.ui.history.history_values import SessionSource
from psoas_timer.ui.history.session_details import SessionDetails
from psoas_timer.ui.history.session_filters import SessionFilters
from psoas_timer.ui.kit.practice_words import found_figure, order_words
from psoas_timer.ui.kit.sort_header import SortHeader
from psoas_timer.ui.kit.widgets import button, is_narrow, label

_COLUMNS_EM = (9.2, 3.8, 10.2, 6.6, 9.2, 5.6)
_ROWS_IN_VIEW = 9
_DELETE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NOTE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
_ROW_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_NO_CHOICE = QItemSelectionModel.SelectionFlag.NoUpdate
# What is sorted largest first the first time.
_DESCENDING_FIRST = (SortKey.START, SortKey.PRACTISED)


class SessionsCard(QFrame):
    """Owns the query for the sessions, and reports what a person wants to do with them.

    Call ``refresh`` after the log changes: the chosen session and the place in the table stay.
    """

    note_changed = Signal(str, str)  # uuid, note
    counted_changed = Signal(str, bool)
    delete_requested = Signal(str)
    add_requested = Signal()
    bin_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._source: SessionSource | None = None
        self._query = SessionQuery()
        self._limit_words = ""
        self._is_choosing = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        self._filters = SessionFilters()
        self._filters.filter_changed.connect(self._filter)
        self._filters.every_requested.connect(self._show_every)
        self._build_table()
        self._chosen = SessionDetails()
        self._chosen.note_changed.connect(self.note_changed)
        self._chosen.counted_changed.connect(self.counted_changed)
        self._chosen.delete_requested.connect(self.delete_requested)
        self._chosen.left.connect(self.table.setFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 16, 22, 18)
        layout.setSpacing(12)
        layout.addLayout(self._build_heading())
        layout.addWidget(self._filters)
        layout.addWidget(self._faces, 1)
        layout.addWidget(self._chosen)
        QWidget.setTabOrder(self._header, self.table)
        self._fit()

    @property
    def query(self) -> SessionQuery:
        """The current query."""
        return self._query

    def show_sessions(self, source: SessionSource) -> None:
        """Show the sessions of ``source`` with the current filters; only the first ones are loaded."""
        self._source = source
        if self._query.routine_id not in source.routine_titles:
            self._query = replace(self._query, routine_id="")
        self._filters.show_routines(source.routine_titles)
        self.refresh()

    def refresh(self) -> None:
        """Show the sessions as they are now."""
        if self._is_choosing:  # the table is busy changing its selection: wait until it is done
            self._later.start(0)
        else:
            self._reload(max(self._model.rowCount(), BATCH), keeps_place=True)

    def limit_to(self, first: date | None, last: date | None, words: str) -> None:
        """Show only the sessions from one day to another, both included; ``words`` is a whole sentence that says which.

        The other filters are cleared, so that none of those sessions are missing. None for both shows all sessions.
        """
        self._ask(replace(self._plain_query(), first=first, last=last), words)

    def choose(self, uuid: str) -> None:
        """Choose a session if it is loaded."""
        row = self._model.row_of(uuid)
        if row is not None:
            self.table.selectRow(row)

    def keep_note(self) -> None:
        """Report the note being written."""
        self._chosen.keep_note()

    # Queries

    def _plain_query(self) -> SessionQuery:
        """Return the query for all sessions, in the current order."""
        return SessionQuery(sort=self._query.sort, is_descending=self._query.is_descending)

    def _ask(self, query: SessionQuery, words: str) -> None:
        """Change the sessions or their order, and show them from the start."""
        self._chosen.keep_note()
        self._query, self._limit_words = query, words
        self._filters.show_query(query)
        self._reload(BATCH, keeps_place=False)

    def _filter(self, routine_id: str, text: str) -> None:
        query = replace(self._query, routine_id=routine_id, text=text)
        if query != self._query:
            self._ask(query, self._limit_words)
            self._say(self._count.text())

    def _sort_by(self, column: int) -> None:
        key = SORT_KEYS[column]
        is_descending = not self._query.is_descending if key is self._query.sort else key in _DESCENDING_FIRST
        self._ask(replace(self._query, sort=key, is_descending=is_descending), self._limit_words)
        self._say(self.table.accessibleName())

    def _show_every(self) -> None:
        self._ask(self._plain_query(), "")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is gone
        self._say(self._count.text())

    def _say(self, sentence: str) -> None:
        """Have a screen reader say what has changed away from the focus."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # Showing

    def _reload(self, at_least: int, *, keeps_place: bool) -> None:
        """Load and show the current query; the chosen session stays chosen if it is loaded."""
        if self._source is None:
            return
        load, query = self._source.load, self._query
        bars = self.table.horizontalScrollBar(), self.table.verticalScrollBar()
        places, row = [bar.value() for bar in bars], self.table.currentIndex().row()
        self._model.show_sessions(lambda offset, limit: load(query, offset, limit), at_least)
        self._model.show_order(query.sort, query.is_descending)
        self._header.show_order(_column_of(query.sort), query.is_descending)
        self.table.setAccessibleName(order_words(query.sort, query.is_descending)[1])
        self._show_counts(self._source, query)
        self.table.doItemsLayout()  # otherwise the scroll bars have no range yet
        self._choose_again(row if keeps_place else 0)
        for bar, place in zip(bars, places if keeps_place else (), strict=False):
            bar.setValue(place)

    def _choose_again(self, row: int) -> None:
        """Choose the same session again; if it is gone, choose none and continue keyboard navigation from ``row``."""
        before, now = self._chosen.record, self.window().focusWidget()
        found = self._model.row_of(before.uuid) if before else None
        if found is not None:
            self.table.selectRow(found)
        else:
            index = self._model.index(min(max(row, 0), self._model.rowCount() - 1), 0)
            self.table.selectionModel().setCurrentIndex(index, _NO_CHOICE)
        if found is None and now is not None and self._chosen.isAncestorOf(now):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose()

    def _choose(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        self._is_choosing = True
        self._chosen.show_record(self._model.record_at(rows[0].row()) if rows else None)
        self._is_choosing = False

    def _show_counts(self, source: SessionSource, query: SessionQuery) -> None:
        count = source.count(query)
        total = source.count(SessionQuery()) if query.is_filtered else count
        self._count.setText(found_figure(count, total))
        self._faces.setCurrentIndex(0 if count else 1)
        self._chosen.setVisible(count > 0)
        is_limited = bool(query.first or query.last)
        self._filters.show_limit(self._limit_words, is_limited=is_limited or (count == 0 and query.is_filtered))
        binned = source.count_binned()
        self._bin.setText(tr("Bin ({n})").format(n=number_word(binned)))
        self._bin.setVisible(binned > 0)

    # Building

    def _build_table(self) -> None:
        self._model = SessionTable(self)
        self.table = table_view(self._model, _COLUMNS_EM, order_words(self._query.sort, True)[1])
        self._header = SortHeader(tuple(SORT_KEYS), self.table)
        self._header.sort_requested.connect(self._sort_by)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _index: self._chosen.note.setFocus())
        self.table.selectionModel().selectionChanged.connect(self._choose)
        self._faces = QStackedWidget()
        self._faces.setStyleSheet("QStackedWidget { background: transparent; }")
        self._faces.addWidget(self.table)
        self._faces.addWidget(_build_nothing())

    def _build_heading(self) -> QBoxLayout:
        self._heading, words, buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight), QHBoxLayout(), QHBoxLayout()
        self._count = label(role="muted")
        words.setSpacing(12)
        words.addWidget(label(tr("Sessions"), "heading", wraps=False))
        words.addWidget(self._count, 1)
        self._add, self._bin = button(tr("Add a session")), button("")
        self._add.clicked.connect(self.add_requested)
        self._bin.clicked.connect(self.bin_requested)
        self._bin.hide()
        buttons.setSpacing(8)
        buttons.addWidget(self._add)
        buttons.addWidget(self._bin)
        buttons.addStretch(1)
        self._heading.setSpacing(10)
        self._heading.addLayout(words, 1)
        self._heading.addLayout(buttons)
        return self._heading

    def _fit(self) -> None:
        fit_table(self.table)
        rows_px = self.table.verticalHeader().defaultSectionSize() * _ROWS_IN_VIEW
        self._faces.setMinimumHeight(rows_px + self._header.sizeHint().height() + 4)

    # Keys in the table

    def _select_current(self) -> bool:
        """Choose the row with the keyboard focus; False if a row is already chosen."""
        selection = self.table.selectionModel()
        if selection.hasSelection() or not self._model.rowCount():
            return False
        self.table.selectRow(max(selection.currentIndex().row(), 0))
        return True

    def _press(self, key: int) -> bool:
        """Handle ``key`` in the table; False if it is not one of our keys."""
        if key in _ROW_KEYS:
            return self._select_current()
        if key in _DELETE_KEYS:
            self._chosen.delete()
        elif key in _NOTE_KEYS and self._chosen.record is not None:
            self._chosen.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return key in _DELETE_KEYS or key in _NOTE_KEYS

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in _BY_TAB:
            self._select_current()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._press(event.key()):
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        self._heading.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._filters.fit(narrow)
        self._chosen.fit(narrow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


def _column_of(key: SortKey) -> int:
    return next(column for column, one in SORT_KEYS.items() if one is key)


def _build_nothing() -> QLabel:
    """Return the message shown in place of the table when no sessions match."""
    nothing = label(tr("No sessions match. Try another routine or other words."), "muted")
    nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return nothing
