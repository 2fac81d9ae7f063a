"""A backup holds everything and can be read by a person; whatever else a file holds is told in a sentence."""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psoas_timer.core.history.goal import Goal
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup import archive as backup_module
from psoas_timer.store.backup.archive import Backup, BackupCounts, read_backup, write_backup
from psoas_timer.store.backup.json_text import line_of, to_text
from psoas_timer.store.backup.restore import Merged, preview_restore, restore
from psoas_timer.store.database.connection import back_up, file_of
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.session_log import SessionLog
from tests.store.histories import (
    BINNED,
    EVERYTHING,
    KEPT,
    NOW,
    ROUTINE,
    SOME,
    Everything,
    Home,
    home,
    no_sync,
    other,
    shared_homes,
)

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names

# What may come from anywhere is tried ten times as often as a law: 150 times, thoroughly 5,000 times.
FUZZED = settings(max_examples=10 * settings().max_examples)


def written(home: Home, chosen: Settings = SOME.settings) -> tuple[Path, BackupCounts]:
    file = home.folder / "mine.json"
    return file, write_backup(file, home.connection, chosen, home.routines, NOW)


def document_of(home: Home) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written(home)[0].read_text(encoding="utf-8"))
    return document


def read(folder: Path, content: object) -> Backup:
    """Return what a file holds: bytes, a text, or anything else as JSON."""
    file = folder / "mine.json"
    if not isinstance(content, bytes):
        content = (content if isinstance(content, str) else json.dumps(content)).encode(errors="surrogatepass")
    file.write_bytes(content)
    return read_backup(file)


def fault_of(folder: Path, content: object) -> str:
    with pytest.raises(Problem) as told:
        read(folder, content)
    assert str(folder / "mine.json") in str(told.value)
    assert told.value.next_step
    return str(told.value)


def test_a_backup_holds_everything(home: Home) -> None:
    file, counts = written(home)
    assert counts == BackupCounts(sessions=2, binned=1, goals=2, pauses=1, routines=1, reminders=1)
    backup = read_backup(file)
    assert sorted(backup.sessions, key=lambda session: session.record.uuid) == [KEPT, BINNED]
    assert backup == Backup(
        file,
        KEPT.created,
        backup.sessions,
        SOME.goals,
        SOME.pauses,
        SOME.reminders,
        SOME.settings,
        {"knees.toml": ROUTINE},
    )


def test_a_person_can_read_it(home: Home) -> None:
    lines = written(home)[0].read_text(encoding="utf-8").splitlines()
    assert lines[:5] == [
        "{", '  "format": "psoas-timer-backup",', '  "version": 1,', '  "made": "2026-06-01T18:15:00.000000Z",',
        '  "sessions": [',
    ]  # fmt: skip
    assert lines[5].startswith('    {"uuid": "u-1", "started_utc": "2026-05-30T23:30:05.000120Z"')
    assert '"note": "Calm, \\"soft\\",\\r\\nand\\nslow. Größe"' in lines[5]
    assert '"sides_done": ["right", "left"], "first_side": "left", "progress": {"1": 212.2, "0": 200.0}' in lines[5]
    assert '    "settle_s": 20.0,' in lines


def test_it_replaces_a_file_whole_and_is_its_owners_alone(home: Home) -> None:
    file = home.folder / "mine.json"
    file.write_text("older")
    file.chmod(0o644)
    written(home)
    assert read_backup(file).settings == SOME.settings
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600


def test_an_empty_home_gives_an_empty_backup(other: Home) -> None:
    file, counts = written(other, Settings())
    assert counts == BackupCounts(0, 0, 0, 0, 0)
    assert read_backup(file) == Backup(file, KEPT.created, (), settings=Settings())


def test_a_backup_that_cannot_be_written_is_a_problem(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="gone"):
        write_backup(tmp_path / "gone" / "mine.json", home.connection, Settings(), home.routines, NOW)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("con.toml", b"", "such a name is not possible everywhere"),
        ("LPT1.old.toml", b"", "such a name is not possible everywhere"),
        ("a:b.toml", b"", "such a name is not possible everywhere"),
        ("a\\b.toml", b"", "such a name is not possible everywhere"),
        (f"{'x' * 200}.toml", b"", "such a name is not possible everywhere"),
        (b"\xff.toml", b"", "such a name is not possible everywhere"),
        ("big.toml", b"#" * 300_000, "it is bigger than 256 KiB"),
        ("latin.toml", b"# caf\xe9", "it is not in UTF-8"),
    ],
)
def test_a_routine_file_that_no_backup_can_hold_is_told(
    home: Home, name: str | bytes, content: bytes, sentence: str
) -> None:
    try:
        path = home.routines / os.fsdecode(name)
        path.write_bytes(content)
    except (OSError, UnicodeDecodeError):
        pytest.skip("no such name here")
    if path not in home.routines.iterdir():  # Windows takes it for a device, or for a part of another file
        pytest.skip("no such name here")
    file, counts = written(home)
    (notice,) = counts.notices
    assert sentence in str(notice)
    assert str(home.routines) in str(notice)
    str(notice).encode()
    assert read_backup(file).routines == {"knees.toml": ROUTINE}


