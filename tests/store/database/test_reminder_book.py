"""Reminders and their firings while the program runs: written to the disk first, then held in memory."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from psoas_timer.core.reminder import FiringState
from psoas_timer.store.database.reminder_book import ReminderBook
from psoas_timer.store.database.reminder_log import ReminderLog
from tests.store.database.evening_reminder import EVENING, SHOWN, connection, log

__all__ = ["connection", "log"]  # pytest finds its fixtures by their names


def test_a_reminder_and_what_becomes_of_it_are_written_together_or_not_at_all(
    log: ReminderLog, connection: sqlite3.Connection
) -> None:
    book = ReminderBook(log)
    book.keep(EVENING)
    book.write([SHOWN])
    connection.execute(
        "CREATE TEMP TRIGGER no BEFORE INSERT ON firing WHEN new.state = 'stale' BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with pytest.raises(sqlite3.IntegrityError):
        book.keep(replace(EVENING, is_on=False))
    assert book.reminders == log.reminders() == (EVENING,)
    assert book.waiting == (SHOWN,)
    connection.execute("DROP TRIGGER no")
    book.keep(replace(EVENING, is_on=False))
    assert book.waiting == ()
    assert log.firings(date.min) == book.firings == {SHOWN.key: replace(SHOWN, state=FiringState.STALE)}


def test_a_removed_one_comes_back_with_what_had_become_of_it(log: ReminderLog) -> None:
    book = ReminderBook(log)
    book.keep(EVENING)
    book.write([SHOWN])
    book.remove(EVENING.uuid)
    assert (book.reminders, book.firings, log.firings(date.min)) == ((), {}, {})
    book.bring_back(EVENING, iter([SHOWN]))
    assert book.reminders == log.reminders() == (EVENING,)
    assert book.firings == log.firings(date.min) == {SHOWN.key: SHOWN}
