"""Ticks from Loop Habit Tracker become sessions: from both kinds of export, and from nothing else."""

from __future__ import annotations

import random
import sqlite3
import struct
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.tables import loop_tables
from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan, preview_import, run_import
from psoas_timer.store.tables.loop_import import LoopHabit, loop_habits, read_loop
from tests.store.tables.loop_files import MINUTES, NEW, NOW, OLD, written, zipped

# Input that may come from anywhere is tried ten times as often as a law: 150 times, or 5,000 with the thorough profile.
FUZZED = settings(max_examples=10 * settings().max_examples)


def plan_of(file: Path, habit: str) -> ImportPlan:
    return read_loop(file, habit, "slow", "Slow breathing", 600.0, NOW)


def days(plan: ImportPlan) -> list[str]:
    return [record.practice_date.isoformat() for record in plan.records]


@pytest.mark.parametrize("files", [OLD, NEW])
def test_the_ticks_that_a_person_made_become_whole_sessions(files: dict[str, str], tmp_path: Path) -> None:
    file = written(tmp_path, zipped(files))
    plan = plan_of(file, "Psoas, slowly")
    assert (plan.file, plan.bad_rows, plan.notices) == (file, (), ())
    assert days(plan) == ["2026-06-01", "2026-05-29"]
    noon = datetime(2026, 5, 29, 12, tzinfo=UTC)
    assert plan.records[1] == SessionRecord(
        uuid=plan.records[1].uuid, routine_id="slow", routine_title="Slow breathing", started=noon,
        ended=noon + timedelta(minutes=10), utc_offset_s=0, zone="", practice_date=date(2026, 5, 29), planned_s=600.0,
        practised_s=600.0, status=Status.COMPLETE, source=Source.IMPORTED,
    )  # fmt: skip


def test_habits_are_named_with_their_ticks(tmp_path: Path) -> None:
    old = [LoopHabit("Psoas, slowly", 2), LoopHabit("Walk", 0, is_numerical=True)]
    assert loop_habits(written(tmp_path, zipped(OLD))) == tuple(old)
    assert loop_habits(written(tmp_path, zipped(NEW))) == (*old, LoopHabit("呼吸", 0))


def test_both_versions_of_an_export_give_the_same_sessions(tmp_path: Path) -> None:
    old, new = (plan_of(written(tmp_path, zipped(files)), "Psoas, slowly") for files in (OLD, NEW))
    assert old.records == new.records


def test_amounts_are_no_ticks(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"'Walk' in .*Checkmarks\.csv records amounts, not ticks, and does not say in"):
        plan_of(written(tmp_path, zipped(OLD)), "Walk")
    for files in (NEW, MINUTES):
        with pytest.raises(Problem, match=r"'Walk' in .*Checkmarks\.csv is measured in 'km', not in minutes"):
            plan_of(written(tmp_path, zipped(files)), "Walk")


def test_minutes_say_on_which_days_and_for_how_long(tmp_path: Path) -> None:
    file = written(tmp_path, zipped(MINUTES))
    assert loop_habits(file) == (LoopHabit("Breathing", 2, is_timed=True), LoopHabit("Walk", 0, is_numerical=True))
    plan = plan_of(file, "Breathing")
    assert plan.bad_rows == ()
    found = [(str(one.practice_date), one.planned_s, one.practised_s, one.status) for one in plan.records]
    assert found == [
        ("2026-05-31", 720.0, 720.0, Status.COMPLETE), ("2026-05-29", 450.0, 450.0, Status.COMPLETE),
    ]  # fmt: skip
    assert plan.records[0].ended - plan.records[0].started == timedelta(minutes=12)


