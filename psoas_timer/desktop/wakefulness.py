"""Keeps the screen awake while held; the system releases it when the program ends, even if it is killed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:  # needed for the first session, not at startup
    from concurrent.futures import ThreadPoolExecutor

# Some systems have to be told repeatedly; no screen is set to turn dark sooner than after a minute.
RENEW_MS = 20_000
# Whoever has left a session paused for so long has left the computer, too (our choice).
REST_AFTER = 30  # times RENEW_MS: ten minutes


class Lock(Protocol):
    """A request to the system to keep its screen on; made, renewed and withdrawn in the same thread."""

    def take(self) -> bool:
        """Make the request; tell whether it was granted."""

    def renew(self) -> None:
        """Repeat what does not last."""

    def leave(self) -> None:
        """Withdraw the request."""


class ScreenLock:
    """The request to Windows or macOS, through wakepy."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def take(self) -> bool:
        from wakepy import keep

        try:
            mode = self._stack.enter_context(keep.presenting(on_fail="pass"))
        except BaseException:
            self._stack.close()
            raise
        if not mode.active:
            self._stack.close()
        return bool(mode.active)

    def renew(self) -> None:
        """It lasts."""

    def leave(self) -> None:
        self._stack.close()


def lock_here() -> Lock:
    """Return the request for the current system."""
    if not sys.platform.startswith("linux"):
        return ScreenLock()
    from psoas_timer.desktop.idle_inhibitors import IdleInhibitors

    return IdleInhibitors()


class Wakefulness(QObject):
    """Makes the request in its own thread, since the system may take its time; ``refused`` reports a refusal.

    A session that ``is_paused`` for ten minutes lets the screen sleep until it goes on.
    """

    refused = Signal()

    def __init__(
        self,
        make_lock: Callable[[], Lock] = lock_here,
        parent: QObject | None = None,
        *,
        is_paused: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._make_lock = make_lock
        self._is_paused = is_paused
        self._lock: Lock | None = None  # used only by the worker
        self._worker: ThreadPoolExecutor | None = None
        self._paused = 0  # how often in a row it was found paused
        self._timer = QTimer(self, interval=RENEW_MS)
        self._timer.timeout.connect(self.renew)

    def hold(self) -> None:
        """Keep the screen awake from now on; has no effect if it already is."""
        from concurrent.futures import ThreadPoolExecutor

        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "wakefulness")
        self._paused = 0
        self._timer.start()
        self._worker.submit(self._take)

    def renew(self) -> None:
        """Say again that the screen is needed, or let it sleep if nobody seems to be there."""
        if self._worker is None:
            return
        was_resting = self._paused >= REST_AFTER
        self._paused = self._paused + 1 if self._is_paused() else 0
        is_resting = self._paused >= REST_AFTER
        if is_resting != was_resting:
            self._worker.submit(self._let_go if is_resting else self._take)
        elif not is_resting:
            self._worker.submit(self._renew)

    def release(self) -> None:
        """Let the screen sleep again."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.submit(self._let_go)

    def close(self) -> None:
        """Release it and wait until that is done, a few seconds at most."""
        self.release()
        if self._worker is not None:
            self._worker.shutdown()
            self._worker = None

    def _take(self) -> None:
        if self._lock is not None:
            return
        try:
            lock = self._make_lock()
            is_granted = lock.take()
        except Exception:  # any error from the system or the library: a session must not end because of it
            self.refused.emit()
            return
        self._lock = lock  # part of it may hold, even where the whole is not granted
        if not is_granted:
            self.refused.emit()

    def _renew(self) -> None:
        if self._lock is not None:
            with suppress(Exception):  # the service is gone
                self._lock.renew()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(Exception):  # the service is gone, and its hold on the screen with it
                lock.leave()
