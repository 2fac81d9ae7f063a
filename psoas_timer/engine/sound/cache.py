"""Keeps rendered sounds as WAV files, and renders missing ones in the background."""

from __future__ import annotations

import hashlib
import logging
import os
import time
import wave
from collections.abc import Iterable
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.sound import Tone
from psoas_timer.engine.sound.wav_format import RATE, read_wav, write_wav

# A file that no session has needed for this long is deleted, and so are the oldest above MAX_FILES.
KEEP_DAYS = 60
MAX_FILES = 400
CLIP_RATE = 24_000

_DAY_S = 86_400.0
_log = logging.getLogger(__name__)


class SoundCache:
    """A folder of WAV files, each named after its content, so an existing file is always right and never remade."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make_tone(self, tone: Tone) -> Path:
        """Return the file of a tone, rendered if there is none yet. Raises OSError if it cannot be written."""
        from psoas_timer.engine.sound import synth

        parts = (synth.VERSION, RATE, tone.kind, tone.sound_set, f"{tone.seconds:.3f}")
        path = self._path(str(tone.kind), repr(parts).encode())
        return path if _is_in_use(path) else write_wav(path, synth.render(tone).tobytes())

    def make_bed(self) -> Path:
        """Return the file of the quiet bed. Raises OSError if it cannot be written."""
        from psoas_timer.engine.sound import synth

        path = self._path("bed", repr((synth.VERSION, RATE)).encode())
        return path if _is_in_use(path) else write_wav(path, synth.render_bed().tobytes())

    def make_clip(self, clip: Path) -> Path:
        """Return a spoken clip at the breath's sample rate; a clip not at CLIP_RATE is returned unchanged.

        Raises OSError or wave.Error if it cannot be read or written.
        """
        import numpy as np

        from psoas_timer.engine.sound import synth

        data, rate = read_wav(clip)
        if rate != CLIP_RATE:
            return clip
        path = self._path("clip", repr((synth.VERSION, RATE)).encode() + data)
        if _is_in_use(path):
            return path
        return write_wav(path, synth.double_rate(np.frombuffer(data, dtype="<i2")).tobytes())

    def prune(self, now_s: float) -> None:
        """Delete files not needed for KEEP_DAYS, and the oldest if too many; ``now_s`` is seconds since 1970."""
        files = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
        left_over = [path for path in self._folder.glob("*.part") if now_s - path.stat().st_mtime > _DAY_S]
        old = [path for path in files[:MAX_FILES] if now_s - path.stat().st_mtime > KEEP_DAYS * _DAY_S]
        for path in (*files[MAX_FILES:], *old, *left_over):
            path.unlink(missing_ok=True)

    def _path(self, name: str, content: bytes) -> Path:
        return self._folder / f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.wav"


def _is_in_use(path: Path) -> bool:
    """Tell whether the file exists, and mark it as needed today."""
    try:
        os.utime(path)
    except OSError:
        return False
    return True


class SoundMaker(QObject):
    """Makes files in its own thread: a session's files take up to a second, too long for a window to wait."""

    tone_made = Signal(object, object)  # Tone, Path
    clip_made = Signal(object, object)  # Path of the clip, Path at the breath's rate
    bed_made = Signal(object)  # Path
    failed = Signal(object)  # Problem, once

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._cache = SoundCache(folder)
        self._wanted: set[Tone | Path] = set()
        self._is_over = Event()
        self._has_failed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # one thread, so that files are made in the order requested

    def want(self, tones: Iterable[Tone], clips: Iterable[Path] = ()) -> None:
        """Make whatever was not requested before: first the bed, then the tones in their order, then the clips."""
        if not self._wanted:
            self._pool.start(self._make_bed)
        wishes: list[Tone | Path] = [*tones, *clips]
        for wish in wishes:
            if wish not in self._wanted:
                self._wanted.add(wish)
                self._pool.start(lambda wish=wish: self._make(wish))

    def close(self) -> None:
        """Drop whatever has not begun, and wait for the rest."""
        self._is_over.set()
        self._pool.clear()
        self._pool.waitForDone()

    def _make_bed(self) -> None:
        try:
            self.bed_made.emit(self._cache.make_bed())
            self._cache.prune(time.time())
        except OSError as fault:
            self._fail(fault)

    def _make(self, wish: Tone | Path) -> None:
        if self._is_over.is_set():
            return
        try:
            if isinstance(wish, Tone):
                self.tone_made.emit(wish, self._cache.make_tone(wish))
            else:
                self.clip_made.emit(wish, self._cache.make_clip(wish))
        except (OSError, EOFError, wave.Error) as fault:
            self._fail(fault)

    def _fail(self, fault: Exception) -> None:
        _log.warning("no sound file: %s", fault)
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(
                Problem(
                    N_("Some sounds could not be made, because the folder {folder} cannot be written to."),
                    N_("The session continues without them. Free up some space, or check the folder's permissions."),
                    folder=self._folder,
                )
            )
