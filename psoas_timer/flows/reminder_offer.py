"""The one reminder that is offered at the first run, off until the person accepts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from PySide6.QtCore import QObject

from psoas_timer.core.reminder import Reminder, suggested_reminders
from psoas_timer.lib.translation import tr
from psoas_timer.services.practice import new_uuid
from psoas_timer.services.reminders import Reminders
from psoas_timer.services.services import Services
from psoas_timer.ui.kit.message_bar import Message, MessageBar
from psoas_timer.ui.kit.reminder_words import offer_sentence


class ReminderOffer(QObject):
    """Stays in the message bar until it is answered, or the person changes or removes the reminder."""

    def __init__(
        self,
        messages: MessageBar,
        services: Services,
        reminders: Reminders,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._reminders = reminders
        self._preferences = services.preferences
        (self._offered,) = suggested_reminders([new_uuid()], reminders.now().astimezone(UTC))
        words = offer_sentence(self._offered, services.journal.goals[-1].first_weekday)
        self._message = Message(words, tr("Remind me"), self.agree)

    def make(self) -> None:
        """Offer it only once, and not to people who have reminders already."""
        if self._preferences.settings.reminders_suggested:
            return
        if not self._reminders.reminders:
            self._reminders.keep(self._offered)
        if self._reminders.reminders:  # if it could not be saved, it is offered at the next start
            self._preferences.change(replace(self._preferences.settings, reminders_suggested=True))
        if self._is_open:
            self._messages.show_message(self._message)
            self._reminders.changed.connect(self._review)

    def agree(self) -> None:
        """Turn it on, if it is still as it was offered."""
        if self._is_open:
            self._reminders.keep(replace(self._offered, is_on=True))

    @property
    def _is_open(self) -> bool:
        def is_offered(reminder: Reminder) -> bool:
            return replace(reminder, since=self._offered.since) == self._offered

        return any(map(is_offered, self._reminders.reminders))

    def _review(self) -> None:
        if not self._is_open:
            self._messages.withdraw(self._message)
