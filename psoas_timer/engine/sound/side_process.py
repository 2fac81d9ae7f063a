"""A separate process of the program, whose work continues whatever the window is doing."""

from __future__ import annotations

import atexit
import json
import logging
import os
import signal
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from queue import SimpleQueue
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

# How soon another process is started after one has ended (its server is gone, or it crashed).
RESTART_MS = 1000
# After so many within so many seconds, no other is started until it is asked for.
MOST_RESTARTS, WITHIN_S = 5, 60.0
# Its exit codes: its device takes nothing, which another process may find out to be over; and if another could do no
# better, as a part of Qt is missing, or lacks a library.
LOST, HOPELESS = 3, 4
# How often a lost device is looked for once it was given up: it may be a loudspeaker that has gone to sleep.
LOOK_AGAIN_MS = 20_000
# How often a process is asked whether it is awake, and how many such questions it may leave unanswered: one that starts
# on a slow disk has more time.
WATCH_MS = 3000
MOST_UNANSWERED, MOST_AT_START = 4, 15

_CLOSE_MS = 1000
_KEPT_WORDS = 2000  # characters of what it last wrote to its standard error
# Signals that a process group gets as a whole, from a terminal or at a logout.
_TO_ALL = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
_AWAKE = "is_awake"
_FAULT = "fault"
_log = logging.getLogger(__name__)


class Outage(StrEnum):
    """Why a side process cannot do its work."""

    NOTHING_TO_USE = "nothing to use"  # it runs, and has no device
    RESTARTING = "restarting"  # it ended, and another one is about to start
    KEEPS_ENDING = "keeps ending"  # so did the others: no more are started
    LACKS_PARTS = "lacks parts"  # part of the installation is missing: no other could do better
    NOT_STARTED = "not started"  # its program could not be run at all


