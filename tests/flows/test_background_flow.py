"""The program in the background, with fakes for what the desktop provides."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Pause
from psoas_timer.core.history.session import Status
from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.desktop.notices.notice import Notice
from psoas_timer.engine.player import PlayerState
from psoas_timer.flows.background_flow import BackgroundFlow
from psoas_timer.store.database.reminder_log import ReminderLog
from psoas_timer.ui.background.closing_question import ClosingQuestion
from psoas_timer.ui.background.reminder_window import ReminderWindow
from psoas_timer.ui.kit.pending_bar import PendingBar
from psoas_timer.ui.session.end_question import EndQuestion
from tests.daily_reminder import DAILY
from tests.desktop.fake_notifier import FakeNotifier
from tests.running_app import EVENING, Running, Start, practise, press, start
from tests.ui.fake_tray import FakeTray

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "does not support raise"
)  # what a window without a screen cannot do

MINUTE = timedelta(minutes=1)
WORDS = "0 of 5 this week. 5 minutes on your back?"
IN_THE_TRAY = "It keeps running in the tray to remind you. To quit, use its menu there."


class Desk:
    """The program on a fake desktop, with a reminder that is due at six."""

    def __init__(self, running: Running) -> None:
        self.running, self.app = running, running.app
        self.notifier, self.tray = FakeNotifier(), FakeTray()
        app = self.app
        self.flow = BackgroundFlow(app.window, app.services, app.reminders, self.notifier, self.tray, app)
        self.asked: list[str] = []
        self.flow.open_requested.connect(lambda: self.asked.append("open"))
        app.reminders.open_requested.connect(lambda: self.asked.append("open"))
        app.reminders.start_requested.connect(lambda routine_id: self.asked.append(f"start {routine_id}"))
        self.flow.quit_requested.connect(lambda: self.asked.append("quit"))
        app.reminders.begin()
        app.reminders.keep(DAILY)

    def close_window(self, qtbot: QtBot) -> None:
        self.app.window.close()
        qtbot.wait(1)  # the request to quit comes after the window has closed

    @property
    def pending(self) -> str:
        found = self.app.window.findChild(PendingBar)
        return found.text if found else ""

    def window(self) -> ReminderWindow | None:
        """Return the window that reminds, None while none is seen."""
        return next((one for one in reminder_windows() if one.isVisible()), None)


def reminder_windows() -> list[ReminderWindow]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, ReminderWindow)]


@pytest.fixture
def desk(start: Start, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(start(EVENING))
    yield made
    made.flow.expect_end()
    for window in reminder_windows():
        window.deleteLater()


def test_a_reminder_is_a_notice_and_waits_on_today_and_in_the_tray(desk: Desk) -> None:
    desk.tray.has_place = True
    desk.flow.refresh()
    assert [notice.body for notice in desk.notifier.shown] == [WORDS]
    assert list(desk.notifier.shown[0].buttons) == [ReminderAnswer.START, ReminderAnswer.SNOOZE, ReminderAnswer.SKIP]
    assert desk.pending == WORDS
    assert desk.tray.state is not None
    assert desk.tray.state.reminder == WORDS


def test_a_new_week_begins_in_the_tray_while_nobody_looks(desk: Desk) -> None:
    desk.tray.has_place = True
    desk.flow.refresh()
    desk.running.start += timedelta(days=7)
    desk.app.timer.look()
    assert desk.tray.state is not None
    assert desk.tray.state.week.start == date(2026, 11, 30)


def test_a_session_that_was_deleted_is_gone_from_the_tray_when_the_window_is(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    practise(desk.running)
    assert desk.tray.state is not None
    assert desk.tray.state.week.days_met == 1
    desk.app.journal.delete(desk.running.sessions[0].uuid)
    desk.close_window(qtbot)
    assert desk.tray.state.week.days_met == 0


def test_a_pause_is_seen_in_the_tray_and_takes_the_reminder_back_at_once(desk: Desk) -> None:
    desk.tray.has_place = True
    desk.flow.refresh()
    assert desk.pending == WORDS
    desk.running.open_page("Settings")
    pause = Pause(uuid="p", first=EVENING.date(), last=EVENING.date() + timedelta(days=13))
    desk.app.journal.keep_pause(pause)
    assert desk.tray.state is not None and desk.tray.state.week.paused
    assert (desk.pending, desk.notifier.is_open) == ("", False)


def test_who_looks_at_the_window_sees_what_has_become_due(start: Start) -> None:
    desk = Desk(start(EVENING - MINUTE))
    desk.running.start += MINUTE
    desk.app.window.activated.emit()
    assert (desk.pending, len(desk.notifier.shown)) == (WORDS, 1)


def test_what_a_backup_brings_is_taken_up(desk: Desk) -> None:
    ReminderLog(desk.app.database).delete(DAILY.uuid)
    desk.app.journal.restored.emit()
    assert (desk.pending, desk.app.reminders.reminders) == ("", ())


def test_a_session_is_seen_in_the_tray_as_long_as_it_runs(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    desk.app.practice.start(desk.app.practice.routines["supported-bridge"])
    qtbot.waitUntil(lambda: desk.tray.state is not None and desk.tray.state.is_practising)
    desk.app.player.end()
    assert not desk.tray.state.is_practising


def test_a_session_that_was_entered_leaves_nothing_to_remind_of_on_today(desk: Desk) -> None:
    entry = SessionEntry(EVENING.replace(tzinfo=None) - timedelta(hours=1), "supported-bridge", 300.0)
    desk.app.practice.enter(entry)
    desk.app.show_today()
    assert (desk.pending, desk.notifier.is_open) == ("", False)


def test_start_begins_what_is_due(desk: Desk) -> None:
    desk.notifier.answered.emit("start", "")
    assert desk.asked == ["start "]


def test_a_click_opens_with_the_token_that_came_with_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    desk.notifier.answered.emit("open", "a-token")
    assert desk.asked == ["open"]
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "a-token"


@pytest.mark.parametrize("answer", ["snooze", "skip"])
def test_putting_off_and_skipping_take_it_back_everywhere(desk: Desk, answer: str) -> None:
    desk.notifier.answered.emit(answer, "")
    assert (desk.pending, desk.notifier.is_open) == ("", False)
    desk.running.start += 10 * MINUTE
    desk.app.reminders.look()
    assert len(desk.notifier.shown) == (2 if answer == "snooze" else 1)


def test_a_trial_shows_how_it_comes_and_asks_for_nothing(start: Start) -> None:
    desk = Desk(start(EVENING - 60 * MINUTE))
    desk.app.reminders.trial_wanted.emit()
    assert desk.notifier.shown == [Notice("Psoas Timer", "This is how a reminder looks. None is due right now.", {})]
    assert (desk.pending, desk.app.reminders.waiting) == ("", ())
    desk.running.start += 60 * MINUTE
    desk.app.reminders.look()
    desk.app.reminders.trial_wanted.emit()
    assert [notice.body for notice in desk.notifier.shown[1:]] == [WORDS, WORDS]  # the waiting one serves as the test


def test_a_trial_that_no_notice_shows_is_shown_by_the_tray_or_told(start: Start) -> None:
    desk = Desk(start(EVENING - 60 * MINUTE))
    desk.flow.failed.connect(desk.app.window.messages.tell)
    desk.notifier.is_there = False
    desk.tray.has_place = True
    desk.app.reminders.trial_wanted.emit()
    assert desk.tray.messages == ["This is how a reminder looks. None is due right now."]
    desk.tray.has_place = False
    desk.app.reminders.trial_wanted.emit()
    assert desk.running.told == "Your desktop does not show notifications. A small window will remind you instead."
    assert desk.window() is None
    desk.running.start += 60 * MINUTE
    desk.app.reminders.look()  # this time a reminder is refused
    window = desk.window()
    assert window is not None and window.isVisible()
    window.deleteLater()


def test_without_a_service_the_tray_tells_it(start: Start) -> None:
    running = start(EVENING - MINUTE)
    desk = Desk(running)
    desk.notifier.is_there, desk.tray.has_place = False, True
    running.start = EVENING
    desk.app.reminders.look()
    assert desk.tray.messages == [WORDS]
    assert desk.window() is None
    assert desk.pending == WORDS


def test_a_tray_that_shows_nothing_itself_leaves_it_to_the_window(start: Start) -> None:
    running = start(EVENING - MINUTE)
    desk = Desk(running)
    desk.notifier.is_there, desk.tray.has_place, desk.tray.tells = False, True, False
    running.start = EVENING
    desk.app.reminders.look()
    window = desk.window()
    assert window is not None and window.isVisible()
    window.deleteLater()


def test_without_a_tray_either_a_window_tells_it_and_takes_no_keys(start: Start, qapp: QApplication) -> None:
    running = start(EVENING - MINUTE)
    desk = Desk(running)
    desk.notifier.is_there = False
    running.start = EVENING
    before = qapp.focusWidget()
    desk.app.reminders.look()
    window = desk.window()
    assert window is not None
    assert window.isVisible()
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert qapp.focusWidget() is before
    (button,) = [one for one in window.findChildren(QPushButton) if one.text() == "In 10 minutes"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    assert desk.pending == ""
    window.deleteLater()


def test_the_window_is_waved_away_and_the_reminder_still_waits(start: Start) -> None:
    running = start(EVENING - MINUTE)
    desk = Desk(running)
    desk.notifier.is_there = False
    running.start = EVENING
    desk.app.reminders.look()
    window = desk.window()
    assert window is not None
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert desk.pending == WORDS
    window.deleteLater()


def test_today_answers_too(desk: Desk) -> None:
    bar = desk.app.window.findChild(PendingBar)
    assert bar is not None
    bar.answered.emit(ReminderAnswer.SKIP)
    assert (desk.pending, desk.notifier.is_open) == ("", False)


# --- closing the window ---


def test_without_a_reminder_closing_is_the_end(desk: Desk, qtbot: QtBot) -> None:
    desk.app.reminders.keep(replace(DAILY, is_on=False))
    desk.tray.has_place = True
    desk.close_window(qtbot)
    assert not desk.app.window.isVisible()
    assert desk.asked == ["quit"]


def test_with_a_tray_it_stays_there_and_says_so_once(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    for _ in range(2):
        desk.app.window.show()
        desk.close_window(qtbot)
        assert not desk.app.window.isVisible()
    assert desk.asked == []
    assert desk.tray.messages == [IN_THE_TRAY]
    desk.tray.quit_requested.emit()
    assert desk.asked == ["quit"]


def test_where_the_tray_shows_nothing_itself_a_notice_says_where_it_is(start: Start, qtbot: QtBot) -> None:
    desk = Desk(start(EVENING - MINUTE))
    desk.tray.has_place, desk.tray.tells = True, False
    for _ in range(2):
        desk.app.window.show()
        desk.close_window(qtbot)
    assert desk.notifier.shown == [Notice("Psoas Timer", IN_THE_TRAY, {})]


def test_where_it_is_is_not_said_in_the_place_of_a_reminder(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place, desk.tray.tells = True, False
    desk.close_window(qtbot)
    assert [notice.body for notice in desk.notifier.shown] == [WORDS]
    desk.app.reminders.skip_today()
    desk.app.window.show()
    desk.close_window(qtbot)
    assert [notice.body for notice in desk.notifier.shown] == [WORDS, IN_THE_TRAY]


def test_what_nobody_shows_of_where_it_is_is_no_reminder(start: Start, qtbot: QtBot) -> None:
    desk = Desk(start(EVENING - MINUTE))
    desk.flow.failed.connect(desk.app.window.messages.tell)
    desk.tray.has_place, desk.tray.tells, desk.notifier.is_there = True, False, False
    desk.close_window(qtbot)
    assert desk.window() is None
    assert desk.running.told == "Your desktop does not show notifications. A small window will remind you instead."


def test_who_wants_it_to_end_has_it_end(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    desk.app.preferences.change(replace(desk.app.preferences.settings, keeps_running=False))
    desk.close_window(qtbot)
    assert desk.asked == ["quit"]


@pytest.mark.parametrize("goes_on", [True, False])
def test_without_a_tray_it_asks_once_whether_to_go_on(desk: Desk, qtbot: QtBot, goes_on: bool) -> None:
    desk.close_window(qtbot)
    assert desk.app.window.isVisible()
    question = desk.app.window.findChild(ClosingQuestion)
    assert question is not None
    assert question.isVisible()
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert desk.app.window.isVisible()
    assert desk.app.preferences.settings.keeps_running is None
    desk.close_window(qtbot)
    QTest.keyClick(question.minimise if goes_on else question.quit, Qt.Key.Key_Return)
    assert desk.app.preferences.settings.keeps_running is goes_on
    assert desk.asked == ([] if goes_on else ["quit"])
    assert desk.app.window.isMinimized() is goes_on
    if goes_on:
        desk.app.window.showNormal()
        desk.close_window(qtbot)
        assert desk.app.window.isMinimized()
        assert not question.isVisible()


def test_who_was_told_of_a_tray_is_asked_all_the_same_where_there_is_none(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    desk.close_window(qtbot)
    assert desk.app.preferences.settings.keeps_running is None
    desk.tray.has_place = False
    desk.app.window.show()
    desk.close_window(qtbot)
    question = desk.app.window.findChild(ClosingQuestion)
    assert question is not None
    assert question.isVisible()


def practise_a_while(desk: Desk) -> None:
    desk.app.start_routine("supported-bridge")
    desk.running.run(15 + 40)


def answer(desk: Desk, name: str, qtbot: QtBot) -> None:
    press(desk.running, name)
    qtbot.wait(1)


def close(desk: Desk, qtbot: QtBot) -> None:
    desk.close_window(qtbot)


def press_ctrl_q(desk: Desk, _qtbot: QtBot) -> None:
    desk.app.window.quit_requested.emit()


def quit_from_the_tray(desk: Desk, _qtbot: QtBot) -> None:
    desk.tray.quit_requested.emit()


EACH_WAY_OUT = pytest.mark.parametrize("leave", [close, press_ctrl_q, quit_from_the_tray])


@EACH_WAY_OUT
@pytest.mark.parametrize("has_tray", [True, False])
def test_whatever_would_end_a_session_asks_first_and_it_may_go_on(
    desk: Desk, qtbot: QtBot, leave: Callable[[Desk, QtBot], None], has_tray: bool
) -> None:
    desk.tray.has_place = has_tray
    practise_a_while(desk)
    leave(desk, qtbot)
    assert desk.running.find(EndQuestion)
    assert (desk.app.window.isVisible(), desk.asked) == (True, [])
    assert desk.app.player.state is PlayerState.PAUSED
    answer(desk, "Continue", qtbot)
    desk.running.run(10)
    assert (desk.app.window.isVisible(), desk.app.player.state) == (True, PlayerState.RUNNING)
    assert desk.app.window.findChild(ClosingQuestion) is None
    desk.running.press(Qt.Key.Key_Escape)
    answer(desk, "End session", qtbot)
    assert (desk.app.window.isVisible(), desk.asked) == (True, []), "this end was asked for by itself"


@EACH_WAY_OUT
def test_once_the_session_is_ended_for_it_the_program_ends_as_was_wished(
    desk: Desk, qtbot: QtBot, leave: Callable[[Desk, QtBot], None]
) -> None:
    desk.app.preferences.adjust(keeps_running=False)
    practise_a_while(desk)
    leave(desk, qtbot)
    answer(desk, "End session", qtbot)
    assert desk.asked == ["quit"]
    desk.running.settle()
    assert [(one.status, one.practised_s) for one in desk.running.sessions] == [(Status.PARTIAL, 40.0)]


def test_closing_into_the_tray_ends_the_session_that_was_asked_for_and_is_silent(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.has_place = True
    practise_a_while(desk)
    desk.close_window(qtbot)
    answer(desk, "End session", qtbot)
    assert (desk.app.window.isVisible(), desk.asked) == (False, [])
    assert not desk.app.player.is_active
    assert len(desk.running.sessions) == 1
    desk.app.start_due()
    assert desk.app.window.isVisible()


def test_the_question_of_what_closing_means_comes_after_the_session(desk: Desk, qtbot: QtBot) -> None:
    practise_a_while(desk)
    desk.close_window(qtbot)
    answer(desk, "End session", qtbot)
    question = desk.app.window.findChild(ClosingQuestion)
    assert question is not None and question.isVisible()


def test_the_end_of_the_desktops_session_asks_nothing_and_leaves_the_session_to_be_gone_on_with(
    desk: Desk, qtbot: QtBot
) -> None:
    practise_a_while(desk)
    desk.flow.expect_end()
    desk.close_window(qtbot)
    assert (desk.app.window.isVisible(), desk.asked) == (False, ["quit"])
    desk.running.settle()
    assert [(one.status, one.practised_s) for one in desk.running.sessions] == [(Status.RUNNING, 40.0)]


def test_the_end_of_the_desktops_session_is_not_held_up(desk: Desk, qtbot: QtBot) -> None:
    desk.flow.expect_end()
    desk.app.window.visibility_changed.emit(False)  # some desktops hide it first
    desk.close_window(qtbot)
    assert not desk.app.window.isVisible()
    assert desk.asked == ["quit"]


@pytest.mark.parametrize("way", ["shown", "activated"])
def test_an_end_that_is_called_off_ends_nothing_later(desk: Desk, qtbot: QtBot, way: str) -> None:
    desk.tray.has_place = True
    desk.app.window.hide()
    desk.flow.expect_end()
    if way == "shown":
        desk.app.window.show()
    else:
        desk.app.window.activated.emit()
    desk.close_window(qtbot)
    assert (desk.app.window.isVisible(), desk.asked) == (False, [])


def test_who_quits_is_asked_nothing_though_the_window_comes_up_once_more(desk: Desk, qtbot: QtBot) -> None:
    desk.tray.quit_requested.emit()
    desk.app.window.activated.emit()
    desk.close_window(qtbot)
    assert (desk.app.window.isVisible(), desk.asked) == (False, ["quit"])
    assert desk.app.window.findChild(ClosingQuestion) is None
