"""The bed: a quiet background sound under a whole session, which ends shortly after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from psoas_timer.engine.sound.speaker import Channel, Speaker


class Bed(QObject):
    """Begins once for each session, regardless of pauses; ``clock`` is the speaker's clock."""

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
        """Tell whether its file is ready."""
        return self._file is not None

    @property
    def file(self) -> Path | None:
        """Its file, None if there is none yet."""
        return self._file

    def take_file(self, path: Path) -> None:
        """Use ``path`` as the file to play."""
        self._file = path

    def stay(self) -> None:
        """Keep playing, even if a previous session asked it to end."""
        self._ring_out.stop()

    def begin(self) -> None:
        """Start playing if there is a file and a device; if it already plays, it continues."""
        if not self._is_humming and self._file is not None and self._speaker.is_available:
            self._is_humming = True
            self._speaker.arm(self._file, Channel.BED, self._clock())

    def begin_anew(self) -> None:
        """Treat the bed as not started: the device is gone, and the next one starts from the beginning."""
        self._is_humming = False

    def end_in(self, seconds: float) -> None:
        """End after ``seconds``."""
        self._ring_out.start(round(seconds * 1000))

    def _end(self) -> None:
        self._is_humming = False
        self._speaker.release(Channel.BED)
