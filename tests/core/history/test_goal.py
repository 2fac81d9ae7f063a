"""The goal's history and the pauses, by table and against an oracle that knows only each day's goal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.goal import (
    DAYS,
    DAYS_A_WEEK,
    SESSIONS,
    Goal,
    Pause,
    PauseReason,
    WeekSpan,
    change_goal,
    goal_to_come,
    paused_days,
    reduced_target,
    week_at,
    week_start,
)
from psoas_timer.core.problem import BadValue

# 3 August 2026 is a Monday.
MONDAY = date(2026, 8, 3)
WEDNESDAY, SUNDAY, NEXT_MONDAY = MONDAY + timedelta(2), MONDAY + timedelta(6), MONDAY + timedelta(7)
DAY = timedelta(days=1)
EVER = Goal()


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def paused(first: int, last: int | None, uuid: str = "a") -> Pause:
    return Pause(uuid=uuid, first=day(first), last=None if last is None else day(last))


def figures(goal: Goal) -> tuple[int, int, int]:
    return goal.days_a_week, goal.sessions_a_day, goal.first_weekday


# --- what a goal and a pause may be ---


def test_a_person_who_chose_nothing_aims_at_five_days_of_one_session_from_monday_on() -> None:
    assert figures(Goal()) == (DAYS_A_WEEK, 1, 0) == (5, 1, 0)
    assert Goal().effective == date.min


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("days_a_week", *DAYS), ("sessions_a_day", *SESSIONS), ("first_weekday", 0, 6)],
)
def test_a_goal_keeps_its_bounds(name: str, least: int, most: int) -> None:
    for value in range(least, most + 1):
        assert getattr(Goal(**{name: value}), name) == value
    for value in (least - 1, most + 1, -1_000_000, 1_000_000, 2.0, "3", None, True, float("nan")):
        with pytest.raises(BadValue, match=name) as told:
            Goal(**{name: value})  # type: ignore[arg-type]
        assert f" is {value!r}. Use a whole number from {least} to {most}" in str(told.value)


@pytest.mark.parametrize(
    ("before", "after", "is_raised"),
    [
        (Goal(), Goal(), False),
        (Goal(), Goal(days_a_week=6), True),
        (Goal(), Goal(days_a_week=4), False),
        (Goal(), Goal(sessions_a_day=2), True),
        (Goal(sessions_a_day=2), Goal(), False),
        (Goal(), Goal(days_a_week=3, sessions_a_day=2), True),
        (Goal(days_a_week=3, sessions_a_day=2), Goal(), True),
        (Goal(), Goal(first_weekday=6), False),
    ],
)
def test_a_goal_is_raised_by_one_that_asks_for_more_in_any_way(before: Goal, after: Goal, is_raised: bool) -> None:
    assert before.is_raised_by(after) is is_raised


def test_a_pause_does_not_end_before_it_begins() -> None:
    assert paused(0, 0).holds(MONDAY)
    with pytest.raises(BadValue) as told:
        paused(0, -1)
    assert str(told.value) == "This pause ends before it begins. Choose a last day on or after the first day."


@pytest.mark.parametrize(("last", "held"), [(0, {0}), (2, {0, 1, 2}), (None, {0, 1, 2, 3, 3000})])
def test_a_pause_holds_both_its_ends_and_one_without_an_end_every_day_from_its_first_on(
    last: int | None, held: set[int]
) -> None:
    assert {offset for offset in (-1, 0, 1, 2, 3, 3000) if paused(0, last).holds(day(offset))} == held


def test_reasons_are_kept_under_names_that_files_rely_on() -> None:
    assert [reason.value for reason in PauseReason] == ["ill", "travelling", "told_to_rest", "other"]
    assert paused(0, 1).reason is PauseReason.OTHER


# --- the target of a week with pauses ---


@pytest.mark.parametrize(
    ("days_a_week", "targets"),
    [
        # of 0, 1, 2, 3, 4, 5, 6 and 7 available days
        (1, [0, 1, 1, 1, 1, 1, 1, 1]),
        (2, [0, 1, 1, 1, 2, 2, 2, 2]),
        (3, [0, 1, 1, 2, 2, 3, 3, 3]),
        (4, [0, 1, 2, 2, 3, 3, 4, 4]),
        (5, [0, 1, 2, 3, 3, 4, 5, 5]),
        (6, [0, 1, 2, 3, 4, 5, 6, 6]),
        (7, [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_the_target_is_the_share_of_the_available_days_rounded_up(days_a_week: int, targets: list[int]) -> None:
    assert [reduced_target(days_a_week, available) for available in range(8)] == targets


def test_every_target_is_the_least_whole_number_that_is_no_smaller_than_the_share() -> None:
    for days_a_week in range(1, 8):
        for available in range(8):
            target, share = reduced_target(days_a_week, available), Fraction(days_a_week * available, 7)
            assert target - 1 < share <= target <= available


# --- paused days ---


@pytest.mark.parametrize(
    ("pauses", "days"),
    [
        ([], []),
        ([paused(2, 3)], [2, 3]),
        ([paused(-5, 0)], [0]),
        ([paused(6, 9)], [6]),
        ([paused(-5, -1), paused(7, 9)], []),
        ([paused(-5, 20)], [0, 1, 2, 3, 4, 5, 6]),
        ([paused(4, None)], [4, 5, 6]),
        ([paused(-400, None)], [0, 1, 2, 3, 4, 5, 6]),
        ([paused(7, None)], []),
        ([paused(1, 3), paused(2, 4, "b"), paused(1, 3, "c")], [1, 2, 3, 4]),
        ([paused(5, 5, "b"), paused(1, 1)], [1, 5]),
    ],
)
def test_paused_days_of_a_week(pauses: list[Pause], days: list[int]) -> None:
    assert paused_days(pauses, MONDAY, SUNDAY) == tuple(day(offset) for offset in days)


SPANS = st.tuples(st.integers(-20, 20), st.none() | st.integers(0, 20))
PAUSES = st.lists(SPANS, max_size=5).map(
    lambda spans: [paused(first, None if length is None else first + length) for first, length in spans]
)


@given(PAUSES, st.integers(-15, 15), st.integers(0, 20))
def test_a_day_is_paused_once_however_many_pauses_hold_it(pauses: list[Pause], first: int, length: int) -> None:
    held = [day(offset) for offset in range(first, first + length + 1)]
    assert list(paused_days(pauses, held[0], held[-1])) == [one for one in held if any(p.holds(one) for p in pauses)]


# --- the weeks of a history ---


@pytest.mark.parametrize("first_weekday", range(7))
def test_without_a_change_every_week_has_seven_days_from_its_first_weekday_on(first_weekday: int) -> None:
    goal = Goal(first_weekday=first_weekday)
    for offset in range(14):
        span = week_at(day(offset), [goal])
        assert (span.start.weekday(), span.length, span.goal) == (first_weekday, 7, goal)
        assert span.start <= day(offset) <= span.end


def test_the_first_goal_holds_before_its_own_date_too() -> None:
    goals = [Goal(MONDAY, days_a_week=3), Goal(NEXT_MONDAY)]
    assert week_at(day(-100), goals) == WeekSpan(day(-105), day(-99), goals[0])
    assert week_at(SUNDAY, goals).goal is goals[0]
    assert week_at(NEXT_MONDAY, goals).goal is goals[1]


def test_a_goal_from_the_middle_of_a_week_on_splits_that_week() -> None:
    """The program never stores such a history, but a backup that was edited by hand may contain one."""
    goals = [Goal(), Goal(WEDNESDAY, days_a_week=3)]
    assert [week_at(one, goals) for one in (MONDAY, day(1), WEDNESDAY, SUNDAY, NEXT_MONDAY)] == [
        WeekSpan(MONDAY, day(1), goals[0]),
        WeekSpan(MONDAY, day(1), goals[0]),
        WeekSpan(WEDNESDAY, SUNDAY, goals[1]),
        WeekSpan(WEDNESDAY, SUNDAY, goals[1]),
        WeekSpan(NEXT_MONDAY, day(13), goals[1]),
    ]


@pytest.mark.parametrize("first_weekday", range(7))
@pytest.mark.parametrize("later", range(7))
def test_a_moved_first_weekday_cuts_one_week_short_and_shares_out_every_day(first_weekday: int, later: int) -> None:
    before = Goal(first_weekday=first_weekday)
    goals = change_goal([before], WEDNESDAY, replace(before, first_weekday=later))
    this_week = week_at(WEDNESDAY, goals)
    start = week_start(WEDNESDAY, first_weekday)
    assert this_week == WeekSpan(start, start + timedelta(6), before)
    between = (later - first_weekday) % 7
    after = week_at(this_week.end + DAY, goals)
    if between:
        assert (after.start, after.length, after.goal) == (this_week.end + DAY, between, before)
        after = week_at(after.end + DAY, goals)
    assert (after.start, after.length, after.goal.first_weekday) == (start + timedelta(7 + between), 7, later)


# --- a changed goal ---


def changed(*wishes: tuple[int, Goal]) -> list[tuple[date, tuple[int, int, int]]]:
    """Return the history after each (day from MONDAY on, goal) was wanted: effective dates and figures."""
    goals: tuple[Goal, ...] = (EVER,)
    for offset, wanted in wishes:
        goals = change_goal(goals, day(offset), wanted)
    return [(goal.effective, figures(goal)) for goal in goals]


FIRST = (date.min, (5, 1, 0))


@pytest.mark.parametrize(
    ("wishes", "history"),
    [
        # an increase starts next week, whatever day it is made
        ([(0, Goal(days_a_week=6))], [FIRST, (day(7), (6, 1, 0))]),
        ([(6, Goal(days_a_week=6))], [FIRST, (day(7), (6, 1, 0))]),
        ([(7, Goal(days_a_week=6))], [FIRST, (day(14), (6, 1, 0))]),
        ([(2, Goal(sessions_a_day=2))], [FIRST, (day(7), (5, 2, 0))]),
        # a decrease starts this week
        ([(0, Goal(days_a_week=4))], [FIRST, (day(0), (4, 1, 0))]),
        ([(6, Goal(days_a_week=4))], [FIRST, (day(0), (4, 1, 0))]),
        # more of one and less of the other: both wait
        ([(2, Goal(days_a_week=3, sessions_a_day=2))], [FIRST, (day(7), (3, 2, 0))]),
        # the same again is no change
        ([(2, Goal())], [FIRST]),
        ([(2, Goal(effective=day(40)))], [FIRST]),
        # another first day of the week, at the first such day from next week on
        ([(2, Goal(first_weekday=6))], [FIRST, (day(13), (5, 1, 6))]),
        ([(2, Goal(first_weekday=1))], [FIRST, (day(8), (5, 1, 1))]),
        # a decrease made with it does not wait, an increase does
        ([(2, Goal(days_a_week=3, first_weekday=6))],
         [FIRST, (day(0), (3, 1, 0)), (day(13), (3, 1, 6))]),
        ([(2, Goal(days_a_week=6, first_weekday=6))], [FIRST, (day(13), (6, 1, 6))]),
        # changed twice in one week: the last change counts
        ([(1, Goal(days_a_week=6)), (3, Goal(days_a_week=7))], [FIRST, (day(7), (7, 1, 0))]),
        ([(1, Goal(days_a_week=4)), (3, Goal(days_a_week=2))], [FIRST, (day(0), (2, 1, 0))]),
        ([(1, Goal(days_a_week=7)), (3, Goal(days_a_week=4))], [FIRST, (day(0), (4, 1, 0))]),
        ([(1, Goal(days_a_week=2)), (3, Goal(days_a_week=4))], [FIRST, (day(0), (2, 1, 0)), (day(7), (4, 1, 0))]),
        ([(1, Goal(first_weekday=6)), (3, Goal(first_weekday=5))], [FIRST, (day(12), (5, 1, 5))]),
        # changing back drops the planned goal
        ([(1, Goal(days_a_week=7)), (3, Goal())], [FIRST]),
        ([(1, Goal(first_weekday=6)), (3, Goal())], [FIRST]),
        ([(1, Goal(first_weekday=6)), (8, Goal())], [FIRST]),
        # in the days between, the planned goal stays where it is
        ([(1, Goal(first_weekday=3)), (8, Goal(first_weekday=3))], [FIRST, (day(10), (5, 1, 3))]),
        ([(1, Goal(first_weekday=3)), (8, Goal(days_a_week=6, first_weekday=3))], [FIRST, (day(10), (6, 1, 3))]),
        # week after week
        ([(1, Goal(days_a_week=6)), (8, Goal(days_a_week=7)), (15, Goal(days_a_week=3))],
         [FIRST, (day(7), (6, 1, 0)), (day(14), (3, 1, 0))]),
    ],
)  # fmt: skip
def test_a_wish_holds_as_soon_as_it_may(
    wishes: list[tuple[int, Goal]], history: list[tuple[date, tuple[int, int, int]]]
) -> None:
    assert changed(*wishes) == history


def test_less_in_the_very_week_of_the_first_kept_goal_leaves_the_weeks_before_it() -> None:
    """A restored history may begin with any date; its first goal also applies to the weeks before."""
    goals = change_goal([Goal(MONDAY)], WEDNESDAY, Goal(days_a_week=2))
    assert week_at(day(-1), goals).goal.days_a_week == 5
    assert week_at(MONDAY, goals).goal.days_a_week == 2


def test_a_history_that_begins_after_today_stays_in_order() -> None:
    """The clock was wrong when the goal was stored, or is wrong now."""
    goals = change_goal([Goal(day(100), days_a_week=4)], WEDNESDAY, Goal(days_a_week=6))
    assert goals == tuple(sorted(goals, key=lambda goal: goal.effective))
    assert [(week_at(one, goals).goal.days_a_week) for one in (SUNDAY, NEXT_MONDAY, day(200))] == [4, 6, 6]


def test_what_is_to_come_is_told_until_it_holds() -> None:
    goals = change_goal([EVER], WEDNESDAY, Goal(days_a_week=3, first_weekday=6))
    assert goal_to_come([EVER], WEDNESDAY) is None
    assert [goal_to_come(goals, one) for one in (MONDAY, WEDNESDAY, day(12))] == [goals[-1]] * 3
    assert goal_to_come(goals, day(13)) is None, "on its own day it is the present one"


def test_the_first_goal_is_never_to_come_for_it_holds_already() -> None:
    """The clock was wrong when it was stored, or is wrong now."""
    first, second = Goal(day(100), days_a_week=4), Goal(day(107))
    assert week_at(MONDAY, [first]).goal is first
    assert goal_to_come([first], MONDAY) is None
    assert goal_to_come([first, second], MONDAY) is second


def test_of_several_goals_to_come_the_last_is_told() -> None:
    goals = [EVER, Goal(NEXT_MONDAY, days_a_week=3), Goal(day(14), days_a_week=6)]
    assert [goal_to_come(goals, one) for one in (SUNDAY, day(13))] == [goals[-1]] * 2
    assert goal_to_come(goals, day(14)) is None


# --- the laws ---

GOALS = st.builds(Goal, st.just(date.min), st.integers(*DAYS), st.integers(*SESSIONS), st.integers(0, 6))
HORIZON = 90  # days before and after the changes


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[Goal, ...], date]:
    """Draw the history after goals changed over some weeks, and a day on or after the last change."""
    goals: tuple[Goal, ...] = (draw(GOALS),)
    if draw(st.booleans()):  # as a file may have it: from any days on
        starts = sorted(draw(st.sets(st.integers(-10, 40), min_size=1, max_size=3)))
        goals = tuple(replace(draw(GOALS), effective=day(start)) for start in starts)
    offset = 0
    for gap in draw(st.lists(st.integers(0, 12), max_size=6)):
        offset += gap
        goals = change_goal(goals, day(offset), draw(GOALS))
    return goals, day(offset + draw(st.integers(0, 12)))


def spans(goals: tuple[Goal, ...], today: date) -> list[WeekSpan]:
    return [week_at(today + timedelta(days=offset), goals) for offset in range(-HORIZON, HORIZON + 1)]


@given(histories())
def test_every_day_is_in_exactly_one_week_and_the_weeks_leave_no_gap(life: tuple[tuple[Goal, ...], date]) -> None:
    goals, today = life
    found = spans(goals, today)
    for offset, span in enumerate(found, -HORIZON):
        assert span.start <= today + timedelta(days=offset) <= span.end
        assert 1 <= span.length <= 7
        assert span.goal is ([one for one in goals if one.effective <= span.start] or [goals[0]])[-1]
    for before, after in pairwise(found):
        assert after == before or after.start == before.end + DAY
    for span in found:
        if span.length < 7:  # cut short by a goal that begins with it or follows it, and by nothing else
            assert {span.start, span.end + DAY} & {goal.effective for goal in goals}


@given(histories())
def test_a_history_is_sorted_and_every_goal_but_the_first_begins_with_a_week(
    life: tuple[tuple[Goal, ...], date],
) -> None:
    goals, _today = life
    for before, after in pairwise(goals):
        assert before.effective < after.effective
        assert after.effective == week_at(after.effective, goals).start


@given(histories(), GOALS)
def test_weeks_that_are_over_never_change(life: tuple[tuple[Goal, ...], date], wanted: Goal) -> None:
    goals, today = life
    later = change_goal(goals, today, wanted)
    start = week_at(today, goals).start
    for offset in range(1, HORIZON):
        before, after = (week_at(start - timedelta(days=offset), some) for some in (goals, later))
        assert (before.start, before.end, figures(before.goal)) == (after.start, after.end, figures(after.goal))
    assert week_at(today, later).start == start


@given(histories(), GOALS)
def test_this_week_asks_for_less_at_once_and_never_for_more(life: tuple[tuple[Goal, ...], date], wanted: Goal) -> None:
    goals, today = life
    now, later = week_at(today, goals).goal, week_at(today, change_goal(goals, today, wanted)).goal
    if now.is_raised_by(wanted):
        assert figures(later) == figures(now)
    else:
        assert figures(later) == (wanted.days_a_week, wanted.sessions_a_day, now.first_weekday)


@given(histories(), GOALS)
def test_what_is_wanted_holds_within_two_weeks_and_from_then_on(
    life: tuple[tuple[Goal, ...], date], wanted: Goal
) -> None:
    goals, today = life
    later = change_goal(goals, today, wanted)
    assert figures(goal_to_come(later, today) or week_at(today, later).goal) == figures(wanted)
    end = week_at(today, goals).end
    for offset in (7, 8, 100, 1000):
        assert figures(week_at(end + timedelta(days=offset), later).goal) == figures(wanted)
    if wanted.first_weekday == week_at(today, goals).goal.first_weekday:
        assert figures(week_at(week_at(today, later).end + DAY, later).goal) == figures(wanted)


@given(histories(), GOALS)
def test_the_same_wish_on_the_same_day_changes_nothing_more(life: tuple[tuple[Goal, ...], date], wanted: Goal) -> None:
    goals, today = life
    once = change_goal(goals, today, wanted)
    assert change_goal(once, today, wanted) == once


@given(histories(), GOALS, GOALS)
def test_a_wish_for_more_leaves_no_trace_once_it_is_taken_back(
    life: tuple[tuple[Goal, ...], date], wanted: Goal, more: Goal
) -> None:
    goals, today = life
    once = change_goal(goals, today, wanted)
    if figures(week_at(today, once).goal) == figures(wanted) and wanted.is_raised_by(more):
        assert change_goal(change_goal(once, today, more), today, wanted) == once
