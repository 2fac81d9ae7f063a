"""Which starts look at every row: all but those on a file that an orderly end has sealed and nobody has touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from psoas_timer.store.database import connection as database
from psoas_timer.store.database.connection import Damaged, OpenedDatabase, open_database
from psoas_timer.store.database.daily_copy import write_daily_copy
from psoas_timer.store.database.damaged_rows import faults
from psoas_timer.store.database.kept_file import KeptFile
from psoas_timer.store.database.seal import doubt, seal_path, trust
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import BACKUPS_FOLDER, SESSIONS_FILE
from tests.store.histories import NOW, SESSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with two sessions, after an orderly end."""
    path = tmp_path / SESSIONS_FILE
    kept = keep(open_database(path, NOW))
    for uuid in ("a", "b"):
        SessionLog(kept.use()).save(replace(SESSION, uuid=uuid, note=f"note {uuid}"), NOW)
    kept.close()
    return path


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each look at every row."""
    made: list[str] = []

    def look(connection: sqlite3.Connection) -> list[str]:
        made.append("look")
        return faults(connection)

    monkeypatch.setattr(database, "faults", look)
    return made


def keep(opened: OpenedDatabase) -> KeptFile:
    return KeptFile(opened.connection, lambda: NOW, lambda _what, _is_other: None)


def test_a_start_after_an_orderly_end_does_not_look_and_nor_does_the_one_after_it(path: Path, looks: list[str]) -> None:
    for _ in range(2):
        assert seal_path(path).exists()
        kept = keep(open_database(path, NOW))
        assert not seal_path(path).exists(), "it says nothing of a run that may be broken off"
        assert len(SessionLog(kept.use()).practice_days()) == 1
        kept.close()
    assert looks == []


def test_a_run_that_is_broken_off_is_followed_by_a_look(path: Path, looks: list[str]) -> None:
    with closing(open_database(path, NOW).connection) as connection:
        SessionLog(connection).delete("a", NOW)
    keep(open_database(path, NOW)).close()
    assert looks == ["look"]


def write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE session SET note = 'another'")


def copy(path: Path) -> None:
    shutil.copy2(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def put_back(path: Path) -> None:
    """Change a byte and leave the size as it was."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def leave_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").touch()


def spoil_seal(path: Path) -> None:
    seal_path(path).write_bytes(b"\xff")


@pytest.mark.parametrize("change", [write, copy, put_back, leave_log, spoil_seal, doubt])
def test_what_has_changed_since_is_looked_at(path: Path, looks: list[str], change: Callable[[Path], None]) -> None:
    os.utime(path, ns=(0, 0))
    keep(open_database(path, NOW)).close()
    looks.clear()
    change(path)
    open_database(path, NOW).connection.close()
    assert "look" in looks


def test_what_the_disk_spoils_behind_the_seal_is_found_within_a_day_and_set_aside_at_the_next_start(
    path: Path, looks: list[str]
) -> None:
    content, found = path.read_bytes(), path.stat()
    spoilt = content.replace(b"note b", b"\xff\xff\xff\xff\xff\xff")
    assert spoilt != content
    with path.open("r+b") as file:  # the same file, of the same time
        file.write(spoilt)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    kept = keep(open_database(path, NOW))
    assert looks == []
    with pytest.raises(Damaged):
        write_daily_copy(kept.use(), path.parent / BACKUPS_FOLDER, date(2026, 11, 1), NOW)
    kept.close()
    assert not seal_path(path).exists()
    opened = open_database(path, NOW)
    with closing(opened.connection) as connection:
        assert len(opened.notices) == 1
        assert len(SessionLog(connection).sessions()) == 1
    trust(path)
