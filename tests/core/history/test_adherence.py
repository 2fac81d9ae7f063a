"""Weeks and streaks, by table and against an oracle that counts days by their ordinals."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.adherence import (
    MetShare,
    PracticeDay,
    Streak,
    Week,
    current_streak,
    longest_streak,
    recent_share,
    weeks,
)
from psoas_timer.core.history.goal import DAYS_A_WEEK, Goal, Pause, change_goal, week_start

MONDAY = date(2025, 3, 3)


def practised(*days: date, share: float = 1.0) -> list[PracticeDay]:
    return [PracticeDay(day, share, 600.0) for day in days]


def days_from(start: date, count: int) -> list[date]:
    return [start + timedelta(days=index) for index in range(count)]


def history(*days_met: int, today_weekday: int = 6, first: date = MONDAY) -> tuple[list[PracticeDay], date]:
    """Return practice on so many days a week from ``first`` on, the last week being the current one, and today."""
    found: list[date] = []
    for index, count in enumerate(days_met):
        found += days_from(first + timedelta(weeks=index), count)
    return practised(*found), first + timedelta(weeks=len(days_met) - 1, days=today_weekday)


def streaks(days: list[PracticeDay], today: date, first_weekday: int = 0) -> tuple[int, int]:
    found = weeks(days, today, goals=(Goal(first_weekday=first_weekday),))
    return current_streak(found).weeks, longest_streak(found).weeks


# --- a day ---


@pytest.mark.parametrize(("share", "counts"), [(0.0, False), (0.79, False), (0.8, True), (1.0, True), (2.0, True)])
def test_a_day_counts_from_80_percent_of_a_session_on(share: float, counts: bool) -> None:
    assert PracticeDay(MONDAY, share).is_adherent() is counts


def test_partial_sessions_that_add_up_to_80_percent_count() -> None:
    assert 0.1 + 0.7 < 0.8  # in floating point
    assert PracticeDay(MONDAY, 0.1 + 0.7, sessions=2).is_adherent()


@pytest.mark.parametrize(
    ("share", "sessions_a_day", "counts"),
    [(1.0, 2, False), (1.6, 2, False), (1.8, 2, True), (2.0, 2, True), (3.0, 2, True), (2.7, 3, False), (2.8, 3, True)],
)
def test_a_day_of_two_sessions_wants_both(share: float, sessions_a_day: int, counts: bool) -> None:
    assert PracticeDay(MONDAY, share).is_adherent(sessions_a_day) is counts


def test_a_third_session_buys_no_other_day() -> None:
    days = [PracticeDay(MONDAY, 3.0, sessions=3), PracticeDay(MONDAY + timedelta(days=1), 1.0)]
    (week,) = weeks(days, MONDAY + timedelta(days=6), goals=(Goal(sessions_a_day=2),))
    assert (week.days_met, week.sessions) == (1, 4)


# --- a week ---


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 6))
def test_a_week_starts_on_its_first_weekday_at_most_six_days_ago(day: date, first_weekday: int) -> None:
    start = week_start(day, first_weekday)
    assert start.weekday() == first_weekday
    assert 0 <= (day - start).days <= 6


@pytest.mark.parametrize(
    ("day", "first_weekday", "start"),
    [
        (date(2025, 3, 3), 0, date(2025, 3, 3)),
        (date(2025, 3, 9), 0, date(2025, 3, 3)),
        (date(2025, 3, 9), 6, date(2025, 3, 9)),
        (date(2025, 3, 8), 6, date(2025, 3, 2)),
        (date(2025, 1, 1), 0, date(2024, 12, 30)),
        (date(2024, 2, 29), 5, date(2024, 2, 24)),
        (date(2027, 1, 3), 0, date(2026, 12, 28)),
    ],
)
def test_weeks_run_across_the_ends_of_months_and_years(day: date, first_weekday: int, start: date) -> None:
    assert week_start(day, first_weekday) == start


@pytest.mark.parametrize(
    ("met", "today", "left"),
    [
        ([], 0, 7),
        ([], 6, 1),
        ([0], 0, 6),
        ([0], 1, 6),
        ([6], 6, 0),
        ([0, 1, 2], 3, 4),
    ],
)
def test_the_days_left_hold_today_unless_it_counts_already(met: list[int], today: int, left: int) -> None:
    week = Week(MONDAY, tuple(MONDAY + timedelta(days=day) for day in met), 5, True)
    assert week.days_left(MONDAY + timedelta(days=today)) == left


def test_a_week_that_is_over_has_no_days_left_and_one_to_come_has_all() -> None:
    week = Week(MONDAY, (), 5)
    assert week.days_left(MONDAY + timedelta(days=7)) == 0
    assert week.days_left(MONDAY - timedelta(days=1)) == 7


@pytest.mark.parametrize(("count", "is_met"), [(0, False), (4, False), (5, True), (7, True)])
def test_a_week_is_met_with_five_days(count: int, is_met: bool) -> None:
    assert DAYS_A_WEEK == 5
    assert weeks(practised(*days_from(MONDAY, count)), MONDAY + timedelta(days=6))[0].is_met is is_met


def test_without_practice_there_is_the_current_week_and_nothing_in_it() -> None:
    assert weeks([], MONDAY) == [Week(MONDAY, (), 5, True)]


def test_weeks_without_practice_are_not_left_out() -> None:
    found = weeks(practised(MONDAY), MONDAY + timedelta(weeks=3))
    assert [week.days_met for week in found] == [1, 0, 0, 0]


@pytest.mark.parametrize(("at_least", "count"), [(0, 2), (1, 2), (2, 2), (12, 12)])
def test_there_are_at_least_so_many_weeks_and_always_the_first_practice(at_least: int, count: int) -> None:
    found = weeks(practised(MONDAY), MONDAY + timedelta(days=8), at_least=at_least)
    assert len(found) == count
    assert found[-1].is_current


def test_a_day_of_the_future_is_left_out() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    assert weeks(practised(tomorrow, tomorrow + timedelta(weeks=50)), MONDAY) == [Week(MONDAY, (), 5, True)]


def test_a_partial_day_adds_its_time_but_does_not_count() -> None:
    (week,) = weeks(practised(MONDAY, share=0.5), MONDAY)
    assert (week.days_met, week.practised_s) == (0, 600.0)


# --- streaks by table ---


@pytest.mark.parametrize(
    ("days_met", "current", "longest"),
    [
        ([0], 0, 0),
        ([4], 0, 0),
        ([5], 1, 1),
        ([5, 0], 1, 1),
        ([5, 5], 2, 2),
        ([5, 7, 4], 2, 2),
        ([5, 4, 5], 1, 1),
        ([5, 5, 5, 4, 5, 0], 1, 3),
        ([5, 5, 4, 0], 0, 2),
        ([5, 5, 0, 5, 5, 5], 3, 3),
        ([4, 4, 4], 0, 0),
    ],
)
@pytest.mark.parametrize("first", [MONDAY, date(2024, 12, 23), date(2020, 2, 24)], ids=str)
def test_streaks(days_met: list[int], current: int, longest: int, first: date) -> None:
    days, today = history(*days_met, first=first)
    assert streaks(days, today) == (current, longest)


@pytest.mark.parametrize("today_weekday", range(7))
def test_an_unfinished_week_never_breaks_a_streak(today_weekday: int) -> None:
    days, today = history(5, 5, 0, today_weekday=today_weekday)
    assert streaks(days, today) == (2, 2)


def test_the_current_week_adds_one_on_the_day_that_meets_it() -> None:
    days, _today = history(5, 5, 5)
    by_day = [streaks(days, MONDAY + timedelta(weeks=2, days=day))[0] for day in range(7)]
    assert by_day == [2, 2, 2, 2, 3, 3, 3]


def test_the_same_days_can_be_a_streak_of_one_first_weekday_and_not_of_another() -> None:
    """Saturday to Wednesday: five days of one week that begins on Saturday, two and three from Monday on."""
    days = practised(*days_from(date(2025, 3, 8), 5))
    assert streaks(days, date(2025, 3, 14), first_weekday=5) == (1, 1)
    assert streaks(days, date(2025, 3, 14), first_weekday=0) == (0, 0)


def test_a_streak_knows_the_week_it_began_with() -> None:
    found = weeks(*history(5, 0, 5, 5))
    assert current_streak(found) == Streak(2, MONDAY + timedelta(weeks=2), MONDAY + timedelta(days=27))
    assert current_streak(weeks(*history(0))) == Streak(0, None)


def test_of_two_equal_streaks_the_later_is_named() -> None:
    last = MONDAY + timedelta(weeks=5, days=-1)
    assert longest_streak(weeks(*history(5, 5, 0, 5, 5, 0))) == Streak(2, MONDAY + timedelta(weeks=3), last)


# --- goals and pauses ---


def pause(first: date, last: date | None) -> Pause:
    return Pause(uuid=f"pause of {first}", first=first, last=last)


@pytest.mark.parametrize(
    ("paused", "target"), [(0, 5), (1, 5), (2, 4), (3, 3), (4, 3), (5, 2), (6, 1), (7, 0)]
)  # fmt: skip
def test_a_pause_takes_its_share_of_the_target_and_rounds_up(paused: int, target: int) -> None:
    pauses = [pause(MONDAY, MONDAY + timedelta(days=paused - 1))] if paused else []
    (week,) = weeks([], MONDAY + timedelta(days=6), pauses=pauses)
    assert (week.target, len(week.paused), week.is_neutral) == (target, paused, target == 0)
    assert week.goal_days == 5


def test_a_day_practised_in_a_pause_counts_all_the_same() -> None:
    days = practised(*days_from(MONDAY, 3))
    (week,) = weeks(days, MONDAY + timedelta(days=6), pauses=[pause(MONDAY, MONDAY + timedelta(days=2))])
    assert (week.days_met, week.target, week.is_met) == (3, 3, True)


def test_paused_days_are_not_left_to_practise_on() -> None:
    (week,) = weeks([], MONDAY, pauses=[pause(MONDAY + timedelta(days=5), None)])
    assert week.days_left(MONDAY) == 5


def test_a_week_of_pause_neither_breaks_a_streak_nor_adds_to_it() -> None:
    days, today = history(5, 5, 0, 5, 0)
    third = MONDAY + timedelta(weeks=2)
    found = weeks(days, today, pauses=[pause(third, third + timedelta(days=6))])
    assert current_streak(found) == longest_streak(found) == Streak(3, MONDAY, MONDAY + timedelta(days=27))
    assert recent_share(found) == MetShare(3, 3)


def test_practice_in_a_week_of_pause_does_not_make_it_a_met_one() -> None:
    days, today = history(5, 7, 0)
    second = MONDAY + timedelta(weeks=1)
    assert current_streak(weeks(days, today, pauses=[pause(second, second + timedelta(days=6))])).weeks == 1


def test_a_raise_changes_no_week_before_it() -> None:
    days, today = history(5, 5, 5, 5)
    before = weeks(days, today)
    goals = change_goal((Goal(),), today, Goal(days_a_week=7, sessions_a_day=2))
    assert weeks(days, today, goals=goals) == before
    after = weeks(days, today + timedelta(days=7), goals=goals)
    assert (after[-1].target, after[-1].sessions_a_day) == (7, 2)
    assert current_streak(after).weeks == 4


def test_a_decrease_can_meet_the_week_it_is_made_in() -> None:
    days, today = history(5, 4, 3)
    goals = change_goal((Goal(),), today, Goal(days_a_week=3))
    assert [week.is_met for week in weeks(days, today, goals=goals)] == [True, False, True]


def test_a_week_that_a_new_first_weekday_cuts_short_is_neutral() -> None:
    days, today = history(5, 5, 3)
    goals = change_goal((Goal(),), today, Goal(first_weekday=6))
    found = weeks(days, today + timedelta(days=13), goals=goals)
    assert [(week.length, week.is_neutral) for week in found] == [(7, False)] * 3 + [(6, True), (7, False)]
    assert found[-1].start.weekday() == 6


@pytest.mark.parametrize(
    ("days_met", "share"),
    [([0], (0, 0)), ([5], (1, 1)), ([5, 4, 0], (1, 2)), ([4, 5, 5], (2, 3)), ([0] * 3 + [5] * 12 + [1], (12, 12))],
)
def test_the_share_of_recent_weeks(days_met: list[int], share: tuple[int, int]) -> None:
    assert recent_share(weeks(*history(*days_met))) == MetShare(*share)


# --- laws, and the oracle ---


def oracle(days: list[PracticeDay], today: date, first_weekday: int, target: int) -> tuple[dict[int, int], int, int]:
    """Return days met by week number, current and longest streak.

    Day 1 of the calendar was a Monday, so a week's number is a division. A streak is found by trying
    every possible length.
    """

    def number(day: date) -> int:
        return (day.toordinal() - 1 - first_weekday) // 7

    last = number(today)
    known = [day for day in days if not day.date > today]
    first = min([number(day.date) for day in known] + [last])
    met = {
        week: sum(1 for day in known if number(day.date) == week and day.share > 0.8 - 1e-6)
        for week in range(first, last + 1)
    }

    def is_run(start: int, length: int) -> bool:
        return all(met.get(week, -1) >= target for week in range(start, start + length))

    lengths = range(len(met) + 1)
    closed = max(length for length in lengths if is_run(last - length, length))
    current = closed + (met[last] >= target)
    longest = max(length for length in lengths for start in met if is_run(start, length))
    return met, current, longest


@st.composite
def calendars(draw: st.DrawFn) -> tuple[list[PracticeDay], date]:
    """Draw up to about ten weeks of practice, dense enough for streaks, and a today in or near them."""
    start = draw(
        st.dates(date(2000, 1, 1), date(2060, 1, 1)) | st.sampled_from([date(2024, 12, 20), date(2020, 2, 20)])
    )
    span = draw(st.integers(0, 70))
    skipped = draw(st.sets(st.integers(0, max(span, 1)), max_size=20))
    weak = draw(st.sets(st.integers(0, max(span, 1)), max_size=8))
    days = [
        PracticeDay(start + timedelta(days=index), 0.5 if index in weak else 1.0, 60.0 * (index % 5))
        for index in range(span)
        if index not in skipped
    ]
    return draw(st.permutations(days)), start + timedelta(days=draw(st.integers(-3, span + 25)))


each_calendar = given(calendars(), st.integers(0, 6), st.integers(1, 7))


@each_calendar
def test_weeks_and_streaks_are_those_of_the_oracle(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    days, today = calendar
    found = weeks(days, today, goals=(Goal(days_a_week=target, first_weekday=first_weekday),))
    met, current, longest = oracle(days, today, first_weekday, target)
    assert [week.days_met for week in found] == list(met.values())
    assert (current_streak(found).weeks, longest_streak(found).weeks) == (current, longest)


@each_calendar
def test_weeks_follow_each_other_and_share_out_every_day_once(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    days, today = calendar
    found = weeks(days, today, goals=(Goal(days_a_week=target, first_weekday=first_weekday),))
    assert all(after.start - before.start == timedelta(days=7) for before, after in pairwise(found))
    assert all(week.start.weekday() == first_weekday for week in found)
    assert [week.is_current for week in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].start <= today <= found[-1].end
    dates = [day for week in found for day in week.adherent]
    assert dates == sorted(day.date for day in days if day.is_adherent() and day.date <= today)
    assert all(week.start <= day <= week.end for week in found for day in week.adherent)
    total_s = sum(day.practised_s for day in days if day.date <= today)
    assert sum(week.practised_s for week in found) == total_s


@each_calendar
def test_the_current_week_never_breaks_a_streak_and_adds_one_once_met(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    found = weeks(*calendar, goals=(Goal(days_a_week=target, first_weekday=first_weekday),))
    closed = found[:-1]
    assert current_streak(found).weeks == current_streak(closed).weeks + found[-1].is_met
    assert longest_streak(found).weeks >= longest_streak(closed).weeks
    assert longest_streak(found).weeks >= current_streak(found).weeks


@each_calendar
def test_a_streak_is_made_of_met_weeks_from_its_first_on(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    found = weeks(*calendar, goals=(Goal(days_a_week=target, first_weekday=first_weekday),))
    for streak in (current_streak(found), longest_streak(found)):
        assert (streak.first is None) is (streak.weeks == 0)
        if streak.first is not None:
            inside = [week for week in found if week.start >= streak.first][: streak.weeks]
            assert inside[0].start == streak.first
            assert len(inside) == streak.weeks and all(week.is_met for week in inside)


@each_calendar
def test_more_practice_never_shortens_a_streak(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    days, today = calendar
    fewer, more = (
        weeks(some, today, goals=(Goal(days_a_week=target, first_weekday=first_weekday),)) for some in (days[1:], days)
    )
    assert current_streak(fewer).weeks <= current_streak(more).weeks
    assert longest_streak(fewer).weeks <= longest_streak(more).weeks


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[PracticeDay], date, tuple[Goal, ...], list[Pause]]:
    """Draw a calendar with changing goals and pauses."""
    days, today = draw(calendars())
    goals: tuple[Goal, ...] = (Goal(first_weekday=draw(st.integers(0, 6))),)
    for offset in sorted(draw(st.lists(st.integers(0, 60), max_size=4))):
        wanted = Goal(date.min, draw(st.integers(1, 7)), draw(st.integers(1, 2)), draw(st.integers(0, 6)))
        goals = change_goal(goals, today - timedelta(days=60 - offset), wanted)
    pauses = []
    for offset, length in draw(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 20)), max_size=3)):
        first = today - timedelta(days=offset)
        pauses.append(pause(first, first + timedelta(days=length) if length else None))
    return days, today, goals, pauses


@given(lives())
def test_with_goals_and_pauses_weeks_tile_the_days_and_each_day_is_judged_by_its_own_goal(
    life: tuple[list[PracticeDay], date, tuple[Goal, ...], list[Pause]],
) -> None:
    days, today, goals, pauses = life
    found = weeks(days, today, goals=goals, pauses=pauses, at_least=4)
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(found))
    assert found[-1].start <= today <= found[-1].end
    for week in found:
        all_days = days_from(week.start, week.length)
        goal = [one for one in goals if one.effective <= week.start or one is goals[0]][-1]
        free = [day for day in all_days if not any(one.first <= day <= (one.last or date.max) for one in pauses)]
        assert (week.goal_days, week.sessions_a_day) == (goal.days_a_week, goal.sessions_a_day)
        assert 7 * (week.target - 1) < goal.days_a_week * len(free) <= 7 * week.target
        wanted = goal.sessions_a_day - 0.2
        met = sorted(
            day.date for day in days if day.date in all_days and day.date <= today and day.share > wanted - 1e-6
        )
        assert list(week.adherent) == met


@given(lives(), st.integers(0, 40), st.integers(1, 7))
def test_what_is_wanted_today_never_changes_a_week_that_is_over(
    life: tuple[list[PracticeDay], date, tuple[Goal, ...], list[Pause]], later: int, wanted: int
) -> None:
    days, today, goals, pauses = life
    changed = change_goal(goals, today, Goal(days_a_week=wanted, first_weekday=later % 7))
    before, after = (weeks(days, today, goals=some, pauses=pauses) for some in (goals, changed))
    assert before[:-1] == after[:-1]
    now, then = before[-1], after[-1]
    assert now.start == then.start
    assert set(now.adherent) <= set(then.adherent)
    assert now.length != then.length or then.target <= now.target


@given(lives(), st.integers(0, 12))
def test_a_week_given_over_to_pause_never_shortens_a_streak(
    life: tuple[list[PracticeDay], date, tuple[Goal, ...], list[Pause]], weeks_back: int
) -> None:
    days, today, goals, pauses = life
    before = weeks(days, today, goals=goals, pauses=pauses)
    week = before[-1 - weeks_back % len(before)]
    after = weeks(days, today, goals=goals, pauses=[*pauses, pause(week.start, week.end)])
    assert current_streak(after).weeks >= current_streak(before).weeks - week.is_met
    assert longest_streak(after).weeks >= longest_streak(before).weeks - week.is_met
