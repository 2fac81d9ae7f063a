"""The layout of the database, script by script, and how a database is brought up to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

# Script n (from 1) takes user_version from n - 1 to n. A released script is never changed: add another.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE session (
        uuid          TEXT PRIMARY KEY NOT NULL,
        started_utc   TEXT NOT NULL CHECK (datetime(started_utc) IS NOT NULL),
        ended_utc     TEXT NOT NULL CHECK (datetime(ended_utc) IS NOT NULL),
        utc_offset_s  INTEGER NOT NULL,
        zone          TEXT NOT NULL,
        practice_date TEXT NOT NULL CHECK (date(practice_date) IS practice_date),
        planned_s     REAL NOT NULL CHECK (planned_s >= 0),
        practised_s   REAL NOT NULL CHECK (practised_s >= 0),
        status        TEXT NOT NULL CHECK (status IN ('running', 'partial', 'complete')),
        routine_id    TEXT NOT NULL,
        routine_title TEXT NOT NULL,
        sides_done    TEXT NOT NULL CHECK (sides_done IN ('', 'left', 'right', 'left,right', 'right,left')),
        first_side    TEXT NOT NULL CHECK (first_side IN ('left', 'right')),
        progress      TEXT NOT NULL CHECK (json_valid(progress)),
        stage_index   INTEGER NOT NULL CHECK (stage_index >= 0),
        source        TEXT NOT NULL,
        note          TEXT NOT NULL,
        created_utc   TEXT NOT NULL CHECK (datetime(created_utc) IS NOT NULL),
        modified_utc  TEXT NOT NULL CHECK (datetime(modified_utc) IS NOT NULL),
        deleted_utc   TEXT CHECK (deleted_utc IS NULL OR datetime(deleted_utc) IS NOT NULL)
    ) STRICT;
    CREATE INDEX session_by_start ON session (started_utc);
    CREATE INDEX session_by_day ON session (practice_date);
    """,
    """
    ALTER TABLE session ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 0 CHECK (is_counted IN (0, 1));
    ALTER TABLE session ADD COLUMN discomfort_before INTEGER CHECK (discomfort_before BETWEEN 0 AND 10);
    ALTER TABLE session ADD COLUMN discomfort_after INTEGER CHECK (discomfort_after BETWEEN 0 AND 10);
    DROP INDEX session_by_day;
    CREATE INDEX session_by_day ON session (practice_date, planned_s, practised_s, is_counted)
        WHERE deleted_utc IS NULL;
    CREATE TABLE goal (
        effective_date TEXT PRIMARY KEY NOT NULL CHECK (date(effective_date) IS effective_date),
        days_a_week    INTEGER NOT NULL CHECK (days_a_week BETWEEN 1 AND 7),
        sessions_a_day INTEGER NOT NULL CHECK (sessions_a_day BETWEEN 1 AND 4),
        first_weekday  INTEGER NOT NULL CHECK (first_weekday BETWEEN 0 AND 6)
    ) STRICT;
    CREATE TABLE pause (
        uuid       TEXT PRIMARY KEY NOT NULL,
        first_date TEXT NOT NULL CHECK (date(first_date) IS first_date),
        last_date  TEXT CHECK (last_date IS NULL OR (date(last_date) IS last_date AND last_date >= first_date)),
        reason     TEXT NOT NULL CHECK (reason IN ('ill', 'travelling', 'told_to_rest', 'other'))
    ) STRICT;
    """,
    """
    CREATE TABLE reminder (
        uuid       TEXT PRIMARY KEY NOT NULL,
        weekdays   TEXT NOT NULL CHECK (weekdays <> '' AND weekdays NOT GLOB '*[^0-6]*'),
        at         TEXT NOT NULL CHECK (strftime('%H:%M', at) IS at),
        since_utc  TEXT NOT NULL CHECK (datetime(since_utc) IS NOT NULL),
        routine_id TEXT NOT NULL,
        is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1))
    ) STRICT;
    CREATE TABLE firing (
        reminder_uuid TEXT NOT NULL REFERENCES reminder (uuid) ON DELETE CASCADE,
        day           TEXT NOT NULL CHECK (date(day) IS day),
        due_utc       TEXT NOT NULL CHECK (datetime(due_utc) IS NOT NULL),
        state         TEXT NOT NULL CHECK (
            state IN ('shown', 'snoozed', 'skipped', 'answered', 'stale', 'missed', 'quiet')
        ),
        until_utc     TEXT CHECK (until_utc IS NULL OR datetime(until_utc) IS NOT NULL),
        snoozes       INTEGER NOT NULL CHECK (snoozes >= 0),
        PRIMARY KEY (reminder_uuid, day)
    ) STRICT;
    """,
    "ALTER TABLE firing DROP COLUMN snoozes;",
    # The sum of each day, see summaries.py, which fills it; and what makes a long history as quick as a short one.
    """
    CREATE TABLE practice_day (
        practice_date TEXT PRIMARY KEY NOT NULL,
        share         REAL NOT NULL,
        practised_s   REAL NOT NULL,
        sessions      INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_by_routine ON session (routine_id, practice_date, started_utc) WHERE deleted_utc IS NULL;
    CREATE INDEX session_by_rating ON session (practice_date, discomfort_before, discomfort_after)
        WHERE deleted_utc IS NULL AND (discomfort_before IS NOT NULL OR discomfort_after IS NOT NULL);
    CREATE INDEX session_binned ON session (deleted_utc) WHERE deleted_utc IS NOT NULL;
    CREATE INDEX session_running ON session (status) WHERE status = 'running';
    """,
)

# From this version on there are summaries, and the indexes that spare a look at every row.
WITH_SUMMARIES = 5


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many of the scripts a database has had."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Sequence[str] = MIGRATIONS) -> None:
    """Run the scripts that the database has not had yet, each as one transaction."""
    version = version_of(connection)
    for number, script in enumerate(migrations[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script}; PRAGMA user_version = {number}; COMMIT")
        except BaseException:
            connection.rollback()
            if version_of(connection) < number:  # otherwise another program was faster, and the work is done
                raise
