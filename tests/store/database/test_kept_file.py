"""The database is deleted, moved or replaced while it is open: nothing is lost, and nothing of others is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.kept_file import KeptFile, claim
from psoas_timer.store.database.seal import seal_path
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import BACKUPS_FOLDER, SESSIONS_FILE
from tests.store.histories import NOW, SESSION

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file keeps its name there")


class Held:
    """An open database with one session in it, and what was told of its file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / SESSIONS_FILE
        self.told: list[tuple[str, bool]] = []
        self.file = KeptFile(
            open_database(self.path, NOW).connection,
            lambda: NOW,
            lambda what, other: self.told.append((str(what), other)),
        )
        self.write("first")

    def write(self, uuid: str) -> None:
        SessionLog(self.file.use()).save(replace(SESSION, uuid=uuid), NOW)
        self.file.make_sure()

    @property
    def on_disk(self) -> set[str]:
        return uuids_in(self.path)

    @property
    def copies(self) -> list[Path]:
        return sorted((self.folder / BACKUPS_FOLDER).glob("*"))


def uuids_in(path: Path) -> set[str]:
    """The sessions that another program finds in a file which must be sound."""
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {uuid for (uuid,) in other.execute("SELECT uuid FROM session")}


def another(path: Path, uuid: str = "theirs") -> Path:
    """A database that another program made, in one file."""
    with closing(open_database(path, NOW).connection) as connection:
        SessionLog(connection).save(replace(SESSION, uuid=uuid), NOW)
    return path


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    folder = tmp_path / "data"
    folder.mkdir()
    made = Held(folder)
    yield made
    made.file.connection.close()


def delete(held: Held) -> None:
    held.path.unlink()


def delete_with_its_logs(held: Held) -> None:
    for path in held.folder.glob(f"{SESSIONS_FILE}*"):
        path.unlink()


def delete_the_folder(held: Held) -> None:
    shutil.rmtree(held.folder)


def move(held: Held) -> None:
    held.path.rename(held.folder.parent / "moved.sqlite3")


def move_the_folder(held: Held) -> None:
    held.folder.rename(held.folder.parent / "moved")


@pytest.mark.parametrize("take_away", [delete, delete_with_its_logs, delete_the_folder, move, move_the_folder])
def test_a_file_that_is_gone_is_written_again_with_all_its_sessions(
    held: Held, take_away: Callable[[Held], None]
) -> None:
    take_away(held)
    held.write("second")
    assert held.on_disk == {"first", "second"}
    ((what, is_other),) = held.told
    assert "was deleted or moved" in what
    assert not is_other
    held.write("third")
    assert held.on_disk == {"first", "second", "third"}
    assert len(held.told) == 1
    assert held.path.stat().st_mode & 0o777 == 0o600
    assert not list(held.folder.glob(".*")), "no draft is left"


def test_a_moved_file_is_left_to_who_moved_it(held: Held) -> None:
    moved = held.folder.parent / "moved.sqlite3"
    move(held)
    before = moved.read_bytes()
    held.write("second")
    assert moved.read_bytes() == before


def test_a_folder_that_cannot_be_made_again_is_a_problem_and_later_it_goes_on(held: Held) -> None:
    move_the_folder(held)
    held.folder.write_text("in the way")
    with pytest.raises(Problem, match="is a file, but a folder is needed"):
        held.write("second")
    held.folder.unlink()
    held.write("second")
    assert held.on_disk == {"first", "second"}


@pytest.mark.parametrize("ends_well", [True, False], ids=["its logs are gone", "its logs are left behind"])
def test_a_file_that_was_replaced_is_used_and_those_before_are_copied(held: Held, ends_well: bool) -> None:
    if ends_well:
        delete_with_its_logs(held)
    another(held.folder.parent / "new.sqlite3").rename(held.path)
    held.write("second")
    assert held.on_disk == {"theirs", "second"}, "and a log that was left behind is not applied to it"
    ((what, is_other),) = held.told
    assert "was replaced by another file" in what
    assert is_other
    (copy,) = held.copies
    assert "before-restore" in copy.name
    assert uuids_in(copy) == {"first"}
    held.write("third")
    assert held.on_disk == {"theirs", "second", "third"}
    assert (len(held.told), len(held.copies)) == (1, 1)


def test_the_log_of_the_file_that_came_is_its_own(held: Held) -> None:
    """A program that still has it open has not moved everything into the file yet."""
    delete_with_its_logs(held)
    with closing(open_database(held.path, NOW).connection) as theirs:
        SessionLog(theirs).save(replace(SESSION, uuid="theirs"), NOW)
        held.write("second")
        SessionLog(theirs).save(replace(SESSION, uuid="later"), NOW)
    assert held.on_disk == {"theirs", "second", "later"}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + bytes(200)])
def test_what_is_no_database_is_neither_used_nor_touched(held: Held, content: bytes) -> None:
    delete_with_its_logs(held)
    held.path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(Problem, match="Remove it, and your sessions are written again"):
            held.write("second")
    assert held.path.read_bytes() == content
    assert (held.told, len(held.copies)) == ([], 1)
    held.path.unlink()
    held.write("second")
    assert held.on_disk == {"first", "second"}


