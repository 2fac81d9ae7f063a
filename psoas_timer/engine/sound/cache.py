"""Keeps rendered sounds as WAV files: a file is checked before it is used, and made again if it is damaged."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.speech.sound import Tone
from psoas_timer.engine.sound.wav_format import RATE, is_whole, read_wav, write_wav

# A file that no session has needed for this long is deleted, and so are the oldest above MAX_FILES.
KEEP_DAYS = 60
MAX_FILES = 400
# A recording with fewer samples a second is no speech.
LEAST_RATE = 8_000

# How soon a sound that could not be made is tried again, and how often one that proves unplayable is made again.
RETRY_MS = 10_000
MOST_REPAIRS = 3

BED = "bed"
Wish = Tone | Path | str  # a tone, a recording, or BED

_DAY_S = 86_400.0
# What a write that was interrupted leaves behind.
_DRAFTS = (".*.wav.*", "*.part")
_SPARE = "psoas-timer-sounds-"
_log = logging.getLogger(__name__)


class UnusableClipError(Exception):
    """A recording that cannot be played; the text names it and says why."""


class SoundCache:
    """A folder of WAV files, each named after its content, so a whole file is always right and never remade.

    Where the folder cannot be written to, files go to a temporary folder until ``close``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._spares: list[Path] = []
        self._has_failed = False

    def make_tone(self, tone: Tone) -> Path:
        """Return the file of a tone, rendered if there is none yet. Raises OSError if it cannot be written anywhere."""
        from psoas_timer.engine.sound import synth

        parts = (synth.VERSION, RATE, tone.kind, tone.sound_set, f"{tone.seconds:.3f}")
        return self._keep(_name(str(tone.kind), repr(parts).encode()), lambda: synth.render(tone).tobytes())

    def make_bed(self) -> Path:
        """Return the file of the quiet bed. Raises OSError if it cannot be written anywhere."""
        from psoas_timer.engine.sound import synth

        name = _name("bed", repr((synth.VERSION, RATE)).encode())
        return self._keep(name, lambda: synth.render_bed().tobytes())

    def make_clip(self, clip: Path) -> Path:
        """Return a spoken clip at the breath's sample rate, as loud as a session wants it.

        Raises UnusableClipError if it cannot be played, OSError if it cannot be written anywhere.
        """
        import numpy as np

        from psoas_timer.engine.sound import synth

        data, rate = _read_clip(clip)
        name = _name("clip", repr((synth.VERSION, RATE, rate)).encode() + data)
        return self._keep(name, lambda: synth.raise_speech(np.frombuffer(data, dtype="<i2"), rate).tobytes())

    def prune(self, now_s: float) -> None:
        """Delete files not needed for KEEP_DAYS, and the oldest if too many; ``now_s`` is seconds since 1970."""
        files = sorted(self._folder.glob("[!.]*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
        drafts = [path for pattern in _DRAFTS for path in self._folder.glob(pattern)]
        left_over = [path for path in drafts if now_s - path.stat().st_mtime > _DAY_S]
        old = [path for path in files[:MAX_FILES] if now_s - path.stat().st_mtime > KEEP_DAYS * _DAY_S]
        for path in (*files[MAX_FILES:], *old, *left_over):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Delete the temporary folders, if there are any."""
        while self._spares:
            shutil.rmtree(self._spares.pop(), ignore_errors=True)

    def _keep(self, name: str, render: Callable[[], bytes]) -> Path:
        for path in (folder / name for folder in (self._folder, *self._spares)):
            if is_whole(path):
                with suppress(OSError):  # needed today; a folder that cannot be written to is not pruned either
                    os.utime(path)
                return path
            if path.exists():
                _log.warning("%s is damaged, and made again", path)
        return self._write(name, render())

    def _write(self, name: str, samples: bytes) -> Path:
        try:
            return write_wav(self._folder / name, samples)
        except OSError as fault:
            if not self._has_failed:
                self._has_failed = True
                _log.warning("no sound can be kept in %s: %s", self._folder, fault)
            for folder in self._spare_folders():
                with suppress(OSError):
                    return write_wav(folder / name, samples)
            raise

    def _spare_folders(self) -> Iterator[Path]:
        """Yield temporary folders to write to: those in use, then one in each place that has none yet."""
        yield from self._spares
        used = {folder.parent for folder in self._spares}
        places = (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/dev/shm")  # mostly in memory
        for place in (Path(named) for named in places if named):
            if place.is_dir() and place not in used:
                with suppress(OSError):
                    _clear(place)
                    self._spares.append(Path(tempfile.mkdtemp(prefix=_SPARE, dir=place)))  # 0700
                    yield self._spares[-1]


def _clear(place: Path) -> None:
    """Delete our temporary folders that a killed program left in ``place``."""
    for folder in place.glob(f"{_SPARE}*"):
        if time.time() - folder.stat().st_mtime > _DAY_S:
            shutil.rmtree(folder, ignore_errors=True)


def _name(name: str, content: bytes) -> str:
    return f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.wav"


def _read_clip(clip: Path) -> tuple[bytes, int]:
    try:
        data, rate = read_wav(clip)
    except (OSError, EOFError, wave.Error) as fault:
        raise UnusableClipError(f"{clip}: {str(fault) or 'there is nothing in it'}") from fault
    if rate < LEAST_RATE or not data.strip(b"\0"):
        raise UnusableClipError(f"{clip}: there is no speech in it")
    return data, rate


class SoundMaker(QObject):
    """Makes files in its own thread: a session's files take up to a second, too long for a window to wait."""

    tone_made = Signal(object, object)  # Tone, Path
    clip_made = Signal(object, object)  # Path of the clip, Path at the breath's rate
    bed_made = Signal(object)  # Path
    clip_refused = Signal(object)  # Path of a clip that cannot be played
    failed = Signal(object)  # Problem, once until ``recovered``
    recovered = Signal(object)  # the same Problem
    _made = Signal(object, object)  # Wish, Path; from the thread
    _missed = Signal(object, object)  # Wish, what went wrong; from the thread

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._cache = SoundCache(folder)
        self._wanted: set[Wish] = set()
        self._repairs: Counter[Wish] = Counter()
        self._lacking: set[Wish] = set()  # what could not be made
        self._told: Problem | None = None
        self._is_over = Event()
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._try_again)
        self._made.connect(self._pass_on)
        self._missed.connect(self._note)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # one thread, so that files are made in the order requested

    def want(self, tones: Iterable[Tone], clips: Iterable[Path] = ()) -> None:
        """Make whatever was not requested before: first the bed, then the tones in their order, then the clips."""
        wishes: list[Wish] = [BED, *tones, *clips]
        for wish in wishes:
            if wish not in self._wanted:
                self._begin(wish)

    def repair(self, wish: Wish) -> None:
        """Make a file again that could not be played: it was damaged or deleted since. Does so MOST_REPAIRS times."""
        if self._repairs[wish] < MOST_REPAIRS:
            self._repairs[wish] += 1
            self._begin(wish)

    def close(self) -> None:
        """Drop whatever has not begun, and wait for the rest."""
        self._is_over.set()
        self._retry.stop()
        self._pool.clear()
        self._pool.waitForDone()
        self._cache.close()

    def _begin(self, wish: Wish) -> None:
        self._wanted.add(wish)
        self._pool.start(lambda: self._make(wish))

    def _make(self, wish: Wish) -> None:
        """Make one file, in the thread."""
        if self._is_over.is_set():
            return
        try:
            if isinstance(wish, Tone):
                path = self._cache.make_tone(wish)
            elif isinstance(wish, Path):
                path = self._cache.make_clip(wish)
            else:
                path = self._cache.make_bed()
        except Exception as fault:  # whatever it is costs this one sound, and is told and logged
            self._missed.emit(wish, fault)
            return
        self._made.emit(wish, path)
        if wish == BED:
            with suppress(OSError):
                self._cache.prune(time.time())

    def _pass_on(self, wish: Wish, path: Path) -> None:
        self._lacking.discard(wish)
        if isinstance(wish, Tone):
            self.tone_made.emit(wish, path)
        elif isinstance(wish, Path):
            self.clip_made.emit(wish, path)
        else:
            self.bed_made.emit(path)
        if self._told is not None and not self._lacking:
            told, self._told = self._told, None
            self.recovered.emit(told)

    def _note(self, wish: Wish, fault: Exception) -> None:
        if isinstance(fault, UnusableClipError):
            _log.warning("a recording cannot be played: %s", fault)
            self.clip_refused.emit(wish)
            return
        if wish not in self._lacking:
            _log.warning("no sound file: %s", fault, exc_info=None if isinstance(fault, OSError) else fault)
            self._lacking.add(wish)
        if not self._is_over.is_set() and not self._retry.isActive():
            self._retry.start()
        if self._told is None:
            self._told = Problem(
                N_("Some sounds could not be made, because the folder {folder} cannot be written to."),
                N_("The session continues without them. Free up some space, or check the folder's permissions."),
                folder=self._folder,
            )
            self.failed.emit(self._told)

    def _try_again(self) -> None:
        for wish in self._lacking:
            self._begin(wish)
