"""A session on a system panel that shows one and receives its keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Qt, Signal

from psoas_timer.desktop.media.base import MediaControl, MediaKey, MediaPanel, MediaStatus


class PanelControl(MediaControl):
    """Offers a session through a system panel; if that fails, it is closed and the session continues without it."""

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
        except Exception:  # no library, or any error from it or the system: a session must not end because of it
            self.end()
            return False
        return True

    def _take_press(self, key: str) -> None:
        if self._panel is not None:
            self._wishes[MediaKey(key)].emit()
