"""Practising, with the journal behind it: what is kept while a session runs, and what may go on later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from psoas_timer.core.breath.routine import Side, StageChoice
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.history.session import Source, Status
from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.settings import READY_S
from psoas_timer.engine.player import PlayerState
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.places import ROUTINES_FOLDER
from tests.services.household import EVENING, SETTLE_S, Household, held, household

__all__ = ["household"]  # pytest finds its fixture by its name

SIDED = "front-stomach-release"


def crash(household: Household, seconds: float, routine_id: str = SIDED) -> None:
    """Leave a session in the database as a power loss would: it still runs there, and nobody plays it."""
    household.start(routine_id)
    household.run(seconds)
    kept = household.sessions[0]
    assert kept.status is Status.RUNNING
    household.player.end()
    household.journal.checkpoint(replace(kept, status=Status.RUNNING))
    household.told.clear()


# --- while it runs ---


def test_a_session_is_kept_from_its_first_moment_and_told_of_when_it_has_ended(household: Household) -> None:
    household.journal.freeze_goal()
    household.told.clear()
    household.start(discomfort=6)
    household.run(SETTLE_S + 60)
    (running,) = household.sessions
    assert (running.status, running.discomfort_before) == (Status.RUNNING, 6)
    assert running.practised_s == pytest.approx(60, abs=3)
    assert household.told == []
    household.run(1000)
    assert household.told == ["changed", "ended"], "who hears of the end finds it kept"
    (record,) = household.sessions
    assert (record.uuid, record.status, record.practised_s) == (running.uuid, Status.COMPLETE, record.planned_s)


def test_nothing_begins_while_a_session_is_under_way(household: Household) -> None:
    household.start()
    household.run(30)
    household.start(SIDED)
    household.practice.resume(household.sessions[0])
    assert [one.routine_id for one in household.sessions] == ["supported-bridge"]
    assert household.player.frame.moment.elapsed_s == pytest.approx(30)


def test_a_session_left_in_its_settle_leaves_no_trace_and_is_one_change(household: Household) -> None:
    household.journal.freeze_goal()
    household.told.clear()
    household.start()
    household.run(5)
    household.player.end()
    assert household.sessions == []
    assert household.journal.sessions.count_binned() == 0
    assert household.told == ["changed", "ended"]


def test_a_journal_that_cannot_be_written_never_stops_a_session_and_is_told_once(household: Household) -> None:
    household.start()
    household.run(20)
    household.settle()
    household.refuse_writing()
    household.told.clear()
    household.run(10)
    household.hear("held_back")
    household.run(10)
    assert household.player.state is PlayerState.RUNNING
    assert household.told == ["held back"]
    household.player.end()
    assert household.told == ["held back", "changed", "ended"]
    (ended,) = household.sessions
    assert ended.status is Status.PARTIAL, "who reads sees what was written, on the disk or not"
    household.refuse_writing(False)
    household.settle()
    assert household.told[3:] == ["caught up"]
    assert household.on_disk == [ended] == household.sessions


def test_a_goal_that_cannot_be_kept_does_not_stop_it_from_beginning(household: Household) -> None:
    household.refuse_writing()
    household.start()
    assert household.player.is_active
    household.hear("held_back")
    household.refuse_writing(False)
    household.settle()
    assert GoalLog(household.connection).goals() == household.journal.goals


def test_the_first_session_keeps_the_goal_that_it_counts_for(household: Household) -> None:
    assert GoalLog(household.connection).goals() == ()
    household.start()
    household.settle()
    assert GoalLog(household.connection).goals() == household.journal.goals


def test_no_program_that_holds_the_file_holds_up_a_session(household: Household) -> None:
    """Each of these would wait for the lock if it waited for the disk."""
    household.journal.freeze_goal()
    with held(household.folder):
        done = household.practise()
        assert household.journal.this_week().days_met == 1
        household.journal.set_note(done.uuid, "calm")
        assert [(one.status, one.note) for one in household.sessions] == [(Status.COMPLETE, "calm")]
        assert household.on_disk == []
    household.settle()
    assert [one.note for one in household.on_disk] == ["calm"]


def test_a_session_that_is_left_is_kept_as_running_for_the_next_start(household: Household) -> None:
    household.start()
    household.run(SETTLE_S + 20.5)
    household.practice.leave()
    household.settle()
    (kept,) = household.on_disk
    assert (kept.status, kept.practised_s) == (Status.RUNNING, pytest.approx(20.5))
    assert "ended" not in household.told
    record = household.practice.find_resumable()
    assert record is not None and record.uuid == kept.uuid


# --- how it is laid out ---


def test_a_session_that_waits_leaves_a_moment_after_the_key(household: Household) -> None:
    routine = household.practice.routines["supported-bridge"]
    assert household.practice.compile_start(routine).stage_spans[0].practice_s == SETTLE_S
    household.preferences.adjust(wait_for_me=True)
    assert household.practice.compile_start(routine).stage_spans[0].practice_s == READY_S
    household.start()
    assert household.player.state is PlayerState.WAITING


def test_the_first_session_of_a_routine_waits_and_later_ones_take_the_time_that_it_needs(household: Household) -> None:
    household.preferences.adjust(settle_s=None)
    routine = household.practice.routines["supported-bridge"]
    household.start()
    assert household.player.state is PlayerState.WAITING
    assert household.player.frame.timeline == household.practice.compile_start(routine)
    household.player.toggle_pause()
    household.run(READY_S + 20)
    household.player.end()
    assert household.practice.compile_start(routine).stage_spans[0] == compile_timeline(routine).stage_spans[0]
    household.start()
    assert household.player.state is PlayerState.RUNNING


def test_a_time_of_ones_own_is_kept_also_the_first_time(household: Household) -> None:
    household.preferences.adjust(settle_s=7.0)
    household.start()
    assert household.player.state is PlayerState.RUNNING
    assert household.player.frame.timeline.stage_spans[0].practice_s == 7.0


def test_a_persons_own_figures_and_choices_shape_it(household: Household) -> None:
    choice = StageChoice(pattern_name="slow-hold", duration_s=180.0)
    household.preferences.choose("supported-bridge", "bridge", choice)
    household.start()
    stage = household.player.frame.moment.stage
    assert (stage.pattern.hold_in_s, stage.duration_s) == (3.0, 180.0)


def test_the_first_side_is_the_other_one_each_day_unless_it_is_given(household: Household) -> None:
    routine = household.practice.routines[SIDED]
    sides = []
    for days in range(4):
        household.go_to(EVENING + timedelta(days=days))
        sides.append(household.practice.compile(routine).stages[0].side)
    assert sides in ([Side.LEFT, Side.RIGHT] * 2, [Side.RIGHT, Side.LEFT] * 2)
    for side in Side:
        assert household.practice.compile(routine, first_side=side).stages[0].side is side


# --- routines ---


def test_routines_are_read_when_they_are_first_wanted_and_anew_after_a_restore(household: Household) -> None:
    assert household.loads == 0
    assert household.practice.routines == household.practice.routines
    assert household.loads == 1
    household.journal.restored.emit()
    assert household.practice.routine_faults == []
    assert household.loads == 2


def test_a_broken_file_of_the_persons_own_is_named_and_hurts_no_other(household: Household) -> None:
    folder = household.folder / ROUTINES_FOLDER
    folder.mkdir()
    (folder / "broken.toml").write_text("title = \n")
    (fault,) = household.practice.routine_faults
    assert "broken.toml" in str(fault)
    shipped = [path.stem for path in Path("assets/routines").glob("*.toml")]
    assert sorted(household.practice.routines) == sorted(shipped)


# --- entered later ---


def test_what_was_done_elsewhere_is_kept_as_entered_in_one_change(household: Household) -> None:
    entry = SessionEntry(
        EVENING.replace(tzinfo=None) - timedelta(days=1), "supported-bridge", 240.0, note="in the park"
    )
    record = household.practice.enter(entry)
    assert household.told == ["changed"], "with the goal that is kept with the first session"
    assert household.sessions == [record]
    assert (record.source, record.practised_s, record.note) == (Source.ENTERED, 240.0, "in the park")


def test_what_is_not_over_yet_is_not_kept(household: Household) -> None:
    entry = SessionEntry(EVENING.replace(tzinfo=None) + timedelta(days=1), "supported-bridge", 240.0)
    with pytest.raises(BadValue):
        household.practice.enter(entry)
    assert (household.sessions, household.told) == ([], [])


def test_what_cannot_be_kept_is_said(household: Household) -> None:
    household.refuse_writing()
    with pytest.raises(Problem):
        household.practice.enter(SessionEntry(EVENING.replace(tzinfo=None) - timedelta(days=1), "sitting-check", 60.0))
    assert household.told == ["changed"]


# --- going on after a crash ---


def test_without_a_crash_there_is_nothing_to_go_on_with(household: Household) -> None:
    household.practise()
    assert household.practice.find_resumable() is None


def test_what_a_crash_left_is_closed_and_goes_on_from_the_start_of_its_stage(household: Household) -> None:
    crash(household, SETTLE_S + 160 + SETTLE_S + 50)  # in the second side
    record = household.practice.find_resumable()
    assert record is not None
    assert record.status is Status.PARTIAL
    assert household.told == ["changed"]
    assert household.practice.stage_to_resume(record) == 1
    household.practice.resume(record)
    assert household.player.state is PlayerState.WAITING, "until the person lies there"
    span = household.player.frame.timeline.stage_spans[1]
    assert household.player.frame.moment.elapsed_s == span.start_s
    household.player.toggle_pause()
    household.run(1000)
    (done,) = household.sessions
    assert (done.uuid, done.status) == (record.uuid, Status.COMPLETE)
    assert done.practised_s == pytest.approx(done.planned_s), "each second counts once"


def test_a_session_of_another_day_is_closed_but_does_not_go_on(household: Household) -> None:
    crash(household, 100)
    household.go_to(EVENING + timedelta(days=1))
    assert household.practice.find_resumable() is None
    assert [one.status for one in household.sessions] == [Status.PARTIAL]


def test_it_can_go_on_only_as_long_as_it_is_there_and_its_day_lasts(household: Household) -> None:
    crash(household, 100)
    record = household.practice.find_resumable()
    assert record is not None
    household.journal.set_note(record.uuid, "the power went")
    again = household.practice.resumable(record.uuid)
    assert again is not None and again.note == "the power went", "as it is kept now"
    household.journal.delete(record.uuid)
    assert household.practice.resumable(record.uuid) is None
    household.journal.undelete(record.uuid)
    assert household.practice.resumable(record.uuid) is not None
    household.go_to(EVENING + timedelta(days=1))
    assert household.practice.resumable(record.uuid) is None


def test_a_routine_that_is_gone_has_nothing_to_go_on_with(household: Household) -> None:
    crash(household, 100)
    household.journal.checkpoint(replace(household.sessions[0], routine_id="gone"))
    assert household.practice.find_resumable() is None


def test_a_stage_that_the_routine_no_longer_has_is_its_last_one(household: Household) -> None:
    crash(household, 100)
    record = replace(household.sessions[0], stage_index=9, reached_s={0: 40.0, 9: 20.0})
    stages = len(household.practice.compile(household.practice.routines[SIDED]).stages)
    assert household.practice.stage_to_resume(record) == stages - 1
    household.practice.resume(record)
    household.player.end()
    assert household.sessions[0].reached_s == {0: 40.0}
