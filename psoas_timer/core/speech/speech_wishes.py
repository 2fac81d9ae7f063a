"""What to say during the breaths, and when it may be said: at most MOST_WORDS words at a time.

Every repetition is paced and counted. In plain breathing, the words come with the first three breaths and then with
every fourth: the breath sound leads the rest, so that five minutes stay quiet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from psoas_timer.core.breath.cue import CueKind
from psoas_timer.core.breath.routine import Instruction, Phase, Stage
from psoas_timer.core.breath.segment import Segment, StageSpan
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.speech_settle import soon_text
from psoas_timer.core.speech.utterance import GAP_S, Kind, Place, Priority, Wish

# All of these are our choice, in seconds.
WORD_GAP_S = 0.6  # from a phase's word to its count
COMFORT_GAP_S = 0.8  # from the previous words to a comfort
TAIL_S = 0.4  # the end of a phase, when no comfort is said
COMFORT_WAIT_S = 25.0  # how long a comfort may wait for a breath out with room
HALFWAY_WAIT_S, ONE_MINUTE_WAIT_S = 40.0, 15.0  # how long these may wait for the same
# In a session shorter than three minutes, "halfway" is of no use.
HALFWAY_FROM_S = 90.0

_USUAL = {Phase.INHALE: spoken.IN, Phase.HOLD_IN: spoken.HOLD, Phase.EXHALE: spoken.OUT, Phase.HOLD_OUT: spoken.REST}


@dataclass(frozen=True, slots=True)
class StagePart:
    """A stage as the voice guides it: its breaths, and what comes after it."""

    stage: Stage
    span: StageSpan
    breaths: tuple[Segment, ...]
    next_stage: Stage | None
    last_breaths: frozenset[tuple[int, int]]  # (stage, cycle) of every last breath

    @property
    def is_repeated(self) -> bool:
        return is_repeated(self.stage)

    def is_last(self, segment: Segment) -> bool:
        return (segment.stage_index, segment.cycle) in self.last_breaths and not segment.is_easy


def is_repeated(stage: Stage) -> bool:
    """Tell whether a stage's breaths are repetitions: an effort or a movement, a set number of times."""
    return stage.cycles is not None and bool(stage.effort or stage.side or stage.phase_words)


def stage_parts(timeline: Timeline) -> Iterator[StagePart]:
    """Yield the session stage by stage."""
    last = frozenset((cue.stage_index, cue.cycle) for cue in timeline.cues if cue.kind is CueKind.LAST_BREATH)
    breaths: list[list[Segment]] = [[] for _ in timeline.stages]
    for segment in timeline.segments:
        if segment.phase is not Phase.SETTLE:
            breaths[segment.stage_index].append(segment)
    following = (*timeline.stages[1:], None)
    for stage, span, own, after in zip(timeline.stages, timeline.stage_spans, breaths, following, strict=True):
        yield StagePart(stage, span, tuple(own), after, last)


def wish_safety(part: StagePart, instruction: Instruction, lengths: Mapping[str, float]) -> Wish:
    """Return the wish for safety words that had no room before the stage: in its first breaths, or else anywhere."""
    text = instruction.short.for_side(part.stage.side)
    if text not in lengths:
        text = instruction.words.for_side(part.stage.side)
    calm = [
        Place(text, exhale.start_s + _word_s(part, exhale, lengths) + WORD_GAP_S, exhale.end_s, exhale.end_s - GAP_S)
        for exhale in _exhales(part)[:3]
    ]
    anywhere = Place(text, part.span.practice_s, part.span.end_s, part.span.end_s)
    return Wish(Priority.SAFETY, Kind.SAFETY, (*calm, anywhere))


def wish_now(part: StagePart, text: str, priority: Priority, kind: Kind) -> Wish:
    """Return the wish for words about the position that had no room before the stage: as its first breath begins."""
    first, span = part.breaths[0], part.span
    place = Place(text, first.start_s, min(first.start_s + 20.0, span.end_s), span.end_s)
    return Wish(priority, kind, (place,))


