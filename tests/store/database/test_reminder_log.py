"""Reminders and their firings, stored and found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.core.reminder import Firing, FiringState, Reminder
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.reminder_log import KEPT, ReminderLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.database.evening_reminder import EVENING, SHOWN, WEDNESDAY, connection, log
from tests.store.histories import INSTANTS, NOW, REMINDERS

__all__ = ["connection", "log"]  # pytest finds its fixtures by their names


@pytest.fixture(scope="module")
def shared_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReminderLog]:
    with closing(open_database(tmp_path_factory.mktemp("log") / SESSIONS_FILE, NOW).connection) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        yield ReminderLog(connection)


def test_what_is_to_be_forgotten_of_a_moved_one_is_nothing_else(log: ReminderLog) -> None:
    log.keep(EVENING)
    log.keep(replace(EVENING, uuid="s"))
    earlier = replace(SHOWN, day=WEDNESDAY - timedelta(days=2))
    of_another = replace(SHOWN, reminder_uuid="s")
    log.keep_firings([SHOWN, earlier, of_another])
    log.keep(replace(EVENING, at=time(19)), forgotten=[SHOWN.key])
    assert set(log.firings(date.min).values()) == {earlier, of_another}
    assert log.reminders()[-1].at == time(19)


@given(st.lists(REMINDERS, max_size=3, unique_by=lambda one: one.uuid))
def test_reminders_come_back_as_they_were(shared_log: ReminderLog, reminders: list[Reminder]) -> None:
    for one in shared_log.reminders():
        shared_log.delete(one.uuid)
    for one in reminders:
        shared_log.keep(one)
    assert shared_log.reminders() == tuple(sorted(reminders, key=lambda one: (one.at, one.uuid.encode())))


def test_a_reminder_is_written_over_and_what_became_of_it_stays(log: ReminderLog) -> None:
    log.keep(EVENING)
    log.keep_firings([SHOWN])
    log.keep(replace(EVENING, is_on=False))
    assert log.reminders() == (replace(EVENING, is_on=False),)
    assert log.firings(WEDNESDAY) == {SHOWN.key: SHOWN}


@given(
    st.lists(
        st.builds(
            Firing,
            st.sampled_from("rs"),
            st.integers(0, 20).map(lambda days: WEDNESDAY - timedelta(days=days)),
            INSTANTS,
            st.sampled_from(FiringState),
            st.none() | INSTANTS,
        ),
        max_size=6,
    )
)
def test_what_became_of_them_comes_back_the_last_word_of_each(shared_log: ReminderLog, firings: list[Firing]) -> None:
    for uuid in "rs":
        shared_log.delete(uuid)
        shared_log.keep(replace(EVENING, uuid=uuid))
    for firing in firings:
        shared_log.keep_firings([firing])
    assert shared_log.firings(date.min) == {firing.key: firing for firing in firings}


def test_only_what_is_asked_for_is_read_and_what_is_old_is_forgotten(log: ReminderLog) -> None:
    log.keep(EVENING)
    older = replace(SHOWN, day=WEDNESDAY - KEPT - timedelta(days=1))
    log.keep_firings([older, replace(SHOWN, day=WEDNESDAY - timedelta(days=1))])
    assert set(log.firings(WEDNESDAY - timedelta(days=1))) == {("r", WEDNESDAY - timedelta(days=1))}
    log.keep_firings([replace(SHOWN, day=WEDNESDAY)])
    assert older.key in log.firings(date.min)
    log.keep_firings([replace(SHOWN, day=WEDNESDAY + timedelta(days=1))])
    assert older.key not in log.firings(date.min)


def test_one_day_with_the_clock_ahead_forgets_nothing(log: ReminderLog) -> None:
    log.keep(EVENING)
    log.keep_firings([SHOWN])
    log.keep_firings([replace(SHOWN, day=SHOWN.day + timedelta(days=400))])
    assert SHOWN.key in log.firings(date.min)


def test_a_deleted_reminder_takes_along_what_became_of_it_and_gets_nothing_more(log: ReminderLog) -> None:
    log.keep(EVENING)
    log.keep_firings([SHOWN])
    log.delete("r")
    log.keep_firings([SHOWN])
    log.keep_firings([])
    assert (log.reminders(), log.firings(date.min)) == ((), {})


def test_a_file_that_cannot_be_written_is_a_problem_and_nothing_is_half_written(
    log: ReminderLog, connection: sqlite3.Connection
) -> None:
    log.keep(EVENING)
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Problem, match=SESSIONS_FILE):
        log.keep_firings([SHOWN])
    with pytest.raises(Problem, match=SESSIONS_FILE):
        log.keep(replace(EVENING, is_on=False))
    connection.execute("PRAGMA query_only = OFF")
    assert log.reminders() == (EVENING,)
    assert log.firings(date.min) == {}
