"""Builds every object and connects every signal: the one file that knows all the others."""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from psoas_timer.app import terminal
from psoas_timer.app.front import Front, make_front
from psoas_timer.core.described import Section
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.engine.clock import Clocks
from psoas_timer.engine.player import Player
from psoas_timer.flows.help_flow import HelpFlow
from psoas_timer.flows.history_flow import HistoryFlow
from psoas_timer.flows.keeping import Keeping
from psoas_timer.flows.page_values import suggested_routine
from psoas_timer.flows.session_flow import SessionFlow
from psoas_timer.flows.today_flow import TodayFlow
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import problem_text
from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.services import Services
from psoas_timer.services.wall_timer import WallTimer
from psoas_timer.store.database.connection import HistoryLost, StandIn
from psoas_timer.store.database.ledger import SHORT_PATIENCE_S
from psoas_timer.store.database.stand_in import bring_home, open_or_stand_in
from psoas_timer.store.places import ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE, assets_dir
from psoas_timer.ui.kit.main_window import HISTORY, SETTINGS, TODAY

if TYPE_CHECKING:  # these are imported when they are first needed
    from psoas_timer.desktop.autostart.base import Autostart
    from psoas_timer.flows.settings_flow import SettingsFlow
    from psoas_timer.flows.transfer_flow import FileChooser, TransferFlow
    from psoas_timer.services.daily_tasks import DailyTasks
    from psoas_timer.services.preferences import Preferences
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.store.routines.routine_shelf import RoutineShelf

_log = logging.getLogger(__name__)

# How long the end of the program may wait for what is still to be written, in seconds.
PATIENCE_S = 5.0


