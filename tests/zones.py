"""Every zone of the IANA database, and the instants at which its clocks are changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)
_SECOND = timedelta(seconds=1)


def changes(zone: ZoneInfo) -> tuple[tuple[datetime, timedelta], ...]:
    """Return each instant (UTC) from FIRST to LAST at which the offset changes, with the offset from then on.

    Looks once a week: two changes within a week that cancel out have not been made anywhere yet.
    """
    found = []
    before, offset = FIRST, _offset(FIRST, zone)
    while before < LAST:
        after = min(before + _WEEK, LAST)
        while _offset(after, zone) != offset:
            low, high = before, after
            while high - low > _SECOND:
                middle = low + (high - low) // 2
                low, high = (low, middle) if _offset(middle, zone) != offset else (middle, high)
            offset = _offset(high, zone)
            found.append((high.replace(microsecond=0), offset))
            before = high
        before = after
    return tuple(found)


@cache
def different_zones() -> dict[str, tuple[tuple[datetime, timedelta], ...]]:
    """Return a name and the changes of every zone; of zones that agree from FIRST to LAST only one."""
    seen: dict[tuple[timedelta, tuple[tuple[datetime, timedelta], ...]], str] = {}
    for name in sorted(available_timezones() - {"localtime"}):
        zone = ZoneInfo(name)
        seen.setdefault((_offset(FIRST, zone), changes(zone)), name)
    return {name: found for (_first, found), name in seen.items()}


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    offset = instant.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
