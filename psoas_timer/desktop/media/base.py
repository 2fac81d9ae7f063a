"""A session on media keys, the lock screen and headset buttons: the part common to every system."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class MediaStatus(StrEnum):
    """The state of a session, in MPRIS's terms."""

    PLAYING = "Playing"
    PAUSED = "Paused"


class MediaKey(StrEnum):
    """The keys that can be pressed. Stop means pause: a slip on a headset must not end a session."""

    PLAY = "play"
    PAUSE = "pause"
    TOGGLE = "toggle"
    NEXT = "next"
    PREVIOUS = "previous"


class MediaControl(QObject):
    """Offers a session to the desktop and reports key presses; offers nothing between sessions."""

    play_requested = Signal()
    pause_requested = Signal()
    toggle_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    raise_requested = Signal()
    keys_taken = Signal(bool)  # whether a key press arrives here even if it also reaches our own window

    def begin(self, title: str, length_s: float, position_s: Callable[[], float]) -> bool:
        """Offer a session of this title and length; ``position_s`` returns its position. False if not accepted."""
        raise NotImplementedError

    def show(self, status: MediaStatus) -> None:
        """Tell the desktop the state of the session."""
        raise NotImplementedError

    def end(self) -> None:
        """Stop offering the session."""
        raise NotImplementedError


class MediaPanel(Protocol):
    """A system's panel that shows one session and receives its keys; methods may raise any error of the system."""

    def open(self, title: str, length_s: float, press: Callable[[str], None]) -> None:
        """Offer a session; ``press`` is called with each MediaKey, in any thread."""

    def show(self, status: MediaStatus, position_s: float) -> None:
        """Show the state of the session."""

    def close(self) -> None:
        """Withdraw what was offered, including the remains of an ``open`` that failed."""
