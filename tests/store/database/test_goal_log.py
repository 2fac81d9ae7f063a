"""The goal's history and the pauses: what was kept comes back, in order, and a write that fails changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from psoas_timer.core.history.goal import Goal, Pause, PauseReason
from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.histories import NOW

FIRST = Goal()
RAISED = Goal(date(2026, 6, 8), days_a_week=6, sessions_a_day=2, first_weekday=6)
ILL = Pause(uuid="ill", first=date(2026, 6, 10), last=date(2026, 6, 12), reason=PauseReason.ILL)
OPEN = Pause(uuid="open", first=date(2026, 6, 20), last=None)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(tmp_path / SESSIONS_FILE, NOW).connection) as opened:
        yield opened


@pytest.fixture
def log(connection: sqlite3.Connection) -> GoalLog:
    return GoalLog(connection)


def test_nothing_was_kept_at_first(log: GoalLog) -> None:
    assert (log.goals(), log.pauses()) == ((), [])


def test_a_history_takes_the_place_of_the_one_before_and_comes_back_in_order(log: GoalLog) -> None:
    log.keep_goals([Goal(date(2026, 1, 5), days_a_week=3)])
    log.keep_goals([RAISED, FIRST])
    assert log.goals() == (FIRST, RAISED)


def test_a_history_that_cannot_be_kept_leaves_the_one_before(log: GoalLog) -> None:
    log.keep_goals([FIRST, RAISED])
    with pytest.raises(sqlite3.IntegrityError):
        log.keep_goals([RAISED, RAISED])
    assert log.goals() == (FIRST, RAISED)


def test_pauses_come_back_the_earliest_first(log: GoalLog) -> None:
    for pause in (OPEN, ILL):
        log.keep_pause(pause)
    assert log.pauses() == [ILL, OPEN]


def test_a_pause_is_written_over_by_its_uuid_and_forgotten_by_it(log: GoalLog) -> None:
    log.keep_pause(OPEN)
    ended = replace(OPEN, last=date(2026, 6, 30), reason=PauseReason.ILL)
    log.keep_pause(ended)
    assert log.pauses() == [ended]
    log.delete_pause("another")
    assert log.pauses() == [ended]
    log.delete_pause("open")
    assert log.pauses() == []


def test_a_file_that_cannot_be_written_is_a_problem(log: GoalLog, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Problem):
        log.keep_goals([FIRST])
    with pytest.raises(Problem):
        log.keep_pause(ILL)
    assert (log.goals(), log.pauses()) == ((), [])
