"""A setting described where it is declared: its possible values, its label, and where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any

from psoas_timer.core.kind import Group, Kind


class Section(StrEnum):
    """The parts of Settings, in the order in which they are listed. Some show no setting that is described here."""

    SESSION = "session"
    SOUND = "sound"
    LOOK = "look"
    BREATH = "breath"
    GOAL = "goal"
    REMINDERS = "reminders"
    DISCOMFORT = "discomfort"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice that a person can make; without a ``section`` it has its own place or is not shown at all.

    ``words`` name its values, and ``other`` names the rest, with ``{n}``. ``unit`` follows a figure, ``step`` is how
    far its arrows go, and ``hint`` says what it changes. A volume ``is_level``: it has a slider and can be listened to.
    A setting ``of_this_machine`` is never restored from a backup.
    """

    name: str = ""
    kind: Kind
    label: str = ""
    section: Section | None = None
    words: Mapping[Any, str] = field(default_factory=dict)
    other: str = ""
    unit: str = ""
    step: int = 1
    hint: str = ""
    is_level: bool = False
    of_this_machine: bool = False


def setting(usual: Any, kind: Kind, label: str = "", section: Section | None = None, **more: Any) -> Any:
    """Return a dataclass field that is a setting, or part of one; see Setting.

    ``usual`` is its default, or a function that makes the default.
    """
    metadata = {"setting": Setting(kind=kind, label=label, section=section, **more)}
    return (
        field(default_factory=usual, metadata=metadata) if callable(usual) else field(default=usual, metadata=metadata)
    )


def settings_of(owner: Any) -> tuple[Setting, ...]:
    """Return every setting that a dataclass declares, in declared order."""
    return _found(owner)


@cache
def _found(owner: Any) -> tuple[Setting, ...]:
    return tuple(replace(one.metadata["setting"], name=one.name) for one in fields(owner))


def group_of(usual: Any) -> Group:
    """Return the kind of a dataclass of settings; ``usual`` holds every default."""
    return Group(usual, {one.name: one.kind for one in settings_of(type(usual))})


def check_settings(chosen: Any) -> None:
    """Raise BadValue with the name of the first setting of ``chosen`` whose value is not of its kind."""
    for one in settings_of(type(chosen)):
        one.kind.check(one.name, getattr(chosen, one.name))
