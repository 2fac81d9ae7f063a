"""The program while nobody looks at its window: notices, the tray, and what closing the window means."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.notices.notice import Notice, NoticeAction, Notifier
from psoas_timer.desktop.single_instance import ACTIVATION_TOKEN
from psoas_timer.flows.page_values import gather_reminder
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.reminders import Reminders
from psoas_timer.ui.background.tray import Tray, TrayState
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.words import tr

if TYPE_CHECKING:  # imported when they are needed
    from psoas_timer.ui.background.closing_question import ClosingQuestion
    from psoas_timer.ui.background.reminder_window import ReminderWindow


class BackgroundFlow(QObject):
    """Shows what waits by the first way that can: the desktop's notices, the tray, a window that takes no keys.

    Closing the window ends the program, unless there is something to remind of and the person wants it to go on.
    """

    open_requested = Signal()
    start_requested = Signal(str)  # routine id, '' for what is due
    quit_requested = Signal()
    failed = Signal(object)  # Problem

    def __init__(
        self,
        window: MainWindow,
        practice: Practice,
        reminders: Reminders,
        preferences: Preferences,
        notifier: Notifier,
        tray: Tray,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._practice = practice
        self._reminders = reminders
        self._preferences = preferences
        self._notifier = notifier
        self._tray = tray
        self._is_ending = False
        self._aside = ""  # what the notice says that is no reminder
        self._reminder_window: ReminderWindow | None = None
        self._question: ClosingQuestion | None = None
        window.may_close = self._may_close
        window.activated.connect(self.refresh)
        window.activated.connect(self._expect_to_go_on)
        window.visibility_changed.connect(self._expect_to_go_on)
        window.quit_requested.connect(self.quit)
        reminders.notice_wanted.connect(self.announce)
        reminders.trial_wanted.connect(self.show_trial)
        reminders.notice_over.connect(self._take_back)
        reminders.changed.connect(self.refresh)
        reminders.scheduler.look_due.connect(self._turn_over)
        practice.started.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # when the player has begun
        practice.ended.connect(self.refresh)
        notifier.answered.connect(self._take_answer)
        notifier.refused.connect(self._announce_otherwise)
        tray.open_requested.connect(self.open_requested)
        tray.start_requested.connect(self._start)
        tray.snooze_requested.connect(reminders.snooze)
        tray.skip_requested.connect(reminders.skip_today)
        tray.quit_requested.connect(self.quit)

    # Reminders

    def announce(self) -> None:
        """Show what a reminder says."""
        try:
            body = gather_reminder(self._practice, self._reminders)
        except Problem as problem:
            self.failed.emit(problem)
            return
        self._aside = ""
        self._notifier.show(Notice(tr("Psoas Timer"), body, self._buttons()))

    def show_trial(self) -> None:
        """Show how a reminder comes, by the one that waits if there is one."""
        if self._reminders.waiting:
            self.announce()
            return
        self._show_aside(tr("So you will be reminded. Nothing waits now."))

    def _show_aside(self, words: str) -> None:
        """Show a notice that wants no answer."""
        self._aside = words
        self._notifier.show(Notice(tr("Psoas Timer"), words, {}))

    def _buttons(self) -> Mapping[NoticeAction, str]:
        return {
            NoticeAction.START: tr("Start"),
            NoticeAction.SNOOZE: tr("In 10 minutes"),
            NoticeAction.SKIP: tr("Skip today"),
        }

    def _announce_otherwise(self) -> None:
        body = self._aside or self._words()
        if not body or self._tray.show_message(tr("Psoas Timer"), body):
            return
        if self._aside:
            self.failed.emit(Problem("Your desktop shows no notices.", "A small window will remind you instead."))
            return
        if self._reminder_window is None:
            from psoas_timer.ui.background.reminder_window import ReminderWindow

            self._reminder_window = ReminderWindow()
            self._reminder_window.start_requested.connect(self._start)
            self._reminder_window.snooze_requested.connect(self._reminders.snooze)
            self._reminder_window.skip_requested.connect(self._reminders.skip_today)
        self._reminder_window.show_reminder(body)

    def _take_back(self) -> None:
        self._notifier.close()
        if self._reminder_window is not None:
            self._reminder_window.hide()

    def _take_answer(self, action: str, token: str) -> None:
        if token:
            os.environ[ACTIVATION_TOKEN] = token  # Qt takes it from there when the window asks to be activated
        match NoticeAction(action):
            case NoticeAction.OPEN:
                self.open_requested.emit()
            case NoticeAction.START:
                self._start()
            case NoticeAction.SNOOZE:
                self._reminders.snooze()
            case NoticeAction.SKIP:
                self._reminders.skip_today()

    def _start(self) -> None:
        self.start_requested.emit(self._reminders.routine_id)

    def _words(self) -> str:
        """Return what a reminder says that waits, '' where none does or it cannot be told."""
        try:
            return gather_reminder(self._practice, self._reminders) if self._reminders.waiting else ""
        except Problem:  # whoever reads the log next tells it
            return ""

    # The tray

    def appear(self) -> None:
        """Show the icon, where there is a tray by now."""
        self._tray.appear()
        self.refresh()

    def refresh(self) -> None:
        """Show in the tray how things stand."""
        if not self._tray.is_made:
            return
        try:
            week = self._reminders.week()
        except Problem as problem:
            self.failed.emit(problem)
            return
        self._tray.show_state(TrayState(week, self._practice.today, self._words(), self._practice.player.is_active))

    def _turn_over(self) -> None:
        """Show another day, or week, in which nothing has happened yet."""
        if self._tray.state is not None and self._tray.state.today != self._practice.today:
            self.refresh()

    # The end

    def quit(self) -> None:
        """End the program, whatever closing the window means."""
        self._window.may_close = lambda: True
        self.quit_requested.emit()

    def expect_end(self) -> None:
        """Stand in nobody's way who ends the session of the desktop, until the window is used again."""
        self._is_ending = True

    def _expect_to_go_on(self, is_seen: bool = True) -> None:
        """Take it that the desktop's session goes on after all: somebody has thought better of its end."""
        if is_seen:
            self._is_ending = False

    def _may_close(self) -> bool:
        keeps_running = self._preferences.settings.keeps_running
        if self._is_ending or not self._reminders.is_on or keeps_running is False:
            QTimer.singleShot(0, self, self.quit_requested.emit)
            return True
        if self._tray.is_there:
            self.refresh()  # sessions may have been entered or deleted meanwhile
            self._say_where()
            return True
        if keeps_running:
            self._minimise()
        else:
            self._ask()
        return False

    def _say_where(self) -> None:
        """Say once where the program is, in a notice of its own: never in the place of a reminder that waits."""
        words = tr("It stays in the tray to remind you. Quit it from its menu there.")
        if self._preferences.settings.tray_told:
            return
        if not self._tray.show_message(tr("Psoas Timer"), words):
            if self._reminders.waiting:
                return
            self._show_aside(words)
        self._preferences.change(replace(self._preferences.settings, tray_told=True))

    def _ask(self) -> None:
        from psoas_timer.ui.background.closing_question import ClosingQuestion

        if self._question is None:
            self._question = ClosingQuestion(self._window)
            self._question.answered.connect(self._take_choice)
        self._practice.player.pause()
        self._question.open()

    def _take_choice(self, goes_on: bool) -> None:
        self._keep_running(goes_on)
        if goes_on:
            self._minimise()
        else:
            self.quit()

    def _keep_running(self, goes_on: bool) -> None:
        self._preferences.change(replace(self._preferences.settings, keeps_running=goes_on))

    def _minimise(self) -> None:
        self._practice.player.pause()
        self._window.leave_full_screen()
        self._window.showMinimized()
