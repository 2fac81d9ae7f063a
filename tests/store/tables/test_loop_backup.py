"""The full backup of Loop Habit Tracker is read like its export, whatever else is in it; other databases are told."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.tables import loop_backup
from psoas_timer.store.tables.loop_backup import tables_of_database
from psoas_timer.store.tables.loop_import import LoopHabit, loop_habits, read_loop
from tests.store.tables.loop_files import NOW, zipped

# As version 25 of its database is, less what says how a habit looks.
NEW = """
    CREATE TABLE android_metadata (locale TEXT);
    CREATE TABLE Habits (id integer primary key autoincrement, archived integer, name text, position integer,
        type integer not null default 0, target_value real not null default 0, unit text not null default '',
        question text, uuid text);
    CREATE TABLE Repetitions (id integer primary key autoincrement, habit integer not null references habits(id),
        timestamp integer not null, value integer not null, notes text);
    CREATE UNIQUE INDEX idx_repetitions_habit_timestamp on Repetitions(habit, timestamp);
"""
OLD = """
    CREATE TABLE Habits (Id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, position INTEGER);
    CREATE TABLE Repetitions (Id INTEGER PRIMARY KEY AUTOINCREMENT, habit INTEGER, timestamp INTEGER);
"""
HABITS = """
    INSERT INTO Habits (id, name, position, type, unit) VALUES (7, 'Walk', 2, 1, 'km'), (8, 'Psoas', 1, 0, ''),
        (9, 'Breathing', 0, 1, 'Minuten'), (10, 'Psoas', 3, 0, '')
