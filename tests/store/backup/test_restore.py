"""What was backed up comes back exactly, what is there stays, and what fails leaves no trace."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup import routines as backup_routines
from psoas_timer.store.backup.archive import Archive, read_archive, write_archive
from psoas_timer.store.backup.restore import Comparison, Merged, Restored, preview_restore, restore
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.plain_rows import SESSION_COLUMNS
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
from tests.systems import POSIX

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names

with closing(sqlite3.connect(":memory:")) as made:
    for script in MIGRATIONS:
        made.executescript(script)
    TABLE_COLUMNS = [column[1] for column in made.execute("PRAGMA table_info(session)")]

LATER = NOW + timedelta(days=1)
STAMP = "20260601T181500Z"


def backup_of(home: Home, settings: Settings = SOME.settings) -> Archive:
    file = home.folder / "mine.json"
    write_archive(file, home.connection, settings, home.routines, NOW)
    return read_archive(file)


def run(
    backup: Archive, home: Home, *, takes_conflicts: bool = False, with_settings: bool = False,
    settings: Settings = SOME.settings,
) -> Restored:  # fmt: skip
    return restore(
        backup, home.connection, settings, home.routines, NOW,
        takes_conflicts=takes_conflicts, with_settings=with_settings,
    )  # fmt: skip


@given(EVERYTHING)
def test_a_round_trip_is_exact(shared_homes: tuple[Home, Home], everything: Everything) -> None:
    here, there = shared_homes
    here.become(everything)
    there.become(Everything())
    backup = backup_of(here, everything.settings)
    preview = preview_restore(backup, there.connection, Settings(), there.routines)
    restored = run(backup, there, settings=Settings(), with_settings=True)
    assert there.dump() == here.dump()
    expected = replace(everything.settings, autostart_granted=False, tray_told=False)  # no desktop was asked there
    assert (restored.settings or Settings()) == expected
    assert restored.sessions == Merged(added=len(everything.sessions)) == Merged(len(preview.sessions.new))
    assert there.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@given(EVERYTHING, EVERYTHING, st.booleans())
def test_a_second_run_adds_nothing(
    shared_homes: tuple[Home, Home], mine: Everything, theirs: Everything, takes_conflicts: bool
) -> None:
    here, there = shared_homes
    here.become(mine)
    there.become(theirs)
    backup = backup_of(here, mine.settings)
    run(backup, there, takes_conflicts=takes_conflicts)
    before = there.dump()
    again = run(backup, there, takes_conflicts=takes_conflicts)
    assert there.dump() == before
    assert {again.sessions, again.goals, again.pauses, again.reminders, again.routines} == {Merged()}
    assert again.copy is None
    preview = preview_restore(backup, there.connection, mine.settings, there.routines)
    assert preview.is_all_there or not takes_conflicts


def content(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row without its times of writing, which are not part of a session's content."""
    if len(row) != len(SESSION_COLUMNS):
        return row
    by_name = dict(zip(TABLE_COLUMNS, row, strict=True))
    return tuple(value for name, value in by_name.items() if name not in ("created_utc", "modified_utc"))


@given(EVERYTHING, EVERYTHING, st.booleans())
def test_nothing_is_lost_and_only_what_conflicts_may_change(
    shared_homes: tuple[Home, Home], mine: Everything, theirs: Everything, takes_conflicts: bool
) -> None:
    here, there = shared_homes
    here.become(mine)
    there.become(theirs)
    wanted, before = here.dump(), there.dump()
    run(backup_of(here), there, takes_conflicts=takes_conflicts)
    after = there.dump()
    for table in ("session", "goal", "pause", "reminder"):
        old, new = ({row[0]: row for row in rows} for rows in (before[table], wanted[table]))
        found = {row[0]: row for row in after[table]}
        assert found.keys() == old.keys() | new.keys()
        for key, row in found.items():
            is_taken = key not in old or (takes_conflicts and key in new and content(new[key]) != content(old[key]))
            assert row == (new if is_taken else old)[key]
    files = (before["files"], wanted["files"])
    assert after["files"] == ({**files[0], **files[1]} if takes_conflicts else {**files[1], **files[0]})


