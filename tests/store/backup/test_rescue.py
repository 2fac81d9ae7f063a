"""The copies that can bring back what was lost: only those that can, and one of them stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.backup.rescue import keep_for_good, restorable_copies
from psoas_timer.store.database.connection import back_up, file_of, transaction
from psoas_timer.store.database.daily_copy import KEPT_DAILY, CopyReason, kept_copies, write_daily_copy
from psoas_timer.store.database.session_log import SessionLog
from tests.store.histories import KEPT, NOW, Home, home, no_sync, other, shared_homes

__all__ = ["home", "no_sync", "other", "shared_homes"]  # pytest finds its fixtures by their names

TODAY = date(2026, 6, 1)


def copy_on(home: Home, day: int, sessions: int) -> Path:
    """Make the daily copy of a day, with so many sessions."""
    log = SessionLog(home.connection)
    with transaction(home.connection):
        home.connection.execute("DELETE FROM session")
    for number in range(sessions):
        log.save(replace(KEPT.record, uuid=str(number)), NOW)
    made = write_daily_copy(home.connection, home.backups, TODAY + timedelta(days=day), NOW + timedelta(days=day))
    assert made is not None
    return made


def test_the_newest_that_can_be_read_are_found_with_their_sessions(other: Home) -> None:
    copies = [copy_on(other, day, sessions=day + 1) for day in range(5)]
    copies[4].write_bytes(copies[4].read_bytes()[:4096])
    spoilt = bytearray(copies[2].read_bytes())
    spoilt[4096:8192] = b"\x5a" * 4096
    copies[2].write_bytes(spoilt)
    for most in (1, 2, 9):
        found = restorable_copies(other.backups, most)
        assert [(one.copy.path, one.sessions) for one in found] == [(copies[day], day + 1) for day in (3, 1, 0)][:most]


def test_a_copy_without_a_session_brings_nothing_back(home: Home, other: Home) -> None:
    other.backups.mkdir(exist_ok=True)
    back_up(other.connection, file_of(other.connection), "before-import-20260601T100000Z")
    assert len(kept_copies(other.backups)) == 1
    assert restorable_copies(other.backups, 3) == []
    assert restorable_copies(other.folder / "none", 3) == []


def test_a_copy_that_is_kept_for_good_is_pushed_out_by_no_other(other: Home) -> None:
    daily = copy_on(other, 0, sessions=3)
    (found,) = restorable_copies(other.backups, 3)
    kept = keep_for_good(found.copy)
    assert kept.reason is CopyReason.BEFORE_DAMAGE
    assert (kept.path.name, daily.exists()) == ("sessions.before-damage-20260601T181500Z.sqlite3", False)
    for day in range(1, 3 * KEPT_DAILY):
        copy_on(other, day, sessions=1)
    assert kept in kept_copies(other.backups)
    assert len(read_archive(kept.path).sessions) == 3
    assert keep_for_good(kept) == kept
