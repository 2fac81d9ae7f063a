"""A backup holds everything and is readable by people; anything else in a file is reported in a sentence."""

from __future__ import annotations

import json
import os
import random
import re
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
from psoas_timer.store.backup.archive import Archive, ArchiveCounts, read_archive, write_archive
from psoas_timer.store.backup.json_text import to_text
from psoas_timer.store.backup.restore import Merged, preview_restore, restore
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.session_log import SessionLog
from tests.store.backup.documents import copy_of, document_of, fault_of, written
from tests.store.histories import (
    BINNED,
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

# Input that may come from anywhere is tried ten times as often as a law: 150 times, or 5,000 with the thorough profile.
FUZZED = settings(max_examples=10 * settings().max_examples)


def test_a_backup_holds_everything(home: Home) -> None:
    file, counts = written(home)
    assert counts == ArchiveCounts(sessions=2, binned=1, goals=2, pauses=1, routines=1, reminders=1)
    backup = read_archive(file)
    assert sorted(backup.sessions, key=lambda session: session.record.uuid) == [KEPT, BINNED]
    assert backup == Archive(
        file,
        KEPT.created,
        backup.sessions,
        SOME.goals,
        SOME.pauses,
        SOME.reminders,
        SOME.settings,
        {"knees.toml": ROUTINE},
    )


def test_it_replaces_a_file_whole_and_is_its_owners_alone(home: Home) -> None:
    file = home.folder / "mine.json"
    file.write_text("older")
    file.chmod(0o644)
    written(home)
    assert read_archive(file).settings == SOME.settings
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600


def test_an_empty_home_gives_an_empty_backup(other: Home) -> None:
    file, counts = written(other, Settings())
    assert counts == ArchiveCounts(0, 0, 0, 0, 0)
    assert read_archive(file) == Archive(file, KEPT.created, (), settings=Settings())


def test_a_backup_that_cannot_be_written_is_a_problem(home: Home, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="gone"):
        write_archive(tmp_path / "gone" / "mine.json", home.connection, Settings(), home.routines, NOW)


def test_what_could_not_be_restored_is_no_backup_and_costs_no_older_one(home: Home) -> None:
    file, _counts = written(home)
    before = file.read_bytes()
    home.connection.execute("PRAGMA ignore_check_constraints = ON")
    home.connection.execute("UPDATE session SET progress = 'null'")
    try:
        with pytest.raises(Problem, match=r"cannot be restored: see sessions\[1\]\.progress in line"):
            written(home)
    finally:
        home.connection.execute("PRAGMA ignore_check_constraints = OFF")
    assert file.read_bytes() == before


def test_a_backup_that_the_disk_does_not_give_back_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(path: Path, content: bytes, *, is_chosen: bool) -> None:
        path.write_bytes(content[:-1] if is_chosen else b"")

    monkeypatch.setattr(backup_module, "write_private", lossy)
    with pytest.raises(Problem, match=r"mine\.json could not be read back from the disk as it was written"):
        written(home)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1 is not valid JSON at column 1."),
        (b'{\n"format": psoas\n}', "line 2 is not valid JSON at column 11."),
        (b'{\n"sessions": [\n"\xff"]}', "line 3 is not in UTF-8."),
        ('{"format": "psoas-timer-backup"}'.encode("utf-16"), "line 1 is not in UTF-8."),
        (b"[]", "is not a Psoas Timer backup."),
        (b"null", "is not a Psoas Timer backup."),
        (b"{}", "is not a Psoas Timer backup."),
        (b"uuid,note\n", "line 1 is not valid JSON at column 1."),
        (b"[" * 200_000, "has brackets nested too deeply for a backup."),
        (b'{"a":' * 200_000, "has brackets nested too deeply for a backup."),
        (b'{"format": "psoas-timer-backup", "version": 1,\n"sessions": [],\n "goals": [], "goals": []}',
         "see goals in line 3. 'goals' appears twice."),
        (b'{"format": "psoas-timer-backup", "version": 1,\n"sessions": [\n{"uuid": "a",\n"uuid": "b"}]}',
         "see sessions[1].uuid in line 4. 'uuid' appears twice."),
        (b'{"format": "psoas-timer-backup", "version": 1, "sessions": [' + b"9" * 10_000 + b"]}", "see sessions[1] in"),
    ],
    ids=lambda given: str(given)[:40],
)  # fmt: skip
def test_a_file_that_is_of_no_use_is_told(home: Home, content: bytes, sentence: str) -> None:
    assert sentence in fault_of(home.folder, content)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for missing in (tmp_path, tmp_path / "none.json", Path("/"), Path("\0")):
        with pytest.raises(Problem, match="There is no file"):
            read_archive(missing)


def test_too_much_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    file, _counts = written(home)
    monkeypatch.setattr(backup_module, "MOST_BYTES", file.stat().st_size - 1)
    with pytest.raises(Problem, match=r"mine\.json is larger than"):
        read_archive(file)
    before = file.read_bytes()
    with pytest.raises(Problem, match=r"too long for a single backup file.*automatic copies"):
        written(home)
    monkeypatch.setattr(backup_module, "MOST_BYTES", 100)
    monkeypatch.setattr(backup_module, "plain_history", None)  # far too much is not even gathered
    with pytest.raises(Problem, match="too long for a single backup file"):
        written(home)
    assert file.read_bytes() == before


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(("u-1", "left")),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=8), parts, max_size=4),
    max_leaves=10,
)


class Content(bytes):
    """The contents of a file, too long to show when a test fails."""

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
        backup = read_archive(file)
    except Problem as told:
        assert str(file) in str(told)
        assert told.next_step
        assert re.search(r"line \d|in use|is not a|newer|nested|database|damaged|see ", str(told))
        assert there.dump() == before
        return
    for notice in backup.notices:
        assert str(file) in str(notice)
    check_restore(backup, there, takes_conflicts)


def check_restore(backup: Archive, home: Home, takes_conflicts: bool) -> None:
    """Check that a backup, wherever it comes from, is merged completely and once into data the program can show."""
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
