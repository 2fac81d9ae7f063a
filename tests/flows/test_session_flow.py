"""A session from end to end: what is shown before it and after it, and what becomes of one that was cut off."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import Status
from psoas_timer.engine.player import PlayerState
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.closing_page import ClosingPage
from psoas_timer.ui.session.discomfort_page import DiscomfortPage
from psoas_timer.ui.session.routine_page import RoutinePage
from tests.running_app import EVENING, Running, Start, press, start
from tests.services.household import held

__all__ = ["start"]  # pytest finds its fixture by its name


def test_a_note_is_kept_with_the_session(start: Start) -> None:
    running = start()
    running.app.start_routine("sitting-check")
    running.finish_session()
    note = running.find(ClosingPage).findChild(QLineEdit)
    QTest.keyClicks(note, "easier today")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert running.sessions[0].note == "easier today"


def test_a_note_is_kept_when_the_window_closes_over_it(start: Start) -> None:
    running = start()
    running.app.start_routine("sitting-check")
    running.finish_session()
    QTest.keyClicks(running.find(ClosingPage).findChild(QLineEdit), "left open")
    running.app.window.close()
    assert running.sessions[0].note == "left open"


def test_belly_pressing_asks_once_for_its_cautions(start: Start) -> None:
    running = start()
    running.app.start_routine("front-stomach-release")
    assert running.page == "RoutinePage"
    running.press(Qt.Key.Key_Return)  # not accepted yet
    assert running.page == "RoutinePage"
    running.press(Qt.Key.Key_Space)  # the box is in focus
    running.press(Qt.Key.Key_Return)
    assert running.page == "SessionPage"
    running.finish_session()
    running.app.show_today()
    running.app.start_routine("front-stomach-release")
    assert running.page == "SessionPage"


def test_the_first_side_alternates_by_day_and_is_kept(start: Start) -> None:
    sides = []
    for days in range(4):
        running = start(EVENING + timedelta(days=days))
        running.app.preferences.acknowledge("front-stomach-release")
        running.app.start_routine("front-stomach-release")
        sides.append(running.app.player.frame.moment.side)
        assert running.sessions[0].first_side is sides[-1]
        running.app.close()
    assert sides in ([Side.LEFT, Side.RIGHT] * 2, [Side.RIGHT, Side.LEFT] * 2)


def test_a_session_left_in_its_settle_leaves_no_trace(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(5)
    running.app.player.end()
    assert running.page == "TodayPage"
    assert running.sessions == []


def test_a_history_that_cannot_be_written_never_stops_the_session(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(20)
    running.settle()
    held_back = QSignalSpy(running.app.journal.held_back)
    running.app.database.execute("PRAGMA query_only = ON")
    running.run(30)
    assert held_back.wait(20_000)
    assert running.app.player.state is PlayerState.RUNNING
    assert "keeps it and tries again" in running.told
    running.app.database.execute("PRAGMA query_only = OFF")
    running.settle()
    assert running.told == "", "it is saved after all, and the message is taken back"


def test_the_quiet_screen_is_right_while_another_program_holds_the_file(start: Start) -> None:
    running = start()
    with held(running.folder):
        running.app.start_routine("sitting-check")
        running.finish_session()
        assert running.page == "ClosingPage"
        assert any("you practised 1:00 of 1:00 minutes" in text for text in running.texts)
        assert any("1 of 5" in text for text in running.texts), running.texts
        QTest.keyClicks(running.find(ClosingPage).findChild(QLineEdit), "calm")
        running.press(Qt.Key.Key_Return)
        assert (running.page, running.sessions[0].note) == ("TodayPage", "calm")
    running.settle()
    assert running.sessions[0].note == "calm"


def test_an_unknown_routine_is_told_with_those_that_are_known(start: Start) -> None:
    running = start()
    running.app.start_routine("no-such-thing")
    assert "no-such-thing" in running.told
    assert "supported-bridge" in running.told
    assert running.page == "TodayPage"


def test_a_screen_that_may_turn_itself_off_is_told_in_a_session_only(start: Start) -> None:
    running = start()
    running.app.tell_sleepy_screen()
    assert running.told == ""
    running.app.start_routine("supported-bridge")
    running.app.tell_sleepy_screen()
    scene = running.find(BreathView).scene
    assert scene is not None
    assert "screen may turn off" in scene.message


def test_a_note_that_cannot_be_kept_is_told(start: Start) -> None:
    running = start()
    running.app.start_routine("sitting-check")
    running.finish_session()
    running.settle()
    running.app.database.execute("PRAGMA query_only = ON")
    QTest.keyClicks(running.find(ClosingPage).findChild(QLineEdit), "lost")
    running.press(Qt.Key.Key_Return)
    assert running.told
    assert (running.page, running.sessions[0].note) == ("TodayPage", "")
    running.app.database.execute("PRAGMA query_only = OFF")


def test_what_is_chosen_on_the_page_of_a_routine_shapes_its_session(start: Start) -> None:
    running = start()
    press(running, "Look at Supported bridge first")
    minutes = running.find(RoutinePage).findChild(QDoubleSpinBox)
    minutes.setValue(7)
    running.press(Qt.Key.Key_Return)
    assert running.page == "SessionPage"
    assert running.app.player.frame.moment.stage.duration_s == 7 * 60.0


def test_escape_leaves_the_page_of_a_routine(start: Start) -> None:
    running = start()
    running.press(Qt.Key.Key_Return)
    running.press(Qt.Key.Key_Escape)
    assert running.page == "TodayPage"


def test_the_quiet_screen_fills_no_screen(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(20)
    running.press(Qt.Key.Key_F)
    assert running.app.window.isFullScreen()
    running.finish_session()
    assert running.page == "ClosingPage"
    assert not running.app.window.isFullScreen()


# --- asked how one feels ---


def ask(running: Running, stop: int | None = None) -> None:
    preferences = running.app.preferences
    preferences.change(replace(preferences.settings, asks_discomfort=True, discomfort_stop=stop))


def test_discomfort_is_asked_before_and_after_and_kept(start: Start) -> None:
    running = start()
    ask(running)
    running.app.start_routine("supported-bridge")
    assert running.page == "DiscomfortPage"
    press(running, "6 of 10")
    assert running.page == "SessionPage"
    running.finish_session()
    press(running, "3 of 10")
    (record,) = running.sessions
    assert (record.discomfort_before, record.discomfort_after) == (6, 3)


def test_discomfort_may_be_skipped(start: Start) -> None:
    running = start()
    ask(running)
    running.app.start_routine("supported-bridge")
    press(running, "Skip")
    assert running.page == "SessionPage"
    running.finish_session()
    assert running.sessions[0].discomfort_before is None


def test_from_the_stop_level_on_rest_is_advised(start: Start) -> None:
    running = start()
    ask(running, stop=7)
    running.app.start_routine("supported-bridge")
    press(running, "8 of 10")
    assert running.page == "DiscomfortPage"
    press(running, "Rest today")
    assert running.page == "TodayPage"
    assert running.sessions == []


def test_the_question_can_be_left_for_the_routine(start: Start) -> None:
    running = start()
    ask(running)
    running.app.start_routine("supported-bridge")
    running.find(DiscomfortPage)
    running.press(Qt.Key.Key_Escape)
    assert (running.page, running.sessions) == ("RoutinePage", [])


# --- going on after a crash ---


def crash(running: Running, seconds: float) -> Path:
    """Run a session and return a copy of the data as a power loss would leave it: nothing was closed."""
    running.app.preferences.acknowledge("front-stomach-release")
    running.app.preferences.flush()
    running.app.start_routine("front-stomach-release")
    running.run(seconds)
    return Path(shutil.copytree(running.folder, running.folder / "after the crash"))


def test_after_a_crash_the_session_is_partial_and_goes_on_at_its_stage(start: Start) -> None:
    left = crash(start(), 15 + 160 + 15 + 50)  # in the second side
    again = start(EVENING + timedelta(hours=1), left)
    assert again.sessions[0].status is Status.PARTIAL
    assert "right side" in again.told or "left side" in again.told
    again.accept_offer()
    assert (again.page, again.app.player.state) == ("SessionPage", PlayerState.WAITING)
    moment = again.app.player.frame.moment
    assert (moment.stage_index, moment.elapsed_s) == (1, again.app.player.frame.timeline.stage_spans[1].start_s)
    again.press(Qt.Key.Key_Space)
    again.finish_session()
    [record] = again.sessions
    assert record.status is Status.COMPLETE
    assert record.practised_s == pytest.approx(record.planned_s)


def test_a_session_of_another_day_is_kept_but_not_gone_on_with(start: Start) -> None:
    left = crash(start(), 100)
    again = start(EVENING + timedelta(days=2), left)
    assert (again.sessions[0].status, again.told) == (Status.PARTIAL, "")


def test_an_offer_to_go_on_is_taken_back_when_its_day_is_over(start: Start) -> None:
    again = start(EVENING + timedelta(hours=1), crash(start(), 100))
    again.app.window.activated.emit()
    assert "was interrupted" in again.told
    again.start += timedelta(days=1)
    again.app.window.activated.emit()
    assert again.told == ""


def test_nobody_practises_for_another_day_by_an_offer_that_was_left_open(start: Start) -> None:
    again = start(EVENING + timedelta(hours=1), crash(start(), 100))
    kept = again.sessions
    again.start += timedelta(days=1)
    again.accept_offer()
    assert again.told == "That session can no longer be resumed. You can start a new one."
    assert (again.page, again.sessions) == ("TodayPage", kept)


def test_a_session_that_was_deleted_meanwhile_is_not_gone_on_with(start: Start) -> None:
    again = start(EVENING + timedelta(hours=1), crash(start(), 100))
    assert "was interrupted" in again.told
    again.app.journal.delete(again.sessions[0].uuid)
    assert again.told == ""
    assert again.page == "TodayPage"


def test_what_was_noted_over_an_offer_to_go_on_is_kept(start: Start) -> None:
    again = start(EVENING + timedelta(hours=1), crash(start(), 100))
    again.app.journal.set_note(again.sessions[0].uuid, "the power went")
    again.accept_offer()
    again.press(Qt.Key.Key_Space)
    again.finish_session()
    assert [record.note for record in again.sessions] == ["the power went"]


def test_another_session_takes_the_offer_to_go_on_away(start: Start) -> None:
    again = start(EVENING + timedelta(hours=1), crash(start(), 100))
    again.app.start_routine("supported-bridge")
    again.app.player.end()
    assert (again.page, again.told) == ("TodayPage", "")
