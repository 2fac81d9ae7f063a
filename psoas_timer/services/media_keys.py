"""Connects a session with the desktop's media controls, which operate the player and show its state."""

from __future__ import annotations

from PySide6.QtCore import QObject

from psoas_timer.core.breath.routine import Routine
from psoas_timer.desktop.media.base import MediaControl, MediaStatus
from psoas_timer.engine.player import Frame, PlayerState
from psoas_timer.services.practice import Practice


class MediaKeys(QObject):
    """Follows the sessions of ``practice`` from their first frame to their end."""

    def __init__(self, practice: Practice, control: MediaControl, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = practice.player
        self._control = control
        self._title = ""
        self._shown: PlayerState | None = None
        practice.started.connect(self._take_title)
        self._player.frame_changed.connect(self._follow)
        self._player.finished.connect(self._end)
        control.play_requested.connect(self._play)
        control.pause_requested.connect(self._player.pause)
        control.toggle_requested.connect(self._toggle)
        control.next_requested.connect(self._skip_forward)
        control.previous_requested.connect(self._skip_back)

    def _take_title(self, routine: Routine) -> None:
        self._title = routine.title

    def _follow(self, frame: Frame) -> None:
        if frame.state is self._shown or not self._player.is_active:
            return
        if self._shown is None:
            self._control.begin(self._title, frame.timeline.duration_s, self._position_s)
        self._shown = frame.state
        is_still = frame.state in (PlayerState.PAUSED, PlayerState.WAITING)
        self._control.show(MediaStatus.PAUSED if is_still else MediaStatus.PLAYING)

    def _end(self) -> None:
        self._shown = None
        self._control.end()

    def _position_s(self) -> float:
        return self._player.frame.moment.elapsed_s if self._player.is_active else 0.0

    def _play(self) -> None:
        if self._player.state in (PlayerState.PAUSED, PlayerState.WAITING):
            self._player.toggle_pause()

    def _toggle(self) -> None:
        if self._player.is_active:
            self._player.toggle_pause()

    def _skip_forward(self) -> None:
        if self._player.is_active:
            self._player.skip_forward()

    def _skip_back(self) -> None:
        if self._player.is_active:
            self._player.skip_back()
