"""The layout of the database, from the oldest to the newest."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.core.history.goal import Goal
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.database.session_rows import to_row, to_text
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.database.evening_reminder import EVENING
from tests.store.database.records import a_record
from tests.store.histories import NOW


def test_a_history_of_before_there_were_reminders_gets_room_for_them(tmp_path: Path) -> None:
    older = open_database(tmp_path / SESSIONS_FILE, NOW, migrations=MIGRATIONS[:2]).connection
    GoalLog(older).keep_goals([Goal()])
    older.close()
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW).connection) as connection:
        assert ReminderLog(connection).reminders() == ()
        ReminderLog(connection).keep(EVENING)
        assert GoalLog(connection).goals() == (Goal(),)


def test_a_history_of_before_there_were_summaries_is_added_up(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW, migrations=MIGRATIONS[:4]).connection) as older:
        columns = [row[1] for row in older.execute("PRAGMA table_info(session)")]
        for number, day in enumerate(("2026-11-01", "2026-11-01", "2026-11-03")):
            record = a_record(str(number), planned_s=60.0, practised_s=30.0, practice_date=date.fromisoformat(day))
            row = {**to_row(record), "created_utc": to_text(NOW), "modified_utc": to_text(NOW), "deleted_utc": None}
            older.execute(f"INSERT INTO session VALUES ({', '.join(f':{name}' for name in columns)})", row)
    opened = open_database(tmp_path / SESSIONS_FILE, NOW)
    with closing(opened.connection) as connection:
        assert opened.notices == ()
        assert SessionLog(connection).practice_days() == [
            PracticeDay(date(2026, 11, 1), 1.0, 60.0, 2),
            PracticeDay(date(2026, 11, 3), 0.5, 30.0, 1),
        ]
    (copy,) = (tmp_path / "backups").glob("sessions.v4-*.sqlite3")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM session").fetchone() == (3,)
