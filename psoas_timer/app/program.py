"""Builds every object and connects every signal: the one file that knows everyone."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from psoas_timer.core.problem import Problem
from psoas_timer.engine.clock import local_now, session_clock
from psoas_timer.engine.player import Player
from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.history_flow import HistoryFlow
from psoas_timer.flows.page_values import gather_reminder, gather_today, suggested_routine
from psoas_timer.flows.session_flow import SessionFlow
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE, assets_dir
from psoas_timer.ui.kit.main_window import HISTORY, SETTINGS, TODAY, MainWindow

if TYPE_CHECKING:  # these are imported when they are first needed
    from psoas_timer.desktop.autostart.base import Autostart
    from psoas_timer.flows.settings_flow import SettingsFlow
    from psoas_timer.flows.transfer_flow import FileChooser, TransferFlow
    from psoas_timer.services.daily_tasks import DailyTasks
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.store.routines.routine_file import LoadedRoutines
    from psoas_timer.ui.today.today_page import TodayPage

_log = logging.getLogger(__name__)


class App(QObject):
    """The program over one data folder. Tests hand in clocks and files, and let it be silent; the rest is real.

    Its window is empty and hidden until it is opened: one that only waits in the background does without.
    """

    def __init__(
        self,
        qt: QApplication,
        folder: Path,
        clock: Callable[[], float] = session_clock,
        now: Callable[[], datetime] = local_now,
        *,
        is_silent: bool = False,
        chooser: FileChooser | None = None,
    ) -> None:
        super().__init__()
        self._folder = folder
        self._now = now
        self._chooser = chooser
        self._autostart: Autostart | None = None
        self.preferences = Preferences(folder / SETTINGS_FILE, self)
        opened = open_database(folder / SESSIONS_FILE, now())
        self._connection = opened.connection
        self.player = Player(clock, now, self)
        log = SessionLog(opened.connection)
        goal_log = GoalLog(opened.connection)
        self.practice = Practice(self.player, log, goal_log, self.preferences, self._load_routines, now, self)
        self.appearance = Appearance(qt, self.preferences, self)
        self.window = MainWindow()
        self._sessions = SessionFlow(
            self.window, self.appearance, self.preferences, self.practice, folder, now, is_silent=is_silent, parent=self
        )
        self._history = HistoryFlow(self.window, self.appearance, self.practice, now, self)
        self._connect()
        for problem in (*self.preferences.notices, *opened.notices):
            self.window.messages.tell(problem)
        self._sessions.offer_to_resume()

    def _load_routines(self) -> LoadedRoutines:
        from psoas_timer.store.routines.routine_file import load_routines

        return load_routines(assets_dir() / "routines", self._folder / ROUTINES_FOLDER)

    def _connect(self) -> None:
        window, practice, preferences = self.window, self.practice, self.preferences
        window.place_requested.connect(self._go_to)
        window.activated.connect(self._refresh_today)
        window.closing.connect(self._close)
        practice.failed.connect(window.messages.tell)
        preferences.failed.connect(window.messages.tell)
        self._sessions.today_requested.connect(self.show_today)
        self._history.today_requested.connect(self.show_today)
        self._history.transfer_requested.connect(lambda: self._along.show())

    # The pages, each built when it is first shown, and what is not needed before the first paint

    @cached_property
    def _today_page(self) -> TodayPage:
        from psoas_timer.ui.today.today_page import TodayPage

        page = TodayPage()
        page.start_requested.connect(self._sessions.start_suggested)
        page.routine_requested.connect(self._sessions.show_routine)
        page.reminder_started.connect(lambda: self.start_due(self.reminders.routine_id))
        page.snooze_requested.connect(lambda: self.reminders.snooze())
        page.skip_requested.connect(lambda: self.reminders.skip_today())
        self.appearance.follow(page.set_theme)
        return page

    @cached_property
    def _along(self) -> TransferFlow:
        from psoas_timer.flows.transfer_flow import FileChooser, TransferFlow

        along = TransferFlow(
            self.window, self.practice, self.preferences, self._connection, self._folder, self._now,
            self._chooser or FileChooser(), self,
        )  # fmt: skip
        along.back_requested.connect(self._history.show)
        along.restored.connect(lambda: self.reminders.take_restored())
        return along

    @cached_property
    def _settings(self) -> SettingsFlow:
        from psoas_timer.flows.settings_flow import SettingsFlow

        backups = self._folder / BACKUPS_FOLDER
        settings = SettingsFlow(
            self.window, self.practice, self.preferences, self.reminders, self._folder, backups, self
        )
        if self._autostart is not None:
            settings.take_autostart(self._autostart)
        settings.back_requested.connect(self.show_today)
        settings.restore_requested.connect(lambda path: self._along.preview_backup(path))
        return settings

    @cached_property
    def reminders(self) -> Reminders:
        """The reminders; what begins them wants the first paint to be over."""
        from psoas_timer.services.reminders import Reminders
        from psoas_timer.store.database.reminder_log import ReminderLog

        reminders = Reminders(self.practice, ReminderLog(self._connection), self.preferences, self._now, self)
        reminders.failed.connect(self.window.messages.tell)
        reminders.changed.connect(self._show_reminder)
        self.window.activated.connect(reminders.look)
        return reminders

    @cached_property
    def _daily_tasks(self) -> DailyTasks:
        from psoas_timer.services.daily_tasks import DailyTasks

        tasks = DailyTasks(self.practice, self._connection, self._folder / BACKUPS_FOLDER, self._now, self)
        tasks.failed.connect(self.window.messages.tell)
        return tasks

    # Going places

    def _go_to(self, place: str) -> None:
        if place == TODAY:
            self.show_today()
        elif place == HISTORY:
            self._history.show()
        elif place == SETTINGS:
            self._settings.show()

    def show_today(self) -> None:
        """Show the week as it stands, and the routines."""
        with self.window.messages.telling():
            self._today_page.show_today(gather_today(self.practice))
        if "reminders" in self.__dict__:
            self.reminders.look()  # a session may have been entered, brought in or deleted
        self._show_reminder()
        self.window.show_page(self._today_page, TODAY)

    def start_routine(self, routine_id: str) -> None:
        """Begin a session, or first show what comes before it."""
        self._sessions.start_routine(routine_id)

    def start_due(self, routine_id: str = "") -> None:
        """Come to the front and begin a routine, '' for what is due; what was never practised is shown first."""
        self.come_to_front()
        with self.window.messages.telling():
            self._sessions.start_suggested(routine_id or suggested_routine(self.practice).id)

    def begin_reminding(self) -> None:
        """Take up the reminders, and at the first run offer one."""
        self.reminders.begin()
        if self.window.isHidden():
            self.reminders.tell_again()
        if not self.preferences.settings.reminders_suggested:
            from psoas_timer.flows.reminder_offer import ReminderOffer

            ReminderOffer(self.window.messages, self.practice, self.reminders, self.preferences, self).make()

    def _show_reminder(self) -> None:
        """Show on Today what waits."""
        if "_today_page" not in self.__dict__:
            return
        with self.window.messages.telling():
            waits = "reminders" in self.__dict__ and bool(self.reminders.waiting)
            self._today_page.show_reminder(gather_reminder(self.practice, self.reminders) if waits else "")

    def take_autostart(self, autostart: Autostart) -> None:
        """Let Settings switch whether the system starts the program at login."""
        self._autostart = autostart
        autostart.failed.connect(self.window.messages.tell)
        if "_settings" in self.__dict__:  # somebody was quicker
            self._settings.take_autostart(autostart)

    def do_daily_tasks(self) -> None:
        """Do what is done once a day, when the window has been painted."""
        self._daily_tasks.run()

    def answer(self, routine_id: str = "") -> None:
        """Do what a person wants who has started the program again: see it, and perhaps begin a routine."""
        self.come_to_front()
        if routine_id:
            self.start_routine(routine_id)

    def open(self) -> None:
        """Show the window, with Today where there is no page in it yet."""
        if self.window.is_empty:
            self.show_today()
        self.window.show()

    def come_to_front(self) -> None:
        """Show the window above the others."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.open()
        window.raise_()
        window.activateWindow()

    def ignore_media_keys(self, ignored: bool) -> None:
        """Let the session take no media keys, or take them again: the system has its own way to hand them on."""
        self._sessions.ignore_media_keys(ignored)

    def _refresh_today(self) -> None:
        """The date may have changed while nobody looked."""
        if "_daily_tasks" in self.__dict__:
            self._daily_tasks.run_on_another_day()
        if "_today_page" in self.__dict__ and self._today_page.isVisible():
            with self.window.messages.telling():
                self._today_page.show_today(gather_today(self.practice))

    # When things go wrong, and when it is over

    def tell_sleepy_screen(self) -> None:
        """Say in the session that nothing keeps the screen on."""
        self._sessions.tell_sleepy_screen()

    def tell_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Write down what nobody expected, and say so once; a running session goes on."""
        _log.error("unexpected failure", exc_info=(kind, fault, trace))
        sys.__excepthook__(kind, fault, trace)
        self.window.messages.tell(
            Problem(
                "Something went wrong inside Psoas Timer.",
                "You can go on; the details are in {folder}.",
                folder=self._folder,
            )
        )

    def _close(self) -> None:
        self._history.keep_note()
        self._sessions.close()
        self.preferences.flush()

    def close(self) -> None:
        """Let go of the window and of the files."""
        if "reminders" in self.__dict__:
            self.reminders.end()
        self._close()  # a window that is hidden already need not hear of it
        self.window.close()
        self.window.deleteLater()
        self._connection.close()