"""


def stamp(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * 86_400_000


TICKS = [
    (8, stamp("2026-05-30"), 2), (8, stamp("2026-05-31"), 0), (8, stamp("2026-05-29"), 3), (8, stamp("2026-05-01"), 2),
    (9, stamp("2026-05-30"), 12_000), (9, stamp("2026-05-31"), 0), (7, stamp("2026-05-31"), 2500),
]  # fmt: skip


def backup(folder: Path, *more: str, layout: str = NEW, habits: str = HABITS) -> Path:
    file = folder / "Loop Habits Backup.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as made:
        made.executescript(layout)
        made.execute(habits)
        if layout == NEW:
            made.executemany("INSERT INTO Repetitions (habit, timestamp, value) VALUES (?, ?, ?)", TICKS)
        for one in more:
            made.execute(one)
        made.commit()
    return file


def days(file: Path, habit: str) -> list[tuple[str, float]]:
    plan = read_loop(file, habit, "slow", "Slow", 600.0, NOW)
    assert plan.bad_rows == ()
    return [(str(one.practice_date), one.practised_s) for one in plan.records]


def test_a_person_chooses_from_its_habits_as_from_an_export(tmp_path: Path) -> None:
    file = backup(tmp_path)
    before = file.read_bytes()
    assert loop_habits(file) == (
        LoopHabit("Breathing", 1, is_timed=True), LoopHabit("Psoas", 2), LoopHabit("Walk", 0, is_numerical=True),
        LoopHabit("Psoas (4)", 0),
    )  # fmt: skip
    assert days(file, "Psoas") == [("2026-05-30", 600.0), ("2026-05-01", 600.0)]
    assert days(file, "Breathing") == [("2026-05-30", 720.0)]
    with pytest.raises(Problem, match="is measured in 'km', not in minutes"):
        days(file, "Walk")
    assert file.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [file.name], "nothing is unpacked beside it"


def test_both_ways_out_of_loop_give_the_same_sessions(tmp_path: Path) -> None:
    export = tmp_path / "export.zip"
    table = "Date,Value,Notes\n2026-05-30,YES_MANUAL,\n2026-05-01,YES_MANUAL,\n"
    export.write_bytes(zipped({"Habits.csv": "Position,Name\n001,Psoas\n", "001 Psoas/Checkmarks.csv": table}))
    both = [read_loop(file, "Psoas", "slow", "Slow", 600.0, NOW) for file in (export, backup(tmp_path))]
    assert both[0].records == both[1].records


def test_a_backup_of_an_old_version_has_only_ticks(tmp_path: Path) -> None:
    habits = "INSERT INTO Habits (id, name, position) VALUES (1, 'Psoas', 0)"
    tick = f"INSERT INTO Repetitions (habit, timestamp) VALUES (1, {stamp('2026-05-30')})"
    assert days(backup(tmp_path, tick, layout=OLD, habits=habits), "Psoas") == [("2026-05-30", 600.0)]


def test_a_backup_with_a_write_ahead_log_is_read(tmp_path: Path) -> None:
    file = backup(tmp_path, "PRAGMA user_version = 25")
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA journal_mode = WAL")
    assert file.read_bytes()[18:20] == b"\2\2"
    assert days(file, "Breathing") == [("2026-05-30", 720.0)]


@pytest.mark.parametrize(
    ("timestamp", "fault"),
    [
        (stamp("9999-12-31"), "'9999-12-31' is not within the years 1970 to 2200"),
        (stamp("2026-06-02"), "'2026-06-02' is in the future"),
        (2**63 - 1, "'9223372036854775807' is not a date"),
        (-(2**63), "'-9223372036854775808' is not a date"),
        ("'soon'", "'soon' is not a date"),
        ("x'ff00'", "is not a date"),
    ],
)
def test_a_day_that_cannot_be_is_told(tmp_path: Path, timestamp: object, fault: str) -> None:
    file = backup(tmp_path, f"INSERT INTO Repetitions (habit, timestamp, value) VALUES (10, {timestamp}, 2)")
    plan = read_loop(file, "Psoas (4)", "slow", "Slow", 600.0, NOW)
    assert plan.records == ()
    assert [str(bad.reason).startswith(f"Line 1 of {file} is skipped") for bad in plan.bad_rows] == [True]
    assert fault in str(plan.bad_rows[0].reason)


def test_bytes_that_are_no_text_cost_nothing_but_their_signs(tmp_path: Path) -> None:
    file = backup(tmp_path, "UPDATE Habits SET name = CAST(x'50ff73' AS TEXT) WHERE id = 8")
    assert loop_habits(file)[1] == LoopHabit("P\ufffds", 2)


@pytest.mark.parametrize(
    ("layout", "fault"),
    [
        ("CREATE TABLE Habits (id integer)", "looks like a full backup of Loop Habit Tracker, but its ticks cannot be"),
        ("CREATE TABLE Habits (id, name); CREATE VIEW Repetitions AS SELECT id AS habit, 0 AS timestamp FROM Habits",
         "looks like a full backup of Loop Habit Tracker, but its ticks cannot be found"),
        ("CREATE TABLE moz_places (id)", "is a database, but not from Loop Habit Tracker. In Loop"),
        ("CREATE VIEW Habits AS SELECT 1 AS id, 2 AS name", "is a database, but not from Loop Habit Tracker"),
    ],
)  # fmt: skip
def test_any_other_database_is_told_as_what_it_is(tmp_path: Path, layout: str, fault: str) -> None:
    file = tmp_path / "Loop Habits Backup.db"
    with closing(sqlite3.connect(file)) as made:
        made.executescript(layout)
    with pytest.raises(Problem) as told:
        loop_habits(file)
    assert fault in str(told.value)
    assert str(file) in str(told.value)


def test_the_programs_own_database_is_told_with_the_way_to_restore_it(tmp_path: Path) -> None:
    file = tmp_path / "sessions.sqlite3"
    open_database(file, NOW).connection.close()
    with pytest.raises(Problem, match=r'contains sessions of Psoas Timer, not of Loop.*"Restore from a backup"'):
        loop_habits(file)


def test_nothing_that_is_stored_as_a_program_runs(tmp_path: Path) -> None:
    file = backup(
        tmp_path,
        "CREATE TRIGGER t AFTER INSERT ON Habits BEGIN DELETE FROM Repetitions; END",
        "CREATE VIEW v AS SELECT load_extension('x') FROM Habits",
    )
    assert days(file, "Breathing") == [("2026-05-30", 720.0)]
    layout = "CREATE TABLE Habits (id, name, position AS (hex(id))); CREATE TABLE Repetitions (habit, timestamp)"
    computed = backup(tmp_path, layout=layout, habits="INSERT INTO Habits (id, name) VALUES (1, 'x')")
    assert loop_habits(computed) == (LoopHabit("x", 0),), "a column that is computed is none"


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = backup(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(loop_backup, "MOST_ROWS", 3)
        with pytest.raises(Problem, match="contains more than 3 ticks"):
            loop_habits(file)
    monkeypatch.setattr(loop_backup, "MOST_STEPS", 0)
    monkeypatch.setattr(loop_backup, "STEP", 1)
    with pytest.raises(Problem, match="is damaged and cannot be read completely"):
        loop_habits(file)


@settings(max_examples=10 * settings().max_examples)
@given(st.integers(0, 2**32))
def test_nothing_but_a_problem_comes_of_a_damaged_backup(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(CONTENT or CONTENT.extend(backup(tmp_path_factory.mktemp("loop")).read_bytes()) or CONTENT)
    for _time in range(chance.randrange(1, 40)):
        content[chance.randrange(16, len(content))] = chance.randrange(256)
    if chance.random() < 0.2:
        del content[chance.randrange(17, len(content)) :]
    try:
        tables = tables_of_database(Path("mine.db"), bytes(content))
    except Problem as told:
        assert "mine.db" in str(told)
    else:
        assert len({table.habit for table in tables}) == len(tables)


CONTENT = bytearray()
