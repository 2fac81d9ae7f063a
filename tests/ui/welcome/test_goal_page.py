"""The second page: a goal is chosen by the person, and nobody goes on without one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from psoas_timer.ui.welcome.goal_page import GoalPage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import press, texts_of
from tests.ui.welcome.pages import check_for_everybody, check_room, opened


def wishes_of(page: GoalPage) -> list[int]:
    wishes: list[int] = []
    page.go_on_requested.connect(lambda: wishes.append(page.days))
    return wishes


def test_nobody_goes_on_without_a_goal(qtbot: QtBot) -> None:
    page = opened(qtbot, GoalPage())
    wishes = wishes_of(page)
    page.go_on.click()
    assert wishes == []
    assert "Choose 3, 4 or 5 days to go on." in texts_of(page)
    press(page, Qt.Key.Key_4)
    assert "Choose 3, 4 or 5 days to go on." not in texts_of(page)
    press(page, Qt.Key.Key_Return)
    assert wishes == [4]


def test_it_says_when_a_goal_would_apply(qtbot: QtBot) -> None:
    page = opened(qtbot, GoalPage())
    page.show_goal(5, {3: "From Monday."})
    press(page, Qt.Key.Key_3)
    assert "From Monday." in texts_of(page)
    press(page, Qt.Key.Key_5)
    assert "From Monday." not in texts_of(page)


def test_a_goal_that_is_not_on_offer_may_stay(qtbot: QtBot) -> None:
    page = opened(qtbot, GoalPage())
    wishes = wishes_of(page)
    page.show_goal(6, {6: "It stays."})
    assert "It stays." in texts_of(page)
    page.go_on.click()
    assert wishes == [6]


def test_tab_goes_from_the_choice_to_the_button_that_goes_on(qtbot: QtBot) -> None:
    page = opened(qtbot, GoalPage())
    press(page, Qt.Key.Key_4)
    press(page, Qt.Key.Key_Tab)
    assert page.go_on.hasFocus()


def test_everybody_can_choose(qtbot: QtBot) -> None:
    check_for_everybody(opened(qtbot, GoalPage()), "How many days a week?")


@EACH_FAMILY
def test_nothing_is_cut_off(qtbot: QtBot) -> None:
    check_room(qtbot, GoalPage())
