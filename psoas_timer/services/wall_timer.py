"""A timer for wall-clock times, which copes with sleep and with the clock being set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.reminder import wait_s


class WallTimer(QObject):
    """One timer for everything that waits for a time of day.

    Each look asks every watcher, then waits until the earliest time that any of them gives, but at most a minute: Qt's
    timer does not notice sleep, clock changes or time zones, so each look compares with the clock at that moment.
    """

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._watchers: list[tuple[Callable[[], object], Callable[[], datetime | None]]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def wait_ms(self) -> int:
        """Milliseconds until the next look, -1 while it is stopped."""
        return self._timer.interval() if self._timer.isActive() else -1

    def watch(self, look: Callable[[], object], next_due: Callable[[], datetime | None]) -> None:
        """Call ``look`` at each look from now on; ``next_due`` says when it next has work, None for never."""
        self._watchers.append((look, next_due))
        self.wait()

    def look(self) -> None:
        """Look now, and again when something is due."""
        for look, _next_due in self._watchers:
            look()
        self.wait()

    def wait(self) -> None:
        """Restart the wait, as a watcher may now be due earlier or later."""
        due = [instant for _look, next_due in self._watchers if (instant := next_due()) is not None]
        if due:
            self._timer.start(round(wait_s(self._now(), min(due)) * 1000))
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Stop looking, as the program ends."""
        self._watchers.clear()
        self._timer.stop()
