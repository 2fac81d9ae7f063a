"""What stands in a backup: the rows of the database and the settings as JSON's plain values, there and back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from pathlib import Path
from reprlib import repr as brief
from tempfile import TemporaryDirectory
from typing import Any

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.discomfort import SCALE
from psoas_timer.core.history.goal import DAYS, SESSIONS, Goal, Pause, PauseReason
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup.json_text import MEND, BadPlace
from psoas_timer.store.backup.values import (
    Reader,
    read_at,
    read_columns,
    read_day,
    read_if_any,
    read_instant,
    read_items,
    read_length,
    read_name,
    read_one_of,
    read_practice_date,
    read_table,
    read_text,
    read_truth,
    read_whole,
)
from psoas_timer.store.database.reminder_log import REMINDER_COLUMNS
from psoas_timer.store.database.session_rows import COLUMNS, Row, to_row, to_text
from psoas_timer.store.places import SETTINGS_FILE, disk_failures
from psoas_timer.store.settings_file import VERSION as SETTINGS_VERSION
from psoas_timer.store.settings_file import load_settings, settings_text

SESSION_COLUMNS = (*COLUMNS, "deleted_utc", "created_utc", "modified_utc")
GOAL_COLUMNS = ("effective_date", "days_a_week", "sessions_a_day", "first_weekday")
PAUSE_COLUMNS = ("uuid", "first_date", "last_date", "reason")

# No routine has as many stages.
MOST_STAGES = 10_000
_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session with when it was written first and last, and when it went to the bin; None where it is not in it."""

    record: SessionRecord
    created: datetime
    modified: datetime
    deleted: datetime | None = None

    def row(self) -> Row:
        """Return it in the order of SESSION_COLUMNS."""
        deleted = None if self.deleted is None else to_text(self.deleted)
        return (*to_row(self.record).values(), deleted, to_text(self.created), to_text(self.modified))


