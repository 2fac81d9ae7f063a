"""The third page: a plan in the person's own words, read back as one sentence while it is written."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.welcome.plan_page import MOST_CHARACTERS, Plan, PlanPage, clock_of, ideas
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, button_named, press, texts_of
from tests.ui.welcome.pages import check_for_everybody, check_room, opened


def say(plan: Plan) -> tuple[str, str]:
    return f"When I have {plan.done}, at {clock_of(plan.at)}.", "Monday."


@pytest.fixture
def page(qtbot: QtBot) -> PlanPage:
    made = opened(qtbot, PlanPage())
    made.show_plan(Plan("had tea", time(7, 30)), say)
    return made


@pytest.fixture
def field(page: PlanPage) -> QLineEdit:
    return next(one for one in page.findChildren(QLineEdit) if one.placeholderText())


def test_the_plan_is_read_back_while_it_is_written(page: PlanPage, field: QLineEdit) -> None:
    assert "When I have had tea, at 07:30." in texts_of(page)
    field.setText(MARKUP)
    page.findChild(QTimeEdit).setTime(QTime(18, 5))
    assert f"When I have {MARKUP}, at 18:05." in texts_of(page)
    assert page.go_on.accessibleDescription() == f"When I have {MARKUP}, at 18:05. Monday."


@pytest.mark.parametrize(
    ("written", "done"), [("", ""), ("  had  tea. ", "had tea"), ("come home,", "come home"), ("\tslept\n", "slept")]
)
def test_words_are_kept_without_what_is_around_them(page: PlanPage, field: QLineEdit, written: str, done: str) -> None:
    field.setText(written)
    assert page.plan == Plan(done, time(7, 30))


def test_words_fit_on_a_notice(field: QLineEdit) -> None:
    field.setText("a" * 500)
    assert len(field.text()) == MOST_CHARACTERS


def test_an_idea_is_taken_and_can_be_changed(page: PlanPage, field: QLineEdit) -> None:
    for idea in ideas():
        button_named(page, idea).click()
        assert field.text() == idea
        assert page.plan.done == idea


def test_enter_keeps_it_and_other_ways_out_do_not(page: PlanPage, field: QLineEdit) -> None:
    heard: list[object] = []
    page.plan_wanted.connect(heard.append)
    page.unplanned.connect(lambda: heard.append("without"))
    page.back_requested.connect(lambda: heard.append("back"))
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    button_named(page, "Without a reminder").click()
    button_named(page, "Back").click()
    press(page, Qt.Key.Key_Escape)
    assert heard == [Plan("had tea", time(7, 30)), "without", "back", "back"]


def test_tab_goes_down_the_page(page: PlanPage) -> None:
    heard = []
    for _ in range(7):
        press(page, Qt.Key.Key_Tab)
        focused = page.focusWidget()
        heard.append(focused.accessibleName() or button_text(focused))
    assert heard == [*ideas(), "at", "at", "Remind me", "Without a reminder"]  # its hours, then its minutes


def button_text(widget: QWidget) -> str:
    assert isinstance(widget, QPushButton)
    return widget.text()


def test_everybody_can_plan(page: PlanPage) -> None:
    check_for_everybody(page, "When will you do it?")


@EACH_FAMILY
def test_nothing_is_cut_off(qtbot: QtBot) -> None:
    page = PlanPage()
    page.show_plan(Plan("had tea"), say)
    check_room(qtbot, page)