def wish_soon(part: StagePart, lengths: Mapping[str, float]) -> Iterator[Wish]:
    """Yield the announcement of the next stage: in the last breath out, after its word and its count."""
    if part.next_stage is None:
        return
    text, last = soon_text(part.stage, part.next_stage), part.breaths[-1]
    places: list[Place] = []
    breath = [one for one in part.breaths[-4:] if (one.cycle, one.is_easy) == (last.cycle, last.is_easy)]
    for segment in breath:
        if segment.phase is Phase.EXHALE:
            word_s = _word_s(part, segment, lengths)
            count_s = max((lengths.get(word, 0.0) for word in _counts(part, segment)), default=-WORD_GAP_S)
            for skip_s in (word_s + count_s + 2 * WORD_GAP_S, word_s + WORD_GAP_S):
                places.append(Place(text, segment.start_s + skip_s, segment.end_s, segment.end_s))
        elif segment.phase is Phase.HOLD_OUT and part.stage.effort is not Phase.HOLD_OUT:
            places.insert(1, _whole_of(text, segment))
    places += [_whole_of(text, segment) for segment in breath if segment.phase is Phase.EXHALE]
    places.append(Place(text, breath[0].start_s, last.end_s, last.end_s))
    yield Wish(Priority.SIDE, Kind.CHANGE, tuple(places))


def wish_release(part: StagePart, lengths: Mapping[str, float]) -> Iterator[Wish]:
    """Yield the words that nobody has to stay in a hold with empty lungs: in the first one, after its own word."""
    if part.stage.effort is not Phase.HOLD_OUT:
        return
    hold = next((one for one in part.breaths if one.phase is Phase.HOLD_OUT and not one.is_easy), None)
    if hold is not None:
        from_s = hold.start_s + _word_s(part, hold, lengths) + GAP_S
        place = Place(spoken.WHENEVER, from_s, hold.end_s, hold.end_s - GAP_S)
        yield Wish(Priority.SAFETY, Kind.SAFETY, (place,))


def wish_phases(part: StagePart) -> Iterator[Wish]:
    """Yield the word of each phase that has one, exactly when the phase begins."""
    before: Segment | None = None
    for segment in part.breaths:
        forms = phase_forms(part, segment, before)
        if forms:
            places = [Place(text, segment.start_s, segment.start_s, segment.end_s - GAP_S) for text in forms]
            is_mark = forms[0] in (spoken.LAST_BREATH, spoken.LAST_ONE)
            yield Wish(Priority.PHASE, Kind.MARK if is_mark else Kind.PHASE, tuple(places))
        before = segment


def phase_forms(part: StagePart, segment: Segment, before: Segment | None) -> tuple[str, ...]:
    """Return the words for a phase, longest first; none if the breath sound is enough."""
    stage, phase, cycle = part.stage, segment.phase, segment.cycle
    is_effort = phase is stage.effort and not segment.is_easy
    after_hold = (
        stage.effort is Phase.HOLD_OUT and before is not None and before.phase is Phase.HOLD_OUT and not before.is_easy
    )
    if phase is Phase.INHALE and after_hold:
        return spoken.RELEASE, spoken.LET_GO, spoken.IN
    if phase is Phase.INHALE and part.is_last(segment):
        return (spoken.LAST_ONE if part.is_repeated else spoken.LAST_BREATH), spoken.IN
    if not is_effort and not _is_led(part, segment):
        return ()
    if phase is Phase.INHALE and segment.is_easy:
        return spoken.EASY, spoken.IN
    usual = _USUAL[phase]
    if not segment.is_easy:
        if is_effort:
            usual = spoken.TIGHTEN if phase is Phase.HOLD_IN else spoken.HOLD_EMPTY
        elif phase is Phase.EXHALE and stage.effort is Phase.HOLD_IN:
            usual = spoken.LET_GO
        own = spoken.spoken_word(stage, phase)
        if own and own != usual and (is_effort or stage.easy_between or cycle <= 2):
            return own, usual
    return (usual, spoken.HOLD) if is_effort else (usual,)


