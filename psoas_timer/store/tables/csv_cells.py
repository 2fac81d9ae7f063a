"""One cell of a table of sessions, written and read: a fault is a BadValue, which PlanDraft reports for the row.

A row is a mapping of column names to cells; a missing column is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any

from psoas_timer.core.kind import Day, Flag, Instant, Kind, Maybe, Number, Offset, OneOf, SomeOf, Text, Whole, unfit
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_
from psoas_timer.store.tables.csv_numbers import plain, read_number
from psoas_timer.store.tables.csv_text import brief
from psoas_timer.store.tables.csv_times import parse_day, parse_time
from psoas_timer.store.values import advised

# No session comes near these (our choice); a larger number is a mistake.
YEARS = range(1970, 2201)
SECONDS = Number(0, 86_400)

_OFFSET = re.compile(r"(?:UTC)?(?:([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_WHOLE = re.compile(r"(-?[0-9]{1,9})(?:[.,]0{1,2})?")  # other programs write 6.0 where a column has empty cells

# Spreadsheets translate true and false.
_FLAGS = {"no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}

_MEND = N_("Correct that cell, then import the file again.")
_SHORTEN = N_("Shorten it, then import the file again.")
_AS_DATE = N_("Dates must be year-month-day: choose that format in your spreadsheet, then save the table again.")
_AS_TIME = N_(
    "Times must be year-month-day hour:minute: choose that format in your spreadsheet, then save the table again."
)


def to_cell(kind: Kind, value: Any, there: timezone) -> str:
    """Return a value as its cell shows it, '' for None; an instant is shown as local time ``there``."""
    match kind:
        case Maybe():
            return "" if value is None else to_cell(kind.kind, value, there)
        case Instant():
            return str(value.astimezone(there).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds"))
        case Offset():
            return str(
                timezone(timedelta(seconds=value))
            )  # UTC+01:00: it starts with a letter, so spreadsheets keep it as text
        case Number():
            return f"{value:.1f}"
        case Flag():
            return "yes" if value else "no"
        case SomeOf():
            return " ".join(to_cell(kind.kind, one, there) for one in value)
    return str(value)


def read_cell(cells: Mapping[str, str], column: str, kind: Kind, decimal: str = "") -> Any:
    """Return the value of a cell, None if it is empty; text is returned unchanged.

    ``decimal`` is the decimal sign of the file, '' if it is not known.
    """
    with _telling(cells, column):
        return _from_cell(kind, cells.get(column, ""), decimal)


def read_date(cells: Mapping[str, str], column: str, latest: date) -> date | None:
    """Return the date in a cell, up to ``latest``; None if it is empty."""
    with _telling(cells, column):
        day: date | None = _from_cell(Day(is_any=True), cells.get(column, ""))
        if day is not None:
            _check_over(day, is_over=lambda: day <= latest)
        return day


def read_time(cells: Mapping[str, str], column: str, latest: datetime, now: datetime) -> datetime | None:
    """Return the time in a cell, None if it is empty: aware if it has an offset, otherwise local.

    A local time may be up to ``latest``, an aware one up to ``now``, which is aware.
    """
    given = cells.get(column, "")
    with _telling(cells, column):
        found = parse_time(plain(given))
        if found is not None:
            _check_over(found, is_over=lambda: found <= (latest if found.tzinfo is None else now))
        elif given.strip():
            raise BadValue(N_("{value} is not a date and time like 2026-05-31 18:30:00."), _AS_TIME)
        return found


@contextmanager
def _telling(cells: Mapping[str, str], column: str) -> Iterator[None]:
    """Report a cell's fault with the name of its column."""
    try:
        yield
    except BadValue as fault:
        shown = {**fault.values, "value": brief(cells.get(column, "").strip())}
        told = advised(type(fault)(fault.what, fault.next_step, **shown), _MEND)
        raise BadValue(
            N_("Line {line} of {file} is skipped: see {column}."), "{fault}", column=column, fault=told
        ) from None


def _from_cell(kind: Kind, cell: str, decimal: str = "") -> Any:
    """Return the value of a cell, None if it is empty; raises BadValue, which may name ``{value}``."""
    if isinstance(kind, Text):
        if len(cell) > kind.most:
            raise BadValue(N_("It is longer than {most} characters."), _SHORTEN, most=kind.most)
        return cell
    given = plain(cell)
    if not given:
        return None
    match kind:
        case Maybe():
            return _from_cell(kind.kind, cell, decimal)
        case Flag():
            return _FLAGS[OneOf(tuple(_FLAGS)).take(given)]
        case SomeOf():
            found = tuple(_from_cell(kind.kind, word) for word in given.split())
            if len(set(found)) < len(found):
                raise unfit(given, N_("{value} contains a duplicate."), N_("Name each only once."))
            return found
        case Offset():
            return _offset_s(cell.strip())
        case Whole():
            whole = _WHOLE.fullmatch(given)
            return kind.take(int(whole.group(1)) if whole else given)
        case Number():
            return read_number(given, decimal, kind)
        case Day():
            return kind.take(_day(given))
    return kind.take(given)


def _day(given: str) -> date:
    found = parse_day(given)
    if found is None:
        raise BadValue(N_("{value} is not a date like 2026-05-31."), _AS_DATE)
    return found


def _offset_s(given: str) -> int:
    match = _OFFSET.fullmatch(given)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:]) if match else (24, 0, 0)
    if match is None or hours > 23 or minutes > 59 or seconds > 59:
        raise unfit(given, N_("{value} is not an offset like UTC+01:00."), N_("Write it in that form."))
    offset_s = (hours * 60 + minutes) * 60 + seconds
    return -offset_s if match.group(1) == "-" else offset_s


def _check_over(day: date, is_over: Callable[[], bool]) -> None:
    """Raise BadValue if a date or time is far away or in the future; near the ends of time, none can be compared."""
    if day.year not in YEARS:
        what = N_("{value} is not within the years {first} to {last}.")
        raise BadValue(what, _MEND, first=YEARS[0], last=YEARS[-1])
    if not is_over():
        raise BadValue(
            N_("{value} is in the future."),
            N_("Only past sessions can be imported: correct that cell, or wait until then."),
        )
