"""A row that cannot be read costs itself alone, is told, and is kept with all its cells."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.goal import Goal, Pause, PauseReason
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.core.reminder import Firing, FiringState, Reminder
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup.archive import read_archive, write_archive
from psoas_timer.store.database.connection import HistoryLost, open_database
from psoas_timer.store.database.daily_copy import kept_copies
from psoas_timer.store.database.damaged_rows import DamagedRow, are_of_rows, faults, rows_text
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.reading import read_database
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.histories import KEPT, NOW, no_sync
from tests.store.spoilt_cells import NO_TEXT, SPOILT, Spoilt, spoil

__all__ = ["no_sync"]  # pytest finds its fixtures by their names

SESSIONS = 6
GOALS = (Goal(), Goal(date(2026, 3, 2), 3, 2, 6))
PAUSES = [Pause(uuid=f"p-{n}", first=date(2026, 4, n), last=date(2026, 4, 9), reason=PauseReason.ILL) for n in (1, 2)]
REMINDERS = tuple(
    Reminder(uuid=f"r-{n}", weekdays=frozenset({0, n}), at=time(18, n), since=KEPT.created) for n in (1, 2)
)
FIRINGS = [
    Firing(one.uuid, date(2026, 5, 25), datetime(2026, 5, 25, 18, tzinfo=UTC), FiringState.SHOWN) for one in REMINDERS
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The content of a sound database with rows of every kind."""
    path = tmp_path_factory.mktemp("sound") / SESSIONS_FILE
    with closing(open_database(path, NOW).connection) as connection:
        log, goals, reminders = SessionLog(connection), GoalLog(connection), ReminderLog(connection)
        for number in range(SESSIONS):
            log.save(replace(KEPT.record, uuid=f"u-{number}"), NOW)
        log.delete(f"u-{SESSIONS - 1}", NOW)
        goals.keep_goals(GOALS)
        for pause in PAUSES:
            goals.keep_pause(pause)
        for reminder in REMINDERS:
            reminders.keep(reminder)
        reminders.keep_firings(FIRINGS)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, sound: bytes) -> Path:
    (tmp_path / SESSIONS_FILE).write_bytes(sound)
    return tmp_path / SESSIONS_FILE


def kept_rows(folder: Path) -> list[dict[str, Any]]:
    return [row for file in folder.glob("sessions.damaged-rows-*.json") for row in json.loads(file.read_text())]


BAD: Sequence[Spoilt] = [
    ("session", "routine_id", 0, NO_TEXT),
    ("session", "zone", 1, NO_TEXT),
    ("session", "note", 2, NO_TEXT),
    ("session", "progress", 0, "null"),
    ("session", "progress", 0, '{"0": NaN}'),
    ("session", "started_utc", 0, "12:00"),
    ("session", "ended_utc", 0, "9999-12-31T23:59:59.999999Z"),
    ("session", "practice_date", 0, "9999-12-31"),
    ("session", "practice_date", 0, "2026-02-30"),
    ("session", "utc_offset_s", 0, 2**62),
    ("session", "planned_s", 0, None),
    ("session", "planned_s", 0, float("inf")),
    ("session", "status", 0, "partiam"),
    ("session", "note", 0, b"\0\1"),
    ("session", "uuid", 0, NO_TEXT),
    ("session", "uuid", 0, None),
    ("session", "created_utc", 0, "yesterday"),
    ("session", "discomfort_after", 0, 11),
    ("session", "deleted_utc", SESSIONS - 1, "12:00"),
    ("goal", "effective_date", 0, NO_TEXT),
    ("pause", "last_date", 0, "2026-03-01"),
    ("pause", "reason", 0, NO_TEXT),
    ("reminder", "weekdays", 0, "18"),
    ("reminder", "at", 0, "24:00"),
    ("reminder", "since_utc", 0, "12:00"),
    ("firing", "due_utc", 0, "12:00"),
]


@pytest.mark.parametrize("bad", BAD, ids=[f"{table}.{column}-{value!r:.20}" for table, column, _which, value in BAD])
def test_one_bad_row_costs_that_row_and_is_kept_with_its_cells(path: Path, bad: Spoilt) -> None:
    spoil(path, [bad])
    before = path.read_bytes()
    with closing(read_database(path).connection) as seen:
        rows = {table: seen.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTS}
    assert path.read_bytes() == before, "who reads changes nothing"
    with closing(open_database(path, NOW).connection) as connection:
        assert faults(connection) == []
        left = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTS}
    assert left == rows == {**COUNTS, bad[0]: COUNTS[bad[0]] - 1}
    (row,) = kept_rows(path.parent)
    assert row["table"] == bad[0]
    value = {"bytes": bad[3].hex()} if isinstance(bad[3], bytes) else bad[3]
    assert row[bad[1]] == value
    with closing(open_database(path, NOW).connection) as connection:
        assert len(kept_rows(path.parent)) == 1, "it is taken out once"


COUNTS = {"session": SESSIONS, "goal": 2, "pause": 2, "reminder": 2, "firing": 2}


def test_it_is_told_how_many_and_where_they_are(path: Path) -> None:
    spoil(path, [("session", "note", 0, NO_TEXT), ("session", "zone", 1, NO_TEXT)])
    opened = open_database(path, NOW)
    opened.connection.close()
    (notice,) = opened.notices
    assert isinstance(notice, HistoryLost)
    (kept,) = path.parent.glob("sessions.damaged-rows-*.json")
    assert str(notice).startswith(
        f"2 entries in your history cannot be read, so they were taken out. They are kept in {kept}"
    )


