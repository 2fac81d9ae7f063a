"""Media keys on macOS: Now Playing, from the MediaPlayer framework, through rubicon-objc.

developer.apple.com, "MPRemoteCommandCenter" and "MPNowPlayingInfoCenter". Properties are set with their setters: if
there is no such property, rubicon-objc would keep an assigned value to itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from psoas_timer.desktop.media.base import MediaKey, MediaStatus

COMMANDS = {
    "playCommand": MediaKey.PLAY,
    "pauseCommand": MediaKey.PAUSE,
    "stopCommand": MediaKey.PAUSE,
    "togglePlayPauseCommand": MediaKey.TOGGLE,
    "nextTrackCommand": MediaKey.NEXT,
    "previousTrackCommand": MediaKey.PREVIOUS,
}

# MPRemoteCommandHandlerStatus and MPNowPlayingPlaybackState.
SUCCESS = 0
PLAYING, PAUSED, STOPPED = 1, 2, 3


class NowPlaying:
    """What this program is playing, as the system shows it, and the commands that come back."""

    def __init__(self) -> None:
        self._undo = ExitStack()
        self._blocks: list[Any] = []  # otherwise Python would free them while the system can still call them
        self._framework: Any = None
        self._info: Any = None
        self._title, self._length_s = "", 0.0

    def open(self, title: str, length_s: float, press: Callable[[str], None]) -> None:
        from rubicon.objc import Block, NSInteger, ObjCClass, objc_id
        from rubicon.objc.runtime import load_library

        self._title, self._length_s = title, length_s
        self._framework = load_library("MediaPlayer")
        info = self._info = ObjCClass("MPNowPlayingInfoCenter").defaultCenter()
        self._undo.callback(info.setNowPlayingInfo_, None)
        self._undo.callback(info.setPlaybackState_, STOPPED)
        centre = ObjCClass("MPRemoteCommandCenter").sharedCommandCenter()
        for name, key in COMMANDS.items():
            command = getattr(centre, name)
            self._blocks.append(Block(_handler(press, key), NSInteger, objc_id))
            target = command.addTargetWithHandler_(self._blocks[-1])
            self._undo.callback(command.removeTarget_, target)

    def show(self, status: MediaStatus, position_s: float) -> None:
        is_playing = status is MediaStatus.PLAYING
        values = {
            "MPMediaItemPropertyTitle": self._title,
            "MPMediaItemPropertyArtist": "Psoas Timer",
            "MPMediaItemPropertyPlaybackDuration": self._length_s,
            "MPNowPlayingInfoPropertyElapsedPlaybackTime": position_s,
            "MPNowPlayingInfoPropertyPlaybackRate": 1.0 if is_playing else 0.0,
        }
        self._info.setNowPlayingInfo_({self._key(name): value for name, value in values.items()})
        self._info.setPlaybackState_(PLAYING if is_playing else PAUSED)

    def close(self) -> None:
        self._undo.close()

    def _key(self, name: str) -> str:
        from rubicon.objc import objc_const

        return str(objc_const(self._framework, name))  # an NSString cannot be a dict key


def _handler(press: Callable[[str], None], key: MediaKey) -> Callable[[object], int]:
    def tell(_event: object) -> int:
        press(key.value)
        return SUCCESS

    return tell
