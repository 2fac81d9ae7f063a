"""Discomfort ratings: medians with their n, week by week, and changes only if people would notice them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.discomfort import Medians, Rating, medians, notable_change, weekly_medians

MONDAY = date(2026, 11, 9)
LEVELS = st.none() | st.integers(0, 10)
RATINGS = st.lists(st.builds(Rating, st.dates(MONDAY, MONDAY + timedelta(days=27)), LEVELS, LEVELS), max_size=30)
STARTS = [MONDAY + timedelta(weeks=week) for week in range(4)]


def test_medians_are_those_of_what_was_said_and_count_it() -> None:
    told = [Rating(MONDAY, 6, 2), Rating(MONDAY, 3, None), Rating(MONDAY, 7, 5)]
    assert medians(told) == Medians(before=6.0, after=3.5, n_before=3, n_after=2)
    assert medians([]) == Medians()


@given(RATINGS)
def test_the_order_of_the_ratings_is_nothing(ratings: list[Rating]) -> None:
    assert medians(ratings) == medians(ratings[::-1])
    assert weekly_medians(ratings, STARTS) == weekly_medians(ratings[::-1], STARTS)


@given(RATINGS)
def test_every_rating_is_in_one_week_and_each_week_is_its_own(ratings: list[Rating]) -> None:
    by_week = weekly_medians(ratings, STARTS)
    for start, found in zip(STARTS, by_week, strict=True):
        assert found == medians(one for one in ratings if start <= one.date < start + timedelta(weeks=1))
    assert sum(week.n_before for week in by_week) == medians(ratings).n_before


def test_a_week_lasts_until_the_next_one_and_the_last_takes_what_is_left() -> None:
    early, first, late = (Rating(MONDAY + timedelta(days=days), 5, None) for days in (-1, 6, 700))
    assert [week.n_before for week in weekly_medians([late, early, first], STARTS[:2])] == [1, 1]
    assert weekly_medians([first], []) == []


@pytest.mark.parametrize(
    ("earlier", "later", "change"),
    [(5.0, 3.0, -2.0), (3.0, 6.5, 3.5), (5.0, 3.5, None), (5.0, 5.0, None), (None, 5.0, None), (5.0, None, None)],
)
def test_a_change_is_told_from_two_points_on(earlier: float | None, later: float | None, change: float | None) -> None:
    assert notable_change(earlier, later) == change
