"""The sessions in a card: sorted, searched, limited to some days, and what can be done with each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QTableView, QVBoxLayout, QWidget

from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.ui.history.history_tables import BATCH
from psoas_timer.ui.history.history_values import SessionSource
from psoas_timer.ui.history.session_details import SessionDetails
from psoas_timer.ui.history.session_filters import SessionFilters
from psoas_timer.ui.history.sessions_heading import SessionsHeading
from psoas_timer.ui.history.sessions_view import SessionsView
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import is_narrow

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
        self._heading = SessionsHeading()
        self._heading.add_requested.connect(self.add_requested)
        self._heading.bin_requested.connect(self.bin_requested)
        self._filters = SessionFilters()
        self._filters.filter_changed.connect(self._filter)
        self._filters.every_requested.connect(self._show_every)
        self._view = SessionsView()
        self._view.sort_requested.connect(self._sort_by)
        self._view.chosen_changed.connect(self._choose)
        self._chosen = SessionDetails()
        self._chosen.note_changed.connect(self.note_changed)
        self._chosen.counted_changed.connect(self.counted_changed)
        self._chosen.delete_requested.connect(self.delete_requested)
        self._chosen.left.connect(self.table.setFocus)
        self._view.note_requested.connect(self._chosen.note.setFocus)
        self._view.delete_requested.connect(self._chosen.delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        layout.addWidget(self._heading)
        layout.addWidget(self._filters)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._chosen)
        QWidget.setTabOrder(self.table.horizontalHeader(), self.table)  # headings first; lost if set before the layout

    @property
    def query(self) -> SessionQuery:
        """The current query."""
        return self._query

    @property
    def table(self) -> QTableView:
        """The table of the sessions, which can get the focus."""
        return self._view.table

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
            self._reload(max(self._view.count_loaded, BATCH), keeps_place=True)

    def limit_to(self, first: date | None, last: date | None, words: str) -> None:
        """Show only the sessions from one day to another, both included; ``words`` is a whole sentence that says which.

        The other filters are cleared, so that none of those sessions are missing. None for both shows all sessions.
        """
        self._ask(replace(self._plain_query(), first=first, last=last), words)

    def choose(self, uuid: str) -> None:
        """Choose a session if it is loaded."""
        self._view.choose(uuid)

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
            self._say(self._heading.count_words)

    def _sort_by(self, key: SortKey) -> None:
        is_descending = not self._query.is_descending if key is self._query.sort else key in _DESCENDING_FIRST
        self._ask(replace(self._query, sort=key, is_descending=is_descending), self._limit_words)
        self._say(self.table.accessibleName())

    def _show_every(self) -> None:
        self._ask(self._plain_query(), "")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is gone
        self._say(self._heading.count_words)

    def _say(self, sentence: str) -> None:
        """Have a screen reader say what has changed away from the focus."""
        announce(self, sentence)

    # Showing

    def _reload(self, at_least: int, *, keeps_place: bool) -> None:
        """Load and show the current query; the chosen session stays chosen if it is loaded."""
        if self._source is None:
            return
        load, query, before = self._source.load, self._query, self._chosen.record
        self._view.show_order(query)
        is_kept = self._view.show_sessions(
            lambda offset, limit: load(query, offset, limit), at_least, before.uuid if before else "",
            keeps_place=keeps_place,
        )  # fmt: skip
        self._show_counts(self._source, query)
        now = self.window().focusWidget()
        if not is_kept and now is not None and self._chosen.isAncestorOf(now):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._choose()

    def _choose(self) -> None:
        self._is_choosing = True
        self._chosen.show_record(self._view.chosen)
        self._is_choosing = False

    def _show_counts(self, source: SessionSource, query: SessionQuery) -> None:
        count = source.count(query)
        total = source.count(SessionQuery()) if query.is_filtered else count
        self._heading.show_counts(count, total, source.count_binned())
        self._chosen.setVisible(count > 0)
        is_limited = bool(query.first or query.last)
        self._filters.show_limit(self._limit_words, is_limited=is_limited or (count == 0 and query.is_filtered))

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = is_narrow(self)
        for part in (self._heading, self._filters, self._chosen):
            part.fit(narrow)
