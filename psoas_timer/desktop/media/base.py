"""A session on the media keys, the lock screen and a headset's button, as every system has it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class MediaStatus(StrEnum):
    """How a session stands, in the words of MPRIS."""

    PLAYING = "Playing"
    PAUSED = "Paused"


class MediaKey(StrEnum):
    """What can be pressed. Stop is a pause: a slip on a headset must not end a session."""

    PLAY = "play"
    PAUSE = "pause"
    TOGGLE = "toggle"
    NEXT = "next"
    PREVIOUS = "previous"


class MediaControl(QObject):
    """Offers a session to the desktop and says what is pressed there; nothing is offered between sessions."""

    play_requested = Signal()
    pause_requested = Signal()
    toggle_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    raise_requested = Signal()
    keys_taken = Signal(bool)  # whether a press comes by this way even where it reaches our own window, too

    def begin(self, title: str, length_s: float, position_s: Callable[[], float]) -> bool:
        """Offer a session of this title and length; ``position_s`` tells where it is. False where nobody takes it."""
        raise NotImplementedError

    def show(self, status: MediaStatus) -> None:
        """Tell the desktop how the session stands."""
        raise NotImplementedError

    def end(self) -> None:
        """Offer nothing any more."""
        raise NotImplementedError


class MediaPanel(Protocol):
    """Where a system shows one session and hears its keys; each may raise whatever the system or its library says."""

    def open(self, title: str, length_s: float, press: Callable[[str], None]) -> None:
        """Offer a session; ``press`` is told each MediaKey, in whatever thread."""

    def show(self, status: MediaStatus, position_s: float) -> None:
        """Show how the session stands."""

    def close(self) -> None:
        """Take back what was offered, and what an ``open`` that failed had begun to offer."""
