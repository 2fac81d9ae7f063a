"""The reminders and their firings, what happened to each on each date, in the same database as the sessions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from psoas_timer.core.history.believed_day import believed_day
from psoas_timer.core.reminder import Firing, FiringState, Key, Reminder
from psoas_timer.store.database.connection import file_of, readable_rows, transaction
from psoas_timer.store.database.plain_rows import FIRING_COLUMNS, REMINDER_COLUMNS
from psoas_timer.store.database.session_rows import to_text

# What happened to a reminder is of no use after this.
KEPT = timedelta(days=30)

_TIME = "%H:%M"
_DAYS = "SELECT DISTINCT day FROM firing"

# Skips a firing whose reminder does not exist. Placeholders without numbers: Python 3.12 warns of the others.
_KEEP_FIRING = """
    INSERT OR REPLACE INTO firing
    SELECT given.* FROM (SELECT ? AS uuid, ?, ?, ?, ?) AS given JOIN reminder USING (uuid)
"""

Row = tuple[str | int | None, ...]


class ReminderLog:
    """Every write is one transaction; each method raises Problem if the file is locked, full or out of reach."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = file_of(connection)

    def reminders(self) -> tuple[Reminder, ...]:
        """Return every reminder, by time of day."""
        sql = f"SELECT {', '.join(REMINDER_COLUMNS)} FROM reminder ORDER BY at, uuid"
        with readable_rows(self._file):
            return tuple(
                Reminder(
                    uuid=uuid,
                    weekdays=frozenset(map(int, weekdays)),
                    at=time.fromisoformat(at),
                    since=datetime.fromisoformat(since),
                    routine_id=routine_id,
                    is_on=bool(is_on),
                )
                for uuid, weekdays, at, since, routine_id, is_on in self._connection.execute(sql)
            )

    def keep(self, reminder: Reminder, forgotten: Iterable[Key] = (), firings: Iterable[Firing] = ()) -> None:
        """Add a reminder, or replace the one with the same uuid; delete the ``forgotten`` firings.

        ``firings`` are written with it.
        """
        update = ", ".join(f"{name} = excluded.{name}" for name in REMINDER_COLUMNS[1:])
        sql = f"{_insert('reminder', REMINDER_COLUMNS)} ON CONFLICT (uuid) DO UPDATE SET {update}"
        with transaction(self._connection):
            self._connection.execute(sql, reminder_row(reminder))
            self._connection.executemany(
                "DELETE FROM firing WHERE reminder_uuid = ? AND day = ?",
                [(uuid, day.isoformat()) for uuid, day in forgotten],
            )
            self._connection.executemany(_KEEP_FIRING, [_firing_row(firing) for firing in firings])

    def delete(self, uuid: str) -> None:
        """Delete a reminder and its firings; an unknown uuid changes nothing."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM reminder WHERE uuid = ?", (uuid,))

    def firings(self, since: date) -> Mapping[Key, Firing]:
        """Return the firings of every reminder from the local date ``since`` on."""
        sql = f"SELECT {', '.join(FIRING_COLUMNS)} FROM firing WHERE day >= ? ORDER BY day, reminder_uuid"
        with readable_rows(self._file):
            found = [
                Firing(
                    uuid,
                    date.fromisoformat(day),
                    datetime.fromisoformat(due),
                    FiringState(state),
                    datetime.fromisoformat(until) if until else None,
                )
                for uuid, day, due, state, until in self._connection.execute(sql, (since.isoformat(),))
            ]
        return {firing.key: firing for firing in found}

    def keep_firings(self, firings: Iterable[Firing]) -> None:
        """Write firings, replacing earlier ones with the same key; those older than KEPT on a believed day are deleted.

        A firing whose reminder has been deleted meanwhile is skipped.
        """
        firings = list(firings)
        if not firings:
            return
        newest = max(firing.day for firing in firings)
        with transaction(self._connection):
            self._connection.executemany(_KEEP_FIRING, [_firing_row(firing) for firing in firings])
            with readable_rows(self._file):
                known = [date.fromisoformat(day) for (day,) in self._connection.execute(_DAYS)]
            if (believed := believed_day(newest, known)) is not None:
                self._connection.execute("DELETE FROM firing WHERE day < ?", ((believed - KEPT).isoformat(),))


def reminder_row(reminder: Reminder) -> Row:
    """Return a reminder in the order of REMINDER_COLUMNS."""
    weekdays = "".join(str(day) for day in sorted(reminder.weekdays))
    at, since = reminder.at.strftime(_TIME), to_text(reminder.since)
    return reminder.uuid, weekdays, at, since, reminder.routine_id, int(reminder.is_on)


def _firing_row(firing: Firing) -> Row:
    until = to_text(firing.until) if firing.until else None
    return (
        firing.reminder_uuid, firing.day.isoformat(), to_text(firing.due), firing.state.value, until,
    )  # fmt: skip


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
