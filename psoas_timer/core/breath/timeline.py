"""A routine laid out in time: what you see and hear is a function of the seconds elapsed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from psoas_timer.core.breath.cue import Cue, carry_cues, find_cues, find_instructions
from psoas_timer.core.breath.easing import ease_breath
from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import SETTLE_S, Phase, Routine, Side, Stage
from psoas_timer.core.breath.segment import Segment, StageSpan, lay_breaths, lay_stage, measure_spans, split_sides
from psoas_timer.core.kind import Maybe, Number

DEFAULT_SETTLE_S = 15.0


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything about the session at ``elapsed_s``. Seconds left are never negative; ``fullness`` is 0 to 1.

    ``cycle`` is 0 while settling. ``stage_left_s`` counts the settling time as part of its stage.
    """

    elapsed_s: float
    stage_index: int
    stage: Stage
    side: Side | None
    phase: Phase
    fullness: float
    phase_s: float
    phase_left_s: float
    cycle: int
    cycles: int
    stage_left_s: float
    session_left_s: float
    instruction: str
    is_effort: bool = False
    is_easy: bool = False


@dataclass(frozen=True)
class Timeline:
    """The segments of a session, without gaps from 0 to ``duration_s``. ``stages`` has one entry for each side.

    ``carried_cues`` are the cues of a session whose pace has changed; otherwise cues follow from the segments.
    """

    stages: tuple[Stage, ...]
    segments: tuple[Segment, ...]
    carried_cues: tuple[Cue, ...] = field(default=(), compare=False, repr=False)

    @property
    def duration_s(self) -> float:
        return self.segments[-1].end_s

    @property
    def practice_s(self) -> float:
        """Seconds of breathing in the whole session: its length without the settling times."""
        return sum(span.end_s - span.practice_s for span in self.stage_spans)

    @cached_property
    def stage_spans(self) -> tuple[StageSpan, ...]:
        """When each stage begins, when its breathing begins, when it ends, and its number of cycles."""
        return measure_spans(self.segments, len(self.stages))

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Every cue of the session in time order."""
        return self.carried_cues or find_cues(self.stages, self.segments, self.stage_spans)

    def at(self, elapsed_s: float) -> Moment:
        """Return the moment at ``elapsed_s``; before 0 it is the first, and from ``duration_s`` on it is DONE."""
        if elapsed_s >= self.duration_s:
            return self._done
        elapsed_s = max(elapsed_s, 0.0)
        segment = self.segment_at(elapsed_s)
        stage = self.stages[segment.stage_index]
        span = self.stage_spans[segment.stage_index]
        return Moment(
            elapsed_s=elapsed_s,
            stage_index=segment.stage_index,
            stage=stage,
            side=stage.side,
            phase=segment.phase,
            fullness=fullness_in(segment, elapsed_s),
            phase_s=segment.end_s - segment.start_s,
            phase_left_s=segment.end_s - elapsed_s,
            cycle=segment.cycle,
            cycles=span.cycles,
            stage_left_s=span.end_s - elapsed_s,
            session_left_s=self.duration_s - elapsed_s,
            instruction=self._instructions[bisect_right(self._instruction_starts, elapsed_s) - 1],
            is_effort=segment.phase is stage.effort and not segment.is_easy,
            is_easy=segment.is_easy,
        )

    def segment_at(self, elapsed_s: float) -> Segment:
        """Return the segment that contains ``elapsed_s``: the first if before 0, the last from the end on."""
        return self.segments[self._index_at(elapsed_s)]

    def segments_between(self, a_s: float, b_s: float) -> Iterator[Segment]:
        """Yield the segments that overlap ``a_s`` to ``b_s``, in order."""
        for segment in self.segments[self._index_at(a_s) : bisect_right(self._starts, b_s)]:
            if segment.end_s > a_s:
                yield segment

    def breath_start_s(self, elapsed_s: float) -> float:
        """Return when the breath (or settling time) at ``elapsed_s`` began."""
        index = self._index_at(elapsed_s)
        while index > 0 and self.segments[index].follows_within_breath(self.segments[index - 1]):
            index -= 1
        return self.segments[index].start_s

    def breath_end_s(self, elapsed_s: float) -> float:
        """Return when the breath (or settling time) at ``elapsed_s`` will end."""
        index = self._index_at(elapsed_s)
        while index + 1 < len(self.segments) and self.segments[index + 1].follows_within_breath(self.segments[index]):
            index += 1
        return self.segments[index].end_s

    def cues_between(self, a_s: float, b_s: float) -> list[Cue]:
        """Return the cues with ``a_s < at_s <= b_s``, in time order."""
        return list(self.cues[bisect_right(self._cue_times, a_s) : bisect_right(self._cue_times, b_s)])

    def with_pace(self, elapsed_s: float, patterns: Mapping[str, BreathPattern]) -> Timeline:
        """Return the session with other patterns (by name) from the next breath on; everything before it stays.

        A stage with a length gets as many breaths as it still needs to last at least as long as planned.
        """
        current = self.segment_at(elapsed_s)
        turn_s = self.breath_end_s(elapsed_s)
        stages = tuple(
            stage.with_patterns(patterns) if index >= current.stage_index else stage
            for index, stage in enumerate(self.stages)
        )
        segments = [segment for segment in self.segments if segment.start_s < turn_s]
        breaths_done = sum(
            segment.phase is Phase.INHALE and segment.stage_index == current.stage_index for segment in segments
        )
        practice_s = self.stage_spans[current.stage_index].practice_s
        segments += lay_breaths(current.stage_index, stages[current.stage_index], practice_s, turn_s, breaths_done)
        for index in range(current.stage_index + 1, len(stages)):
            segments += lay_stage(index, stages[index], segments[-1].end_s)
        paced = Timeline(stages, tuple(segments))
        return replace(paced, carried_cues=carry_cues(self.cues, paced.cues, elapsed_s, turn_s))

    def _index_at(self, elapsed_s: float) -> int:
        return max(bisect_right(self._starts, elapsed_s) - 1, 0)

    @cached_property
    def _starts(self) -> list[float]:
        return [segment.start_s for segment in self.segments]

    @cached_property
    def _cue_times(self) -> list[float]:
        return [cue.at_s for cue in self.cues]

    @cached_property
    def _instructions(self) -> list[str]:
        return list(find_instructions(self.stages, self.stage_spans).values())

    @cached_property
    def _instruction_starts(self) -> list[float]:
        return list(find_instructions(self.stages, self.stage_spans))

    @cached_property
    def _done(self) -> Moment:
        last = self.segments[-1]
        stage = self.stages[last.stage_index]
        return Moment(
            elapsed_s=self.duration_s, stage_index=last.stage_index, stage=stage, side=stage.side,
            phase=Phase.DONE, fullness=0.0, phase_s=0.0, phase_left_s=0.0, cycle=last.cycle, cycles=last.cycle,
            stage_left_s=0.0, session_left_s=0.0, instruction="",
        )  # fmt: skip


def compile_timeline(routine: Routine, *, settle_s: float | None = None, first_side: Side = Side.LEFT) -> Timeline:
    """Lay ``routine`` out in time.

    ``settle_s`` (0 to 60) is the time to get into the first position; None is the first stage's own, or
    DEFAULT_SETTLE_S if it has none. A stage that works both sides becomes two, ``first_side`` first. Raises BadValue if
    ``settle_s`` is out of bounds.
    """
    Maybe(Number(*SETTLE_S)).check("settle_s", settle_s)
    first, *others = (one for stage in routine.stages for one in split_sides(stage, first_side))
    if settle_s is None:
        settle_s = first.settle_s or DEFAULT_SETTLE_S
    stages = (replace(first, settle_s=settle_s), *others)
    segments: list[Segment] = []
    for index, stage in enumerate(stages):
        segments += lay_stage(index, stage, segments[-1].end_s if segments else 0.0)
    return Timeline(stages, tuple(segments))


def fullness_in(segment: Segment, elapsed_s: float) -> float:
    """Return the fullness of the lungs, 0 to 1, at ``elapsed_s`` within ``segment``."""
    share = (elapsed_s - segment.start_s) / (segment.end_s - segment.start_s)
    if segment.phase is Phase.INHALE:
        return ease_breath(share)
    if segment.phase is Phase.EXHALE:
        return 1.0 - ease_breath(share)
    return 1.0 if segment.phase is Phase.HOLD_IN else 0.0
