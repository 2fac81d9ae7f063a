"""When to look at the reminders: a timer that neither a sleep of the computer nor a clock that is set can mislead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.core.reminder import wait_s


class ReminderScheduler(QObject):
    """Says ``look_due`` when the next reminder is due and, while one is to come, each minute before.

    A timer does not run while the computer sleeps, and knows nothing of clocks and zones: so each look compares with
    what the clock on the wall says by then. ``next_due`` is asked after each look; None lets the timer rest.
    """

    look_due = Signal()

    def __init__(
        self, now: Callable[[], datetime], next_due: Callable[[], datetime | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._next_due = next_due
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    @property
    def wait_ms(self) -> int:
        """How long it waits until the next look, -1 while it rests."""
        return self._timer.interval() if self._timer.isActive() else -1

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look now, and again when it is time."""
        self.look_due.emit()
        due = self._next_due()
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(round(wait_s(self._now(), due) * 1000))
