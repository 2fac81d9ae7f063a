"""What the sessions of each practice date add up to, kept beside them, so that no page adds up a whole history.

SQLite itself keeps it right, in the transaction that changes a session. Its triggers belong to the connection, not to
the file: a file from elsewhere may bring none. What another program changes is added up anew at the next start.
"""

from __future__ import annotations

import sqlite3

from psoas_timer.core.history.session import DONE_SHARE
from psoas_timer.store.database.migrations import WITH_SUMMARIES, version_of

# A session's credit to its day, as in SessionRecord.credit.
_ADDED_UP = f"""
    SELECT practice_date,
           sum(CASE WHEN is_counted OR (planned_s > 0 AND practised_s / planned_s >= {DONE_SHARE}) THEN 1.0
                    WHEN planned_s > 0 THEN practised_s / planned_s ELSE 0.0 END),
           sum(practised_s),
           count(*)
    FROM session WHERE deleted_utc IS NULL
"""
_ALL = f"{_ADDED_UP} GROUP BY practice_date"
_KEPT = "SELECT practice_date, share, practised_s, sessions FROM practice_day"

# When a session changes, the sum of its day is made anew: sums that are only corrected would drift.
_WHEN = {
    "INSERT": ("NEW",),
    "DELETE": ("OLD",),
    "UPDATE OF practice_date, planned_s, practised_s, is_counted, deleted_utc": ("OLD", "NEW"),
}


def follow_sessions(connection: sqlite3.Connection, *, are_right: bool = False) -> None:
    """Bring the summaries up to date, unless they ``are_right``, and keep them so; an older layout has none."""
    if version_of(connection) >= WITH_SUMMARIES:
        if not are_right:
            renew_summaries(connection)
        keep_summaries(connection)


def keep_summaries(connection: sqlite3.Connection) -> None:
    """Have the summaries follow whatever this connection writes."""
    connection.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced counts as deleted
    for event, rows in _WHEN.items():
        name = f"summary_at_{event.split()[0].lower()}"
        sums = "".join(
            f"DELETE FROM practice_day WHERE practice_date = {row}.practice_date;"
            f"INSERT INTO practice_day {_ADDED_UP} AND practice_date = {row}.practice_date GROUP BY practice_date;"
            for row in rows
        )
        connection.execute(f"CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {event} ON session BEGIN {sums} END")


def renew_summaries(connection: sqlite3.Connection) -> bool:
    """Add everything up anew if the summaries are not what the sessions say; tell whether they were."""
    differ = f"SELECT EXISTS ({_ALL} EXCEPT {_KEPT}) OR EXISTS ({_KEPT} EXCEPT {_ALL})"
    if connection.execute(differ).fetchone() == (0,):
        return True
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("DELETE FROM practice_day")
        connection.execute(f"INSERT INTO practice_day {_ALL}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return False
