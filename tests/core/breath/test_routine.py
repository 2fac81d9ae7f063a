from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import (
    STAGE_CYCLES,
    Phase,
    Routine,
    Side,
    Stage,
    StageChoice,
    Words,
    first_side_on,
    tailor,
)
from psoas_timer.core.problem import BadValue
from tests.core.strategies import named_patterns, routines

SLOW = BreathPattern(4, 0, 6, 0)
CONTRACT = BreathPattern(4, 4, 6, 2)


def stage(**changes: Any) -> Stage:
    return Stage(**{"id": "s", "title": "S", "pattern": SLOW, "cycles": 3} | changes)


def timed(**changes: Any) -> Stage:
    return stage(**{"cycles": None, "duration_s": 60.0} | changes)


def routine(*stages: Stage) -> Routine:
    return Routine(id="r", title="R", stages=stages)


# --- what a stage may be ---


def test_a_stage_needs_cycles_or_a_length() -> None:
    with pytest.raises(BadValue, match="either"):
        stage(cycles=None)
    with pytest.raises(BadValue, match="either"):
        stage(duration_s=60.0)


@pytest.mark.parametrize("cycles", [0, -1, 201, nan, inf])
def test_cycles_outside_1_to_200_are_refused(cycles: int) -> None:
    with pytest.raises(BadValue, match="cycles"):
        stage(cycles=cycles)


@pytest.mark.parametrize("cycles", STAGE_CYCLES)
def test_cycles_may_lie_on_either_bound(cycles: int) -> None:
    assert stage(cycles=cycles).cycles == cycles


def test_half_a_cycle_is_refused() -> None:
    with pytest.raises(BadValue, match="whole number"):
        stage(cycles=2.5)


@pytest.mark.parametrize("duration_s", [0.0, -1.0, nan, inf])
def test_a_length_that_is_no_time_is_refused(duration_s: float) -> None:
    with pytest.raises(BadValue, match="duration_s"):
        timed(duration_s=duration_s)


def test_fewer_easy_breaths_than_none_are_refused() -> None:
    with pytest.raises(BadValue):
        stage(easy_between=-1)


@pytest.mark.parametrize("settle_s", [-0.1, 60.1, nan])
def test_a_settle_outside_0_to_60_seconds_is_refused(settle_s: float) -> None:
    with pytest.raises(BadValue, match="settle_s"):
        stage(settle_s=settle_s)


@pytest.mark.parametrize(("hold_s", "is_fit"), [(0.0, False), (2.9, False), (3.0, True), (5.0, True), (5.1, False)])
def test_an_effort_is_held_for_3_to_5_seconds(hold_s: float, is_fit: bool) -> None:
    pattern = BreathPattern(4, hold_s, 6, 0)
    if is_fit:
        assert stage(pattern=pattern, effort=Phase.HOLD_IN).effort is Phase.HOLD_IN
    else:
        with pytest.raises(BadValue, match="effort"):
            stage(pattern=pattern, effort=Phase.HOLD_IN)


@pytest.mark.parametrize(
    ("changes", "figure"),
    [
        ({"effort": Phase.HOLD_OUT, "pattern": BreathPattern(4, 3, 6, 5)}, "hold_out_s"),
        ({"effort": Phase.HOLD_IN, "pattern": CONTRACT}, "hold_in_s"),
        ({"pattern": CONTRACT}, "hold_in_s"),
        ({"pattern": SLOW}, ""),
    ],
)
def test_the_figure_of_the_hold_is_the_efforts_or_that_of_the_hold_in(changes: dict[str, Any], figure: str) -> None:
    assert stage(**changes).effort_field == figure


def test_a_routine_without_a_stage_is_refused() -> None:
    with pytest.raises(BadValue, match="no stage"):
        routine()


def test_a_routine_has_sides_when_one_stage_wants_both() -> None:
    assert not routine(stage(), stage(side=Side.LEFT)).has_sides
    assert routine(stage(), stage(both_sides=True)).has_sides


def test_a_stage_can_be_hashed_though_its_words_are_a_mapping() -> None:
    assert hash(stage(phase_words={Phase.INHALE: "In"})) == hash(stage(phase_words={Phase.INHALE: "In"}))


# --- words ---


