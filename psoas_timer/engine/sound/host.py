"""The sound process: ``psoas-timer sound-host``, started by speaker.py.

It reads requests from its standard input, one JSON list on each line, and writes to its standard output:
{"is_available": ...} when that changes, and {"unplayable": PATH} when a file cannot be played. It ends when its input
does, or when its device stops taking sound: a new process finds the new device, which Qt (6.11) in an old process does
not.
"""

from __future__ import annotations

import logging
import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, qInstallMessageHandler

from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.sound.device import SoundDevice
from psoas_timer.engine.sound.mixer import FADE_S, Mixer
from psoas_timer.engine.sound.priority import raise_priority
from psoas_timer.engine.sound.side_process import HOPELESS, LOST, WishReader
from psoas_timer.engine.sound.speaker import Channel

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioDevice

    from psoas_timer.engine.sound.stream import SoundStream

# After this long without sound the device is released; it is opened again for the next sound.
_REST_MS = 10_000
_log = logging.getLogger(__name__)


class Host(QObject):
    """Connects requests, the mixer and the device."""

    def __init__(self, qt: QCoreApplication) -> None:
        super().__init__(qt)
        self._qt = qt
        self._mixer = Mixer()
        self._device = SoundDevice(parent=self)
        self._device.device_changed.connect(self._take_device)
        self._reader = WishReader(self, self._load_early)
        self._device.availability_changed.connect(lambda is_there: self._reader.tell(is_available=is_there))
        self._device.failed.connect(lambda: qt.exit(HOPELESS))
        self._has_asked = False
        self._rest = QTimer(self, interval=_REST_MS)
        self._rest.timeout.connect(self._close_if_idle)
        self._reader.report_faults()
        self._reader.heard.connect(self._perform)
        self._reader.left.connect(self._leave)

    @cached_property
    def _stream(self) -> SoundStream:
        from psoas_timer.engine.sound.stream import SoundStream

        stream = SoundStream(lambda start_s, count: self._mixer.mix(start_s, count).tobytes(), session_clock, self)
        stream.lost.connect(self._give_up)
        return stream

    def open(self) -> None:
        """Look for a device, and listen for requests."""
        self._device.open()
        self._rest.start()
        self._reader.listen()

    def _load_early(self, wish: list[Any]) -> None:
        """Read a file in the thread that reads the requests: a slow disk must not hold up what is playing."""
        match wish:
            case ["load" | "arm", path, channel, *_]:
                with suppress(OSError, EOFError, wave.Error):  # ``_perform`` meets it again, and tells
                    self._mixer.load(Path(path), Channel(channel))

    def _perform(self, wish: list[Any]) -> None:
        """Carry out a request; an error costs one sound and is logged, and a file that cannot be played is named."""
        try:
            match wish:
                case ["load", path, channel]:
                    with self._naming(path):
                        self._mixer.load(Path(path), Channel(channel))
                case ["arm", path, channel, due_s]:
                    with self._naming(path):
                        self._mixer.arm(Path(path), Channel(channel), due_s)
                    self._stream.open()
                case ["cancel", after_s, *channels]:
                    self._mixer.cancel(after_s, *map(Channel, channels))
                case ["hush", before_s, *channels]:
                    self._mixer.hush(before_s, *map(Channel, channels))
                case ["release", *channels]:
                    self._mixer.release(*map(Channel, channels))
                case ["set_volume", channel, volume]:
                    self._mixer.set_volume(Channel(channel), volume)
        except Exception:
            _log.exception("a sound was not played: %s", wish)

    @contextmanager
    def _naming(self, path: str) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, wave.Error) as fault:
            _log.warning("a sound cannot be played: %s: %s", path, fault)
            self._reader.tell(unplayable=path)

    def _give_up(self) -> None:
        """End, so that another process finds the device that is now there."""
        _log.warning("the sound device takes no more sound")
        self._qt.exit(LOST)

    def _take_device(self, device: QAudioDevice, latency_s: float) -> None:
        self._stream.set_device(device, latency_s)
        if not self._has_asked:
            self._has_asked = True
            self._ask_for_priority()

    def _ask_for_priority(self) -> None:
        if sys.platform == "linux":  # a bus may take its time, and any thread may ask
            Thread(target=raise_priority, daemon=True).start()
        else:
            raise_priority()

    def _close_if_idle(self) -> None:
        if self._mixer.is_idle and self._device.is_available:
            self._stream.close()

    def _leave(self) -> None:
        """Fade out and quit."""
        self._mixer.release(*Channel)
        is_silent = self._mixer.is_idle or not self._device.is_available
        QTimer.singleShot(0 if is_silent else round(FADE_S * 2000), self._qt.quit)


def run() -> int:
    """Play until the input ends; return an exit code that tells whether another process might do better."""
    qInstallMessageHandler(
        lambda _kind, _context, text: _log.info("Qt: %s", text)
    )  # messages of drivers go to the log only
    qt = QCoreApplication(["psoas-timer"])
    host = Host(qt)
    QTimer.singleShot(0, host.open)
    return qt.exec()
