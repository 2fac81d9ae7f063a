"""A file written whole: there is either the old file or the new one, never part of one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.lib.atomic_file import followed, name_whole, replace_file, write_through
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


@POSIX
@pytest.mark.parametrize("chain", [1, 3])
@pytest.mark.parametrize("is_relative", [True, False])
def test_what_is_written_through_a_link_arrives_where_it_leads(path: Path, chain: int, is_relative: bool) -> None:
    dotfiles = path.parent / "dotfiles"
    dotfiles.mkdir()
    target = dotfiles / "notes.txt"
    target.write_bytes(b"old")
    end = Path("dotfiles/notes.txt") if is_relative else target
    for number in range(1, chain):
        link = path.with_name(f"link-{number}")
        link.symlink_to(end)
        end = Path(link.name) if is_relative else link
    path.symlink_to(end)
    links_to = path.readlink()
    write_through(path, b"new")
    assert (target.read_bytes(), path.readlink()) == (b"new", links_to)
    assert list(dotfiles.iterdir()) == [target], "no draft is left behind"


@POSIX
def test_a_link_to_nowhere_becomes_one_to_the_file(path: Path, tmp_path: Path) -> None:
    path.symlink_to("later.txt")
    write_through(path, b"new")
    assert path.is_symlink()
    assert (tmp_path / "later.txt").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "later.txt").stat().st_mode) == 0o600


@POSIX
def test_links_in_a_circle_are_told_and_stay(path: Path, tmp_path: Path) -> None:
    path.symlink_to("other")
    (tmp_path / "other").symlink_to(path.name)
    with pytest.raises(OSError) as told:  # its number is what is compared
        write_through(path, b"new")
    assert told.value.errno == errno.ELOOP
    assert path.is_symlink()
    with pytest.raises(OSError):
        followed(path)


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_a_file_behind_a_link_keeps_its_mode_and_one_without_gets_ours(path: Path, tmp_path: Path, mode: int) -> None:
    target = tmp_path / "target"
    target.touch()
    target.chmod(mode)
    path.symlink_to(target)
    write_through(path, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == mode
    write_through(target, b"newer")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@POSIX
@pytest.mark.parametrize("content", [b"", b"n", b"something much longer than the text that was there"])
def test_a_file_with_two_names_keeps_both(path: Path, tmp_path: Path, content: bytes) -> None:
    path.write_bytes(b"the old text")
    other = tmp_path / "other.txt"
    other.hardlink_to(path)
    write_through(path, content)
    assert (path.read_bytes(), other.read_bytes()) == (content, content)
    assert path.samefile(other)


@POSIX
@pytest.mark.parametrize("write", [replace_file, write_through])
def test_no_file_takes_the_place_of_a_pipe_or_a_device(path: Path, write: Callable[[Path, bytes], None]) -> None:
    os.mkfifo(path)
    with pytest.raises(Problem, match=r"notes\.txt is not an ordinary file"):
        write(path, b"new")
    assert stat.S_ISFIFO(path.stat().st_mode)
    device = path.with_name("device")
    device.symlink_to("/dev/null")
    with pytest.raises(Problem, match="not an ordinary file"):
        write_through(device, b"new")
    assert device.is_symlink()
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@POSIX
@pytest.mark.parametrize("refused", [errno.EACCES, errno.EROFS, errno.EBUSY])
def test_where_nothing_new_may_be_put_beside_it_the_file_is_written_itself(
    path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    path.write_bytes(b"a long text that was there before")
    before = path.stat().st_ino

    def refuse(_draft: Path, _path: Path) -> None:
        raise OSError(refused, os.strerror(refused))

    monkeypatch.setattr(Path, "replace", refuse)
    write_through(path, b"new")
    assert (path.read_bytes(), path.stat().st_ino) == (b"new", before)
    assert list(path.parent.iterdir()) == [path], "no draft is left behind"
    path.unlink()
    with pytest.raises(OSError):
        write_through(path, b"new")
    assert not path.exists()


@POSIX
def test_a_full_disk_costs_a_file_written_in_place_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"old")
    path.with_name("other").hardlink_to(path)

    def refuse(_handle: int, _start: int, _length: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "posix_fallocate", refuse)
    with pytest.raises(OSError, match="No space"):
        write_through(path, b"something new")
    assert path.read_bytes() == b"old"


def test_a_long_name_leaves_room_for_the_drafts(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_through(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_draft_gets_its_name_and_replaces_what_had_it(path: Path) -> None:
    draft = path.with_name("draft")
    draft.write_bytes(b"new")
    path.write_bytes(b"old")
    name_whole(draft, path)
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_draft_that_is_not_there_costs_nothing(path: Path) -> None:
    path.write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        name_whole(path.with_name("draft"), path)
    assert path.read_bytes() == b"old"