@pytest.mark.parametrize(
    ("unit", "seconds"),
    [
        ("min", 60), ("Min.", 60), ("MINUTES", 60), ("Minuten", 60), ("minutos", 60), ("min/day", 60),
        (" minutes ", 60), ("分", 60), ("мин", 60), ("minutes of yoga", 60), ("hours", 3600), ("Std.", 3600),
        ("ΏΡΕΣ", 3600), ("sec", 1), ("m", None), ("pages", None), ("km", None), ("", None), ("10 min", None),
    ],
)  # fmt: skip
def test_times_are_known_in_many_languages_and_nothing_else_is(
    tmp_path: Path, unit: str, seconds: float | None
) -> None:
    files = {**MINUTES, "Habits.csv": MINUTES["Habits.csv"].replace(",minutes,", f",{unit},")}
    files["001 Breathing/Checkmarks.csv"] = "Date,Value,Notes\n2026-05-31,2000,\n"
    file = written(tmp_path, zipped(files))
    assert loop_habits(file)[0].is_timed is (seconds is not None)
    if seconds is None:
        with pytest.raises(Problem):
            plan_of(file, "Breathing")
    else:
        assert [one.practised_s for one in plan_of(file, "Breathing").records] == [2 * seconds]


def test_an_export_within_another_zip_is_read(tmp_path: Path) -> None:
    def within(name: str, content: bytes) -> Path:
        whole = BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr(f"Download/{name}", content)
            archive.writestr(f"__MACOSX/Download/._{name}", "x")
            archive.writestr("Download/readme.txt", "x")
        return written(tmp_path, whole.getvalue(), "sent.zip")

    assert days(plan_of(within("Loop.zip", zipped(NEW)), "Psoas, slowly")) == ["2026-06-01", "2026-05-29"]
    for content in (zipped({}), zipped({"Loop.zip": "x"}), b"PK\x03\x04", b"SQLite format 3\0", b"x"):
        with pytest.raises(Problem, match=r"sent\.zip"):
            loop_habits(within("Loop.zip", content))


def test_a_length_that_no_day_has_is_told(tmp_path: Path) -> None:
    rows = "Date,Value,Notes\n2026-05-31,1440001,\n2026-05-30,1,\n2026-05-29,YES_MANUAL,\n2026-05-28,12.5,\n"
    rows += "2026-05-27,1440000,\n2026-05-26,-5000,\n"
    plan = plan_of(written(tmp_path, zipped({**MINUTES, "001 Breathing/Checkmarks.csv": rows})), "Breathing")
    assert [one.practised_s for one in plan.records] == [86_400.0]
    told = [str(bad.reason).split(" is skipped: ")[1].split(". ")[0] for bad in plan.bad_rows]
    assert told == [
        "'1440001' is not a length from 1 second to 1 day",
        "'1' is not a length from 1 second to 1 day",
        "'YES_MANUAL' is not a value that Loop Habit Tracker writes",
        "'12.5' is not a value that Loop Habit Tracker writes",
        "'-5000' is not a length from 1 second to 1 day",
    ]


def test_a_habit_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"\.zip has no habit named 'Psoas'"):
        plan_of(written(tmp_path, zipped(NEW)), "Psoas")


def test_habits_of_one_name_can_be_told_apart(tmp_path: Path) -> None:
    head = "Position,Name\n001,Psoas\n002,Psoas\n"
    files = {"Habits.csv": head, "001 Psoas/Checkmarks.csv": "2026-05-29,2\n", "002 Psoas/Checkmarks.csv": ""}
    assert loop_habits(written(tmp_path, zipped(files))) == (LoopHabit("Psoas", 1), LoopHabit("Psoas (2)", 0))


def test_a_folder_names_its_habit_where_there_is_no_list(tmp_path: Path) -> None:
    files = {name: text for name, text in OLD.items() if "/" in name}
    assert [habit.name for habit in loop_habits(written(tmp_path, zipped(files)))] == ["Psoas slowly", "Walk"]


@pytest.mark.parametrize("files", [OLD, NEW])
def test_a_habits_own_table_can_be_read_by_itself(files: dict[str, str], tmp_path: Path) -> None:
    name = "001 Psoas slowly/Checkmarks.csv"
    file = written(tmp_path, files[name], name)
    assert loop_habits(file) == (LoopHabit("Psoas slowly", 2),)
    assert days(plan_of(file, "Psoas slowly")) == ["2026-06-01", "2026-05-29"]


def test_the_table_for_all_habits_can_be_read_by_itself(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "Date,Psoas,Walk,Sleep,\n2026-05-31,2,YES_MANUAL,0,\n2026-05-30,YES_AUTO,3000,-1,\n2026-05-29,0\n",
        "Checkmarks.csv",
    )
    assert loop_habits(file) == (LoopHabit("Psoas", 1), LoopHabit("Walk", 0, True), LoopHabit("Sleep", 0))
    plan = plan_of(file, "Psoas")
    assert days(plan) == ["2026-05-31"]
    assert [str(bad.reason) for bad in plan.bad_rows] == [
        f"Line 4 of {file} is skipped: its cells do not match the first row. Import the whole ZIP instead: it has a"
        " table for each habit."
    ]


