"""The record of sessions: one row for each, written while it runs and never lost."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from typing import Any

from psoas_timer.core.adherence import PracticeDay
from psoas_timer.core.routine import Side
from psoas_timer.core.session import SessionRecord, Status
from psoas_timer.store.database import expected_failures, file_of, transaction

_COLUMNS = (
    "uuid", "started_utc", "ended_utc", "utc_offset_s", "zone", "practice_date", "planned_s", "practised_s", "status",
    "routine_id", "routine_title", "sides_done", "first_side", "progress", "stage_index", "source", "note",
)  # fmt: skip
_KEPT_ON_UPDATE = ("uuid", "practice_date")

_SAVE = f"""
    INSERT INTO session ({", ".join(_COLUMNS)}, created_utc, modified_utc)
    VALUES ({", ".join(f":{name}" for name in _COLUMNS)}, :now, :now)
    ON CONFLICT (uuid) DO UPDATE SET modified_utc = excluded.modified_utc,
    {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in _KEPT_ON_UPDATE)}
"""
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM session WHERE deleted_utc IS NULL"
_NEWEST_FIRST = "ORDER BY started_utc DESC, rowid DESC"

_PRACTICE_DAYS = """
    SELECT practice_date,
           sum(CASE WHEN planned_s > 0 THEN min(practised_s / planned_s, 1.0) ELSE 0.0 END),
           sum(practised_s),
           count(*)
    FROM session WHERE deleted_utc IS NULL GROUP BY practice_date ORDER BY practice_date
"""
_LAST_PRACTISED = """
    SELECT routine_id, max(practice_date) FROM session
    WHERE deleted_utc IS NULL AND practised_s > 0 GROUP BY routine_id
"""

Value = str | int | float | None
Row = tuple[Any, ...]


class SessionLog:
    """The sessions in an open database; a deleted one is kept but seen by ``restore`` only.

    Every write is one transaction, on the disk when the method returns. Each method raises Problem where the
    file is locked, full or out of reach; ``now`` is aware.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = file_of(connection)

    def save(self, record: SessionRecord, now: datetime) -> None:
        """Add ``record``, or write it over the one of its uuid; the first ``practice_date`` stays.

        Instants are kept to the microsecond. A deleted session stays deleted.
        """
        self._write(_SAVE, **_to_row(record), now=_to_text(now))

    def sessions(self, limit: int | None = None, offset: int = 0) -> list[SessionRecord]:
        """Return the sessions, newest first: ``limit`` of them (None: all) after the first ``offset``."""
        rows = self._read(
            f"{_SELECT} {_NEWEST_FIRST} LIMIT :limit OFFSET :offset",
            limit=-1 if limit is None else limit,
            offset=offset,
        )
        return [_to_record(row) for row in rows]

    def count(self) -> int:
        """Return how many sessions there are."""
        return int(self._read("SELECT count(*) FROM session WHERE deleted_utc IS NULL")[0][0])

    def find(self, uuid: str) -> SessionRecord | None:
        """Return the session of this uuid; None where there is none or it is deleted."""
        rows = self._read(f"{_SELECT} AND uuid = :uuid", uuid=uuid)
        return _to_record(rows[0]) if rows else None

    def unfinished(self) -> list[SessionRecord]:
        """Return the sessions that run, or ran when the program was stopped, newest first."""
        rows = self._read(f"{_SELECT} AND status = :running {_NEWEST_FIRST}", running=Status.RUNNING)
        return [_to_record(row) for row in rows]

    def close_unfinished(self, now: datetime) -> list[SessionRecord]:
        """Close what a crash left running and return it, newest first; call it before a session begins.

        Each becomes partial as of its last checkpoint. One in which nothing was practised is deleted and not
        returned.
        """
        left = [record.uuid for record in self.unfinished()]
        self._write(
            """
            UPDATE session SET status = :partial, modified_utc = :now,
                deleted_utc = CASE WHEN practised_s > 0 THEN NULL ELSE :now END
            WHERE status = :running AND deleted_utc IS NULL
            """,
            partial=Status.PARTIAL, running=Status.RUNNING, now=_to_text(now),
        )  # fmt: skip
        return [record for uuid in left if (record := self.find(uuid))]

    def set_note(self, uuid: str, note: str, now: datetime) -> None:
        """Replace the note of a session; an unknown uuid changes nothing."""
        self._write(
            "UPDATE session SET note = :note, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, note=note, now=_to_text(now),
        )  # fmt: skip

    def delete(self, uuid: str, now: datetime) -> None:
        """Hide a session everywhere, until ``restore``; an unknown uuid changes nothing."""
        self._mark_deleted(uuid, _to_text(now), now)

    def restore(self, uuid: str, now: datetime) -> None:
        """Take ``delete`` back; an unknown uuid changes nothing."""
        self._mark_deleted(uuid, None, now)

    def practice_days(self) -> list[PracticeDay]:
        """Return what was practised on each date, oldest first, a running session up to its checkpoint included."""
        return [
            PracticeDay(date.fromisoformat(day), share, practised_s, sessions)
            for day, share, practised_s, sessions in self._read(_PRACTICE_DAYS)
        ]

    def last_practised(self) -> dict[str, date]:
        """Return the latest date on which any of a routine was practised, by routine id."""
        return {routine_id: date.fromisoformat(day) for routine_id, day in self._read(_LAST_PRACTISED)}

    def _mark_deleted(self, uuid: str, deleted_utc: str | None, now: datetime) -> None:
        self._write(
            "UPDATE session SET deleted_utc = :deleted_utc, modified_utc = :now WHERE uuid = :uuid",
            uuid=uuid, deleted_utc=deleted_utc, now=_to_text(now),
        )  # fmt: skip

    def _read(self, sql: str, **values: Value) -> list[Row]:
        with expected_failures(self._file):
            return self._connection.execute(sql, values).fetchall()

    def _write(self, sql: str, **values: Value) -> None:
        with transaction(self._connection):
            self._connection.execute(sql, values)


