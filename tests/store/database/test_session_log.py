from __future__ import annotations

import os
import pickle
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import psoas_timer
from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.core.history.discomfort import Rating
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from tests.store.database.records import DAY, LATER, NOW, a_record


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(tmp_path / "sessions.sqlite3", NOW).connection) as connection:
        yield connection


@pytest.fixture
def log(connection: sqlite3.Connection) -> SessionLog:
    return SessionLog(connection)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Provide one database for all examples of the laws; it need not survive a power loss."""
    path = tmp_path_factory.mktemp("shared") / "sessions.sqlite3"
    with closing(open_database(path, NOW).connection) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield connection


def emptied(connection: sqlite3.Connection) -> SessionLog:
    connection.execute("DELETE FROM session")
    return SessionLog(connection)


seconds = st.floats(0, 1e6)
words = st.text(max_size=20)
instants = st.integers(0, 10**17).map(lambda step: datetime(1, 1, 1, tzinfo=UTC) + timedelta(microseconds=step))
records = st.builds(
    SessionRecord,
    uuid=st.uuids().map(str),
    routine_id=words,
    routine_title=words,
    started=instants,
    ended=instants,
    utc_offset_s=st.integers(-86_400, 86_400),
    zone=words,
    practice_date=st.dates(),
    planned_s=seconds,
    practised_s=seconds,
    status=st.sampled_from(Status),
    sides_done=st.sampled_from([(), (Side.LEFT,), (Side.RIGHT,), (Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)]),
    first_side=st.sampled_from(Side),
    reached_s=st.dictionaries(st.integers(0, 50), seconds, max_size=5),
    stage_index=st.integers(0, 50),
    source=words,
    note=words,
    is_counted=st.booleans(),
    discomfort_before=st.none() | st.integers(0, 10),
    discomfort_after=st.none() | st.integers(0, 10),
)


@given(record=records)
def test_what_is_saved_is_found_again_exactly(shared: sqlite3.Connection, record: SessionRecord) -> None:
    log = emptied(shared)
    log.save(record, NOW)
    assert log.find(record.uuid) == record
    assert log.sessions() == [record]


@given(record=records, other=records)
def test_saving_again_writes_over_all_but_the_practice_date(
    shared: sqlite3.Connection, record: SessionRecord, other: SessionRecord
) -> None:
    log = emptied(shared)
    log.save(record, NOW)
    log.save(replace(other, uuid=record.uuid), LATER)
    assert log.sessions() == [replace(other, uuid=record.uuid, practice_date=record.practice_date)]


@pytest.mark.parametrize("text", ["'); DROP TABLE session; --", "\0", "“”\n🫁", "%s :note ? {name}"])
def test_no_text_is_taken_for_anything_else(log: SessionLog, text: str) -> None:
    record = a_record(text, note=text, routine_id=text, zone=text)
    log.save(record, NOW)
    log.set_note(text, text + text, NOW)
    assert log.sessions() == [replace(record, note=text + text)]
    assert log.last_practised() == {text: DAY}


def test_an_instant_of_another_zone_is_kept_as_the_same_instant_in_utc(log: SessionLog) -> None:
    started = datetime(2026, 1, 5, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    log.save(a_record(started=started), NOW)
    (found,) = log.sessions()
    assert found.started == started
    assert found.started.utcoffset() == timedelta(0)


def test_an_instant_without_a_zone_is_a_bug(log: SessionLog) -> None:
    with pytest.raises(ValueError, match="has no zone"):
        log.save(a_record(started=NOW.replace(tzinfo=None)), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"planned_s": -1.0},
        {"practised_s": float("nan")},
        {"stage_index": -1},
        {"sides_done": (Side.LEFT, Side.LEFT)},
        {"utc_offset_s": "an hour"},
        {"status": "done"},
    ],
    ids=repr,
)
def test_what_makes_no_sense_is_refused_by_the_table(log: SessionLog, changes: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        log.save(a_record(**changes), NOW)
    assert log.count() == 0


def test_created_stays_and_modified_moves_on(log: SessionLog, connection: sqlite3.Connection) -> None:
    log.save(a_record(), NOW)
    log.save(a_record(), LATER)
    row = connection.execute("SELECT created_utc, modified_utc FROM session").fetchone()
    assert row == ("2026-01-05T06:30:00.000000Z", "2026-01-05T07:30:00.000000Z")


def test_sessions_come_newest_first_a_page_at_a_time(log: SessionLog) -> None:
    # Half a second apart and across a year: texts must sort as instants do.
    starts = [NOW + timedelta(seconds=step / 2) for step in range(4)] + [NOW - timedelta(days=10)]
    for index in random.Random(3).sample(range(5), 5):
        log.save(a_record(str(index), started=starts[index]), NOW)
    assert [record.uuid for record in log.sessions()] == ["3", "2", "1", "0", "4"]
    assert [record.uuid for record in log.sessions(2)] == ["3", "2"]
    assert [record.uuid for record in log.sessions(2, 3)] == ["0", "4"]
    assert [record.uuid for record in log.sessions(offset=4)] == ["4"]
    assert log.sessions(0) == []
    assert log.count() == 5


def test_of_two_that_began_together_the_one_saved_last_comes_first(log: SessionLog) -> None:
    for uuid in ("b", "c", "a"):
        log.save(a_record(uuid), NOW)
    assert [record.uuid for record in log.sessions()] == ["a", "c", "b"]


def test_a_deleted_session_is_nowhere_until_it_is_restored(log: SessionLog) -> None:
    record = a_record()
    log.save(record, NOW)
    log.delete("a", NOW)
    assert (log.sessions(), log.count(), log.find("a"), log.unfinished()) == ([], 0, None, [])
    assert (log.practice_days(), log.last_practised(), log.close_unfinished(NOW)) == ([], {}, [])
    log.save(replace(record, note="late checkpoint"), LATER)
    assert log.find("a") is None
    log.restore("a", LATER)
    assert log.sessions() == [replace(record, note="late checkpoint")]


def test_an_unknown_uuid_changes_nothing(log: SessionLog) -> None:
    log.save(a_record(), NOW)
    log.set_note("b", "note", NOW)
    log.delete("b", NOW)
    log.restore("b", NOW)
    assert log.find("b") is None
    assert log.sessions() == [a_record()]


def test_a_note_replaces_the_note_alone(log: SessionLog) -> None:
    log.save(a_record("a", note="before"), NOW)
    log.save(a_record("b", note="mine"), NOW)
    log.set_note("a", "after", LATER)
    assert log.find("a") == a_record("a", note="after")
    assert log.find("b") == a_record("b", note="mine")


def test_what_a_crash_left_running_becomes_partial_as_of_its_checkpoint(log: SessionLog) -> None:
    running = [a_record(str(index), started=NOW + timedelta(hours=index)) for index in range(3)]
    done = a_record("done", status=Status.COMPLETE, practised_s=600.0)
    empty = a_record("empty", practised_s=0.0, started=NOW - timedelta(hours=1))
    for record in (*running, done, empty):
        log.save(record, NOW)
    assert [record.uuid for record in log.unfinished()] == ["2", "1", "0", "empty"]
    assert log.close_unfinished(LATER) == [replace(record, status=Status.PARTIAL) for record in reversed(running)]
    assert log.unfinished() == []
    assert log.close_unfinished(LATER) == []
    assert log.find("done") == done
    assert log.find("empty") is None
    log.restore("empty", LATER)
    assert log.find("empty") == replace(empty, status=Status.PARTIAL)


def test_practice_days_add_up_credits_of_at_most_one(log: SessionLog) -> None:
    log.save(a_record("a", planned_s=600.0, practised_s=300.0), NOW)
    log.save(a_record("b", planned_s=100.0, practised_s=250.0, status=Status.COMPLETE), NOW)
    log.save(a_record("c", planned_s=0.0, practised_s=10.0), NOW)
    log.save(a_record("d", practice_date=date(2025, 12, 31)), NOW)
    log.save(a_record("e", practised_s=600.0), NOW)
    log.delete("e", NOW)
    assert log.practice_days() == [
        PracticeDay(date(2025, 12, 31), 0.5, 300.0, 1),
        PracticeDay(DAY, 1.5, 560.0, 3),
    ]
    assert log.practice_days(DAY) == [PracticeDay(DAY, 1.5, 560.0, 3)]
    assert log.practice_days(DAY + timedelta(1)) == []


@pytest.mark.parametrize(
    ("changes", "credit"),
    [
        ({"practised_s": 479.0}, 479 / 600),
        ({"practised_s": 480.0}, 1.0),
        ({"practised_s": 60.0, "is_counted": True}, 1.0),
        ({"planned_s": 0.0}, 0.0),
        ({"planned_s": 0.0, "is_counted": True}, 1.0),
    ],
    ids=repr,
)
def test_a_session_is_worth_a_whole_one_from_four_fifths_on_or_where_it_is_counted(
    log: SessionLog, changes: dict[str, Any], credit: float
) -> None:
    record = a_record(**changes)
    log.save(record, NOW)
    (day,) = log.practice_days()
    assert day.share == pytest.approx(credit) == pytest.approx(record.credit)


@given(
    practised=st.lists(st.tuples(st.integers(0, 3), seconds, seconds, st.booleans()), max_size=8),
    first=st.integers(0, 4).map(lambda days: DAY + timedelta(days)),
)
def test_practice_days_say_what_the_records_say(
    shared: sqlite3.Connection, practised: list[tuple[int, float, float, bool]], first: date
) -> None:
    log = emptied(shared)
    for index, (day, planned_s, practised_s, is_counted) in enumerate(practised):
        record = a_record(str(index), planned_s=planned_s, practised_s=practised_s, is_counted=is_counted)
        log.save(replace(record, practice_date=DAY + timedelta(day)), NOW)
    found, records = log.practice_days(first), log.sessions(query=SessionQuery(first=first))
    assert [day.date for day in found] == sorted({record.practice_date for record in records})
    for one in found:
        of_day = [record for record in records if record.practice_date == one.date]
        assert one.share == pytest.approx(sum(record.credit for record in of_day))
        assert one.practised_s == pytest.approx(sum(record.practised_s for record in of_day))
        assert one.sessions == len(of_day)


# Queries


LIBRARY = [
    a_record("a", routine_title="Bridge", routine_id="bridge", practised_s=300.0, note="Softer ON the left"),
    a_record("b", routine_title="Vacuum", routine_id="vacuum", practised_s=100.0, note="100 % done_ 'so'"),
    a_record("c", routine_title="Bridge", routine_id="bridge", practised_s=500.0, note="GRÜSSE aus Größen"),
    a_record("d", routine_title="Rest", routine_id="rest", practised_s=100.0),
]


@pytest.fixture
def library(log: SessionLog) -> SessionLog:
    """Four sessions, a to d, a day each, newest last; b and d are complete."""
    for index, record in enumerate(LIBRARY):
        status = Status.COMPLETE if index % 2 else Status.PARTIAL
        moved = replace(record, started=NOW + timedelta(index), practice_date=DAY + timedelta(index), status=status)
        log.save(moved, NOW)
    return log


def asked(log: SessionLog, **changes: Any) -> str:
    query = SessionQuery(**changes)
    found = log.sessions(query=query)
    assert log.count(query) == len(found)
    assert [log.sessions(1, place, query) for place in range(len(found))] == [[record] for record in found]
    return "".join(record.uuid for record in found)


@pytest.mark.parametrize(
    ("sort", "descending", "ascending"),
    [
        (SortKey.START, "dcba", "abcd"),
        (SortKey.ROUTINE, "bdca", "cadb"),
        (SortKey.PRACTISED, "cadb", "dbac"),
        (SortKey.STATUS, "cadb", "dbca"),
    ],
)
def test_sessions_are_sorted_and_the_newest_comes_first_among_equals(
    library: SessionLog, sort: SortKey, descending: str, ascending: str
) -> None:
    assert asked(library, sort=sort) == descending
    assert asked(library, sort=sort, is_descending=False) == ascending


def test_every_sort_key_is_known_to_the_log(library: SessionLog) -> None:
    assert {"".join(sorted(asked(library, sort=key))) for key in SortKey} == {"abcd"}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, "dcba"),
        ({"routine_id": "bridge"}, "ca"),
        ({"routine_id": "Bridge"}, ""),
        ({"text": "softer on"}, "a"),
        ({"text": "grüsse"}, "c"),
        ({"text": "GRÖSSEN"}, "c"),
        ({"text": "%"}, "b"),
        ({"text": "_"}, "b"),
        ({"text": "'"}, "b"),
        ({"text": "s", "routine_id": "bridge"}, "ca"),
        ({"first": DAY + timedelta(1)}, "dcb"),
        ({"last": DAY + timedelta(1)}, "ba"),
        ({"first": DAY + timedelta(1), "last": DAY + timedelta(2)}, "cb"),
        ({"first": DAY + timedelta(2), "last": DAY + timedelta(1)}, ""),
        ({"first": DAY, "last": DAY, "routine_id": "bridge", "text": "LEFT"}, "a"),
    ],
    ids=repr,
)
def test_sessions_are_filtered(library: SessionLog, changes: dict[str, Any], found: str) -> None:
    assert asked(library, **changes) == found
    assert SessionQuery(**changes).is_filtered == bool(changes)


def test_a_deleted_session_answers_no_query(library: SessionLog) -> None:
    library.delete("c", LATER)
    assert asked(library, routine_id="bridge") == "a"
    assert asked(library, text="grüsse") == ""
    assert asked(library, sort=SortKey.PRACTISED) == "adb"


@given(text=st.text(max_size=3), notes=st.lists(st.text(max_size=8), max_size=5))
def test_a_text_is_found_where_python_finds_it(shared: sqlite3.Connection, text: str, notes: list[str]) -> None:
    log = emptied(shared)
    text = text.replace("\0", "")  # no keyboard types it, and SQLite ends a text there
    notes = [note.replace("\0", "") for note in notes]
    for index, note in enumerate(notes):
        log.save(a_record(str(index), note=note), NOW)
    found = {int(record.uuid) for record in log.sessions(query=SessionQuery(text=text))}
    assert found == {index for index, note in enumerate(notes) if text.casefold() in note.casefold()}


def test_routines_are_named_as_they_were_last(log: SessionLog) -> None:
    assert log.routine_titles() == {}
    log.save(a_record("a", routine_title="Old name"), NOW)
    log.save(a_record("b", routine_title="New name", started=LATER), NOW)
    log.save(a_record("c", routine_id="bridge", routine_title="Bridge"), NOW)
    log.save(a_record("d", routine_id="gone", routine_title="A"), NOW)
    log.delete("d", NOW)
    assert list(log.routine_titles().items()) == [("bridge", "Bridge"), ("slow", "New name")]


def test_ratings_are_what_was_answered_oldest_first(log: SessionLog) -> None:
    earlier = DAY - timedelta(1)
    log.save(a_record("a", discomfort_before=0, discomfort_after=0), NOW)
    log.save(a_record("b", discomfort_before=7, practice_date=earlier), NOW)
    log.save(a_record("c"), NOW)
    log.save(a_record("d", discomfort_before=9), NOW)
    log.delete("d", NOW)
    assert log.ratings() == [Rating(earlier, 7, None), Rating(DAY, 0, 0)]


def test_whether_it_counts_replaces_that_alone(log: SessionLog) -> None:
    log.save(a_record("a"), NOW)
    log.save(a_record("b"), NOW)
    log.set_counted("a", True, LATER)
    assert log.find("a") == a_record("a", is_counted=True)
    assert log.find("b") == a_record("b")
    log.set_counted("a", False, LATER)
    log.set_counted("unknown", True, LATER)
    assert log.find("a") == a_record("a")


def test_an_answer_after_the_session_replaces_that_alone(log: SessionLog) -> None:
    record = a_record(discomfort_before=6)
    log.save(record, NOW)
    log.set_discomfort_after("a", 0, LATER)
    log.set_discomfort_after("unknown", 3, LATER)
    assert log.find("a") == replace(record, discomfort_after=0)
    log.set_discomfort_after("a", None, LATER)
    assert log.find("a") == record


@pytest.mark.parametrize("level", [-1, 11])
def test_an_answer_off_the_scale_is_refused_by_the_table(log: SessionLog, level: int) -> None:
    log.save(a_record(), NOW)
    with pytest.raises(sqlite3.IntegrityError):
        log.set_discomfort_after("a", level, LATER)
    assert log.find("a") == a_record()


# The bin


def test_the_bin_holds_what_was_practised_the_last_deleted_first(log: SessionLog) -> None:
    for uuid, practised_s in (("a", 10.0), ("b", 10.0), ("c", 10.0), ("empty", 0.0), ("kept", 10.0)):
        log.save(a_record(uuid, practised_s=practised_s), NOW)
    for hours, uuid in enumerate(("b", "a", "empty", "c")):
        log.delete(uuid, NOW + timedelta(hours=hours))
    assert [record.uuid for record in log.binned()] == ["c", "a", "b"]
    assert log.binned()[0] == a_record("c", practised_s=10.0)
    log.restore("a", LATER)
    assert [record.uuid for record in log.binned()] == ["c", "b"]


def test_emptying_the_bin_forgets_what_was_deleted_before_then_alone(log: SessionLog) -> None:
    for uuid in ("a", "b", "c"):
        log.save(a_record(uuid), NOW - timedelta(days=1))
    log.delete("a", NOW - timedelta(microseconds=1))
    log.delete("b", NOW)
    log.empty_bin(NOW, LATER)
    assert [record.uuid for record in log.binned()] == ["b"]
    assert [record.uuid for record in log.sessions()] == ["c"]
    log.restore("a", LATER)
    assert log.find("a") is None


def test_what_a_clock_that_was_never_set_deleted_counts_as_deleted_now(log: SessionLog) -> None:
    log.save(a_record("a"), NOW)
    log.delete("a", datetime(1970, 1, 1, tzinfo=UTC))
    log.empty_bin(NOW, LATER)
    assert [record.uuid for record in log.binned()] == ["a"]
    log.empty_bin(LATER, LATER)
    assert log.count_binned() == 1
    log.empty_bin(LATER + timedelta(microseconds=1), LATER)
    assert log.count_binned() == 0


def test_a_routine_was_last_practised_when_any_of_it_was(log: SessionLog) -> None:
    log.save(a_record("a", practice_date=date(2025, 12, 31)), NOW)
    log.save(a_record("b", practice_date=date(2026, 1, 2)), NOW)
    log.save(a_record("c", practice_date=date(2026, 1, 4), practised_s=0.0), NOW)
    log.save(a_record("d", practice_date=date(2026, 1, 3), routine_id="vacuum"), NOW)
    assert log.last_practised() == {"slow": date(2026, 1, 2), "vacuum": date(2026, 1, 3)}


def test_a_saved_session_is_seen_by_another_connection_at_once(log: SessionLog, tmp_path: Path) -> None:
    log.save(a_record(), NOW)
    with closing(open_database(tmp_path / "sessions.sqlite3", NOW).connection) as other:
        assert SessionLog(other).sessions() == [a_record()]


def test_a_lock_a_full_disk_and_a_read_only_file_are_problems_and_lose_nothing(
    log: SessionLog, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    log.save(a_record(), NOW)
    connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / "sessions.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem, match=r"sessions\.sqlite3 is in use"):
            log.save(a_record("b"), NOW)
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(Problem, match="not enough disk space"):
        log.set_note("a", "long" * 10_000, NOW)
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Problem, match="not have permission"):
        log.delete("a", NOW)
    assert log.sessions() == [a_record()]


CHECKPOINTS = """
import pickle, sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog

record = pickle.loads(bytes.fromhex(sys.argv[2]))
connection = open_database(Path(sys.argv[1]), record.started).connection
connection.execute("PRAGMA wal_autocheckpoint = 10")
log = SessionLog(connection)
for second in range(1, 1_000_000):
    now = record.started + timedelta(seconds=second)
    log.save(replace(record, practised_s=float(second), ended=now, reached_s={0: float(second)}), now)
    print(second, flush=True)
"""


# Every few commits SQLite moves its log into the database (wal_autocheckpoint): a kill may fall there too.
@pytest.mark.parametrize("checkpoints", [1, 2, 25, 100])
def test_a_killed_program_loses_no_checkpoint(tmp_path: Path, checkpoints: int) -> None:
    path = tmp_path / "sessions.sqlite3"
    arguments = [sys.executable, "-c", CHECKPOINTS, str(path), pickle.dumps(a_record(practised_s=0.0)).hex()]
    found_by = {**os.environ, "PYTHONPATH": str(Path(psoas_timer.__file__).parents[1])}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=found_by) as child:
        assert child.stdout is not None
        told = [child.stdout.readline() for _ in range(checkpoints)]
        child.kill()
        told += child.stdout.read().splitlines(keepends=True)
    last = max(int(line) for line in told if line.endswith(b"\n"))
    opened = open_database(path, LATER)
    with closing(opened.connection):
        (found,) = SessionLog(opened.connection).close_unfinished(LATER)
    assert opened.notices == ()
    assert last >= checkpoints
    assert found.practised_s in (last, last + 1)  # the next one may be on the disk but not reported yet
    assert found.reached_s == {0: found.practised_s}
    assert found.ended == NOW + timedelta(seconds=found.practised_s)
    assert (found.practice_date, found.status) == (DAY, Status.PARTIAL)