def test_a_bad_row_is_told_with_its_line_in_its_table(tmp_path: Path) -> None:
    name = "001 Psoas slowly/Checkmarks.csv"
    rows = "2026-06-02,YES_MANUAL,\n31/05/2026,YES_MANUAL,\n2026-05-29,YES,\n2026-05-28\n2026-05-29,YES_MANUAL,\n"
    file = written(tmp_path, zipped({**NEW, name: NEW[name] + rows}))
    plan = plan_of(file, "Psoas, slowly")
    assert days(plan) == ["2026-06-01", "2026-05-29"]
    told = {bad.line: str(bad.reason) for bad in plan.bad_rows}
    begin = f"of {file / name} is skipped:"
    assert [bad.line for bad in plan.bad_rows] == [9, 10, 11, 12, 13]
    assert told[9].startswith(f"Line 9 {begin} see Date. '2026-06-02' is in the future.")
    assert told[10].startswith(f"Line 10 {begin} see Date. '31/05/2026' is not a date like 2026-05-31.")
    assert told[11].startswith(f"Line 11 {begin} 'YES' is not a value that Loop Habit Tracker writes.")
    assert told[12].startswith(f"Line 12 {begin} its cells do not match the first row.")
    assert told[13].startswith(f"Line 13 {begin} it repeats the session in line 6.")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "Date,Score\n2026-05-31,0.05\n",
        "practice_date,routine\n2026-05-31,Slow\n",
        zipped({"Checkmarks.csv": NEW["Checkmarks.csv"], "Habits.csv": NEW["Habits.csv"]}),
        zipped({"../001 Psoas/Checkmarks.csv": "2026-05-31,2\n", "/etc/passwd": "x"}),
        zipped({}),
    ],
)
def test_what_is_no_export_is_told(content: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"mine is not an export from Loop Habit Tracker\. In Loop"):
        loop_habits(written(tmp_path, content, "mine"))


def test_a_damaged_zip_is_told(tmp_path: Path) -> None:
    whole = zipped(NEW, zipfile.ZIP_STORED)
    for content in (whole[:200], whole.replace(b"YES_MANUAL,\n2026-05-31", b"YES_MANUAL,\n2026-05-30")):
        with pytest.raises(Problem, match=r"mine\.zip is a damaged ZIP file\. In Loop"):
            loop_habits(written(tmp_path, content, "mine.zip"))


def test_a_folder_with_a_name_that_no_system_has_is_none_of_loops(tmp_path: Path) -> None:
    """Its name would be repeated for each of ten thousand skipped rows."""
    table = NEW["001 Psoas slowly/Checkmarks.csv"]
    for letters, count in ((255, 4), (256, 3)):
        name = f"004{'x' * letters}/Checkmarks.csv"
        assert len(loop_habits(written(tmp_path, zipped({**NEW, name: table})))) == count


def test_a_locked_zip_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped(NEW))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            struct.pack_into("<H", content, start + flags, 1)
            start = content.find(sign, start + 1)
    with pytest.raises(Problem, match=r"mine\.zip is protected with a password"):
        loop_habits(written(tmp_path, bytes(content), "mine.zip"))


def test_an_unusual_packing_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"mine\.zip is protected with a password or compressed in an unsupported way"):
        loop_habits(written(tmp_path, zipped(NEW, zipfile.ZIP_BZIP2), "mine.zip"))


def test_no_more_is_unpacked_than_a_history_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_tables, "MOST_BYTES", 10_000)
    bomb = zipped({**NEW, "004 Bomb/Checkmarks.csv": "0" * 100_000})
    assert len(bomb) < 10_000
    with pytest.raises(Problem, match=r"mine\.zip contains more than 0 MB of ticks"):
        loop_habits(written(tmp_path, bomb, "mine.zip"))
    unread = zipped({**NEW, "004 Bomb/Scores.csv": "0" * 100_000})
    assert len(loop_habits(written(tmp_path, unread, "mine.zip"))) == 3


