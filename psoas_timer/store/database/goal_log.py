"""The goal's history and the pauses, in the same database as the sessions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date

from psoas_timer.core.history.goal import Goal, Pause, PauseReason
from psoas_timer.store.database.connection import file_of, readable_rows, transaction


class GoalLog:
    """Every write is one transaction; each method raises Problem if the file is locked, full or out of reach."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = file_of(connection)

    def goals(self) -> tuple[Goal, ...]:
        """Return every goal in the history, by effective date; () if there is none yet."""
        with readable_rows(self._file):
            rows = self._connection.execute(
                "SELECT effective_date, days_a_week, sessions_a_day, first_weekday FROM goal ORDER BY effective_date"
            )
            return tuple(Goal(date.fromisoformat(row[0]), *row[1:]) for row in rows)

    def keep_goals(self, goals: Iterable[Goal]) -> None:
        """Replace the history with this one."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM goal")
            self._connection.executemany("INSERT INTO goal VALUES (?, ?, ?, ?)", map(goal_row, goals))

    def pauses(self) -> list[Pause]:
        """Return every pause, earliest first."""
        with readable_rows(self._file):
            rows = self._connection.execute(
                "SELECT uuid, first_date, last_date, reason FROM pause ORDER BY first_date, uuid"
            )
            return [
                Pause(
                    uuid=uuid,
                    first=date.fromisoformat(first),
                    last=date.fromisoformat(last) if last else None,
                    reason=PauseReason(reason),
                )
                for uuid, first, last, reason in rows
            ]

    def keep_pause(self, pause: Pause) -> None:
        """Add a pause, or replace the one with the same uuid."""
        with transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO pause VALUES (?, ?, ?, ?)", pause_row(pause))

    def delete_pause(self, uuid: str) -> None:
        """Delete a pause; an unknown uuid changes nothing."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM pause WHERE uuid = ?", (uuid,))


def goal_row(goal: Goal) -> tuple[str, int, int, int]:
    """Return a goal in the order of its table's columns."""
    return goal.effective.isoformat(), goal.days_a_week, goal.sessions_a_day, goal.first_weekday


def pause_row(pause: Pause) -> tuple[str, str, str | None, str]:
    """Return a pause in the order of its table's columns."""
    return pause.uuid, pause.first.isoformat(), pause.last.isoformat() if pause.last else None, pause.reason
