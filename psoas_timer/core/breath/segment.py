"""The pieces that make up a session: the phases of each breath, stage by stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import BREATH_PHASES, Phase, Side, Stage

# Tolerance when seconds become whole breaths, so that 300 s of 10 s breaths are 30 breaths and not 31.
_ROUNDING_S = 1e-6


@dataclass(frozen=True, slots=True)
class Segment:
    """One phase of one breath, or the settling time before a stage: ``start_s <= t < end_s``.

    ``cycle`` counts from 1 within the stage and is 0 while settling. ``is_easy`` marks easy breaths between cycles.
    """

    start_s: float
    end_s: float
    phase: Phase
    stage_index: int
    cycle: int
    is_easy: bool = False

    def follows_within_breath(self, before: Segment) -> bool:
        """Tell whether this segment continues the breath of ``before``, the segment just before it."""
        same_place = (self.stage_index, self.cycle, self.is_easy) == (before.stage_index, before.cycle, before.is_easy)
        return same_place and self.phase is not Phase.INHALE


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage's place in the session, in seconds: settling from ``start_s``, breathing from ``practice_s``."""

    start_s: float
    practice_s: float
    end_s: float
    cycles: int


def split_sides(stage: Stage, first: Side) -> tuple[Stage, ...]:
    """Return the stage itself or, if it works both sides, one stage for each side with ``first`` first."""
    if not stage.both_sides:
        return (stage,)
    each_s = None if stage.duration_s is None else stage.duration_s / 2
    one = replace(stage, both_sides=False, side=first, duration_s=each_s)
    change_s = stage.settle_s if stage.change_s is None else stage.change_s
    return one, replace(one, side=first.other, settle_s=change_s)


def lay_stage(index: int, stage: Stage, start_s: float) -> list[Segment]:
    """Return a whole stage's segments from ``start_s`` on: its settling time, then its breaths."""
    practice_s = start_s + stage.settle_s
    settle = [Segment(start_s, practice_s, Phase.SETTLE, index, 0)] if practice_s > start_s else []
    return settle + lay_breaths(index, stage, practice_s, practice_s, 0)


def lay_breaths(index: int, stage: Stage, practice_s: float, from_s: float, breaths_done: int) -> list[Segment]:
    """Return the breaths a stage still needs from ``from_s`` on, after ``breaths_done`` since ``practice_s``.

    Every breath is whole, and a stage with a length never falls short of it.
    """
    segments: list[Segment] = []
    at_s = from_s
    for cycle, is_easy in islice(_breaths(stage), breaths_done, None):
        if _is_enough(stage, cycle, is_easy, at_s - practice_s):
            return segments
        bounds = _phase_bounds(stage.easy_pattern if is_easy else stage.pattern, at_s)
        for phase, (start_s, end_s) in zip(BREATH_PHASES, pairwise(bounds), strict=True):
            if end_s > start_s:
                segments.append(Segment(start_s, end_s, phase, index, cycle, is_easy))
        at_s = bounds[-1]
    raise AssertionError("a stage never runs out of breaths")


def measure_spans(segments: Sequence[Segment], stage_count: int) -> tuple[StageSpan, ...]:
    """Return where each stage lies in the session."""
    spans: dict[int, StageSpan] = {}
    for segment in segments:
        known = spans.get(segment.stage_index)
        start_s = known.start_s if known else segment.start_s
        practice_s = known.practice_s if known else segment.start_s
        if segment.phase is Phase.SETTLE:
            practice_s = segment.end_s
        spans[segment.stage_index] = StageSpan(start_s, practice_s, segment.end_s, segment.cycle)
    return tuple(spans[index] for index in range(stage_count))


def _breaths(stage: Stage) -> Iterator[tuple[int, bool]]:
    """Yield (cycle, is it easy) for each breath of a stage, endlessly."""
    cycle = 1
    while True:
        yield cycle, False
        for _ in range(stage.easy_between):
            yield cycle, True
        cycle += 1


def _is_enough(stage: Stage, cycle: int, is_easy: bool, practised_s: float) -> bool:
    """Tell whether the stage is over before this breath."""
    if stage.cycles is not None:
        return cycle > stage.cycles or (is_easy and cycle == stage.cycles)
    assert stage.duration_s is not None  # a Stage has one of the two
    if cycle == 1 and not is_easy:
        return False  # even the shortest stage has one breath
    return practised_s >= stage.duration_s - _ROUNDING_S


def _phase_bounds(pattern: BreathPattern, start_s: float) -> tuple[float, float, float, float, float]:
    hold_in_s = start_s + pattern.inhale_s
    exhale_s = hold_in_s + pattern.hold_in_s
    hold_out_s = exhale_s + pattern.exhale_s
    return start_s, hold_in_s, exhale_s, hold_out_s, hold_out_s + pattern.hold_out_s
