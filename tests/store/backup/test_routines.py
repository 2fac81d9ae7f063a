"""A person's own routines in a backup: read whatever they are, and written so that all of it can be undone."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from psoas_timer.store.backup.archive import ArchiveCounts, read_archive
from tests.store.backup.documents import written
from tests.store.histories import (
    ROUTINE,
    SOME,
    Home,
    home,
    no_sync,
    other,
    shared_homes,
)

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("con.toml", b"", "its name does not work on every system"),
        ("LPT1.old.toml", b"", "its name does not work on every system"),
        ("a:b.toml", b"", "its name does not work on every system"),
        ("a\\b.toml", b"", "its name does not work on every system"),
        (f"{'x' * 200}.toml", b"", "its name does not work on every system"),
        (b"\xff.toml", b"", "its name does not work on every system"),
        ("big.toml", b"#" * 300_000, "it is larger than 256 KiB"),
        ("latin.toml", b"# caf\xe9", "it is not in UTF-8"),
    ],
)
def test_a_routine_file_that_no_backup_can_hold_is_told(
    home: Home, name: str | bytes, content: bytes, sentence: str
) -> None:
    try:
        path = home.routines / os.fsdecode(name)
        path.write_bytes(content)
    except (OSError, UnicodeDecodeError):
        pytest.skip("no such name here")
    if path not in home.routines.iterdir():  # Windows takes it for a device, or for a part of another file
        pytest.skip("no such name here")
    file, counts = written(home)
    (notice,) = counts.notices
    assert sentence in str(notice)
    assert str(home.routines) in str(notice)
    str(notice).encode()
    assert read_archive(file).routines == {"knees.toml": ROUTINE}


def test_what_is_no_routine_is_left_alone(home: Home) -> None:
    (home.routines / ".hidden.toml").write_text("")
    (home.routines / "notes.txt").write_text("")
    try:
        (home.routines / "folder.toml").mkdir()
        assert written(home)[1] == ArchiveCounts(2, 1, 2, 1, 1, 1)
    finally:
        (home.routines / "folder.toml").rmdir()


def test_a_faulty_routine_comes_back_as_it_is_and_is_told(home: Home) -> None:
    home.become(replace(SOME, routines={"draft.toml": 'title = "Draft"\ntitle = 1\n', "two.toml": "x = 1\n"}))
    file, _counts = written(home)
    backup = read_archive(file)
    assert set(backup.routines) == {"draft.toml", "two.toml"}
    first, second = (str(notice) for notice in backup.notices)
    assert first.startswith(
        f"The routine draft.toml in {file} has a fault. It can be restored as it is. draft.toml, line 2"
    )
    assert "two.toml, line 1: there is no key x" in second or "two.toml, line 1" in second
