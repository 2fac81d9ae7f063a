"""The one small file that says what to start: read with care, written whole, taken away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.entry_file import MOST_BYTES, read_file, remove_file, write_file
from tests.systems import POSIX


def test_what_is_written_is_read_and_what_is_removed_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "entry"
    assert read_file(path) is None
    write_file(path, b"one")
    write_file(path, b"two")
    assert read_file(path) == b"two"
    remove_file(path)
    remove_file(path)
    assert read_file(path) is None


def test_what_is_too_big_for_an_entry_is_none(tmp_path: Path) -> None:
    path = tmp_path / "entry"
    path.write_bytes(b"x" * MOST_BYTES)
    assert read_file(path) == b"x" * MOST_BYTES
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    assert read_file(path) is None


def test_a_folder_in_either_place_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "entry").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="entry is a folder, but a file is needed in its place"):
        write_file(tmp_path / "entry", b"one")
    with pytest.raises(Problem, match="file is a file, but a folder is needed in its place"):
        write_file(tmp_path / "file" / "entry", b"one")
    assert read_file(tmp_path / "entry") is None
    assert read_file(tmp_path / "file" / "entry") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "entry")
    assert read_file(tmp_path / "entry") is None


@POSIX
def test_file_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "entry", b"one")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "a", tmp_path / "a" / "entry")] == [0o700, 0o600]
