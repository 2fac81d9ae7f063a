from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.database import connection as database
from psoas_timer.store.database.connection import (
    MIGRATIONS,
    Damaged,
    HistoryLost,
    OpenedDatabase,
    expected_failures,
    file_of,
    open_database,
    readable_rows,
    transaction,
)
from tests.systems import LINUX, NOT_ROOT, POSIX

NOW = datetime(2026, 1, 5, 7, 30, tzinfo=timezone(timedelta(hours=1)))
STAMP = "20260105T063000Z"

FIRST = "CREATE TABLE breath (cycle INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;"
SECOND = "ALTER TABLE breath ADD COLUMN side TEXT NOT NULL DEFAULT 'left'; UPDATE breath SET side = 'right';"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions.sqlite3"


@contextmanager
def opened(path: Path, *migrations: str) -> Iterator[OpenedDatabase]:
    result = open_database(path, NOW, migrations=migrations or (FIRST,))
    with closing(result.connection):
        yield result


def fill(path: Path, rows: int = 500) -> None:
    """Write a database of several pages and close it cleanly."""
    with opened(path) as it, transaction(it.connection):
        it.connection.executemany("INSERT INTO breath (note) VALUES (?)", [(f"{row} " * 20,) for row in range(rows)])


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM breath").fetchone()[0])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_database_has_the_newest_layout_and_nothing_to_say(path: Path) -> None:
    with closing(open_database(path, NOW).connection) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("SELECT count(*) FROM session").fetchone() == (0,)
        assert file_of(connection) == path
    assert names(path.parent) == {"sessions.sqlite3"}


def test_a_commit_outlives_a_power_loss_and_a_reader_is_not_kept_waiting(path: Path) -> None:
    with opened(path) as it:
        assert it.connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert it.connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert it.connection.execute("PRAGMA fullfsync").fetchone() == (1,)
        assert it.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert it.connection.execute("PRAGMA busy_timeout").fetchone() == (database.BUSY_TIMEOUT_S * 1000,)


@POSIX
def test_the_database_and_its_logs_are_their_owners_alone(path: Path) -> None:
    path.touch(0o644)
    with opened(path) as it, transaction(it.connection):
        it.connection.execute("INSERT INTO breath (note) VALUES ('')")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {path.name + ending: 0o600 for ending in ("", "-wal", "-shm")}


def test_rows_stay_when_it_is_opened_again(path: Path) -> None:
    fill(path, 3)
    with opened(path) as it:
        assert (count(it.connection), it.notices) == (3, ())
    assert names(path.parent) == {"sessions.sqlite3"}


def test_a_migration_keeps_the_rows_and_a_copy_of_how_they_were(path: Path) -> None:
    fill(path, 3)
    with opened(path, FIRST, SECOND) as it:
        assert it.connection.execute("SELECT DISTINCT side FROM breath").fetchall() == [("right",)]
        assert (it.connection.execute("PRAGMA user_version").fetchone(), it.notices) == ((2,), ())
    copy = path.parent / "backups" / f"sessions.v1-{STAMP}.sqlite3"
    assert names(copy.parent) == {copy.name}
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert count(connection) == 3
        assert [column[1] for column in connection.execute("PRAGMA table_info(breath)")] == ["cycle", "note"]


@POSIX
def test_the_copy_is_its_owners_alone(path: Path) -> None:
    fill(path, 3)
    with opened(path, FIRST, SECOND):
        pass
    folder = path.parent / "backups"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(copy.stat().st_mode) for copy in folder.iterdir()} == {0o600}


def test_a_copy_never_replaces_another(path: Path) -> None:
    fill(path, 3)
    (path.parent / "backups").mkdir()
    older = path.parent / "backups" / f"sessions.v1-{STAMP}.sqlite3"
    older.write_text("older")
    with opened(path, FIRST, SECOND):
        pass
    assert older.read_text() == "older"
    assert names(older.parent) == {older.name, f"sessions.v1-{STAMP}-2.sqlite3"}


