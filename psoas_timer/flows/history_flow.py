"""History and the pages it leads to: a session entered later, the bin, and what is done with each session."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.core.problem import BadValue
from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.page_values import gather_history
from psoas_timer.flows.refresh import Refresh
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import tr
from psoas_timer.services.services import Services
from psoas_timer.ui.kit.main_window import HISTORY, MainWindow
from psoas_timer.ui.kit.message_bar import Message

if TYPE_CHECKING:  # imported when the page is first shown
    from psoas_timer.ui.history.bin_page import BinPage
    from psoas_timer.ui.history.history_page import HistoryPage
    from psoas_timer.ui.history.session_entry import SessionEntryPage


class HistoryFlow(QObject):
    """Shows the pages, and changes the journal as people ask there."""

    today_requested = Signal()
    transfer_requested = Signal()

    def __init__(
        self, window: MainWindow, services: Services, appearance: Appearance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._practice = services.practice
        self._journal = services.journal
        self._appearance = appearance
        self._page = Lazy(self._make_page)
        self._entry_page = Lazy(self._make_entry_page)
        self._bin_page = Lazy(self._make_bin_page)
        messages = window.messages
        self._refresh = Lazy(lambda: Refresh(self._page.get(), self._show_history, messages))
        self._refresh_bin = Lazy(lambda: Refresh(self._bin_page.get(), self._show_binned, messages))
        for changed in (self._journal.changed, self._journal.day_turned):
            changed.connect(self._ask_to_refresh)

    def show(self) -> None:
        """Show the weeks and the sessions as they are now."""
        self._refresh.get().now()
        self._window.show_page(self._page.get(), HISTORY)

    def keep_note(self) -> None:
        """Save the note that is being written."""
        if page := self._page.made:
            page.sessions.keep_note()

    # The pages, each built when it is first shown

    def _make_page(self) -> HistoryPage:
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

    def _make_entry_page(self) -> SessionEntryPage:
        from psoas_timer.ui.history.session_entry import SessionEntryPage

        page = SessionEntryPage()
        page.entry_wanted.connect(self._enter)
        page.back_requested.connect(self.show)
        return page

    def _make_bin_page(self) -> BinPage:
        from psoas_timer.ui.history.bin_page import BinPage

        page = BinPage()
        page.restore_requested.connect(self._take_out_of_bin)
        page.back_requested.connect(self.show)
        return page

    def _show_history(self) -> None:
        self._page.get().show_history(gather_history(self._journal))

    def _show_binned(self) -> None:
        self._bin_page.get().show_bin(self._journal.sessions.binned())

    def _ask_to_refresh(self) -> None:
        for refresh in (self._refresh.made, self._refresh_bin.made):
            if refresh is not None:
                refresh.ask()

    # Going there

    def _show_entry(self) -> None:
        from psoas_timer.ui.history.session_entry_form import RoutineChoice

        routines = [RoutineChoice(name, partial(self._ask_for, name.id)) for name in self._practice.routine_names]
        self._entry_page.get().show_entry(routines, lambda: self._journal.now().replace(tzinfo=None))
        self._window.show_page(self._entry_page.get(), HISTORY)

    def _ask_for(self, routine_id: str) -> tuple[float, bool]:
        """Return the planned seconds of a routine and whether it has sides; its file may just prove to be faulty."""
        routine = self._practice.routines.get(routine_id)
        if routine is None:
            return 0.0, False
        timeline = self._practice.compile(routine)
        return timeline.practice_s, any(stage.side for stage in timeline.stages)

    def _show_bin(self) -> None:
        self._refresh_bin.get().now()
        self._window.show_page(self._bin_page.get(), HISTORY)

    # What is done there; the journal tells the pages

    def _keep_note(self, uuid: str, note: str) -> None:
        with self._window.messages.telling():
            self._journal.set_note(uuid, note)

    def _count(self, uuid: str, is_counted: bool) -> None:
        with self._window.messages.telling():
            self._journal.set_counted(uuid, is_counted)

    def _delete(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._journal.delete(uuid)
            words = tr("The session was moved to the bin.")
            self._window.messages.show_message(Message(words, tr("Undo"), lambda: self._undo_delete(uuid)))

    def _undo_delete(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._journal.undelete(uuid)
            if page := self._page.made:
                page.sessions.choose(uuid)

    def _take_out_of_bin(self, uuid: str) -> None:
        with self._window.messages.telling():
            self._journal.undelete(uuid)

    def _enter(self, entry: SessionEntry) -> None:
        with self._window.messages.telling():
            try:
                record = self._practice.enter(entry)
            except BadValue as problem:
                self._entry_page.get().show_problem(problem)
                return
            self.show()
            self._page.get().sessions.choose(record.uuid)
