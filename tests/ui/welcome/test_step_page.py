"""What the pages of the introduction share: the way, the buttons, and the room for them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.widgets import button
from psoas_timer.ui.welcome.step_page import STEPS, StepMarks, StepPage
from tests.ui.keyboard import press
from tests.ui.welcome.pages import opened, settle


@pytest.fixture
def page(qtbot: QtBot) -> StepPage:
    made = StepPage(2, "A title", "What it is about.", "Continue")
    made.put_picture(QLabel("picture"), 30)
    made.put_others(button("Back"))
    return opened(qtbot, made)


def test_enter_goes_on_and_escape_goes_back(page: StepPage) -> None:
    wishes: list[str] = []
    page.go_on_requested.connect(lambda: wishes.append("on"))
    page.back_requested.connect(lambda: wishes.append("back"))
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Escape)
    assert wishes == ["on", "back"]


def test_the_text_is_read_out_with_the_control_that_has_the_focus(page: StepPage) -> None:
    assert page.go_on.hasFocus()
    assert page.go_on.accessibleDescription() == "What it is about."
    other = button("Other")
    page.put_others(other)
    page.start_at(other, "More.")
    assert (page.go_on.accessibleDescription(), page.first) == ("", other)
    assert other.accessibleDescription() == "What it is about. More."


def test_the_picture_gives_way_before_the_words(page: StepPage) -> None:
    em = QFontMetrics(QApplication.font()).height()
    [picture] = [one for one in page.findChildren(QLabel) if one.text() == "picture"]
    for height_em, is_seen in ((40, True), (29, False), (31, True)):
        page.resize(900, em * height_em)
        settle()
        assert picture.isVisible() is is_seen


def test_on_a_low_page_only_the_main_button_stays_in_view(page: StepPage) -> None:
    scroll, back = page.findChild(QScrollArea), page.findChildren(type(page.go_on))[-1]
    assert back.text() == "Back"
    page.resize(480, page.fontMetrics().height() * 14)
    settle()
    assert scroll.isAncestorOf(back) and not scroll.isAncestorOf(page.go_on)
    page.resize(900, 700)
    settle()
    assert not scroll.isAncestorOf(back) and back.isVisible()


def test_the_way_is_told_in_words_and_painted(qtbot: QtBot) -> None:
    pictures = []
    for step in range(1, STEPS + 1):
        marks = StepMarks(step)
        qtbot.addWidget(marks)
        assert marks.accessibleName() == f"Page {step} of 3"
        marks.resize(marks.sizeHint())
        pictures.append(marks.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
