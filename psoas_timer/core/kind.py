"""What a value may be, declared once: used to read files, rows and cells, and to build forms."""

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

# The years a date may have (our choice): a clock that was never set shows 1970, or 1969 west of Greenwich.
YEARS = range(1900, 2201)

MOST_CHARACTERS = 2000


class Unfit(BadValue):
    """A value that is not of its kind: the first sentence says what is wrong, the second how to put it right.

    The code that read the value knows where it came from and says so first.
    """


def unfit(given: object, what: str, remedy: str, **allowed: object) -> Unfit:
    """Return the fault of ``given``; the sentences may use ``{value}`` and the names in ``allowed``."""
    return Unfit(what, remedy, value=brief(given), **allowed)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be; this base allows anything. The owner of a compound value checks its parts."""

    def take(self, given: object) -> Any:
        """Return ``given`` as the program uses it; raises Unfit if it is not of this kind."""
        return given

    def check(self, name: str, value: object) -> None:
        """Raise BadValue with ``name`` if ``value`` is not of this kind."""
        try:
            self.take(value)
        except Unfit as fault:
            raise BadValue(N_("{name} is {value}."), fault.next_step, **{**fault.values, "name": name}) from None


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Text that UTF-8 can store. An imported table may bring in ``most`` characters; the history may have more."""

    most: int = MOST_CHARACTERS
    may_be_empty: bool = True

    def take(self, given: object) -> str:
        if not isinstance(given, str):
            raise unfit(given, N_("{value} is not text."), N_("Put the text in double quotes."))
        if not given.isascii() and any("\ud800" <= sign <= "\udfff" for sign in given):
            raise unfit(given, N_("{value} contains an incomplete character."), N_("Write the whole character."))
        if not given and not self.may_be_empty:
            raise unfit(given, N_("It is empty."), N_("Write some text between the quotes."))
        return given


@dataclass(frozen=True, slots=True)
class Whole(Kind):
    """A whole number, both ends included."""

    least: int
    most: int

    def take(self, given: object) -> int:
        if isinstance(given, int) and not isinstance(given, bool) and self.least <= given <= self.most:
            return given
        remedy = N_("Use a whole number from {least} to {most}.")
        if isinstance(given, str):
            remedy = N_("Use a whole number from {least} to {most}, without quotes.")
        what = N_("{value} is not a whole number from {least} to {most}.")
        raise unfit(given, what, remedy, least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Offset(Whole):
    """How far local time is ahead of UTC, in seconds."""

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
        remedy = N_("Use a number from {least} to {most}.")
        if isinstance(given, str):
            remedy = N_("Use a number from {least} to {most}, without quotes.")
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
    """One of several words or whole numbers; members of an enumeration are given by their values."""

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
    """A language code such as "en" or "pt_BR", or "" to follow the system; the form is told which ones exist."""

    def take(self, given: object) -> str:
        if isinstance(given, str) and re.fullmatch(r"([A-Za-z]{2,3}(_[A-Za-z0-9]{2,8})*)?", given):
            return given
        raise unfit(
            given, N_("{value} is not a language code."),
            N_("Use a code such as en or pt_BR, or leave it empty to follow the system."),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SomeOf(Kind):
    """Several values of ``kind``, in any order, each at most once."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date within YEARS, or any date if ``is_any``."""

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
            raise unfit(given, N_("{value} is not a time like 2026-05-31T18:30:00Z."), N_("Write it in that form."))
        check_year(given.year, given)
        return given


@dataclass(frozen=True, slots=True)
class Stages(Kind):
    """Seconds by stage index."""

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
    """Values of one kind, by any names."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Group(Kind):
    """Values with known names, each of its own kind: a dataclass or a mapping. ``usual`` holds every default."""

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
        raise unfit(given, what, N_("Use a year in that range."), first=YEARS[0], last=YEARS[-1])


def figure(number: float) -> str:
    """Return a bound as written in a sentence: up to three decimal places, without trailing zeros."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
