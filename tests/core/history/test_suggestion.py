from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Routine, Stage
from psoas_timer.core.history.suggestion import suggest_routine

TODAY = date(2025, 3, 10)
ROUTINES = [
    Routine(id=id_, title=id_, stages=(Stage(id="s", title="S", pattern=BreathPattern(4), cycles=1),)) for id_ in "abc"
]


@pytest.mark.parametrize(
    ("days_ago", "suggested"),
    [
        ({}, "a"),
        ({"a": 1, "b": 5}, "a"),
        ({"a": 0}, "b"),
        ({"a": 0, "b": 1}, "c"),
        ({"a": 0, "b": 2, "c": 3}, "c"),
        ({"a": 0, "b": 3, "c": 3}, "b"),
        ({"a": 0, "b": 0}, "c"),
        ({"a": 0, "b": 0, "c": 0}, "a"),
        ({"a": 0, "gone": 9}, "b"),
    ],
)
def test_the_daily_dose_comes_first_and_then_what_was_longest_left_alone(
    days_ago: dict[str, int], suggested: str
) -> None:
    last = {id_: TODAY - timedelta(days=days) for id_, days in days_ago.items()}
    assert suggest_routine(ROUTINES, last, TODAY).id == suggested


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)))
def test_nothing_done_today_is_suggested_while_something_is_left(days_ago: dict[str, int]) -> None:
    last = {id_: TODAY - timedelta(days=days) for id_, days in days_ago.items()}
    suggested = suggest_routine(ROUTINES, last, TODAY)
    if any(last.get(routine.id) != TODAY for routine in ROUTINES):
        assert last.get(suggested.id) != TODAY
