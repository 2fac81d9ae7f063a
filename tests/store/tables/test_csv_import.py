"""Sessions come back from a table as they were exported, and anything else in it is reported with its line."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Source, Status, practice_date
from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.tables import csv_import, import_plan
from psoas_timer.store.tables.csv_import import read_csv
from psoas_timer.store.tables.export import COLUMNS, to_cells
from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan, preview_import, run_import
from tests.store.tables.csv_files import NOW, SESSION, exported, only, plan_of

# Input that may come from anywhere is tried ten times as often as a law: 150 times, or 5,000 with the thorough profile.
FUZZED = settings(max_examples=10 * settings().max_examples)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@pytest.fixture(scope="module")
def shared(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(folder / "sessions.sqlite3", NOW).connection) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # thousands of examples: none has to outlive a power loss
        yield connection


def empty(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM session")


TEXTS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=60)
WORDS = TEXTS.filter(lambda text: text.strip() != "")
LENGTHS = st.integers(0, 864_000).map(lambda tenths: tenths / 10)
LEVELS = st.none() | st.integers(0, 10)


@st.composite
def sessions(draw: st.DrawFn) -> SessionRecord:
    """A session as the log may hold it, up to what a table rounds."""
    offset = timedelta(seconds=draw(st.sampled_from((0, 1, 60)))) + timedelta(minutes=draw(st.integers(-720, 840)))
    started = datetime(1971, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 55 * 365 * 86_400)))
    return SessionRecord(
        uuid=str(draw(st.uuids())), routine_id=draw(WORDS), routine_title=draw(WORDS), started=started,
        ended=started + timedelta(seconds=draw(st.integers(0, 7200))), utc_offset_s=int(offset.total_seconds()),
        zone=draw(TEXTS), practice_date=practice_date(started.astimezone(timezone(offset)), draw(st.integers(0, 6))),
        planned_s=draw(LENGTHS), practised_s=draw(LENGTHS),
        status=draw(st.sampled_from((Status.PARTIAL, Status.COMPLETE))),
        sides_done=draw(st.sampled_from(((), (Side.LEFT,), (Side.RIGHT,), (Side.LEFT, Side.RIGHT)))),
        source=draw(st.sampled_from(Source)), note=draw(TEXTS), is_counted=draw(st.booleans()),
        discomfort_before=draw(LEVELS), discomfort_after=draw(LEVELS),
    )  # fmt: skip


SESSIONS = st.lists(sessions(), max_size=4, unique_by=lambda record: record.uuid)


@given(SESSIONS)
def test_what_was_exported_comes_back(shared: sqlite3.Connection, folder: Path, records: list[SessionRecord]) -> None:
    empty(shared)
    plan = read_csv(exported(folder, records), NOW)
    assert plan == ImportPlan(folder / "exported.csv", tuple(records))
    assert preview_import(plan, shared) == ImportCounts(new=len(records))
    assert run_import(plan, shared, NOW) == len(records)
    found = SessionLog(shared).sessions()
    assert sorted(found, key=lambda record: record.uuid) == sorted(records, key=lambda record: record.uuid)


@given(SESSIONS)
def test_a_second_run_adds_nothing(shared: sqlite3.Connection, folder: Path, records: list[SessionRecord]) -> None:
    empty(shared)
    plan = read_csv(exported(folder, records), NOW)
    run_import(plan, shared, NOW)
    before = shared.execute("SELECT * FROM session").fetchall()
    assert preview_import(plan, shared) == ImportCounts(already_there=len(records))
    assert run_import(plan, shared, NOW + timedelta(days=1)) == 0
    assert shared.execute("SELECT * FROM session").fetchall() == before


@given(sessions(), st.integers(0, 999_999), st.floats(0, 86_399))
def test_only_fractions_are_lost(folder: Path, record: SessionRecord, microseconds: int, practised_s: float) -> None:
    whole = replace(record, started=record.started.replace(microsecond=microseconds), practised_s=practised_s)
    found = only(read_csv(exported(folder, [whole]), NOW))
    assert found == replace(record, practised_s=found.practised_s)
    assert abs(found.practised_s - practised_s) <= 0.0501


def test_a_day_and_a_routine_are_enough(tmp_path: Path) -> None:
    record = only(plan_of(tmp_path, "practice_date,routine\n2026-05-30,Front-stomach release\n"))
    noon = datetime(2026, 5, 30, 12, tzinfo=UTC)
    assert record == SessionRecord(
        uuid=record.uuid, routine_id="front-stomach-release", routine_title="Front-stomach release", started=noon,
        ended=noon, utc_offset_s=0, zone="", practice_date=date(2026, 5, 30), planned_s=0.0, practised_s=0.0,
        status=Status.COMPLETE, source=Source.IMPORTED, is_counted=True,
    )  # fmt: skip


def test_the_day_comes_from_the_start_where_it_is_not_named(tmp_path: Path) -> None:
    text = "started,routine_id\n2026-05-30T02:59,slow\n"
    assert only(plan_of(tmp_path, text)).practice_date == date(2026, 5, 29)
    assert only(plan_of(tmp_path, text, boundary_h=0)).practice_date == date(2026, 5, 30)
    assert only(plan_of(tmp_path, text)).started == datetime(2026, 5, 30, 2, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("600,,", (600.0, 600.0, Status.COMPLETE, False)),
        (",300,", (300.0, 300.0, Status.COMPLETE, False)),
        ("600,300,", (600.0, 300.0, Status.PARTIAL, False)),
        ("600,480,", (600.0, 480.0, Status.COMPLETE, False)),
        ("600,300,complete", (600.0, 300.0, Status.COMPLETE, False)),
        ("600,,partial", (600.0, 0.0, Status.PARTIAL, False)),
        ("600,60,running", (600.0, 60.0, Status.PARTIAL, False)),
        (",,partial", (0.0, 0.0, Status.PARTIAL, False)),
        (",,Complete", (0.0, 0.0, Status.COMPLETE, True)),
    ],
)
def test_lengths_that_are_missing_are_made_good(
    tmp_path: Path, cells: str, expected: tuple[float, float, Status, bool]
) -> None:
    record = only(plan_of(tmp_path, f"started,routine,planned_s,practised_s,status\n2026-05-30 18:00,Slow,{cells}\n"))
    assert (record.planned_s, record.practised_s, record.status, record.is_counted) == expected


def test_an_unknown_source_is_an_import(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "started,routine,source\n2026-05-30 18:00,A,entered\n2026-05-30 19:00,B,Excel\n")
    assert [record.source for record in plan.records] == [Source.ENTERED, Source.IMPORTED]


def test_unknown_columns_are_told_and_passed_over(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "practice_date,Mood,routine,\n2026-05-30,good,Slow,\n")
    assert only(plan).routine_title == "Slow"
    assert [str(notice) for notice in plan.notices] == [
        f"Some columns of {tmp_path / 'mine.csv'} are unknown and are ignored: 'Mood'. Everything else is imported."
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",Slow,u-3", "it has no date."),
        ("2026-05-30, ,u-3", "it has no routine."),
        ("2026-05-30", "it has no routine."),
        ("2026-05-30,Slow,and,easy", "its number of cells is 4, not 3 as in the first row."),
        ("2026-05-30,Slow,u-1", "it repeats the session in line 2."),
    ],
)
def test_a_row_that_is_not_a_session_is_told(tmp_path: Path, row: str, sentence: str) -> None:
    plan = plan_of(tmp_path, f"practice_date,routine,uuid\n2026-05-29,Slow,u-1\n\n{row}\n , ,\n")
    assert len(plan.records) == 1
    assert [str(bad.reason).split(" is skipped: ")[1].startswith(sentence) for bad in plan.bad_rows] == [True]
    assert [bad.line for bad in plan.bad_rows] == [4]


@pytest.mark.parametrize("end", ["\n", ""])
def test_empty_cells_at_the_end_of_a_row_may_be_missing(tmp_path: Path, end: str) -> None:
    text = f"practice_date,routine,practised_s,note\n2026-05-29,Slow\n2026-05-30,Slow,600{end}"
    plan = plan_of(tmp_path, text)
    assert plan.bad_rows == ()
    assert [(one.practised_s, one.is_counted, one.note) for one in plan.records] == [
        (0.0, True, ""),
        (600.0, False, ""),
    ]
    full = text.replace("29,Slow", "29,Slow,,").replace("600", "600,")
    assert plan_of(tmp_path, full).records == plan.records, "imported again from another program, nothing doubles"


@pytest.mark.parametrize(
    ("day", "is_near"), [("2026-04-03", True), ("2026-04-05", True), ("2026-04-02", False), ("2026-03-04", False)]
)
def test_a_day_far_from_the_start_is_told(tmp_path: Path, day: str, is_near: bool) -> None:
    """A spreadsheet that took month for day changes one of them."""
    plan = plan_of(tmp_path, f"practice_date,started,routine\n{day},2026-04-04 08:00,Slow\n")
    assert len(plan.records) == is_near
    told = f"its practice_date, {day}, is far from its start, 2026-04-04. Correct one of them, then import the file"
    assert [told in str(bad.reason) for bad in plan.bad_rows] == [True] * (not is_near)


def test_a_row_that_the_file_breaks_off_in_is_told(tmp_path: Path) -> None:
    whole = "practice_date,routine,planned_s,practised_s\n2026-05-29,Slow,600,600\n2026-05-30,Slow,1200,300\n"
    for end in range(whole.index("1200") + 1, whole.index(",300")):
        plan = plan_of(tmp_path, whole[:end])
        assert [one.practice_date for one in plan.records] == [date(2026, 5, 29)]
        assert [str(bad.reason).split(" is skipped: ")[1] for bad in plan.bad_rows] == [
            "the file seems to end in the middle of it. Copy or save the file again, then import it."
        ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for missing in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Problem, match="There is no file"):
            read_csv(missing, NOW)


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "practice_date,routine\n" + "2026-05-30,Slow\n" * 3
    with monkeypatch.context() as patched:
        patched.setattr(csv_import, "MOST_BYTES", len(rows) - 1)
        with pytest.raises(Problem, match=r"mine\.csv is larger than"):
            plan_of(tmp_path, rows)
    monkeypatch.setattr(import_plan, "MOST_ROWS", 2)
    with pytest.raises(Problem, match=r"mine\.csv contains more than 2 sessions: line 4"):
        plan_of(tmp_path, rows)
    monkeypatch.setattr(import_plan, "MOST_BAD_ROWS", 2)
    with pytest.raises(Problem, match=r"More than 2 rows of .*mine\.csv cannot be used. The last of them is line 4"):
        plan_of(tmp_path, rows.replace("2026-05-30", "30.05.2026"))


CELLS = st.sampled_from(
    (
        "",
        "left",
        "complete",
        "-1",
        "'=1",
        "1e400",
        "2026-02-30",
        "2026-05-30 08:00",
        "UTC-23:59:59",
        "0,5",
        '"',
        "{file}",
    )
) | st.text(max_size=8)


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Any bytes, any text, rows of any cells under a good header, or a good table that was harmed."""
    match draw(st.sampled_from("btrmmm")):
        case "b":
            return draw(st.binary(max_size=200))
        case "t":
            return draw(st.text(max_size=200)).encode(errors="surrogatepass")
        case "r":
            order = draw(st.permutations(range(len(COLUMNS))))
            rows = [list(COLUMNS), *(draw(st.lists(harmed_rows(), max_size=4)))]
            return to_bytes([[row[index] for index in order] for row in rows])
    return mutated(table_of([*draw(SESSIONS), SESSION]), random.Random(draw(st.integers(0, 2**32))))


