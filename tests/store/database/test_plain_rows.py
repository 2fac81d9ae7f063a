"""Rows as JSON's own types: what the program writes comes back, and a row that does not is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from psoas_timer.store.database.goal_log import goal_row, pause_row
from psoas_timer.store.database.plain_rows import (
    GOAL_COLUMNS,
    PAUSE_COLUMNS,
    REMINDER_COLUMNS,
    SESSION_COLUMNS,
    KeptSession,
    check_session,
    plain_reminder,
    plain_session,
    read_firing,
    read_goal,
    read_pause,
    read_reminder,
    read_session,
)
from psoas_timer.store.database.reminder_log import reminder_row
from psoas_timer.store.values import BadPlace
from tests.store.histories import KEPT, SOME, kept_sessions


def cells(columns: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(columns, row, strict=True))


@given(session=kept_sessions())
def test_a_session_comes_back_from_its_row_and_from_json(session: KeptSession) -> None:
    plain = plain_session(cells(SESSION_COLUMNS, session.row()))
    check_session(plain)
    assert read_session(json.loads(json.dumps(plain))) == session


def test_goals_pauses_and_reminders_come_back_from_their_rows() -> None:
    assert [read_goal(cells(GOAL_COLUMNS, goal_row(one))) for one in SOME.goals] == list(SOME.goals)
    assert [read_pause(cells(PAUSE_COLUMNS, pause_row(one))) for one in SOME.pauses] == list(SOME.pauses)
    found = [read_reminder(plain_reminder(cells(REMINDER_COLUMNS, reminder_row(one)))) for one in SOME.reminders]
    assert found == list(SOME.reminders)


def test_a_row_of_an_older_layout_is_checked_as_far_as_it_goes() -> None:
    row = cells(SESSION_COLUMNS, KEPT.row())
    del row["is_counted"]
    check_session(plain_session(row))
    with pytest.raises(BadPlace):
        check_session(plain_session({**row, "status": "partiam"}))


def test_a_firing_has_a_day_an_instant_and_a_state() -> None:
    firing = {
        "reminder_uuid": "r", "day": "2026-05-25", "due_utc": "2026-05-25T18:00:00.000000Z",
        "state": "shown", "until_utc": None,
    }  # fmt: skip
    assert read_firing(firing)["state"] == "shown"
    for bad in ({"day": "2026-02-30"}, {"due_utc": "12:00"}, {"state": "seen"}, {"until_utc": 5}):
        with pytest.raises(BadPlace):
            read_firing({**firing, **bad})
