"""What stands in one cell of a table of sessions: each function raises BadValue for a row, as PlanDraft has it.

A row is a mapping of columns' names to cells; a missing column is an empty cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from psoas_timer.core.problem import BadValue
from psoas_timer.store.tables.csv_text import brief

# What no session comes near (our choice); a longer text or a larger figure is a slip.
YEARS = range(1970, 2201)
MOST_S = 86_400
MOST_CHARACTERS: Mapping[str, int] = {"routine": 200, "routine_id": 100, "uuid": 100, "zone": 100, "note": 2000}

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_OFFSET = re.compile(r"(?:UTC)?(?:([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
_FIGURE = re.compile(r"[0-9]{1,9}([.,][0-9]{1,9})?")  # some countries' spreadsheets write a decimal comma

_MEND = "Mend that cell, then read the file again."

Meaning = TypeVar("Meaning")


def read_date(cells: Mapping[str, str], column: str, latest: date) -> date | None:
    """Return the date in a cell, up to ``latest``; None where it is empty."""
    given = cells.get(column, "").strip()
    if not given:
        return None
    try:
        day = date.fromisoformat(given) if _DATE.fullmatch(given) else None
    except ValueError:  # a 30th of February
        day = None
    if day is None:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not a date like 2026-05-31.",
            "Dates are read as year-month-day only: choose that form in your spreadsheet, then save the table again.",
            value=brief(given), column=column,
        )  # fmt: skip
    _check_day(day, latest, given, column)
    return day


def read_time(cells: Mapping[str, str], column: str, latest: datetime) -> datetime | None:
    """Return the time of the clock on the wall in a cell, up to ``latest``; None where it is empty."""
    given = cells.get(column, "").strip()
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given) if _TIME.fullmatch(given) else None
    except ValueError:
        found = None
    if found is None:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not a date and time like 2026-05-31 18:30:00.",
            "Times are read as year-month-day hour:minute only: choose that form in your spreadsheet, then save the"
            " table again.",
            value=brief(given), column=column,
        )  # fmt: skip
    _check_day(found.date(), latest.date(), given, column, is_later=found > latest)
    return found


def read_offset(cells: Mapping[str, str], column: str) -> timedelta | None:
    """Return the offset from UTC in a cell; None where it is empty."""
    given = cells.get(column, "").strip()
    if not given:
        return None
    match = _OFFSET.fullmatch(given)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:]) if match else (24, 0, 0)
    if match is None or hours > 23 or minutes > 59 or seconds > 59:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not an offset like UTC+01:00.", _MEND,
            value=brief(given), column=column,
        )  # fmt: skip
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if match.group(1) == "-" else offset


def read_seconds(cells: Mapping[str, str], column: str) -> float | None:
    """Return the seconds in a cell; None where it is empty."""
    given = cells.get(column, "").strip()
    if not given:
        return None
    length_s = float(given.replace(",", ".")) if _FIGURE.fullmatch(given) else -1.0
    if not 0 <= length_s <= MOST_S:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not a number of seconds from 0 to {most}.",
            _MEND,
            value=brief(given), column=column, most=MOST_S,
        )  # fmt: skip
    return length_s


def read_word(cells: Mapping[str, str], column: str, known: Mapping[str, Meaning]) -> Meaning:
    """Return what the cell's word means; ``known`` has "" too."""
    given = " ".join(cells.get(column, "").casefold().split())
    if given not in known:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not known here.",
            "Leave that cell empty, or use one of: {known}.",
            value=brief(cells[column]), column=column, known=", ".join(word for word in known if word),
        )  # fmt: skip
    return known[given]


def read_text(cells: Mapping[str, str], column: str) -> str:
    """Return a cell as it stands, within MOST_CHARACTERS."""
    text = cells.get(column, "")
    if len(text) > MOST_CHARACTERS[column]:
        raise BadValue(
            "Line {line} of {file} is left out: its {column} is longer than {most} characters.",
            "Shorten it, then read the file again.",
            column=column, most=MOST_CHARACTERS[column],
        )  # fmt: skip
    return text


def _check_day(day: date, latest: date, given: str, column: str, is_later: bool = False) -> None:
    if day.year not in YEARS:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is not within the years {first} to {last}.", _MEND,
            value=brief(given), column=column, first=YEARS[0], last=YEARS[-1],
        )  # fmt: skip
    if is_later or day > latest:
        raise BadValue(
            "Line {line} of {file} is left out: {value} in {column} is still to come.",
            "Only what was practised can be read: mend that cell, or wait until then.",
            value=brief(given), column=column,
        )  # fmt: skip
