"""Where the database cannot be opened, one in memory takes its place: read as far as possible, and brought home."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.problem import Problem
from psoas_timer.store.database import stand_in as module
from psoas_timer.store.database.connection import OpenedDatabase, StandIn, file_of, open_database
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.database.stand_in import bring_home, open_or_stand_in, stand_in
from psoas_timer.store.places import SESSIONS_FILE
from tests.systems import NOT_ROOT, POSIX

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
RECORD = SessionRecord(
    uuid="u-1", routine_id="supported-bridge", routine_title="Supported bridge", started=NOW, ended=NOW,
    utc_offset_s=0, zone="", practice_date=date(2026, 11, 24), planned_s=300.0, practised_s=300.0,
    status=Status.COMPLETE,
)  # fmt: skip
NEW = replace(RECORD, uuid="u-2")


def sessions_of(connection: sqlite3.Connection) -> list[str]:
    return sorted(one.uuid for one in SessionLog(connection).sessions())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / SESSIONS_FILE
    with closing(open_database(path, NOW).connection) as connection:
        SessionLog(connection).save(RECORD, NOW)
    return path


@pytest.fixture
def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database cannot be opened, though it can be read: as on a full disk."""

    def refuse(path: Path, now: datetime, **_more: object) -> OpenedDatabase:
        raise Problem("{file} is full.", "Empty it.", file=path)

    monkeypatch.setattr(module, "open_database", refuse)


@pytest.fixture
def opened(path: Path, unopened: None) -> Iterator[StandIn]:
    connection = open_or_stand_in(path, NOW).connection
    assert isinstance(connection, StandIn)
    yield connection
    connection.close()


def test_what_can_be_opened_is_opened(path: Path) -> None:
    opened = open_or_stand_in(path, NOW)
    with closing(opened.connection):
        assert not isinstance(opened.connection, StandIn)
        assert opened.notices == ()


def test_else_the_history_is_read_and_the_reason_told(path: Path, unopened: None) -> None:
    before = path.read_bytes()
    opened = open_or_stand_in(path, NOW)
    with closing(opened.connection):
        assert sessions_of(opened.connection) == ["u-1"]
        (notice,) = opened.notices
        assert "is full. Empty it. You can read your history" in str(notice)
        SessionLog(opened.connection).save(NEW, NOW)
        assert sessions_of(opened.connection) == ["u-1", "u-2"]
        assert file_of(opened.connection) == path
    assert path.read_bytes() == before


def test_a_log_that_was_never_merged_is_read_as_well(path: Path, tmp_path: Path) -> None:
    with closing(open_database(path, NOW).connection) as held:
        SessionLog(held).save(NEW, NOW)
        copy = tmp_path / "copy" / SESSIONS_FILE
        copy.parent.mkdir()
        for ending in ("", "-wal"):
            copy.with_name(copy.name + ending).write_bytes(path.with_name(path.name + ending).read_bytes())
    connection, has_history = stand_in(copy)
    with closing(connection):
        assert has_history
        assert sessions_of(connection) == ["u-1", "u-2"]


def test_an_older_layout_is_brought_up_to_date_in_memory_alone(tmp_path: Path) -> None:
    path = tmp_path / SESSIONS_FILE
    open_database(path, NOW, migrations=MIGRATIONS[:1]).connection.close()
    before = path.read_bytes()
    connection, _has_history = stand_in(path)
    with closing(connection):
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert path.read_bytes() == before
    assert not (tmp_path / "backups").exists()


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_cannot_be_read_is_replaced_by_an_empty_one(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / SESSIONS_FILE
    if content is not None:
        path.write_bytes(content)
    connection, has_history = stand_in(path)
    with closing(connection):
        assert not has_history
        assert sessions_of(connection) == []


def test_one_of_a_newer_program_is_not_read_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 999")
    opened = open_or_stand_in(path, NOW)
    with closing(opened.connection):
        assert sessions_of(opened.connection) == []
        assert "is from a newer version" in str(opened.notices[0])
        SessionLog(opened.connection).save(NEW, NOW)
        assert isinstance(opened.connection, StandIn)
        with pytest.raises(Problem):
            bring_home(opened.connection, NOW)


@POSIX
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / SESSIONS_FILE)
    opened = open_or_stand_in(tmp_path / SESSIONS_FILE, NOW)
    opened.connection.close()
    assert "is not an ordinary file" in str(opened.notices[0])


@NOT_ROOT
@POSIX
def test_a_folder_that_may_only_be_read_is_read(path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        opened = open_or_stand_in(path, NOW)
    finally:
        path.parent.chmod(0o700)
    with closing(opened.connection):
        assert sessions_of(opened.connection) == ["u-1"]
        assert "do not have permission" in str(opened.notices[0])


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    opened = open_or_stand_in(tmp_path / "data" / SESSIONS_FILE, NOW)
    with closing(opened.connection):
        assert "is a file, but a folder is needed" in str(opened.notices[0])


def test_what_was_practised_meanwhile_is_brought_home_and_once_only(
    opened: StandIn, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SessionLog(opened).save(NEW, NOW)
    with pytest.raises(Problem):
        bring_home(opened, NOW)
    monkeypatch.setattr(module, "open_database", open_database)
    assert bring_home(opened, NOW) == 1
    SessionLog(opened).set_note("u-2", "a later word", NOW)
    assert bring_home(opened, NOW) == 1
    with closing(open_database(path, NOW).connection) as real:
        assert sessions_of(real) == ["u-1", "u-2"]
        found = SessionLog(real).find("u-2")
        assert found is not None and found.note == "a later word"


def test_without_a_session_nothing_is_written(opened: StandIn, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.unlink()
    monkeypatch.setattr(module, "open_database", open_database)
    assert bring_home(opened, NOW) == 0
    assert not path.exists()
