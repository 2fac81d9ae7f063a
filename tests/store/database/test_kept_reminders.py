"""The reminders by way of the ledger: the same as in their log, and in a session without waiting for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.kept_reminders import KeptReminders
from psoas_timer.store.database.ledger import Ledger
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.store.database.evening_reminder import EVENING, SHOWN
from tests.store.histories import NOW


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(open_database(tmp_path / SESSIONS_FILE, NOW).connection, lambda: NOW, lambda _event: None)
    yield made
    made.connection.execute("PRAGMA query_only = OFF")
    made.close(20.0)


def on_disk(ledger: Ledger) -> tuple[int, int]:
    with closing(open_database(ledger.path, NOW).connection) as other:
        log = ReminderLog(other)
        return len(log.reminders()), len(log.firings(date.min))


@pytest.mark.parametrize("is_held", [False, True])
def test_what_is_kept_is_read_and_written(ledger: Ledger, is_held: bool) -> None:
    if is_held:
        ledger.hold()
    kept = KeptReminders(ledger)
    kept.keep(EVENING)
    kept.keep_firings(one for one in [SHOWN])
    assert kept.reminders() == (EVENING,)
    assert dict(kept.firings(date.min)) == {SHOWN.key: SHOWN}
    assert ledger.flush(20.0)
    assert on_disk(ledger) == (1, 1)
    kept.keep(replace(EVENING, is_on=False), forgotten=(key for key in [SHOWN.key]))
    assert dict(kept.firings(date.min)) == {}
    kept.delete(EVENING.uuid)
    assert kept.reminders() == ()
    assert ledger.flush(20.0)
    assert on_disk(ledger) == (0, 0)


def test_outside_a_session_what_cannot_be_written_is_a_problem(ledger: Ledger) -> None:
    kept = KeptReminders(ledger)
    ledger.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(Problem):
        kept.keep(EVENING)
    assert kept.reminders() == ()
