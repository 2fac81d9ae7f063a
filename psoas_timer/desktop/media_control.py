"""A session on the media keys, the lock screen and a headset's button; each system has its own way, and a file here."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class MediaStatus(StrEnum):
    """How a session stands, in the words of MPRIS."""

    PLAYING = "Playing"
    PAUSED = "Paused"


class MediaControl(QObject):
    """Offers a session to the desktop and says what is pressed there; nothing is offered between sessions.

    Nothing here raises. This one knows no desktop.
    """

    play_requested = Signal()
    pause_requested = Signal()
    toggle_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    raise_requested = Signal()

    def begin(self, title: str, length_s: float, position_s: Callable[[], float]) -> bool:
        """Offer a session of this title and length; ``position_s`` tells where it is. False where nobody takes it."""
        return False

    def show(self, status: MediaStatus) -> None:
        """Tell the desktop how the session stands."""

    def end(self) -> None:
        """Offer nothing any more."""


def media_control_here(parent: QObject | None = None) -> MediaControl:
    """Return the way of this system."""
    from psoas_timer.desktop.media_control_mpris import MprisControl

    return MprisControl(parent)
