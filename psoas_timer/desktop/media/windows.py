"""Media keys on Windows: the System Media Transport Controls, through winrt.

learn.microsoft.com, "Manual control of the System Media Transport Controls". A window gets them with its handle; a
media player with nothing to play provides them without one.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

from psoas_timer.desktop.media.base import MediaKey, MediaStatus


class TransportControls:
    """The controls of our own player, which is closed with them."""

    def __init__(self) -> None:
        self._undo = ExitStack()
        self._length = timedelta()
        self._controls: Any = None

    def open(self, title: str, length_s: float, press: Callable[[str], None]) -> None:
        from winrt.windows.media import (  # type: ignore[import-not-found,unused-ignore]  # not on Linux
            MediaPlaybackType,
            SystemMediaTransportControlsButton,
        )
        from winrt.windows.media.playback import MediaPlayer  # type: ignore[import-not-found,unused-ignore]

        keys = {
            SystemMediaTransportControlsButton.PLAY: MediaKey.PLAY,
            SystemMediaTransportControlsButton.PAUSE: MediaKey.PAUSE,
            SystemMediaTransportControlsButton.STOP: MediaKey.PAUSE,
            SystemMediaTransportControlsButton.NEXT: MediaKey.NEXT,
            SystemMediaTransportControlsButton.PREVIOUS: MediaKey.PREVIOUS,
        }

        def tell(_controls: Any, event: Any) -> None:  # in one of the system's threads
            if event.button in keys:
                press(keys[event.button].value)

        self._length = timedelta(seconds=length_s)
        player = MediaPlayer()
        self._undo.callback(player.close)
        player.command_manager.is_enabled = False  # otherwise the player would respond to the keys itself
        controls = self._controls = player.system_media_transport_controls
        controls.is_play_enabled = True
        controls.is_pause_enabled = True
        controls.is_stop_enabled = True
        controls.is_next_enabled = True
        controls.is_previous_enabled = True
        self._undo.callback(controls.remove_button_pressed, controls.add_button_pressed(tell))
        updater = controls.display_updater
        updater.type = MediaPlaybackType.MUSIC
        updater.music_properties.title = title
        updater.music_properties.artist = "Psoas Timer"
        updater.update()
        self._undo.callback(setattr, controls, "is_enabled", False)
        controls.is_enabled = True

    def show(self, status: MediaStatus, position_s: float) -> None:
        from winrt.windows.media import MediaPlaybackStatus, SystemMediaTransportControlsTimelineProperties

        timeline = SystemMediaTransportControlsTimelineProperties()
        timeline.end_time = self._length
        timeline.max_seek_time = self._length
        timeline.position = timedelta(seconds=position_s)
        self._controls.update_timeline_properties(timeline)
        self._controls.playback_status = MediaPlaybackStatus[status.name]

    def close(self) -> None:
        self._undo.close()
