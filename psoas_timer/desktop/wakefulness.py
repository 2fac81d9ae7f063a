"""Keeps the screen awake while held; the system releases it when the program ends, even if it is killed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # both are needed for the first session, not at startup
    from concurrent.futures import ThreadPoolExecutor

    from wakepy import DBusAdapter


class Lock(Protocol):
    """A request to the system to keep its screen on; made and withdrawn in the same thread."""

    def take(self) -> bool:
        """Make the request; tell whether it was granted."""

    def leave(self) -> None:
        """Withdraw the request."""


class ScreenLock:
    """The request to the current system, through wakepy: on Linux to the desktop, over D-Bus."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def take(self) -> bool:
        from wakepy import keep

        try:
            mode = self._stack.enter_context(keep.presenting(on_fail="pass", dbus_adapter=self._make_adapter()))
        except BaseException:
            self._stack.close()
            raise
        if not mode.active:
            self._stack.close()
        return mode.active

    def leave(self) -> None:
        self._stack.close()

    def _make_adapter(self) -> type[DBusAdapter] | None:
        """Return an adapter whose connections are closed with the lock; wakepy leaves them open."""
        if not sys.platform.startswith("linux"):
            return None
        from wakepy import JeepneyDBusAdapter

        stack = self._stack

        class Adapter(JeepneyDBusAdapter):  # type: ignore[valid-type,misc]  # wakepy gives the class by __getattr__
            def __init__(self) -> None:
                super().__init__()
                stack.callback(self.close_connections)

        return Adapter


class Wakefulness(QObject):
    """Makes the request in its own thread, since the system may take its time; ``refused`` reports a refusal."""

    refused = Signal()

    def __init__(self, make_lock: Callable[[], Lock] = ScreenLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_lock = make_lock
        self._lock: Lock | None = None  # used only by the worker
        self._worker: ThreadPoolExecutor | None = None

    def hold(self) -> None:
        """Keep the screen awake from now on; has no effect if it already is."""
        from concurrent.futures import ThreadPoolExecutor

        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "wakefulness")
        self._worker.submit(self._take)

    def release(self) -> None:
        """Let the screen sleep again."""
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
        lock = self._make_lock()
        try:
            is_granted = lock.take()
        except Exception:  # any error from the system or the library: a session must not end because of it
            is_granted = False
        if is_granted:
            self._lock = lock
        else:
            self.refused.emit()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(Exception):  # the service is gone, and its hold on the screen with it
                lock.leave()
