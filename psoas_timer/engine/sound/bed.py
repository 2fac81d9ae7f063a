"""The bed of a session: a quiet ground under all of it, which ends a while after the session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from psoas_timer.engine.sound.speaker import Channel, Speaker


class Bed(QObject):
    """Begins once for a session, whatever pauses it has; ``clock`` is that of the speaker."""

    def __init__(self, speaker: Speaker, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._clock = clock
        self._file: Path | None = None
        self._is_humming = False
        self._ring_out = QTimer(self, singleShot=True)
        self._ring_out.timeout.connect(self._end)

    @property
    def is_ready(self) -> bool:
        """Tell whether its file is there."""
        return self._file is not None

    def take_file(self, path: Path) -> None:
        """Take what is to be heard."""
        self._file = path

    def stay(self) -> None:
        """Do not end, as a session before this one wished."""
        self._ring_out.stop()

    def begin(self) -> None:
        """Be heard from now on, where there are a file and a device; what is heard already goes on."""
        if not self._is_humming and self._file is not None and self._speaker.is_available:
            self._is_humming = True
            self._speaker.arm(self._file, Channel.BED, self._clock())

    def begin_anew(self) -> None:
        """Forget what a device has heard: it has gone, and the next one begins at the beginning."""
        self._is_humming = False

    def end_in(self, seconds: float) -> None:
        """End when so much time has passed."""
        self._ring_out.start(round(seconds * 1000))

    def _end(self) -> None:
        self._is_humming = False
        self._speaker.release(Channel.BED)
