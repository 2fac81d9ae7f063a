"""The signals by which a system asks the program to end: at logout, when a terminal closes, and Ctrl+C in one."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from PySide6.QtCore import QObject, Qt, Signal

# Those that this system has and the program may catch.
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name))
# How long the program may take to end in order, in seconds: then it ends at once, whatever holds it.
PATIENCE_S = 8.0
# A shell reports this and the signal's number of a program that a signal ended.
BY_SIGNAL = 128


class EndSignals(QObject):
    """Calls ``end`` with the exit code once one of the signals has come; that it ends is then only a matter of time.

    A second Ctrl+C ends the program at once. A thread waits for the signals without ever waking up for anything else,
    so a window that hangs holds up nothing. Signals that were ignored, as by nohup, stay ignored. One of them may be
    made in a process, by its main thread.
    """

    _asked = Signal(int)

    def __init__(
        self, end: Callable[[int], object], patience_s: float = PATIENCE_S, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._end = end
        self._patience_s = patience_s
        self.is_asked = False
        self._asked.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._told, self._teller = socket.socketpair()
        self._teller.setblocking(False)
        signal.set_wakeup_fd(self._teller.fileno(), warn_on_full_buffer=False)
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _note)
        threading.Thread(target=self._wait, name="end", daemon=True).start()

    def _take(self, code: int) -> None:
        self.is_asked = True
        self._end(code)

    # In the thread

    def _wait(self) -> None:
        number = self._told.recv(1)[0]
        with suppress(RuntimeError):  # the program has ended by itself meanwhile
            self._asked.emit(BY_SIGNAL + number)
        self._told.settimeout(self._patience_s)
        with suppress(TimeoutError):
            # A terminal that closes and its shell both send SIGHUP: only a person who asks again is in a hurry.
            while self._told.recv(1)[0] != signal.SIGINT:
                pass
        os._exit(BY_SIGNAL + number)


def _note(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the number has been sent to the thread already."""
