"""The layout of the database, from the oldest to the newest."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from psoas_timer.core.history.goal import Goal
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.database.evening_reminder import EVENING
from tests.store.histories import NOW


def test_a_history_of_before_there_were_reminders_gets_room_for_them(tmp_path: Path) -> None:
    older = open_database(tmp_path / SESSIONS_FILE, NOW, migrations=MIGRATIONS[:2]).connection
    GoalLog(older).keep_goals([Goal()])
    older.close()
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW).connection) as connection:
        assert ReminderLog(connection).reminders() == ()
        ReminderLog(connection).keep(EVENING)
        assert GoalLog(connection).goals() == (Goal(),)
