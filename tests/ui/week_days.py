"""The days of one week, done or not, and the picture of a mark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from psoas_timer.core.history.adherence import PracticeDay, Week

MONDAY = date(2026, 11, 9)
WEDNESDAY = MONDAY + timedelta(days=2)


def days_of(*shares: float) -> dict[date, PracticeDay]:
    days = [PracticeDay(MONDAY + timedelta(days=index), share) for index, share in enumerate(shares)]
    return {day.date: day for day in days if day.share > 0}


def week_of(days: dict[date, PracticeDay], sessions_a_day: int = 1, **values: Any) -> Week:
    adherent = tuple(day.date for day in days.values() if day.is_adherent(sessions_a_day))
    return Week(MONDAY, adherent, 5, is_current=True, sessions_a_day=sessions_a_day, **values)
