"""The sound process, as the program sees it: files are played at given instants, whatever else the program does."""

from __future__ import annotations

import json
import logging
import sys
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

# A sound process that has ended (its server is gone, or it crashed) is followed by another so soon.
RESTART_MS = 1000
# Its exit code where no other could do better: QtMultimedia is not there, or lacks a library.
HOPELESS = 4

_CLOSE_MS = 1000
_log = logging.getLogger(__name__)


def host_command() -> list[str]:
    """Return the command that starts a sound process; a frozen program is its own interpreter and is told by a word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "sound-host"]
    return [sys.executable, "-m", "psoas_timer.engine.sound_host"]


class Channel(StrEnum):
    """What is softened and silenced together. BED never ends by itself."""

    BREATH = "breath"
    MARK = "mark"
    VOICE = "voice"
    BED = "bed"


class Speaker(QObject):
    """Passes wishes on to the sound process; instants are seconds of ``session_clock``. Nothing here waits.

    A wish while nothing is available is left undone: ``availability_changed`` is the time to ask again.
    """

    availability_changed = Signal(bool)

    def __init__(self, command: list[str] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or host_command()
        self._process: QProcess | None = None
        self._is_available: bool | None = None
        self._timer = QTimer(self, singleShot=True, interval=RESTART_MS)
        self._timer.timeout.connect(self._start)

    @property
    def is_available(self) -> bool:
        return bool(self._is_available)

    def open(self) -> None:
        """Start the sound process, once; it says by itself when there is a device."""
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.finished.connect(self._follow_end)
            self._process.errorOccurred.connect(self._note_error)
            self._start()

    def close(self) -> None:
        """Let what sounds fade, and end the sound process."""
        process, self._process = self._process, None
        self._timer.stop()
        if process is not None:
            process.closeWriteChannel()
            if process.state() is not QProcess.ProcessState.NotRunning and not process.waitForFinished(_CLOSE_MS):
                process.kill()
                process.waitForFinished(_CLOSE_MS)

    def load(self, path: Path, channel: Channel) -> None:
        """Have a file ready."""
        self._ask("load", str(path), channel)

    def arm(self, path: Path, channel: Channel, due_s: float) -> None:
        """Let a file be heard at ``due_s``.

        Where that is over, a phase of the breath comes in where it is by now, and what is only just over begins late.
        """
        self._ask("arm", str(path), channel, due_s)

    def cancel(self, after_s: float, *channels: Channel) -> None:
        """Take back what is armed for later than ``after_s``."""
        self._ask("cancel", after_s, *channels)

    def release(self, *channels: Channel) -> None:
        """Take back what is armed, and fade what sounds."""
        self._ask("release", *channels)

    def set_volume(self, channel: Channel, volume: float) -> None:
        """Have a channel at ``volume``, 0 to 1 in amplitude, soon."""
        self._ask("set_volume", channel, volume)

    def _ask(self, *wish: str | float) -> None:
        if self._process is not None and self.is_available:
            self._process.write(json.dumps(wish).encode() + b"\n")

    def _start(self) -> None:
        if self._process is not None:
            self._process.start(self._command[0], self._command[1:])

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._tell(json.loads(bytes(self._process.readLine().data()))["is_available"])

    def _tell(self, is_available: bool) -> None:
        if is_available is not self._is_available:
            self._is_available = is_available
            self.availability_changed.emit(is_available)

    def _follow_end(self, code: int) -> None:
        if self._process is not None:
            self._tell(False)
            if code != HOPELESS:
                self._timer.start()

    def _note_error(self, error: QProcess.ProcessError) -> None:
        if self._process is not None and error is QProcess.ProcessError.FailedToStart:
            _log.warning("no sound: %s", self._process.errorString())
            self._tell(False)