class Restarts:
    """Counts how often a process is started again, by the seconds of ``clock``."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times_s: deque[float] = deque(maxlen=MOST_RESTARTS)

    def may_restart(self) -> bool:
        """Tell whether another one may be started, and count it."""
        now_s = self._clock()
        if len(self._times_s) == MOST_RESTARTS and now_s - self._times_s[0] < WITHIN_S:
            return False
        self._times_s.append(now_s)
        return True

    def forgive(self) -> None:
        """Begin to count anew."""
        self._times_s.clear()


class SideProcess(QObject):
    """Sends requests to a process that says whether it can carry them out. Nothing here waits.

    A request while nothing is available is dropped: ask again after ``availability_changed``. A process that ends, or
    no longer answers, is followed by another one until ``restarts`` says no, and then by ``try_again`` only. What went
    wrong is in the log.
    """

    availability_changed = Signal(bool)
    outage_changed = Signal()
    told = Signal(object)  # a dict, as the process wrote it

    def __init__(
        self, command: list[str], parent: QObject | None = None, *,
        restarts: Restarts | None = None, restart_ms: int = RESTART_MS, watch_ms: int = WATCH_MS,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._is_available: bool | None = None
        self._outage: Outage | None = None
        self._restarts = restarts or Restarts()
        self._last_words = ""
        self._unanswered = 0
        self._is_closed = False
        self._restart_ms = restart_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start)
        self._watch = QTimer(self, interval=watch_ms)
        self._watch.timeout.connect(self._ask_if_awake)

    @property
    def is_available(self) -> bool:
        return bool(self._is_available)

    @property
    def has_answered(self) -> bool:
        """Tell whether the process has said whether it is available, or no longer can."""
        return self._is_available is not None

    @property
    def outage(self) -> Outage | None:
        """Why it cannot do its work; None while it can, or has not answered yet."""
        return self._outage

    @property
    def will_try_again(self) -> bool:
        """Tell whether another process is about to start after one that has ended."""
        return self._timer.isActive()

    def open(self) -> None:
        """Start the process, once; it reports when it is available. After ``close`` none is started."""
        if self._process is None and not self._is_closed:
            self._process = QProcess(self)
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.readyReadStandardError.connect(self._read_errors)
            self._process.finished.connect(self._follow_end)
            self._process.errorOccurred.connect(self._note_error)
            self._start()

    def try_again(self) -> None:
        """Start another process if no more were to be started, or none could be."""
        if self._process is not None and self._outage in (Outage.KEEPS_ENDING, Outage.NOT_STARTED):
            self._restarts.forgive()
            self._timer.stop()
            self._tell(False, Outage.RESTARTING)
            self._start()

    def close(self) -> None:
        """Let the process finish its sounds, and end it; whatever is asked of it afterwards, it stays ended."""
        self._is_closed = True
        process, self._process = self._process, None
        self._timer.stop()
        self._watch.stop()
        if process is not None:
            process.closeWriteChannel()
            if process.state() is not QProcess.ProcessState.NotRunning and not process.waitForFinished(_CLOSE_MS):
                process.kill()
                process.waitForFinished(_CLOSE_MS)

    def ask(self, *wish: str | float) -> None:
        """Send a request."""
        if self.is_available:
            self._write(*wish)

    @property
    def _name(self) -> str:
        return self._command[-1]

    def _write(self, *wish: str | float) -> None:
        if self._process is not None and self._process.state() is QProcess.ProcessState.Running:
            self._process.write(json.dumps(wish).encode() + b"\n")

    def _start(self) -> None:
        if self._process is not None and self._process.state() is QProcess.ProcessState.NotRunning:
            self._last_words, self._unanswered = "", 0
            self._watch.start()
            self._process.start(self._command[0], self._command[1:])

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._unanswered = 0
            line = bytes(self._process.readLine().data())
            told: object = None
            with suppress(ValueError):
                told = json.loads(line)
            if isinstance(told, dict):
                self._take(told)
            else:
                _log.warning("%s wrote: %s", self._name, line[:_KEPT_WORDS].decode(errors="replace").rstrip())

    def _take(self, told: dict[str, Any]) -> None:
        if "is_available" in told:
            self._tell(bool(told["is_available"]), None if told["is_available"] else Outage.NOTHING_TO_USE)
        elif _FAULT in told:
            _log.warning("%s: %s", self._name, told[_FAULT])
        elif _AWAKE not in told:
            self.told.emit(told)

    def _read_errors(self) -> None:
        if self._process is not None:
            words = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self._last_words = (self._last_words + words)[-_KEPT_WORDS:]

    def _tell(self, is_available: bool, outage: Outage | None) -> None:
        was, self._outage = self._outage, outage
        if is_available is not self._is_available:
            self._is_available = is_available
            self.availability_changed.emit(is_available)
        if outage is not was:
            self.outage_changed.emit()

    def _ask_if_awake(self) -> None:
        """End a process that hangs, as no sound will come of it; another one follows."""
        assert self._process is not None
        if self._unanswered >= (MOST_UNANSWERED if self.has_answered else MOST_AT_START):
            _log.warning("%s does not answer", self._name)
            self._process.kill()
        else:
            self._unanswered += 1
            self._write(_AWAKE)

    def _follow_end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._watch.stop()
        if self._process is None:
            return
        self._read_errors()
        has_crashed = status is QProcess.ExitStatus.CrashExit
        how = f"was ended by signal {code}" if has_crashed else f"ended with exit code {code}"
        _log.warning("%s %s: %s", self._name, how, self._last_words.strip() or "it wrote nothing")
        if code == HOPELESS and not has_crashed:
            self._tell(False, Outage.LACKS_PARTS)
        elif self._restarts.may_restart():
            self._timer.start(self._restart_ms)
            self._tell(False, Outage.RESTARTING)
        else:
            if code == LOST and not has_crashed:
                self._timer.start(LOOK_AGAIN_MS)
            elif self._outage is not Outage.KEEPS_ENDING:
                _log.warning("%s ended too often: it is not started again", self._name)
            self._tell(False, Outage.KEEPS_ENDING)

    def _note_error(self, error: QProcess.ProcessError) -> None:
        if self._process is not None and error is QProcess.ProcessError.FailedToStart:
            self._watch.stop()
            _log.warning("not started: %s", self._process.errorString())
            self._tell(False, Outage.NOT_STARTED)


class WishReader(QObject):
    """The other end, inside the process: reads requests from standard input, one JSON list on each line.

    It answers the question whether the process is awake itself, and passes the process's warnings on to the log. The
    end of the input alone ends the process: what is sent to a whole terminal or session ends the program, which saves
    first and then lets the sound fade. ``prepare`` gets each request in the thread that reads, before it is ``heard``.
    What is told is written by a thread, too: whatever stops in the program, the loop here goes on.
    """

    heard = Signal(object)  # a request, as a list
    left = Signal()  # the input has ended
    _read = Signal(object)  # from the thread

    def __init__(self, parent: QObject | None = None, prepare: Callable[[list[Any]], None] | None = None) -> None:
        super().__init__(parent)
        self._prepare = prepare or (lambda _wish: None)
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._writer = Thread(target=self._write, daemon=True)
        self._writer.start()
        atexit.register(self._finish)
        self._read.connect(self._take)

    def listen(self) -> None:
        """Start reading."""
        for number in _TO_ALL:
            signal.signal(number, signal.SIG_IGN)
        Thread(target=self._listen, daemon=True).start()

    def tell(self, **told: object) -> None:
        """Send a message to the program; one that is gone hears nothing."""
        self._lines.put(json.dumps(told) + "\n")

    def report_faults(self) -> None:
        """Send every warning of this process to the program, which logs it."""
        logging.getLogger("psoas_timer").addHandler(_Reporter(self))

    def _take(self, wish: list[Any]) -> None:
        if wish == [_AWAKE]:
            self.tell(**{_AWAKE: True})
        else:
            self.heard.emit(wish)

    def _listen(self) -> None:
        """Pass on every line of the input; in a thread, as Windows has no notifier for pipes.

        Does not use sys.stdin: a process that ends while a thread waits in it is aborted. An input that cannot be read
        any more has ended: the process must not outlive the program.
        """
        rest = b""
        try:
            while chunk := os.read(0, 65536):
                *lines, rest = (rest + chunk).split(b"\n")
                for wish in map(json.loads, lines):
                    self._prepare(wish)
                    self._read.emit(wish)
        except (OSError, ValueError) as fault:
            _log.warning("the requests cannot be read any more: %s", fault)
        self.left.emit()

    def _write(self) -> None:
        while line := self._lines.get():
            with suppress(OSError):  # a broken pipe; on Windows an invalid argument, too
                os.write(1, line.encode())  # not sys.stdout, for the reason above

    def _finish(self) -> None:
        """Wait until all is written, but not for long."""
        self._lines.put("")
        self._writer.join(_CLOSE_MS / 1000)


class _Reporter(logging.Handler):
    def __init__(self, reader: WishReader) -> None:
        super().__init__(logging.WARNING)
        self._reader = reader

    def emit(self, record: logging.LogRecord) -> None:
        self._reader.tell(**{_FAULT: self.format(record)})
