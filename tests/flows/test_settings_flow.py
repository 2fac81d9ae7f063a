"""What Settings keeps in the database: the goal, pauses, the end of the day and the automatic copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDateEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import View
from psoas_timer.desktop.autostart.base import Autostart
from psoas_timer.desktop.autostart.command import command_here
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.settings.copies_card import CopiesCard
from psoas_timer.ui.settings.data_card import DataCard
from psoas_timer.ui.settings.goal_card import GoalCard
from psoas_timer.ui.settings.pauses_card import PausesCard
from psoas_timer.ui.settings.reminders_card import RemindersCard
from tests.running_app import EVENING, Running, Start, practise, press, start
from tests.ui.keyboard import texts_of
from tests.ui.settings.shown_reminders import days_of

__all__ = ["start"]  # pytest finds its fixture by its name

MONDAY = date(2026, 11, 23)


def open_settings(running: Running, part: str) -> None:
    running.open_part(part)
    assert running.page == "SettingsPage"


def named(card: QWidget, kind: type[QWidget], name: str) -> QWidget:
    (found,) = [one for one in card.findChildren(kind) if name in (one.accessibleName(), getattr(one, "text", str)())]
    return found


def card_of(running: Running, kind: type[QWidget]) -> QWidget:
    (card,) = running.app.window.findChildren(kind)
    return card


def test_a_smaller_goal_holds_this_week_and_a_bigger_one_from_the_next(start: Start) -> None:
    running = start()
    practise(running)
    open_settings(running, "Goal and pauses")
    days = card_of(running, GoalCard).findChild(QSpinBox)
    assert isinstance(days, QSpinBox)
    days.setValue(4)
    press(running, "Set this goal")
    assert running.app.journal.weeks()[-1].target == 4
    days.setValue(6)
    press(running, "Set this goal")
    assert running.app.journal.weeks()[-1].target == 4
    running.start = EVENING + timedelta(days=7)
    assert running.app.journal.weeks()[-1].target == 6


def test_twice_a_day_is_one_switch(start: Start) -> None:
    running = start()
    practise(running)
    open_settings(running, "Goal and pauses")
    switch = named(card_of(running, GoalCard), QAbstractButton, "Twice a day")
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    press(running, "Set this goal")
    running.start = EVENING + timedelta(days=7)
    assert running.app.journal.weeks()[-1].sessions_a_day == 2


def test_the_end_of_the_day_moves_no_saved_session_and_no_other_setting_takes_it_back(start: Start) -> None:
    running = start(EVENING + timedelta(hours=8))  # two in the morning
    practise(running)
    assert running.sessions[0].practice_date == MONDAY
    open_settings(running, "Goal and pauses")
    boundary = named(card_of(running, GoalCard), QComboBox, "Day ends at")
    assert isinstance(boundary, QComboBox)
    boundary.setCurrentIndex(0)
    assert running.app.preferences.settings.day_boundary_h == 0
    assert running.sessions[0].practice_date == MONDAY
    size = named(running.app.window, QSpinBox, "Text size")
    assert isinstance(size, QSpinBox)
    size.setValue(125)
    assert running.app.preferences.settings.text_percent == 125.0
    assert running.app.preferences.settings.day_boundary_h == 0
    practise(running)
    assert running.sessions[0].practice_date == MONDAY + timedelta(days=1)


def test_a_pause_makes_the_target_smaller_and_can_be_taken_away(start: Start) -> None:
    running = start()
    practise(running)
    open_settings(running, "Goal and pauses")
    card = card_of(running, PausesCard)
    unknown = next(one for one in card.findChildren(QAbstractButton) if "No end" in one.text())
    QTest.mouseClick(unknown, Qt.MouseButton.LeftButton)
    first, last = card.findChildren(QDateEdit)
    first.setDate(QDate(2026, 11, 24))
    last.setDate(QDate(2026, 11, 26))
    press(running, "Add pause")
    (pause,) = running.app.journal.pauses
    assert (pause.first, pause.last) == (date(2026, 11, 24), date(2026, 11, 26))
    assert running.app.journal.weeks()[-1].target == 3
    remove = next(one for one in card.findChildren(QPushButton) if "Remove" in one.accessibleName() + one.text())
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert running.app.journal.pauses == []


def test_the_copy_of_a_day_is_restored_from_settings(start: Start) -> None:
    running = start()
    uuid = practise(running)
    running.app.do_daily_tasks()
    running.app.journal.keep_pause(Pause(uuid="p", first=MONDAY, last=MONDAY))
    running.app.database.execute("DELETE FROM session")  # as if it had been lost
    open_settings(running, "Data")
    card = card_of(running, CopiesCard)
    restore = next(one for one in card.findChildren(QPushButton) if "Restore" in one.accessibleName() + one.text())
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert running.page == "PreviewPage"
    press(running, "Back")
    assert running.page == "SettingsPage"
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    press(running, "Restore")
    assert [one.uuid for one in running.sessions] == [uuid]


def test_a_goal_that_cannot_be_kept_is_told(start: Start) -> None:
    running = start()
    practise(running)
    open_settings(running, "Goal and pauses")
    running.app.database.execute("PRAGMA query_only = ON")
    days = card_of(running, GoalCard).findChild(QSpinBox)
    assert isinstance(days, QSpinBox)
    days.setValue(3)
    press(running, "Set this goal")
    assert running.told
    assert running.app.journal.weeks()[-1].target == 5
    running.app.database.execute("PRAGMA query_only = OFF")


def test_the_goal_is_kept_with_the_first_session_by_the_calendar_of_that_day(start: Start) -> None:
    running = start()
    assert GoalLog(running.app.database).goals() == ()
    practise(running)
    (goal,) = GoalLog(running.app.database).goals()
    assert replace(goal, first_weekday=0) == Goal()


def test_a_part_is_reset_and_brought_back_without_what_was_changed_meanwhile(start: Start) -> None:
    running = start()
    preferences = running.app.preferences
    preferences.adjust(turn=90, view=View.DIAPHRAGM, text_percent=125.0)
    open_settings(running, "Session")
    press(running, "Reset to defaults")
    assert (preferences.settings.turn, preferences.settings.text_percent) == (0, 125.0)
    assert running.told == "Session is back to its defaults."
    preferences.adjust(text_percent=150.0)
    press(running, "Undo")
    settings = preferences.settings
    assert (settings.turn, settings.view, settings.text_percent) == (90, View.DIAPHRAGM, 150.0)


def test_exports_and_imports_are_reached_from_the_data_and_lead_back_there(start: Start) -> None:
    running = start()
    open_settings(running, "Data")
    press(running, "Export and import…")
    assert running.page == "TransferPage"
    assert [one.text() for one in running.app.window.findChildren(QPushButton) if one.isChecked()] == ["Settings"]
    press(running, "Back")
    assert running.page == "SettingsPage"
    assert running.find(DataCard).isVisible()
    running.open_page("History")
    running.app.window.findChildren(HistoryPage)[0].transfer_requested.emit()
    press(running, "Back")
    assert running.page == "HistoryPage"


def test_reminders_are_added_switched_and_removed(start: Start) -> None:
    running = start()
    open_settings(running, "Reminders")
    press(running, "Add reminder")
    (one,) = running.app.reminders.reminders
    assert (one.weekdays, one.at, one.is_on) == (frozenset(range(5)), time(18), True)
    press(running, "Turn off")
    assert not running.app.reminders.is_on
    press(running, "Turn on")
    assert running.app.reminders.is_on
    press(running, "Change")
    days_of(card_of(running, RemindersCard))[5].click()
    press(running, "Save changes")
    (changed,) = running.app.reminders.reminders
    assert (changed.uuid, changed.weekdays) == (one.uuid, frozenset(range(6)))
    shown: list[str] = []
    running.app.reminders.trial_wanted.connect(lambda: shown.append("trial"))
    press(running, "Show a test reminder")
    assert shown == ["trial"]
    press(running, "Remove")
    assert running.app.reminders.reminders == ()
    assert running.told == "The reminder was removed."
    connection = running.app.database
    connection.execute("PRAGMA query_only = ON")
    press(running, "Undo")
    connection.execute("PRAGMA query_only = OFF")
    while running.told != "The reminder was removed.":  # it is offered again behind the failure
        press(running, "Dismiss")
    press(running, "Undo")
    assert running.app.reminders.reminders == (changed,)


def test_a_reminder_without_a_day_is_not_added_and_says_so(start: Start) -> None:
    running = start()
    open_settings(running, "Reminders")
    card = card_of(running, RemindersCard)
    for tick in days_of(card):
        tick.setChecked(False)
    press(running, "Add reminder")
    assert running.app.reminders.reminders == ()
    assert "Choose at least one day." in texts_of(card)


def test_who_does_not_want_the_background_can_say_so(start: Start) -> None:
    running = start()
    open_settings(running, "Reminders")
    switch = named(
        card_of(running, RemindersCard), QAbstractButton, "Keep running in the background when the window is closed"
    )
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert running.app.preferences.settings.keeps_running is False


def test_the_program_can_be_ended_in_settings(start: Start, qtbot: QtBot) -> None:
    running = start()
    open_settings(running, "Reminders")
    with qtbot.waitSignal(running.app.window.quit_requested):
        press(running, "Quit Psoas Timer")


class Login(Autostart):
    """A system that starts the program at login, or refuses to."""

    is_willing = True

    def __init__(self) -> None:
        super().__init__(command_here())
        self.switch = False

    def is_on(self) -> bool:
        return self.switch

    def _switch_on(self) -> None:
        if not self.is_willing:
            raise Problem("It is not allowed.", "Ask somebody.")
        self.switch = True

    def _switch_off(self) -> None:
        self.switch = False


@pytest.mark.parametrize("is_late", [False, True])
def test_the_start_at_login_is_switched_and_shows_how_it_really_is(start: Start, is_late: bool) -> None:
    running, login = start(), Login()
    if is_late:
        open_settings(running, "Reminders")
        running.app.take_autostart(login)
    else:
        running.app.take_autostart(login)
        open_settings(running, "Reminders")
    switch = named(card_of(running, RemindersCard), QAbstractButton, "Start with the computer, in the background")
    assert isinstance(switch, QAbstractButton)
    assert not switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert (login.switch, switch.isChecked()) == (True, True)
    login.switch = False  # turned off outside the program
    open_settings(running, "Reminders")
    assert not switch.isChecked()
    login.is_willing = False
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert running.told == "It is not allowed. Ask somebody."


def test_what_is_changed_elsewhere_is_not_taken_back_by_the_page(start: Start) -> None:
    running = start()
    open_settings(running, "Reminders")
    preferences = running.app.preferences
    keeps = named(
        card_of(running, RemindersCard), QAbstractButton, "Keep running in the background when the window is closed"
    )
    keeps.click()  # type: ignore[attr-defined]
    preferences.change(replace(preferences.settings, autostart_granted=True))
    size = named(running.app.window, QSpinBox, "Text size")
    size.setValue(125)  # type: ignore[attr-defined]
    settings = preferences.settings
    assert (settings.text_percent, settings.keeps_running, settings.autostart_granted) == (125, False, True)


def test_what_is_typed_stays_while_it_is_typed(start: Start) -> None:
    running = start()
    open_settings(running, "Appearance")
    size = named(running.app.window, QSpinBox, "Text size")
    assert isinstance(size, QSpinBox)
    size.setFocus()
    size.selectAll()
    QTest.keyClicks(size, "125")
    QTest.keyClick(size, Qt.Key.Key_Return)
    assert (size.value(), running.app.preferences.settings.text_percent) == (125, 125)
