"""What the voice says in a session, and when: no sentence cuts another off, and what does not fit is left out.

The plan always holds everything, and a guidance level only hides part of it, so changing the level moves nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from psoas_timer.core.breath.routine import Instruction, Stage
from psoas_timer.core.breath.segment import StageSpan
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.speech_settle import LONGEST_PAUSE_S, QUIET_S, Item, fill_settle, lay_closing, settle_items
from psoas_timer.core.speech.speech_wishes import (
    StagePart,
    stage_parts,
    wish_comforts,
    wish_counts,
    wish_marks,
    wish_now,
    wish_phases,
    wish_release,
    wish_safety,
    wish_soon,
)
from psoas_timer.core.speech.utterance import GAP_S, GuidanceLevel, Kind, Place, Priority, SpeechPlan, Utterance, Wish

__all__ = ["GAP_S", "GuidanceLevel", "Kind", "Priority", "SpeechPlan", "Utterance", "plan_speech", "plan_waiting"]


def plan_speech(
    timeline: Timeline,
    lengths: Mapping[str, float],
    level: GuidanceLevel = GuidanceLevel.FULL,
    *,
    closing: Sequence[str] = (),
    is_opened: bool = False,
) -> SpeechPlan:
    """Return what is said in a session at ``level``; ``lengths`` has the seconds of every text that can be spoken.

    ``closing`` is said after the session ends. With ``is_opened``, the words before the first stage were already said
    while the session waited (``plan_waiting``). Texts without a length are in the plan's ``unspoken``, at the earliest
    time they could have been said.
    """
    planner = _Planner(lengths)
    parts = tuple(stage_parts(timeline))
    if is_opened:
        planner.leave_out(settle_items(timeline.stages, 0, set()), timeline.stages[0])
    wishes = [wish for index in range(len(parts)) for wish in planner.fill_settles(timeline, parts, index)]
    for part in parts:
        wishes += [*wish_release(part, lengths), *wish_soon(part, lengths), *wish_phases(part), *wish_counts(part)]
        wishes += wish_comforts(part)
    wishes += wish_marks(timeline)
    for wish in sorted(wishes, key=lambda wish: wish.priority):
        planner.place(wish)
    for utterance in lay_closing(timeline, closing, lengths, planner.unspoken.append):
        planner.room.take(utterance)
    unspoken = sorted(planner.unspoken, key=lambda one: (one.at_s, one.priority))
    return SpeechPlan(tuple(planner.room.taken), tuple(unspoken)).at_level(level)


def plan_waiting(
    timeline: Timeline, lengths: Mapping[str, float], level: GuidanceLevel = GuidanceLevel.FULL
) -> SpeechPlan:
    """Return what is said from 0 on while a session waits for Space: everything that comes before the first stage."""
    items = [item for item in settle_items(timeline.stages, 0, set()) if not item.is_last]
    ample_s = QUIET_S + sum(lengths.get(item.text, 0.0) + 2 * LONGEST_PAUSE_S for item in items)
    placed = fill_settle(items, StageSpan(0.0, ample_s, ample_s, 0), lengths)
    missing = [Utterance(0.0, 0.0, one.text, one.priority, Kind.MISSING) for one in items if one.text not in lengths]
    return SpeechPlan(tuple(placed), tuple(missing)).at_level(level)


class _Room:
    """The time of a session, and the utterances that fill it, in order."""

    def __init__(self) -> None:
        self.taken: list[Utterance] = []
        self._starts: list[float] = []

    def take(self, utterance: Utterance) -> None:
        index = bisect_left(self._starts, utterance.at_s)
        self._starts.insert(index, utterance.at_s)
        self.taken.insert(index, utterance)

    def find(self, place: Place, seconds: float, wish: Wish) -> float | None:
        """Return the earliest start in ``place`` with the wish's gap before it and GAP_S after, None if it has none."""
        at_s = place.from_s
        index = max(bisect_left(self._starts, at_s) - 3, 0)  # a mark's gap may reach past what follows it
        while at_s <= place.latest_s and at_s + seconds <= place.end_s:
            while index < len(self.taken) and wish.follows_s(self.taken[index]) <= at_s:
                index += 1
            if index == len(self.taken) or at_s + seconds + GAP_S <= self._starts[index]:
                return at_s
            at_s = wish.follows_s(self.taken[index])
        return None


class _Planner:
    """Finds room for one wish after another."""

    def __init__(self, lengths: Mapping[str, float]) -> None:
        self.room = _Room()
        self.unspoken: list[Utterance] = []
        self._lengths = lengths
        self._said: set[tuple[str, str]] = set()
        self._is_opened = False

    def place(self, wish: Wish) -> None:
        """Say ``wish`` at the first of its places with room, or not at all."""
        can_be_said = False
        for place in wish.places:
            seconds = self._lengths.get(place.text)
            if seconds is None:
                continue
            can_be_said = True
            at_s = self.room.find(place, seconds, wish)
            if at_s is not None:
                self.room.take(Utterance(at_s, seconds, place.text, wish.priority, wish.kind))
                return
        if not can_be_said:
            first = wish.places[0]
            self._miss(first.from_s, first.text, wish.priority)

    def leave_out(self, items: Sequence[Item], stage: Stage) -> None:
        """Treat ``items`` of ``stage`` as already said, but for the last, which says that the breath begins."""
        self._said |= {(stage.id, item.text) for item in items if item.kind is Kind.SAFETY}
        self._is_opened = True

    def fill_settles(self, timeline: Timeline, parts: Sequence[StagePart], index: int) -> Iterator[Wish]:
        """Say what fits before a stage, and yield the rest that must be said during its breaths."""
        part = parts[index]
        items = settle_items(timeline.stages, index, self._said)
        if index == 0 and self._is_opened:
            items = [item for item in items if item.is_last]
        placed = fill_settle(items, part.span, self._lengths)
        for utterance in placed:
            self.room.take(utterance)
        texts = {utterance.text for utterance in placed}
        for item in items:
            if item.kind is Kind.SAFETY:
                self._said.add((part.stage.id, item.text))
            if item.text in texts:
                continue
            if item.kind is Kind.SAFETY:
                yield wish_safety(part, _find_said(part, item.text), self._lengths)
            elif item.text not in self._lengths:
                self._miss(part.span.start_s, item.text, item.priority)
            elif item.kind is Kind.CHANGE:
                yield wish_now(part, item.text, item.priority, item.kind)

    def _miss(self, at_s: float, text: str, priority: Priority) -> None:
        self.unspoken.append(Utterance(at_s, 0.0, text, priority, Kind.MISSING))


def _find_said(part: StagePart, text: str) -> Instruction:
    return next(one for one in part.stage.instructions if one.is_safety and one.words.for_side(part.stage.side) == text)
