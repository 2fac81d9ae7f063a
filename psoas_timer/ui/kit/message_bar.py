"""A quiet bar at the top of the window that shows problems and offers, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from psoas_timer.core.problem import Problem
from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import button, label, scrolled

_MARGINS_PX = (SPACE.large, SPACE.small, SPACE.large, SPACE.small)
# With less room for the words, in line heights, the buttons stand below them.
_NARROW_EM = 16


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and what can be done about it; one that ``cannot_wait`` is shown in a session too."""

    text: str
    action: str = ""
    act: Callable[[], None] | None = None
    cannot_wait: bool = False


class MessageBar(QFrame):
    """Shows one message until it is answered or dismissed, then the next; hidden while there are none.

    A screen reader says each new message as soon as the window is open. While it ``holds_offers``, it shows only
    what has gone wrong, not what could be done.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._messages: list[Message] = []
        self._holds_offers = False
        self._is_aside = False
        self._said: Message | None = None  # what a screen reader was last given
        self._label = label()
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = button("")
        self._action.clicked.connect(self._act)
        dismiss = button(tr("Dismiss"))
        dismiss.clicked.connect(self._dismiss)
        self._words = scrolled(self._label)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.small)
        self._buttons.addWidget(self._action)
        self._buttons.addWidget(dismiss)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(*_MARGINS_PX)
        self._layout.setSpacing(SPACE.small)
        self._layout.addWidget(self._words, 1)
        self._layout.addLayout(self._buttons)
        self._layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def fit(self) -> None:
        """Wrap the words; where they have little room, the buttons go below, and a long text scrolls.

        The bar takes at most half of the window, for what it speaks of is below it.
        """
        metrics, left = self.fontMetrics(), self.width() - _MARGINS_PX[0] - _MARGINS_PX[2]
        buttons = self._buttons.sizeHint()
        beside = left - buttons.width() - self._layout.spacing()
        is_narrow = beside < metrics.height() * _NARROW_EM
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)
        room = self.window().height() // 2 - _MARGINS_PX[1] - _MARGINS_PX[3]
        room -= buttons.height() + self._layout.spacing() if is_narrow else 0
        needed = self._label.heightForWidth(max(left if is_narrow else beside, 1))
        self._words.setFixedHeight(max(min(needed, room), metrics.height()))

    def tell(self, problem: Problem) -> None:
        """Show a problem with its remedy."""
        self.show_message(Message(problem_text(problem)))

    def show_message(self, message: Message) -> None:
        """Show a message after those already waiting; the same sentence does not wait twice.

        A message with an action may repeat, and goes before the older one: Undo applies to the last thing done and,
        pressed again, to the previous one.
        """
        same = [index for index, waiting in enumerate(self._messages) if waiting.text == message.text]
        if message.act is not None or not same:
            self._messages.insert(same[0] if same else len(self._messages), message)
        self._show_first()

    def withdraw(self, message: Message) -> None:
        """Remove a message, whether it is shown, waiting or already gone."""
        self._messages = [one for one in self._messages if one is not message]
        self._show_first()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Show any expected failure of the block."""
        try:
            yield
        except Problem as problem:
            self.tell(problem)

    @property
    def text(self) -> str:
        """The text shown now, '' if there is none."""
        first = self._first
        return first.text if first else ""

    def hold_offers(self, holds: bool) -> None:
        """Hold offers back for later, or show them again."""
        self._holds_offers = holds
        self._show_first()

    def step_aside(self, is_aside: bool) -> None:
        """Leave the room to a question that is to be answered first, or come back."""
        self._is_aside = is_aside
        self._show_first()

    @property
    def _first(self) -> Message | None:
        """The message whose turn it is, if any."""
        return next((one for one in self._messages if not self._is_held(one)), None)

    def _is_held(self, message: Message) -> bool:
        return self._holds_offers and message.act is not None and not message.cannot_wait

    def _act(self) -> None:
        first = self._first
        self._show_next()
        if first is not None and first.act is not None:
            first.act()

    def _dismiss(self) -> None:
        """Remove the message along with others that say the same, or dismissing it would seem to do nothing."""
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
        self.setVisible(first is not None and not self._is_aside)
        self.fit()
        self._say()

    def _say(self) -> None:
        first = self._first
        if first is not None and first is not self._said and self.isVisible():
            self._said = first
            announce(self, f"{first.text} {first.action}".strip())

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())  # the window's width is what it fits into

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_layout"):
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()
