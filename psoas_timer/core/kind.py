"""What a value may be, declared once: files, rows and cells are read by it, and forms are built from it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from reprlib import repr as brief
from types import MappingProxyType
from typing import Any

from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

# What no session comes near (our choice): a clock that was never set is in 1970, or in 1969 west of Greenwich.
YEARS = range(1900, 2201)

MOST_CHARACTERS = 2000


class Unfit(BadValue):
    """A value that is not of its kind: its first sentence says what is wrong with it, the second what would do.

    Whoever read it knows the place, and says that first.
    """


def unfit(given: object, what: str, remedy: str, **allowed: object) -> Unfit:
    """Return the fault of ``given``; the sentences may name ``{value}`` and what is ``allowed``."""
    return Unfit(what, remedy, value=brief(given), **allowed)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be; by itself anything. What is no single value is checked by whoever holds it."""

    def take(self, given: object) -> Any:
        """Return ``given`` as the program holds it; raises Unfit where it is not of this kind."""
        return given

    def check(self, name: str, value: object) -> None:
        """Raise BadValue with ``name`` where ``value`` is not of this kind."""
        try:
            self.take(value)
        except Unfit as fault:
            raise BadValue(N_("{name} is {value}."), fault.next_step, **{**fault.values, "name": name}) from None


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """A text that UTF-8 can hold. ``most`` characters are what a table may bring in; a history may hold more."""

    most: int = MOST_CHARACTERS
    may_be_empty: bool = True

    def take(self, given: object) -> str:
        if not isinstance(given, str):
            raise unfit(given, N_("{value} is not a text."), N_("Put the text in double quotes."))
        if not given.isascii() and any("\ud800" <= sign <= "\udfff" for sign in given):
            raise unfit(given, N_("{value} has half a letter in it."), N_("Write the letter whole."))
        if not given and not self.may_be_empty:
            raise unfit(given, N_("It is empty."), N_("Write a text between the quotes."))
        return given


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number, both ends included."""

    least: int
    most: int

    def take(self, given: object) -> int:
        if isinstance(given, int) and not isinstance(given, bool) and self.least <= given <= self.most:
            return given
        remedy = N_("Give it a whole number from {least} to {most}.")
        if isinstance(given, str):
            remedy = N_("Give it a whole number from {least} to {most}, without quotes.")
        what = N_("{value} is not a whole number from {least} to {most}.")
        raise unfit(given, what, remedy, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Offset(Whole):
    """How far a clock on the wall is ahead of UTC, in seconds."""

    least: int = 1 - 86_400
    most: int = 86_400 - 1


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A finite number, whole or not, both ends included."""

    least: float
    most: float

    def take(self, given: object) -> float:
        is_number = isinstance(given, int | float) and not isinstance(given, bool)
        if is_number and self.least <= given <= self.most:  # type: ignore[operator]  # not-a-number never is
            return given  # type: ignore[return-value]
        remedy = N_("Give it a number from {least} to {most}.")
        if isinstance(given, str):
            remedy = N_("Give it a number from {least} to {most}, without quotes.")
        what = N_("{value} is not a number from {least} to {most}.")
        raise unfit(given, what, remedy, least=figure(self.least), most=figure(self.most))


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """True or false."""

    def take(self, given: object) -> bool:
        if isinstance(given, bool):
            return given
        raise unfit(given, N_("{value} is neither true nor false."), N_("Write true or false, without quotes."))


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of some words or whole numbers; an enumeration's members are given by their values."""

    known: Collection[Any]

    def take(self, given: object) -> Any:
        if isinstance(given, str | int) and not isinstance(given, bool):
            for one in self.known:
                if one == given:
                    return one
        known = tuple(map(str, self.known))
        raise unfit(given, N_("{value} is not one of: {known}."), N_("Use one of: {known}."), known=known)


@dataclass(frozen=True, slots=True)
class LanguageCode(Kind):
    """The code of a language, such as "en" or "pt_BR", or "" for the system's; the form is told which there are."""

    def take(self, given: object) -> str:
        if isinstance(given, str) and re.fullmatch(r"([A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*)?", given):
            return given
        raise unfit(
            given, N_("{value} is not the code of a language."),
            N_("Give a code such as en or pt_BR, or nothing for the system's."),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SomeOf(Kind):
    """Some values of ``kind``, in any order, each once."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date; within YEARS, unless any date will do."""

    is_any: bool = False

    def take(self, given: object) -> date:
        if not isinstance(given, date):
            raise unfit(given, N_("{value} is not a date like 2026-05-31."), N_("Write it as year-month-day."))
        if not self.is_any:
            check_year(given.year, given)
        return given


@dataclass(frozen=True, slots=True)
class Instant(Kind):
    """An instant in UTC, within YEARS."""

    def take(self, given: object) -> datetime:
        if not isinstance(given, datetime) or given.tzinfo is None:
            raise unfit(given, N_("{value} is not an instant like 2026-05-31T18:30:00Z."), N_("Write it in that form."))
        check_year(given.year, given)
        return given


@dataclass(frozen=True, slots=True)
class Stages(Kind):
    """Seconds by the index of a stage."""

    seconds: Number


@dataclass(frozen=True, slots=True)
class Maybe(Kind):
    """A value of ``kind``, or None."""

    kind: Kind

    def take(self, given: object) -> Any:
        return None if given is None else self.kind.take(given)


@dataclass(frozen=True, slots=True)
class Texts(Kind):
    """A set of texts."""


@dataclass(frozen=True, slots=True)
class Table(Kind):
    """Values of one kind by names that may be any."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Group(Kind):
    """Values of known names, each of its own kind: a dataclass, or a mapping. ``usual`` has every default."""

    usual: Any
    kinds: Mapping[str, Kind]

    def having(self, value: Any, name: str, part: object) -> Any:
        """Return ``value`` with ``part`` under ``name``."""
        if isinstance(value, Mapping):
            return MappingProxyType({**value, name: part})
        return replace(value, **{name: part})


def check_year(year: int, given: object) -> None:
    """Raise Unfit unless ``year`` is within YEARS."""
    if year not in YEARS:
        what = N_("{value} is not within the years {first} to {last}.")
        raise unfit(given, what, N_("Give a year within them."), first=YEARS[0], last=YEARS[-1])


def figure(number: float) -> str:
    """Return a bound as it stands in a sentence: up to three decimal places, and no zeros after them."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
