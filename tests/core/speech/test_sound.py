"""Which sounds a session has, and that none is lost or doubled, whatever windows are asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.problem import BadValue
from psoas_timer.core.speech.sound import BOWL_S, MARKS, Score, SoundChoice, SoundKind, SoundSet, amplitude_of
from tests.core.strategies import instants, timelines

BREATHED = (SoundSet.BREATH, SoundSet.WAVES)


def make_timeline(effort: Phase | None = Phase.HOLD_IN, easy_between: int = 0) -> Timeline:
    stage = Stage(
        id="s", title="S", pattern=BreathPattern(4, 3, 6, 2), cycles=2, effort=effort, easy_between=easy_between,
        easy_pattern=BreathPattern(4, 1, 6, 0),
    )  # fmt: skip
    return compile_timeline(Routine(id="r", title="R", stages=(stage,)), settle_s=5.0)


def phases(score: Score) -> list[tuple[float, SoundKind]]:
    return [(sound.at_s, sound.kind) for sound in score.sounds if not sound.is_mark]


@pytest.mark.parametrize("sound_set", BREATHED)
def test_each_phase_has_its_sound_and_an_empty_hold_has_none(sound_set: SoundSet) -> None:
    assert phases(Score(make_timeline(), sound_set)) == [
        (5.0, SoundKind.INHALE), (9.0, SoundKind.EFFORT), (12.0, SoundKind.EXHALE),
        (20.0, SoundKind.INHALE), (24.0, SoundKind.EFFORT), (27.0, SoundKind.EXHALE),
    ]  # fmt: skip


def test_a_hold_without_effort_is_plain_and_so_are_the_easy_breaths_between() -> None:
    assert SoundKind.EFFORT not in dict(phases(Score(make_timeline(None), SoundSet.BREATH))).values()
    kinds = [kind for _at_s, kind in phases(Score(make_timeline(easy_between=1), SoundSet.BREATH))]
    assert [kind for kind in kinds if kind in (SoundKind.HOLD, SoundKind.EFFORT)] == [
        SoundKind.EFFORT, SoundKind.HOLD, SoundKind.EFFORT,
    ]  # fmt: skip


def test_muscles_that_work_with_empty_lungs_are_heard() -> None:
    kinds = [kind for _at_s, kind in phases(Score(make_timeline(Phase.HOLD_OUT), SoundSet.BREATH))]
    assert kinds == [SoundKind.INHALE, SoundKind.HOLD, SoundKind.EXHALE, SoundKind.EFFORT] * 2


def test_bowls_sound_at_every_turn() -> None:
    timeline = make_timeline()
    turns = [segment.start_s for segment in timeline.segments if segment.phase is not Phase.SETTLE]
    assert [at_s for at_s, _kind in phases(Score(timeline, SoundSet.BOWLS))] == turns


def test_a_bowl_that_is_struck_for_an_effort_lasts_as_long_as_the_effort() -> None:
    sounds = Score(make_timeline(), SoundSet.BOWLS).sounds
    assert {sound.seconds for sound in sounds if sound.kind is SoundKind.EFFORT} == {3.0}
    assert {sound.seconds for sound in sounds if sound.kind is SoundKind.EXHALE} == {BOWL_S}


def test_even_steps_of_a_volume_are_even_for_the_ear() -> None:
    assert [amplitude_of(percent) for percent in (0.0, 50.0, 100.0)] == [0.0, 0.25, 1.0]


def test_none_is_silence() -> None:
    assert Score(make_timeline(), SoundSet.NONE).sounds == ()


def test_the_marks_are_where_the_cues_are() -> None:
    marks = {sound.kind: sound.at_s for sound in Score(make_timeline(), SoundSet.BREATH).sounds if sound.is_mark}
    assert marks == {SoundKind.STAGE: 0.0, SoundKind.HALFWAY: 17.5, SoundKind.LAST_BREATH: 20.0, SoundKind.END: 35.0}
    assert set(MARKS) - set(marks) == {SoundKind.ONE_MINUTE, SoundKind.CHIME}


@given(timeline=timelines(), sound_set=st.sampled_from(SoundSet))
def test_phase_sounds_last_as_long_as_their_phase(timeline: Timeline, sound_set: SoundSet) -> None:
    lengths = {segment.start_s: segment.end_s - segment.start_s for segment in timeline.segments}
    for sound in Score(timeline, sound_set).sounds:
        if not sound.is_mark and sound_set in BREATHED:
            assert sound.seconds == pytest.approx(lengths[sound.at_s], abs=0.001)


@given(data=st.data(), timeline=timelines(), sound_set=st.sampled_from(SoundSet))
def test_any_split_hears_what_the_whole_hears(data: st.DataObject, timeline: Timeline, sound_set: SoundSet) -> None:
    score = Score(timeline, sound_set)
    cuts = sorted(data.draw(st.lists(instants(timeline), max_size=6)))
    bounds = [-2.0, *cuts, timeline.duration_s + 2.0]
    parts = [sound for a_s, b_s in pairwise(bounds) for sound in score.sounds_between(a_s, b_s)]
    assert tuple(parts) == score.sounds


@given(timeline=timelines())
def test_each_tone_is_to_be_made_once(timeline: Timeline) -> None:
    score = Score(timeline, SoundSet.BREATH)
    assert sorted(set(score.tones), key=repr) == sorted(score.tones, key=repr)
    assert {sound.tone for sound in score.sounds} == set(score.tones)


@pytest.mark.parametrize("figure", [{"breath_percent": 101}, {"voice_percent": -1}, {"offset_ms": 501}])
def test_a_choice_has_bounds(figure: dict[str, float]) -> None:
    with pytest.raises(BadValue):
        SoundChoice(**figure)


def test_silence_is_known_as_such() -> None:
    assert SoundChoice(sound_set=SoundSet.NONE, voice_percent=0).is_silent
    assert SoundChoice(breath_percent=0, voice_percent=0).is_silent
    assert not SoundChoice(sound_set=SoundSet.NONE).is_silent
