"""History and what one goes to from it: a session entered later, the bin, and what is done with each session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.core.problem import BadValue
from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.page_values import gather_history
from psoas_timer.services.practice import Practice
from psoas_timer.ui.kit.main_window import HISTORY, MainWindow
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.kit.words import tr

if TYPE_CHECKING:  # these are imported when somebody first goes there
    from psoas_timer.ui.history.bin_page import BinPage
    from psoas_timer.ui.history.history_page import HistoryPage
    from psoas_timer.ui.history.session_entry import SessionEntryPage


class HistoryFlow(QObject):
    """Shows the pages, and does to the log what a person wishes there."""

    today_requested = Signal()
    transfer_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        appearance: Appearance,
        practice: Practice,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._appearance = appearance
        self._practice = practice
        self._now = now

    def show(self) -> None:
        """Show the weeks and the sessions as they are now."""
        with self._window.messages.telling():
            self._page.show_history(gather_history(self._practice))
            self._window.show_page(self._page, HISTORY)

    def keep_note(self) -> None:
        """Keep the note that is being written."""
        if "_page" in self.__dict__:
            self._page.sessions.keep_note()

    # The pages, each built when it is first shown

    @cached_property
    def _page(self) -> HistoryPage:
        from psoas_timer.ui.history.history_page import HistoryPage

        page = HistoryPage()
        page.today_requested.connect(self.today_requested)
        page.transfer_requested.connect(self.transfer_requested)
        page.sessions.note_changed.connect(self._keep_note)
        page.sessions.counted_changed.connect(self._count)
        page.sessions.delete_requested.connect(self._delete)
        page.sessions.add_requested.connect(self._show_entry)
        page.sessions.bin_requested.connect(self._show_bin)
        self._appearance.follow(page.set_theme)
        return page

    @cached_property
    def _entry_page(self) -> SessionEntryPage:
        from psoas_timer.ui.history.session_entry import SessionEntryPage

        page = SessionEntryPage()
        page.entry_wanted.connect(self._enter)
        page.back_requested.connect(self.show)
        return page

    @cached_property
    def _bin_page(self) -> BinPage:
        from psoas_timer.ui.history.bin_page import BinPage

        page = BinPage()
        page.restore_requested.connect(self._take_out_of_bin)
        page.back_requested.connect(self.show)
        return page

    # Going there

    def _show_entry(self) -> None:
        routines = []
        for routine in self._practice.routines.values():
            timeline = self._practice.compile(routine)
            has_sides = any(stage.side for stage in timeline.stages)
            routines.append((routine.id, routine.title, timeline.practice_s, has_sides))
        self._entry_page.show_entry(routines, lambda: self._now().replace(tzinfo=None))
        self._window.show_page(self._entry_page, HISTORY)

    def _show_bin(self) -> None:
        with self._window.messages.telling():
            self._bin_page.show_bin(self._practice.log.binned())
            self._window.show_page(self._bin_page, HISTORY)

    # What is done there

    def _keep_note(self, uuid: str, note: str) -> None:
        with self._window.messages.telling():
            self._practice.log.set_note(uuid, note, self._now())
            self._page.sessions.refresh()

    def _count(self, uuid: str, is_counted: bool) -> None:
        with self._window.messages.telling():
            self._practice.log.set_counted(uuid, is_counted, self._now())
            self._refresh()

    def _delete(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._practice.log.delete(uuid, self._now())
            self._refresh()
            words = tr("The session is in the bin now.")
            self._window.messages.show_message(Message(words, tr("Undo"), lambda: self._undo_delete(uuid)))

    def _undo_delete(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._practice.log.restore(uuid, self._now())
            self._refresh()
            self._page.sessions.choose(uuid)

    def _take_out_of_bin(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._practice.log.restore(uuid, self._now())
            self._show_bin()

    def _enter(self, entry: SessionEntry) -> None:
        with self._window.messages.telling():
            try:
                record = self._practice.enter(entry)
            except BadValue as problem:
                self._entry_page.show_problem(problem)
                return
            self.show()
            self._page.sessions.choose(record.uuid)

    def _refresh(self) -> None:
        """Show what changed where somebody looks at it; the page shows the rest when it is gone to."""
        if self._page.isVisible():
            self._page.show_history(gather_history(self._practice))