def test_without_its_copy_a_migration_does_not_begin(path: Path) -> None:
    fill(path, 3)
    (path.parent / "backups").write_text("in the way")
    with pytest.raises(Problem, match="backups is a file"), opened(path, FIRST, SECOND):
        pass
    with opened(path) as it:
        assert count(it.connection) == 3


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Make the system refuse to write beyond ``size`` bytes of any file, as on a full disk."""
    resource = pytest.importorskip("resource", reason="limits are a POSIX matter")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_copy_that_does_not_fit_is_a_problem_and_no_half_of_it_stays(path: Path) -> None:
    fill(path, 2000)
    with (
        no_file_longer_than(path.stat().st_size // 2),
        pytest.raises(Problem, match=r"backups.sessions\.v1.*has free space"),
        opened(path, FIRST, SECOND),
    ):
        pass
    assert names(path.parent / "backups") == set()
    with opened(path) as it:
        assert (count(it.connection), it.notices) == (2000, ())


def test_a_migration_that_fails_changes_nothing_and_is_a_bug(path: Path) -> None:
    fill(path, 3)
    broken = "DELETE FROM breath; INSERT INTO no_such_table VALUES (1);"
    with pytest.raises(sqlite3.OperationalError, match="no such table"), opened(path, FIRST, broken):
        pass
    with opened(path) as it:
        assert count(it.connection) == 3


def test_a_newer_database_is_refused_and_stays_as_it_is(path: Path) -> None:
    with opened(path, FIRST, SECOND):
        pass
    before = path.read_bytes()
    with (
        pytest.raises(Problem, match=r"newer version of Psoas Timer.*layout is 2.*knows 1.*newest") as caught,
        opened(path),
    ):
        pass
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert names(path.parent) == {"sessions.sqlite3"}


def test_an_sqlite_too_old_for_the_tables_is_said_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(Problem, match=r"needs SQLite 3\.37"):
        open_database(path, NOW)
    assert not path.exists()


def spoil_header(path: Path) -> None:
    path.write_bytes(b"not a database at all" + path.read_bytes()[21:])


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil_the_format(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[44:48] = (5).to_bytes(4, "big")
    path.write_bytes(content)


def spoil_a_letter(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"STRICT", b"STR\x9aCT"))


def spoil_a_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 4] = b"\x5a" * 4096
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [spoil_header, spoil_the_format, zero, cut_in_half, spoil_a_letter, spoil_a_page])
def test_a_damaged_database_is_kept_and_a_new_one_begins(path: Path, spoil: object) -> None:
    fill(path)
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes()
    kept = path.parent / f"sessions.damaged-{STAMP}.sqlite3"
    with opened(path) as it:
        (notice,) = it.notices
        assert count(it.connection) == 0
    assert kept.read_bytes() == before
    assert isinstance(notice, HistoryLost)
    assert str(kept) in str(notice)
    with opened(path) as it:
        assert it.notices == ()


@pytest.mark.parametrize("version", [0, -1])
def test_tables_of_unknown_origin_are_kept_and_a_new_database_begins(path: Path, version: int) -> None:
    fill(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    with opened(path) as it:
        assert (count(it.connection), len(it.notices)) == (0, 1)
    with closing(sqlite3.connect(path.parent / f"sessions.damaged-{STAMP}.sqlite3")) as connection:
        assert count(connection) == 3


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the content of a sound database of some pages."""
    path = tmp_path_factory.mktemp("sound") / "sessions.sqlite3"
    fill(path, 100)
    return path.read_bytes()


@given(at=st.integers(0, 200) | st.integers(0, 2**14), noise=st.binary(min_size=1, max_size=200))
def test_whatever_overwrites_a_database_it_opens_and_what_was_there_is_kept(
    tmp_path_factory: pytest.TempPathFactory, sound: bytes, at: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("noise") / "sessions.sqlite3"
    content = bytearray(sound)
    at %= len(content)
    content[at : at + len(noise)] = noise
    path.write_bytes(content)
    try:
        with opened(path) as it:
            assert it.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            if it.notices:
                assert (path.parent / f"sessions.damaged-{STAMP}.sqlite3").read_bytes() == content
    except Problem:  # the noise spells a newer layout
        assert path.read_bytes() == content


def test_no_damaged_file_is_ever_overwritten(path: Path) -> None:
    for text in ("first", "second", "third"):
        path.write_text(text * 500)
        with opened(path) as it:
            assert len(it.notices) == 1
    kept = [f"sessions.damaged-{STAMP}{ending}.sqlite3" for ending in ("", "-2", "-3")]
    assert [(path.parent / name).read_text()[:5] for name in kept] == ["first", "secon", "third"]


def test_a_log_without_its_database_is_kept_too(path: Path) -> None:
    fill(path, 3)
    path.with_name(path.name + "-wal").write_bytes(b"what was written last")
    path.unlink()
    with opened(path) as it:
        assert len(it.notices) == 1
    kept = path.parent / f"sessions.damaged-{STAMP}.sqlite3-wal"
    assert kept.read_bytes() == b"what was written last"


def test_a_history_that_is_gone_though_there_are_copies_of_it_is_told_once(path: Path) -> None:
    with opened(path) as it:
        assert it.notices == ()
    (path.parent / "backups").mkdir()
    (path.parent / "backups" / "sessions.daily-2026-01-04.sqlite3").write_text("a copy")
    with opened(path) as it:
        assert it.notices == ()
    for lose in (lambda: path.write_bytes(b""), path.unlink):
        lose()
        with opened(path) as it:
            (notice,) = it.notices
            assert isinstance(notice, HistoryLost)
        with opened(path) as it:
            assert it.notices == ()


def test_a_folder_in_the_place_of_the_database_is_a_problem(path: Path) -> None:
    path.mkdir()
    with pytest.raises(Problem, match=r"sessions\.sqlite3 cannot be"):
        open_database(path, NOW)
    assert path.is_dir()


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        open_database(tmp_path / "gone" / "sessions.sqlite3", NOW)


@POSIX
@NOT_ROOT
def test_a_folder_without_the_right_to_write_is_a_problem(path: Path) -> None:
    fill(path, 3)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(Problem, match=r"sessions\.sqlite3"):
            open_database(path, NOW)
    finally:
        path.parent.chmod(0o700)


@POSIX
@NOT_ROOT
def test_a_database_without_the_right_to_write_is_a_problem(path: Path) -> None:
    fill(path, 3)
    path.chmod(0o400)
    with pytest.raises(Problem, match="not have permission"), opened(path, FIRST, SECOND):
        pass


def test_a_database_that_another_program_holds_is_a_problem(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.01)
    fill(path, 3)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Problem, match=r"in use.*Close the other"), opened(path):
            pass


