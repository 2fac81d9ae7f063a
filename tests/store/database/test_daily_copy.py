"""A copy each day that the program is used: whole, single, few, and found again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.database import connection as database
from psoas_timer.store.database.connection import back_up, file_of, open_database
from psoas_timer.store.database.daily_copy import (
    KEPT_DAILY,
    CopyReason,
    KeptCopy,
    days_of_use,
    kept_copies,
    write_daily_copy,
)
from tests.store.histories import KEPT, NOW, SOME, Everything, Home, home, no_sync, other, shared_homes

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names

TODAY = date(2026, 6, 1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def run(home: Home, today: date = TODAY) -> Path | None:
    return write_daily_copy(home.connection, home.backups, today, NOW)


def test_a_copy_is_made_once_a_day(home: Home) -> None:
    copy = home.backups / "sessions.daily-2026-06-01.sqlite3"
    assert run(home) == copy
    before = copy.read_bytes()
    assert run(home) is None
    assert copy.read_bytes() == before
    assert run(home, TODAY + timedelta(days=1)) == home.backups / "sessions.daily-2026-06-02.sqlite3"


def test_a_copy_is_one_whole_file_of_its_owners_alone(home: Home) -> None:
    copy = run(home)
    assert copy is not None
    assert names(home.backups) == [copy.name]
    assert os.name != "posix" or copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for table in ("session", "goal", "pause", "reminder"):
            rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            assert rows == home.dump()[table]
    assert names(home.backups) == [copy.name]
    assert len(read_archive(copy).sessions) == 2


def test_what_is_in_the_log_only_is_in_the_copy(home: Home) -> None:
    log = Path(f"{file_of(home.connection)}-wal")
    assert log.stat().st_size > 0
    copy = run(home)
    assert copy is not None
    assert {one.record.uuid for one in read_archive(copy).sessions} == {"u-1", "u-2"}


def test_nothing_is_made_before_the_first_session(home: Home, other: Home) -> None:
    assert run(other) is None
    assert names(other.backups) == []
    other.become(replace(SOME, sessions=SOME.sessions[1:]))  # one in the bin is one, too
    assert run(other) is not None


def test_the_newest_stay_and_nothing_else_is_removed(home: Home) -> None:
    home.backups.mkdir(exist_ok=True)
    strange = [
        "sessions.daily-2026-05-01.sqlite3.bak", "my-sessions.daily-2026-05-01.sqlite3", "notes.txt",
        "sessions.daily-2026-5-1.sqlite3", "sessions.daily-2026-02-30.sqlite3", "sessions.daily-2026-05-01-2.sqlite3",
        "sessions.v1-20260501T080000Z.sqlite3", "sessions.before-restore-20260501T080000Z.sqlite3",
        "SESSIONS.daily-2026-05-01.sqlite3",
    ]  # fmt: skip
    for name in strange:
        (home.backups / name).write_text("")
    for day in range(10):
        run(home, TODAY + timedelta(days=day))
        run(home, TODAY + timedelta(days=day))
    kept = [f"sessions.daily-2026-06-{day:02}.sqlite3" for day in range(10 - KEPT_DAILY, 11)]  # and today's
    assert names(home.backups) == sorted(strange + kept)


def daily_names(last: date, count: int) -> set[str]:
    return {f"sessions.daily-{last - timedelta(days=day)}.sqlite3" for day in range(count)}


def test_a_clock_that_was_never_set_costs_no_copy_of_a_true_day(home: Home) -> None:
    home.backups.mkdir(exist_ok=True)
    true = daily_names(TODAY, KEPT_DAILY + 1)
    for name in true:
        (home.backups / name).write_text("")
    for day in range(10):
        run(home, date(1970, 1, 1) + timedelta(days=day))
    assert set(names(home.backups)) == true | daily_names(date(1970, 1, 10), KEPT_DAILY + 1)


def test_copies_of_a_clock_that_ran_ahead_take_no_true_days_place(home: Home) -> None:
    home.backups.mkdir(exist_ok=True)
    for name in daily_names(date(2099, 1, 31), 10):
        (home.backups / name).write_text("")
    for day in range(10):
        run(home, TODAY + timedelta(days=day))
    true = daily_names(TODAY + timedelta(days=9), KEPT_DAILY + 1)
    assert set(names(home.backups)) == true | daily_names(date(2099, 1, 31), KEPT_DAILY + 1)


def test_one_day_with_the_clock_ahead_removes_nothing_and_two_are_believed(home: Home) -> None:
    for day in range(10):
        run(home, TODAY + timedelta(days=day))
    true = set(names(home.backups))
    ahead = TODAY + timedelta(days=400)
    run(home, ahead)
    assert set(names(home.backups)) == true | daily_names(ahead, 1)
    run(home, ahead + timedelta(days=1))
    assert len(names(home.backups)) == KEPT_DAILY + 1


def test_the_days_of_use_are_those_with_a_daily_copy(home: Home) -> None:
    assert days_of_use(home.backups) == []
    for day in (TODAY + timedelta(days=400), TODAY):
        run(home, day)
    back_up(home.connection, file_of(home.connection), "before-restore-20260602T100000Z")
    (home.backups / "sessions.daily-2026-02-30.sqlite3").write_text("")
    assert days_of_use(home.backups) == [TODAY, TODAY + timedelta(days=400)]


# --- half copies ---

# Makes a copy as the program does, and is ended in the middle of it, without a chance to tidy up.
ENDED = """
import os, sqlite3, sys
from pathlib import Path
from psoas_timer.store.database import connection as database

