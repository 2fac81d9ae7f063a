"""Three goals: by mouse, arrows, digits and Enter; never told by colour alone; stacked where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.welcome.goal_choices import GOALS, GoalChoice, GoalChoices
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import controls_of, name_of, open_window, press


@pytest.fixture
def choices(qtbot: QtBot) -> GoalChoices:
    made = GoalChoices()
    qtbot.addWidget(made)
    made.resize(700, 200)
    open_window(made)
    made.first.setFocus()
    return made


def test_none_is_chosen_for_anybody(choices: GoalChoices) -> None:
    assert choices.days == 0
    assert choices.first.hasFocus()


def test_a_goal_is_chosen_by_digit_arrow_space_and_enter(choices: GoalChoices) -> None:
    heard: list[int] = []
    choices.chosen.connect(heard.append)
    for key in (
        Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_5,
        Qt.Key.Key_Up, Qt.Key.Key_Space,
    ):  # fmt: skip
        press(choices, key)
    assert heard == [3, 4, 5, 5, 4, 5, 4, 4]
    assert choices.days == 4
    assert choices.first.hasFocus()


def test_the_group_is_one_stop_of_the_tab_key(choices: GoalChoices) -> None:
    assert controls_of(choices) == [choices.first]
    press(choices, Qt.Key.Key_5)
    assert controls_of(choices) == [choices.first]
    assert name_of(choices.first) == "5 days a week: the full dose"


def test_the_chosen_one_looks_different_without_colour(choices: GoalChoices) -> None:
    one = choices.findChildren(GoalChoice)[1]
    before = one.grab().toImage()
    choices.show_days(4)
    assert one.grab().toImage() != before
    assert one.isChecked()
    assert sum(each.isChecked() for each in choices.findChildren(GoalChoice)) == 1


def test_another_goal_leaves_none_chosen(choices: GoalChoices) -> None:
    choices.show_days(6)
    assert choices.days == 0


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_words_have_room_side_by_side_and_stacked(choices: GoalChoices, qapp: QApplication, percent: float) -> None:
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    for width in (420, 1400):
        choices.resize(width, 10)
        QApplication.processEvents()
        choices.resize(width, choices.minimumSizeHint().height())
        shown = Shown(iter(()))
        shown.take(choices, f"{width} px")
        assert not shown.cut, shown.cut
        assert shown.painted >= 3 * len(GOALS)
