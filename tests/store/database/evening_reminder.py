"""A reminder of some evenings and one notice of it, with a log to keep them in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from psoas_timer.core.reminder import Firing, FiringState, Reminder
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.histories import NOW

WEDNESDAY = date(2026, 11, 25)
DUE = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)
EVENING = Reminder(uuid="r", weekdays=frozenset({0, 2, 4}), at=time(18), since=DUE, routine_id="hip-mat")
SHOWN = Firing("r", WEDNESDAY, DUE, FiringState.SHOWN)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW).connection) as opened:
        yield opened


@pytest.fixture
def log(connection: sqlite3.Connection) -> ReminderLog:
    return ReminderLog(connection)
