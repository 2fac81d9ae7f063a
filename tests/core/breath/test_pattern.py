from __future__ import annotations

from math import inf, nan, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import (
    EFFORT_HOLD_S,
    LIMITS,
    NAMED_PATTERNS,
    BreathPattern,
    NamedPattern,
)
from psoas_timer.core.kind import Number
from psoas_timer.core.problem import BadValue, Problem
from tests.core.strategies import FIGURES, patterns

USUAL = {"inhale_s": 4.0, "hold_in_s": 3.0, "exhale_s": 6.0, "hold_out_s": 2.0}

each_figure = pytest.mark.parametrize("name", FIGURES)
each_named = pytest.mark.parametrize("named", NAMED_PATTERNS.values(), ids=lambda named: named.name)


@given(patterns())
def test_a_breath_is_as_long_as_its_four_figures(pattern: BreathPattern) -> None:
    assert pattern.cycle_s == pytest.approx(sum(getattr(pattern, name) for name in FIGURES))


@each_figure
def test_a_figure_may_lie_on_either_bound(name: str) -> None:
    for figure in LIMITS[name]:
        assert getattr(BreathPattern(**USUAL | {name: figure}), name) == figure


@each_figure
def test_a_figure_just_outside_its_bounds_is_refused(name: str) -> None:
    low, high = LIMITS[name]
    for figure in (nextafter(low, -inf), nextafter(high, inf)):
        with pytest.raises(BadValue, match=name):
            BreathPattern(**USUAL | {name: figure})


@each_figure
@pytest.mark.parametrize("figure", [nan, inf, -inf, True, "4", None, [4]], ids=repr)
def test_a_figure_that_is_no_finite_number_is_refused(name: str, figure: object) -> None:
    with pytest.raises(BadValue):
        BreathPattern(**USUAL | {name: figure})  # type: ignore[arg-type]


@each_figure
def test_a_refusal_names_the_figure_the_value_and_the_bounds(name: str) -> None:
    low, high = LIMITS[name]
    with pytest.raises(Problem) as refused:
        BreathPattern(**USUAL | {name: 99.5})
    assert str(refused.value) == f"{name} is 99.5. Use a number from {low:g} to {high:g}."


def test_a_refused_value_with_braces_is_shown_as_it_is() -> None:
    with pytest.raises(BadValue) as refused:
        Number(0.0, 60.0).check("settle_s", "{low}")
    assert str(refused.value) == "settle_s is '{low}'. Use a number from 0 to 60, without quotes."


def test_a_refusal_is_a_value_error_for_those_who_know_no_problem() -> None:
    with pytest.raises(ValueError, match="inhale_s"):
        BreathPattern(0)


def test_a_whole_number_too_large_for_a_float_is_refused() -> None:
    with pytest.raises(BadValue):
        Number(0.0, 60.0).check("settle_s", 10**400)


@given(st.integers(-10, 30) | st.floats(-10, 30), st.floats(-5, 5), st.floats(0, 10))
def test_a_figure_passes_exactly_when_it_is_within_its_bounds(value: float, low: float, width: float) -> None:
    bounds = (low, low + width)
    try:
        Number(*bounds).check("figure", value)
    except BadValue:
        assert value < bounds[0] or value > bounds[1]
    else:
        assert bounds[0] <= value <= bounds[1]


@each_named
def test_a_named_pattern_lies_within_its_own_bounds_and_those_within_the_limits(named: NamedPattern) -> None:
    for name in FIGURES:
        low, high = named.bounds[name]
        assert LIMITS[name][0] <= low <= getattr(named.pattern, name) <= high <= LIMITS[name][1]


@each_named
def test_a_named_pattern_is_found_by_its_name(named: NamedPattern) -> None:
    assert NAMED_PATTERNS[named.name] is named


def test_the_hold_of_contract_and_release_is_3_to_5_seconds() -> None:
    assert EFFORT_HOLD_S == (3.0, 5.0)
    assert NAMED_PATTERNS["contract-release"].bounds["hold_in_s"] == EFFORT_HOLD_S
    assert 3.0 <= NAMED_PATTERNS["contract-release"].pattern.hold_in_s <= 5.0


def test_slow_breathing_is_six_breaths_a_minute() -> None:
    assert NAMED_PATTERNS["slow"].pattern.cycle_s * 6 == 60


def test_the_named_patterns_cannot_be_changed_in_place() -> None:
    with pytest.raises(TypeError):
        NAMED_PATTERNS["slow"].bounds["inhale_s"] = (0.0, 99.0)  # type: ignore[index]
