"""Dates and times in a table, in every form in which the order of year, month and day is certain: year first.

ISO 8601 in its long and its short form, with or without an offset, and what spreadsheets make of it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_DATE = r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})|(?P<short>[0-9]{4}))"
_CLOCK = (
    r"(?:(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?P<fraction>[.,][0-9]{1,12})?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?|(?P<shorttime>[0-9]{4}(?:[0-9]{2}(?P<shortfraction>[.,][0-9]{1,12})?)?))"
)
_ZONE = (
    r"(?P<utc>z|utc|gmt)?"
    r"(?:(?P<side>[-+−])(?P<ahead_h>[0-9]{2})(?::?(?P<ahead_min>[0-9]{2})(?::?(?P<ahead_s>[0-9]{2}))?)?)?"
)

_DAY = re.compile(_DATE + r"(?:[ t]0{1,2}:00(?::00(?:[.,]0{1,12})?)?)?")  # other programs write midnight after a date
_TIME = re.compile(_DATE + r"(?: ?t ?| )" + _CLOCK + " ?" + _ZONE)


def parse_day(given: str) -> date | None:
    """Return the date in a cell, None if it is not one; ``given`` is in small letters with single spaces."""
    match = _DAY.fullmatch(given)
    try:
        return None if match is None else _date(match)
    except ValueError:  # February 30, for example
        return None


def parse_time(given: str) -> datetime | None:
    """Return the date and time in a cell, aware if it has an offset; None if it is not one.

    ``given`` is in small letters with single spaces. Fractions finer than a microsecond are cut off.
    """
    match = _TIME.fullmatch(given)
    if match is None or (match["shorttime"] and match["sign"]):  # 1830 after a long date may be anything
        return None
    try:
        return datetime.combine(_date(match), datetime.min.time(), _zone(match)) + _clock(match)
    except (ValueError, OverflowError):
        return None


def _date(match: re.Match[str]) -> date:
    short = match["short"]
    month, day = (short[:2], short[2:]) if short else (match["month"], match["day"])
    return date(int(match["year"]), int(month), int(day))


def _clock(match: re.Match[str]) -> timedelta:
    """Return the time since midnight; raises ValueError if a day does not have it."""
    short = match["shorttime"]
    if short:
        hour, minute, second = int(short[:2]), int(short[2:4]), int(short[4:6] or 0)
    else:
        hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError
    fraction = (match["fraction"] or match["shortfraction"] or "")[1:7].ljust(6, "0")
    return timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(fraction))


def _zone(match: re.Match[str]) -> timezone | None:
    if not match["side"]:
        return UTC if match["utc"] else None
    hours, minutes, seconds = (int(match[name] or 0) for name in ("ahead_h", "ahead_min", "ahead_s"))
    if hours > 23 or minutes > 59 or seconds > 59 or match["utc"] == "z":
        raise ValueError
    ahead = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(ahead if match["side"] == "+" else -ahead)
