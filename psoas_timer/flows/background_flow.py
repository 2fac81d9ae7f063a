"""The program in the background: notices, the tray, and what closing the window means."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.core.sentence import N_
from psoas_timer.desktop.notices.notice import Notice, Notifier
from psoas_timer.desktop.single_instance import ACTIVATION_TOKEN
from psoas_timer.flows.page_values import gather_reminder
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import tr
from psoas_timer.services.reminders import Reminders
from psoas_timer.services.services import Services
from psoas_timer.ui.background.tray import Tray, TrayState
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.reminder_words import answer_words

if TYPE_CHECKING:  # imported when they are needed
    from psoas_timer.ui.background.closing_question import ClosingQuestion
    from psoas_timer.ui.background.reminder_window import ReminderWindow


NOTHING = Notice("", "", {})


class BackgroundFlow(QObject):
    """Shows a waiting reminder in the first way that works: a desktop notice, the tray, a window that takes no focus.

    Closing the window ends the program, unless there are reminders and the person wants it to keep running.
    """

    open_requested = Signal()
    quit_requested = Signal()
    failed = Signal(object)  # Problem

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        reminders: Reminders,
        notifier: Notifier,
        tray: Tray,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._services = services
        self._reminders = reminders
        self._notifier = notifier
        self._tray = tray
        self._is_ending = False
        self._notice = NOTHING  # the last one shown and not withdrawn
        self._reminder_window = Lazy(self._make_reminder_window)
        self._question = Lazy(self._make_question)
        window.may_close = self._may_close
        window.activated.connect(self.refresh)
        window.activated.connect(self._expect_to_go_on)
        window.visibility_changed.connect(self._expect_to_go_on)
        window.quit_requested.connect(self.quit)
        reminders.notice_wanted.connect(self.announce)
        reminders.trial_wanted.connect(self.show_trial)
        reminders.notice_over.connect(self._take_back)
        reminders.changed.connect(self.refresh)
        practice = services.practice
        practice.started.connect(self.refresh, Qt.ConnectionType.QueuedConnection)  # when the player has begun
        practice.ended.connect(self.refresh)
        notifier.answered.connect(self._take_answer)
        notifier.refused.connect(self._announce_otherwise)
        tray.open_requested.connect(self.open_requested)
        tray.answered.connect(reminders.answer)
        tray.quit_requested.connect(self.quit)

    # Reminders

    def announce(self) -> None:
        """Show the waiting reminder."""
        try:
            body = self._gather()
        except Problem as problem:
            self.failed.emit(problem)
            return
        self._show_notice(Notice(tr("Psoas Timer"), body, answer_words()))

    def show_trial(self) -> None:
        """Show a test reminder, or the waiting one if there is one."""
        if self._reminders.waiting:
            self.announce()
            return
        self._show_notice(Notice(tr("Psoas Timer"), tr("This is how a reminder looks. None is due right now."), {}))

    def _show_notice(self, notice: Notice) -> None:
        self._notice = notice
        self._notifier.show(notice)

    def _announce_otherwise(self) -> None:
        notice, is_reminder = self._notice, bool(self._notice.buttons)
        body = self._words() if is_reminder else notice.body
        if not body or self._tray.show_message(notice.title, body):
            return
        if is_reminder:
            reminder_window = self._reminder_window.get()
            reminder_window.setStyleSheet(self._window.styleSheet())
            reminder_window.show_reminder(body)
        else:
            self.failed.emit(
                Problem(N_("Your desktop does not show notifications."), N_("A small window will remind you instead."))
            )

    def _make_reminder_window(self) -> ReminderWindow:
        from psoas_timer.ui.background.reminder_window import ReminderWindow

        made = ReminderWindow()
        made.answered.connect(self._reminders.answer)
        return made

    def _take_back(self) -> None:
        self._notice = NOTHING
        self._notifier.close()
        if shown := self._reminder_window.made:
            shown.hide()

    def _take_answer(self, answer: str, token: str) -> None:
        if token:
            os.environ[ACTIVATION_TOKEN] = token  # Qt takes it from there when the window asks to be activated
        self._reminders.answer(ReminderAnswer(answer))

    def _gather(self) -> str:
        services = self._services
        return gather_reminder(
            services.practice, services.journal, self._reminders, services.preferences.settings.plans
        )

    def _words(self) -> str:
        """Return the text of the waiting reminder, '' if there is none or it cannot be read."""
        try:
            return self._gather() if self._reminders.waiting else ""
        except Problem:  # reported by whatever reads the journal next
            return ""

    # The tray

    def appear(self) -> None:
        """Show the icon, if there is a tray by now."""
        self._tray.appear()
        self.refresh()

    def refresh(self) -> None:
        """Update the tray, and the notice if its text is out of date."""
        words, window = self._words(), self._reminder_window.made
        was_closed = window is not None and not window.isVisible()  # the reminder still waits, but was seen
        if words and self._notice.buttons and self._notice.body != words and not was_closed:
            self.announce()
        if not self._tray.is_made:
            return
        journal, player = self._services.journal, self._services.practice.player
        try:
            self._tray.show_state(TrayState(journal.this_week(), journal.today, words, player.is_active))
        except Problem as problem:
            self.failed.emit(problem)

    # The end

    def quit(self) -> None:
        """End the program, whatever closing the window means; a session is asked for first."""
        if not self._is_ending and self._window.holds_back(self.quit, True):
            return
        self._window.may_close = lambda: True
        self.quit_requested.emit()

    def expect_end(self) -> None:
        """Do not hold up the end of the desktop's session, until the window is used again."""
        self._is_ending = True

    def _expect_to_go_on(self, is_seen: bool = True) -> None:
        """Assume that the desktop's session goes on after all: logging out was cancelled."""
        if is_seen:
            self._is_ending = False

    def _may_close(self) -> bool:
        keeps_running = self._services.preferences.settings.keeps_running
        ends = self._is_ending or not self._reminders.is_on or keeps_running is False
        if not self._is_ending and self._window.holds_back(self._window.close, ends):
            return False
        if ends:
            QTimer.singleShot(0, self, self.quit_requested.emit)
            return True
        if self._tray.is_there:
            self.refresh()  # sessions may have been entered or deleted in the meantime
            self._say_where()
            return True
        if keeps_running:
            self._minimise()
        else:
            self._ask()
        return False

    def _say_where(self) -> None:
        """Say once where the program is, in a notice that never replaces a waiting reminder."""
        words = tr("It keeps running in the tray to remind you. To quit, use its menu there.")
        if self._services.preferences.settings.tray_told:
            return
        if not self._tray.show_message(tr("Psoas Timer"), words):
            if self._reminders.waiting:
                return
            self._show_notice(Notice(tr("Psoas Timer"), words, {}))
        self._services.preferences.adjust(tray_told=True)

    def _make_question(self) -> ClosingQuestion:
        from psoas_timer.ui.background.closing_question import ClosingQuestion

        made = ClosingQuestion(self._window)
        made.answered.connect(self._take_choice)
        return made

    def _ask(self) -> None:
        self._services.practice.player.pause()
        self._question.get().open()

    def _take_choice(self, goes_on: bool) -> None:
        self._services.preferences.adjust(keeps_running=goes_on)
        if goes_on:
            self._minimise()
        else:
            self.quit()

    def _minimise(self) -> None:
        self._services.practice.player.pause()
        self._window.leave_full_screen()
        self._window.showMinimized()