def test_a_preview_sorts_everything_and_changes_nothing(home: Home, other: Home) -> None:
    backup = backup_of(home)
    other.become(
        Everything(
            (replace(KEPT, modified=KEPT.modified + timedelta(days=9)), replace(BINNED, deleted=None)),
            (Goal(), Goal(date(2026, 3, 2), 4)),
            (Pause(uuid="p-2", first=date(2026, 1, 1), last=None),),
            routines={"knees.toml": ROUTINE + "# mine\n"},
        )
    )
    before = other.dump()
    preview = preview_restore(backup, other.connection, Settings(), other.routines)
    assert other.dump() == before
    assert preview.sessions == Comparison(same=(KEPT,), conflicting=(BINNED,))
    assert preview.goals == Comparison(same=(Goal(),), conflicting=SOME.goals[1:])
    assert preview.pauses == Comparison(new=SOME.pauses)
    assert preview.reminders == Comparison(new=SOME.reminders)
    assert preview.routines == Comparison(conflicting=("knees.toml",))
    assert preview.settings_differ
    assert not preview.is_all_there
    assert preview_restore(backup, home.connection, SOME.settings, home.routines).is_all_there


def test_conflicts_are_taken_only_where_that_is_wanted(home: Home, other: Home) -> None:
    backup = backup_of(home)
    moved = replace(KEPT, record=replace(KEPT.record, practice_date=date(2026, 5, 31), note="Mine"))
    other.become(Everything((moved, BINNED), routines={"knees.toml": "mine"}))
    assert run(backup, other).sessions == Merged()
    assert SessionLog(other.connection).find("u-1") == moved.record
    assert (other.routines / "knees.toml").read_text() == "mine"
    restored = run(backup, other, takes_conflicts=True)
    assert (restored.sessions, restored.routines) == (Merged(replaced=1), Merged(replaced=1))
    assert other.dump() == home.dump()
    assert (other.backups / f"knees.before-restore-{STAMP}.toml").read_text() == "mine"


def test_a_session_deleted_since_comes_back_only_as_a_conflict(home: Home) -> None:
    backup = backup_of(home)
    log = SessionLog(home.connection)
    log.delete("u-1", LATER)
    assert run(backup, home).sessions == Merged()
    assert log.find("u-1") is None
    assert run(backup, home, takes_conflicts=True).sessions == Merged(replaced=1)
    assert log.find("u-1") == KEPT.record


def test_a_copy_of_how_it_was_is_kept_first(home: Home, other: Home) -> None:
    backup = backup_of(home)
    other.become(Everything((replace(KEPT, record=replace(KEPT.record, uuid="u-9")),)))
    restored = run(backup, other)
    assert restored.copy == other.backups / f"sessions.before-restore-{STAMP}.sqlite3"
    old = read_archive(restored.copy)
    assert [session.record.uuid for session in old.sessions] == ["u-9"]
    assert {path.name for path in other.backups.iterdir()} == {restored.copy.name}


def test_settings_are_handed_back_only_where_they_are_wanted_and_differ(home: Home) -> None:
    backup = backup_of(home)
    assert run(backup, home, settings=Settings()).settings is None
    assert run(backup, home, settings=Settings(), with_settings=True).settings == SOME.settings
    assert run(backup, home, with_settings=True).settings is None


def test_what_another_desktop_has_granted_is_not_taken_over(home: Home) -> None:
    granted = replace(SOME.settings, autostart_granted=True)
    told = replace(granted, tray_told=True)
    assert run(backup_of(home, told), home, with_settings=True).settings is None
    denied = replace(Settings(), autostart_granted=False)
    taken = run(backup_of(home, replace(granted, turn=90)), home, settings=denied, with_settings=True).settings
    assert taken == replace(SOME.settings, turn=90)
    kept = run(backup_of(home), home, settings=replace(denied, autostart_granted=True), with_settings=True).settings
    assert kept == granted


def test_a_copy_of_the_database_restores_what_it_has(home: Home, other: Home) -> None:
    restored = run(backup_of(other), home)  # nothing: no copy
    assert restored.copy is None
    home.connection.execute("DELETE FROM pause")
    copy = run(replace(backup_of(home), pauses=SOME.pauses), home).copy
    assert copy is not None
    assert run(read_archive(copy), other, with_settings=True).settings is None
    assert other.dump()["session"] == home.dump()["session"]
    assert other.dump()["goal"] == home.dump()["goal"]
    assert (other.dump()["pause"], other.dump()["files"]) == ([], {})


