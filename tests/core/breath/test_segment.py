"""How one stage is laid out: whole breaths, as many as it needs."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import BREATH_PHASES, Phase, Side, Stage
from psoas_timer.core.breath.segment import Segment, lay_breaths, lay_stage, measure_spans, split_sides
from tests.core.strategies import FIGURES, figures, patterns, stages

SLOW = BreathPattern(4, 0, 6, 0)
starts = st.one_of(st.just(0.0), st.floats(0.0, 10_000.0))


def breaths_of(segments: list[Segment]) -> list[list[Segment]]:
    """Return the segments breath by breath, split only by the inhale that begins each breath."""
    breaths: list[list[Segment]] = []
    for segment in segments:
        if segment.phase is Phase.INHALE:
            breaths.append([])
        if segment.phase is not Phase.SETTLE:
            breaths[-1].append(segment)
    return breaths


@given(stages(), starts)
def test_a_stage_begins_where_it_is_told_and_has_no_gap(stage: Stage, start_s: float) -> None:
    segments = lay_stage(3, stage, start_s)
    assert segments[0].start_s == start_s
    assert [one.end_s for one in segments[:-1]] == [one.start_s for one in segments[1:]]
    assert all(one.start_s < one.end_s for one in segments)
    assert {one.stage_index for one in segments} == {3}


@given(stages(), starts)
def test_a_settle_comes_first_once_and_only_where_there_is_one(stage: Stage, start_s: float) -> None:
    settles = [one for one in lay_stage(0, stage, start_s) if one.phase is Phase.SETTLE]
    if stage.settle_s:
        (settle,) = settles
        assert (settle.start_s, settle.end_s, settle.cycle) == (start_s, start_s + stage.settle_s, 0)
    else:
        assert not settles


@given(stages(), starts)
def test_every_breath_has_the_phases_and_lengths_of_its_pattern(stage: Stage, start_s: float) -> None:
    for breath in breaths_of(lay_stage(0, stage, start_s)):
        pattern = stage.easy_pattern if breath[0].is_easy else stage.pattern
        lengths_s = {one.phase: one.end_s - one.start_s for one in breath}
        assert len(lengths_s) == len(breath)
        assert [one.phase for one in breath] == [phase for phase in BREATH_PHASES if phase in lengths_s]
        for phase, figure in zip(BREATH_PHASES, FIGURES, strict=True):
            assert lengths_s.get(phase, 0.0) == pytest.approx(getattr(pattern, figure), abs=1e-8)


@given(stages(), starts)
def test_a_stage_of_cycles_has_so_many_with_the_easy_breaths_between_them(stage: Stage, start_s: float) -> None:
    assume(stage.cycles is not None)
    breaths = [(one[0].cycle, one[0].is_easy) for one in breaths_of(lay_stage(0, stage, start_s))]
    expected = [(1, False)]
    for cycle in range(1, stage.cycles or 0):
        expected += [(cycle, True)] * stage.easy_between + [(cycle + 1, False)]
    assert breaths == expected


@given(stages(), starts)
def test_a_stage_with_a_length_is_not_shorter_and_less_than_one_breath_longer(stage: Stage, start_s: float) -> None:
    assume(stage.duration_s is not None)
    breaths = breaths_of(lay_stage(0, stage, start_s))
    practice_s = start_s + stage.settle_s
    needed_s = stage.duration_s or 0.0
    assert breaths[-1][-1].end_s - practice_s >= needed_s - 1e-5
    assert breaths[-1][0].start_s - practice_s < needed_s


@given(stages(), starts)
def test_a_stage_ends_on_a_completed_exhale(stage: Stage, start_s: float) -> None:
    last = breaths_of(lay_stage(0, stage, start_s))[-1]
    assert last[-1].phase in (Phase.EXHALE, Phase.HOLD_OUT)
    assert Phase.EXHALE in [one.phase for one in last]


@given(figures((1.0, 15.0)), figures((0.0, 15.0)), figures((1.0, 20.0)), st.integers(1, 60), starts)
def test_a_length_of_whole_breaths_gives_exactly_those(
    inhale_s: float, hold_s: float, exhale_s: float, count: int, start_s: float
) -> None:
    """300 s of 10 s breaths are 30, also of 4.3 + 0.1 + 5.6, which floating point does not add up to 10."""
    pattern = BreathPattern(inhale_s, hold_s, exhale_s)
    stage = Stage(id="s", title="S", pattern=pattern, duration_s=count * pattern.cycle_s)
    assert len(breaths_of(lay_stage(0, stage, start_s))) == count


def test_an_hour_of_odd_figures_is_as_many_breaths_as_on_paper() -> None:
    stage = Stage(id="s", title="S", pattern=BreathPattern(4.3, 0.1, 5.5, 0.1), duration_s=3600.0)
    assert len(breaths_of(lay_stage(0, stage, 15.7))) == 360


@given(stages(), starts, st.integers(0, 12))
def test_laying_goes_on_after_any_breath_as_if_in_one_go(stage: Stage, start_s: float, done: int) -> None:
    whole = lay_breaths(0, stage, start_s, start_s, 0)
    breaths = breaths_of(whole)
    done = min(done, len(breaths))
    from_s = breaths[done - 1][-1].end_s if done else start_s
    before = [segment for breath in breaths[:done] for segment in breath]
    assert before + lay_breaths(0, stage, start_s, from_s, done) == whole


def test_a_settle_too_short_for_the_clock_leaves_no_segment_without_length() -> None:
    """1e-16 s after 10 s is 10 s in floating point."""
    stage = Stage(id="s", title="S", pattern=SLOW, cycles=1, settle_s=1e-16)
    assert all(one.start_s < one.end_s for one in lay_stage(1, stage, 10.0))


def test_a_stage_however_short_has_at_least_one_breath() -> None:
    stage = Stage(id="s", title="S", pattern=SLOW, duration_s=1e-7)
    assert len(breaths_of(lay_stage(0, stage, 0.0))) == 1


# --- breaths told apart ---


@given(stages(), starts)
def test_a_segment_follows_within_the_breath_unless_it_begins_one(stage: Stage, start_s: float) -> None:
    segments = lay_stage(0, stage, start_s) + lay_stage(1, stage, start_s + 5000.0)
    for before, after in pairwise(segments):
        begins = after.phase in (Phase.INHALE, Phase.SETTLE)
        assert after.follows_within_breath(before) is not begins


# --- spans ---


@given(st.lists(stages(), min_size=1, max_size=4))
def test_the_spans_tile_the_session_and_know_settle_and_cycles(several: list[Stage]) -> None:
    segments: list[Segment] = []
    for index, stage in enumerate(several):
        segments += lay_stage(index, stage, segments[-1].end_s if segments else 0.0)
    spans = measure_spans(segments, len(several))
    by_stage = [list(found) for _index, found in groupby(segments, lambda one: one.stage_index)]
    assert [span.start_s for span in spans] == [0.0] + [span.end_s for span in spans[:-1]]
    for span, found, stage in zip(spans, by_stage, several, strict=True):
        breathing = [one for one in found if one.phase is not Phase.SETTLE]
        assert span.practice_s == breathing[0].start_s
        assert span.end_s == breathing[-1].end_s
        assert span.cycles == len({one.cycle for one in breathing})
        if stage.cycles is not None:
            assert span.cycles == stage.cycles


# --- sides ---


@given(stages(), st.sampled_from(Side))
def test_both_sides_are_two_stages_that_share_the_length_and_keep_the_cycles(stage: Stage, first: Side) -> None:
    split = split_sides(stage, first)
    if not stage.both_sides:
        assert split == (stage,)
        return
    assert [one.side for one in split] == [first, first.other]
    assert not any(one.both_sides for one in split)
    assert [one.cycles for one in split] == [stage.cycles] * 2
    if stage.duration_s is not None:
        assert sum(one.duration_s or 0.0 for one in split) == stage.duration_s
    assert {one.settle_s for one in split} == {stage.settle_s}
    _, second = split_sides(replace(stage, change_s=3.0), first)
    assert (second.settle_s, second.side) == (3.0, first.other)


@given(patterns(), st.integers(1, 200))
def test_contract_cycles_are_as_many_as_the_stage_says(pattern: BreathPattern, cycles: int) -> None:
    stage = Stage(id="s", title="S", pattern=pattern, cycles=cycles)
    inhales = [one for one in lay_stage(0, stage, 0.0) if one.phase is Phase.INHALE]
    assert [one.cycle for one in inhales] == list(range(1, cycles + 1))
