"""The introduction: shown to nobody twice, keeps nothing unasked, and makes the first reminder speak as the person."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from psoas_timer.core.history.goal import Goal
from psoas_timer.flows.page_values import gather_reminder
from psoas_timer.flows.welcome_flow import TASTE, WelcomeFlow, is_first_start
from psoas_timer.store.places import SETTINGS_FILE
from psoas_timer.store.settings_file import load_settings
from psoas_timer.ui.kit.main_window import TODAY
from psoas_timer.ui.welcome.goal_choices import GoalChoice
from tests.daily_reminder import at
from tests.running_app import Running, Start, practise, press, start

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def begin(start: Start) -> Running:
    """Start the program as it is started by hand, and ask for Today."""
    running = start(at(7))
    running.app.welcome()
    running.app.show_today()
    return running


def choose(running: Running, days: int) -> None:
    [one] = [one for one in running.app.window.findChildren(GoalChoice) if one.accessibleName().startswith(str(days))]
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def go_to_plan(running: Running, days: int = 3) -> None:
    press(running, "Continue")
    choose(running, days)
    press(running, "Continue")


def goals_kept(running: Running) -> int:
    [(count,)] = running.app.database.execute("SELECT count(*) FROM goal").fetchall()
    return int(count)


def test_the_first_start_shows_what_this_is_before_today(start: Start) -> None:
    running = begin(start)
    assert running.page == "AboutPage"
    assert not (running.folder / SETTINGS_FILE).exists()


def test_who_closes_the_window_in_it_is_shown_it_again(start: Start) -> None:
    running = begin(start)
    press(running, "Continue")
    running.app.window.place_changed.emit()
    running.app.close()
    assert not (running.folder / SETTINGS_FILE).exists()
    assert begin(start).page == "AboutPage"


def test_who_skips_has_the_defaults_and_is_not_asked_again(start: Start) -> None:
    running = begin(start)
    press(running, "Continue")
    choose(running, 3)
    press(running, "Skip the introduction")
    assert running.page == "TodayPage"
    assert (running.app.reminders.reminders, goals_kept(running)) == ((), 0)
    settings, _notices = load_settings(running.folder / SETTINGS_FILE)
    assert settings == running.app.preferences.settings
    assert settings.plans == {}
    running.app.close()
    again = begin(start)
    assert again.page == "TodayPage"


def test_nothing_is_kept_before_the_last_page_and_then_all_of_it(start: Start) -> None:
    running = begin(start)
    go_to_plan(running)
    running.find_named(QLineEdit, "When I have").setText("  had tea. ")
    assert (running.app.reminders.reminders, goals_kept(running)) == ((), 0)
    assert not (running.folder / SETTINGS_FILE).exists()
    press(running, "Remind me")
    (reminder,) = running.app.reminders.reminders
    assert (reminder.weekdays, reminder.at, reminder.is_on) == (frozenset({0, 2, 4}), time(8), True)
    assert running.app.journal.goals[-1].days_a_week == 3
    settings, _notices = load_settings(running.folder / SETTINGS_FILE)
    assert (settings.plans, settings.reminders_suggested) == ({reminder.uuid: "had tea"}, True)
    assert any("Your goal is 3 days a week." in text for text in running.texts)
    press(running, "Go to Today")
    assert running.page == "TodayPage"


def test_the_reminder_says_the_plan_and_the_usual_offer_is_not_made(start: Start) -> None:
    running = begin(start)
    running.app.begin_reminding()
    assert running.told == ""
    go_to_plan(running)
    running.find_named(QLineEdit, "When I have").setText("fed the cat")
    press(running, "Remind me")
    press(running, "Go to Today")
    running.go_to(at(8))
    app = running.app
    words = gather_reminder(app.practice, app.journal, app.reminders, app.preferences.settings.plans)
    assert words == "When I have fed the cat, I lie down for 5 minutes. 0 of 3 this week."
    assert words in running.texts
    app.begin_reminding()
    assert running.told == ""


def test_people_who_skip_are_offered_a_reminder_at_the_next_start(start: Start) -> None:
    running = begin(start)
    running.app.begin_reminding()
    press(running, "Skip the introduction")
    assert running.told == ""
    running.app.close()
    again = begin(start)
    again.app.begin_reminding()
    assert again.told.startswith("Would you like reminders?")


def test_a_goal_without_a_reminder(start: Start) -> None:
    running = begin(start)
    go_to_plan(running, 4)
    press(running, "Without a reminder")
    assert (running.app.journal.goals[-1].days_a_week, running.app.reminders.reminders) == (4, ())
    assert "When" not in " ".join(running.texts)


def test_one_minute_of_breath_begins_from_the_end(start: Start) -> None:
    running = begin(start)
    go_to_plan(running)
    press(running, "Remind me")
    press(running, "Breathe for one minute")
    assert running.page == "SessionPage"
    assert running.app.practice.routines[TASTE].wants == ("a chair or a stool",)
    assert running.app.practice.compile(running.app.practice.routines[TASTE]).practice_s == 60.0
    running.finish_session()
    running.press(Qt.Key.Key_Return)
    assert running.page == "TodayPage"


def test_a_routine_asked_for_at_the_start_is_not_held_up(start: Start) -> None:
    running = start(at(7))
    running.app.welcome()
    running.app.start_routine("supported-bridge")
    assert running.page == "SessionPage"
    running.finish_session()
    running.press(Qt.Key.Key_Return)
    assert running.page == "AboutPage"


def test_people_with_a_history_or_settings_are_not_shown_it(start: Start, tmp_path: Path) -> None:
    running = start(at(7), tmp_path / "sessions")
    practise(running)
    (running.folder / SETTINGS_FILE).unlink(missing_ok=True)
    assert not is_first_start(running.app.services)
    running.app.journal.delete(running.sessions[0].uuid)
    assert not is_first_start(running.app.services), "one in the bin is history, too"
    other = start(at(7), tmp_path / "settings")
    assert is_first_start(other.app.services)
    other.app.preferences.adjust(settle_s=20.0)
    other.app.preferences.flush()
    assert not is_first_start(other.app.services)
    other.app.welcome()
    other.app.show_today()
    assert other.page == "TodayPage"


def test_no_goal_is_kept_for_a_person(start: Start) -> None:
    running = begin(start)
    press(running, "Continue")
    press(running, "Continue")
    assert running.page == "GoalPage"
    assert "Choose 3, 4 or 5 days to go on." in running.texts


def test_escape_and_back_go_one_page_back_with_what_was_chosen(start: Start) -> None:
    running = begin(start)
    go_to_plan(running, 5)
    running.find_named(QLineEdit, "When I have").setText("come home")
    running.press(Qt.Key.Key_Escape)
    assert running.page == "GoalPage"
    press(running, "Back")
    assert running.page == "AboutPage"
    press(running, "Continue")
    assert [one.isChecked() for one in running.app.window.findChildren(GoalChoice)] == [False, False, True]
    press(running, "Continue")
    assert running.find_named(QLineEdit, "When I have").text() == "come home"
    assert any("Monday to Friday at 08:00" in text for text in running.texts)


def test_what_cannot_be_written_is_told_and_not_said_to_be_kept(start: Start) -> None:
    running = begin(start)
    go_to_plan(running)
    running.app.database.execute("PRAGMA query_only = ON")
    press(running, "Remind me")
    assert running.told
    assert running.page == "PlanPage"
    running.app.database.execute("PRAGMA query_only = OFF")
    press(running, "Remind me")
    assert running.page == "TastePage"


# --- seen again ---


def open_again(running: Running) -> WelcomeFlow:
    app = running.app
    flow = WelcomeFlow(app.window, app.services, app.appearance, lambda: app.reminders, app)
    flow.show_again()
    return flow


def test_who_looks_again_finds_the_plan_and_comes_back_to_the_page_before(start: Start) -> None:
    running = begin(start)
    go_to_plan(running)
    running.find_named(QLineEdit, "When I have").setText("fed the cat")
    press(running, "Remind me")
    press(running, "Go to Today")
    running.app.window.place_requested.emit("history")
    flow = open_again(running)
    press(running, "Continue")
    press(running, "Continue")
    assert running.find_named(QLineEdit, "When I have").text() == "fed the cat"
    running.find_named(QLineEdit, "When I have").setText("come home")
    press(running, "Remind me")
    (reminder,) = running.app.reminders.reminders
    assert running.app.preferences.settings.plans == {reminder.uuid: "come home"}
    flow.show_again()
    press(running, "Skip the introduction")
    assert running.page == "TastePage", "the page before"


def test_a_goal_beyond_the_three_stays_unless_another_is_chosen(start: Start) -> None:
    running = start(at(7))
    running.app.preferences.save()
    running.app.journal.change_goal(Goal(days_a_week=2))
    running.app.window.place_requested.emit(TODAY)
    open_again(running)
    press(running, "Continue")
    stays = "Your goal is 2 days a week. It stays unless you choose another."
    assert stays in [one.text() for one in running.app.window.findChildren(QLabel) if one.isVisible()]
    press(running, "Continue")
    press(running, "Without a reminder")
    assert running.app.journal.goals[-1].days_a_week == 2
