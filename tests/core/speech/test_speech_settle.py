"""What is said before a stage and after the last: as much as there is time for, most important first."""

from __future__ import annotations

from itertools import pairwise

import pytest

from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Side, Words
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.speech import (
    GuidanceLevel,
    Kind,
    plan_speech,
)
from psoas_timer.core.speech.speech_script import guess_lengths
from psoas_timer.core.speech.speech_settle import settle_items
from psoas_timer.core.speech.spoken import all_texts
from psoas_timer.store.places import assets_dir
from psoas_timer.store.voice_clips import load_clips
from tests.core.speech.spoken_stages import (
    BUNDLED,
    CLOSING,
    IDS,
    SAFETY,
    breathe,
    lay,
    lengths_of,
    plan_of,
    texts,
)

CLIPS = load_clips(assets_dir() / "voice" / "en")
# Seconds of silence between two sentences, and in all: to lie down, and to change.
CALM_S, WAY_S, CHANGE_S = 1.5, 9.0, 6.0


@pytest.mark.parametrize("routine", BUNDLED, ids=IDS)
def test_a_bundled_routine_announces_each_position_twice(routine: Routine) -> None:
    timeline = compile_timeline(routine)
    plan = plan_speech(timeline, guess_lengths(all_texts([routine])))
    for before, after in pairwise(timeline.stage_spans):
        (soon,) = [one for one in plan.between(before.end_s - 10, before.end_s) if one.kind is Kind.CHANGE]
        (now,) = [one for one in plan.between(after.start_s, after.practice_s) if one.kind is Kind.CHANGE]
        assert soon.text.startswith("Soon") and not now.text.startswith("Soon")
        assert before.end_s - 6 < soon.at_s and now.at_s - after.start_s < 1


def test_the_end_lets_the_bell_ring_and_gives_time_for_each_step() -> None:
    timeline = lay(breathe())
    plan = plan_speech(timeline, lengths_of(breathe()), closing=CLOSING)
    end, *steps = [one for one in plan.utterances if one.kind is Kind.CLOSING]
    assert [end.text, *(one.text for one in steps)] == [spoken.THE_END, *CLOSING]
    assert end.at_s == timeline.duration_s + 2.5
    assert [after.at_s - before.end_s for before, after in pairwise(steps)] == [pytest.approx(5.0)]


@pytest.mark.parametrize("routine", BUNDLED, ids=IDS)
@pytest.mark.parametrize("first", list(Side))
def test_a_bundled_routine_leaves_time_for_its_words_and_for_the_way(routine: Routine, first: Side) -> None:
    timeline = compile_timeline(routine, first_side=first)
    plan = plan_speech(timeline, CLIPS.lengths_s)
    for index, span in enumerate(timeline.stage_spans):
        said = plan.between(span.start_s - 0.1, span.practice_s - 0.1)
        wanted = [one for one in settle_items(timeline.stages, index, set()) if one.text != spoken.TAKE_TIME]
        safety = {one.text for one in wanted if one.kind is Kind.SAFETY}
        assert {one.text for one in said} >= {one.text for one in wanted} - safety
        pauses = [after.at_s - before.end_s for before, after in pairwise(said)]
        assert min(pauses) >= CALM_S, f"{timeline.stages[index].title}: {pauses}"
        assert sum(pauses) >= (WAY_S if index == 0 else CHANGE_S)


@pytest.mark.parametrize("level", [GuidanceLevel.FULL, GuidanceLevel.COUNTS, GuidanceLevel.TONES])
def test_what_to_do_is_said_for_each_side_in_every_level_but_silence(level: GuidanceLevel) -> None:
    turn = Instruction(0.0, Words("Turn your body slowly around the ball."))
    stage = breathe(
        both_sides=True, settle_s=30.0, settle=Words("Face down. Rest your head."), instructions=(turn, SAFETY)
    )
    said = texts(plan_of(stage, settle_s=30.0, level=level))
    assert [said.count(text) for text in ("Face down.", "Rest your head.", turn.words.text)] == [2, 2, 2]
    assert said.count(SAFETY.words.text) == 1
    assert texts(plan_of(stage, level=GuidanceLevel.SILENT)) == []


def test_a_settle_without_time_keeps_safety_then_the_side() -> None:
    stage = breathe(id="b", side=Side.LEFT, instructions=(SAFETY,), settle=Words("Lie down with your legs long."))
    whole = plan_of(stage, settle_s=30.0)
    assert texts(whole)[:5] == [
        spoken.SETTLE_IN, "Left side.", "Lie down with your legs long.", spoken.TAKE_TIME, SAFETY.words.text,
    ]  # fmt: skip
    assert spoken.TAKE_TIME not in texts(plan_of(stage, settle_s=15.0)), "a comfort leaves some silence"
    tight = plan_of(stage, settle_s=5.5)
    assert texts(tight)[:2] == ["Left side.", SAFETY.words.text]
    none = plan_of(stage, settle_s=0.0)
    assert texts(none)[0] == "Left side." and none.utterances[0].at_s == 0
    (said,) = (one for one in none.utterances if one.kind is Kind.SAFETY)
    assert said.text == SAFETY.short.text and lay(stage, settle_s=0.0).at(said.at_s).phase is Phase.EXHALE
