"""What a screen reader is told without being asked: once, in turn, and never as a flood."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from psoas_timer.ui.kit.accessible import give_role, tell_as_name

# Orca before version 45 hears no announcements. It does read out the new name of a control that has the focus, and a
# notice that appears. Later ones do, too, so that is how everything is told where Orca is the screen reader.
_ORCA = ("xcb", "wayland")

MOST_A_MINUTE = 20
# Of these, some are kept for what a person asks for.
MOST_CUES_A_MINUTE = 16
# About how long a screen reader needs, at the speed that it begins with.
LETTERS_A_SECOND, LEAST_S = 15.0, 0.5


class Turns:
    """Until when a screen reader has something to say, by ``clock``, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.free_s = -inf

    def take(self, sentence: str) -> None:
        """Begin to say ``sentence`` now."""
        self.free_s = self.clock() + LEAST_S + len(sentence) / LETTERS_A_SECOND


TURNS = Turns()


def announce(widget: QWidget, sentence: str, turns: Turns = TURNS) -> None:
    """Have a screen reader say what has changed on the page."""
    if not sentence:
        return
    turns.take(sentence)
    if QGuiApplication.platformName() not in _ORCA:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
    elif not (widget.hasFocus() and tell_as_name(widget, sentence)) and QAccessible.isActive():
        _notice_of(widget.window()).tell(sentence)


class _Notice(QWidget):
    """An element of a window that is not seen, and that a screen reader reads out each time it is said to appear."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        give_role(self, QAccessible.Role.Notification)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(0, 0, 1, 1)
        self.lower()
        self.show()

    def tell(self, sentence: str) -> None:
        """Appear with ``sentence``."""
        self.setAccessibleName(sentence)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectShow))


def _notice_of(window: QWidget) -> _Notice:
    made = window.findChild(_Notice, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return made or _Notice(window)


@dataclass(frozen=True, slots=True)
class _Waiting:
    text: str
    from_s: float
    until_s: float


class Announcer(QObject):
    """Tells one sentence after another about ``widget``; one that is over before its turn comes is left out."""

    def __init__(self, widget: QWidget, turns: Turns = TURNS) -> None:
        super().__init__(widget)
        self._widget, self._turns = widget, turns
        self._waiting: list[_Waiting] = []
        self._told_s: deque[float] = deque()  # when, in the last minute
        self._last, self._is_answering = "", False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.go_on)

    def tell(self, text: str, *, after_s: float = 0.0, for_s: float = inf) -> None:
        """Tell ``text`` in its turn, ``after_s`` seconds from now or later; it is of use ``for_s`` seconds from now."""
        now_s = self._turns.clock()
        is_being_told = text == self._last and now_s < self._turns.free_s
        if text and not is_being_told and all(one.text != text for one in self._waiting):
            self._waiting.append(_Waiting(text, now_s + after_s, now_s + for_s))
            self.go_on()

    def answer(self, text: str) -> None:
        """Tell what a key was pressed for, instead of all that waits; the press has ended what was being said."""
        self.hush()
        if not self._is_answering:
            self._turns.free_s = -inf
        self._is_answering = True
        self.tell(text)

    def hush(self) -> None:
        """Tell nothing of what waits."""
        self._waiting.clear()
        self._timer.stop()

    def go_on(self) -> None:
        """Tell what is due, and come back when the next is."""
        now_s = self._turns.clock()
        while self._told_s and now_s - self._told_s[0] >= 60.0:
            self._told_s.popleft()
        self._waiting = [one for one in self._waiting if one.until_s > now_s and self._has_room(one)]
        if not self._waiting:
            self._is_answering = self._is_answering and now_s < self._turns.free_s
            return
        first = self._waiting[0]
        due_s = max(first.from_s, self._turns.free_s)
        if len(self._told_s) >= MOST_A_MINUTE:
            due_s = max(due_s, self._told_s[0] + 60.0)
        if due_s <= now_s:
            self._waiting.pop(0)
            self._told_s.append(now_s)
            self._last = first.text
            announce(self._widget, first.text, self._turns)
            due_s = self._turns.free_s
        self._timer.start(max(round((due_s - now_s) * 1000), 1))

    def _has_room(self, one: _Waiting) -> bool:
        return one.until_s == inf or len(self._told_s) < MOST_CUES_A_MINUTE