def test_nothing_is_unpacked_to_the_disk(tmp_path: Path) -> None:
    file = written(tmp_path, zipped({**NEW, "../../outside.csv": "x"}))
    plan_of(file, "Psoas, slowly")
    assert [path.name for path in tmp_path.rglob("*")] == [file.name]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def shared(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(folder / "sessions.sqlite3", NOW).connection) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # thousands of examples: none has to outlive a power loss
        yield connection


def test_a_second_run_adds_nothing(tmp_path: Path, shared: sqlite3.Connection) -> None:
    shared.execute("DELETE FROM session")
    plan = plan_of(written(tmp_path, zipped(OLD)), "Psoas, slowly")
    assert preview_import(plan, shared) == ImportCounts(new=2)
    assert run_import(plan, shared, NOW) == 2
    newer = plan_of(written(tmp_path, zipped(NEW)), "Psoas, slowly")
    assert preview_import(newer, shared) == ImportCounts(already_there=2)
    assert run_import(newer, shared, NOW) == 0


VALUES = st.sampled_from(("2", "1", "0", "-1", "3", "YES_MANUAL", "NO", "2026-05-30", "25000", "", '"', ";", "0.5"))
DATES = st.dates(date(1960, 1, 1), date(2027, 1, 1)).map(str) | st.sampled_from(("Date", "2026-02-30", "x"))
TABLES = st.lists(st.tuples(DATES, VALUES, VALUES), max_size=6).map(
    lambda rows: "\n".join(",".join(row) for row in rows)
)


@st.composite
def exports(draw: st.DrawFn) -> bytes:
    """Any bytes, a table of any cells, a ZIP of such tables, or an export that was harmed."""
    match draw(st.sampled_from("btzmmm")):
        case "b":
            return draw(st.sampled_from((b"", b"PK\x03\x04", b"PK\x05\x06"))) + draw(st.binary(max_size=200))
        case "t":
            head = draw(st.sampled_from(("", "Date,Value\n", "Date,Value,Notes\n", "Date,Psoas,Walk\n")))
            return (head + draw(TABLES)).encode()
        case "z":
            names = st.sampled_from(
                ("Habits.csv", "Checkmarks.csv", "001 A/Checkmarks.csv", "999999999/Checkmarks.csv")
            )
            return zipped(draw(st.dictionaries(names, TABLES)))
    whole = draw(
        st.sampled_from(
            (zipped(OLD), zipped(NEW), zipped(NEW, zipfile.ZIP_STORED), NEW["001 Psoas slowly/Checkmarks.csv"].encode())
        )
    )
    return mutated(whole, random.Random(draw(st.integers(0, 2**32))))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return ``content`` after some of its bytes were changed, or a stretch of them was cut or doubled."""
    for _time in range(chance.randrange(1, 6)):
        start = chance.randrange(len(content) + 1)
        if chance.random() < 0.8:
            bit = chance.choice((b",", b'"', b"\n", b"2", b"\0", b"\xff", chance.randbytes(1), chance.randbytes(4)))
            content = content[:start] + bit + content[start + len(bit) :]  # the rest of a ZIP stays where it was
        else:
            end = start + chance.choice((1, 4, 60))
            content = content[:start] + chance.choice((b"", content[start:end] * 2)) + content[end:]
    return content


@FUZZED
@given(exports())
def test_nothing_but_a_problem_comes_of_any_file(shared: sqlite3.Connection, folder: Path, content: bytes) -> None:
    shared.execute("DELETE FROM session")
    file = written(folder, content, "mine")
    try:
        habits = loop_habits(file)
    except Problem as told:
        assert str(file) in str(told)
        return
    assert habits
    assert len({habit.name for habit in habits}) == len(habits)
    for habit in habits:
        before = shared.total_changes
        try:
            plan = plan_of(file, habit.name)
        except Problem as told:
            assert str(file) in str(told)
            assert shared.total_changes == before
            continue
        assert not habit.is_numerical
        assert len(plan.records) <= habit.ticks
        for bad in plan.bad_rows:
            assert str(bad.reason).startswith(f"Line {bad.line} of {file}")
        assert run_import(plan, shared, NOW) == len(plan.records)
        assert run_import(plan, shared, NOW) == 0