def wish_counts(part: StagePart) -> Iterator[Wish]:
    """Yield the number of each repetition: in its breath out, after the word for it, or else in the rest after it."""
    for segment, after in zip_longest(part.breaths, part.breaths[1:]):
        for text in _counts(part, segment):
            places = [_whole_of(text, segment)]
            if after and after.phase is Phase.HOLD_OUT and part.stage.effort is not Phase.HOLD_OUT:
                places.append(_whole_of(text, after))
            yield Wish(Priority.COUNT, Kind.COUNT, tuple(places), WORD_GAP_S)


def wish_comforts(part: StagePart) -> Iterator[Wish]:
    """Yield the stage's own words, each in a breath out from its time on, if there is one before the next words."""
    exhales = _exhales(part)
    found = sorted((one for one in part.stage.instructions if not one.is_safety), key=lambda one: one.at_s)
    for instruction, following in zip_longest(found, found[1:]):
        text = spoken.within_stage(instruction, part.stage.side)
        from_s = part.span.practice_s + instruction.at_s
        until_s = from_s + COMFORT_WAIT_S
        if following and following.at_s > instruction.at_s:
            until_s = min(until_s, part.span.practice_s + following.at_s)
        places = [
            Place(text, max(one.start_s + WORD_GAP_S, from_s), until_s, one.end_s - TAIL_S)
            for one in exhales
            if text and one.start_s < until_s and one.end_s > from_s
        ]
        if places:
            yield Wish(Priority.COMFORT, Kind.COMFORT, tuple(places), COMFORT_GAP_S)


def wish_marks(timeline: Timeline) -> Iterator[Wish]:
    """Yield halfway and one minute: in the next breath out or rest that has room and is not a stage's last.

    Halfway is not said during repetitions, where it would sound like half of those, nor in a stage's first breath.
    """
    last_breaths = {(cue.stage_index, cue.cycle) for cue in timeline.cues if cue.kind is CueKind.LAST_BREATH}
    for cue in timeline.cues:
        if cue.kind is CueKind.HALFWAY and cue.at_s >= HALFWAY_FROM_S:
            text, until_s = spoken.HALFWAY, cue.at_s + HALFWAY_WAIT_S
        elif cue.kind is CueKind.ONE_MINUTE:
            text, until_s = spoken.ONE_MINUTE, cue.at_s + ONE_MINUTE_WAIT_S
        else:
            continue
        places = [
            Place(text, max(segment.start_s, cue.at_s), until_s, segment.end_s - GAP_S)
            for segment in timeline.segments_between(cue.at_s, until_s)
            if segment.phase in (Phase.EXHALE, Phase.HOLD_OUT)
            and timeline.stages[segment.stage_index].effort is not segment.phase
            and (segment.stage_index, segment.cycle) not in last_breaths
            and not (
                text == spoken.HALFWAY and (segment.cycle == 1 or is_repeated(timeline.stages[segment.stage_index]))
            )
        ]
        if places:
            yield Wish(Priority.COUNT, Kind.MARK, tuple(places), COMFORT_GAP_S)


def _is_led(part: StagePart, segment: Segment) -> bool:
    """Tell whether the phases of this breath have words."""
    if part.is_repeated:
        return segment.phase is not Phase.HOLD_OUT or segment.cycle <= 2
    return segment.cycle <= 3 or segment.cycle % 4 == 3 or part.is_last(segment)


def _counts(part: StagePart, segment: Segment) -> Sequence[str]:
    is_counted = part.is_repeated and segment.phase is Phase.EXHALE and not segment.is_easy
    return spoken.COUNTS[segment.cycle - 1 : segment.cycle] if is_counted else ()


def _word_s(part: StagePart, segment: Segment, lengths: Mapping[str, float]) -> float:
    return max((lengths.get(word, 0.0) for word in phase_forms(part, segment, None)), default=0.0)


def _exhales(part: StagePart) -> list[Segment]:
    return [segment for segment in part.breaths if segment.phase is Phase.EXHALE]


def _whole_of(text: str, segment: Segment) -> Place:
    return Place(text, segment.start_s, segment.end_s, segment.end_s - GAP_S)
