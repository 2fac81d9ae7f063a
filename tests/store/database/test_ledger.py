"""The database while the program runs: a session waits for no disk, and who reads sees what was written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.kept_reminders import KeptReminders
from psoas_timer.store.database.ledger import Event, Ledger, Moved
from psoas_timer.store.database.session_log import SessionLog, SessionReader
from psoas_timer.store.database.writer import CaughtUp, HeldBack
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.database.evening_reminder import EVENING, SHOWN
from tests.store.histories import NOW, SESSION

PATIENCE_S = 20.0


class Kept:
    """A ledger in a folder, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SESSIONS_FILE
        self.told: list[Event] = []
        self.heard = threading.Event()
        self.ledger = Ledger(open_database(self.path, NOW).connection, lambda: NOW, self._tell)

    def _tell(self, event: Event) -> None:
        self.told.append(event)
        self.heard.set()

    def save(self, uuid: str, practised_s: float = 1.0) -> None:
        record = replace(SESSION, uuid=uuid, practised_s=practised_s)
        self.ledger.keep(lambda connection: SessionLog(connection).save(record, NOW), uuid)

    def refuse(self, refuses: bool = True) -> None:
        self.ledger.connection.execute(f"PRAGMA query_only = {'ON' if refuses else 'OFF'}")

    def settle(self) -> None:
        assert self.ledger.flush(PATIENCE_S)

    @property
    def read(self) -> dict[str, float]:
        return by_uuid(SessionReader(self.ledger.reading).sessions())

    @property
    def on_disk(self) -> dict[str, float]:
        with closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as other:
            return by_uuid(SessionReader(other).sessions())


def by_uuid(records: list[SessionRecord]) -> dict[str, float]:
    return {one.uuid: one.practised_s for one in records}


@contextmanager
def viewer(path: Path) -> Iterator[None]:
    """Another program with an open edit."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def owner(path: Path) -> Iterator[None]:
    """Another program that lets nobody even read."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")
        yield


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    made = Kept(tmp_path)
    yield made
    made.refuse(False)
    assert made.ledger.close(PATIENCE_S)


def test_outside_a_session_a_write_is_on_the_disk_when_it_returns(kept: Kept) -> None:
    kept.save("a")
    assert kept.on_disk == kept.read == {"a": 1.0}
    assert kept.told == []


def test_outside_a_session_a_write_that_fails_says_so_and_is_not_tried_again(kept: Kept) -> None:
    kept.refuse()
    with pytest.raises(Problem):
        kept.save("a")
    kept.refuse(False)
    kept.settle()
    assert (kept.read, kept.told) == ({}, [])


def test_in_a_session_nothing_waits_and_all_is_read_and_then_written(kept: Kept) -> None:
    kept.save("a")
    with viewer(kept.path):
        kept.ledger.hold()
        for practised_s in range(1, 100):
            kept.save("b", practised_s)
        assert kept.read == {"a": 1.0, "b": 99.0}
        assert kept.on_disk == {"a": 1.0}
        kept.ledger.release()
        kept.save("c")
        assert kept.read == {"a": 1.0, "b": 99.0, "c": 1.0}, "what comes after it is kept with it"
    kept.settle()
    assert kept.on_disk == kept.read == {"a": 1.0, "b": 99.0, "c": 1.0}


def test_what_cannot_be_written_is_told_once_and_that_it_was_in_the_end(kept: Kept) -> None:
    kept.ledger.hold()
    kept.refuse()
    kept.save("a")
    assert kept.heard.wait(PATIENCE_S)
    for practised_s in range(2, 50):
        kept.save("a", practised_s)
    kept.refuse(False)
    kept.settle()
    assert [type(one) for one in kept.told] == [HeldBack, CaughtUp]
    assert kept.on_disk == {"a": 49.0}


