"""A quiet bar on top of the window in which problems and offers are told, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from psoas_timer.core.problem import Problem
from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.ui.kit.widgets import button, label


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and what may be done about it."""

    text: str
    action: str = ""
    act: Callable[[], None] | None = None


class MessageBar(QFrame):
    """Shows one message until it is answered or dismissed, then the next; hidden while there is none.

    A screen reader says each that comes up, as soon as the window is there to be heard.
    While it ``holds_offers``, what could be done is not told, only what has gone wrong.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._messages: list[Message] = []
        self._holds_offers = False
        self._said: Message | None = None  # what a screen reader was given last
        self._label = label()
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = button("")
        self._action.clicked.connect(self._act)
        dismiss = button(tr("Dismiss"))
        dismiss.clicked.connect(self._dismiss)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 10, 28, 10)
        layout.setSpacing(12)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._action)
        layout.addWidget(dismiss)
        self.hide()

    def tell(self, problem: Problem) -> None:
        """Show a problem with its remedy."""
        self.show_message(Message(problem_text(problem)))

    def show_message(self, message: Message) -> None:
        """Show a message after those that wait already; the same sentence does not wait twice.

        Where something can be done it does, before the older one: Undo is of the last thing that was done, and pressed
        again of the one before.
        """
        same = [index for index, waiting in enumerate(self._messages) if waiting.text == message.text]
        if message.act is not None or not same:
            self._messages.insert(same[0] if same else len(self._messages), message)
        self._show_first()

    def withdraw(self, message: Message) -> None:
        """Take back a message, be it shown, waiting or gone already."""
        self._messages = [one for one in self._messages if one is not message]
        self._show_first()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell an expected failure of the block."""
        try:
            yield
        except Problem as problem:
            self.tell(problem)

    @property
    def text(self) -> str:
        """What is shown now, '' where nothing is."""
        first = self._first
        return first.text if first else ""

    def hold_offers(self, holds: bool) -> None:
        """Keep offers for later, or show them again."""
        self._holds_offers = holds
        self._show_first()

    @property
    def _first(self) -> Message | None:
        """The message whose turn it is."""
        return next((one for one in self._messages if not (self._holds_offers and one.act)), None)

    def _act(self) -> None:
        first = self._first
        self._show_next()
        if first is not None and first.act is not None:
            first.act()

    def _dismiss(self) -> None:
        """Take the message away with those that say the same, or it would look as if nothing had been pressed."""
        self._messages = [one for one in self._messages if one.text != self.text]
        self._show_first()

    def _show_next(self) -> None:
        if self._first is not None:
            self._messages.remove(self._first)
        self._show_first()

    def _show_first(self) -> None:
        self._label.setText(self.text)
        self._label.setAccessibleName(self.text)
        first = self._first
        action = first.action if first else ""
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setVisible(first is not None)
        self._say()

    def _say(self) -> None:
        first = self._first
        if first is not None and first is not self._said and self.isVisible():
            from psoas_timer.ui.kit.forms import announce  # which a start in the background does without

            self._said = first
            announce(self, f"{first.text} {first.action}".strip())

    # Qt's overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()
