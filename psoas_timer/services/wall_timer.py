"""A timer for instants of the clock on the wall, misled neither by sleep nor by a clock that is set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from psoas_timer.core.reminder import wait_s


class WallTimer(QObject):
    """One timer for all that waits for a time of day.

    Each look asks everyone who watches, and waits until the earliest instant that any of them names, a minute at
    most: the timer knows nothing of sleep, clocks and zones, so each look compares with the clock as it is by then.
    """

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._watchers: list[tuple[Callable[[], object], Callable[[], datetime | None]]] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def wait_ms(self) -> int:
        """How long it waits until the next look, -1 while it rests."""
        return self._timer.interval() if self._timer.isActive() else -1

    def watch(self, look: Callable[[], object], next_due: Callable[[], datetime | None]) -> None:
        """Call ``look`` at each look from now on; ``next_due`` says when there is something for it, None for never."""
        self._watchers.append((look, next_due))
        self.wait()

    def look(self) -> None:
        """Look now, and again when it is time."""
        for look, _next_due in self._watchers:
            look()
        self.wait()

    def wait(self) -> None:
        """Wait anew: somebody may have to be asked earlier than before, or later."""
        due = [instant for _look, next_due in self._watchers if (instant := next_due()) is not None]
        if due:
            self._timer.start(round(wait_s(self._now(), min(due)) * 1000))
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Look no more: the program ends."""
        self._watchers.clear()
        self._timer.stop()
