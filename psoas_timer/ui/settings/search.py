"""What a search in Settings finds: every word that is typed, in a setting's name, its choices or what it changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox

from psoas_timer.core.described import Section
from psoas_timer.ui.kit.forms import Findable


@dataclass(frozen=True)
class Found:
    """A control, and the part of Settings that it is in."""

    section: Section
    part_title: str
    findable: Findable


def find(query: str, known: Iterable[Found]) -> Sequence[Found]:
    """Return which of ``known`` have every word of ``query``: first those with all of them in their name.

    A word may be the middle of another one; case and accents do not matter. A control that is hidden is not found.
    """
    words = plain(query).split()
    if not words:
        return ()

    def has_all(text: str) -> bool:
        return all(word in plain(text) for word in words)

    there = [one for one in known if not one.findable.control.isHidden()]
    named = [one for one in there if has_all(one.findable.name)]
    others = [one for one in there if one not in named and has_all(_all_text(one))]
    return [*named, *others]


def _all_text(one: Found) -> str:
    control = one.findable.control
    choices = [control.itemText(index) for index in range(control.count())] if isinstance(control, QComboBox) else []
    return " ".join((one.findable.name, one.findable.hint, one.part_title, *choices))


def plain(text: str) -> str:
    """Return ``text`` without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
