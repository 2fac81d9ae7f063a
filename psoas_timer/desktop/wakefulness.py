"""Keeps the screen awake while it is held; the system lets go by itself when the program ends, killed or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # both are wanted with the first session, not at the start
    from concurrent.futures import ThreadPoolExecutor

    from wakepy import DBusAdapter


class Lock(Protocol):
    """A wish to the system that its screen stay on; taken and left in one and the same thread."""

    def take(self) -> bool:
        """Ask; tell whether it was granted."""

    def leave(self) -> None:
        """Take the wish back."""


class ScreenLock:
    """The wish to the system that we are on, by wakepy: on Linux to the desktop, over D-Bus."""

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
        """Return an adapter whose connections are closed with the lock: wakepy leaves them open."""
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
    """Asks in a thread of its own, for the system may take its time; a refusal is told by ``refused``."""

    refused = Signal()

    def __init__(self, make_lock: Callable[[], Lock] = ScreenLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make_lock = make_lock
        self._lock: Lock | None = None  # the worker's own
        self._worker: ThreadPoolExecutor | None = None

    def hold(self) -> None:
        """Keep the screen awake from now on; nothing changes where that is so already."""
        from concurrent.futures import ThreadPoolExecutor

        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, "wakefulness")
        self._worker.submit(self._take)

    def release(self) -> None:
        """Let the screen sleep again."""
        if self._worker is not None:
            self._worker.submit(self._let_go)

    def close(self) -> None:
        """Let go and wait until that is done, a few seconds at most."""
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
        except Exception:  # whatever the system or the library says: no session ends for it
            is_granted = False
        if is_granted:
            self._lock = lock
        else:
            self.refused.emit()

    def _let_go(self) -> None:
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(Exception):  # the service is gone, and what it kept awake with it
                lock.leave()
