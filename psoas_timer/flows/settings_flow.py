"""Settings with what lies in the database beside them: the goal, the pauses and the automatic copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.desktop.autostart.base import Autostart
from psoas_timer.services.practice import Practice, new_uuid
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.reminders import Reminders
from psoas_timer.store.database.daily_backup import BackupReason, kept_backups
from psoas_timer.ui.kit.main_window import SETTINGS, MainWindow
from psoas_timer.ui.kit.words import tr

if TYPE_CHECKING:  # these are imported when somebody first goes there
    from psoas_timer.ui.settings.backups_card import BackupsCard
    from psoas_timer.ui.settings.goal_card import GoalCard
    from psoas_timer.ui.settings.pauses_card import PausesCard
    from psoas_timer.ui.settings.reminders_card import RemindersCard
    from psoas_timer.ui.settings.settings_page import SettingsPage


class SettingsFlow(QObject):
    """Shows the page and keeps what is chosen there; every choice takes effect at once."""

    back_requested = Signal()
    restore_requested = Signal(Path)

    def __init__(
        self,
        window: MainWindow,
        practice: Practice,
        preferences: Preferences,
        reminders: Reminders,
        folder: Path,
        backups_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._practice = practice
        self._preferences = preferences
        self._reminders = reminders
        self._autostart: Autostart | None = None
        self._folder = folder
        self._backups_folder = backups_folder

    def show(self) -> None:
        """Show the settings as they are now."""
        self._page.show_settings(self._preferences.settings)
        with self._window.messages.telling():
            self._show_goal()
            self._show_pauses()
            self._show_reminders()
            self._show_backups()
        self._window.show_page(self._page, SETTINGS)

    @cached_property
    def _page(self) -> SettingsPage:
        from psoas_timer.ui.settings.settings_page import SettingsPage

        page = SettingsPage(str(self._folder), (self._goal, self._reminders_card, self._pauses, self._backups))
        page.settings_changed.connect(self._preferences.change)
        self._preferences.changed.connect(page.follow)
        page.back_requested.connect(self.back_requested)
        return page

    @cached_property
    def _goal(self) -> GoalCard:
        from psoas_timer.ui.settings.goal_card import GoalCard

        card = GoalCard()
        card.goal_wanted.connect(self._change_goal)
        card.boundary_wanted.connect(self._change_boundary)
        return card

    @cached_property
    def _reminders_card(self) -> RemindersCard:
        from psoas_timer.ui.settings.reminders_card import RemindersCard

        card = RemindersCard(new_uuid, self._reminders.now)
        card.reminder_wanted.connect(self._reminders.keep)
        card.reminder_removed.connect(self._remove_reminder)
        card.trial_wanted.connect(self._reminders.trial_wanted)
        card.keeping_wanted.connect(self._keep_running)
        card.quit_requested.connect(self._window.quit_requested)
        self._reminders.changed.connect(self._show_reminders)
        return card

    def take_autostart(self, autostart: Autostart) -> None:
        """Switch this from now on; what is refused is told by whoever made it."""
        self._autostart = autostart
        self._reminders_card.autostart_wanted.connect(autostart.turn)
        self._reminders_card.show_autostart(autostart.is_on())
        autostart.changed.connect(self._reminders_card.show_autostart)
        autostart.failed.connect(lambda: self._reminders_card.show_autostart(autostart.is_on()))

    def _remove_reminder(self, uuid: str) -> None:
        from psoas_timer.ui.kit.message_bar import Message

        def offer() -> None:
            self._window.messages.show_message(Message(tr("The reminder is removed."), tr("Undo"), bring_back))

        def bring_back() -> None:
            if undo is not None and not undo():
                offer()

        undo = self._reminders.remove(uuid)
        if undo is not None:
            offer()

    def _keep_running(self, goes_on: bool) -> None:
        self._preferences.change(replace(self._preferences.settings, keeps_running=goes_on))

    def _show_reminders(self) -> None:
        from psoas_timer.ui.settings.reminders_card import ShownReminders

        self._reminders_card.show_reminders(
            ShownReminders(
                self._reminders.reminders,
                {routine.id: routine.title for routine in self._practice.routines.values()},
                self._reminders.next_due,
                self._practice.goals[-1].first_weekday,
                self._preferences.settings.keeps_running is not False,
                self._autostart.is_on() if self._autostart is not None else None,
            )
        )

    @cached_property
    def _pauses(self) -> PausesCard:
        from psoas_timer.ui.settings.pauses_card import PausesCard

        card = PausesCard(new_uuid)
        card.pause_wanted.connect(self._keep_pause)
        card.pause_removed.connect(self._remove_pause)
        return card

    @cached_property
    def _backups(self) -> BackupsCard:
        from psoas_timer.ui.settings.backups_card import BackupsCard

        card = BackupsCard()
        card.restore_requested.connect(lambda path: self.restore_requested.emit(Path(path)))
        return card

    def _show_goal(self) -> None:
        boundary_h = self._preferences.settings.day_boundary_h
        self._goal.show_goal(self._practice.goals, self._practice.today, boundary_h)

    def _show_pauses(self) -> None:
        self._pauses.show_pauses(self._practice.goal_log.pauses(), self._practice.today)

    def _show_backups(self) -> None:
        from psoas_timer.ui.settings.backups_card import BackupLine

        words = {
            BackupReason.DAILY: tr("Of the day"),
            BackupReason.BEFORE_UPDATE: tr("Before an update"),
            BackupReason.BEFORE_RESTORE: tr("Before a restore"),
            BackupReason.BEFORE_IMPORT: tr("Before sessions came in"),
        }
        lines = [
            BackupLine(str(one.path), one.made.astimezone(), words[one.reason], one.size_bytes)
            for one in kept_backups(self._backups_folder)
        ]
        self._backups.show_backups(lines, str(self._backups_folder))

    def _change_goal(self, wanted: Goal) -> None:
        self._keep(lambda: self._practice.change_goal(wanted), self._show_goal)

    def _change_boundary(self, boundary_h: int) -> None:
        self._preferences.change(replace(self._preferences.settings, day_boundary_h=boundary_h))
        self._reminders.reconsider()
        with self._window.messages.telling():  # today may be another day now
            self._show_goal()
            self._show_pauses()

    def _keep_pause(self, pause: Pause) -> None:
        self._keep(lambda: self._practice.goal_log.keep_pause(pause), self._show_pauses)

    def _remove_pause(self, uuid: str) -> None:
        self._keep(lambda: self._practice.goal_log.delete_pause(uuid), self._show_pauses)

    def _keep(self, write: Callable[[], None], show: Callable[[], None]) -> None:
        """Write, and show what is kept now, whether it could be written or not."""
        with self._window.messages.telling():
            write()
            self._reminders.reconsider()
        with self._window.messages.telling():
            show()