def test_what_is_written_after_its_log_was_deleted_is_in_the_file_itself(held: Held) -> None:
    (held.folder / f"{SESSIONS_FILE}-wal").unlink()
    held.write("second")
    alone = Path(shutil.copy(held.path, held.folder.parent / "alone.sqlite3"))
    assert uuids_in(alone) == {"first", "second"}


def test_a_file_of_a_newer_program_is_not_touched(held: Held) -> None:
    new = another(held.folder.parent / "new.sqlite3")
    with closing(sqlite3.connect(new, isolation_level=None)) as theirs:
        theirs.execute("PRAGMA user_version = 99")
    before = new.read_bytes()
    new.rename(held.path)
    with pytest.raises(Problem, match="newer version"):
        held.write("second")
    assert held.path.read_bytes() == before


def test_a_name_is_claimed_only_where_there_is_nothing(tmp_path: Path) -> None:
    draft, path = tmp_path / "draft", tmp_path / "path"
    draft.write_text("one")
    claim(draft, path)
    draft.unlink(missing_ok=True)
    draft.write_text("two")
    with pytest.raises(FileExistsError):
        claim(draft, path)
    assert path.read_text() == "one"


def test_a_disk_without_links_is_claimed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    test_a_name_is_claimed_only_where_there_is_nothing(tmp_path)


TAKE_AWAY: dict[str, Callable[[Held], None]] = {
    "delete": delete, "delete all": delete_with_its_logs, "delete the folder": delete_the_folder,
}  # fmt: skip


@given(steps=st.lists(st.sampled_from(["write", "write", "replace", "delete the log", *TAKE_AWAY]), max_size=12))
def test_whatever_is_done_to_the_file_it_is_whole_after_each_write(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kept") / "data"
    folder.mkdir()
    held = Held(folder)
    expected, open_ones = {"first"}, {"first"}
    for number, step in enumerate([*steps, "write"]):
        if step == "write":
            held.write(f"ours {number}")
            expected.add(f"ours {number}")
            open_ones = set(expected)
            assert held.on_disk == expected
        elif step == "replace":
            held.folder.mkdir(exist_ok=True)
            another(held.folder.parent / f"new {number}", f"theirs {number}").rename(held.path)
            expected = {f"theirs {number}"}
        elif step == "delete the log":
            (held.folder / f"{SESSIONS_FILE}-wal").unlink(missing_ok=True)
        elif held.path.exists():
            TAKE_AWAY[step](held)
            expected = set(open_ones)  # one that came and went between two writes was never seen
    held.file.connection.close()


def copy_over(held: Held, source: Path) -> None:
    """As ``cp`` does: into the file that is open, with what is left of a longer one cut off."""
    with source.open("rb") as new, held.path.open("r+b") as open_file:
        shutil.copyfileobj(new, open_file)
        open_file.truncate()


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "in the log"])
@pytest.mark.parametrize("number", [1, 400])
def test_a_file_that_is_copied_over_the_open_one_is_used_alone(held: Held, merged: bool, number: int) -> None:
    for index in range(number):
        held.write(f"{index}")
    if merged:
        held.file.connection.execute("PRAGMA wal_checkpoint").fetchall()
        held.file.make_sure()
    copy_over(held, another(held.folder.parent / "new.sqlite3"))
    held.write("second")
    held.write("third")
    assert held.on_disk == {"theirs", "second", "third"}
    ((what, is_other),) = held.told
    assert "was copied over" in what
    assert is_other
    held.file.close()
    assert held.on_disk == {"theirs", "second", "third"}, "and the end merges no log into it that is not its own"
    assert list(held.folder.glob(".*")) == [seal_path(held.path)]


def test_an_own_older_copy_may_be_copied_back(held: Held) -> None:
    held.file.connection.execute("PRAGMA wal_checkpoint").fetchall()
    held.file.make_sure()
    old = shutil.copyfile(held.path, held.folder.parent / "old.sqlite3")
    for index in range(100):
        held.write(f"{index}")
    held.file.connection.execute("PRAGMA wal_checkpoint").fetchall()
    held.file.make_sure()
    copy_over(held, old)
    held.write("second")
    assert held.on_disk == {"first", "second"}


def test_half_a_copy_is_not_used_until_it_is_whole(held: Held) -> None:
    new = another(held.folder.parent / "new.sqlite3")
    content = new.read_bytes()
    with held.path.open("r+b") as open_file:
        open_file.write(content[:5000])
        open_file.truncate()
        open_file.flush()
        with pytest.raises(Problem, match="no database that it can read"):
            held.write("second")
        open_file.write(content[5000:])
    held.write("second")
    assert held.on_disk == {"theirs", "second"}


def test_another_program_may_write_and_merge_the_log(held: Held) -> None:
    for index in range(50):
        held.write(f"{index}")
        with closing(sqlite3.connect(held.path)) as other:
            if index % 2:
                other.execute("UPDATE session SET note = 'theirs'")
                other.execute("CREATE TABLE IF NOT EXISTS more (number)")
                other.commit()
            other.execute("PRAGMA wal_checkpoint").fetchall()
    held.write("last")
    assert held.on_disk == {"first", "last", *map(str, range(50))}
    assert held.told == []
