"""A reminder that is due in the real program, and what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date, datetime, time, timedelta

from psoas_timer.core.reminder import Reminder
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.real_window import Program


def remind_now(program: Program, routine_id: str = "short-one") -> None:
    """Set a reminder that is due in this minute."""
    now = datetime.now().astimezone()
    end_of_day_h = 6 if now.hour in (2, 3) else 3  # not while the test runs
    (program.folder / "settings.json").write_text(
        f'{{"version": 1, "settle_s": 0, "reminders_suggested": true, "day_boundary_h": {end_of_day_h}}}'
    )
    with closing(open_database(program.folder / SESSIONS_FILE, now).connection) as connection:
        ReminderLog(connection).keep(
            Reminder(
                uuid="r",
                weekdays=frozenset(range(7)),
                at=time(now.hour, now.minute),
                since=now - timedelta(days=1),
                routine_id=routine_id,
            )
        )


def firings(program: Program) -> Mapping[str, datetime | None]:
    """Return the states of the firings, and until when they are snoozed."""
    with closing(sqlite3.connect(program.folder / SESSIONS_FILE)) as connection:
        return {firing.state: firing.until for firing in ReminderLog(connection).firings(date.min).values()}
