"""The speech plan: nothing overlaps, nothing is cut, and what matters most is never left out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.speech import (
    GAP_S,
    Kind,
    Priority,
    plan_speech,
    plan_waiting,
)
from psoas_timer.core.speech.speech_script import guess_lengths
from psoas_timer.core.speech.spoken import MOST_WORDS, all_texts, count_words, sentences_of, texts_of
from tests.core.speech.spoken_stages import (
    BUNDLED,
    CLOSING,
    IDS,
    SAFETY,
    TALK,
    breathe,
    lay,
    lengths_of,
    plan_session,
    sessions,
    texts,
)
from tests.core.strategies import named_patterns

ROUNDING_S = 1e-6


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
            assert one.at_s == here.start_s and one.end_s < here.end_s, "a word comes exactly when its phase begins"
        if one.kind is Kind.COMFORT:
            assert here.phase is Phase.EXHALE, "comfort comes on the breath out"
            assert here.start_s < one.at_s and one.end_s < here.end_s


@settings(max_examples=60, deadline=None)
@given(session=sessions())
def test_safety_is_said_once_a_kind_of_stage_wherever_there_is_room(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    plan = plan_session(session)
    said = [one for one in plan.utterances if one.kind is Kind.SAFETY and one.text != spoken.WHENEVER]
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
            assert short + GAP_S > room - ROUNDING_S, "it is left out only if it fits nowhere"


@settings(max_examples=20, deadline=None)
@given(session=sessions())
def test_the_same_session_is_spoken_the_same(session: tuple[Timeline, dict[str, float]]) -> None:
    timeline, lengths = session
    again = Timeline(timeline.stages, timeline.segments)
    assert plan_session(session) == plan_session((again, dict(reversed(lengths.items()))))


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
            assert said >= set(sentences_of(stage.settle.for_side(stage.side))), "before its first breath"
        safety = {one.words.text for stage in routine.stages for one in stage.instructions if one.is_safety}
        assert safety == set(texts(plan, Kind.SAFETY)) - {spoken.WHENEVER}, "said in full, before the stage"


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
    """Return how many calls planning makes, including Python's own functions: the number is the same on any machine."""
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
