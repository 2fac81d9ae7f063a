"""Whether there is a device to play sound on, and when that changes."""

from __future__ import annotations

import ctypes
import logging
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices

# How often to look for a missing sound server.
LOOK_AGAIN_MS = 3000
# PulseAudio and PipeWire show this device if there is no real one.
_DUMMY = b"auto_null"

# Qt asks PulseAudio for 20 ms, which on a busy machine is too little: it is all the time that Qt's own thread has to
# answer the server. tests/benchmarks/sound_dropouts.py measures it. With stream.AHEAD_S it is how late a key is heard.
BUFFER_MS = 120

_PROBE_S = 2.0
_READY = 4  # a value of pa_context_state_t; FAILED and TERMINATED come after it
_log = logging.getLogger(__name__)


class Server(StrEnum):
    """The sound server that plays the sound."""

    NOBODY = "nobody"
    PIPEWIRE = "pipewire"
    PULSE = "pulse"
    SYSTEM = "system"  # Windows, macOS


# Seconds from Qt's buffer to the sink. Measured by tests/benchmarks/sound_onset.py on PulseAudio with BUFFER_MS; the
# others are not measured.
LATENCY_S = {Server.PULSE: 0.070, Server.PIPEWIRE: 0.020, Server.SYSTEM: 0.020, Server.NOBODY: 0.0}


def find_server() -> Server:
    """Return the server that answers; outside Linux that is the system. Takes up to 2 s.

    If Qt (6.11) finds no server at first, it never looks again, so it is not asked before there is one. It prefers
    PipeWire's own library to PulseAudio's.
    """
    if sys.platform != "linux":
        return Server.SYSTEM
    if _answers_pipewire():
        return Server.PIPEWIRE
    return Server.PULSE if _answers_pulse() else Server.NOBODY


class SoundDevice(QObject):
    """Looks for a device from ``open`` on until there is one; imports QtMultimedia once there is a server.

    ``load_outputs`` returns Qt's list of devices, or raises ImportError; tests pass in their own.
    """

    availability_changed = Signal(bool)
    device_changed = Signal(object, float)  # QAudioDevice, its latency in seconds
    failed = Signal()  # there will never be a device: QtMultimedia is missing
    _probed = Signal(object)  # Server

    def __init__(
        self,
        probe: Callable[[], Server] = find_server,
        load_outputs: Callable[[], QMediaDevices] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._probe = probe
        self._load_outputs = load_outputs or _load_media_devices
        self._outputs: QMediaDevices | None = None
        self._is_open = False
        self._is_available: bool | None = None
        self._device_id: object = None
        self._server = Server.NOBODY
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._probed.connect(self._take)
        self._pool = QThreadPool(self)

    @property
    def is_available(self) -> bool:
        return bool(self._is_available)

    def open(self) -> None:
        """Start looking, once."""
        if not self._is_open:
            self._is_open = True
            self._look()

    def close(self) -> None:
        """Stop looking."""
        self._is_open = False
        self._timer.stop()
        self._pool.waitForDone()

    def _look(self) -> None:
        if self._is_open:
            self._pool.start(self._look_now)

    def _look_now(self) -> None:
        server = self._probe()
        with suppress(RuntimeError):  # the program has ended meanwhile: Qt's half of this object is gone
            self._probed.emit(server)

    def _take(self, server: Server) -> None:
        if not self._is_open:
            return
        is_there = server is not Server.NOBODY
        if is_there and self._outputs is None:
            self._server = server
            self._import_outputs()
        self._tell()
        if self._is_open and not is_there:
            self._timer.start()

    def _import_outputs(self) -> None:
        try:
            self._outputs = self._load_outputs()
        except ImportError as fault:  # no PySide6-Addons, or no libpulse
            _log.warning("no sound: %s", fault)
            self._is_open = False
            self.failed.emit()
            return
        self._outputs.audioOutputsChanged.connect(self._tell)

    def _tell(self) -> None:
        device = None if self._outputs is None else self._outputs.defaultAudioOutput()
        is_available = device is not None and not device.isNull() and device.id().data() != _DUMMY
        if device is not None and is_available and device.id().data() != self._device_id:
            self._device_id = device.id().data()
            self.device_changed.emit(device, LATENCY_S[self._server])
        if is_available is not self._is_available:
            self._is_available = is_available
            self.availability_changed.emit(is_available)


def _load_media_devices() -> QMediaDevices:
    """Return Qt's list of devices."""
    os.environ.setdefault("PULSE_LATENCY_MSEC", str(BUFFER_MS))
    os.environ.setdefault("PULSE_PROP_application.name", "Psoas Timer")  # the name shown in the mixer
    from PySide6.QtMultimedia import QMediaDevices

    return QMediaDevices()


def _answers_pipewire() -> bool:
    if sys.platform == "win32":  # for mypy: never called on Windows, which has no such sockets
        return False
    try:
        ctypes.CDLL("libpipewire-0.3.so.0")
    except OSError:
        return False
    folder = os.environ.get("PIPEWIRE_RUNTIME_DIR") or os.environ.get("XDG_RUNTIME_DIR")
    if not folder:
        return False
    with suppress(OSError), socket.socket(socket.AF_UNIX) as tried:
        tried.settimeout(_PROBE_S)
        tried.connect(str(Path(folder) / os.environ.get("PIPEWIRE_REMOTE", "pipewire-0")))
        return True
    return False


def _answers_pulse() -> bool:
    """Connect through libpulse, as Qt does, to find the same server by the same rules."""
    try:
        pulse = ctypes.CDLL("libpulse.so.0")
    except OSError:
        return False
    for name in ("pa_mainloop_new", "pa_mainloop_get_api", "pa_context_new"):
        getattr(pulse, name).restype = ctypes.c_void_p
    loop = ctypes.c_void_p(pulse.pa_mainloop_new())
    context = ctypes.c_void_p(pulse.pa_context_new(ctypes.c_void_p(pulse.pa_mainloop_get_api(loop)), b"psoas-timer"))
    try:
        return _connects(pulse, loop, context)
    finally:
        pulse.pa_context_disconnect(context)
        pulse.pa_context_unref(context)
        pulse.pa_mainloop_free(loop)


def _connects(pulse: ctypes.CDLL, loop: ctypes.c_void_p, context: ctypes.c_void_p) -> bool:
    if pulse.pa_context_connect(context, None, 0, None) < 0:
        return False
    until_s = monotonic() + _PROBE_S
    while monotonic() < until_s:
        pulse.pa_mainloop_iterate(loop, 0, None)
        state = pulse.pa_context_get_state(context)
        if state >= _READY:
            return bool(state == _READY)
        sleep(0.005)
    return False
