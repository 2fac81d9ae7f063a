"""What is done once a day: when the day turns, but never under a session that runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from psoas_timer.core.history.session import BIN_DAYS
from psoas_timer.core.problem import Problem
from psoas_timer.services.daily_tasks import DailyTasks
from tests.services.household import EVENING, Household, held, household

__all__ = ["household"]  # pytest finds its fixture by its name

MONDAY, TUESDAY = EVENING.date(), EVENING.date() + timedelta(days=1)
LATE = EVENING.replace(hour=2, minute=58) + timedelta(days=1)  # two minutes before the day ends


class Tasks:
    """The tasks of a household, and what could not be done."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.failures: list[Problem] = []
        self.tasks = DailyTasks(household.practice, household.journal)
        self.tasks.failed.connect(self.failures.append)

    @property
    def days(self) -> list[str]:
        """The days of which there is a copy, once what has begun is done."""
        self.household.settle()
        names = (path.name for path in self.household.journal.copies_folder.glob("*daily*"))
        return sorted(name.removeprefix("sessions.daily-").removesuffix(".sqlite3") for name in names)


@pytest.fixture
def tasks(household: Household) -> Tasks:
    return Tasks(household)


def test_a_history_without_a_session_is_not_copied(tasks: Tasks) -> None:
    tasks.tasks.run()
    assert tasks.days == []


def test_a_session_that_has_ended_is_in_the_copy_of_its_day(tasks: Tasks) -> None:
    tasks.household.practise()
    assert tasks.days == [str(MONDAY)]
    tasks.tasks.run()
    assert tasks.days == [str(MONDAY)], "once a day"


def test_the_turn_of_the_day_makes_the_next_copy(tasks: Tasks) -> None:
    tasks.household.practise()
    tasks.household.go_to(EVENING + timedelta(days=1))
    assert tasks.days == [str(MONDAY), str(TUESDAY)]


def test_a_day_that_turns_under_a_session_waits_until_it_has_ended(tasks: Tasks) -> None:
    household = tasks.household
    household.practise()
    household.go_to(LATE)
    household.start()
    household.run(60)
    household.go_to(LATE + timedelta(minutes=2))
    assert household.journal.today == TUESDAY
    assert tasks.days == [str(MONDAY)], "writing a copy would make the breath stumble"
    household.player.pause()
    tasks.tasks.run()
    assert tasks.days == [str(MONDAY)], "one that rests may go on at any time"
    household.player.end()
    assert tasks.days == [str(MONDAY), str(TUESDAY)]


def test_a_session_that_left_no_trace_holds_nothing_up_either(tasks: Tasks) -> None:
    household = tasks.household
    household.practise()
    household.go_to(LATE)
    household.start()
    household.go_to(LATE + timedelta(minutes=2))
    household.player.end()
    assert len(household.sessions) == 1
    assert tasks.days == [str(MONDAY), str(TUESDAY)]


def test_the_bin_is_emptied_of_what_is_old_when_the_day_turns(tasks: Tasks) -> None:
    household = tasks.household
    household.journal.delete(household.practise().uuid)
    household.go_to(EVENING + timedelta(days=1))
    household.settle()
    assert household.journal.sessions.count_binned() == 1
    household.go_to(EVENING + timedelta(days=BIN_DAYS + 1))
    household.settle()
    assert household.journal.sessions.count_binned() == 1, "the clock might be wrong"
    household.go_to(EVENING + timedelta(days=BIN_DAYS + 2))
    household.settle()
    assert household.journal.sessions.count_binned() == 0


def test_what_fails_is_told_and_done_the_next_time(tasks: Tasks) -> None:
    household = tasks.household
    household.practise()
    household.settle()
    household.refuse_writing()
    household.go_to(EVENING + timedelta(days=1))
    household.settle()
    assert len(tasks.failures) == 1
    household.refuse_writing(False)
    household.go_to(EVENING + timedelta(days=2))
    household.settle()
    assert len(tasks.failures) == 1
    assert tasks.days == [str(MONDAY), str(MONDAY + timedelta(days=2))]


def test_nothing_waits_for_the_tasks_and_what_was_emptied_is_told(tasks: Tasks) -> None:
    household = tasks.household
    household.practise()
    household.settle()
    household.told.clear()
    with held(household.folder):
        tasks.tasks.run()
        assert household.told == []
    household.settle()
    assert household.told == ["changed"]
