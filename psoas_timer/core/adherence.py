"""Days, weeks and streaks, derived from what was practised and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from psoas_timer.core.session import DONE_SHARE

# Five days a week is the dose of the source (the Well+Good article on psoas release).
DAYS_A_WEEK = 5

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PracticeDay:
    """What was practised for one date: the shares of the plans added up (1.0 is one whole session)."""

    date: date
    share: float
    practised_s: float = 0.0
    sessions: int = 1

    @property
    def is_adherent(self) -> bool:
        """Tell whether it counts: DONE_SHARE of a session's planned time, partials added up."""
        return self.share >= DONE_SHARE - 1e-9


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week: its first day, the adherent dates in it, and the target it is held against."""

    start: date
    adherent: tuple[date, ...]
    target: int
    is_current: bool = False
    practised_s: float = 0.0

    @property
    def days_met(self) -> int:
        return len(self.adherent)

    @property
    def is_met(self) -> bool:
        return self.days_met >= self.target

    @property
    def end(self) -> date:
        """The last day of the week, included in it."""
        return self.start + timedelta(days=6)

    def days_left(self, today: date) -> int:
        """Return how many days, today included unless it counts already, are still to come in this week."""
        left = (self.end - max(today, self.start)).days + 1
        return max(left - (today in self.adherent), 0)


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of the week that holds ``day``; ``first_weekday`` is 0 (Monday) to 6 (Sunday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def weeks(
    days: Iterable[PracticeDay],
    today: date,
    *,
    first_weekday: int = 0,
    target: int = DAYS_A_WEEK,
    at_least: int = 1,
) -> list[Week]:
    """Return every calendar week from the first practice to the current one, oldest first.

    Each date may occur once. There are ``at_least`` so many weeks. Days after today are left out: a clock that
    was wrong once must not make a week of the future.
    """
    known = [day for day in days if day.date <= today]
    current = week_start(today, first_weekday)
    oldest = min((week_start(day.date, first_weekday) for day in known), default=current)
    oldest = min(oldest, current - (at_least - 1) * _WEEK)
    by_week: dict[date, list[PracticeDay]] = {}
    for day in known:
        by_week.setdefault(week_start(day.date, first_weekday), []).append(day)
    result = []
    for index in range((current - oldest).days // 7 + 1):
        start = oldest + index * _WEEK
        found = by_week.get(start, [])
        adherent = tuple(sorted(day.date for day in found if day.is_adherent))
        result.append(Week(start, adherent, target, start == current, sum(day.practised_s for day in found)))
    return result


@dataclass(frozen=True, slots=True)
class Streak:
    """Met weeks in a row; ``first`` is the first day of the first of them, None where there is none."""

    weeks: int = 0
    first: date | None = None


def current_streak(weeks: Sequence[Week]) -> Streak:
    """Return the met weeks in a row up to now. The current week never breaks it, and adds one once met."""
    closed = [week for week in weeks if not week.is_current]
    run = [week for week in weeks if week.is_current and week.is_met]
    for week in reversed(closed):
        if not week.is_met:
            break
        run.append(week)
    return Streak(len(run), run[-1].start if run else None)


def longest_streak(weeks: Sequence[Week]) -> Streak:
    """Return the most met weeks in a row there ever were; of equals the latest."""
    best = run = Streak()
    for week in weeks:
        if week.is_met:
            run = Streak(run.weeks + 1, run.first or week.start)
            best = run if run.weeks >= best.weeks else best
        elif not week.is_current:
            run = Streak()
    return best
