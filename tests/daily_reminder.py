"""A daily reminder at six in the evening, and a Monday on which it is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from psoas_timer.core.reminder import Reminder

MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
DAILY = Reminder(uuid="r", weekdays=frozenset(range(7)), at=time(18), since=LONG_AGO)


def at(hour: int, minute: int = 0, second: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute, second), UTC)
