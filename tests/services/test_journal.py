"""The journal over a database: each change is told once, the day turns by itself, files come in as one change."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.history.session import BIN_DAYS, SessionRecord, Source
from psoas_timer.core.problem import Problem
from psoas_timer.services.journal import Journal
from psoas_timer.store.backup.archive import Archive, read_archive
from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan
from tests.services.household import EVENING, Household, household
from tests.store.histories import SESSION

__all__ = ["household"]  # pytest finds its fixture by its name

MONDAY = EVENING.date()
TUESDAY = MONDAY + timedelta(days=1)
PAUSE = Pause(uuid="p", first=MONDAY, last=TUESDAY)


def record_of(number: int = 0, **changes: object) -> SessionRecord:
    """Return a session of as many days ago."""
    started = EVENING - timedelta(days=number, hours=1)
    usual = replace(
        SESSION, uuid=str(number), started=started, ended=started + timedelta(minutes=10), practised_s=590.0,
        practice_date=started.date(), utc_offset_s=0, note="",
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]  # whichever they are


def empty_bin_on_a_second_day(journal: Journal) -> None:
    journal.copies_folder.mkdir(exist_ok=True)
    (journal.copies_folder / f"sessions.daily-{journal.today - timedelta(days=1)}.sqlite3").touch()
    journal.empty_bin()


Write = Callable[[Journal], object]

WRITES: dict[str, Write] = {
    "save": lambda journal: journal.save(record_of(1)),
    "close_unfinished": lambda journal: journal.close_unfinished(),
    "set_note": lambda journal: journal.set_note("0", "calm"),
    "set_counted": lambda journal: journal.set_counted("0", True),
    "set_discomfort_after": lambda journal: journal.set_discomfort_after("0", 3),
    "delete": lambda journal: journal.delete("0"),
    "undelete": lambda journal: journal.undelete("0"),
    "freeze_goal": lambda journal: journal.freeze_goal(),
    "change_goal": lambda journal: journal.change_goal(Goal(days_a_week=4)),
    "keep_pause": lambda journal: journal.keep_pause(PAUSE),
    "delete_pause": lambda journal: journal.delete_pause("p"),
    "empty_bin": lambda journal: empty_bin_on_a_second_day(journal),
}
EACH_WRITE = pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())


# --- who shows it hears that it has changed ---


@EACH_WRITE
def test_each_write_is_told_once_when_it_is_on_the_disk(household: Household, write: Write) -> None:
    household.journal.save(record_of())
    household.told.clear()
    in_a_change: list[bool] = []
    household.journal.changed.connect(lambda: in_a_change.append(household.connection.in_transaction))
    write(household.journal)
    assert household.told == ["changed"]
    assert in_a_change == [False]


@EACH_WRITE
def test_a_write_that_fails_raises_changes_nothing_and_is_told_all_the_same(household: Household, write: Write) -> None:
    """Who has shown what was wished, such as a switch, has to show again what is kept."""
    household.journal.save(record_of())
    before = list(household.connection.iterdump())
    household.told.clear()
    household.refuse_writing()
    with pytest.raises(Problem):
        write(household.journal)
    assert household.told == ["changed"]
    household.refuse_writing(False)
    assert list(household.connection.iterdump()) == before


def test_many_changes_are_told_once_at_the_end(household: Household) -> None:
    with household.journal.changing():
        for number in range(3):
            household.journal.save(record_of(number))
        household.journal.delete("1")
        with household.journal.changing():
            household.journal.keep_pause(PAUSE)
        assert household.told == []
    assert household.told == ["changed"]


def test_many_changes_of_which_one_fails_are_told_once_too(household: Household) -> None:
    with pytest.raises(Problem), household.journal.changing():
        household.journal.save(record_of())
        household.refuse_writing()
        household.journal.delete("0")
    assert household.told == ["changed"]
    household.refuse_writing(False)
    household.journal.delete("0")
    assert household.told == ["changed"] * 2, "and the next is a change of its own"


def test_what_runs_is_told_of_when_it_is_over(household: Household) -> None:
    for practised_s in (1.0, 2.0, 3.0):
        household.journal.checkpoint(record_of(practised_s=practised_s))
    assert [one.practised_s for one in household.sessions] == [3.0]
    assert household.told == []


def test_the_first_goal_is_kept_once(household: Household) -> None:
    for _ in range(2):
        household.journal.freeze_goal()
    assert household.told == ["changed"]


def test_nothing_is_told_of_what_is_only_read(household: Household) -> None:
    household.journal.save(record_of())
    household.told.clear()
    journal = household.journal
    assert journal.this_week() == journal.weeks()[-1] == journal.weeks(4)[-1]
    assert journal.this_week().days_met == 1
    assert set(journal.days_since(MONDAY)) == {MONDAY}
    assert journal.days_since(TUESDAY) == {}
    assert (journal.goals[0].days_a_week, list(journal.pauses)) == (5, [])
    assert household.told == []


# --- the day ---


def test_the_day_turns_at_its_end_and_is_told_once(household: Household) -> None:
    night = EVENING.replace(hour=2, minute=59, second=30) + timedelta(days=1)
    household.go_to(night)
    assert (household.told, household.journal.today) == ([], MONDAY)
    assert household.timer.wait_ms == 30_000, "so the timer looks when it is over"
    for seconds in (30, 31, 3600):
        household.go_to(night + timedelta(seconds=seconds))
    assert household.told == [f"turned to {TUESDAY}"]
    assert household.journal.today == TUESDAY


def test_a_machine_that_slept_for_days_wakes_up_in_one_other_day(household: Household) -> None:
    household.go_to(EVENING + timedelta(days=9))
    assert household.told == [f"turned to {MONDAY + timedelta(days=9)}"]


def test_a_clock_that_is_set_back_turns_the_day_back(household: Household) -> None:
    household.go_to(EVENING - timedelta(days=1))
    household.go_to(EVENING)
    assert household.told == [f"turned to {MONDAY - timedelta(days=1)}", f"turned to {MONDAY}"]


def test_another_end_of_the_day_moves_it_at_once(household: Household) -> None:
    household.go_to(EVENING.replace(hour=1, minute=30) + timedelta(days=1))
    preferences = household.preferences
    preferences.change(replace(preferences.settings, day_boundary_h=2))
    assert (household.told, household.journal.today) == ([], MONDAY)
    preferences.change(replace(preferences.settings, day_boundary_h=1))
    preferences.change(replace(preferences.settings, text_percent=150.0))
    preferences.change(replace(preferences.settings, day_boundary_h=6))
    assert household.told == [f"turned to {TUESDAY}", f"turned to {MONDAY}"]
    assert household.journal.day_ends_h == 6


def test_the_week_turns_with_the_day(household: Household) -> None:
    household.journal.save(record_of())
    household.go_to(EVENING + timedelta(days=7))
    week = household.journal.this_week()
    assert (week.start, week.days_met) == (date(2026, 11, 30), 0)


# --- the file ---


@pytest.mark.skipif(os.name == "nt", reason="an open file keeps its name there")
def test_a_file_that_is_deleted_while_nothing_is_written_is_missed_within_a_minute(household: Household) -> None:
    household.journal.save(record_of())
    for path in household.folder.glob("sessions*"):
        path.unlink()
    assert 0 < household.timer.wait_ms <= 60_000
    household.timer.look()
    household.settle()
    assert [one.uuid for one in household.on_disk] == ["0"]
    assert household.told == ["changed", "moved"]


# --- files that come in ---


def plan_of(household: Household, count: int) -> ImportPlan:
    return ImportPlan(household.folder / "mine.csv", tuple(record_of(number) for number in range(count)))


def copies(household: Household) -> list[str]:
    return sorted(path.name for path in household.journal.copies_folder.glob("*"))


def test_a_thousand_imported_sessions_are_one_change(household: Household) -> None:
    plan = plan_of(household, 1000)
    assert household.journal.preview_import(plan) == ImportCounts(new=1000)
    assert household.told == []
    assert household.journal.run_import(plan) == 1000
    assert household.told == ["changed"]
    assert household.journal.sessions.count() == 1000
    assert household.journal.run_import(plan) == 0, "what is here does not come twice"


def test_a_copy_is_kept_of_how_it_was_before_sessions_came_in(household: Household) -> None:
    household.journal.run_import(plan_of(household, 1))
    (copy,) = copies(household)
    assert "before-import" in copy
    assert read_archive(household.journal.copies_folder / copy).sessions == ()


def test_an_import_that_fails_leaves_no_session_and_is_told(household: Household) -> None:
    household.refuse_writing()
    with pytest.raises(Problem):
        household.journal.run_import(plan_of(household, 3))
    assert (household.told, household.sessions) == (["changed"], [])


def archived(household: Household) -> Archive:
    """Return what is there now, by way of a file, and take it away."""
    file = household.folder / "all.json"
    household.journal.write_archive(file)
    household.connection.execute("DELETE FROM session")
    return read_archive(file)


def test_a_restore_is_told_first_as_such_and_then_as_one_change(household: Household) -> None:
    for number in range(3):
        household.journal.save(record_of(number))
    backup = archived(household)
    household.told.clear()
    assert household.journal.preview_restore(backup).sessions.counts[0] == 3
    assert household.told == []
    done = household.journal.restore(backup, takes_conflicts=False, with_settings=False)
    assert household.told == ["restored", "changed"]
    assert {one.uuid for one in household.sessions} == {"0", "1", "2"}
    assert done.copy is not None and done.copy.exists()


def test_settings_come_with_a_restore_only_where_they_are_wanted_and_are_saved_at_once(household: Household) -> None:
    usual = household.preferences.settings
    household.preferences.change(replace(usual, text_percent=150.0))
    backup = archived(household)
    household.preferences.change(usual)
    household.preferences.flush()
    household.journal.restore(backup, takes_conflicts=False, with_settings=False)
    assert household.preferences.settings == usual
    household.journal.restore(backup, takes_conflicts=False, with_settings=True)
    assert household.preferences.settings.text_percent == 150.0
    assert "150" in (household.folder / "settings.json").read_text(encoding="utf-8")


def test_a_restore_that_fails_changes_nothing_and_is_told_as_a_change(household: Household) -> None:
    household.journal.save(record_of())
    backup = archived(household)
    household.told.clear()
    household.refuse_writing()
    with pytest.raises(Problem):
        household.journal.restore(backup, takes_conflicts=False, with_settings=True)
    assert (household.told, household.sessions) == (["changed"], [])


# --- what is done once a day ---


def test_a_copy_of_the_day_is_kept_once_and_of_each_day(household: Household) -> None:
    household.journal.save(record_of(source=Source.TIMER))
    for _ in range(2):
        household.journal.keep_daily_copy()
    assert copies(household) == [f"sessions.daily-{MONDAY}.sqlite3"]
    household.go_to(EVENING + timedelta(days=1))
    household.journal.keep_daily_copy()
    assert copies(household) == [f"sessions.daily-{day}.sqlite3" for day in (MONDAY, TUESDAY)]


def test_the_bin_forgets_what_has_been_there_for_its_days_and_nothing_else(household: Household) -> None:
    for number in range(2):
        household.journal.save(record_of(number))
    household.journal.delete("0")
    start(household, EVENING + timedelta(days=BIN_DAYS))
    start(household, EVENING + timedelta(days=BIN_DAYS + 1) - timedelta(seconds=1))
    assert household.journal.sessions.count_binned() == 1
    start(household, EVENING + timedelta(days=BIN_DAYS + 1, seconds=1))
    assert household.journal.sessions.count_binned() == 0
    assert [one.uuid for one in household.sessions] == ["1"]


def start(household: Household, moment: datetime) -> None:
    """Do what is done on a day of use."""
    household.go_to(moment)
    household.journal.empty_bin()
    household.journal.keep_daily_copy()


@pytest.mark.parametrize("wrong", [EVENING + timedelta(days=400), datetime(1970, 1, 1, 18, tzinfo=UTC)])
def test_one_start_with_a_wrong_clock_loses_neither_the_bin_nor_a_copy(household: Household, wrong: datetime) -> None:
    household.journal.save(record_of(0))
    for day in range(9):
        start(household, EVENING + timedelta(days=day))
    household.journal.delete("0")
    kept = copies(household)
    for _ in range(2):
        start(household, wrong)
    household.journal.save(record_of(1))
    assert household.journal.sessions.count_binned() == 1
    assert set(copies(household)) > set(kept)
    start(household, EVENING + timedelta(days=9))
    assert household.journal.sessions.count_binned() == 1
    assert [one.uuid for one in household.sessions] == ["1"], "what was practised then stays visible"
    household.journal.undelete("0")
    assert len(household.sessions) == 2


def test_what_came_of_the_last_write_is_told_to_nobody_after_the_end(household: Household) -> None:
    household.journal.do_daily_tasks(lambda _problem: None)
    assert household.journal.ledger.close(10.0)
    QCoreApplication.processEvents()
    assert household.told == []
