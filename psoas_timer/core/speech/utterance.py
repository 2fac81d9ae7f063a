"""What is said in a session, as values: utterances, the plan that holds them, and how much of it to say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property

# The shortest silence between two sentences, in seconds (our choice).
GAP_S = 0.25
AFTER_MARK_S = 4.0  # from a mark to a comfort (our choice)


class GuidanceLevel(StrEnum):
    """How much is said. Each level includes everything that the next one says."""

    FULL = "full"
    COUNTS = "counts"  # phases, counts and marks, but no comfort
    TONES = "tones"  # safety, and where the body goes
    SILENT = "silent"


class Priority(IntEnum):
    """Which words give way to which: the smaller number stays."""

    SAFETY = 1
    SIDE = 2  # where the body goes: sides, positions, the way in and out
    PHASE = 3
    COUNT = 4  # counts and marks
    COMFORT = 5


class Kind(StrEnum):
    """What an utterance is for; MISSING is one without a recording."""

    SAFETY = "safety"
    SETTLE = "settle"
    CHANGE = "change"
    PHASE = "phase"
    COUNT = "count"
    MARK = "mark"
    COMFORT = "comfort"
    CLOSING = "closing"
    MISSING = "missing"


_LEAST: Mapping[GuidanceLevel, int] = {
    GuidanceLevel.FULL: Priority.COMFORT, GuidanceLevel.COUNTS: Priority.COUNT,
    GuidanceLevel.TONES: Priority.SIDE, GuidanceLevel.SILENT: 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence spoken from ``at_s`` on, for ``seconds``."""

    at_s: float
    seconds: float
    text: str
    priority: Priority
    kind: Kind

    @property
    def end_s(self) -> float:
        return self.at_s + self.seconds


@dataclass(frozen=True, slots=True)
class Place:
    """A text and when it may be said: it begins between ``from_s`` and ``latest_s`` and is over by ``end_s``."""

    text: str
    from_s: float
    latest_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to say at one of ``places``, best first, ``gap_s`` after the previous words."""

    priority: Priority
    kind: Kind
    places: tuple[Place, ...]
    gap_s: float = GAP_S

    def follows_s(self, before: Utterance) -> float:
        """Return the earliest time to say this after ``before``: a comfort never follows closely on a mark."""
        is_hurried = self.kind is Kind.COMFORT and before.kind is Kind.MARK
        return before.end_s + (AFTER_MARK_S if is_hurried else self.gap_s)


@dataclass(frozen=True)
class SpeechPlan:
    """Everything that is said, in time order; ``unspoken`` holds what would be said but has no recording.

    The way out is said after the session ends.
    """

    utterances: tuple[Utterance, ...] = ()
    unspoken: tuple[Utterance, ...] = ()

    @property
    def end_s(self) -> float:
        """When the last word ends; 0 if there are none."""
        return self.utterances[-1].end_s if self.utterances else 0.0

    def between(self, a_s: float, b_s: float) -> tuple[Utterance, ...]:
        """Return what begins at ``a_s < at_s <= b_s``."""
        return self.utterances[bisect_right(self._starts, a_s) : bisect_right(self._starts, b_s)]

    def speaking_at(self, elapsed_s: float) -> Utterance | None:
        """Return what is being said at ``elapsed_s``; an utterance includes its start but not its end."""
        index = bisect_right(self._starts, elapsed_s) - 1
        if index >= 0 and elapsed_s < self.utterances[index].end_s:
            return self.utterances[index]
        return None

    def at_level(self, level: GuidanceLevel) -> SpeechPlan:
        """Return the part of this plan that is said at ``level``."""
        least = _LEAST[level]
        return SpeechPlan(
            tuple(one for one in self.utterances if one.priority <= least),
            tuple(one for one in self.unspoken if one.priority <= least),
        )

    def joined(self, after: SpeechPlan, elapsed_s: float) -> SpeechPlan:
        """Return this plan up to ``elapsed_s``, and ``after``, the plan at the new pace, from then on.

        A sentence that has begun is finished: nothing in ``after`` overlaps it.
        """
        begun = self.utterances[: bisect_right(self._starts, elapsed_s)]
        free_s = max(elapsed_s, begun[-1].end_s + GAP_S) if begun else elapsed_s
        coming = [one for one in after.utterances if one.at_s > elapsed_s and one.at_s >= free_s]
        unspoken = [one for one in self.unspoken if one.at_s <= elapsed_s]
        unspoken += [one for one in after.unspoken if one.at_s > elapsed_s]
        return SpeechPlan((*begun, *coming), tuple(unspoken))

    @cached_property
    def _starts(self) -> list[float]:
        return [one.at_s for one in self.utterances]
