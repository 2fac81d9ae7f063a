"""The goal with its history, and the pauses from it: what a week is held against, and when weeks begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from psoas_timer.core.kind import Whole
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

# Five days a week is the dose of the source (the Well+Good article on psoas release).
DAYS_A_WEEK = 5

# The bounds of a goal; more than four sessions in a day is no dose of any source.
DAYS = (1, 7)
SESSIONS = (1, 4)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person aims at from ``effective`` on, which is the first day of a week.

    ``first_weekday`` is 0 (Monday) to 6 (Sunday). Raises BadValue where a figure is out of bounds.
    """

    effective: date = date.min
    days_a_week: int = DAYS_A_WEEK
    sessions_a_day: int = 1
    first_weekday: int = 0

    def __post_init__(self) -> None:
        for name, (least, most) in (("days_a_week", DAYS), ("sessions_a_day", SESSIONS), ("first_weekday", (0, 6))):
            Whole(least, most).check(name, getattr(self, name))

    def is_raised_by(self, other: Goal) -> bool:
        """Tell whether ``other`` asks for more in any way."""
        return other.days_a_week > self.days_a_week or other.sessions_a_day > self.sessions_a_day


class PauseReason(StrEnum):
    """Why a person does not practise for a while."""

    ILL = "ill"
    TRAVELLING = "travelling"
    TOLD_TO_REST = "told_to_rest"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days on which nothing is due, both ends included; ``last`` is None while nobody knows when it ends.

    Raises BadValue where it ends before it begins.
    """

    uuid: str
    first: date
    last: date | None
    reason: PauseReason = PauseReason.OTHER

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise BadValue(N_("A pause ends before it begins."), N_("Give a last day that is not before the first."))

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """The days of one week and the goal that holds in it.

    A week is cut short where the goal moves the first day of the week: it has 1 to 6 days then.
    """

    start: date
    end: date
    goal: Goal

    @property
    def length(self) -> int:
        """How many days it has, 1 to 7."""
        return (self.end - self.start).days + 1


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of the week that holds ``day``; ``first_weekday`` is 0 (Monday) to 6 (Sunday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def week_at(day: date, goals: Sequence[Goal]) -> WeekSpan:
    """Return the week that holds ``day``. ``goals`` are sorted by their effective dates; the first holds before too.

    The weeks of all days tile the calendar: no day is in two of them.
    """
    index = max(bisect_right(goals, day, key=lambda goal: goal.effective) - 1, 0)
    goal = goals[index]
    start = week_start(day, goal.first_weekday)
    end = start + timedelta(days=6)
    if index > 0:
        start = max(start, goal.effective)
    if index + 1 < len(goals):
        end = min(end, goals[index + 1].effective - _DAY)
    return WeekSpan(start, end, goal)


def change_goal(goals: Sequence[Goal], today: date, wanted: Goal) -> tuple[Goal, ...]:
    """Return the history in which ``wanted`` holds as soon as it may; its own effective date is of no account.

    A raise starts next week, a decrease this week, another first day of the week at the first such day from next
    week on. Weeks before this one keep their goal, and what was to come is forgotten.
    """
    # The first holds before its own date; said so, it goes on doing that whatever is put after it.
    goals = (replace(goals[0], effective=date.min), *goals[1:])
    kept = [goal for goal in goals if goal.effective <= today]
    week, now = week_at(today, goals), kept[-1]
    holds = replace(
        now,
        effective=week.start,
        days_a_week=wanted.days_a_week,
        sessions_a_day=wanted.sessions_a_day,
    )
    if now.is_raised_by(wanted) or holds == replace(now, effective=week.start):
        holds = now
    else:
        kept = [goal for goal in kept if goal.effective < week.start] + [holds]
    if replace(wanted, effective=holds.effective) != holds:
        first_day = week_start(week.end + timedelta(days=7), wanted.first_weekday)
        kept.append(replace(wanted, effective=first_day))
    return tuple(kept)


def goal_to_come(goals: Sequence[Goal], today: date) -> Goal | None:
    """Return the goal that is to hold in the end, from a day after ``today`` on; None where that holds already.

    ``goals`` are sorted by their effective dates, at least one: the first holds before its own date too, so it never
    is to come. A history that was brought in may have several to come; those between are not told.
    """
    return goals[-1] if len(goals) > 1 and goals[-1].effective > today else None


def reduced_target(days_a_week: int, available: int) -> int:
    """Return the target of a week with so many ``available`` days, 0 to 7: its share, rounded up."""
    return ceil(days_a_week * available / 7)


def paused_days(pauses: Sequence[Pause], first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last``, both included, that lie in any pause."""
    near = [pause for pause in pauses if pause.first <= last and (pause.last is None or pause.last >= first)]
    if not near:
        return ()
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(day for day in days if any(pause.holds(day) for pause in near))
