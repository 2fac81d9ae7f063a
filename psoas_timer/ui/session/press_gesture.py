"""One button for everything, for a person on the floor: one press, two presses, a long press."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

# Two presses within this time are a double press; one held for LONG_MS is a long press (our choice).
DOUBLE_S = 0.4
LONG_MS = 700
# Presses closer together than this count as one: a rolling elbow, a worn switch.
BOUNCE_S = 0.12


class Press(QObject):
    """Tells presses apart: ``once`` comes when the first is released, ``twice`` when a second one soon after is."""

    once = Signal()
    twice = Signal()
    long = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._is_down = False
        self._last_s = float("-inf")
        self._long = QTimer(self, singleShot=True, interval=LONG_MS)
        self._long.timeout.connect(self.hold)

    def begin(self) -> None:
        """The button was pressed."""
        self._is_down = True
        self._long.start()

    def hold(self) -> None:
        """It was held long enough for a long press; its release is ignored."""
        if self._is_down:
            self._is_down = False
            self.long.emit()

    def end(self) -> None:
        """It was released."""
        self._long.stop()
        if self._is_down:
            self._is_down = False
            self.tap()

    def tap(self) -> None:
        """It was pressed and released at once, like a media key."""
        since_s = self._clock() - self._last_s
        if since_s < BOUNCE_S:
            return
        self._last_s = self._clock() if since_s >= DOUBLE_S else float("-inf")
        (self.once if since_s >= DOUBLE_S else self.twice).emit()
