"""The clock of a session."""

from __future__ import annotations

import sys
import time


def session_clock() -> float:
    """Return seconds that never step back and that go on while the machine sleeps, so that a sleep is noticed.

    ``time.monotonic`` stands still during sleep on Linux (CLOCK_MONOTONIC) and on macOS (mach_absolute_time),
    and counts it on Windows.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()
