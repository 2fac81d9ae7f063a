"""Settings, with what is stored in the database: the goal, the pauses and the automatic copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal

from psoas_timer.core.described import Section
from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.desktop.autostart.base import Autostart
from psoas_timer.flows.copy_offer import copy_word
from psoas_timer.flows.listening import Listening
from psoas_timer.flows.refresh import Refresh
from psoas_timer.lib.translation import path_text, tr
from psoas_timer.services.practice import new_uuid
from psoas_timer.services.reminders import Reminders
from psoas_timer.services.services import Services
from psoas_timer.store.database.daily_copy import kept_copies
from psoas_timer.store.languages import ENGLISH, languages
from psoas_timer.ui.kit.main_window import SETTINGS, MainWindow
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.settings.copies_card import CopiesCard, CopyLine
from psoas_timer.ui.settings.data_card import DataCard
from psoas_timer.ui.settings.goal_card import GoalCard
from psoas_timer.ui.settings.pauses_card import PausesCard
from psoas_timer.ui.settings.reminders_card import RemindersCard, ShownReminders
from psoas_timer.ui.settings.settings_page import SettingsPage


class SettingsFlow(QObject):
    """Shows the page and saves what is chosen there; every choice takes effect at once."""

    back_requested = Signal()
    restore_requested = Signal(Path)
    transfer_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        reminders: Reminders,
        listening: Listening | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Without ``listening``, the volumes cannot be listened to."""
        super().__init__(parent)
        self._window = window
        self._services = services
        self._reminders = reminders
        self._autostart: Autostart | None = None
        self._goal = self._make_goal()
        self._pauses = self._make_pauses()
        self._reminders_card = self._make_reminders_card()
        self._backups = self._make_backups()
        self._page = self._make_page(listening)
        self._refresh = Refresh(self._page, self._show_cards, window.messages)
        reminders.changed.connect(self._show_reminders)
        for changed in (services.journal.changed, services.journal.day_turned):
            changed.connect(self._refresh.ask)

    def show(self) -> None:
        """Show the settings as they are now: the list, and beside it, if there is room, the part seen last."""
        self._update()
        self._page.open_list()
        self._window.show_page(self._page, SETTINGS)

    def show_part(self, section: Section) -> None:
        """Show one part of the settings."""
        self._update()
        self._window.show_page(self._page, SETTINGS)
        self._page.open_part(section)

    def _update(self) -> None:
        self._page.show_settings(self._services.preferences.settings)
        self._refresh.now()

    # The page and its cards

    def _make_page(self, listening: Listening | None) -> SettingsPage:
        data = DataCard(path_text(self._services.folder))
        data.transfer_requested.connect(self.transfer_requested)
        cards = {
            Section.GOAL: (self._goal, self._pauses),
            Section.REMINDERS: (self._reminders_card,),
            Section.DATA: (data, self._backups),
        }
        page = SettingsPage(cards, {code: language_name(code) for code in languages()})
        page.settings_changed.connect(self._services.preferences.change)
        page.reset_done.connect(self._offer_undo)
        self._services.preferences.changed.connect(page.follow)
        page.back_requested.connect(self.back_requested)
        if listening is not None:
            page.listen_wanted.connect(listening.listen)
            listening.changed.connect(page.show_heard)
            listening.failed.connect(self._window.messages.tell)
            self._window.closing.connect(listening.close)
        return page

    def _offer_undo(self, title: str, before: Mapping[str, object]) -> None:
        """Offer to bring back what a part was; what was changed elsewhere in the meantime stays."""
        told = tr("{part} is back to its defaults.").format(part=title)
        self._window.messages.show_message(
            Message(told, tr("Undo"), lambda: self._services.preferences.adjust(**before))
        )

    def _make_goal(self) -> GoalCard:
        card = GoalCard()
        card.goal_wanted.connect(self._change_goal)
        card.boundary_wanted.connect(self._change_boundary)
        return card

    def _make_reminders_card(self) -> RemindersCard:
        card = RemindersCard(new_uuid, self._reminders.now)
        card.reminder_wanted.connect(self._reminders.keep)
        card.reminder_removed.connect(self._remove_reminder)
        card.trial_wanted.connect(self._reminders.trial_wanted)
        card.keeping_wanted.connect(self._keep_running)
        card.quit_requested.connect(self._window.quit_requested)
        return card

    def _make_pauses(self) -> PausesCard:
        card = PausesCard(new_uuid)
        card.pause_wanted.connect(self._keep_pause)
        card.pause_removed.connect(self._remove_pause)
        return card

    def _make_backups(self) -> CopiesCard:
        card = CopiesCard()
        card.restore_requested.connect(lambda path: self.restore_requested.emit(Path(path)))
        return card

    def take_autostart(self, autostart: Autostart) -> None:
        """Use ``autostart`` from now on; whoever made it reports what the system refuses."""
        self._autostart = autostart
        self._reminders_card.autostart_wanted.connect(autostart.turn)
        self._reminders_card.show_autostart(autostart.is_on())
        autostart.changed.connect(self._reminders_card.show_autostart)
        autostart.failed.connect(lambda: self._reminders_card.show_autostart(autostart.is_on()))

    def _remove_reminder(self, uuid: str) -> None:
        def offer() -> None:
            self._window.messages.show_message(Message(tr("The reminder was removed."), tr("Undo"), bring_back))

        def bring_back() -> None:
            if undo is not None and not undo():
                offer()

        undo = self._reminders.remove(uuid)
        if undo is not None:
            offer()

    def _keep_running(self, goes_on: bool) -> None:
        self._services.preferences.adjust(keeps_running=goes_on)

    def _show_reminders(self) -> None:
        self._reminders_card.show_reminders(
            ShownReminders(
                self._reminders.reminders,
                {name.id: name.title for name in self._services.practice.routine_names},
                self._reminders.next_due,
                self._services.journal.goals[-1].first_weekday,
                self._services.preferences.settings.keeps_running is not False,
                self._autostart.is_on() if self._autostart is not None else None,
            )
        )

    def _show_cards(self) -> None:
        self._show_goal()
        self._show_pauses()
        self._show_reminders()
        self._show_backups()

    def _show_goal(self) -> None:
        journal = self._services.journal
        self._goal.show_goal(journal.goals, journal.today, journal.day_ends_h)

    def _show_pauses(self) -> None:
        self._pauses.show_pauses(self._services.journal.pauses, self._services.journal.today)

    def _show_backups(self) -> None:
        lines = [
            CopyLine(str(one.path), one.made.astimezone(), copy_word(one.reason), one.size_bytes)
            for one in kept_copies(self._services.journal.copies_folder)
        ]
        self._backups.show_copies(lines, path_text(self._services.journal.copies_folder))

    # What is chosen there; the journal tells the cards

    def _change_goal(self, wanted: Goal) -> None:
        self._keep(lambda: self._services.journal.change_goal(wanted))

    def _change_boundary(self, boundary_h: int) -> None:
        self._services.preferences.adjust(day_boundary_h=boundary_h)
        self._refresh.now()  # the card says when the day ends, even if today is still the same day

    def _keep_pause(self, pause: Pause) -> None:
        self._keep(lambda: self._services.journal.keep_pause(pause))

    def _remove_pause(self, uuid: str) -> None:
        self._keep(lambda: self._services.journal.delete_pause(uuid))

    def _keep(self, write: Callable[[], None]) -> None:
        """Call ``write``, and report a failure."""
        with self._window.messages.telling():
            write()


def language_name(code: str) -> str:
    """Return the name of a language in that language; for English, Qt would add the country."""
    return "English" if code == ENGLISH else QLocale(code).nativeLanguageName().capitalize()
