"""Values from outside, read one by one: each is returned in its kind's form, or Unfit says what is wrong with it.

Reading a list or an object raises BadPlace, which says where in it the fault is. This module also shows values in
sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date, datetime, time
from functools import partial
from reprlib import repr as brief
from typing import Any, TypeVar

from psoas_timer.core.kind import Day, Instant, Kind, Maybe, Number, SomeOf, Stages, Texts, Unfit, unfit
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

# A value's place in a file: names, and numbers counted from 1 in lists, such as ("stage", 2, "pattern").
KeyPath = tuple[str | int, ...]

# No number here has nearly as many digits, and Python may refuse to read or compare longer ones as whole numbers.
_MOST_DIGITS = 15

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")

Item = TypeVar("Item")
Reader = Callable[[Any], Any]


class BadPlace(Exception):
    """A value that cannot be used, and the path to it: keys, and positions in lists, counted from 1."""

    def __init__(self, path: KeyPath, fault: BadValue) -> None:
        super().__init__(path, fault)
        self.path = path
        self.fault = fault


class Needless(Unfit):
    """A value that should not be there at all."""


def advised(fault: BadValue, advice: str) -> BadValue:
    """Return ``fault`` with ``advice`` for this kind of file; a fault that is not an Unfit keeps its own advice."""
    return BadValue(fault.what, advice, **fault.values) if isinstance(fault, Unfit) else fault


def read(kind: Kind, given: object) -> Any:
    """Return a plain value, as found in JSON and TOML, in the program's own form.

    Raises Unfit if it is not of its ``kind``, BadPlace if the fault is inside a list or an object.
    """
    match kind:
        case Maybe():
            return None if given is None else read(kind.kind, given)
        case Number():
            return float(kind.take(given))
        case Instant():
            return _parsed(kind, datetime.fromisoformat, _INSTANT, given)
        case Day():
            return _parsed(kind, date.fromisoformat, _DATE, given)
        case SomeOf():
            return read_items(given, partial(read, kind.kind), lambda one: one)
        case Stages():  # as they were written, whole or not
            return {_index(key): read_at(key, kind.seconds.take, value) for key, value in read_table(given).items()}
        case Texts():
            if isinstance(given, list) and all(isinstance(text, str) for text in given):
                return frozenset(given)
            raise unfit(
                given, N_("{value} is not a list of texts."), N_("Put each text in quotes, and the list in brackets.")
            )
    return kind.take(given)


def read_clock(given: object) -> time:
    """Return a time of day in whole minutes."""
    if isinstance(given, str) and _CLOCK.fullmatch(given):
        return time.fromisoformat(given)
    raise unfit(given, N_("{value} is not a time like 18:00."), N_("Write it in that form."))


def read_columns(given: object, readers: Mapping[str, Kind | Reader], optional: Collection[str] = ()) -> dict[str, Any]:
    """Return the values of an object, each read by its kind or by a reader; ``optional`` keys may be missing."""
    table = read_table(given)
    for key in table:
        if key not in readers:
            raise BadPlace((key,), Needless(N_("{key} is not a known name here."), N_("Remove it."), key=brief(key)))
    values = {}
    for key, reader in readers.items():
        if key in table:
            values[key] = read_at(key, partial(read, reader) if isinstance(reader, Kind) else reader, table[key])
        elif key not in optional:
            raise Unfit(N_("{key} is missing."), N_("Add it."), key=key)
    return values


def read_items(given: object, read: Callable[[Any], Item], name: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """Return every item of a list; no two may have the same name."""
    if not isinstance(given, list):
        raise unfit(given, N_("{value} is not a list."), N_("Put it in brackets."))
    numbers: dict[Hashable, int] = {}
    items = []
    for number, one in enumerate(given, start=1):
        item = read_at(number, read, one)
        first = numbers.setdefault(name(item), number)
        if first != number:
            fault = Needless(N_("It repeats number {first} of the list."), N_("Remove it."), first=first)
            raise BadPlace((number,), fault)
        items.append(item)
    return tuple(items)


def read_at(key: str | int, read: Callable[[Any], Item], given: object) -> Item:
    """Return what ``read`` makes of a value; faults are reported at ``key``."""
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
    raise unfit(given, N_("{value} is not a set of names and values."), N_("Put names and values in braces."))


def parse_whole(digits: str) -> int | float:
    """Return a whole number from JSON, or a float if it has more digits than any number here."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _parsed(kind: Kind, parse: Callable[[str], object], form: re.Pattern[str], given: object) -> Any:
    """Return the value of a text in this form; faults quote the text."""
    try:
        return kind.take(parse(given) if isinstance(given, str) and form.fullmatch(given) else given)
    except Unfit as fault:
        raise Unfit(fault.what, fault.next_step, **{**fault.values, "value": brief(given)}) from None
    except ValueError:  # February 30, for example
        return kind.take(given)


def _index(key: str) -> int:
    if not _INDEX.fullmatch(key):
        raise BadPlace((key,), unfit(key, N_("{value} is not the number of a stage."), N_("Write 0, 1, 2 and so on.")))
    return int(key)


def show(value: object) -> str:
    """Return a value as it is written in the file, shortened for use in a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{printable(value)}"'
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if isinstance(value, int) and abs(value) >= 10**18:
        return printable(hex(value))  # Python refuses to print some thousands of decimal digits
    return str(value)


def printable(text: str) -> str:
    """Return ``text`` with unprintable characters escaped, shortened to 40 characters."""
    return escape(text if len(text) <= 40 else f"{text[:39]}…")


def escape(text: str) -> str:
    """Return ``text`` with each unprintable character replaced by its code, such as \\u0007."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04X}" for sign in text)


def show_path(path: KeyPath) -> str:
    """Return a path as people write it, such as ``stage[2].pattern``."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            shown += ("." if shown else "") + (part if _PLAIN_KEY.fullmatch(part) else show(part))
    return shown
