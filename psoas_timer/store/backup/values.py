"""The values of a backup, one by one: each reader returns what is right, and raises BadValue at what is not.

One that reads a list or an object raises BadPlace with where in it the fault is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date, datetime
from math import isfinite
from reprlib import repr as brief
from typing import Any, TypeVar

from psoas_timer.core.problem import BadValue
from psoas_timer.store.backup.json_text import MEND, REMOVE, BadPlace

# What no session comes near (our choice): a clock that was never set is in 1970, or in 1969 west of Greenwich.
YEARS = range(1900, 2201)
MOST_S = 1_000_000

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")

Item = TypeVar("Item")
Reader = Callable[[Any], Any]


def read_columns(given: object, readers: Mapping[str, Reader], optional: Collection[str] = ()) -> dict[str, Any]:
    """Return the values of an object, each read by the reader of its key; what is ``optional`` may be missing."""
    table = read_table(given)
    for key in table:
        if key not in readers:
            raise BadPlace((key,), BadValue("{key} is not known here.", REMOVE, key=brief(key)))
    values = {}
    for key, read in readers.items():
        if key in table:
            values[key] = read_at(key, read, table[key])
        elif key not in optional:
            raise BadValue("{key} is missing there.", MEND, key=key)
    return values


def read_items(given: object, read: Callable[[Any], Item], name: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """Return every item of a list; no two may have the same name."""
    if not isinstance(given, list):
        raise BadValue("{value} is not a list.", MEND, value=brief(given))
    numbers: dict[Hashable, int] = {}
    items = []
    for number, one in enumerate(given, start=1):
        item = read_at(number, read, one)
        first = numbers.setdefault(name(item), number)
        if first != number:
            fault = BadValue("It is number {first} of the list once more.", REMOVE, first=first)
            raise BadPlace((number,), fault)
        items.append(item)
    return tuple(items)


def read_text(given: object) -> str:
    """Return a text that can be written as UTF-8."""
    if not isinstance(given, str):
        raise BadValue("{value} is not a text.", MEND, value=brief(given))
    if not given.isascii() and any("\ud800" <= sign <= "\udfff" for sign in given):
        raise BadValue("{value} has half a letter in it.", MEND, value=brief(given))
    return given


def read_instant(given: object) -> datetime:
    """Return an instant in UTC, within YEARS."""
    try:
        instant = datetime.fromisoformat(given) if isinstance(given, str) and _INSTANT.fullmatch(given) else None
    except ValueError:  # a 30th of February
        instant = None
    if instant is None:
        raise BadValue("{value} is not an instant like 2026-05-31T18:30:00Z.", MEND, value=brief(given))
    _check_year(instant.year, given)
    return instant


def read_at(key: str | int, read: Callable[[Any], Item], given: object) -> Item:
    """Return what ``read`` makes of a value; its faults are told to be at ``key``."""
    try:
        return read(given)
    except BadPlace as within:
        raise BadPlace((key, *within.path), within.fault) from None
    except BadValue as fault:
        raise BadPlace((key,), fault) from None


def read_table(given: object) -> dict[str, Any]:
    """Return an object as it is."""
    if isinstance(given, dict):
        return given
    raise BadValue("{value} stands where names and values belong.", MEND, value=brief(given))


def read_name(given: object) -> str:
    """Return a text that is not empty."""
    text = read_text(given)
    if not text:
        raise BadValue("It is empty.", MEND)
    return text


def read_day(given: object) -> date:
    """Return any date that there is."""
    try:
        return date.fromisoformat(given if isinstance(given, str) and _DATE.fullmatch(given) else "")
    except ValueError:
        raise BadValue("{value} is not a date like 2026-05-31.", MEND, value=brief(given)) from None


def read_practice_date(given: object) -> date:
    """Return a date within YEARS."""
    day = read_day(given)
    _check_year(day.year, given)
    return day


def _check_year(year: int, given: object) -> None:
    if year not in YEARS:
        raise BadValue(
            "{value} is not within the years {first} to {last}.", MEND,
            value=brief(given), first=YEARS[0], last=YEARS[-1],
        )  # fmt: skip


def read_length(given: object) -> float:
    """Return seconds as they are, whole or not: the progress is kept as it was written."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not isfinite(given) or not 0 <= given <= MOST_S:  # type: ignore[arg-type, operator]
        raise BadValue("{value} is not a number from 0 to {most}.", MEND, value=brief(given), most=MOST_S)
    return given  # type: ignore[return-value]


def read_whole(least: int, most: int, given: object) -> int:
    """Return a whole number, both ends included."""
    if isinstance(given, int) and not isinstance(given, bool) and least <= given <= most:
        return given
    raise BadValue(
        "{value} is not a whole number from {least} to {most}.", MEND, value=brief(given), least=least, most=most
    )


def read_truth(given: object) -> bool:
    """Return true or false."""
    if isinstance(given, bool):
        return given
    raise BadValue("{value} is neither true nor false.", MEND, value=brief(given))


def read_one_of(kind: Callable[[str], Item], known: Collection[str], given: object) -> Item:
    """Return what ``kind`` makes of one of the ``known`` words."""
    if isinstance(given, str) and given in known:
        return kind(given)
    raise BadValue("{value} is not one of: {known}.", MEND, value=brief(given), known=", ".join(known))


def read_if_any(read: Callable[[Any], Item], given: object) -> Item | None:
    """Return what ``read`` makes of a value, None where that is null."""
    return None if given is None else read(given)
