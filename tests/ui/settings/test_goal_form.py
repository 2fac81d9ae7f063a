"""The controls for a goal: they show one without choosing it, and each choice makes another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import DAYS, Goal
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.goal_form import GoalForm
from tests.ui.cards import turn_wheel
from tests.ui.keyboard import controls_of, name_of, nameless_controls, open_window, press, reach_by_tab, texts_of


def wanted(days_a_week: int, sessions_a_day: int = 1, first_weekday: int = 0) -> Goal:
    return Goal(days_a_week=days_a_week, sessions_a_day=sessions_a_day, first_weekday=first_weekday)


class Person:
    """A form in a window, and how often another goal was chosen."""

    def __init__(self, qtbot: QtBot, goal: Goal) -> None:
        self.form = GoalForm()
        qtbot.addWidget(self.form)
        self.chosen: list[Goal] = []
        self.form.goal_chosen.connect(lambda: self.chosen.append(self.form.goal))
        self.form.show_goal(goal)
        self.form.resize(500, 200)
        open_window(self.form)

    @property
    def days(self) -> QSpinBox:
        return self.form.findChild(QSpinBox)

    @property
    def twice(self) -> Tick:
        return self.form.findChild(Tick)

    @property
    def weekday(self) -> QComboBox:
        return self.form.findChild(QComboBox)


@pytest.mark.parametrize("goal", [Goal(), wanted(1, 2, 6), wanted(7, 4, 3)])
def test_a_goal_that_is_shown_is_the_goal_and_no_choice(qtbot: QtBot, goal: Goal) -> None:
    person = Person(qtbot, goal)
    assert person.form.goal == goal
    assert person.twice.isChecked() == (goal.sessions_a_day >= 2)
    person.form.show_goal(wanted(2, 1, 1))
    person.form.show_goal(goal)
    assert person.form.goal == goal
    assert person.chosen == []


def test_each_control_chooses_its_part_of_the_goal(qtbot: QtBot) -> None:
    person = Person(qtbot, Goal())
    person.days.setValue(3)
    person.twice.click()
    person.weekday.setCurrentIndex(6)
    person.twice.click()
    assert person.chosen == [wanted(3, 1, 0), wanted(3, 2, 0), wanted(3, 2, 6), wanted(3, 1, 6)]


@pytest.mark.parametrize("sessions", [3, 4])
def test_more_than_two_sessions_stay_until_the_switch_is_used(qtbot: QtBot, sessions: int) -> None:
    person = Person(qtbot, Goal(sessions_a_day=sessions))
    sentence = f"Your goal is {sessions} sessions a day. It stays that way until you change the switch above."
    assert sentence in texts_of(person.form)
    person.days.setValue(4)
    assert person.form.goal.sessions_a_day == sessions
    person.twice.click()
    assert person.form.goal.sessions_a_day == 1
    assert sentence not in texts_of(person.form)


def test_days_keep_within_a_week_and_the_wheel_leaves_them_alone(qtbot: QtBot) -> None:
    person = Person(qtbot, Goal())
    assert (person.days.minimum(), person.days.maximum()) == DAYS
    for box in (person.days, person.weekday):
        turn_wheel(box)
    assert person.chosen == []


def test_a_figure_being_typed_is_chosen_when_it_is_finished(qtbot: QtBot) -> None:
    person = Person(qtbot, Goal())
    assert person.form.first is person.days
    person.days.setFocus()
    person.days.selectAll()
    person.days.lineEdit().insert("2")
    assert person.chosen == []
    press(person.form, Qt.Key.Key_Return)
    assert person.chosen == [wanted(2)]


def test_every_control_has_a_name_and_tab_goes_from_top_to_bottom(qtbot: QtBot) -> None:
    person = Person(qtbot, Goal())
    assert nameless_controls(person.form) == []
    assert reach_by_tab(person.form) == set(controls_of(person.form))
    person.days.setFocus()
    order = []
    for _ in range(3):
        focused = person.form.window().focusWidget()
        order.append(focused.accessibleName() or name_of(focused))
        press(person.form, Qt.Key.Key_Tab)
    assert order == ["Days a week", "Twice a day", "Week starts on"]