def test_a_transaction_is_all_or_nothing(path: Path) -> None:
    with opened(path) as it:
        with pytest.raises(ZeroDivisionError), transaction(it.connection):
            it.connection.execute("INSERT INTO breath (note) VALUES ('')")
            _ = 1 / 0
        assert count(it.connection) == 0
        with transaction(it.connection):
            it.connection.execute("INSERT INTO breath (note) VALUES ('')")
        assert not it.connection.in_transaction
        assert count(it.connection) == 1


def test_a_full_disk_is_a_problem_and_what_was_there_stays(path: Path) -> None:
    fill(path, 3)
    with opened(path) as it:
        it.connection.execute("PRAGMA max_page_count = 3")
        with pytest.raises(Problem, match=r"not enough disk space.*Free up some space"), transaction(it.connection):
            it.connection.execute("INSERT INTO breath (note) VALUES (?)", ("x" * 100_000,))
        assert count(it.connection) == 3
        with transaction(it.connection):
            it.connection.execute("DELETE FROM breath WHERE cycle = 1")
        assert count(it.connection) == 2


def test_a_read_only_database_is_a_problem(path: Path) -> None:
    with opened(path) as it:
        it.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(Problem, match="not have permission"), transaction(it.connection):
            it.connection.execute("INSERT INTO breath (note) VALUES ('')")


def test_damage_while_running_is_a_problem(path: Path) -> None:
    fill(path)
    spoil_a_page(path)
    with (
        closing(sqlite3.connect(path)) as connection,
        pytest.raises(Damaged, match="Restart Psoas Timer"),
        expected_failures(path),
    ):
        connection.execute("SELECT sum(length(note)) FROM breath").fetchall()


def test_a_row_that_cannot_be_read_while_running_is_a_problem(path: Path) -> None:
    fill(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE breath SET note = CAST(x'ff' AS TEXT)")
        with pytest.raises(Damaged, match="Restart Psoas Timer"), readable_rows(path):
            connection.execute("SELECT note FROM breath").fetchall()
    with pytest.raises(Damaged), readable_rows(path):
        datetime.fromisoformat("12:00")


@pytest.mark.parametrize(
    "sql",
    ["SELEKT 1", "SELECT no_such_column FROM breath", "INSERT INTO breath (note) VALUES (NULL)", "SELECT 1; SELECT 2"],
)
def test_a_bug_stays_a_bug(path: Path, sql: str) -> None:
    with (
        opened(path) as it,
        pytest.raises((sqlite3.OperationalError, sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.Warning)),
        expected_failures(path),
    ):
        it.connection.execute(sql)


def test_a_closed_connection_is_a_bug(path: Path) -> None:
    with opened(path) as it:
        pass
    with pytest.raises(sqlite3.ProgrammingError), expected_failures(path):
        it.connection.execute("SELECT 1")


def test_two_programs_that_make_the_database_at_once_both_have_it(tmp_path: Path) -> None:
    start = Barrier(2)

    def make() -> list[tuple[str]]:
        start.wait()
        with closing(open_database(tmp_path / "both.sqlite3", NOW).connection) as connection:
            return connection.execute("SELECT name FROM sqlite_schema WHERE name = 'session'").fetchall()

    for _ in range(10):
        with ThreadPoolExecutor(2) as pool:
            assert [future.result() for future in [pool.submit(make), pool.submit(make)]] == [[("session",)]] * 2
        for made in tmp_path.glob("both*"):
            made.unlink()


@LINUX
def test_a_name_that_is_not_utf8_is_told_as_it_is(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9 %20") / "sessions.sqlite3"
    odd.parent.mkdir()
    with closing(open_database(odd, NOW).connection) as connection:
        assert file_of(connection) == odd


@pytest.mark.skipif(sys.platform != "linux", reason="names there are always Unicode")
def test_a_name_is_found_again_where_the_locale_is_not_utf8(tmp_path: Path) -> None:
    program = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from psoas_timer.store.database.connection import file_of, open_database
path = Path(sys.argv[1]) / "sessions.sqlite3"
assert file_of(open_database(path, datetime(2026, 11, 24, tzinfo=UTC)).connection) == path
"""
    folder = tmp_path / "für mich"
    folder.mkdir()
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", program, folder], env={**os.environ, **plain}, check=True)
