"""A routine: its stages, the breath that each asks for, and the words that go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from psoas_timer.core.breath.pattern import (
    EFFORT_HOLD_S,
    NAMED_PATTERNS,
    Bounds,
    BreathPattern,
)
from psoas_timer.core.described import setting
from psoas_timer.core.kind import Maybe, Number, OneOf, Whole
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

STAGE_LENGTH_S: Bounds = (10.0, 3600.0)
STAGE_CYCLES = (1, 200)
DURATION_S: Bounds = (1e-9, 86_400.0)  # more than zero, up to a day
EASY_BREATHS = (0, 10)
SETTLE_S: Bounds = (0.0, 60.0)


class Side(StrEnum):
    """The side of the body that a stage works on."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Phase(StrEnum):
    """What the breath does at a moment; SETTLE is the time to get into position, DONE comes after the end."""

    SETTLE = "settle"
    INHALE = "inhale"
    HOLD_IN = "hold_in"
    EXHALE = "exhale"
    HOLD_OUT = "hold_out"
    DONE = "done"


BREATH_PHASES = (Phase.INHALE, Phase.HOLD_IN, Phase.EXHALE, Phase.HOLD_OUT)


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence to show; it may differ by side if the stage has sides."""

    text: str = ""
    left: str = ""
    right: str = ""

    def for_side(self, side: Side | None) -> str:
        """Return the sentence for ``side``, or the general one if that side has none."""
        own = {Side.LEFT: self.left, Side.RIGHT: self.right}.get(side, "") if side else ""
        return own or self.text


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that appears ``at_s`` seconds into the stage's breathing and stays until the next one.

    ``short`` is what the voice says instead. If ``is_safety``, the voice says it in full, before the stage. Raises
    BadValue if ``at_s`` is before the first breath or beyond the longest stage.
    """

    at_s: float
    words: Words
    short: Words = Words()
    is_safety: bool = False

    def __post_init__(self) -> None:
        Number(0.0, STAGE_LENGTH_S[1]).check("at_s", self.at_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One part of a routine in one position.

    It lasts either ``cycles`` breaths or ``duration_s`` seconds, extended to whole breaths. With ``both_sides``
    it is done on one side, then on the other: each side gets ``cycles``, or an equal share of ``duration_s``.
    ``effort`` names the hold in which muscles work. ``easy_between`` breaths of ``easy_pattern`` come between
    two cycles. ``settle_s`` is the time to get into position, ``change_s`` the time to change sides if that
    differs. Raises BadValue if the figures do not fit together.
    """

    id: str
    title: str
    pattern: BreathPattern
    cycles: int | None = None
    duration_s: float | None = None
    duration_range_s: Bounds | None = None
    pattern_name: str = ""
    other_patterns: tuple[str, ...] = ()
    position: str = ""
    side: Side | None = None
    both_sides: bool = False
    effort: Phase | None = None
    easy_between: int = 0
    easy_pattern: BreathPattern = NAMED_PATTERNS["slow"].pattern
    settle_s: float = 0.0
    change_s: float | None = None
    settle: Words = Words()
    instructions: tuple[Instruction, ...] = ()
    phase_words: Mapping[Phase, str] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if (self.cycles is None) == (self.duration_s is None):
            raise BadValue(
                N_("A stage needs either cycles or a length, but not both."), N_("Give it one or the other.")
            )
        if self.cycles is not None:
            Whole(*STAGE_CYCLES).check("cycles", self.cycles)
            if self.duration_range_s is not None:
                raise BadValue(
                    N_("A stage with cycles cannot have a range of lengths."),
                    N_("Remove the range, or give a length instead of cycles."),
                )
        Whole(*EASY_BREATHS).check("easy_between", self.easy_between)
        if self.duration_s is not None:
            Number(*DURATION_S).check("duration_s", self.duration_s)
        Number(*SETTLE_S).check("settle_s", self.settle_s)
        Maybe(Number(*SETTLE_S)).check("change_s", self.change_s)
        if self.effort is Phase.HOLD_IN:
            Number(*EFFORT_HOLD_S).check(N_("hold_in_s of a stage with effort"), self.pattern.hold_in_s)

    @property
    def effort_field(self) -> str:
        """Name of the figure for this stage's hold: its effort, otherwise its hold in; '' if it has neither."""
        if self.effort is not None:
            return f"{self.effort}_s"
        return "hold_in_s" if self.pattern.hold_in_s else ""

    def with_patterns(self, patterns: Mapping[str, BreathPattern]) -> Stage:
        """Return the stage with the figures from ``patterns`` for the pattern names it uses."""
        return replace(
            self,
            pattern=patterns.get(self.pattern_name, self.pattern),
            easy_pattern=patterns.get("slow", self.easy_pattern),
        )


@dataclass(frozen=True, slots=True)
class RoutineName:
    """What a list shows of a routine."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """An exercise: what you need, how to get ready, its stages, and how to finish. Raises BadValue without a stage."""

    id: str
    title: str
    stages: tuple[Stage, ...]
    summary: str = ""
    position: str = ""
    wants: tuple[str, ...] = ()
    empty_stomach: bool = False
    presses_belly: bool = False
    steps: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    source: str = ""
    is_own: bool = False

    def __post_init__(self) -> None:
        if not self.stages:
            raise BadValue(N_("The routine has no stages."), N_("Add at least one [[stage]]."))

    @property
    def has_sides(self) -> bool:
        return any(stage.both_sides for stage in self.stages)


@dataclass(frozen=True, slots=True)
class StageChoice:
    """What a person chose for one stage; None keeps the routine's own value."""

    pattern_name: str | None = setting(None, Maybe(OneOf(NAMED_PATTERNS)))
    duration_s: float | None = setting(None, Maybe(Number(*STAGE_LENGTH_S)))


def tailor(
    routine: Routine, patterns: Mapping[str, BreathPattern], choices: Mapping[str, StageChoice] | None = None
) -> Routine:
    """Return ``routine`` with a person's own patterns (by name) and choices (by stage id).

    Choices that the stage does not offer are ignored, as the routine's file may have changed since.
    """
    choices = choices or {}
    return replace(
        routine,
        stages=tuple(_tailor_stage(stage, patterns, choices.get(stage.id, StageChoice())) for stage in routine.stages),
    )


def _tailor_stage(stage: Stage, patterns: Mapping[str, BreathPattern], choice: StageChoice) -> Stage:
    name = choice.pattern_name if choice.pattern_name in stage.other_patterns else stage.pattern_name
    duration_s = stage.duration_s
    if choice.duration_s is not None and stage.duration_range_s is not None:
        low, high = stage.duration_range_s
        duration_s = min(max(choice.duration_s, low), high)
    return replace(stage, pattern_name=name, duration_s=duration_s).with_patterns(patterns)


def first_side_on(day_ordinal: int) -> Side:
    """Return the side that comes first on the day with this ordinal (``date.toordinal()``); it alternates daily."""
    return Side.LEFT if day_ordinal % 2 == 0 else Side.RIGHT
