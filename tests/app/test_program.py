"""The program as a whole, offscreen, under clocks of the test's own."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from psoas_timer.app.program import App
from psoas_timer.core.breath.routine import Side, StageChoice
from psoas_timer.core.history.session import Status
from psoas_timer.core.settings import ThemeChoice, View
from psoas_timer.engine.clock import Clocks, local_now
from psoas_timer.engine.player import PlayerState
from psoas_timer.store.places import ROUTINES_FOLDER, SETTINGS_FILE
from psoas_timer.ui.kit.day_mark import DayMark, DayState, mark_word
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.closing_page import ClosingPage
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.running_app import EVENING, Running, Start, start

__all__ = ["start"]  # pytest finds its fixture by its name


def test_one_that_waits_in_the_background_has_an_empty_window_until_it_is_opened(
    qapp: QApplication, tmp_path: Path
) -> None:
    app = App(qapp, tmp_path, Clocks(lambda: 0.0, lambda: EVENING), is_silent=True)
    app.begin_reminding()
    app.window.activated.emit()
    assert app.window.is_empty
    assert app.window.isHidden()
    app.open()
    assert type(app.window.page).__name__ == "TodayPage"
    assert app.window.isVisible()
    app.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_opening_the_window_again_leaves_it_at_the_session(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.app.window.hide()
    running.app.open()
    assert running.page == "SessionPage"


def test_enter_shows_a_routine_that_was_never_done_and_enter_again_starts_it(start: Start) -> None:
    running = start()
    running.press(Qt.Key.Key_Return)
    assert running.page == "RoutinePage"
    running.press(Qt.Key.Key_Return)
    assert running.page == "SessionPage"
    assert running.app.player.state is PlayerState.RUNNING


def test_enter_starts_at_once_what_was_done_before(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.finish_session()
    running.app.close()
    later = start(EVENING + timedelta(days=1))
    later.press(Qt.Key.Key_Return)
    assert (later.page, later.sessions[0].routine_id) == ("SessionPage", "supported-bridge")


def test_a_whole_session_is_in_the_history_the_moment_it_ends(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 300)
    assert running.page == "ClosingPage"
    [record] = running.sessions
    assert (record.status, record.planned_s, record.practised_s) == (Status.COMPLETE, 300.0, 300.0)
    assert record.practice_date == date(2026, 11, 23)
    assert record.started == EVENING
    assert running.app.journal.weeks()[-1].adherent == (date(2026, 11, 23),)
    running.press(Qt.Key.Key_Return)
    assert running.page == "TodayPage"


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


def test_closing_the_window_keeps_the_running_session_as_partial(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(15 + 47)
    running.app.window.close()
    [record] = running.sessions
    assert (record.status, record.practised_s) == (Status.PARTIAL, 47.0)


def test_a_session_left_in_its_settle_leaves_no_trace(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(5)
    running.app.player.end()
    assert running.page == "TodayPage"
    assert running.sessions == []


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


def test_settings_take_effect_at_once_and_survive_a_restart(start: Start, qapp: QApplication) -> None:
    running = start()
    size = qapp.font().pointSizeF()
    changed = replace(
        running.app.preferences.settings, theme=ThemeChoice.DARK, text_percent=150.0, settle_s=5.0, view=View.DIAPHRAGM
    )
    running.app.preferences.change(changed)
    assert qapp.font().pointSizeF() == pytest.approx(size * 1.5, rel=0.01)
    assert qapp.palette().window().color().name() == DARK.background
    running.app.close()
    again = start()
    assert again.app.preferences.settings == changed
    again.app.start_routine("supported-bridge")
    assert again.app.player.frame.timeline.stage_spans[0].practice_s == 5.0
    again.app.preferences.change(replace(changed, theme=ThemeChoice.LIGHT, text_percent=100.0))
    assert qapp.palette().window().color().name() == LIGHT.background


def test_a_persons_own_figures_and_choices_shape_the_session(start: Start) -> None:
    running = start()
    running.app.preferences.choose(
        "supported-bridge", "bridge", StageChoice(pattern_name="slow-hold", duration_s=180.0)
    )
    running.app.start_routine("supported-bridge")
    stage = running.app.player.frame.moment.stage
    assert (stage.pattern.hold_in_s, stage.duration_s) == (3.0, 180.0)


def test_a_broken_routine_of_the_persons_own_is_listed_with_its_fault_and_hurts_nothing(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / ROUTINES_FOLDER).mkdir()
    (tmp_path / ROUTINES_FOLDER / "broken.toml").write_text("title = \n")
    running = start()
    assert any("broken.toml" in text for text in running.texts)
    assert len(running.app.practice.routines) == 6


def test_a_damaged_settings_file_is_told_and_kept(start: Start, tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text("{ not json")
    running = start()
    assert SETTINGS_FILE in running.told
    assert any(path.read_text() == "{ not json" for path in tmp_path.glob("settings*.json"))


def test_an_unknown_routine_is_told_with_those_that_are_known(start: Start) -> None:
    running = start()
    running.app.start_routine("no-such-thing")
    assert "no-such-thing" in running.told
    assert "supported-bridge" in running.told
    assert running.page == "TodayPage"


def test_a_history_that_cannot_be_written_never_stops_the_session(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.run(20)
    running.app.database.execute("PRAGMA query_only = ON")
    running.run(30)
    assert running.app.player.state is PlayerState.RUNNING
    assert running.told


def test_an_unexpected_fault_is_told_once_and_the_session_goes_on(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    for _ in range(2):
        running.app.tell_fault(ValueError, ValueError("a bug"), None)
    assert "a bug" in capsys.readouterr().err
    assert str(running.folder) in running.told
    running.run(20)
    assert running.app.player.state is PlayerState.RUNNING


def test_every_place_can_be_reached_and_left_by_keyboard(start: Start) -> None:
    running = start()
    running.app.window.activateWindow()
    assert QTest.qWaitForWindowActive(running.app.window)
    for key, page in ((Qt.Key.Key_2, "HistoryPage"), (Qt.Key.Key_3, "SettingsPage"), (Qt.Key.Key_1, "TodayPage")):
        QTest.keyClick(running.app.window, key, Qt.KeyboardModifier.ControlModifier)
        assert running.page == page


def test_the_week_turns_over_while_the_window_stays_open(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.finish_session()
    running.app.show_today()
    assert (
        mark_word(DayMark(date(2026, 11, 23), DayState.DONE, is_today=True))
        in running.find(WeekStrip).accessibleDescription()
    )
    running.start = EVENING + timedelta(days=7)
    running.app.window.activated.emit()
    monday = DayMark(date(2026, 11, 30), DayState.TODAY, is_today=True)
    assert running.find(WeekStrip).accessibleDescription().startswith(mark_word(monday))


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_second_start_begins_what_it_wants_and_never_ends_a_session(start: Start) -> None:
    running = start()
    running.app.answer()
    assert running.page == "TodayPage"
    running.app.answer("supported-bridge")
    assert running.page == "SessionPage"
    running.run(20)
    running.app.answer("front-stomach-release")
    assert running.page == "SessionPage"
    assert [one.routine_id for one in running.sessions] == ["supported-bridge"]


def test_a_screen_that_may_turn_itself_off_is_told_in_a_session_only(start: Start) -> None:
    running = start()
    running.app.tell_sleepy_screen()
    assert running.told == ""
    running.app.start_routine("supported-bridge")
    running.app.tell_sleepy_screen()
    scene = running.find(BreathView).scene
    assert scene is not None
    assert "screen may turn off" in scene.message


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="where the C library has its zone from the system at each call")
def test_another_zone_is_seen_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for zone, hours in (("JST-9", 9), ("EST5", -5)):
            patch.setenv("TZ", zone)
            assert local_now().utcoffset() == timedelta(hours=hours)
    local_now()  # and back to the machine's own


def test_nobody_is_told_of_weeks_before_they_began(start: Start) -> None:
    running = start()
    assert "Your streak starts with this week." in running.texts
