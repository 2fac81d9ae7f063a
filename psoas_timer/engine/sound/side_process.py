"""A process of the program's own beside it: what it does goes on, whatever the window does meanwhile."""

from __future__ import annotations

import json
import logging
import os
import sys
from threading import Thread

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

# A process that has ended (its server is gone, or it crashed) is followed by another so soon.
RESTART_MS = 1000
# Its exit code where no other could do better: a part of Qt is not there, or lacks a library.
HOPELESS = 4

_CLOSE_MS = 1000
_log = logging.getLogger(__name__)


def side_command(name: str) -> list[str]:
    """Return the command that runs ``name``.py of this folder; a frozen program runs itself, told by a word."""
    if getattr(sys, "frozen", False):
        return [sys.executable, name.replace("_", "-")]
    return [sys.executable, "-m", f"psoas_timer.engine.sound.{name}"]


class SideProcess(QObject):
    """Passes wishes on to a process that says whether it can fulfil them. Nothing here waits.

    A wish while nothing is available is left undone: ``availability_changed`` is the time to ask again.
    """

    availability_changed = Signal(bool)
    told = Signal(object)  # a dict, as the process wrote it

    def __init__(self, command: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._is_available: bool | None = None
        self._timer = QTimer(self, singleShot=True, interval=RESTART_MS)
        self._timer.timeout.connect(self._start)

    @property
    def is_available(self) -> bool:
        return bool(self._is_available)

    @property
    def has_answered(self) -> bool:
        """Tell whether the process has said, or cannot say any more, whether it is available."""
        return self._is_available is not None

    @property
    def will_try_again(self) -> bool:
        """Tell whether another process is about to follow one that has ended."""
        return self._timer.isActive()

    def open(self) -> None:
        """Start the process, once; it says by itself when it can do something."""
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.finished.connect(self._follow_end)
            self._process.errorOccurred.connect(self._note_error)
            self._start()

    def close(self) -> None:
        """Let the process finish what sounds, and end it."""
        process, self._process = self._process, None
        self._timer.stop()
        if process is not None:
            process.closeWriteChannel()
            if process.state() is not QProcess.ProcessState.NotRunning and not process.waitForFinished(_CLOSE_MS):
                process.kill()
                process.waitForFinished(_CLOSE_MS)

    def ask(self, *wish: str | float) -> None:
        """Pass on a wish."""
        if self._process is not None and self.is_available:
            self._process.write(json.dumps(wish).encode() + b"\n")

    def _start(self) -> None:
        if self._process is not None:
            self._process.start(self._command[0], self._command[1:])

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            told = json.loads(bytes(self._process.readLine().data()))
            if "is_available" in told:
                self._tell(told["is_available"])
            else:
                self.told.emit(told)

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
            _log.warning("not started: %s", self._process.errorString())
            self._tell(False)


class WishReader(QObject):
    """The other end, within the process: reads wishes from the standard input, one JSON list a line."""

    heard = Signal(object)  # a wish, as a list
    left = Signal()  # the input has ended

    def listen(self) -> None:
        """Begin to read."""
        Thread(target=self._listen, daemon=True).start()

    def tell(self, **told: object) -> None:
        """Write to the program."""
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def _listen(self) -> None:
        """Pass on every line of the input; in a thread, for Windows has no notifier for a pipe.

        Not by sys.stdin: a process that ends while a thread waits in it is aborted.
        """
        rest = b""
        while chunk := os.read(0, 65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self.heard.emit(json.loads(line))
        self.left.emit()
