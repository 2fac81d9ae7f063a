"""The contents of a backup: database rows and settings, to and from plain JSON values."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from psoas_timer.core.history.goal import DAYS, SESSIONS, Goal, Pause, PauseReason
from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Day, Flag, Instant, Kind, Maybe, OneOf, SomeOf, Text, Whole
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Settings
from psoas_timer.store import settings_file
from psoas_timer.store.database.reminder_log import REMINDER_COLUMNS
from psoas_timer.store.database.session_rows import COLUMNS, Row, plain_value, to_row, to_text
from psoas_timer.store.values import Reader, read, read_clock, read_columns, read_table

SESSION_COLUMNS = (*COLUMNS, "deleted_utc", "created_utc", "modified_utc")
GOAL_COLUMNS = ("effective_date", "days_a_week", "sessions_a_day", "first_weekday")
PAUSE_COLUMNS = ("uuid", "first_date", "last_date", "reason")


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


def plain_history(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return every row of the database, including the bin; raises sqlite3.Error if it cannot be read."""
    sessions = connection.execute(f"SELECT {', '.join(SESSION_COLUMNS)} FROM session ORDER BY started_utc, rowid")
    goals = connection.execute(f"SELECT {', '.join(GOAL_COLUMNS)} FROM goal ORDER BY effective_date")
    pauses = connection.execute(f"SELECT {', '.join(PAUSE_COLUMNS)} FROM pause ORDER BY first_date, uuid")
    reminders = connection.execute(f"SELECT {', '.join(REMINDER_COLUMNS)} FROM reminder ORDER BY at, uuid")
    return {
        "sessions": [_plain_session(row) for row in sessions],
        "goals": [dict(zip(GOAL_COLUMNS, row, strict=True)) for row in goals],
        "pauses": [dict(zip(PAUSE_COLUMNS, row, strict=True)) for row in pauses],
        "reminders": [_plain_reminder(row) for row in reminders],
    }


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings in the form of their file."""
    plain: dict[str, Any] = json.loads(settings_file.settings_text(settings))
    return plain


def read_settings(
    given: object, file: Path, usual: Settings = settings_file.USUAL
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a backup, and a notice for each that cannot be used and is taken from ``usual``.

    Raises BadValue if they are not settings, or are from a newer program.
    """
    plain = read_table(given)
    version = plain.get("version")
    if isinstance(version, int | float) and version > settings_file.VERSION:
        raise BadValue(
            N_("They are from a newer version of Psoas Timer."), N_("Install the newest version, then restore them.")
        )
    return settings_file.read_settings(plain, file, usual, ("settings",))


def read_session(given: object, record_type: type[SessionRecord] = SessionRecord) -> KeptSession:
    """Return a session with its instants."""
    kept = kept_fields(record_type)
    kinds = {**{field.column: field.kind for field in kept}, **_INSTANTS}
    values = read_columns(given, kinds, optional=[field.column for field in kept if field.since > 1])
    record = record_type(**{field.name: values[field.column] for field in kept if field.column in values})
    return KeptSession(record, values["created_utc"], values["modified_utc"], values["deleted_utc"])


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


def _plain_reminder(row: Row) -> dict[str, Any]:
    """Return a row, in the order of REMINDER_COLUMNS, as JSON's own types; the reader reports unexpected values."""
    plain = dict(zip(REMINDER_COLUMNS, row, strict=True))
    with suppress(ValueError, TypeError):
        plain["weekdays"] = [int(day) for day in plain["weekdays"]]
    if plain["is_on"] in (0, 1):
        plain["is_on"] = bool(plain["is_on"])
    return plain


def _weekdays(given: object) -> frozenset[int]:
    return frozenset(read(SomeOf(Whole(0, 6)), given))


def _plain_session(row: Row) -> dict[str, Any]:
    """Return a row, in the order of SESSION_COLUMNS, as JSON's own types; the reader reports unexpected values."""
    plain = dict(zip(SESSION_COLUMNS, row, strict=True))
    for field in kept_fields(SessionRecord):
        plain[field.column] = plain_value(field.kind, plain[field.column])
    return plain


_INSTANTS: Mapping[str, Kind] = {
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
