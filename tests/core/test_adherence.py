"""Weeks and streaks, by table and against an oracle that counts days by their ordinals."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.adherence import (
    DAYS_A_WEEK,
    PracticeDay,
    Streak,
    Week,
    current_streak,
    longest_streak,
    week_start,
    weeks,
)

MONDAY = date(2025, 3, 3)


def practised(*days: date, share: float = 1.0) -> list[PracticeDay]:
    return [PracticeDay(day, share, 600.0) for day in days]


def days_from(start: date, count: int) -> list[date]:
    return [start + timedelta(days=index) for index in range(count)]


def history(*days_met: int, today_weekday: int = 6, first: date = MONDAY) -> tuple[list[PracticeDay], date]:
    """Return practice for so many days of each week from ``first`` on, the last being the current week, and today."""
    found: list[date] = []
    for index, count in enumerate(days_met):
        found += days_from(first + timedelta(weeks=index), count)
    return practised(*found), first + timedelta(weeks=len(days_met) - 1, days=today_weekday)


def streaks(days: list[PracticeDay], today: date, first_weekday: int = 0) -> tuple[int, int]:
    found = weeks(days, today, first_weekday=first_weekday)
    return current_streak(found).weeks, longest_streak(found).weeks


# --- a day ---


@pytest.mark.parametrize(("share", "counts"), [(0.0, False), (0.79, False), (0.8, True), (1.0, True), (2.0, True)])
def test_a_day_counts_from_80_percent_of_a_session_on(share: float, counts: bool) -> None:
    assert PracticeDay(MONDAY, share).is_adherent is counts


def test_partial_sessions_that_add_up_to_80_percent_count() -> None:
    assert 0.1 + 0.7 < 0.8  # in floating point
    assert PracticeDay(MONDAY, 0.1 + 0.7, sessions=2).is_adherent


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
    assert current_streak(found) == Streak(2, MONDAY + timedelta(weeks=2))
    assert current_streak(weeks(*history(0))) == Streak(0, None)


def test_of_two_equal_streaks_the_later_is_named() -> None:
    assert longest_streak(weeks(*history(5, 5, 0, 5, 5, 0))) == Streak(2, MONDAY + timedelta(weeks=3))


# --- laws, and the oracle ---


def oracle(days: list[PracticeDay], today: date, first_weekday: int, target: int) -> tuple[dict[int, int], int, int]:
    """Return days met by week number, current and longest streak.

    Day 1 of the calendar was a Monday, so a week's number is a division. A streak is looked for by trying
    every length there could be.
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
    """Draw up to some ten weeks of practice, dense enough for streaks, and a today in or around them."""
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
    found = weeks(days, today, first_weekday=first_weekday, target=target)
    met, current, longest = oracle(days, today, first_weekday, target)
    assert [week.days_met for week in found] == list(met.values())
    assert (current_streak(found).weeks, longest_streak(found).weeks) == (current, longest)


@each_calendar
def test_weeks_follow_each_other_and_share_out_every_day_once(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    days, today = calendar
    found = weeks(days, today, first_weekday=first_weekday, target=target)
    assert all(after.start - before.start == timedelta(days=7) for before, after in pairwise(found))
    assert all(week.start.weekday() == first_weekday for week in found)
    assert [week.is_current for week in found] == [False] * (len(found) - 1) + [True]
    assert found[-1].start <= today <= found[-1].end
    dates = [day for week in found for day in week.adherent]
    assert dates == sorted(day.date for day in days if day.is_adherent and day.date <= today)
    assert all(week.start <= day <= week.end for week in found for day in week.adherent)
    total_s = sum(day.practised_s for day in days if day.date <= today)
    assert sum(week.practised_s for week in found) == total_s


@each_calendar
def test_the_current_week_never_breaks_a_streak_and_adds_one_once_met(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    found = weeks(*calendar, first_weekday=first_weekday, target=target)
    closed = found[:-1]
    assert current_streak(found).weeks == current_streak(closed).weeks + found[-1].is_met
    assert longest_streak(found).weeks >= longest_streak(closed).weeks
    assert longest_streak(found).weeks >= current_streak(found).weeks


@each_calendar
def test_a_streak_is_made_of_met_weeks_from_its_first_on(
    calendar: tuple[list[PracticeDay], date], first_weekday: int, target: int
) -> None:
    found = weeks(*calendar, first_weekday=first_weekday, target=target)
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
    fewer, more = (weeks(some, today, first_weekday=first_weekday, target=target) for some in (days[1:], days))
    assert current_streak(fewer).weeks <= current_streak(more).weeks
    assert longest_streak(fewer).weeks <= longest_streak(more).weeks