class App(QObject):
    """The program with one data folder. Tests pass in clocks and files, and turn the sound off; the rest is real.

    Its window is empty and hidden until it is opened, as a program that only waits in the background needs none.
    """

    def __init__(
        self,
        qt: QApplication,
        folder: Path,
        clocks: Clocks = Clocks(),  # noqa: B008  # a frozen value
        *,
        is_silent: bool = False,
        chooser: FileChooser | None = None,
        front: Front | None = None,
    ) -> None:
        """``front`` is what a start has painted already."""
        super().__init__()
        now = clocks.now
        front = front or make_front(qt, folder)
        preferences, self.appearance, self.window = front.preferences, front.appearance, front.window
        preferences.setParent(self)
        self.appearance.setParent(self)
        opened = open_or_stand_in(folder / SESSIONS_FILE, now())
        self.timer = WallTimer(now, self)
        journal = Journal(opened.connection, preferences, now, self.timer, self)
        player = Player(clocks.session_s, now, self, awake=clocks.awake_s)
        practice = Practice(player, journal, preferences, partial(open_routines, folder), now, self)
        self.services = Services(folder, preferences, journal, practice)
        self._keeping = Keeping(self.window, journal, self)
        self._sessions = SessionFlow(self.window, self.services, self.appearance, is_silent=is_silent, parent=self)
        self._history = HistoryFlow(self.window, self.services, self.appearance, self)
        self._today = TodayFlow(self.window, self.services, self.appearance, self)
        # Not needed before the first paint
        self._settings = Lazy(partial(self._make_settings, is_silent))
        self._transfer = Lazy(partial(self._make_transfer, chooser))
        self._reminders = Lazy(partial(self._make_reminders, clocks.zone_at))
        self._daily_tasks = Lazy(self._make_daily_tasks)
        self._autostart: Autostart | None = None
        self._connect()
        for problem in (*preferences.notices, *opened.notices):
            self._tell_at_start(problem)
        self._sessions.offer_to_resume()

    def _connect(self) -> None:
        window, services = self.window, self.services
        window.place_requested.connect(self._go_to)
        window.activated.connect(self.timer.look)  # the computer may have slept, or its clock been set
        window.closing.connect(self._close)
        window.place_changed.connect(self._keep_place)
        window.holds_back = self._holds_back
        services.practice.failed.connect(window.messages.tell)
        services.practice.ended.connect(self._bring_home)
        services.preferences.failed.connect(window.messages.tell)
        self._sessions.today_requested.connect(self.show_today)
        self._history.today_requested.connect(self.show_today)
        self._history.transfer_requested.connect(lambda: self._transfer.get().open(HISTORY))
        self._today.start_requested.connect(self._sessions.start_suggested)
        self._today.routine_requested.connect(self._sessions.show_routine)
        helping = HelpFlow(window, services, self.appearance, lambda: self.reminders, self)
        helping.today_requested.connect(self.show_today)
        helping.taste_requested.connect(self.start_routine)

    def _tell_at_start(self, problem: Problem) -> None:
        if not isinstance(problem, HistoryLost):
            self.window.messages.tell(problem)
            return
        from psoas_timer.flows.copy_offer import offer_copies

        copies = self.journal.copies_folder
        offer_copies(
            self.window.messages, problem, copies, lambda path: self._transfer.get().preview_copy(path, HISTORY)
        )

    # For tests, and for the code that joins the desktop

    @property
    def database(self) -> sqlite3.Connection:
        """The connection that writes, once it has written what there is, unless that takes long."""
        self.journal.ledger.flush(SHORT_PATIENCE_S)
        return self.journal.ledger.connection

    @property
    def preferences(self) -> Preferences:
        return self.services.preferences

    @property
    def journal(self) -> Journal:
        return self.services.journal

    @property
    def practice(self) -> Practice:
        return self.services.practice

    @property
    def player(self) -> Player:
        return self.services.practice.player

    @property
    def reminders(self) -> Reminders:
        """The reminders; they are started only after the first paint."""
        return self._reminders.get()

    # Made when first needed

    def _make_settings(self, is_silent: bool) -> SettingsFlow:
        from psoas_timer.flows.listening import Listening
        from psoas_timer.flows.settings_flow import SettingsFlow

        listening = None if is_silent else Listening(self.preferences, self.services.folder, parent=self)
        settings = SettingsFlow(self.window, self.services, self.reminders, listening, self)
        if self._autostart is not None:
            settings.take_autostart(self._autostart)
        settings.back_requested.connect(self.show_today)
        settings.restore_requested.connect(lambda path: self._transfer.get().preview_copy(path, SETTINGS))
        settings.transfer_requested.connect(lambda: self._transfer.get().open(SETTINGS))
        return settings

    def _make_transfer(self, chooser: FileChooser | None) -> TransferFlow:
        from psoas_timer.flows.transfer_flow import FileChooser, TransferFlow

        transfer = TransferFlow(self.window, self.services, chooser or FileChooser(), self)
        transfer.back_requested.connect(self._go_back_from_transfer)
        return transfer

    def _make_reminders(self, zone_at: Callable[[datetime], tzinfo]) -> Reminders:
        from psoas_timer.services.reminders import Reminders
        from psoas_timer.store.database.kept_reminders import KeptReminders

        log = KeptReminders(self.journal.ledger)
        reminders = Reminders(self.practice, self.journal, log, self.timer, self, zone_at=zone_at)
        reminders.failed.connect(self.window.messages.tell)
        reminders.start_requested.connect(self.start_due)
        reminders.open_requested.connect(self.come_to_front)
        self._today.follow(reminders)
        return reminders

    def _make_daily_tasks(self) -> DailyTasks:
        from psoas_timer.services.daily_tasks import DailyTasks

        tasks = DailyTasks(self.practice, self.journal, self)
        tasks.failed.connect(self.window.messages.tell)
        return tasks

    def welcome(self) -> None:
        """Show the introduction before Today if nobody has used this folder yet."""
        from psoas_timer.flows.welcome_flow import WelcomeFlow, is_first_start

        if self.window.messages.text or isinstance(self.database, StandIn) or not is_first_start(self.services):
            return
        welcome = WelcomeFlow(self.window, self.services, self.appearance, lambda: self.reminders, self)
        self._today.precede(welcome.show)
        welcome.over.connect(lambda: self._today.precede(None))
        welcome.over.connect(self.show_today)
        welcome.taste_requested.connect(self.start_routine)

    # Going places

    def _go_to(self, place: str) -> None:
        if place == TODAY:
            self.show_today()
        elif place == HISTORY:
            self._history.show()
        elif place == SETTINGS:
            self._settings.get().show()

    def _go_back_from_transfer(self, place: str) -> None:
        if place == SETTINGS:
            self._settings.get().show_part(Section.DATA)
        else:
            self._history.show()

    def show_today(self) -> None:
        """Show the current week and the routines."""
        self._today.show()

    def start_routine(self, routine_id: str) -> None:
        """Start a session, or first show the page that comes before it."""
        self._sessions.start_routine(routine_id)

    def start_due(self, routine_id: str = "") -> None:
        """Come to the front and start a routine, '' for whatever is due; a new routine's page is shown first."""
        self.come_to_front()
        with self.window.messages.telling():
            self._sessions.start_suggested(routine_id or suggested_routine(self.practice, self.journal).id)

    def begin_reminding(self) -> None:
        """Start the reminders, and offer one to people who have not been asked and are not in the introduction."""
        self.reminders.begin()
        if self.window.isHidden():
            self.reminders.tell_again()
        is_new = not self.preferences.settings.reminders_suggested and not self._today.is_preceded
        if is_new and not isinstance(self.database, StandIn):
            from psoas_timer.flows.reminder_offer import ReminderOffer

            ReminderOffer(self.window.messages, self.services, self.reminders, self).make()

    def take_autostart(self, autostart: Autostart) -> None:
        """Let Settings choose whether the system starts the program at login."""
        self._autostart = autostart
        autostart.failed.connect(self.window.messages.tell)
        if settings := self._settings.made:  # Settings may be open already
            settings.take_autostart(autostart)

    def do_daily_tasks(self) -> None:
        """Do the daily tasks now that the window has been painted, and again whenever the day turns."""
        if isinstance(self.database, StandIn):
            return  # a copy of it would take the place of the real one's
        self._daily_tasks.get().run()

    def answer(self, routine_id: str = "") -> None:
        """Respond to a second start of the program: show the window, and start a routine if one is given."""
        self.come_to_front()
        if routine_id:
            self.start_routine(routine_id)

    def open(self) -> None:
        """Show the window, with Today if it has no page yet."""
        if self.window.is_empty:
            self.show_today()
        if self.window.isHidden():
            self.window.put_back(self.preferences.settings.window)
            self.window.show()

    def come_to_front(self) -> None:
        """Show the window in front of all others, with Today if it has no page yet."""
        if self.window.is_empty:
            self.show_today()
        self.window.put_back(self.preferences.settings.window)
        self.window.come_to_front()

    def ignore_media_keys(self, ignored: bool) -> None:
        """Make the session ignore media keys, or not: some systems deliver them in another way."""
        self._sessions.ignore_media_keys(ignored)

    # Errors and closing

    def tell_sleepy_screen(self) -> None:
        """Tell the session that the screen cannot be kept on."""
        self._sessions.tell_sleepy_screen()

    def tell_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Log an unexpected error and show it; a running session continues."""
        _log.error("unexpected failure", exc_info=(kind, fault, trace))
        sys.__excepthook__(kind, fault, trace)
        self.window.messages.tell(
            Problem(
                N_("Something went wrong inside Psoas Timer."),
                N_("You can keep using it. The details are in {folder}."),
                folder=self.services.folder,
            )
        )

    def _bring_home(self) -> None:
        """Keep what was practised without the database, if that can be opened by now; the first notice told of this."""
        if isinstance(self.database, StandIn):
            with suppress(Problem):
                self.journal.ledger.call(partial(bring_home, now=self.journal.now()))

    def _holds_back(self, go_on: Callable[[], object], ends: bool) -> bool:
        return self._sessions.ask_to_end(go_on) or (ends and self._keeping.ask_to_quit(go_on))

    def _tell_lost(self, patience_s: float) -> None:
        """Say that what was practised last could not be written to the end, and where it is; the window is closed."""
        ledger = self.journal.ledger
        if copy := self.journal.rescue(patience_s):
            lost = Problem(
                N_("{file} could not be written. What you practised last is in a copy: {copy}."),
                N_("To get it back, open Settings at the next start and restore that copy, under Automatic copies."),
                file=ledger.path, copy=copy,
            )  # fmt: skip
        else:
            lost = Problem(
                N_("What you practised last could not be saved in {file}."),
                N_("The reason: {reason}"),
                file=ledger.path, reason=ledger.failure or N_("The disk does not answer."),
            )  # fmt: skip
        _log.error("%s", lost)
        terminal.say_aside(problem_text(lost))

    def _close(self) -> None:
        self._history.keep_note()
        self._sessions.close()
        self._keep_place()
        self.preferences.flush()

    def _keep_place(self) -> None:
        """Keep where the window is, but not in the introduction: a settings file would say that it is over."""
        is_new = self._today.is_preceded and not (self.services.folder / SETTINGS_FILE).exists()
        if (place := self.window.place_now()).width and not is_new:
            self.preferences.adjust(window=place)

    def close(self, patience_s: float = PATIENCE_S) -> None:
        """Close the window, which asks nothing any more, and the files."""
        self.timer.stop()
        if reminders := self._reminders.made:
            reminders.end()
        self._close()  # a window that is already hidden may not announce that it closes
        self.window.may_close = lambda: True
        self.window.close()
        self.window.deleteLater()
        self._bring_home()
        self.preferences.close()
        self.journal.ledger.watch()
        if not self.journal.ledger.flush(patience_s):
            self._tell_lost(patience_s)
        self.journal.ledger.close(0.0)


def open_routines(folder: Path) -> RoutineShelf:
    """Return the built-in routines and those in the person's data folder."""
    from psoas_timer.store.routines.routine_shelf import open_shelf

    return open_shelf(assets_dir() / "routines", folder / ROUTINES_FOLDER)
