"""Weeks that end with the current one, for the charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from psoas_timer.core.history.adherence import Week

NEWEST = date(2026, 11, 9)


def make_weeks(days_met: Sequence[int], target: int = 5) -> list[Week]:
    """Return weeks that end with the current one, each with this many days counted from its first day."""
    made = []
    for index, count in enumerate(days_met):
        start = NEWEST - timedelta(weeks=len(days_met) - 1 - index)
        days = tuple(start + timedelta(days=day) for day in range(count))
        made.append(Week(start, days, target, is_current=start == NEWEST))
    return made