@pytest.mark.parametrize(
    ("words", "side", "said"),
    [
        (Words("Knee up."), None, "Knee up."),
        (Words("Knee up."), Side.LEFT, "Knee up."),
        (Words("Knee up.", left="Left knee up."), Side.LEFT, "Left knee up."),
        (Words("Knee up.", left="Left knee up."), Side.RIGHT, "Knee up."),
        (Words("Knee up.", left="Left knee up."), None, "Knee up."),
        (Words(left="Left knee up.", right="Right knee up."), Side.RIGHT, "Right knee up."),
        (Words(), Side.LEFT, ""),
        (Words(), None, ""),
    ],
)
def test_a_sentence_is_the_sides_own_or_else_the_plain_one(words: Words, side: Side | None, said: str) -> None:
    assert words.for_side(side) == said


def test_a_side_is_never_told_the_other_sides_sentence() -> None:
    assert Words(right="Right knee up.").for_side(Side.LEFT) == ""
    assert Words(left="Left knee up.").for_side(Side.RIGHT) == ""


# --- a person's own patterns and choices ---


def test_tailoring_takes_the_persons_pattern_for_its_name() -> None:
    mine = BreathPattern(5, 0, 7, 0)
    tailored = tailor(routine(stage(pattern_name="slow"), stage()), {"slow": mine})
    assert [one.pattern for one in tailored.stages] == [mine, SLOW]


def test_tailoring_takes_the_persons_slow_breath_for_the_easy_ones() -> None:
    mine = BreathPattern(5, 0, 7, 0)
    assert tailor(routine(stage(easy_between=1)), {"slow": mine}).stages[0].easy_pattern == mine


def test_a_pattern_that_the_stage_offers_can_be_chosen() -> None:
    offered = stage(pattern_name="slow", other_patterns=("vacuum",))
    known = {name: named.pattern for name, named in NAMED_PATTERNS.items()}
    chosen = tailor(routine(offered), known, {"s": StageChoice(pattern_name="vacuum")}).stages[0]
    assert (chosen.pattern_name, chosen.pattern) == ("vacuum", known["vacuum"])


def test_a_pattern_that_the_stage_does_not_offer_is_ignored() -> None:
    known = {name: named.pattern for name, named in NAMED_PATTERNS.items()}
    kept = tailor(routine(stage(pattern_name="slow")), known, {"s": StageChoice(pattern_name="vacuum")}).stages[0]
    assert (kept.pattern_name, kept.pattern) == ("slow", known["slow"])


@pytest.mark.parametrize(("wish_s", "got_s"), [(5.0, 30.0), (30.0, 30.0), (77.7, 77.7), (120.0, 120.0), (999.0, 120.0)])
def test_a_chosen_length_is_kept_within_the_stages_range(wish_s: float, got_s: float) -> None:
    ranged = timed(duration_range_s=(30.0, 120.0))
    assert tailor(routine(ranged), {}, {"s": StageChoice(duration_s=wish_s)}).stages[0].duration_s == got_s


def test_a_chosen_length_is_ignored_where_the_stage_offers_no_range() -> None:
    assert tailor(routine(timed()), {}, {"s": StageChoice(duration_s=90.0)}).stages[0].duration_s == 60.0
    assert tailor(routine(stage()), {}, {"s": StageChoice(duration_s=90.0)}).stages[0].duration_s is None


def test_a_choice_of_a_length_cannot_break_a_stage_of_cycles() -> None:
    """Cycles and a range of lengths do not fit together: refused at the stage, or the choice is ignored."""
    try:
        odd = stage(duration_range_s=(30.0, 120.0))
    except BadValue:
        return
    assert tailor(routine(odd), {}, {"s": StageChoice(duration_s=90.0)}).stages[0].cycles == 3


def test_a_choice_for_another_stage_is_ignored() -> None:
    original = routine(timed(duration_range_s=(30.0, 120.0)))
    assert tailor(original, {}, {"elsewhere": StageChoice(duration_s=90.0)}) == original


@given(routines())
def test_tailoring_with_nothing_changes_nothing(original: Routine) -> None:
    assert tailor(original, {}) == original


@given(routines(), named_patterns())
def test_tailoring_twice_is_tailoring_once(original: Routine, mine: dict[str, BreathPattern]) -> None:
    once = tailor(original, mine)
    assert tailor(once, mine) == once
    assert replace(once, stages=original.stages) == original


# --- sides ---


@given(st.sampled_from(Side))
def test_the_other_side_of_the_other_side_is_the_side(side: Side) -> None:
    assert side.other is not side and side.other.other is side


@given(st.dates(max_value=date(9999, 12, 30)))
def test_the_first_side_alternates_from_day_to_day(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert first_side_on(day.toordinal()) is first_side_on(tomorrow.toordinal()).other
