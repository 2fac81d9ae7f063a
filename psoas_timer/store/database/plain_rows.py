"""Rows of the database as JSON's own types, and read back: what a backup holds, and what makes a row sound."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psoas_timer.core.history.goal import DAYS, SESSIONS, Goal, Pause, PauseReason
from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Day, Flag, Instant, Kind, Maybe, OneOf, SomeOf, Text, Whole
from psoas_timer.core.reminder import FiringState, Reminder
from psoas_timer.store.database.session_rows import COLUMNS, Row, plain_value, to_row, to_text
from psoas_timer.store.values import Reader, read, read_clock, read_columns

SESSION_COLUMNS = (*COLUMNS, "deleted_utc", "created_utc", "modified_utc")
GOAL_COLUMNS = ("effective_date", "days_a_week", "sessions_a_day", "first_weekday")
PAUSE_COLUMNS = ("uuid", "first_date", "last_date", "reason")
REMINDER_COLUMNS = ("uuid", "weekdays", "at", "since_utc", "routine_id", "is_on")
FIRING_COLUMNS = ("reminder_uuid", "day", "due_utc", "state", "until_utc")


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session with when it was first and last written, and when it was moved to the bin (None if it is not there)."""

    record: SessionRecord
    created: datetime
    modified: datetime
    deleted: datetime | None = None

    def row(self) -> Row:
        """Return its values in the order of SESSION_COLUMNS."""
        deleted = None if self.deleted is None else to_text(self.deleted)
        return (*to_row(self.record).values(), deleted, to_text(self.created), to_text(self.modified))


def read_session(given: object, record_type: type[SessionRecord] = SessionRecord) -> KeptSession:
    """Return a session with its instants."""
    kept = kept_fields(record_type)
    kinds = {**{field.column: field.kind for field in kept}, **INSTANTS}
    values = read_columns(given, kinds, optional=[field.column for field in kept if field.since > 1])
    record = record_type(**{field.name: values[field.column] for field in kept if field.column in values})
    return KeptSession(record, values["created_utc"], values["modified_utc"], values["deleted_utc"])


def check_session(given: Mapping[str, Any]) -> None:
    """Raise as read_session does if any cell cannot be read; a row of an older layout lacks some."""
    kinds = {**{field.column: field.kind for field in kept_fields(SessionRecord)}, **INSTANTS}
    read_columns(given, {column: kind for column, kind in kinds.items() if column in given})


def read_goal(given: object) -> Goal:
    """Return a goal; any date is valid, since the first goal may have no real start."""
    return Goal(*read_columns(given, _GOAL).values())


def read_pause(given: object) -> Pause:
    """Return a pause; it may be planned any time ahead."""
    values = read_columns(given, _PAUSE)
    return Pause(uuid=values["uuid"], first=values["first_date"], last=values["last_date"], reason=values["reason"])


def read_reminder(given: object) -> Reminder:
    """Return a reminder; backups do not contain its firings."""
    values = read_columns(given, _REMINDER)
    values["since"] = values.pop("since_utc")
    return Reminder(**values)


def read_firing(given: object) -> Mapping[str, Any]:
    """Return the values of a firing by column; backups hold none, but the database does."""
    return read_columns(given, _FIRING)


def plain_reminder(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row, by column, as JSON's own types; the reader reports unexpected values."""
    plain = dict(row)
    with suppress(ValueError, TypeError):
        plain["weekdays"] = [int(day) for day in plain["weekdays"]]
    if plain["is_on"] in (0, 1):
        plain["is_on"] = bool(plain["is_on"])
    return plain


def _weekdays(given: object) -> frozenset[int]:
    return frozenset(read(SomeOf(Whole(0, 6)), given))


def plain_session(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row, by column, as JSON's own types; the reader reports unexpected values.

    A row of an older layout lacks some columns.
    """
    plain = dict(row)
    for field in kept_fields(SessionRecord):
        if field.column in plain:
            plain[field.column] = plain_value(field.kind, plain[field.column])
    return plain


INSTANTS: Mapping[str, Kind] = {
    "deleted_utc": Maybe(Instant()),
    "created_utc": Instant(),
    "modified_utc": Instant(),
}
_GOAL: Mapping[str, Kind] = {
    "effective_date": Day(is_any=True),
    "days_a_week": Whole(*DAYS),
    "sessions_a_day": Whole(*SESSIONS),
    "first_weekday": Whole(0, 6),
}
_PAUSE: Mapping[str, Kind] = {
    "uuid": Text(may_be_empty=False),
    "first_date": Day(is_any=True),
    "last_date": Maybe(Day(is_any=True)),
    "reason": OneOf(tuple(PauseReason)),
}
_REMINDER: Mapping[str, Kind | Reader] = {
    "uuid": Text(may_be_empty=False),
    "weekdays": _weekdays,
    "at": read_clock,
    "since_utc": Instant(),
    "routine_id": Text(),
    "is_on": Flag(),
}
_FIRING: Mapping[str, Kind | Reader] = {
    "reminder_uuid": Text(may_be_empty=False),
    "day": Day(),
    "due_utc": Instant(),
    "state": OneOf(tuple(FiringState)),
    "until_utc": Maybe(Instant()),
}
