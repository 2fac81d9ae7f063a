"""The goal, its history and its pauses: what a week is measured against, and when weeks begin."""

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

# The source suggests five days a week (the Well+Good article on psoas release).
DAYS_A_WEEK = 5

# The bounds of a goal; no source suggests more than four sessions a day.
DAYS = (1, 7)
SESSIONS = (1, 4)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person aims for from ``effective`` on, which is the first day of a week.

    ``first_weekday`` is 0 (Monday) to 6 (Sunday). Raises BadValue if a figure is out of bounds.
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
    """Why a person takes a break from practice."""

    ILL = "ill"
    TRAVELLING = "travelling"
    TOLD_TO_REST = "told_to_rest"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Days on which nothing is due, both ends included; ``last`` is None while the end is not known.

    Raises BadValue if it ends before it begins.
    """

    uuid: str
    first: date
    last: date | None
    reason: PauseReason = PauseReason.OTHER

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise BadValue(N_("This pause ends before it begins."), N_("Choose a last day on or after the first day."))

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """The days of one week and the goal that applies to it.

    If the goal moves the first day of the week, the week is cut short to 1 to 6 days.
    """

    start: date
    end: date
    goal: Goal

    @property
    def length(self) -> int:
        """How many days it has, 1 to 7."""
        return (self.end - self.start).days + 1


def week_start(day: date, first_weekday: int = 0) -> date:
    """Return the first day of the week that contains ``day``; ``first_weekday`` is 0 (Monday) to 6 (Sunday)."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def week_at(day: date, goals: Sequence[Goal]) -> WeekSpan:
    """Return the week that contains ``day``.

    ``goals`` are sorted by their effective dates; the first also applies before its own date. Together the weeks
    cover the calendar without overlap.
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
    """Return the history in which ``wanted`` applies as soon as it may; its own effective date is ignored.

    An increase starts next week and a decrease this week. A new first day of the week starts on the first such day
    from next week on. Earlier weeks keep their goal, and any goal already planned is dropped.
    """
    # The first goal also applies before its own date; with date.min it still does, whatever follows it.
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
    """Return the last goal planned to start after ``today``, or None if the current goal is the last.

    ``goals``, at least one, are sorted by their effective dates. The first also applies before its own date, so it is
    never planned. A restored history may have several planned goals; only the last is returned.
    """
    return goals[-1] if len(goals) > 1 and goals[-1].effective > today else None


def reduced_target(days_a_week: int, available: int) -> int:
    """Return the target of a week with ``available`` days, 0 to 7: its share of the goal, rounded up."""
    return ceil(days_a_week * available / 7)


def paused_days(pauses: Sequence[Pause], first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last``, both included, that fall in a pause."""
    near = [pause for pause in pauses if pause.first <= last and (pause.last is None or pause.last >= first)]
    if not near:
        return ()
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return tuple(day for day in days if any(pause.holds(day) for pause in near))
