"""What the bars of the weeks measure, and the scale beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.history_values import Measure
from psoas_timer.ui.history.week_measure import bar_value, highest_value, scale, value_word
from tests.ui.history.weeks import NEWEST, make_weeks

WEEK = replace(make_weeks([4])[0], sessions=6, practised_s=1234.0)


def test_a_bar_is_as_high_as_what_it_measures() -> None:
    assert [bar_value(WEEK, measure) for measure in Measure] == [4.0, 6.0, pytest.approx(1234 / 60)]


def test_its_figure_is_a_whole_number_of_the_locale() -> None:
    assert [value_word(value) for value in (0.0, 20.57, 1234.0)] == ["0", "21", "1,234"]


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_a_scale_that_holds_its_bars(measure: Measure) -> None:
    weeks = [
        replace(week, sessions=3 * week.days_met, practised_s=1234.0 * week.days_met)
        for week in make_weeks([4, 5, 6, 0, 5, 7, 3])
    ]
    values = scale(weeks, measure)
    assert values[0] == 0 and values[-1] == highest_value(weeks, measure)
    assert values[-1] >= max(bar_value(week, measure) for week in weeks)


@given(st.lists(st.integers(0, 20_000), max_size=60))
def test_the_scale_of_minutes_is_round_and_short(minutes: list[int]) -> None:
    weeks = [Week(NEWEST, (), 5, practised_s=60.0 * one) for one in minutes]
    values = scale(weeks, Measure.MINUTES)
    assert 2 <= len(values) <= 6
    assert str(round(values[1])).rstrip("0") in {"1", "2", "5"}
    assert values[-1] >= max(minutes, default=0)


def test_the_scale_of_days_is_always_that_of_a_week() -> None:
    assert scale([], Measure.DAYS) == scale(make_weeks([1]), Measure.DAYS) == [0, 1, 2, 3, 4, 5, 6, 7]
