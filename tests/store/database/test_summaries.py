"""The sums of the practice dates: whatever is written to the sessions, they are what adding up anew would give."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.core.history.session import Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.reading import read_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.database.summaries import renew_summaries
from tests.store.database.records import DAY, NOW, a_record

SOME = a_record(practised_s=0.1)

uuids = st.sampled_from("abc")
seconds = st.floats(0.0, 1000.0)
saves = st.tuples(st.just("save"), uuids, st.integers(0, 2), seconds, seconds, st.booleans())
others = st.tuples(st.sampled_from(["delete", "restore", "replace", "move", "empty", "close"]), uuids)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("shared") / "sessions.sqlite3"
    with closing(open_database(path, NOW).connection) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def write(connection: sqlite3.Connection, kind: str, uuid: str, *given: Any) -> None:
    """Change the sessions as the program does, and in ways in which it does not yet."""
    log = SessionLog(connection)
    match kind:
        case "save":
            days, planned_s, practised_s, is_counted = given
            record = replace(SOME, uuid=uuid, practice_date=DAY + timedelta(days), status=Status.RUNNING)
            log.save(replace(record, planned_s=planned_s, practised_s=practised_s, is_counted=is_counted), NOW)
        case "delete":
            log.delete(uuid, NOW)
        case "restore":
            log.restore(uuid, NOW)
        case "replace":
            columns = [row[1] for row in connection.execute("PRAGMA table_info(session)")]
            taken = ", ".join("date(practice_date, '+1 day')" if one == "practice_date" else one for one in columns)
            sql = f"INSERT OR REPLACE INTO session ({', '.join(columns)}) SELECT {taken} FROM session WHERE uuid = ?"
            connection.execute(sql, uuid)
        case "move":
            connection.execute("UPDATE session SET practice_date = date(practice_date, '-1 day') WHERE uuid = ?", uuid)
        case "empty":
            log.empty_bin(NOW + timedelta(seconds=1), NOW)
        case "close":
            log.close_unfinished(NOW)


@given(st.lists(saves | others, max_size=10))
def test_they_are_what_adding_up_anew_gives(shared: sqlite3.Connection, writes: list[tuple[Any, ...]]) -> None:
    shared.execute("DELETE FROM session")
    for kind, uuid, *rest in writes:
        write(shared, kind, uuid, *rest)
        assert renew_summaries(shared), f"wrong after {kind}"


def test_a_change_that_is_taken_back_takes_them_back(shared: sqlite3.Connection) -> None:
    shared.execute("DELETE FROM session")
    SessionLog(shared).save(SOME, NOW)
    before = SessionLog(shared).practice_days()
    shared.execute("BEGIN")
    shared.execute("UPDATE session SET practised_s = 600")
    assert SessionLog(shared).practice_days() != before
    shared.rollback()
    assert SessionLog(shared).practice_days() == before


@pytest.mark.parametrize("spoil", ["UPDATE practice_day SET share = 9.0", "DELETE FROM practice_day"])
def test_a_sum_that_is_wrong_is_mended_by_the_next_look_and_costs_nothing_else(tmp_path: Path, spoil: str) -> None:
    path = tmp_path / "sessions.sqlite3"
    with closing(open_database(path, NOW).connection) as connection:
        SessionLog(connection).save(SOME, NOW)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(spoil)
    for open_it in (read_database, lambda path: open_database(path, NOW)):
        opened = open_it(path)
        with closing(opened.connection) as connection:
            assert opened.notices == ()
            assert SessionLog(connection).practice_days() == [PracticeDay(DAY, 0.1 / 600.0, 0.1, 1)]


def test_the_file_itself_holds_nothing_that_acts(tmp_path: Path) -> None:
    path = tmp_path / "sessions.sqlite3"
    with closing(open_database(path, NOW).connection) as connection:
        kinds = connection.execute("SELECT DISTINCT type FROM sqlite_schema").fetchall()
    assert sorted(kinds) == [("index",), ("table",)]
