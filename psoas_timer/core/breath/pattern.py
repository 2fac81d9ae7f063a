"""The figures of one breath, and the named patterns that the routines use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from psoas_timer.core.kind import Number
from psoas_timer.core.sentence import N_

Bounds = tuple[float, float]

# The limits of any breath, in seconds, both ends included (our choice: what a healthy adult can follow at rest).
LIMITS: Mapping[str, Bounds] = MappingProxyType(
    {"inhale_s": (1.0, 15.0), "hold_in_s": (0.0, 15.0), "exhale_s": (1.0, 20.0), "hold_out_s": (0.0, 15.0)}
)

# The hold of contract and release, in seconds: "3 to 5" in the source (the Well+Good article on psoas release).
EFFORT_HOLD_S: Bounds = (3.0, 5.0)


@dataclass(frozen=True, slots=True)
class BreathPattern:
    """One breath in seconds: inhale, hold with full lungs, exhale, hold with empty lungs.

    Raises BadValue if a figure is not a number or is outside LIMITS.
    """

    inhale_s: float
    hold_in_s: float = 0.0
    exhale_s: float = 6.0
    hold_out_s: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            Number(*LIMITS[field.name]).check(field.name, getattr(self, field.name))

    @property
    def cycle_s(self) -> float:
        """Length of the whole breath in seconds."""
        return self.inhale_s + self.hold_in_s + self.exhale_s + self.hold_out_s


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A pattern that routines refer to by name, and the bounds within which a person may change it."""

    name: str
    title: str
    pattern: BreathPattern
    bounds: Mapping[str, Bounds]


def _named(name: str, title: str, pattern: BreathPattern, **bounds: Bounds) -> NamedPattern:
    usual: dict[str, Bounds] = {
        "inhale_s": (2.0, 10.0), "hold_in_s": (0.0, 10.0), "exhale_s": (2.0, 15.0), "hold_out_s": (0.0, 10.0),
    }  # fmt: skip
    return NamedPattern(name, title, pattern, MappingProxyType(usual | bounds))


# The hold of 3 to 5 s is from the source. Slow diaphragmatic breathing at 6 breaths a minute and the vacuum's figures
# are our choice.
NAMED_PATTERNS: Mapping[str, NamedPattern] = MappingProxyType(
    {
        named.name: named
        for named in (
            _named("slow", N_("Slow breathing"), BreathPattern(4, 0, 6, 0)),
            _named("slow-hold", N_("Slow breathing with a hold"), BreathPattern(4, 3, 6, 0), hold_in_s=EFFORT_HOLD_S),
            _named("contract-release", N_("Contract and release"), BreathPattern(4, 4, 6, 2), hold_in_s=EFFORT_HOLD_S),
            _named("vacuum", N_("Diaphragm vacuum"), BreathPattern(4, 0, 6, 5), hold_out_s=(2.0, 10.0)),
        )
    }
)
