"""What a person has chosen, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, Bounds, BreathPattern, check_figure
from psoas_timer.core.breath.routine import SETTLE_S, StageChoice
from psoas_timer.core.breath.timeline import DEFAULT_SETTLE_S
from psoas_timer.core.history.session import DAY_BOUNDARY_H
from psoas_timer.core.problem import BadValue
from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.core.speech.utterance import GuidanceLevel

TEXT_PERCENT: Bounds = (75.0, 250.0)
TURNS = (0, 90, 180, 270)
DAY_BOUNDARIES_H = range(7)
STOP_LEVELS = range(1, 11)


class View(StrEnum):
    """What shows the breath; DARK is a dim ring on black, for a room in which nobody looks."""

    ORB = "orb"
    DIAPHRAGM = "diaphragm"
    DARK = "dark"


class ThemeChoice(StrEnum):
    """Which colours; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def default_patterns() -> Mapping[str, BreathPattern]:
    """Return the pattern of every name as the program brings it."""
    return MappingProxyType({name: named.pattern for name, named in NAMED_PATTERNS.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every choice with its default. Raises BadValue where one is out of bounds.

    ``settle_s`` is 0 to 60 seconds; with ``wait_for_me`` the session begins at a key instead. ``turn`` is the
    view's turn in degrees clockwise. ``choices`` holds a StageChoice by routine id and stage id.
    ``acknowledged`` names the routines whose cautions were read and accepted. A day ends at ``day_boundary_h``
    o'clock. ``discomfort_stop`` is the level from which on a therapist wants no session, None where there is none.
    ``keeps_running`` tells whether the program goes on, to remind, when its window is closed; None until that was
    asked. ``tray_told`` says that they were told of its being in the tray then. ``autostart_granted`` is the desktop's
    last answer where it cannot be read again.
    """

    patterns: Mapping[str, BreathPattern] = field(default_factory=default_patterns)
    settle_s: float = DEFAULT_SETTLE_S
    wait_for_me: bool = False
    view: View = View.ORB
    turn: int = 0
    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_percent: float = 100.0
    reduced_motion: bool = False
    guidance: GuidanceLevel = GuidanceLevel.FULL
    sound: SoundChoice = field(default_factory=SoundChoice)
    choices: Mapping[str, Mapping[str, StageChoice]] = field(default_factory=dict)
    acknowledged: frozenset[str] = frozenset()
    day_boundary_h: int = DAY_BOUNDARY_H
    asks_discomfort: bool = False
    discomfort_stop: int | None = None
    reminders_suggested: bool = False
    keeps_running: bool | None = None
    tray_told: bool = False
    autostart_granted: bool = False

    def __post_init__(self) -> None:
        check_figure("settle_s", self.settle_s, SETTLE_S)
        check_figure("text_percent", self.text_percent, TEXT_PERCENT)
        if self.turn not in TURNS:
            raise BadValue("turn is {value}.", "Give 0, 90, 180 or 270.", value=self.turn)
        if self.day_boundary_h not in DAY_BOUNDARIES_H:
            raise BadValue("day_boundary_h is {value}.", "Give 0, 1, 2, 3, 4, 5 or 6.", value=self.day_boundary_h)
        if self.discomfort_stop is not None and self.discomfort_stop not in STOP_LEVELS:
            raise BadValue("discomfort_stop is {value}.", "Give 1 to 10, or null.", value=self.discomfort_stop)
        for name, pattern in self.patterns.items():
            check_named_pattern(name, pattern)


def check_named_pattern(name: str, pattern: BreathPattern) -> None:
    """Raise BadValue unless ``pattern`` is within the bounds that the pattern of this name allows."""
    if name not in NAMED_PATTERNS:
        raise BadValue(
            "There is no pattern named {name}.", "Use one of: {known}.", name=name, known=", ".join(NAMED_PATTERNS)
        )
    for figure in fields(pattern):
        bounds = NAMED_PATTERNS[name].bounds[figure.name]
        check_figure(f"{figure.name} of {name}", getattr(pattern, figure.name), bounds)