def test_a_copy_for_reading_never_waits_without_end(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.save("a")
    kept.ledger.close(PATIENCE_S)
    with owner(kept.path):
        opened = sqlite3.connect(kept.path, timeout=0, isolation_level=None, check_same_thread=False)
        ledger = Ledger(opened, lambda: NOW, lambda _event: None)
        ledger.hold()
        with pytest.raises(Problem, match="in use by another program"):
            assert ledger.reading
        ledger.close(0.0)


def test_what_deletes_by_a_reference_does_so_in_the_copy_too(kept: Kept) -> None:
    reminders = KeptReminders(kept.ledger)
    reminders.keep(EVENING, firings=[SHOWN])
    kept.ledger.hold()
    reminders.delete(EVENING.uuid)
    assert (reminders.reminders(), dict(reminders.firings(date.min))) == ((), {})


def test_a_file_that_was_replaced_is_read_from_then_on(kept: Kept, tmp_path: Path) -> None:
    kept.save("a")
    assert kept.read == {"a": 1.0}
    with closing(open_database(tmp_path / "new", NOW).connection) as theirs:
        SessionLog(theirs).save(replace(SESSION, uuid="theirs", practised_s=5.0), NOW)
    kept.ledger.hold()
    for path in kept.path.parent.glob(f"{SESSIONS_FILE}*"):
        path.unlink()
    (tmp_path / "new").rename(kept.path)
    kept.save("b")
    kept.settle()
    assert [type(one) for one in kept.told] == [Moved]
    assert kept.read == kept.on_disk == {"theirs": 5.0, "b": 1.0}


def test_a_file_that_is_gone_is_there_again_with_all_that_was_read(kept: Kept) -> None:
    kept.save("a")
    for path in kept.path.parent.glob(f"{SESSIONS_FILE}*"):
        path.unlink()
    assert kept.read == {"a": 1.0}
    kept.save("b")
    assert kept.on_disk == kept.read == {"a": 1.0, "b": 1.0}


def test_an_end_that_cannot_write_says_so(kept: Kept) -> None:
    other = Kept(kept.path.parent)
    with viewer(kept.path):
        other.ledger.hold()
        other.save("lost")
        assert not other.ledger.close(0.0)
        assert kept.on_disk == {}


def test_what_the_database_refuses_to_the_end_is_in_a_copy(kept: Kept) -> None:
    kept.save("a")
    kept.ledger.hold()
    kept.refuse()
    kept.save("b")
    kept.ledger.release()
    copy = kept.path.parent / "backups" / "copy.sqlite3"
    assert not kept.ledger.flush(0.0)
    assert kept.ledger.rescue(copy, PATIENCE_S)
    kept.refuse(False)
    with closing(sqlite3.connect(copy)) as other:
        assert by_uuid(SessionReader(other).sessions()) == {"a": 1.0, "b": 1.0}
    assert not kept.ledger.rescue(kept.path / "no folder" / "copy.sqlite3", PATIENCE_S)


MOVES = st.one_of(
    st.tuples(st.just("save"), st.sampled_from("abc")),
    st.tuples(st.sampled_from(["hold", "release", "refuse", "allow", "settle", "delete", "read"]), st.just("a")),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(moves=st.lists(MOVES, max_size=25))
def test_whoever_reads_sees_the_newest_of_all_and_in_the_end_so_does_the_disk(
    moves: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = Kept(tmp_path_factory.mktemp("ledger"))
    kept.ledger.hold()
    newest: dict[str, float] = {}
    gone: set[str] = set()
    for number, (move, uuid) in enumerate(moves):
        if move == "save":
            kept.save(uuid, float(number))
            newest[uuid] = float(number)
        elif move == "delete":
            kept.ledger.keep(lambda connection, uuid=uuid: SessionLog(connection).delete(uuid, NOW))  # type: ignore[misc]
            gone |= {uuid} & newest.keys()
        elif move in ("refuse", "allow"):
            kept.refuse(move == "refuse")
        elif move == "settle":
            kept.refuse(False)
            kept.settle()
        elif move == "read":
            assert kept.read == {uuid: value for uuid, value in newest.items() if uuid not in gone}
    kept.refuse(False)
    kept.settle()
    kept.ledger.release()
    expected = {uuid: value for uuid, value in newest.items() if uuid not in gone}
    assert kept.on_disk == kept.read == expected
    assert kept.ledger.close(PATIENCE_S)
