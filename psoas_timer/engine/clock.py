"""The clocks: that of a session, and the one on the wall with its zone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimeZone


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


def local_now() -> datetime:
    """Return the local time with its offset, in the zone that the system is in by now."""
    if hasattr(time, "tzset"):  # without it, who flies to another zone takes the old one along until the next start
        time.tzset()
    return datetime.now().astimezone()


def system_zone() -> str:
    """Return the IANA name of the person's time zone."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()


def local_zone(now: datetime) -> tzinfo:
    """Return the zone that the system is in; where its name is wrong or unknown, the offset of ``now``.

    The name is a guess of Qt's where the system has the rules of its zone as a copy without a name.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # wanted after the first paint

    assert now.tzinfo is not None  # it is local and aware
    try:
        zone = ZoneInfo(system_zone())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now.tzinfo
    return zone if now.astimezone(zone).utcoffset() == now.utcoffset() else now.tzinfo


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the program goes by: the session's clock, the one on the wall, and the zone at an instant."""

    session_s: Callable[[], float] = session_clock
    now: Callable[[], datetime] = local_now
    zone_at: Callable[[datetime], tzinfo] = local_zone
