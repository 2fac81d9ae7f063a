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
from tests.store.spoilt_cells import NO_TEXT, spoil

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


def test_a_row_of_a_copy_that_cannot_be_read_is_left_out_and_told(home: Home) -> None:
    copy = copy_of(home)
    spoil(copy, [("session", "started_utc", 1, "2026-05-30 23:30"), ("session", "note", 0, NO_TEXT)])
    backup = read_archive(copy)
    assert backup.sessions == ()
    assert len(backup.goals) == 2
    assert [str(notice) for notice in backup.notices] == [
        f"2 entries in {copy} cannot be read. Everything else is there."
    ]


def test_a_copy_that_kept_its_log_is_read_with_it_and_left_as_it_is(home: Home, tmp_path: Path) -> None:
    """As an earlier version left it when it was ended between copying and tidying up."""
    copy = tmp_path / "sessions.before-import-20260601T080000Z.sqlite3"
    for ending in ("", "-wal"):
        copy.with_name(copy.name + ending).write_bytes(Path(f"{file_of(home.connection)}{ending}").read_bytes())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == 2
    assert {one.record.uuid for one in read_archive(copy).sessions} == {"u-1", "u-2"}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    copy.with_name(f"{copy.name}-wal").write_bytes(b"")
    copy.write_bytes(copy_of(home).read_bytes())
    assert len(read_archive(copy).sessions) == 2


def test_the_database_in_use_is_read_and_its_locks_stay(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "read_bounded", None)  # closing what it opened would drop the locks
    assert {one.record.uuid for one in read_archive(file_of(home.connection)).sessions} == {"u-1", "u-2"}
