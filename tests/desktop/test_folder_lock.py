"""A folder is held as long as the process lives that holds it; whatever lies in the file decides nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from psoas_timer.desktop import folder_lock
from psoas_timer.desktop.folder_lock import LOCK_FILE, FolderLock, Hold
from tests.systems import POSIX

HOLD = """
import sys
from pathlib import Path
from psoas_timer.desktop.folder_lock import FolderLock
held = FolderLock(Path(sys.argv[1]))
print(held.take().name, flush=True)
held.note("held by a test")
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[FolderLock]:
    made = FolderLock(tmp_path)
    yield made
    made.release()


def begin_holding(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "OURS\n"
    return holder


@pytest.mark.parametrize(
    "left",
    [b"", b"\0" * 64, f"{os.getpid()}\npsoas-timer\nelsewhere\n".encode(), f"{os.getpid()} here".encode(), b"\xff"],
    ids=["empty", "zeros", "another computer", "a process that is there", "no text"],
)
def test_a_file_that_was_left_never_blocks(lock: FolderLock, tmp_path: Path, left: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(left)
    assert lock.take() is Hold.OURS


def test_it_is_taken_while_its_process_lives_and_no_longer(lock: FolderLock, tmp_path: Path) -> None:
    with begin_holding(tmp_path) as holder:
        assert lock.take() is Hold.TAKEN
        holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        holder.wait()
    assert lock.take() is Hold.OURS


def test_who_holds_it_is_noted_for_people(tmp_path: Path, lock: FolderLock) -> None:
    assert lock.read_note() == ""
    with begin_holding(tmp_path) as holder:
        assert lock.take() is Hold.TAKEN
        holder.communicate("")
        assert lock.read_note() == "held by a test"


def test_two_in_one_process_exclude_each_other(lock: FolderLock, tmp_path: Path) -> None:
    second = FolderLock(tmp_path)
    assert lock.take() is Hold.OURS
    assert lock.take() is Hold.OURS
    assert second.take() is Hold.TAKEN
    lock.release()
    assert second.take() is Hold.OURS
    second.release()


@POSIX
def test_a_program_that_it_has_started_does_not_keep_it(lock: FolderLock, tmp_path: Path) -> None:
    assert lock.take() is Hold.OURS
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        assert FolderLock(tmp_path).take() is Hold.OURS
        child.communicate(b"\n")


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nowhere"])
def test_what_is_no_file_does_not_block_either(lock: FolderLock, tmp_path: Path, kind: str) -> None:
    path = tmp_path / LOCK_FILE
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere" / "file")
    assert lock.take() is Hold.OURS
    assert FolderLock(tmp_path).take() is Hold.TAKEN


def test_where_there_is_no_folder_nobody_knows(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path / "nowhere")
    assert lock.take() is Hold.UNKNOWN
    assert isinstance(lock.failure, FileNotFoundError)


def test_where_the_disk_knows_no_locks_nobody_knows(
    lock: FolderLock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(folder_lock, "lock_now", refuse)
    assert lock.take() is Hold.UNKNOWN
    assert lock.failure is not None and lock.failure.strerror == "No locks available"


@POSIX
def test_a_file_replaced_under_us_is_tried_again(
    lock: FolderLock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, lock_now = tmp_path / LOCK_FILE, folder_lock.lock_now
    replaced: list[Path] = []

    def replace_first(handle: int) -> None:
        lock_now(handle)
        if not replaced:
            replaced.append(path.rename(tmp_path / "moved"))

    monkeypatch.setattr(folder_lock, "lock_now", replace_first)
    assert lock.take() is Hold.OURS
    assert FolderLock(tmp_path).take() is Hold.TAKEN
