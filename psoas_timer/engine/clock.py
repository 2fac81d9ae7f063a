"""The clocks: the session clock, and the wall clock with its time zone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimeZone


def session_clock() -> float:
    """Return seconds that never step back and keep counting while the machine sleeps, so that sleep is noticed.

    ``time.monotonic`` stops during sleep on Linux (CLOCK_MONOTONIC) and on macOS (mach_absolute_time). On Windows
    both it and ``time.perf_counter`` count sleep, but before Python 3.13 the former moves in steps of 16 ms.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.perf_counter()


def awake_clock() -> float:
    """Return seconds that never step back and stop while the machine sleeps: set against ``session_clock``, the
    difference between two looks is how long it slept, and a program that was only held up did not sleep.

    ``time.monotonic`` stops on Linux; CLOCK_UPTIME_RAW and QueryUnbiasedInterruptTime (in steps of up to 16 ms) do
    on macOS and Windows.
    """
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_UPTIME_RAW)
    if sys.platform == "win32":
        import ctypes

        ticks = ctypes.c_ulonglong()  # of 100 ns
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 1e7
    return time.monotonic()


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two looks at the clocks, in seconds: how long it was, and how much of it the machine slept."""

    now_s: float
    length_s: float
    slept_s: float


class GapWatch:
    """Two clocks that are looked at together: one counts sleep, the other does not."""

    def __init__(self, clock: Callable[[], float], awake: Callable[[], float]) -> None:
        self._clock, self._awake = clock, awake
        self._seen_s, self._seen_awake_s = clock(), awake()

    def look(self) -> Gap:
        """Return the gap since the last look."""
        now_s, awake_s = self._clock(), self._awake()
        length_s = now_s - self._seen_s
        gap = Gap(now_s, length_s, length_s - (awake_s - self._seen_awake_s))
        self._seen_s, self._seen_awake_s = now_s, awake_s
        return gap


def local_now() -> datetime:
    """Return the local time with its offset, in the system's current time zone."""
    if hasattr(time, "tzset"):  # without it, a change of time zone would go unnoticed until the next start
        time.tzset()
    return datetime.now().astimezone()


def system_zone() -> str:
    """Return the IANA name of the system's time zone."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()


def local_zone(now: datetime) -> tzinfo:
    """Return the system's time zone or, if its name is wrong or unknown, the offset of ``now``.

    Qt guesses the name if the system keeps the rules of its zone as a copy without a name.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # needed only after the first paint

    assert now.tzinfo is not None  # it is local and aware
    try:
        zone = ZoneInfo(system_zone())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now.tzinfo
    return zone if now.astimezone(zone).utcoffset() == now.utcoffset() else now.tzinfo


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks that the program uses: the session clock, the wall clock, the time zone at an instant, and the clock
    that stops while the machine sleeps."""

    session_s: Callable[[], float] = session_clock
    now: Callable[[], datetime] = local_now
    zone_at: Callable[[datetime], tzinfo] = local_zone
    awake_s: Callable[[], float] = awake_clock