@st.composite
def harmed_rows(draw: st.DrawFn) -> list[str]:
    """A session's row with some arbitrary cells."""
    row = to_cells(draw(sessions()))
    for index in draw(st.lists(st.integers(0, len(row) - 1), max_size=3)):
        row[index] = draw(CELLS)
    return row


def table_of(records: list[SessionRecord]) -> bytes:
    return to_bytes([list(COLUMNS), *(to_cells(record) for record in records)])


def to_bytes(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(errors="surrogatepass")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return ``content`` after some bytes, or stretches of it, were changed, doubled, cut or swapped for others."""
    for _time in range(chance.randrange(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 4, 60, 600)))
        bits = (b"", b",", b";", b'"', b"\n", b"\r", b"9", b"-", b"\xff", b"\0", b"'", content[start:end] * 2)
        content = content[:start] + chance.choice(bits) + content[end:]
    return content


@FUZZED
@given(contents())
def test_nothing_but_a_problem_comes_of_any_file(shared: sqlite3.Connection, folder: Path, content: bytes) -> None:
    empty(shared)
    file = folder / "mine.csv"
    file.write_bytes(content)
    before = shared.total_changes
    try:
        plan = read_csv(file, NOW)
    except Problem as told:
        assert str(file) in str(told)
        assert shared.total_changes == before
        return
    lines = 1 + content.count(b"\n") + content.count(b"\r")
    for bad in plan.bad_rows:
        assert 2 <= bad.line <= lines
        assert str(bad.reason).startswith(f"Line {bad.line} of {file} is skipped: ")
        assert bad.reason.next_step
    check_import(plan, shared)


def check_import(plan: ImportPlan, connection: sqlite3.Connection) -> None:
    """Check that a plan, wherever it comes from, is written completely and once."""
    assert preview_import(plan, connection) == ImportCounts(new=len(plan.records))
    assert run_import(plan, connection, NOW) == len(plan.records)
    assert run_import(plan, connection, NOW) == 0
    assert preview_import(plan, connection) == ImportCounts(already_there=len(plan.records))


@FUZZED
@given(SESSIONS, st.integers(0, 2**32))
def test_a_row_is_told_by_the_line_on_which_it_begins(folder: Path, records: list[SessionRecord], seed: int) -> None:
    chance = random.Random(seed)
    harmed = {record.uuid for record in records if chance.random() < 0.5}
    lines, wanted = count(2), []
    rows = [",".join(COLUMNS)]
    for record in records:
        row = table_of([record]).decode().partition("\r\n")[2]
        line = next(lines)
        for _more in range(row.count("\n") + row.count("\r") - row.count("\r\n")):
            next(lines)
        if record.uuid in harmed:
            wanted.append(line)
            row = row.replace(record.practice_date.isoformat(), "31/12/2025", 1)
        rows.append(row)
    plan = plan_of(folder, "\n".join(rows))
    assert [bad.line for bad in plan.bad_rows] == wanted
    assert [record.uuid for record in plan.records] == [one.uuid for one in records if one.uuid not in harmed]
