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
    """The clocks that the program uses: the session clock, the wall clock, and the time zone at an instant."""

    session_s: Callable[[], float] = session_clock
    now: Callable[[], datetime] = local_now
    zone_at: Callable[[datetime], tzinfo] = local_zone
