"""Tells what becomes of what is kept: that it cannot be written for now, that it was after all, that the file moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import problem_text
from psoas_timer.services.journal import Journal
from psoas_timer.store.database.ledger import SHORT_PATIENCE_S
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.message_bar import Message

if TYPE_CHECKING:  # imported when it is asked
    from psoas_timer.ui.background.unsaved_question import UnsavedQuestion


class Keeping(QObject):
    """Shows one message from the first failure on until everything is written, and then takes it back."""

    def __init__(self, window: MainWindow, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._ledger = journal.ledger
        self._message: Message | None = None
        self._question = Lazy(self._make_question)
        self._quits_anyway = False
        self._go_on: Callable[[], object] | None = None  # what the program would do now if all were saved
        journal.held_back.connect(self._tell)
        journal.caught_up.connect(self._take_back)
        journal.moved.connect(window.messages.tell)

    def ask_to_quit(self, go_on: Callable[[], object]) -> bool:
        """Ask first if something cannot be saved; ``go_on`` is called once it is, or if that is the answer."""
        reason = self._ledger.failure
        if reason is None or self._quits_anyway or self._ledger.flush(SHORT_PATIENCE_S):
            return False
        if not self._window.isActiveWindow():
            self._window.come_to_front()
        self._go_on = go_on
        self._question.get().ask(problem_text(reason))
        return True

    def _make_question(self) -> UnsavedQuestion:
        from psoas_timer.ui.background.unsaved_question import UnsavedQuestion

        made = UnsavedQuestion(self._window)
        made.quit_requested.connect(self._quit)
        made.rejected.connect(self._stay)
        return made

    def _stay(self) -> None:
        self._go_on = None

    def _quit(self) -> None:
        self._quits_anyway = True
        if self._go_on is not None:
            self._go_on()

    def _tell(self, reason: Problem) -> None:
        self._take_back()
        problem = Problem(
            N_("Your practice cannot be saved at the moment. You can carry on: Psoas Timer keeps it and tries again."),
            N_("The reason: {reason}"),
            reason=reason,
        )
        self._message = Message(problem_text(problem))
        self._window.messages.show_message(self._message)

    def _take_back(self) -> None:
        if self._message is not None:
            self._window.messages.withdraw(self._message)
            self._message = None
        self._quits_anyway = False
        if go_on := self._go_on:
            self._question.get().accept()
            self._go_on = None
            go_on()
