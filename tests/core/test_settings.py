from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import Routine, Side, Stage
from psoas_timer.core.problem import BadValue
from psoas_timer.core.settings import READY_S, Settings, check_named_pattern, compile_session, default_patterns
from tests.core.strategies import FIGURES, named_patterns

SLOW = BreathPattern(4, 0, 6, 0)
ROUTINE = Routine(
    id="r",
    title="R",
    stages=(Stage(id="s", title="S", pattern=SLOW, pattern_name="slow", cycles=2, both_sides=True, settle_s=40.0),),
)


@pytest.mark.parametrize(
    ("choice", "waits", "practice_s"),
    [({}, False, 40.0), ({"settle_s": 7.0}, False, 7.0), ({"settle_s": 7.0}, True, READY_S), ({}, True, READY_S)],
)
def test_a_session_has_the_time_that_it_needs_or_that_was_chosen(
    choice: dict[str, Any], waits: bool, practice_s: float
) -> None:
    own = {**default_patterns(), "slow": BreathPattern(5, 0, 7, 0)}
    timeline = compile_session(ROUTINE, Settings(patterns=own, **choice), Side.RIGHT, waits=waits)
    assert timeline.stage_spans[0].practice_s == practice_s
    assert timeline.stages[0].side is Side.RIGHT
    assert timeline.stages[0].pattern == own["slow"]


def test_the_defaults_are_within_their_own_bounds() -> None:
    assert Settings().patterns == {name: named.pattern for name, named in NAMED_PATTERNS.items()}
    for name, pattern in default_patterns().items():
        check_named_pattern(name, pattern)


@pytest.mark.parametrize(
    "choice",
    [{"settle_s": None}, {"settle_s": 0.0}, {"settle_s": 60.0}, {"text_percent": 75.0}, {"text_percent": 250.0}],
    ids=repr,
)
def test_a_choice_may_lie_on_either_bound(choice: dict[str, Any]) -> None:
    assert Settings(**choice)


@pytest.mark.parametrize("name", ["settle_s", "text_percent"])
@pytest.mark.parametrize("value", [-0.001, 250.001, nan, inf, "100", True], ids=repr)
def test_a_figure_out_of_bounds_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(BadValue, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("choice", [{"settle_s": 60.001}, {"text_percent": 74.999}], ids=repr)
def test_a_figure_just_past_its_own_bound_is_refused(choice: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        Settings(**choice)


@given(st.integers(-720, 720))
def test_a_view_turns_by_quarters_only(turn: int) -> None:
    if turn in (0, 90, 180, 270):
        assert Settings(turn=turn).turn == turn
    else:
        with pytest.raises(BadValue, match="turn"):
            Settings(turn=turn)


@given(named_patterns())
def test_every_pattern_within_its_names_bounds_is_taken(mine: dict[str, BreathPattern]) -> None:
    assert Settings(patterns=mine).patterns == mine


@pytest.mark.parametrize("name", NAMED_PATTERNS)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_pattern_outside_its_names_bounds_is_refused(name: str, figure: str) -> None:
    named = NAMED_PATTERNS[name]
    usual = {one: getattr(named.pattern, one) for one in FIGURES}
    low, high = named.bounds[figure]
    for value in (low - 0.1, high + 0.1):
        if value < 0:
            continue  # no breath may be that, whatever its name
        outside = BreathPattern(**usual | {figure: value})
        with pytest.raises(BadValue, match=f"{figure} of {name}"):
            Settings(patterns={name: outside})


def test_a_pattern_of_an_unknown_name_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(BadValue) as refused:
        Settings(patterns={"box": BreathPattern(4, 4, 4, 4)})
    assert "box" in str(refused.value)
    for name in NAMED_PATTERNS:
        assert name in str(refused.value)


def test_settings_of_two_people_do_not_share_what_can_change() -> None:
    assert Settings().choices is not Settings().choices


@pytest.mark.parametrize("language", ["", "en", "pt_BR", "zh_Hant_TW"])
def test_a_language_is_a_code(language: str) -> None:
    assert Settings(language=language).language == language


@pytest.mark.parametrize("language", ["English", "e", "en_", "../en", "en "])
def test_what_is_no_code_of_a_language_is_refused(language: str) -> None:
    with pytest.raises(BadValue, match="language"):
        Settings(language=language)