def plain_history(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return every row of the database, the bin included; raises sqlite3.Error where it cannot be read."""
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
    """Return the settings as their file has them."""
    plain: dict[str, Any] = json.loads(settings_text(settings))
    return plain


def read_settings(given: object, file: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a backup, and a notice for each that cannot be used: that one is at its default.

    Raises BadValue where they are no settings, or from a newer program.
    """
    version = read_table(given).get("version")
    if isinstance(version, int | float) and version > SETTINGS_VERSION:
        raise BadValue("They come from a newer Psoas Timer.", "Install the newest version, then restore them.")
    with disk_failures(file), TemporaryDirectory() as folder:
        draft = Path(folder) / SETTINGS_FILE
        draft.write_text(json.dumps(given), encoding="utf-8")
        settings, notices = load_settings(draft)
    if any("key" not in notice.values for notice in notices):  # not one of them can be used
        raise BadValue("They cannot be read.", MEND)
    return settings, tuple(
        Problem(notice.what, notice.next_step, **{**notice.values, "file": file, "key": f"settings.{key}"})
        for notice in notices
        for key in (notice.values["key"],)
    )


def read_session(given: object) -> KeptSession:
    """Return a session with its instants."""
    values = read_columns(given, _SESSION)
    created, modified, deleted = (values.pop(name) for name in ("created_utc", "modified_utc", "deleted_utc"))
    values["started"], values["ended"] = values.pop("started_utc"), values.pop("ended_utc")
    return KeptSession(SessionRecord(reached_s=values.pop("progress"), **values), created, modified, deleted)


def read_goal(given: object) -> Goal:
    """Return a goal; any date will do, for the first one may hold since ever."""
    return Goal(*read_columns(given, _GOAL).values())


def read_pause(given: object) -> Pause:
    """Return a pause; it may be planned as far ahead as anybody likes."""
    values = read_columns(given, _PAUSE)
    return Pause(uuid=values["uuid"], first=values["first_date"], last=values["last_date"], reason=values["reason"])


def read_reminder(given: object) -> Reminder:
    """Return a reminder; what became of it on each date is in no backup."""
    values = read_columns(given, _REMINDER)
    values["since"] = values.pop("since_utc")
    return Reminder(**values)


def _plain_reminder(row: Row) -> dict[str, Any]:
    """Return a row, in the order of REMINDER_COLUMNS, as JSON's own types; what is odd in it stays for the reader."""
    plain = dict(zip(REMINDER_COLUMNS, row, strict=True))
    with suppress(ValueError, TypeError):
        plain["weekdays"] = [int(day) for day in plain["weekdays"]]
    if plain["is_on"] in (0, 1):
        plain["is_on"] = bool(plain["is_on"])
    return plain


def _weekdays(given: object) -> frozenset[int]:
    return frozenset(read_items(given, partial(read_whole, 0, 6), lambda day: day))


def _clock(given: object) -> time:
    if isinstance(given, str) and _CLOCK.fullmatch(given):
        return time.fromisoformat(given)
    raise BadValue("{value} is not a time like 18:00.", MEND, value=brief(given))


def _plain_session(row: Row) -> dict[str, Any]:
    """Return a row, in the order of SESSION_COLUMNS, as JSON's own types; what is odd in it stays for the reader."""
    plain = dict(zip(SESSION_COLUMNS, row, strict=True))
    if isinstance(plain["sides_done"], str):
        plain["sides_done"] = plain["sides_done"].split(",") if plain["sides_done"] else []
    if plain["is_counted"] in (0, 1):
        plain["is_counted"] = bool(plain["is_counted"])
    with suppress(ValueError, TypeError, RecursionError):
        plain["progress"] = json.loads(plain["progress"])
    return plain


def _sides(given: object) -> tuple[Side, ...]:
    return read_items(given, partial(read_one_of, Side, tuple(Side)), lambda side: side)


def _progress(given: object) -> dict[int, float]:
    """Return the seconds by stage, in the order of the file."""
    for key in read_table(given):
        if not _INDEX.fullmatch(key):
            raise BadPlace((key,), BadValue("{key} is not the number of a stage.", MEND, key=brief(key)))
    return {int(key): read_at(key, read_length, value) for key, value in read_table(given).items()}


_LEVEL = partial(read_if_any, partial(read_whole, SCALE[0], SCALE[-1]))
_SESSION: Mapping[str, Reader] = {
    "uuid": read_name,
    "started_utc": read_instant,
    "ended_utc": read_instant,
    "utc_offset_s": partial(read_whole, 1 - _DAY_S, _DAY_S - 1),
    "zone": read_text,
    "practice_date": read_practice_date,
    "planned_s": lambda given: float(read_length(given)),
    "practised_s": lambda given: float(read_length(given)),
    "status": partial(read_one_of, Status, tuple(Status)),
    "routine_id": read_text,
    "routine_title": read_text,
    "sides_done": _sides,
    "first_side": partial(read_one_of, Side, tuple(Side)),
    "progress": _progress,
    "stage_index": partial(read_whole, 0, MOST_STAGES),
    "source": read_text,
    "note": read_text,
    "is_counted": read_truth,
    "discomfort_before": _LEVEL,
    "discomfort_after": _LEVEL,
    "deleted_utc": partial(read_if_any, read_instant),
    "created_utc": read_instant,
    "modified_utc": read_instant,
}
_GOAL: Mapping[str, Reader] = {
    "effective_date": read_day,
    "days_a_week": partial(read_whole, *DAYS),
    "sessions_a_day": partial(read_whole, *SESSIONS),
    "first_weekday": partial(read_whole, 0, 6),
}
_PAUSE: Mapping[str, Reader] = {
    "uuid": read_name,
    "first_date": read_day,
    "last_date": partial(read_if_any, read_day),
    "reason": partial(read_one_of, PauseReason, tuple(PauseReason)),
}
_REMINDER: Mapping[str, Reader] = {
    "uuid": read_name,
    "weekdays": _weekdays,
    "at": _clock,
    "since_utc": read_instant,
    "routine_id": read_text,
    "is_on": read_truth,
}
