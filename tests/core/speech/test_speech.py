"""The speech plan: nothing overlaps, nothing is cut, and what matters most is never left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.speech import (
    GAP_S,
    GuidanceLevel,
    Kind,
    Priority,
    SpeechPlan,
    Utterance,
    plan_speech,
    plan_waiting,
)
from psoas_timer.core.speech.speech_script import guess_lengths, script_lines
from psoas_timer.core.speech.spoken import MOST_WORDS, all_texts, count_words, texts_of
from psoas_timer.store.routines.routine_file import load_routines
from tests.core.strategies import instants, named_patterns, routines, settles

BUNDLED = load_routines(Path(__file__).parents[3] / "assets" / "routines", Path("no-such-folder")).routines
IDS = [routine.id for routine in BUNDLED]
LEVELS = (GuidanceLevel.FULL, GuidanceLevel.COUNTS, GuidanceLevel.TONES, GuidanceLevel.SILENT)
CLOSING = ("Roll to one side.", "Get up slowly.")
ROUNDING_S = 1e-6

SAFETY = Instruction(20.0, Words("Sharp pain or numbness: stop at once."), Words("Sharp pain: stop."), is_safety=True)
TALK = (
    Instruction(0.0, Words("Let the whole weight of you sink down.")),
    Instruction(10.0, Words("Let the front of your hips go."), Words("Let go now.")),
    Instruction(25.0, Words("Soft neck.")),
    SAFETY,
)
OWN = {Phase.INHALE: "Leg down", Phase.EXHALE: "Breathe out, leg up", Phase.HOLD_OUT: "Wide, wide ribs"}
SLOW = BreathPattern(4, 0, 6, 0)


def breathe(**figures: object) -> Stage:
    return replace(Stage(id="breathe", title="Breathe", pattern=SLOW, duration_s=300.0), **figures)  # type: ignore[arg-type]


def lay(*stages: Stage, settle_s: float = 15.0) -> Timeline:
    return compile_timeline(Routine(id="r", title="R", stages=stages), settle_s=settle_s)


def lengths_of(*stages: Stage) -> dict[str, float]:
    return guess_lengths((*all_texts([Routine(id="r", title="R", stages=stages)]), *CLOSING))


def plan_of(*stages: Stage, settle_s: float = 15.0, level: GuidanceLevel = GuidanceLevel.FULL) -> SpeechPlan:
    return plan_speech(lay(*stages, settle_s=settle_s), lengths_of(*stages), level)


def texts(plan: SpeechPlan, kind: Kind | None = None) -> list[str]:
    return [one.text for one in plan.utterances if kind in (None, one.kind)]


@st.composite
def told_routines(draw: st.DrawFn) -> Routine:
    """Draw a routine whose stages speak: own words, safety, and sentences of every form."""
    talk = st.lists(st.sampled_from(TALK), max_size=4, unique=True).map(tuple)
    routine = draw(routines())
    stages = (
        replace(
            stage,
            instructions=(*stage.instructions, *draw(talk)),
            phase_words=draw(st.sampled_from(({}, OWN))),
            settle_s=draw(settles()),
        )
        for stage in routine.stages
    )
    return replace(routine, stages=tuple(stages))


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Timeline, dict[str, float]]:
    """Draw a session, and how long its texts take: at a pace of speaking, or any length at all; some are missing."""
    routine = draw(told_routines())
    timeline = compile_timeline(routine, settle_s=draw(settles()), first_side=draw(st.sampled_from(Side)))
    known = (*all_texts([routine]), *CLOSING)
    pace = draw(st.sampled_from((0.5, 1.0, 1.0, 2.0)))
    lengths = {text: seconds * pace for text, seconds in guess_lengths(known).items()}
    odd = draw(st.dictionaries(st.sampled_from(known), st.floats(0.05, 12.0), max_size=5))
    missing = draw(st.sets(st.sampled_from(known), max_size=3))
    return timeline, {text: seconds for text, seconds in {**lengths, **odd}.items() if text not in missing}


def plan_session(
    session: tuple[Timeline, Mapping[str, float]], level: GuidanceLevel = GuidanceLevel.FULL
) -> SpeechPlan:
    return plan_speech(*session, level, closing=CLOSING)


@settings(max_examples=80, deadline=None)
@given(session=sessions())
def test_nothing_overlaps_and_everything_is_in_its_place(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    plan = plan_session(session)
    for before, after in pairwise(plan.utterances):
        assert after.at_s - before.end_s >= GAP_S - ROUNDING_S, (before, after)
    for one in plan.utterances:
        assert one.seconds == lengths[one.text]
        if one.kind is Kind.CLOSING:
            assert one.at_s >= timeline.duration_s
            continue
        assert one.at_s >= 0
        here = timeline.segment_at(one.at_s)
        span = timeline.stage_spans[here.stage_index]
        if here.phase is Phase.SETTLE:
            assert one.end_s <= span.practice_s - GAP_S + ROUNDING_S, "the first breath begins in silence"
            continue
        assert one.end_s <= span.end_s + ROUNDING_S, "no sentence lasts into the next stage"
        assert count_words(one.text) <= MOST_WORDS or one.kind is Kind.SAFETY
        if one.priority is Priority.PHASE:
            assert one.at_s == here.start_s and one.end_s < here.end_s, "a word is on the first moment of its phase"
        if one.kind is Kind.COMFORT:
            assert here.phase is Phase.EXHALE, "comfort comes on the breath out"
            assert here.start_s < one.at_s and one.end_s < here.end_s


@settings(max_examples=60, deadline=None)
@given(session=sessions())
def test_safety_is_said_once_a_kind_of_stage_wherever_there_is_room(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    plan = plan_session(session)
    said = [one for one in plan.utterances if one.kind is Kind.SAFETY]
    for stage_id in {stage.id for stage in timeline.stages}:
        indices = [index for index, stage in enumerate(timeline.stages) if stage.id == stage_id]
        first = next((n for n in indices if SAFETY in timeline.stages[n].instructions), None)
        if first is None:
            continue
        here = [one for one in said if timeline.segment_at(one.at_s).stage_index in indices]
        assert len(here) <= 1, "once is enough"
        span, others = timeline.stage_spans[first], [one for one in said if one not in here]
        short = lengths.get(SAFETY.short.text, lengths.get(SAFETY.words.text))
        if short is not None and not here:
            room = span.end_s - span.practice_s - sum(one.seconds + 2 * GAP_S for one in others)
            assert short + GAP_S > room - ROUNDING_S, "it is left out only where it fits nowhere"


@settings(max_examples=40, deadline=None)
@given(session=sessions())
def test_each_level_hides_some_of_the_one_before_and_moves_nothing(session: tuple[Timeline, dict[str, float]]) -> None:
    plans = [plan_session(session, level) for level in LEVELS]
    for more, less in pairwise(plans):
        assert set(less.utterances) <= set(more.utterances)
    full, counts, tones, silent = plans
    assert [plan.utterances for plan in plans] == [full.at_level(level).utterances for level in LEVELS]
    assert all(one.priority <= Priority.SIDE for one in tones.utterances)
    assert set(full.utterances) - set(counts.utterances) == {
        one for one in full.utterances if one.priority is Priority.COMFORT
    }
    assert silent.utterances == silent.unspoken == ()


@settings(max_examples=20, deadline=None)
@given(session=sessions())
def test_the_same_session_is_spoken_the_same(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    again = Timeline(timeline.stages, timeline.segments)
    assert plan_session(session) == plan_session((again, dict(reversed(lengths.items()))))


@settings(max_examples=40, deadline=None)
@given(session=sessions(), data=st.data())
def test_parts_between_any_times_are_the_whole(session: tuple[Timeline, dict[str, float]], data: st.DataObject) -> None:
    plan = plan_session(session)
    ends = [-1.0, *sorted(data.draw(st.lists(instants(session[0]), max_size=6))), plan.end_s + 1.0]
    assert [one for a_s, b_s in pairwise(ends) for one in plan.between(a_s, b_s)] == list(plan.utterances)
    for one in plan.utterances:
        assert plan.speaking_at(one.at_s) == plan.speaking_at(one.at_s + one.seconds / 2) == one
        assert plan.speaking_at(one.end_s) != one
        assert one in plan.between(one.at_s - 0.1, one.at_s)
        assert one not in plan.between(one.at_s, one.end_s)


@settings(max_examples=40, deadline=None)
@given(session=sessions(), share=st.floats(0.0, 0.999), patterns=named_patterns())
def test_a_change_of_pace_changes_nothing_that_was_said(
    session: tuple[Timeline, dict[str, float]], share: float, patterns: dict[str, BreathPattern]
) -> None:
    timeline, lengths = session
    elapsed_s = share * timeline.duration_s
    paced = timeline.with_pace(elapsed_s, patterns)
    before, after = plan_session(session), plan_session((paced, lengths))
    breath_s = timeline.breath_start_s(elapsed_s)
    assert before.between(-1.0, breath_s - ROUNDING_S) == after.between(-1.0, breath_s - ROUNDING_S)
    joined = before.joined(after, elapsed_s)
    assert joined.between(-1.0, elapsed_s) == before.between(-1.0, elapsed_s)
    assert set(joined.utterances) <= {*before.utterances, *after.utterances}
    for one, other in pairwise(joined.utterances):
        assert other.at_s >= one.end_s


@settings(max_examples=20, deadline=None)
@given(session=sessions())
def test_what_has_no_recording_is_told(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    plan = plan_session(session)
    assert all(one.kind is Kind.MISSING and one.text not in lengths and one.seconds == 0 for one in plan.unspoken)
    mute = plan_session((timeline, {}))
    assert mute.utterances == ()
    assert {*CLOSING, spoken.THE_END} <= {one.text for one in mute.unspoken}
    assert [one.at_s for one in mute.unspoken] == sorted(one.at_s for one in mute.unspoken)


@pytest.mark.parametrize("routine", BUNDLED, ids=IDS)
@pytest.mark.parametrize("pace", [0.8, 1.0])
def test_a_bundled_routine_says_nothing_that_is_not_listed(routine: Routine, pace: float) -> None:
    lengths = {text: seconds * pace for text, seconds in guess_lengths(all_texts([routine])).items()}
    for first in Side:
        timeline = compile_timeline(routine, first_side=first)
        plan = plan_speech(timeline, lengths, closing=routine.closing)
        assert plan.unspoken == ()
        assert set(texts(plan)) <= {*spoken.VOCABULARY, *texts_of(routine)}
        for stage, span in zip(timeline.stages, timeline.stage_spans, strict=True):
            said = {one.text for one in plan.between(span.start_s - 1, span.practice_s)}
            assert stage.settle.for_side(stage.side) in said, "every position is told before it is breathed in"
        safety = {one.words.text for stage in routine.stages for one in stage.instructions if one.is_safety}
        assert safety == set(texts(plan, Kind.SAFETY)), "words of safety are whole, before the stage"


@pytest.mark.parametrize("routine", BUNDLED, ids=IDS)
def test_a_bundled_routine_announces_each_position_twice(routine: Routine) -> None:
    timeline = compile_timeline(routine)
    plan = plan_speech(timeline, guess_lengths(all_texts([routine])))
    for before, after in pairwise(timeline.stage_spans):
        (soon,) = [one for one in plan.between(before.end_s - 10, before.end_s) if one.kind is Kind.CHANGE]
        (now,) = [one for one in plan.between(after.start_s, after.practice_s) if one.kind is Kind.CHANGE]
        assert soon.text.startswith("Soon") and not now.text.startswith("Soon")
        assert before.end_s - 6 < soon.at_s and now.at_s - after.start_s < 1


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
    assert texts(plan, Kind.CHANGE) == ["Left side.", "Soon your right side.", "Now your right side."]
    timeline = lay(work)
    assert all(timeline.at(one.at_s).phase is Phase.EXHALE for one in plan.utterances if one.kind is Kind.COUNT)


def test_a_hold_with_empty_lungs_is_let_go_before_the_next_breath_in() -> None:
    vacuum = breathe(
        pattern=BreathPattern(4, 0, 6, 5), cycles=2, duration_s=None, effort=Phase.HOLD_OUT, easy_between=1,
        easy_pattern=SLOW, phase_words=OWN,
    )  # fmt: skip
    timeline = lay(vacuum)
    plan = plan_speech(timeline, lengths_of(vacuum), closing=CLOSING)
    assert texts(plan, Kind.PHASE) == [
        "Leg down.", "Breathe out, leg up.", "Wide, wide ribs.", spoken.RELEASE, spoken.OUT,
        "Breathe out, leg up.", "Wide, wide ribs.",
    ]  # fmt: skip
    first, second, *_ = plan.between(timeline.duration_s - 0.01, 1000)
    assert (first.text, first.at_s) == (CLOSING[0], timeline.duration_s), "the way out of the hold comes at once"
    assert second.text == spoken.THE_END


def test_the_end_lets_the_bell_ring_and_gives_time_for_each_step() -> None:
    timeline = lay(breathe())
    plan = plan_speech(timeline, lengths_of(breathe()), closing=CLOSING)
    end, *steps = [one for one in plan.utterances if one.kind is Kind.CLOSING]
    assert [end.text, *(one.text for one in steps)] == [spoken.THE_END, *CLOSING]
    assert end.at_s == timeline.duration_s + 2.5
    assert [after.at_s - before.end_s for before, after in pairwise(steps)] == [pytest.approx(5.0)]


def test_a_settle_without_time_keeps_safety_then_the_side() -> None:
    stage = breathe(id="b", side=Side.LEFT, instructions=(SAFETY,), settle=Words("Lie down with your legs long."))
    whole = plan_of(stage, settle_s=30.0)
    assert texts(whole)[:5] == [
        spoken.SETTLE_IN, "Left side.", "Lie down with your legs long.", spoken.TAKE_TIME, SAFETY.words.text,
    ]  # fmt: skip
    assert spoken.TAKE_TIME not in texts(plan_of(stage, settle_s=15.0)), "a comfort leaves silence, or is not one"
    tight = plan_of(stage, settle_s=5.5)
    assert texts(tight)[:2] == ["Left side.", SAFETY.words.text]
    none = plan_of(stage, settle_s=0.0)
    assert texts(none)[0] == "Left side." and none.utterances[0].at_s == 0
    (said,) = (one for one in none.utterances if one.kind is Kind.SAFETY)
    assert said.text == SAFETY.short.text and lay(stage, settle_s=0.0).at(said.at_s).phase is Phase.EXHALE


def test_halfway_and_one_minute_come_when_they_are_true() -> None:
    plan = plan_of(breathe(), settle_s=0.0)
    marks = {one.text: one.at_s for one in plan.utterances if one.kind is Kind.MARK}
    assert 150 <= marks[spoken.HALFWAY] <= 160
    assert 240 <= marks[spoken.ONE_MINUTE] <= 250
    assert spoken.HALFWAY not in texts(plan_of(breathe(duration_s=60.0)))
    counted = breathe(cycles=30, duration_s=None, side=Side.LEFT)
    assert spoken.HALFWAY not in texts(plan_of(counted)), "one would take it for half of the repetitions"


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
    (soon,) = (one for one in plan.utterances if one.text.startswith("Soon your"))
    assert timeline.at(soon.at_s).phase is phase
    assert texts(plan, Kind.COUNT) == [*spoken.COUNTS[:3]] * 2, "and no count is lost for it"


def test_a_session_that_waits_says_first_what_its_settle_would_have() -> None:
    stage = breathe(instructions=TALK, settle=Words("Lie down with your legs long."))
    timeline, lengths = lay(stage, settle_s=0.0), lengths_of(stage)
    waiting = plan_waiting(timeline, lengths)
    assert texts(waiting) == [
        spoken.SETTLE_IN, "Lie down with your legs long.", spoken.TAKE_TIME, TALK[0].words.text, SAFETY.words.text,
    ]  # fmt: skip
    assert Kind.SAFETY in {one.kind for one in plan_speech(timeline, lengths).utterances}
    assert Kind.SAFETY not in {one.kind for one in plan_speech(timeline, lengths, is_opened=True).utterances}
    assert [one.text for one in plan_waiting(timeline, {}).unspoken] == texts(waiting)


def test_a_script_has_a_line_for_everything() -> None:
    timeline, lengths = lay(breathe(instructions=TALK), settle_s=20.0), lengths_of(breathe(instructions=TALK))
    del lengths["Soft neck."]
    plan = plan_speech(timeline, lengths, closing=CLOSING)
    lines = script_lines(timeline, plan)
    assert lines[0] == "Breathe"
    assert lines[1] == " 0:00.8  settle      settle    If you can hear this, settle in."
    assert " 0:20.0  inhale 1    phase     In." in lines
    assert any("no voice" in line and "Soft neck." in line for line in lines)
    assert "5:20.0  the end" in lines
    assert all(any(one.text in line for line in lines) for one in (*plan.utterances, *plan.unspoken))


def test_the_work_of_planning_grows_with_the_length_and_no_faster() -> None:
    talk = tuple(Instruction(float(at_s), Words("Let go now.")) for at_s in range(0, 3600, 60))
    work = breathe(pattern=BreathPattern(2, 0, 2, 0), cycles=200, duration_s=None, side=Side.LEFT, instructions=talk)
    half_hour, hour, two_hours = (
        lay(*(replace(work, id=f"work-{number}") for number in range(stages))) for stages in (3, 5, 10)
    )
    assert hour.duration_s > 3600
    lengths = lengths_of(work)
    assert _calls(hour, lengths) < 2.0 * _calls(half_hour, lengths)
    assert _calls(two_hours, lengths) < 2.4 * _calls(hour, lengths)


def _calls(timeline: Timeline, lengths: Mapping[str, float]) -> int:
    """Return how often the planning calls a function, be it one of Python's own: that does not hang on the machine."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        plan_speech(timeline, lengths)
    finally:
        sys.setprofile(None)
    return count


def test_an_empty_plan_is_silent() -> None:
    plan = SpeechPlan()
    assert (plan.end_s, plan.between(-1, 9), plan.speaking_at(0.0)) == (0.0, (), None)
    one = Utterance(2.0, 1.0, "In.", Priority.PHASE, Kind.PHASE)
    assert SpeechPlan((one,)).joined(SpeechPlan((replace(one, at_s=2.5), replace(one, at_s=4.0))), 2.2).utterances == (
        one,
        replace(one, at_s=4.0),
    )
