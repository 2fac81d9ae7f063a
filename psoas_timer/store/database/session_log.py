"""The session history: one row per session, written while it runs so that it is never lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.core.history.discomfort import Rating
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.store.database.connection import file_of, readable_rows, transaction
from psoas_timer.store.database.session_rows import COLUMNS, Row, Value, to_record, to_row, to_text

Item = TypeVar("Item")

_KEPT_ON_UPDATE = ("uuid", "practice_date")

SAVE = f"""
    INSERT INTO session ({", ".join(COLUMNS)}, created_utc, modified_utc)
    VALUES ({", ".join(f":{name}" for name in COLUMNS)}, :now, :now)
    ON CONFLICT (uuid) DO UPDATE SET modified_utc = excluded.modified_utc,
    {", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in _KEPT_ON_UPDATE)}
"""
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM session WHERE deleted_utc IS NULL"
EVERY_SESSION = SessionQuery()
_SORT = {
    SortKey.START: "started_utc",
    SortKey.ROUTINE: "casefold(routine_title)",
    SortKey.PRACTISED: "practised_s",
    SortKey.STATUS: "status",
}
_NEWEST_FIRST = "ORDER BY started_utc DESC, rowid DESC"

_PRACTICE_DAYS = """
    SELECT practice_date, share, practised_s, sessions FROM practice_day
    WHERE practice_date >= :first ORDER BY practice_date
"""
# The routines that were practised, found one after the other in their index: SQLite itself would go through all of it.
_ROUTINES = """
    WITH RECURSIVE practised (id) AS (
        SELECT min(routine_id) FROM session WHERE deleted_utc IS NULL
        UNION ALL
        SELECT (SELECT min(routine_id) FROM session WHERE deleted_utc IS NULL AND routine_id > practised.id)
        FROM practised WHERE practised.id IS NOT NULL
    )
"""
_OF_ROUTINE = "FROM session WHERE deleted_utc IS NULL AND routine_id = practised.id"
_LATEST = "ORDER BY practice_date DESC, started_utc DESC LIMIT 1"
_TITLES = f"""
    {_ROUTINES} SELECT id, (SELECT routine_title {_OF_ROUTINE} {_LATEST}) AS title
    FROM practised WHERE id IS NOT NULL ORDER BY title
"""
_LAST_PRACTISED = f"""
    {_ROUTINES} SELECT id, (SELECT practice_date {_OF_ROUTINE} AND practised_s > 0 {_LATEST}) AS day
    FROM practised WHERE id IS NOT NULL AND day IS NOT NULL
"""
_RATED = "FROM session WHERE deleted_utc IS NULL AND (discomfort_before IS NOT NULL OR discomfort_after IS NOT NULL)"


class SessionReader:
    """Reads the sessions in an open database; only ``binned`` returns deleted ones.

    Each method raises Problem if the file is locked, full or out of reach.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = file_of(connection)
        connection.create_function("casefold", 1, str.casefold, deterministic=True)

    def sessions(
        self, limit: int | None = None, offset: int = 0, query: SessionQuery = EVERY_SESSION
    ) -> list[SessionRecord]:
        """Return the sessions ``query`` asks for, in its order: ``limit`` (None: all) after the first ``offset``."""
        where, values = _filter(query)
        order = f"{_SORT[query.sort]} {'DESC' if query.is_descending else 'ASC'}, started_utc DESC, rowid DESC"
        return self._read_each(
            to_record,
            f"{_SELECT} {where} ORDER BY {order} LIMIT :limit OFFSET :offset",
            limit=-1 if limit is None else limit,
            offset=offset,
            **values,
        )

    def count(self, query: SessionQuery = EVERY_SESSION) -> int:
        """Return how many sessions ``query`` asks for."""
        where, values = _filter(query)
        sql = f"SELECT count(*) FROM session WHERE deleted_utc IS NULL {where}"
        if not (query.routine_id or query.text):
            sql = f"SELECT coalesce(sum(sessions), 0) FROM practice_day WHERE TRUE {where}"
        return int(self._read(sql, **values)[0][0])

    def routine_titles(self) -> dict[str, str]:
        """Return the title of every practised routine, as it was when last practised, by routine id."""
        return dict(self._read(_TITLES))

    def ratings(self, first: date = date.min, last: date = date.max) -> list[Rating]:
        """Return the discomfort ratings from ``first`` to ``last``, oldest first."""
        return self._read_each(
            lambda row: Rating(date.fromisoformat(row[0]), row[1], row[2]),
            f"SELECT practice_date, discomfort_before, discomfort_after {_RATED}"
            " AND practice_date BETWEEN :first AND :last ORDER BY practice_date",
            first=first.isoformat(),
            last=last.isoformat(),
        )

    def has_ratings(self) -> bool:
        """Tell whether there is any discomfort rating."""
        return self._read(f"SELECT EXISTS (SELECT * {_RATED})") == [(1,)]

    def find(self, uuid: str) -> SessionRecord | None:
        """Return the session with this uuid; None if there is none or it is deleted."""
        return next(iter(self._read_each(to_record, f"{_SELECT} AND uuid = :uuid", uuid=uuid)), None)

    def unfinished(self) -> list[SessionRecord]:
        """Return the sessions that are running, or were when the program stopped, newest first."""
        return self._read_each(to_record, f"{_SELECT} AND status = '{Status.RUNNING}' {_NEWEST_FIRST}")

    def binned(self) -> list[SessionRecord]:
        """Return the deleted sessions with any time practised, last deleted first."""
        return self._read_each(
            to_record,
            f"SELECT {', '.join(COLUMNS)} FROM session WHERE deleted_utc IS NOT NULL AND practised_s > 0"
            " ORDER BY deleted_utc DESC, rowid DESC",
        )

    def count_binned(self) -> int:
        """Return how many sessions ``binned`` would return."""
        sql = "SELECT count(*) FROM session WHERE deleted_utc IS NOT NULL AND practised_s > 0"
        return int(self._read(sql)[0][0])

    def practice_days(self, first: date = date.min) -> list[PracticeDay]:
        """Return what was practised on each date from ``first`` on, oldest first.

        A running session counts up to its last checkpoint.
        """
        return self._read_each(
            lambda row: PracticeDay(date.fromisoformat(row[0]), *row[1:]),
            _PRACTICE_DAYS,
            first=first.isoformat(),
        )

    def last_practised(self) -> dict[str, date]:
        """Return the last date on which each routine was practised, even in part, by routine id."""
        return dict(self._read_each(lambda row: (row[0], date.fromisoformat(row[1])), _LAST_PRACTISED))

    def _read(self, sql: str, **values: Value) -> list[Row]:
        return self._read_each(lambda row: row, sql, **values)

    def _read_each(self, take: Callable[[Row], Item], sql: str, /, **values: Value) -> list[Item]:
        """Return what ``take`` makes of each row; raises Problem also where it cannot."""
        with readable_rows(self._file):
            return [take(row) for row in self._connection.execute(sql, values)]


class SessionLog(SessionReader):
    """Reads and writes sessions; a deleted one is kept, and ``restore`` brings it back.

    Every write is one transaction, and is on the disk when the method returns; ``now`` is aware.
    """

    def save(self, record: SessionRecord, now: datetime) -> None:
        """Add ``record``, or replace the one with the same uuid; the first ``practice_date`` stays.

        Instants are kept to the microsecond. A deleted session stays deleted.
        """
        self._write(SAVE, **to_row(record), now=to_text(now))

    def close_unfinished(self, now: datetime) -> list[SessionRecord]:
        """Close the sessions that a crash left running and return them, newest first; call it before one starts.

        Each becomes partial as of its last checkpoint. A session with no time practised is deleted and not returned.
        """
        left = [record.uuid for record in self.unfinished()]
        self._write(
            """
            UPDATE session SET status = :partial, modified_utc = :now,
                deleted_utc = CASE WHEN practised_s > 0 THEN NULL ELSE :now END
            WHERE status = 'running' AND deleted_utc IS NULL
            """,
            partial=Status.PARTIAL,
            now=to_text(now),
        )
        return [record for uuid in left if (record := self.find(uuid))]

    def set_note(self, uuid: str, note: str, now: datetime) -> None:
        """Replace the note of a session; an unknown uuid changes nothing."""
        self._write(
            "UPDATE session SET note = :note, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, note=note, now=to_text(now),
        )  # fmt: skip

    def set_counted(self, uuid: str, is_counted: bool, now: datetime) -> None:
        """Make a session count as complete, or no longer; an unknown uuid changes nothing."""
        self._write(
            "UPDATE session SET is_counted = :is_counted, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, is_counted=int(is_counted), now=to_text(now),
        )  # fmt: skip

    def set_discomfort_after(self, uuid: str, level: int | None, now: datetime) -> None:
        """Store the discomfort after a session, 0 to 10; an unknown uuid changes nothing."""
        self._write(
            "UPDATE session SET discomfort_after = :level, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, level=level, now=to_text(now),
        )  # fmt: skip

    def delete(self, uuid: str, now: datetime) -> None:
        """Hide a session everywhere, until ``restore``; an unknown uuid changes nothing."""
        self._mark_deleted(uuid, to_text(now), now)

    def restore(self, uuid: str, now: datetime) -> None:
        """Undo ``delete``; an unknown uuid changes nothing."""
        self._mark_deleted(uuid, None, now)

    def empty_bin(self, before: datetime, now: datetime) -> None:
        """Permanently remove sessions deleted before ``before``.

        A session that was deleted before it was first written, by a clock that was wrong, counts as deleted ``now``.
        """
        with transaction(self._connection):
            self._connection.execute(
                "UPDATE session SET deleted_utc = :now WHERE deleted_utc < created_utc", {"now": to_text(now)}
            )
            self._connection.execute("DELETE FROM session WHERE deleted_utc < :before", {"before": to_text(before)})

    def _mark_deleted(self, uuid: str, deleted_utc: str | None, now: datetime) -> None:
        self._write(
            "UPDATE session SET deleted_utc = :deleted_utc, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, deleted_utc=deleted_utc, now=to_text(now),
        )  # fmt: skip

    def _write(self, sql: str, **values: Value) -> None:
        with transaction(self._connection):
            self._connection.execute(sql, values)


def _filter(query: SessionQuery) -> tuple[str, dict[str, Value]]:
    """Return a query's conditions as the rest of a WHERE clause, and its values."""
    asked: list[tuple[str, str, Value]] = [
        ("routine_id = :routine_id", "routine_id", query.routine_id),
        ("instr(casefold(note), :text) > 0", "text", query.text.casefold()),
        ("practice_date >= :first", "first", query.first.isoformat() if query.first else None),
        ("practice_date <= :last", "last", query.last.isoformat() if query.last else None),
    ]
    held = [one for one in asked if one[2]]
    return "".join(f" AND {condition}" for condition, _name, _value in held), {name: value for _c, name, value in held}
