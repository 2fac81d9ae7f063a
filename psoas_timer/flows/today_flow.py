"""Today: the week so far, the routines, and a reminder that waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.page_values import gather_reminder, gather_today
from psoas_timer.flows.refresh import Refresh
from psoas_timer.lib.lazy import Lazy
from psoas_timer.services.services import Services
from psoas_timer.ui.kit.main_window import TODAY, MainWindow

if TYPE_CHECKING:  # both are imported when they are first needed
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.today.today_page import TodayPage


class TodayFlow(QObject):
    """Shows the page, and keeps it up to date while it is open, even overnight."""

    start_requested = Signal(str)  # the suggested routine, at once
    routine_requested = Signal(str)  # a routine, to look at first

    def __init__(
        self, window: MainWindow, services: Services, appearance: Appearance, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._services = services
        self._appearance = appearance
        self._reminders: Reminders | None = None
        self._page = Lazy(self._make_page)
        self._refresh = Lazy(lambda: Refresh(self._page.get(), self._show_values, window.messages))
        services.journal.changed.connect(self._ask_to_refresh)
        services.journal.day_turned.connect(self._ask_to_refresh)

    def show(self) -> None:
        """Show the week so far, and the routines."""
        self._refresh.get().now()
        self._window.show_page(self._page.get(), TODAY)

    def follow(self, reminders: Reminders) -> None:
        """Show waiting reminders from now on."""
        self._reminders = reminders
        reminders.changed.connect(self._show_reminder)
        if page := self._page.made:
            page.answered.connect(reminders.answer)
        self._show_reminder()

    def _make_page(self) -> TodayPage:
        from psoas_timer.ui.today.today_page import TodayPage

        page = TodayPage()
        page.start_requested.connect(self.start_requested)
        page.routine_requested.connect(self.routine_requested)
        if self._reminders is not None:
            page.answered.connect(self._reminders.answer)
        self._appearance.follow(page.set_theme)
        return page

    def _show_values(self) -> None:
        self._page.get().show_today(gather_today(self._services.practice, self._services.journal))
        self._show_reminder()

    def _show_reminder(self) -> None:
        page, reminders = self._page.made, self._reminders
        if page is None or reminders is None:
            return
        with self._window.messages.telling():
            services, waits = self._services, bool(reminders.waiting)
            page.show_reminder(gather_reminder(services.practice, services.journal, reminders) if waits else "")

    def _ask_to_refresh(self) -> None:
        if refresh := self._refresh.made:
            refresh.ask()