def _to_row(record: SessionRecord) -> dict[str, Value]:
    return {
        "uuid": record.uuid,
        "started_utc": _to_text(record.started),
        "ended_utc": _to_text(record.ended),
        "utc_offset_s": record.utc_offset_s,
        "zone": record.zone,
        "practice_date": record.practice_date.isoformat(),
        "planned_s": record.planned_s,
        "practised_s": record.practised_s,
        "status": record.status,
        "routine_id": record.routine_id,
        "routine_title": record.routine_title,
        "sides_done": ",".join(record.sides_done),
        "first_side": record.first_side,
        "progress": json.dumps(dict(record.reached_s), allow_nan=False),
        "stage_index": record.stage_index,
        "source": record.source,
        "note": record.note,
    }


def _to_record(row: Row) -> SessionRecord:
    kept = dict(zip(_COLUMNS, row, strict=True))
    return SessionRecord(
        uuid=kept["uuid"],
        routine_id=kept["routine_id"],
        routine_title=kept["routine_title"],
        started=datetime.fromisoformat(kept["started_utc"]),
        ended=datetime.fromisoformat(kept["ended_utc"]),
        utc_offset_s=kept["utc_offset_s"],
        zone=kept["zone"],
        practice_date=date.fromisoformat(kept["practice_date"]),
        planned_s=kept["planned_s"],
        practised_s=kept["practised_s"],
        status=Status(kept["status"]),
        sides_done=tuple(Side(side) for side in kept["sides_done"].split(",") if side),
        first_side=Side(kept["first_side"]),
        reached_s={int(index): reached_s for index, reached_s in json.loads(kept["progress"]).items()},
        stage_index=kept["stage_index"],
        source=kept["source"],
        note=kept["note"],
    )


def _to_text(instant: datetime) -> str:
    """Return ``instant`` in UTC to the microsecond, of one width, so that texts sort as instants do."""
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no zone")
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
