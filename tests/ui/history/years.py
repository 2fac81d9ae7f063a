"""The days of a year, for its calendar."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + offset * DAY for offset in range((date(year + 1, 1, 1) - first).days)]