def test_what_is_no_routine_is_left_alone(home: Home) -> None:
    (home.routines / ".hidden.toml").write_text("")
    (home.routines / "notes.txt").write_text("")
    try:
        (home.routines / "folder.toml").mkdir()
        assert written(home)[1] == BackupCounts(2, 1, 2, 1, 1, 1)
    finally:
        (home.routines / "folder.toml").rmdir()


def test_a_faulty_routine_comes_back_as_it_is_and_is_told(home: Home) -> None:
    home.become(replace(SOME, routines={"draft.toml": 'title = "Draft"\ntitle = 1\n', "two.toml": "x = 1\n"}))
    file, _counts = written(home)
    backup = read_backup(file)
    assert set(backup.routines) == {"draft.toml", "two.toml"}
    first, second = (str(notice) for notice in backup.notices)
    assert first.startswith(
        f"The routine draft.toml in {file} has a fault; it can come back as it is. draft.toml, line 2"
    )
    assert "two.toml, line 1: there is no key x" in second or "two.toml, line 1" in second


def test_a_setting_that_cannot_be_used_is_told_and_costs_only_itself(home: Home) -> None:
    document = document_of(home)
    document["settings"] |= {"turn": 45, "colour": "red"}
    backup = read(home.folder, document)
    assert backup.settings == SOME.settings
    assert [str(notice).split(" cannot be used")[0] for notice in backup.notices] == [
        f"settings.{key} in {backup.file}" for key in ("turn", "colour")
    ]


def test_what_is_there_later_may_be_missing(home: Home) -> None:
    document = document_of(home)
    short = {key: document[key] for key in ("format", "version", "sessions")}
    backup = read(home.folder, short)
    assert (len(backup.sessions), backup.settings, backup.routines, backup.made) == (2, None, {}, None)
    assert read(home.folder, {**document, "settings": None}).settings is None