def failing_disk(monkeypatch: pytest.MonkeyPatch, fails_at: str) -> None:
    write = backup_routines.write_private

    def write_private(path: Path, content: str | bytes) -> None:
        if path.name == fails_at:
            raise Problem("The disk is full.", "Free some space.")
        write(path, content)

    monkeypatch.setattr(backup_routines, "write_private", write_private)


OLD = {"b.toml": "mine", "c.toml": "mine too"}
NEW = {"a.toml": ROUTINE, "b.toml": ROUTINE, "c.toml": ROUTINE, "d.toml": ROUTINE}


@pytest.mark.parametrize("old", [{}, OLD])
@pytest.mark.parametrize("fails_at", ["a.toml", "b.toml", "c.toml", "d.toml"])
def test_a_routine_that_cannot_be_written_leaves_everything_as_it_was(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch, old: dict[str, str], fails_at: str
) -> None:
    home.become(replace(SOME, routines=NEW))
    backup = backup_of(home)
    other.become(Everything((BINNED,), routines=old))
    before, had_folder = other.dump(), other.routines.exists()
    with monkeypatch.context() as patch:
        failing_disk(patch, fails_at)
        with pytest.raises(Problem, match="The disk is full"):
            run(backup, other, takes_conflicts=True)
    assert other.dump() == before
    assert other.routines.exists() == had_folder
    assert not list(other.backups.glob("*.toml"))


@pytest.mark.parametrize("old", [{}, OLD])
def test_a_database_that_cannot_be_written_leaves_the_routines_as_they_were(
    home: Home, other: Home, old: dict[str, str]
) -> None:
    long = replace(KEPT, record=replace(KEPT.record, uuid="u-3", note="x" * 200_000))
    home.become(replace(SOME, sessions=(KEPT, BINNED, long), routines=NEW))
    backup = backup_of(home)
    other.become(Everything((BINNED,), routines=old))
    before, had_folder = other.dump(), other.routines.exists()
    other.connection.execute("VACUUM")
    (pages,) = other.connection.execute("PRAGMA page_count").fetchone()
    other.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    try:
        with pytest.raises(Problem, match="not enough disk space"):
            run(backup, other, takes_conflicts=True)
    finally:
        other.connection.execute("PRAGMA max_page_count = 1073741823")
    assert other.dump() == before
    assert other.routines.exists() == had_folder
    assert not list(other.backups.glob("*.toml"))
    run(backup, other, takes_conflicts=True)
    assert other.dump() == home.dump()


def test_without_its_copy_a_restore_does_not_begin(home: Home, tmp_path: Path) -> None:
    backup = backup_of(home)
    fresh = Home(tmp_path)
    with closing(fresh.connection):
        fresh.backups.write_text("in the way")
        before = fresh.dump()
        with pytest.raises(Problem, match="backups is a file"):
            run(backup, fresh)
        assert fresh.dump() == before


def test_a_bug_in_the_middle_leaves_everything_as_it_was(home: Home, other: Home) -> None:
    bad = replace(KEPT, record=replace(KEPT.record, uuid="u-3", planned_s=-1.0))
    backup = replace(backup_of(home), sessions=(KEPT, bad))
    before = other.dump()
    with pytest.raises(sqlite3.IntegrityError):
        run(backup, other)
    assert other.dump() == before


def test_names_that_differ_in_capitals_only_never_overwrite_one_another(
    home: Home, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = replace(backup_of(home), routines={"a.toml": "1", "A.toml": "2"})
    write = backup_routines.write_private

    def write_twice(path: Path, content: str | bytes) -> None:  # as such a disk does
        write(path, content)
        write(path.with_name(path.name.swapcase().replace(".TOML", ".toml")), content)

    before = other.dump()
    monkeypatch.setattr(backup_routines, "write_private", write_twice)
    with pytest.raises(Problem, match=r"A\.toml already exists"):
        run(backup, other)
    (other.routines / "A.toml").unlink(missing_ok=True)  # on such a disk, the same file as the one that was undone
    assert other.dump()["session"] == before["session"]


@POSIX
def test_what_is_written_is_its_owners_alone(home: Home, other: Home) -> None:
    backup = backup_of(home)
    restored = run(backup, other)
    assert restored.copy is not None
    for path in (backup.file, restored.copy, other.routines / "knees.toml"):
        assert path.stat().st_mode & 0o077 == 0
