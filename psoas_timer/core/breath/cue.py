"""The moments in a session when something is spoken, sounded or announced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from psoas_timer.core.breath.routine import Phase, Stage
from psoas_timer.core.breath.segment import Segment, StageSpan

ANNOUNCE_NEXT_S = 10.0
# How long each safety sentence of a stage is shown before its first breath, at most.
SAFETY_SHOWN_S = 5.0

# A session shorter than this (allowing for rounding) is too short for "one minute left" to help.
_ONE_MINUTE_FROM_S = 180.0 - 1e-6


class CueKind(StrEnum):
    """What a cue marks."""

    STAGE = "stage"  # a stage begins, with its settling time if it has one
    PHASE = "phase"  # a phase of the breath begins
    INSTRUCTION = "instruction"  # the next instruction of the stage
    NEXT_STAGE = "next_stage"  # ANNOUNCE_NEXT_S before the next stage begins
    HALFWAY = "halfway"  # half of the session's time has passed
    ONE_MINUTE = "one_minute"  # a minute of the session is left
    LAST_BREATH = "last_breath"  # the last breath of a stage begins
    END = "end"


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens at one moment of the session, and where in the session that is."""

    at_s: float
    kind: CueKind
    stage_index: int
    phase: Phase
    cycle: int = 0
    text: str = ""


def find_instructions(stages: Sequence[Stage], spans: Sequence[StageSpan]) -> dict[float, str]:
    """Return each sentence by the second at which it appears, in time order from 0; '' clears the previous one.

    What to do before a stage is followed by its safety words, for whoever reads them instead of hearing them.
    """
    found: dict[float, str] = {}
    for stage, span in zip(stages, spans, strict=True):
        found[span.start_s] = stage.settle.for_side(stage.side)
        safety = [said.words.for_side(stage.side) for said in stage.instructions if said.is_safety]
        shown_s = min(SAFETY_SHOWN_S, (span.practice_s - span.start_s) / (len(safety) + 1))
        if shown_s > 0:
            found |= {
                span.practice_s - shown_s * left: text
                for left, text in zip(range(len(safety), 0, -1), safety, strict=True)
            }
        for said in sorted(stage.instructions, key=lambda said: said.at_s):
            if span.practice_s + said.at_s < span.end_s:
                found[span.practice_s + said.at_s] = said.words.for_side(stage.side)
    return found


def find_cues(stages: Sequence[Stage], segments: Sequence[Segment], spans: Sequence[StageSpan]) -> tuple[Cue, ...]:
    """Return every cue of a session in time order."""
    starts = [segment.start_s for segment in segments]
    cues = [*_stage_cues(segments), *_breath_cues(segments, spans)]
    for at_s, kind, text in _find_marks(stages, spans):
        here = segments[bisect_right(starts, at_s) - 1]
        cues.append(Cue(at_s, kind, here.stage_index, here.phase, here.cycle, text))
    cues.append(Cue(segments[-1].end_s, CueKind.END, len(stages) - 1, Phase.DONE))
    return tuple(sorted(cues, key=lambda cue: (cue.at_s, _ORDER.index(cue.kind))))


def carry_cues(before: Sequence[Cue], after: Sequence[Cue], elapsed_s: float, turn_s: float) -> tuple[Cue, ...]:
    """Return the cues of a session whose pace changes: ``before`` up to ``elapsed_s``, ``after`` from then on.

    A mark that depends on lengths, such as halfway, moves with the pace. A mark already heard is not repeated; one
    that the change jumped over comes at ``turn_s``, the next breath, if it is still true by then.
    """
    heard = [cue for cue in before if cue.at_s <= elapsed_s]
    marks = {_mark(cue) for cue in heard if cue.kind in _MOVING}
    turn = next((cue for cue in after if cue.kind is CueKind.PHASE and cue.at_s >= turn_s), None)
    coming = []
    for cue in after:
        if cue.kind in _MOVING and _mark(cue) in marks:
            continue
        if cue.at_s > elapsed_s:
            coming.append(cue)
        elif turn is not None and _is_true_later(cue, turn):
            coming.append(
                replace(cue, at_s=turn.at_s, phase=turn.phase, cycle=turn.cycle, stage_index=turn.stage_index)
            )
    return (*heard, *sorted(coming, key=lambda cue: (cue.at_s, _ORDER.index(cue.kind))))


def _is_true_later(cue: Cue, turn: Cue) -> bool:
    """Tell whether a mark that the change of pace jumped over may still be spoken at ``turn``."""
    return cue.kind is CueKind.HALFWAY or (cue.kind is CueKind.NEXT_STAGE and cue.stage_index == turn.stage_index)


# Among cues at the same time, the place comes first, then the breath, then words and marks.
_ORDER = (
    CueKind.STAGE, CueKind.NEXT_STAGE, CueKind.LAST_BREATH, CueKind.PHASE, CueKind.INSTRUCTION, CueKind.HALFWAY,
    CueKind.ONE_MINUTE, CueKind.END,
)  # fmt: skip
_MOVING = frozenset({CueKind.NEXT_STAGE, CueKind.HALFWAY, CueKind.ONE_MINUTE})


def _mark(cue: Cue) -> tuple[CueKind, int]:
    return cue.kind, cue.stage_index if cue.kind is CueKind.NEXT_STAGE else -1


def _find_marks(stages: Sequence[Stage], spans: Sequence[StageSpan]) -> Iterator[tuple[float, CueKind, str]]:
    for at_s, text in find_instructions(stages, spans).items():
        if text:
            yield at_s, CueKind.INSTRUCTION, text
    for span in spans[:-1]:
        yield max(span.end_s - ANNOUNCE_NEXT_S, span.start_s), CueKind.NEXT_STAGE, ""
    end_s = spans[-1].end_s
    yield end_s / 2, CueKind.HALFWAY, ""
    if end_s >= _ONE_MINUTE_FROM_S:
        yield end_s - 60.0, CueKind.ONE_MINUTE, ""


def _stage_cues(segments: Sequence[Segment]) -> Iterator[Cue]:
    seen = -1
    for segment in segments:
        if segment.stage_index != seen:
            seen = segment.stage_index
            yield Cue(segment.start_s, CueKind.STAGE, seen, segment.phase, segment.cycle)


def _breath_cues(segments: Sequence[Segment], spans: Sequence[StageSpan]) -> Iterator[Cue]:
    for segment in segments:
        cycles = spans[segment.stage_index].cycles
        begins_last = segment.phase is Phase.INHALE and segment.cycle == cycles > 1 and not segment.is_easy
        if begins_last:
            yield Cue(segment.start_s, CueKind.LAST_BREATH, segment.stage_index, segment.phase, segment.cycle)
        yield Cue(segment.start_s, CueKind.PHASE, segment.stage_index, segment.phase, segment.cycle)
