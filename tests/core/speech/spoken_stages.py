"""Stages and routines with many words, and the plans of what is said in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.speech.speech import (
    GuidanceLevel,
    Kind,
    SpeechPlan,
    plan_speech,
)
from psoas_timer.core.speech.speech_script import guess_lengths
from psoas_timer.core.speech.spoken import all_texts
from psoas_timer.store.routines.routine_file import load_routines
from tests.core.strategies import routines, settles

CLOSING = ("Roll to one side.", "Get up slowly.")
SAFETY = Instruction(20.0, Words("Sharp pain or numbness: stop at once."), Words("Sharp pain: stop."), is_safety=True)

TALK = (
    Instruction(0.0, Words("Let the whole weight of you sink down.")),
    Instruction(10.0, Words("Let the front of your hips go."), Words("Let go now.")),
    Instruction(25.0, Words("Soft neck.")),
    SAFETY,
)

SLOW = BreathPattern(4, 0, 6, 0)


def breathe(**figures: object) -> Stage:
    return replace(Stage(id="breathe", title="Breathe", pattern=SLOW, duration_s=300.0), **figures)  # type: ignore[arg-type]


def lay(*stages: Stage, settle_s: float = 15.0) -> Timeline:
    return compile_timeline(Routine(id="r", title="R", stages=stages), settle_s=settle_s)


def lengths_of(*stages: Stage) -> dict[str, float]:
    return guess_lengths((*all_texts([Routine(id="r", title="R", stages=stages)]), *CLOSING))


BUNDLED = load_routines(Path(__file__).parents[3] / "assets" / "routines", Path("no-such-folder")).routines
IDS = [routine.id for routine in BUNDLED]


def plan_of(*stages: Stage, settle_s: float = 15.0, level: GuidanceLevel = GuidanceLevel.FULL) -> SpeechPlan:
    return plan_speech(lay(*stages, settle_s=settle_s), lengths_of(*stages), level)


def texts(plan: SpeechPlan, kind: Kind | None = None) -> list[str]:
    return [one.text for one in plan.utterances if kind in (None, one.kind)]


OWN = {Phase.INHALE: "Leg down", Phase.EXHALE: "Breathe out, leg up", Phase.HOLD_OUT: "Wide, wide ribs"}


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
    """Draw a session and the lengths of its texts: at a natural pace or of any length; some are missing."""
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
