"""Sessions to and from rows of the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Day, Flag, Instant, Kind, Maybe, OneOf, SomeOf, Stages

Value = str | int | float | None
Row = tuple[Any, ...]

COLUMNS = tuple(field.column for field in kept_fields(SessionRecord))


def to_row(record: SessionRecord) -> dict[str, Value]:
    """Return a session's values by column name; instants are kept to the microsecond."""
    record_type: Any = type(record)
    return {column: put(getattr(record, name)) for name, column, put in _putters(record_type)}


def to_record(row: Row) -> SessionRecord:
    """Return the session of a row whose values are in the order of COLUMNS."""
    record: SessionRecord = record_of(SessionRecord, row)
    return record


def record_of(record_type: Any, row: Row) -> Any:
    """Return the record of a row whose values are in the order of the stored fields."""
    return record_type(**{name: take(value) for (name, take), value in zip(_takers(record_type), row, strict=True)})


def plain_value(kind: Kind, stored: Any) -> Any:
    """Return a column's value as JSON's own types; an unexpected value stays unchanged."""
    match kind:
        case Maybe():
            return plain_value(kind.kind, stored)
        case SomeOf() if isinstance(stored, str):
            return stored.split(",") if stored else []
        case Flag() if stored in (0, 1):
            return bool(stored)
        case Stages():
            with suppress(ValueError, TypeError, RecursionError):
                return json.loads(stored)
    return stored


@cache
def _putters(record_type: Any) -> tuple[tuple[str, str, Callable[[Any], Value]], ...]:
    """Return each field's name, its column, and the converter to the column's value, looked up once for all rows."""
    return tuple((field.name, field.column, _putter(field.kind)) for field in kept_fields(record_type))


def _putter(kind: Kind) -> Callable[[Any], Value]:
    match kind:
        case Maybe():
            put = _putter(kind.kind)
            return lambda value: None if value is None else put(value)
        case Instant():
            return to_text
        case Day():
            return date.isoformat
        case SomeOf():
            return ",".join
        case Flag():
            return int
        case Stages():
            return lambda value: json.dumps(dict(value), allow_nan=False)
    return lambda value: value


@cache
def _takers(record_type: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return the converters from each column's value to its field's, looked up once for all rows."""
    return tuple((field.name, _taker(field.kind)) for field in kept_fields(record_type))


def _taker(kind: Kind) -> Callable[[Any], Any]:
    match kind:
        case Maybe():
            take = _taker(kind.kind)
            return lambda stored: None if stored is None else take(stored)
        case Instant():
            return datetime.fromisoformat
        case Day():
            return date.fromisoformat
        case OneOf():
            return kind.take
        case SomeOf():
            one = kind.kind
            return lambda stored: tuple(map(one.take, plain_value(kind, stored)))
        case Flag():
            return bool
        case Stages():
            return lambda stored: {int(index): seconds for index, seconds in json.loads(stored).items()}
    return lambda stored: stored


def to_text(instant: datetime) -> str:
    """Return ``instant`` in UTC to the microsecond, at a fixed width, so that the texts sort as the instants do."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
