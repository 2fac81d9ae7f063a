"""Tells what becomes of what is kept: that it cannot be written for now, that it was after all, that the file moved."""

from __future__ import annotations

from PySide6.QtCore import QObject

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import problem_text
from psoas_timer.services.journal import Journal
from psoas_timer.ui.kit.message_bar import Message, MessageBar


class Keeping(QObject):
    """Shows one message from the first failure on until everything is written, and then takes it back."""

    def __init__(self, messages: MessageBar, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._message: Message | None = None
        journal.held_back.connect(self._tell)
        journal.caught_up.connect(self._take_back)
        journal.moved.connect(messages.tell)

    def _tell(self, reason: Problem) -> None:
        self._take_back()
        problem = Problem(
            N_("Your practice cannot be saved at the moment. You can carry on: Psoas Timer keeps it and tries again."),
            N_("The reason: {reason}"),
            reason=reason,
        )
        self._message = Message(problem_text(problem))
        self._messages.show_message(self._message)

    def _take_back(self) -> None:
        if self._message is not None:
            self._messages.withdraw(self._message)
            self._message = None
