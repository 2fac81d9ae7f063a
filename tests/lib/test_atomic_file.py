"""A file written whole: there is either the old file or the new one, never part of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas_timer.lib.atomic_file import replace_file
from tests.systems import POSIX


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.txt"


def test_what_was_there_is_replaced_whole(path: Path) -> None:
    path.write_bytes(b"a long text that was there before")
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path], "no draft is left behind"


@POSIX
def test_it_is_its_owners_alone_whatever_it_was(path: Path) -> None:
    path.touch(mode=0o644)
    replace_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_link_is_replaced_and_not_followed(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"old")
    path.symlink_to(other)
    replace_file(path, b"new")
    assert (path.read_bytes(), path.is_symlink(), other.read_bytes()) == (b"new", False, b"old")


def test_the_old_one_stays_where_the_new_one_cannot_be_finished(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"old")

    def refuse(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no space"):
        replace_file(path, b"new")
    assert (path.read_bytes(), list(path.parent.iterdir())) == (b"old", [path])


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "gone" / "notes.txt", b"new")
