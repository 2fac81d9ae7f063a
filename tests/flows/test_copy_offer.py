"""A history that was damaged is told with the copies that can be restored, and restored from the window."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from psoas_timer.flows.copy_offer import copy_word
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.daily_copy import CopyReason, kept_copies, write_daily_copy
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import BACKUPS_FOLDER, SESSIONS_FILE
from tests.running_app import EVENING, Start, press, start
from tests.store.histories import KEPT
from tests.store.spoilt_cells import NO_TEXT, spoil

__all__ = ["start"]  # pytest finds its fixtures by their names


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A history of three sessions, with the copies of the days on which it had one, two and three."""
    path = tmp_path / SESSIONS_FILE
    with closing(open_database(path, EVENING).connection) as connection:
        for number in range(3):
            now = EVENING - timedelta(days=3 - number)
            SessionLog(connection).save(replace(KEPT.record, uuid=f"u-{number}"), now)
            write_daily_copy(connection, tmp_path / BACKUPS_FOLDER, now.date(), now)
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def test_damage_is_told_with_the_copies_and_the_newest_is_a_press_away(start: Start, database: Path) -> None:
    cut(database)
    running = start()
    lines = running.told.split("\n")
    assert lines[0].startswith("Your session history was damaged, so a new one has been started.")
    assert lines[0].endswith("You can carry on practising. These copies can be restored, and Settings lists them all:")
    made = [(EVENING - timedelta(days=days)).astimezone() for days in (1, 2, 3)]
    for line, when, sessions in zip(lines[1:], made, ("3 sessions", "2 sessions", "1 session"), strict=True):
        assert f"{when.day} November 2026" in line
        assert line.endswith(f"  ·  {sessions}")
    running.accept_offer()
    assert running.page == "PreviewPage"
    assert running.sessions == []
    press(running, "Restore")
    assert {one.uuid for one in running.sessions} == {"u-0", "u-1", "u-2"}
    assert kept_copies(running.folder / BACKUPS_FOLDER)[1].reason is CopyReason.BEFORE_DAMAGE


def test_entries_that_were_taken_out_are_offered_from_a_copy(start: Start, database: Path) -> None:
    spoil(database, [("session", "note", 1, NO_TEXT)])
    running = start()
    assert running.told.startswith("1 entry in your history cannot be read, so it was taken out. It is kept in ")
    assert {one.uuid for one in running.sessions} == {"u-0", "u-2"}
    running.accept_offer()
    press(running, "Restore")
    assert {one.uuid for one in running.sessions} == {"u-0", "u-1", "u-2"}


def test_without_a_copy_that_is_said(start: Start, database: Path) -> None:
    for copy in (database.parent / BACKUPS_FOLDER).iterdir():
        cut(copy)
    cut(database)
    running = start()
    assert running.told.endswith("There is no copy to restore.")


def test_every_reason_for_a_copy_has_a_word() -> None:
    assert len({copy_word(reason) for reason in CopyReason}) == len(CopyReason)
