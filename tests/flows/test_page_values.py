"""What the pages show, gathered from a household without a window: weeks, streaks, routines, sessions bit by bit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from psoas_timer.core.breath.routine import StageChoice
from psoas_timer.core.history.adherence import MetShare
from psoas_timer.core.history.goal import Goal
from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.engine.clock import local_zone
from psoas_timer.flows.page_values import (
    MOST_CARDS,
    MOST_FAULTS,
    WEEKS_ON_TODAY,
    gather_history,
    gather_preparation,
    gather_reminder,
    gather_today,
    suggested_routine,
)
from psoas_timer.services.reminders import Reminders
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.store.places import ROUTINES_FOLDER, assets_dir
from psoas_timer.ui.kit.reminder_words import notice_body
from tests.daily_reminder import DAILY
from tests.services.household import EVENING, Household, household

__all__ = ["household"]  # pytest finds its fixture by its name

MONDAY = EVENING.date()
WEEK = timedelta(days=7)


def practise_week(household: Household, days: int) -> None:
    """Practise on so many days from now on, and go on to the next week."""
    monday = household.moment
    for day in range(days):
        household.go_to(monday + timedelta(days=day))
        household.practise()
    household.go_to(monday + WEEK)


# --- Today ---


def test_before_the_first_session_there_are_weeks_but_nothing_is_said_of_them(household: Household) -> None:
    today = gather_today(household.practice, household.journal, household.preferences)
    assert today.today == MONDAY
    assert len(today.weeks) == WEEKS_ON_TODAY
    assert (today.weeks[-1].start, today.weeks[-1].is_current) == (MONDAY, True)
    assert (today.streak.weeks, today.recent, dict(today.days), today.since) == (0, MetShare(0, 0), {}, None)
    assert today.suggestion.is_first


def test_only_weeks_since_there_was_any_practice_are_judged(household: Household) -> None:
    for days in (5, 2, 5):
        practise_week(household, days)
    household.practise()
    today = gather_today(household.practice, household.journal, household.preferences)
    assert (today.streak.weeks, today.recent) == (1, MetShare(2, 3))
    assert len(today.weeks) == WEEKS_ON_TODAY
    assert [week.days_met for week in today.weeks[-4:]] == [5, 2, 5, 1]
    assert set(today.days) == {household.journal.today}, "the days of this week alone"
    assert today.since == MONDAY


def test_a_long_history_is_cut_to_the_weeks_that_have_room(household: Household) -> None:
    household.practise()
    household.go_to(EVENING + 20 * WEEK)
    today = gather_today(household.practice, household.journal, household.preferences)
    assert len(today.weeks) == WEEKS_ON_TODAY
    assert today.weeks[-1].is_current


def test_every_routine_has_its_length_with_what_was_chosen_of_it(household: Household) -> None:
    usual = gather_today(household.practice, household.journal, household.preferences)
    assert {routine.id for routine in usual.routines} == set(usual.lengths_s) == set(household.practice.routines)
    household.preferences.choose("supported-bridge", "bridge", StageChoice(duration_s=180.0))
    chosen = gather_today(household.practice, household.journal, household.preferences)
    assert chosen.lengths_s == {**usual.lengths_s, "supported-bridge": 180.0}


def test_what_is_due_is_the_daily_one_and_then_what_was_not_practised_for_longest(household: Household) -> None:
    first = suggested_routine(household.practice, household.journal)
    assert gather_today(household.practice, household.journal, household.preferences).suggestion.routine == first
    household.practise(first.id)
    second = suggested_routine(household.practice, household.journal)
    assert second != first
    household.journal.delete(household.sessions[0].uuid)
    assert suggested_routine(household.practice, household.journal) == first
    household.journal.undelete(household.journal.sessions.binned()[0].uuid)
    household.go_to(EVENING + timedelta(days=1))
    assert suggested_routine(household.practice, household.journal) == first


def test_a_routine_that_presses_the_belly_is_locked_until_its_cautions_are_accepted(household: Household) -> None:
    def locked() -> set[str]:
        return set(gather_today(household.practice, household.journal, household.preferences).locked)

    pressing = {routine.id for routine in household.practice.routines.values() if routine.presses_belly}
    assert locked() == pressing != set()
    for routine_id in pressing:
        household.preferences.acknowledge(routine_id)
    assert locked() == set()


def test_a_file_that_is_no_routine_is_named(household: Household) -> None:
    (household.folder / ROUTINES_FOLDER).mkdir()
    (household.folder / ROUTINES_FOLDER / "broken.toml").write_text("title = \n")
    (fault,) = gather_today(household.practice, household.journal, household.preferences).faults
    assert "broken.toml" in fault


# --- a routine, and a reminder ---


def test_a_routine_is_shown_with_what_was_chosen_and_accepted_of_it(household: Household) -> None:
    routine_id = "front-stomach-release"
    usual = gather_preparation(household.practice, household.preferences, routine_id)
    assert (usual.routine.id, usual.choices, usual.is_acknowledged) == (routine_id, {}, False)
    stage, choice = usual.routine.stages[0], StageChoice(pattern_name="slow")
    household.preferences.choose(routine_id, stage.id, choice)
    household.preferences.acknowledge(routine_id)
    chosen = gather_preparation(household.practice, household.preferences, routine_id)
    assert (chosen.choices, chosen.is_acknowledged) == ({stage.id: choice}, True)
    assert chosen.timeline == household.practice.compile(chosen.routine)


@pytest.mark.parametrize("wanted", ["sitting-check", "", "gone"])
def test_a_reminder_is_of_its_routine_or_else_of_what_is_due(household: Household, wanted: str) -> None:
    household.start()
    household.run(15 + 60)
    household.player.end()
    (record,) = household.sessions
    practice, journal, log = household.practice, household.journal, ReminderLog(household.connection)
    log.keep(replace(DAILY, routine_id=wanted))
    reminders = Reminders(practice, journal, log, household.timer, zone_at=local_zone)
    reminders.begin()
    assert len(reminders.waiting) == 1
    routine = practice.routines.get(wanted) or suggested_routine(practice, journal)
    body = notice_body(journal.this_week(), routine, practice.compile(routine).practice_s, record.share)
    assert gather_reminder(practice, journal, reminders) == body


def test_a_reminder_with_a_plan_says_it_in_the_own_words_of_the_person(household: Household) -> None:
    practice, journal, log = household.practice, household.journal, ReminderLog(household.connection)
    log.keep(DAILY)
    reminders = Reminders(practice, journal, log, household.timer, zone_at=local_zone)
    reminders.begin()
    body = gather_reminder(practice, journal, reminders, {DAILY.uuid: "had tea", "another": "slept"})
    assert body == "When I have had tea, I lie down for 5 minutes. 0 of 5 this week."
    assert "slept" not in gather_reminder(practice, journal, reminders, {"another": "slept"})


# --- History ---


def test_history_has_every_week_and_day_and_both_streaks(household: Household) -> None:
    for days in (5, 5, 2, 5):
        practise_week(household, days)
    history = gather_history(household.journal)
    assert [week.days_met for week in history.weeks] == [5, 5, 2, 5, 0]
    assert (history.current.weeks, history.longest.weeks, history.recent) == (1, 2, MetShare(3, 4))
    assert len(history.days) == 17
    assert history.today == MONDAY + 4 * WEEK


def test_history_loads_the_sessions_bit_by_bit_as_they_are_by_then(household: Household) -> None:
    practise_week(household, 3)
    source = gather_history(household.journal).sessions
    everything = SessionQuery()
    newest_first = [one.uuid for one in household.sessions]
    assert (source.count(everything), source.count_binned()) == (3, 0)
    assert [one.uuid for one in source.load(everything, 1, 1)] == newest_first[1:2]
    assert list(source.routine_titles) == ["supported-bridge"]
    household.journal.delete(newest_first[0])
    assert (source.count(everything), source.count_binned()) == (2, 1)
    assert [one.uuid for one in source.load(everything, 0, 9)] == newest_first[1:]


def test_history_has_what_was_said_of_discomfort_and_the_calendar_of_the_goal(household: Household) -> None:
    household.start(discomfort=6)
    household.run(10_000)
    household.journal.set_discomfort_after(household.sessions[0].uuid, 2)
    household.journal.change_goal(Goal(first_weekday=6))
    history = gather_history(household.journal)
    assert history.ratings is not None
    found = history.ratings(household.journal.today, household.journal.today)
    assert [(one.before, one.after) for one in found] == [(6, 2)]
    assert history.first_weekday == household.journal.goals[-1].first_weekday


def test_of_many_routines_the_first_are_shown_and_the_faults_of_many_files_are_told_shortly(
    household: Household,
) -> None:
    folder = household.folder / ROUTINES_FOLDER
    folder.mkdir()
    whole = (assets_dir() / "routines" / "sitting-check.toml").read_text(encoding="utf-8")
    for number in range(MOST_CARDS + 20):
        text = whole.replace('title = "Sitting check"', f'title = "Own {number:03}"', 1)
        (folder / f"own-{number:03}.toml").write_text(text, encoding="utf-8")
    for number in range(MOST_FAULTS + 3):
        (folder / f"faulty-{number:02}.toml").write_text("title = 3\n")
    today = gather_today(household.practice, household.journal, household.preferences)
    assert len(today.routines) == len(today.lengths_s) == MOST_CARDS
    assert len(today.routines) + today.more == 6 + MOST_CARDS + 20
    assert len(today.faults) == MOST_FAULTS + 1
    assert today.faults[0].startswith(str(folder / "faulty-00.toml"))
    last = f"3 more routine files have faults, such as faulty-{MOST_FAULTS}.toml, faulty-11.toml, faulty-12.toml."
    assert today.faults[-1] == last
    assert (
        len(gather_today(household.practice, household.journal, household.preferences, MOST_CARDS + 1).routines)
        == MOST_CARDS + 1
    )