def test_if_they_cannot_be_kept_they_stay_where_they_are(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from psoas_timer.store.database import connection as database

    def no_room(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    spoil(path, [("session", "note", 0, NO_TEXT)])
    with monkeypatch.context() as patch:
        patch.setattr(database, "write_private", no_room)
        with pytest.raises(Exception, match="not enough disk space"):
            open_database(path, NOW)
    with closing(open_database(path, NOW).connection):
        assert len(kept_rows(path.parent)) == 1


@given(spoilt=st.lists(SPOILT, min_size=1, max_size=4))
def test_whatever_is_in_the_cells_every_other_row_is_there(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, spoilt: list[Spoilt]
) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    path = folder / SESSIONS_FILE
    path.write_bytes(sound)
    spoil(path, spoilt)
    before = path.read_bytes()
    seen = read_database(path)
    with closing(seen.connection):
        read = read_all(seen.connection, folder / "read.json")
    assert path.read_bytes() == before
    opened = open_database(path, NOW)
    with closing(opened.connection):
        assert faults(opened.connection) == []
        assert read_all(opened.connection, folder / "opened.json") == read
        touched = {(table, which) for table, _column, which, _value in spoilt}
        uuids = {
            one.uuid for one in (*SessionLog(opened.connection).sessions(), *SessionLog(opened.connection).binned())
        }
        assert uuids >= {f"u-{n}" for n in range(SESSIONS) if ("session", n) not in touched}
        kept = kept_rows(folder)
        assert len(kept) == sum(COUNTS.values()) - sum(
            opened.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTS
        )
        assert bool(kept) == bool(opened.notices) == bool(seen.notices)


def read_all(connection: sqlite3.Connection, backup: Path) -> list[object]:
    """Read whatever the program reads, in every way; a backup of it can be restored."""
    log, goals, reminders = SessionLog(connection), GoalLog(connection), ReminderLog(connection)
    sessions = log.sessions()
    assert all(len(log.sessions(query=SessionQuery(sort=key))) == len(sessions) == log.count() for key in SortKey)
    days = log.practice_days()
    assert sum(day.sessions for day in days) == len(sessions)
    write_archive(backup, connection, Settings(), backup.parent / "none", NOW)
    restored = read_archive(backup)
    assert {one.record.uuid for one in restored.sessions if one.deleted is None} == {one.uuid for one in sessions}
    return [
        sessions, log.binned(), days, log.ratings(), log.routine_titles(), log.last_practised(), goals.goals(),
        goals.pauses(), reminders.reminders(), reminders.firings(date.min), restored.goals, restored.pauses,
    ]  # fmt: skip


def test_two_rows_with_one_key_cost_the_second(path: Path) -> None:
    """A bit that turned in a key: its index still has the old one, and would not allow the new one."""
    content = path.read_bytes()
    assert content.count(b"u-1") == 2  # the row, and the index
    path.write_bytes(content.replace(b"u-1front", b"u-1front"))
    at = content.index(b"u-1", 4096 * 2)
    first = content.index(b"u-1")
    for place in {at, first}:
        spoilt = bytearray(content)
        spoilt[place : place + 3] = b"u-0"
        path.write_bytes(spoilt)
        with closing(sqlite3.connect(path)) as connection:
            found = faults(connection)
        assert found and are_of_rows(found)
        with closing(open_database(path, NOW).connection) as connection:
            assert faults(connection) == []
            assert SessionLog(connection).count() in (SESSIONS - 2, SESSIONS - 1)
            assert {one.uuid for one in SessionLog(connection).sessions()} >= {"u-0", "u-2", "u-3", "u-4"}


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_layout_loses_no_more_and_keeps_its_copy(tmp_path: Path, version: int) -> None:
    path = tmp_path / SESSIONS_FILE
    with closing(open_database(path, NOW, migrations=MIGRATIONS[:version]).connection) as old:
        for number in range(3):
            old.execute(
                "INSERT INTO session (uuid, started_utc, ended_utc, utc_offset_s, zone, practice_date, planned_s,"
                " practised_s, status, routine_id, routine_title, sides_done, first_side, progress, stage_index,"
                " source, note, created_utc, modified_utc) VALUES (?, '2026-01-01T08:00:00.000000Z',"
                " '2026-01-01T08:10:00.000000Z', 0, '', '2026-01-01', 600, 600, 'complete', 'r', 'R', '', 'left', '{}',"
                " 0, 'timer', '', '2026-01-01T08:00:00.000000Z', '2026-01-01T08:00:00.000000Z')",
                (f"u-{number}",),
            )
    spoil(path, [("session", "status", 0, "partiam"), ("session", "note", 1, NO_TEXT)])
    with closing(open_database(path, NOW).connection) as connection:
        assert [one.uuid for one in SessionLog(connection).sessions()] == ["u-2"]
    assert len(kept_rows(tmp_path)) == 2
    (copy,) = kept_copies(tmp_path / "backups")
    assert [one.record.uuid for one in read_archive(copy.path).sessions] == ["u-2"]


def test_only_what_sqlite_says_of_rows_and_indexes_is_of_rows() -> None:
    assert are_of_rows(["CHECK constraint failed in session", "NULL value in session.note", "non-TEXT value in goal.x"])
    assert are_of_rows(["row 3 missing from index session_by_day", "wrong # of entries in index session_by_start"])
    assert not are_of_rows(["CHECK constraint failed in session", "*** in database main ***\nPage 4: never used"])
    assert not are_of_rows(["row 3 missing from index a", "Tree 2 page 4: btreeInitPage() returns error code 11"])


def test_the_cells_are_written_as_they_are() -> None:
    rows = [DamagedRow("session", {"uuid": "u", "note": NO_TEXT, "planned_s": None, "stage_index": 2**62})]
    assert json.loads(rows_text(rows)) == [
        {"table": "session", "uuid": "u", "note": {"bytes": NO_TEXT.hex()}, "planned_s": None, "stage_index": 2**62}
    ]
