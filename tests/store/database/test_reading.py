"""Who only reads changes nothing: not the file, not its folder, not what another program does with it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import Damaged, open_database
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.reading import content_of, read_database
from psoas_timer.store.database.session_log import SessionLog
from tests.store.histories import KEPT, NOW, no_sync
from tests.store.spoilt_cells import NO_TEXT, spoil
from tests.systems import NOT_ROOT, POSIX

__all__ = ["no_sync"]  # pytest finds its fixtures by their names


@pytest.fixture(params=["sessions.sqlite3", "what? 100% #é.sqlite3"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "data" / str(request.param)
    path.parent.mkdir()
    with closing(open_database(path, NOW).connection) as connection:
        SessionLog(connection).save(KEPT.record, NOW)
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.endswith("-shm")}


def uuids(path: Path) -> list[str]:
    with closing(read_database(path).connection) as connection:
        return [one.uuid for one in SessionLog(connection).sessions()]


def test_a_closed_database_is_read_and_nothing_comes_up_beside_it(path: Path) -> None:
    before = state(path.parent)
    assert uuids(path) == ["u-1"]
    assert state(path.parent) == before
    assert {one.name for one in path.parent.iterdir()} == {path.name}


def test_what_another_program_has_written_so_far_is_read_while_it_goes_on(path: Path) -> None:
    with closing(open_database(path, NOW).connection) as window:
        SessionLog(window).save(replace(KEPT.record, uuid="u-2"), NOW)
        window.execute("BEGIN IMMEDIATE")
        window.execute("DELETE FROM session")
        before = state(path.parent)
        assert set(uuids(path)) == {"u-1", "u-2"}
        assert state(path.parent) == before
        window.rollback()
        SessionLog(window).save(replace(KEPT.record, uuid="u-3"), NOW)
    assert set(uuids(path)) == {"u-1", "u-2", "u-3"}


# Writes a session and is ended without a chance to tidy up.
KILLED = """
import os, sys
from pathlib import Path
from dataclasses import replace
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from tests.store.histories import KEPT, NOW

SessionLog(open_database(Path(sys.argv[1]), NOW).connection).save(replace(KEPT.record, uuid="u-2"), NOW)
os._exit(9)
"""


def kill_a_writer(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == 9
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


def test_the_log_of_a_program_that_was_ended_is_read_with_it(path: Path) -> None:
    kill_a_writer(path)
    for has_index in (True, False):
        if not has_index:  # as in a copy of the folder
            path.with_name(f"{path.name}-shm").unlink()
        before = state(path.parent)
        assert set(uuids(path)) == {"u-1", "u-2"}
        assert state(path.parent) == before
    assert not path.with_name(f"{path.name}-shm").exists()


@POSIX
@NOT_ROOT
def test_a_folder_that_cannot_be_written_to_is_read(path: Path) -> None:
    kill_a_writer(path)
    path.parent.chmod(0o500)
    path.chmod(0o400)
    try:
        assert set(uuids(path)) == {"u-1", "u-2"}
        path.with_name(f"{path.name}-shm").chmod(0)
        assert set(uuids(path)) == {"u-1", "u-2"}
    finally:
        path.parent.chmod(0o700)


def test_where_sqlite_cannot_write_beside_it_the_files_are_copied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that is read-only; root may write in any folder, so this is played."""
    real = sqlite3.connect

    def refusing(database: str, **named: object) -> sqlite3.Connection:
        if str(database).endswith("?mode=ro"):
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return real(database, **named)  # type: ignore[call-overload, no-any-return]

    kill_a_writer(path)
    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", refusing)
        assert set(uuids(path)) == {"u-1", "u-2"}


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_layout_is_read_as_todays_and_stays_as_it_is(tmp_path: Path, version: int) -> None:
    path = tmp_path / "sessions.sqlite3"
    open_database(path, NOW, migrations=MIGRATIONS[:version]).connection.close()
    before = path.read_bytes()
    with closing(read_database(path).connection) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert SessionLog(connection).sessions() == []
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {path.name}


def test_a_newer_layout_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Problem, match="newer version of Psoas Timer"):
        read_database(path)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


def _orphan(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"what was written last")
    path.write_bytes(b"")


@pytest.mark.parametrize("spoiled", [_cut, _garbage, _orphan])
def test_a_damaged_database_is_told_and_stays_where_it_is(path: Path, spoiled: Callable[[Path], None]) -> None:
    spoiled(path)
    before = state(path.parent)
    with pytest.raises(Damaged, match="is damaged"):
        read_database(path)
    assert state(path.parent) == before


def test_rows_that_cannot_be_read_are_left_out_and_told(path: Path) -> None:
    spoil(path, [("session", "note", 0, NO_TEXT)])
    read = read_database(path)
    with closing(read.connection):
        assert SessionLog(read.connection).sessions() == []
    (notice,) = read.notices
    assert str(notice).startswith(f"1 entries in {path} cannot be read, so they were left out. Start Psoas Timer")


def test_a_file_that_changes_meanwhile_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, opened = sqlite3.connect, []

    def changing(database: str, **named: object) -> sqlite3.Connection:
        if str(database).startswith("file:"):
            opened.append(database)
            if len(opened) == 1:
                os.utime(path, (1, 1))
        return real(database, **named)  # type: ignore[call-overload, no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", changing)
        assert uuids(path) == ["u-1"]
    assert len(opened) == 2


def test_the_content_is_one_file_with_what_its_log_holds(path: Path, tmp_path: Path) -> None:
    kill_a_writer(path)
    one = tmp_path / "one.sqlite3"
    one.write_bytes(content_of(path))
    with closing(sqlite3.connect(one)) as copy:
        assert copy.execute("SELECT count(*) FROM session").fetchone() == (2,)


def test_no_file_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        read_database(tmp_path / "none.sqlite3")
