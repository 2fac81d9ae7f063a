"""The routine that is offered first, and the facts by which the choice is explained."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Routine, Stage
from psoas_timer.core.history.suggestion import Suggestion, suggest

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
    assert suggest(ROUTINES, last, TODAY).routine.id == suggested


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)))
def test_nothing_done_today_is_suggested_while_something_is_left(days_ago: dict[str, int]) -> None:
    last = {id_: TODAY - timedelta(days=days) for id_, days in days_ago.items()}
    suggested = suggest(ROUTINES, last, TODAY).routine
    if any(last.get(routine.id) != TODAY for routine in ROUTINES):
        assert last.get(suggested.id) != TODAY


A, B, C = ROUTINES
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=40)


@pytest.mark.parametrize(
    ("last", "facts"),
    [
        ({}, Suggestion(A, A, is_new=True, is_first=True)),
        ({"b": YESTERDAY}, Suggestion(A, A, is_new=True)),
        ({"a": YESTERDAY, "b": TODAY}, Suggestion(A, A, YESTERDAY)),
        ({"a": TODAY}, Suggestion(B, A, is_new=True, is_daily_done=True)),
        ({"a": TODAY, "b": YESTERDAY, "c": LONG_AGO}, Suggestion(C, A, LONG_AGO, is_daily_done=True)),
        ({"a": TODAY, "b": TODAY, "c": TODAY}, Suggestion(A, A, is_daily_done=True, is_all_done=True)),
        ({"a": TODAY + timedelta(days=9)}, Suggestion(A, A)),
    ],
)
def test_the_choice_comes_with_the_facts_that_explain_it(last: dict[str, date], facts: Suggestion[Routine]) -> None:
    assert suggest(ROUTINES, last, TODAY) == facts


@given(st.dictionaries(st.sampled_from("abc"), st.integers(-2, 60)))
def test_no_fact_contradicts_the_history(days_ago: dict[str, int]) -> None:
    last = {id_: TODAY - timedelta(days=days) for id_, days in days_ago.items()}
    found = suggest(ROUTINES, last, TODAY)
    assert found.is_new == (found.routine.id not in last)
    assert found.last is None or found.last == last[found.routine.id] < TODAY
    assert found.is_first == (not last)
    assert found.is_daily_done == (last.get("a") == TODAY)
    assert found.is_all_done == all(last.get(routine.id) == TODAY for routine in ROUTINES)
