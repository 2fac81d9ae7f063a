"""The figures of one breath, and the named patterns that the routines use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from psoas_timer.core.problem import BadValue

Bounds = tuple[float, float]

# What any breath may be, in seconds, both ends included (ours: what a healthy adult can follow at rest).
LIMITS: Mapping[str, Bounds] = MappingProxyType(
    {"inhale_s": (1.0, 15.0), "hold_in_s": (0.0, 15.0), "exhale_s": (1.0, 20.0), "hold_out_s": (0.0, 15.0)}
)

# The hold of contract and release, in seconds: "3 to 5" in the source (the Well+Good article on psoas release).
EFFORT_HOLD_S: Bounds = (3.0, 5.0)


@dataclass(frozen=True, slots=True)
class BreathPattern:
    """One breath in seconds: inhale, hold with full lungs, exhale, hold with empty lungs.

    Raises BadValue where a figure is no number or outside LIMITS.
    """

    inhale_s: float
    hold_in_s: float = 0.0
    exhale_s: float = 6.0
    hold_out_s: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            check_figure(field.name, getattr(self, field.name), LIMITS[field.name])

    @property
    def cycle_s(self) -> float:
        """Length of the whole breath in seconds."""
        return self.inhale_s + self.hold_in_s + self.exhale_s + self.hold_out_s


def check_figure(name: str, value: object, bounds: Bounds) -> None:
    """Raise BadValue unless ``value`` is a number within ``bounds``, both ends included; not-a-number never is."""
    low, high = bounds
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:  # type: ignore[operator]  # a number, by the line above
        raise BadValue(
            "{name} is {value}.",
            "Give it a number from {low:g} to {high:g}.",
            name=name, value=repr(value), low=low, high=high,
        )  # fmt: skip


def check_count(name: str, value: object, bounds: tuple[int, int]) -> None:
    """Raise BadValue unless ``value`` is a whole number within ``bounds``, both ends included."""
    low, high = bounds
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise BadValue(
            "{name} is {value}.",
            "Give it a whole number from {low} to {high}.",
            name=name, value=repr(value), low=low, high=high,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedPattern:
    """A pattern that routines refer to by name, with the bounds within which a person may change it."""

    name: str
    title: str
    pattern: BreathPattern
    bounds: Mapping[str, Bounds]


def _named(name: str, title: str, pattern: BreathPattern, **bounds: Bounds) -> NamedPattern:
    usual: dict[str, Bounds] = {
        "inhale_s": (2.0, 10.0), "hold_in_s": (0.0, 10.0), "exhale_s": (2.0, 15.0), "hold_out_s": (0.0, 10.0),
    }  # fmt: skip
    return NamedPattern(name, title, pattern, MappingProxyType(usual | bounds))


# Slow diaphragmatic breathing, 6 a minute, is ours; the hold of 3 to 5 s is the source's; the vacuum's are ours.
NAMED_PATTERNS: Mapping[str, NamedPattern] = MappingProxyType(
    {
        named.name: named
        for named in (
            _named("slow", "Slow breathing", BreathPattern(4, 0, 6, 0)),
            _named("slow-hold", "Slow breathing with a hold", BreathPattern(4, 3, 6, 0), hold_in_s=EFFORT_HOLD_S),
            _named("contract-release", "Contract and release", BreathPattern(4, 4, 6, 2), hold_in_s=EFFORT_HOLD_S),
            _named("vacuum", "Diaphragm vacuum", BreathPattern(4, 0, 6, 5), hold_out_s=(2.0, 10.0)),
        )
    }
)
