"""What is said during the breaths: counts, marks and comfort, each when it is true and calm."""

from __future__ import annotations

import pytest

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Side, Words
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.speech import (
    GuidanceLevel,
    Kind,
    plan_speech,
)
from tests.core.speech.spoken_stages import (
    CLOSING,
    OWN,
    SLOW,
    breathe,
    lay,
    lengths_of,
    plan_of,
    texts,
)


def test_the_bridge_falls_quiet() -> None:
    plan = plan_of(breathe())
    words = [one.at_s for one in plan.utterances if one.text in (spoken.IN, spoken.OUT)]
    assert words[:6] == [15, 19, 25, 29, 35, 39]
    assert words[6:10] == [75, 79, 115, 119], "then every fourth breath"
    assert [one.at_s for one in plan.utterances if one.text == spoken.LAST_BREATH] == [305]
    assert not texts(plan, Kind.COUNT)


@pytest.mark.parametrize("level", [GuidanceLevel.FULL, GuidanceLevel.COUNTS])
def test_contract_and_release_is_counted_and_led_all_the_way(level: GuidanceLevel) -> None:
    work = breathe(
        pattern=BreathPattern(4, 4, 6, 2), cycles=10, duration_s=None, effort=Phase.HOLD_IN, both_sides=True,
        settle_s=15.0,
    )  # fmt: skip
    plan = plan_of(work, level=level)
    assert texts(plan, Kind.COUNT) == [*spoken.COUNTS[:10]] * 2
    assert texts(plan).count(spoken.TIGHTEN) == texts(plan).count(spoken.LET_GO) == 20
    assert texts(plan).count(spoken.LAST_ONE) == 2
    assert texts(plan, Kind.CHANGE) == ["Left side.", "Soon, the right side.", "Now, the right side."]
    timeline = lay(work)
    assert all(timeline.at(one.at_s).phase is Phase.EXHALE for one in plan.utterances if one.kind is Kind.COUNT)


def test_a_hold_with_empty_lungs_is_let_go_before_the_next_breath_in() -> None:
    vacuum = breathe(
        pattern=BreathPattern(4, 0, 6, 6), cycles=2, duration_s=None, effort=Phase.HOLD_OUT, easy_between=1,
        easy_pattern=SLOW, phase_words=OWN,
    )  # fmt: skip
    timeline = lay(vacuum)
    plan = plan_speech(timeline, lengths_of(vacuum), closing=CLOSING)
    assert texts(plan, Kind.PHASE) == [
        "Leg down.", "Breathe out, leg up.", "Wide, wide ribs.", spoken.RELEASE, spoken.OUT,
        "Breathe out, leg up.", "Wide, wide ribs.",
    ]  # fmt: skip
    (leave,) = (one for one in plan.utterances if one.text == spoken.WHENEVER)
    hold = timeline.segment_at(leave.at_s)
    assert (hold.phase, hold.cycle) == (Phase.HOLD_OUT, 1), "it is said in the first hold, not once that is over"
    assert leave.end_s < hold.end_s and leave in plan.at_level(GuidanceLevel.TONES).utterances
    first, second, *_ = plan.between(timeline.duration_s - 0.01, 1000)
    assert (first.text, first.at_s) == (CLOSING[0], timeline.duration_s), "the way out of the hold comes at once"
    assert second.text == spoken.THE_END


def test_halfway_and_one_minute_come_when_they_are_true() -> None:
    plan = plan_of(breathe(), settle_s=0.0)
    marks = {one.text: one.at_s for one in plan.utterances if one.kind is Kind.MARK}
    assert 150 <= marks[spoken.HALFWAY] <= 160
    assert 240 <= marks[spoken.ONE_MINUTE] <= 250
    assert spoken.HALFWAY not in texts(plan_of(breathe(duration_s=60.0)))
    two = [breathe(id=name, duration_s=120.0) for name in ("a", "b")]
    (halfway,) = (one for one in plan_of(*two, settle_s=0.0).utterances if one.text == spoken.HALFWAY)
    assert lay(*two, settle_s=0.0).at(halfway.at_s).cycle == 2, "the first breath of a stage is left alone"
    counted = breathe(cycles=30, duration_s=None, side=Side.LEFT)
    assert spoken.HALFWAY not in texts(plan_of(counted)), "it would sound like half of the repetitions"


def test_comfort_leaves_the_first_moment_and_a_mark_alone() -> None:
    at_s = (46.0, 151.0)
    talk = tuple(Instruction(second, Words("Let go now.")) for second in at_s)
    plan = plan_of(breathe(instructions=talk), settle_s=0.0)
    said = [one.at_s for one in plan.utterances if one.kind is Kind.COMFORT and one.text == "Let go now."]
    halfway = next(one for one in plan.utterances if one.text == spoken.HALFWAY)
    assert halfway.at_s == pytest.approx(154.0)
    # The breath out at 44 is under way; that at 154 has no word, but a mark; the next has room from 164 on.
    assert said == [46.0, pytest.approx(164.6)]


@pytest.mark.parametrize(("exhale_s", "hold_out_s", "phase"), [(6, 3, Phase.EXHALE), (4, 3, Phase.HOLD_OUT)])
def test_the_next_side_is_announced_where_it_is_calm(exhale_s: float, hold_out_s: float, phase: Phase) -> None:
    work = breathe(pattern=BreathPattern(4, 4, exhale_s, hold_out_s), cycles=3, duration_s=None, both_sides=True)
    timeline = lay(work)
    plan = plan_speech(timeline, lengths_of(work))
    (soon,) = (one for one in plan.utterances if one.text.startswith("Soon, the right"))
    assert timeline.at(soon.at_s).phase is phase
    assert texts(plan, Kind.COUNT) == [*spoken.COUNTS[:3]] * 2, "and no count is lost for it"