def changed(path: tuple[str | int, ...], value: object) -> Callable[[dict[str, Any]], None]:
    def change(document: Any) -> None:
        for part in path[:-1]:
            document = document[part]
        if value is ...:
            del document[path[-1]]
        else:
            document[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (("sessions", 1, "practised_s"), -1, "see sessions[2].practised_s in line 7. -1 is not a number from 0 to"),
        (("sessions", 1, "practised_s"), 1e999, "see sessions[2].practised_s in line 7. inf is not a number"),
        (("sessions", 1, "practised_s"), float("nan"), "see sessions[2].practised_s in line 7. nan is not a number"),
        (("sessions", 1, "planned_s"), 10**400, "see sessions[2].planned_s in line 7. inf is not a number"),
        (("sessions", 0, "planned_s"), True, "see sessions[1].planned_s in line 6. True is not a number"),
        (("sessions", 0, "planned_s"), "590", "see sessions[1].planned_s in line 6. '590' is not a number"),
        (("sessions", 0, "stage_index"), 1.0, "see sessions[1].stage_index in line 6. 1.0 is not a whole number"),
        (("sessions", 0, "utc_offset_s"), 86_400, "86400 is not a whole number from -86399 to 86399."),
        (("sessions", 0, "discomfort_after"), 11, "11 is not a whole number from 0 to 10."),
        (("sessions", 0, "practice_date"), "20260530", "'20260530' is not a date like 2026-05-31."),
        (("sessions", 0, "practice_date"), "2026-02-30", "'2026-02-30' is not a date like"),
        (("sessions", 0, "practice_date"), "2026-W22-1", "'2026-W22-1' is not a date like"),
        (("sessions", 0, "practice_date"), "9999-12-31", "'9999-12-31' is not within the years 1900 to 2200."),
        (("sessions", 0, "started_utc"), "2026-05-30T23:30:05", "is not an instant like 2026-05-31T18:30:00Z."),
        (("sessions", 0, "started_utc"), "2026-05-30T25:30:05Z", "is not an instant like"),
        (("sessions", 0, "started_utc"), "0001-01-01T00:00:00Z", "is not within the years"),
        (("sessions", 0, "deleted_utc"), "", "'' is not an instant like"),
        (("sessions", 0, "status"), "done", "'done' is not one of: running, partial, complete."),
        (("sessions", 0, "status"), ["partial"], "['partial'] is not one of:"),
        (("sessions", 0, "sides_done"), ["left", "left"], "see sessions[1].sides_done[2] in line 6. It is number 1 of"),
        (("sessions", 0, "sides_done"), "left", "'left' is not a list."),
        (("sessions", 0, "progress"), {"x": 1}, "see sessions[1].progress.x in line 6. 'x' is not the number"),
        (("sessions", 0, "progress"), {"01": 1}, "'01' is not the number of a stage."),
        (("sessions", 0, "progress"), {"0": None}, "see sessions[1].progress.0 in line 6. None is not a number"),
        (("sessions", 0, "is_counted"), 1, "1 is neither true nor false."),
        (("sessions", 0, "note"), None, "None is not a text."),
        (("sessions", 0, "note"), "\ud800", "'\\ud800' has half a letter in it."),
        (("sessions", 0, "uuid"), "", "see sessions[1].uuid in line 6. It is empty."),
        (("sessions", 1, "uuid"), "u-1", "see sessions[2] in line 7. It is number 1 of the list once more."),
        (("sessions", 0, "note"), ..., "see sessions[1] in line 6. note is missing there."),
        (("sessions", 0, "mood"), "good", "see sessions[1].mood in line 6. 'mood' is not known here."),
        (("sessions", 0), 7, "see sessions[1] in line 6. 7 stands where names and values belong."),
        (("sessions",), {}, "see sessions in line 5. {} is not a list."),
        (("sessions",), ..., "see line 1. sessions is missing there."),
        (("goals", 1, "days_a_week"), 8, "see goals[2].days_a_week in line 11. 8 is not a whole number from 1 to 7."),
        (("goals", 1, "effective_date"), "0001-01-01", "see goals[2] in line 11. It is number 1 of the list once"),
        (("pauses", 0, "last_date"), "2026-03-31", "see pauses[1] in line 14. A pause ends before it begins."),
        (("pauses", 0, "reason"), "bored", "'bored' is not one of: ill, travelling, told_to_rest, other."),
        (("reminders", 0, "weekdays"), [7], "see reminders[1].weekdays[1] in line 17. 7 is not a whole number"),
        (("reminders", 0, "weekdays"), [], "see reminders[1] in line 17. A reminder needs a day of the week."),
        (("reminders", 0, "at"), "24:00", "see reminders[1].at in line 17. '24:00' is not a time like 18:00."),
        (("reminders", 0, "at"), "6:30", "'6:30' is not a time like 18:00."),
        (("reminders", 0, "since_utc"), None, "None is not an instant like"),
        (("reminders", 0, "is_on"), 1, "1 is neither true nor false."),
        (("settings",), [], "see settings in line 19. [] stands where"),
        (("settings", "version"), 2, "see settings in line 19. They come from a newer Psoas Timer."),
        (("routines", "knees.toml"), 1, 'see routines."knees.toml" in line'),
        (("routines", "knees.toml"), "x" * 300_000, "It is bigger than 256 KiB."),
        (("routines", "../knees.toml"), "", "'../knees.toml' cannot be the name of a routine file everywhere."),
        (("routines", "a/b.toml"), "", "'a/b.toml' cannot be"),
        (("routines", "a\\b.toml"), "", "cannot be the name"),
        (("routines", "C:b.toml"), "", "cannot be the name"),
        (("routines", ".knees.toml"), "", "cannot be the name"),
        (("routines", "knees.txt"), "", "cannot be the name"),
        (("routines", "nul.toml"), "", "cannot be the name"),
        (("routines", "Com1 .x.toml"), "", "cannot be the name"),
        (("routines", "a\0.toml"), "", "cannot be the name"),
        (("routines", "\ud800.toml"), "", "has half a letter in it."),
        (("routines", ".toml"), "", "cannot be the name"),
        (("format",), "json", "is no backup of Psoas Timer."),
        (("version",), 2, "comes from a newer Psoas Timer."),
        (("version",), 1e999, "comes from a newer Psoas Timer."),
        (("version",), "1", "see version in line 3. It is not 1."),
        (("version",), ..., "see line 1. version is missing there."),
        (("made",), "today", "see made in line 4. 'today' is not an instant"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_told_with_its_key_and_its_line(
    home: Home, path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    document = document_of(home)
    changed(path, value)(document)
    parts = [f"  {json.dumps(key)}: {listed(part)}" for key, part in document.items()]
    told = fault_of(home.folder, "{\n" + ",\n".join(parts) + "\n}\n")
    assert sentence in told


def listed(value: object) -> str:
    """Return JSON in which each item of a list has a line of its own, numbers that are none included."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(item) for item in value) + "\n]"
    return json.dumps(value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "what stands in line 1, column 1 is not JSON."),
        (b'{\n"format": psoas\n}', "what stands in line 2, column 11 is not JSON."),
        (b'{\n"sessions": [\n"\xff"]}', "line 3 is not in UTF-8."),
        ('{"format": "psoas-timer-backup"}'.encode("utf-16"), "line 1 is not in UTF-8."),
        (b"[]", "is no backup of Psoas Timer."),
        (b"null", "is no backup of Psoas Timer."),
        (b"{}", "is no backup of Psoas Timer."),
        (b"uuid,note\n", "what stands in line 1, column 1 is not JSON."),
        (b"[" * 200_000, "has brackets nested too deep for a backup."),
        (b'{"a":' * 200_000, "has brackets nested too deep for a backup."),
        (b'{"format": "psoas-timer-backup", "version": 1,\n"sessions": [],\n "goals": [], "goals": []}',
         "see goals in line 3. 'goals' is there twice."),
        (b'{"format": "psoas-timer-backup", "version": 1,\n"sessions": [\n{"uuid": "a",\n"uuid": "b"}]}',
         "see sessions[1].uuid in line 4. 'uuid' is there twice."),
        (b'{"format": "psoas-timer-backup", "version": 1, "sessions": [' + b"9" * 10_000 + b"]}", "see sessions[1] in"),
    ],
    ids=lambda given: str(given)[:40],
)  # fmt: skip
def test_a_file_that_is_of_no_use_is_told(home: Home, content: bytes, sentence: str) -> None:
    assert sentence in fault_of(home.folder, content)


def test_settings_nested_too_deep_are_told(home: Home) -> None:
    for depth in range(880, 1000, 4):
        nested = '{"format": "psoas-timer-backup", "version": 1, "sessions": [], "settings": {"x": '
        content = nested + "[" * depth + "]" * depth + "}}"
        try:
            backup = read(home.folder, content)
        except Problem as told:
            assert str(home.folder / "mine.json") in str(told)
        else:
            assert len(backup.notices) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for missing in (tmp_path, tmp_path / "none.json", Path("/"), Path("\0")):
        with pytest.raises(Problem, match="There is no file"):
            read_backup(missing)


def test_too_much_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _counts = written(home)
    monkeypatch.setattr(backup_module, "MOST_BYTES", file.stat().st_size - 1)
    with pytest.raises(Problem, match=r"mine\.json is larger than"):
        read_backup(file)
    before = file.read_bytes()
    with pytest.raises(Problem, match=r"too long for a backup in one text.*automatic backups"):
        written(home)
    assert file.read_bytes() == before


def test_a_windows_editor_may_save_it(home: Home) -> None:
    content = written(home)[0].read_bytes()
    whole = read_backup(home.folder / "mine.json")
    assert read(home.folder, b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")) == whole


@given(EVERYTHING.map(lambda everything: everything.routines), st.integers(0, 9), st.text(max_size=5))
def test_a_line_is_that_on_which_the_value_begins(routines: dict[str, str], count: int, key: str) -> None:
    document = {"a": [{"b": [number, {key: "x\n:"}]} for number in range(count)], "routines": routines, "c": {}}
    text = to_text(document)
    assert json.loads(text) == document
    for number in range(1, count + 1):
        assert line_of(("a", number, "b", 2, key), text) == 2 + number
    assert line_of(("c",), text) == line_of(("c", "d", 3), text) == text.count("\n") - 1
    pretty = json.dumps(document, indent=1)
    for number in range(1, count + 1):
        line = pretty.split("\n")[line_of(("a", number, "b", 1), pretty) - 1]
        assert line.strip() == f"{number - 1},"


def copy_of(home: Home) -> Path:
    return back_up(home.connection, file_of(home.connection), "daily-2026-06-01")


def test_a_copy_of_the_database_is_read_like_a_backup(home: Home) -> None:
    copy = copy_of(home)
    before = copy.read_bytes()
    backup = read_backup(copy)
    file, _counts = written(home)
    assert backup == replace(read_backup(file), file=copy, made=None, settings=None, routines={})
    assert copy.read_bytes() == before
    assert {path.name for path in home.backups.iterdir()} == {copy.name}


def test_a_copy_in_the_mode_of_a_running_program_is_read(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(file)) as plain:
        home.connection.backup(plain)
    assert file.read_bytes()[18:20] == b"\2\2"  # it would want a log beside it
    assert len(read_backup(file).sessions) == 2
    assert {path.name for path in tmp_path.iterdir()} == {file.name}


def old_copy(file: Path, version: int = 1) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    for script in MIGRATIONS[:version]:
        connection.executescript(script)
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_copy_from_an_older_program_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    file = tmp_path / "old.sqlite3"
    with closing(old_copy(file, version)) as old:
        old.execute(
            "INSERT INTO session (uuid, started_utc, ended_utc, utc_offset_s, zone, practice_date, planned_s,"
            " practised_s, status, routine_id, routine_title, sides_done, first_side, progress, stage_index, source,"
            " note, created_utc, modified_utc) VALUES ('a', '2026-01-01T08:00:00.000000Z',"
            " '2026-01-01T08:10:00.000000Z', 0, '', '2026-01-01', 600, 600, 'complete', 'r', 'R', '', 'left', '{}', 0,"
            " 'timer', '', '2026-01-01T08:00:00.000000Z', '2026-01-01T08:00:00.000000Z')"
        )
    before = file.read_bytes()
    (session,) = read_backup(file).sessions
    assert (session.record.uuid, session.record.is_counted, session.record.discomfort_before) == ("a", False, None)
    assert file.read_bytes() == before


def test_a_database_of_another_kind_is_told(tmp_path: Path) -> None:
    def told(*statements: str, version: int = len(MIGRATIONS)) -> str:
        file = tmp_path / "odd.sqlite3"
        file.unlink(missing_ok=True)
        with closing(old_copy(file, version)) as odd:
            for statement in statements:
                odd.executescript(statement)
        with pytest.raises(Problem) as problem:
            read_backup(file)
        assert str(file) in str(problem.value)
        return str(problem.value)

    assert "newer Psoas Timer: its layout is number 99" in told("PRAGMA user_version = 99")
    for statement in (
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -1",
        "DROP TABLE goal",
        "ALTER TABLE session RENAME COLUMN note TO notes",
        "CREATE VIEW endless AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON goal BEGIN DELETE FROM session; END",
        "DROP TABLE pause; CREATE VIEW pause AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
        " SELECT x AS uuid, x AS first_date, x AS last_date, x AS reason FROM n",
    ):
        assert "is a database, but not one of Psoas Timer." in told(statement)


def test_a_damaged_copy_is_told(home: Home) -> None:
    copy = copy_of(home)
    content = copy.read_bytes()
    for spoilt in (content[:17], content[:100], content[: len(content) // 2], content[:4096] + b"\x5a" * 8192):
        copy.write_bytes(spoilt)
        with pytest.raises(Problem, match=r"sqlite3 is (damaged|a database, but not)"):
            read_backup(copy)


def test_a_value_in_a_copy_that_cannot_be_used_is_told_with_its_key(home: Home) -> None:
    copy = copy_of(home)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("UPDATE session SET started_utc = '2026-05-30 23:30' WHERE uuid = 'u-2'")
        connection.commit()
    with pytest.raises(Problem, match=r"sqlite3 cannot be restored: see sessions\[1\]\.started_utc\. '2026-05-30 23"):
        read_backup(copy)


def test_the_database_in_use_is_no_backup_and_is_not_opened(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "read_bounded", None)
    with pytest.raises(Problem, match="is in use"):
        read_backup(file_of(home.connection))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(("u-1", "left")),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=8), parts, max_size=4),
    max_leaves=10,
)


class Content(bytes):
    """What a file holds, too long to be shown where a test fails."""

    def __repr__(self) -> str:
        return f"{bytes(self[:200])!r} and more, {len(self)} bytes"


@st.composite
def contents(draw: st.DrawFn, document: dict[str, Any], copy: bytes) -> bytes:
    """Any bytes, any JSON, or a good backup that was harmed: in its values, its keys, its bytes or its length."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    match draw(st.sampled_from("bjhvvvkktmmsss")):
        case "b":
            return draw(st.binary(max_size=200))
        case "j":
            return as_bytes(draw(ANY_JSON))
        case "h":
            head = {"format": "psoas-timer-backup", "version": 1}
            return as_bytes({**head, **{key: draw(ANY_JSON) for key in ("sessions", "goals", "settings", "routines")}})
        case "v" | "k" as kind:
            harmed = json.loads(json.dumps(document))
            for _time in range(draw(st.integers(1, 3))):
                table, key = chance.choice(list(places(harmed)))
                if kind == "v":
                    table[key] = draw(ANY_JSON)
                elif isinstance(key, int) or draw(st.booleans()):
                    del table[key]
                else:
                    table[draw(st.text(max_size=8))] = table.pop(key)
            return as_bytes(harmed)
        case "t":
            whole = chance.choice((to_text(document).encode(), copy))
            return whole[: chance.randrange(len(whole))]
        case "m":
            return mutated(to_text(document).encode(), chance)
    return mutated(copy, chance, lengthens=chance.random() < 0.2)


def as_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode(errors="surrogatepass")


def places(value: Any) -> Any:
    """Yield each place in a document, as what holds it and its key."""
    for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def mutated(content: bytes, chance: random.Random, lengthens: bool = True) -> bytes:
    """Return ``content`` after some bytes, or stretches of it, were changed, doubled, cut or swapped for others."""
    for _time in range(chance.randrange(1, 6)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((0, 1, 1, 4, 60, 600)))
        if lengthens:
            bits = (b"", b",", b"}", b'"', b"\n", b"]", b"9", b"-", b"\xff", b"\0", b"\\ud800", content[start:end] * 2)
            content = content[:start] + chance.choice(bits) + content[end:]
        else:
            content = content[:start] + chance.randbytes(end - start) + content[end:]
    return content


@pytest.fixture(scope="module")
def good(shared_homes: tuple[Home, Home]) -> tuple[dict[str, Any], bytes]:
    """Return what a good backup holds, and a good copy of the database."""
    shared_homes[0].become(SOME)
    return document_of(shared_homes[0]), copy_of(shared_homes[0]).read_bytes()


@FUZZED
@given(st.data(), st.booleans())
def test_nothing_but_a_problem_comes_of_any_file(
    shared_homes: tuple[Home, Home], good: tuple[dict[str, Any], bytes], data: st.DataObject, takes_conflicts: bool
) -> None:
    there = shared_homes[1]
    mine = replace(KEPT, record=replace(KEPT.record, note="Mine"))
    there.become(Everything((mine,), (Goal(),), routines={"knees.toml": "mine"}))
    before = there.dump()
    file = there.folder / "any"
    file.write_bytes(data.draw(contents(*good).map(Content)))
    try:
        backup = read_backup(file)
    except Problem as told:
        assert str(file) in str(told)
        assert told.next_step
        assert re.search(r"line \d|in use|is no backup|newer|nested|database|damaged|see ", str(told))
        assert there.dump() == before
        return
    for notice in backup.notices:
        assert str(file) in str(notice)
    check_restore(backup, there, takes_conflicts)


def check_restore(backup: Backup, home: Home, takes_conflicts: bool) -> None:
    """Check that a backup, wherever it comes from, is merged whole, and once, into what the program can show."""
    seen = preview_restore(backup, home.connection, Settings(), home.routines)
    runs = [
        restore(
            backup, home.connection, Settings(), home.routines, NOW, takes_conflicts=takes_conflicts, with_settings=True
        )
        for _run in range(2)
    ]
    replaced = len(seen.sessions.conflicting) if takes_conflicts else 0
    assert runs[0].sessions == Merged(len(seen.sessions.new), replaced)
    assert runs[1].sessions == runs[1].goals == runs[1].pauses == runs[1].routines == Merged()
    log = SessionLog(home.connection)
    kept = {record.uuid for record in (*log.sessions(), *log.binned())}
    assert kept >= {one.record.uuid for one in backup.sessions if one.deleted is None and one in seen.sessions.new}
    assert log.practice_days() or not log.count()
    assert set(GoalLog(home.connection).goals()) >= set(seen.goals.new)
    GoalLog(home.connection).pauses()
    assert set(backup.routines) <= {path.name for path in home.routines.iterdir()}
