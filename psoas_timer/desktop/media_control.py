"""A session on the media keys, the lock screen and a headset's button; each system has its own way, and a file here."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal


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


class PanelControl(MediaControl):
    """Offers a session by a system's panel; one that fails is closed, and the session goes on without it."""

    _pressed = Signal(str)

    def __init__(self, make_panel: Callable[[], MediaPanel], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_panel = make_panel
        self._panel: MediaPanel | None = None
        self._position_s: Callable[[], float] = float
        self._wishes = {
            MediaKey.PLAY: self.play_requested,
            MediaKey.PAUSE: self.pause_requested,
            MediaKey.TOGGLE: self.toggle_requested,
            MediaKey.NEXT: self.next_requested,
            MediaKey.PREVIOUS: self.previous_requested,
        }
        self._pressed.connect(self._take_press, Qt.ConnectionType.QueuedConnection)

    def begin(self, title: str, length_s: float, position_s: Callable[[], float]) -> bool:
        self.end()
        self._panel, self._position_s = self._make_panel(), position_s
        is_open = self._try(lambda panel: panel.open(title, length_s, self._pressed.emit))
        if is_open:
            self.keys_taken.emit(True)
        return is_open

    def show(self, status: MediaStatus) -> None:
        position_s = self._position_s()
        self._try(lambda panel: panel.show(status, position_s))

    def end(self) -> None:
        panel, self._panel = self._panel, None
        self._position_s = float
        if panel is not None:
            with suppress(Exception):
                panel.close()
            self.keys_taken.emit(False)

    def _try(self, act: Callable[[MediaPanel], None]) -> bool:
        if self._panel is None:
            return False
        try:
            act(self._panel)
        except Exception:  # no library, or whatever it or the system says: no session ends for it
            self.end()
            return False
        return True

    def _take_press(self, key: str) -> None:
        if self._panel is not None:
            self._wishes[MediaKey(key)].emit()


def media_control_here(parent: QObject | None = None, *, system: str = sys.platform) -> MediaControl:
    """Return the way of this system."""
    if system == "win32":
        from psoas_timer.desktop.media_control_windows import TransportControls

        return PanelControl(TransportControls, parent)
    if system == "darwin":
        from psoas_timer.desktop.media_control_macos import NowPlaying

        return PanelControl(NowPlaying, parent)
    from psoas_timer.desktop.media_control_mpris import MprisControl

    return MprisControl(parent)
