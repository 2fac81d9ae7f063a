"""One button for everything, as a person on the floor has it: a press, two presses, a long press."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

# Two presses within this time are a double press; one held for LONG_MS is a long one (our choice).
DOUBLE_S = 0.4
LONG_MS = 700
# Two presses closer than this are one: a rolling elbow, a worn switch.
BOUNCE_S = 0.12


class Press(QObject):
    """Tells presses apart: ``once`` comes at the release of the first, ``twice`` at that of a second soon after."""

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
        """The button went down."""
        self._is_down = True
        self._long.start()

    def hold(self) -> None:
        """It was held long enough for a long press; its release means nothing any more."""
        if self._is_down:
            self._is_down = False
            self.long.emit()

    def end(self) -> None:
        """It was let go."""
        self._long.stop()
        if self._is_down:
            self._is_down = False
            self.tap()

    def tap(self) -> None:
        """It was pressed and let go at once, as a media key is."""
        since_s = self._clock() - self._last_s
        if since_s < BOUNCE_S:
            return
        self._last_s = self._clock() if since_s >= DOUBLE_S else float("-inf")
        (self.once if since_s >= DOUBLE_S else self.twice).emit()
