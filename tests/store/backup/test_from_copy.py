"""A copy of the database read as a backup: without touching the file, whatever it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.backup import archive as backup_module
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.database.connection import file_of
from psoas_timer.store.database.migrations import MIGRATIONS
from tests.store.backup.documents import copy_of, written
from tests.store.histories import (
    Home,
    home,
    no_sync,
    other,
    shared_homes,
)

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names


def test_a_copy_of_the_database_is_read_like_a_backup(home: Home) -> None:
    copy = copy_of(home)
    before = copy.read_bytes()
    backup = read_archive(copy)
    file, _counts = written(home)
    assert backup == replace(read_archive(file), file=copy, made=None, settings=None, routines={})
    assert copy.read_bytes() == before
    assert {path.name for path in home.backups.iterdir()} == {copy.name}


def test_a_copy_in_the_mode_of_a_running_program_is_read(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as plain:
        home.connection.backup(plain)
    assert file.read_bytes()[18:20] == b"\2\2"  # it would want a log beside it
    assert len(read_archive(file).sessions) == 2
    assert {path.name for path in tmp_path.iterdir()} == {file.name}


def old_copy(file: Path, version: int = 1) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for script in MIGRATIONS[:version]:
        connection.executescript(script)
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_copy_from_an_older_program_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(old_copy(file, version)) as old:
        old.execute(
            "INSERT INTO session (uuid, started_utc, ended_utc, utc_offset_s, zone, practice_date, planned_s,"
            " practised_s, status, routine_id, routine_title, sides_done, first_side, progress, stage_index, source,"
            " note, created_utc, modified_utc) VALUES ('a', '2026-01-01T08:00:00.000000Z',"
            " '2026-01-01T08:10:00.000000Z', 0, '', '2026-01-01', 600, 600, 'complete', 'r', 'R', '', 'left', '{}', 0,"
            " 'timer', '', '2026-01-01T08:00:00.000000Z', '2026-01-01T08:00:00.000000Z')"
        )
    before = file.read_bytes()
    (session,) = read_archive(file).sessions
    assert (session.record.uuid, session.record.is_counted, session.record.discomfort_before) == ("a", False, None)
    assert file.read_bytes() == before


def test_a_database_of_another_kind_is_told(tmp_path: Path) -> None:
    def told(*statements: str, version: int = len(MIGRATIONS)) -> str:
        file = tmp_path / "odd.sqlite3"
        file.unlink(missing_ok=True)
        with closing(old_copy(file, version)) as odd:
            for statement in statements:
                odd.executescript(statement)
        with pytest.raises(Problem) as problem:
            read_archive(file)
        assert str(file) in str(problem.value)
        return str(problem.value)

    assert "newer version of Psoas Timer: its layout is 99" in told("PRAGMA user_version = 99")
    for statement in (
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "DROP TABLE goal",
        "ALTER TABLE session RENAME COLUMN note TO notes",
        "CREATE VIEW endless AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON goal BEGIN DELETE FROM session; END",
        "DROP TABLE pause; CREATE VIEW pause AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
        " SELECT x AS uuid, x AS first_date, x AS last_date, x AS reason FROM n",
    ):
        assert "is a database, but not from Psoas Timer." in told(statement)


def test_a_damaged_copy_is_told(home: Home) -> None:
    copy = copy_of(home)
    content = copy.read_bytes()
    for spoilt in (content[:17], content[:100], content[: len(content) // 2], content[:4096] + b"\x5a" * 8192):
        copy.write_bytes(spoilt)
        with pytest.raises(Problem, match=r"sqlite3 is (damaged|a database, but not)"):
            read_archive(copy)


def test_a_value_in_a_copy_that_cannot_be_used_is_told_with_its_key(home: Home) -> None:
    copy = copy_of(home)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE session SET started_utc = '2026-05-30 23:30' WHERE uuid = 'u-2'")
        connection.commit()
    with pytest.raises(Problem, match=r"sqlite3 cannot be restored: see sessions\[1\]\.started_utc\. '2026-05-30 23"):
        read_archive(copy)


def test_the_database_in_use_is_no_backup_and_is_not_opened(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "read_bounded", None)
    with pytest.raises(Problem, match="is in use"):
        read_archive(file_of(home.connection))
