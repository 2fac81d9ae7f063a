"""A setting described where it is declared: what it may be, how it is called, and where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cache
from typing import Any

from psoas_timer.core.kind import Group, Kind


class Section(StrEnum):
    """The part of the page of settings in which one is shown."""

    SESSION = "session"
    SOUND = "sound"
    LOOK = "look"
    DISCOMFORT = "discomfort"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One choice of a person's; without a ``section`` it has a place of its own, or is shown nowhere.

    ``words`` say what its values are called, ``other`` those that are not among them, with ``{n}``. ``unit`` stands
    behind a figure, ``step`` is how far its arrows go, ``hint`` stands below. What is ``of_this_machine`` comes back
    from no backup.
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
    of_this_machine: bool = False


def setting(usual: Any, kind: Kind, label: str = "", section: Section | None = None, **more: Any) -> Any:
    """Return the field of a dataclass that is a setting, or a part of one; see Setting.

    ``usual`` is its default, or a function that makes one.
    """
    metadata = {"setting": Setting(kind=kind, label=label, section=section, **more)}
    return (
        field(default_factory=usual, metadata=metadata) if callable(usual) else field(default=usual, metadata=metadata)
    )


def settings_of(owner: Any) -> tuple[Setting, ...]:
    """Return every setting that a dataclass declares, in its order."""
    return _found(owner)


@cache
def _found(owner: Any) -> tuple[Setting, ...]:
    return tuple(replace(one.metadata["setting"], name=one.name) for one in fields(owner))


def group_of(usual: Any) -> Group:
    """Return the kind of a dataclass of settings, of which ``usual`` has every default."""
    return Group(usual, {one.name: one.kind for one in settings_of(type(usual))})


def check_settings(chosen: Any) -> None:
    """Raise BadValue with the name of the first setting of ``chosen`` that is not of its kind."""
    for one in settings_of(type(chosen)):
        one.kind.check(one.name, getattr(chosen, one.name))
