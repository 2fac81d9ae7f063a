"""Today: the week so far, the routines, and a reminder that waits for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.page_values import MOST_CARDS, MOST_FAULTS, gather_reminder, gather_today
from psoas_timer.flows.refresh import Refresh
from psoas_timer.flows.session_flow import load_picture
from psoas_timer.lib.lazy import Lazy
from psoas_timer.services.services import Services
from psoas_timer.ui.kit.main_window import HISTORY, TODAY, MainWindow

if TYPE_CHECKING:  # both are imported when they are first needed
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.today.today_page import TodayPage

# While the window is at rest, one routine file after another is read for its faults: 8 % of a core, if there are many.
CHECK_MS = 50


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
        self._preceding: Callable[[], None] | None = None
        self._page = Lazy(self._make_page)
        self._refresh = Lazy(lambda: Refresh(self._page.get(), self._show_values, window.messages))
        self._most, self._has_found = MOST_CARDS, False
        self._checking = QTimer(self, interval=CHECK_MS)
        self._checking.timeout.connect(self.check_next_routine)
        services.journal.restored.connect(self._checking.start)
        services.journal.changed.connect(self._ask_to_refresh)
        services.journal.day_turned.connect(self._ask_to_refresh)

    def precede(self, show: Callable[[], None] | None) -> None:
        """Call ``show`` whenever Today is asked for, in its place; None ends that."""
        self._preceding = show

    @property
    def is_preceded(self) -> bool:
        """Tell whether something else is shown in the place of Today."""
        return self._preceding is not None

    def show(self) -> None:
        """Show the week so far, and the routines."""
        if self._preceding is not None:
            self._preceding()
            return
        self._refresh.get().now()
        self._window.show_page(self._page.get(), TODAY)
        self._checking.start()

    def follow(self, reminders: Reminders) -> None:
        """Show waiting reminders from now on."""
        self._reminders = reminders
        reminders.changed.connect(self._show_reminder)
        if page := self._page.made:
            page.answered.connect(reminders.answer)
        self._show_reminder()

    def check_next_routine(self) -> None:
        """Look for faults in one more routine file, unless a session is under way, and show what was found."""
        practice = self._services.practice
        if practice.player.is_active:
            return
        before = len(practice.routine_faults), len(practice.routine_names)
        is_over = not practice.check_next_routine()
        if is_over:
            self._checking.stop()
        found = len(practice.routine_faults), len(practice.routine_names)
        self._has_found = self._has_found or found != before
        if self._has_found and (is_over or found[0] <= MOST_FAULTS):  # the page names no more of them
            self._has_found = False
            self._ask_to_refresh()

    def _show_more(self) -> None:
        self._most += MOST_CARDS
        self._ask_to_refresh()

    def _make_page(self) -> TodayPage:
        from psoas_timer.ui.today.today_page import TodayPage

        page = TodayPage(load_picture)
        page.start_requested.connect(self.start_requested)
        page.routine_requested.connect(self.routine_requested)
        page.more_requested.connect(self._show_more)
        page.history_requested.connect(lambda: self._window.place_requested.emit(HISTORY))
        if self._reminders is not None:
            page.answered.connect(self._reminders.answer)
        self._appearance.follow(page.set_theme)
        return page

    def _show_values(self) -> None:
        services = self._services
        self._page.get().show_today(gather_today(services.practice, services.journal, services.preferences, self._most))
        self._show_reminder()

    def _show_reminder(self) -> None:
        page, reminders = self._page.made, self._reminders
        if page is None or reminders is None:
            return
        with self._window.messages.telling():
            services, waits = self._services, bool(reminders.waiting)
            plans = services.preferences.settings.plans
            page.show_reminder(gather_reminder(services.practice, services.journal, reminders, plans) if waits else "")

    def _ask_to_refresh(self) -> None:
        if refresh := self._refresh.made:
            refresh.ask()
