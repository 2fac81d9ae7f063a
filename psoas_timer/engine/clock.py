"""The clock of a session."""

from __future__ import annotations

import sys
import time


def session_clock() -> float:
    """Return seconds that never step back and that go on while the machine sleeps, so that a sleep is noticed.

    ``time.monotonic`` stands still during sleep on Linux (CLOCK_MONOTONIC) and on macOS (mach_absolute_time). On
    Windows both it and ``time.perf_counter`` count it, but before Python 3.13 the former steps by 16 ms.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.perf_counter()
