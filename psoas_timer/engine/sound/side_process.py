"""A separate process of the program, whose work continues whatever the window is doing."""

from __future__ import annotations

import json
import logging
import os
import sys
from threading import Thread

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

# How soon another process is started after one has ended (its server is gone, or it crashed).
RESTART_MS = 1000
# Its exit code if another process could do no better: a part of Qt is missing, or lacks a library.
HOPELESS = 4

_CLOSE_MS = 1000
_log = logging.getLogger(__name__)


def side_command(name: str) -> list[str]:
    """Return the command that runs ``name``.py of this folder; a frozen program runs itself with a keyword."""
    if getattr(sys, "frozen", False):
        return [sys.executable, name.replace("_", "-")]
    return [sys.executable, "-m", f"psoas_timer.engine.sound.{name}"]


class SideProcess(QObject):
    """Sends requests to a process that says whether it can carry them out. Nothing here waits.

    A request while nothing is available is dropped: ask again after ``availability_changed``.
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
        """Tell whether the process has said whether it is available, or no longer can."""
        return self._is_available is not None

    @property
    def will_try_again(self) -> bool:
        """Tell whether another process is about to start after one that has ended."""
        return self._timer.isActive()

    def open(self) -> None:
        """Start the process, once; it reports when it is available."""
        if self._process is None:
            self._process = QProcess(self)
            self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.finished.connect(self._follow_end)
            self._process.errorOccurred.connect(self._note_error)
            self._start()

    def close(self) -> None:
        """Let the process finish its sounds, and end it."""
        process, self._process = self._process, None
        self._timer.stop()
        if process is not None:
            process.closeWriteChannel()
            if process.state() is not QProcess.ProcessState.NotRunning and not process.waitForFinished(_CLOSE_MS):
                process.kill()
                process.waitForFinished(_CLOSE_MS)

    def ask(self, *wish: str | float) -> None:
        """Send a request."""
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
    """The other end, inside the process: reads requests from standard input, one JSON list on each line."""

    heard = Signal(object)  # a request, as a list
    left = Signal()  # the input has ended

    def listen(self) -> None:
        """Start reading."""
        Thread(target=self._listen, daemon=True).start()

    def tell(self, **told: object) -> None:
        """Send a message to the program."""
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def _listen(self) -> None:
        """Pass on every line of the input; in a thread, as Windows has no notifier for pipes.

        Does not use sys.stdin: a process that ends while a thread waits in it is aborted.
        """
        rest = b""
        while chunk := os.read(0, 65536):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self.heard.emit(json.loads(line))
        self.left.emit()