source, kept, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
real = sqlite3.connect(source)


class Ended:  # a Connection's own methods cannot be replaced
    def backup(self, copy):
        real.backup(copy, pages=3, progress=lambda *_left: os._exit(9)) if step == "copying" else real.backup(copy)


def end(*_arguments):
    os._exit(9)


if step == "checking":
    database._is_sound_copy = end
elif step == "naming":
    database.name_whole = end
database.write_copy(Ended(), kept)
"""


def end_a_copy(home: Home, step: str, kept: Path) -> None:
    home.backups.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-c", ENDED, str(file_of(home.connection)), str(kept), step], check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("step", ["copying", "checking", "naming"])
def test_half_of_a_copy_never_has_the_name_of_a_whole_one_and_is_swept_away(
    home: Home, tmp_path: Path, step: str
) -> None:
    copy = home.backups / "sessions.before-import-20260601T080000Z.sqlite3"
    end_a_copy(home, step, copy)
    assert not copy.exists()
    assert names(home.backups)
    assert kept_copies(home.backups) == []
    (home.backups / ".sessions.daily.sqlite3").write_text("a draft of an earlier version")
    shutil.copytree(home.backups, tmp_path / "backups")
    open_database(tmp_path / file_of(home.connection).name, NOW).connection.close()
    assert names(tmp_path / "backups") == []


def test_half_a_copy_that_an_earlier_version_left_is_not_listed(home: Home) -> None:
    daily = run(home)
    assert daily is not None
    content = daily.read_bytes()
    for day, half in enumerate((b"", b"half a copy", content[:50], content[: len(content) // 2]), start=1):
        (home.backups / f"sessions.before-import-2026060{day}T080000Z.sqlite3").write_bytes(half)
    rolled_back = home.backups / "sessions.before-restore-20260601T080000Z.sqlite3"
    rolled_back.write_bytes(content)
    rolled_back.with_name(f"{rolled_back.name}-journal").write_bytes(b"to be undone")
    assert [one.path for one in kept_copies(home.backups)] == [daily]


def test_a_copy_that_cannot_be_read_back_is_removed_and_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.backups.mkdir(exist_ok=True)
    old = [f"sessions.daily-2026-05-{day}.sqlite3" for day in range(11, 20)]
    for name in old:
        (home.backups / name).write_text("")
    monkeypatch.setattr(database, "_is_sound_copy", lambda _copy: False)
    with pytest.raises(Problem, match=r"could not be read back.*was removed.*Check the disk"):
        run(home)
    assert names(home.backups) == old


def test_a_damaged_database_gives_no_copy(home: Home, tmp_path: Path) -> None:
    home.become(Everything(tuple(replace(KEPT, record=replace(KEPT.record, uuid=f"u-{n}")) for n in range(200))))
    file = tmp_path / "sessions.sqlite3"
    back_up(home.connection, file, "x").rename(file)
    content = bytearray(file.read_bytes())
    content[4096 * 5 : 4096 * 6] = b"\x5a" * 4096
    file.write_bytes(content)
    with closing(sqlite3.connect(file)) as connection, pytest.raises(Problem, match=rf"{file} is damaged"):
        write_daily_copy(connection, tmp_path / "backups", TODAY, NOW)
    assert names(tmp_path / "backups") == []


def test_a_folder_that_cannot_be_made_is_a_problem(home: Home, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(Problem, match="backups is a file"):
        write_daily_copy(home.connection, tmp_path / "backups", TODAY, NOW)


def test_the_copies_are_found_the_newest_first(home: Home) -> None:
    daily = run(home)
    assert daily is not None
    database_file = file_of(home.connection)
    update = back_up(home.connection, database_file, "v1-20260601T100000Z")
    again = back_up(home.connection, database_file, "v1-20260601T100000Z")
    before = back_up(home.connection, database_file, "before-restore-20260602T100000Z")
    for name in ("notes.txt", "sessions.daily-2026-02-30.sqlite3", "sessions.v1-20261301T100000Z.sqlite3", "a.sqlite3"):
        (home.backups / name).write_text("")
    (home.backups / "sessions.daily-2026-05-01.sqlite3").mkdir()
    try:
        found = kept_copies(home.backups)
    finally:
        (home.backups / "sessions.daily-2026-05-01.sqlite3").rmdir()
    ten = datetime(2026, 6, 1, 10, tzinfo=UTC)
    size = daily.stat().st_size
    assert found == [
        KeptCopy(before, ten + timedelta(days=1), CopyReason.BEFORE_RESTORE, size),
        KeptCopy(daily, NOW.astimezone(UTC), CopyReason.DAILY, size),
        KeptCopy(update, ten, CopyReason.BEFORE_UPDATE, size),
        KeptCopy(again, ten, CopyReason.BEFORE_UPDATE, size),
    ]


def test_no_folder_means_no_copies(tmp_path: Path) -> None:
    assert kept_copies(tmp_path / "none") == []
    (tmp_path / "file").write_text("")
    assert kept_copies(tmp_path / "file") == []
