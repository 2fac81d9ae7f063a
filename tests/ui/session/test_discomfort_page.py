"""The question before a session, and a therapist's limit, which advises but does not forbid."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.discomfort_page import DiscomfortPage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    controls_of,
    labels_that_read_markup,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)
from tests.ui.scenes import count_differing

LIMIT = "Your therapist's limit is 6. It is better to rest today."


@pytest.fixture
def page(qtbot: QtBot) -> DiscomfortPage:
    made = DiscomfortPage()
    qtbot.addWidget(made)
    made.resize(900, 600)
    open_window(made)
    ask(made, 6)
    return made


def ask(page: DiscomfortPage, stop_level: int | None) -> None:
    page.show_question("Supported bridge", stop_level)
    page.setFocus()  # as the window does with the page it shows
    QApplication.processEvents()


@pytest.fixture
def heard(page: DiscomfortPage) -> list[object]:
    wishes: list[object] = []
    page.answered.connect(wishes.append)
    page.rest_requested.connect(lambda: wishes.append("rest"))
    page.back_requested.connect(lambda: wishes.append("back"))
    return wishes


def choose(page: DiscomfortPage, level: int) -> None:
    QTest.mouseClick(button_named(page, str(level)), Qt.MouseButton.LeftButton)


def test_question_is_asked_with_nothing_chosen_and_the_focus_on_the_group(page: DiscomfortPage) -> None:
    assert "How much discomfort do you feel right now?" in texts_of(page)
    assert "Before Supported bridge" in texts_of(page)
    assert isinstance(page.window().focusWidget(), DiscomfortScale)
    assert LIMIT not in texts_of(page)


@pytest.mark.parametrize("level", [0, 5])
def test_answer_below_the_limit_is_told_at_once(page: DiscomfortPage, heard: list[object], level: int) -> None:
    choose(page, level)
    assert heard == [level]


def test_any_answer_is_told_at_once_where_there_is_no_limit(page: DiscomfortPage, heard: list[object]) -> None:
    ask(page, None)
    choose(page, 10)
    assert heard == [10]


def test_skipping_is_told_as_no_answer(page: DiscomfortPage, heard: list[object]) -> None:
    QTest.mouseClick(button_named(page, "Skip"), Qt.MouseButton.LeftButton)
    assert heard == [None]


def test_skip_is_two_keys_away(page: DiscomfortPage, heard: list[object]) -> None:
    press(page, Qt.Key.Key_Tab)
    press(page, Qt.Key.Key_Return)
    assert heard == [None]


def test_ten_that_is_typed_is_a_ten(page: DiscomfortPage, heard: list[object]) -> None:
    ask(page, None)
    for key in (Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Return):
        press(page, key)
    assert heard == [10]


@pytest.mark.parametrize("level", [6, 7, 10])
def test_from_the_limit_on_resting_is_advised_and_nothing_begins(
    page: DiscomfortPage, heard: list[object], level: int
) -> None:
    choose(page, level)
    assert heard == []
    assert LIMIT in texts_of(page)
    assert f"You chose {level} of 10." in texts_of(page)
    assert page.window().focusWidget() is button_named(page, "Rest today")
    assert button_named(page, "Rest today").accessibleDescription() == LIMIT


def test_resting_is_one_key_away_then(page: DiscomfortPage, heard: list[object]) -> None:
    choose(page, 6)
    press(page, Qt.Key.Key_Return)
    assert heard == ["rest"]


def test_who_wants_to_practises_all_the_same_with_the_answer_kept(page: DiscomfortPage, heard: list[object]) -> None:
    choose(page, 8)
    QTest.mouseClick(button_named(page, "Practise anyway"), Qt.MouseButton.LeftButton)
    assert heard == [8]


def test_escape_goes_back_a_step_at_a_time(page: DiscomfortPage, heard: list[object]) -> None:
    choose(page, 9)
    press(page, Qt.Key.Key_Escape)
    assert heard == []
    assert LIMIT not in texts_of(page)
    assert isinstance(page.window().focusWidget(), DiscomfortScale)
    press(page, Qt.Key.Key_Escape)
    assert heard == ["back"]


def test_button_leads_back_as_escape_does(page: DiscomfortPage, heard: list[object]) -> None:
    QTest.mouseClick(button_named(page, "Back"), Qt.MouseButton.LeftButton)
    assert heard == ["back"]


def test_limit_and_answer_of_one_session_are_not_those_of_the_next(page: DiscomfortPage) -> None:
    choose(page, 9)
    ask(page, 3)
    assert LIMIT not in texts_of(page)
    assert not any(one.isChecked() for one in page.findChildren(QAbstractButton))


@pytest.mark.parametrize("level", [None, 7])
def test_every_control_has_a_name_and_is_reached_by_tab(page: DiscomfortPage, level: int | None) -> None:
    if level is not None:
        choose(page, level)
    assert nameless_controls(page) == []
    assert reach_by_tab(page) == set(controls_of(page))


def test_titles_of_routines_are_shown_as_they_are(page: DiscomfortPage) -> None:
    page.show_question(MARKUP, None)
    assert f"Before {MARKUP}" in texts_of(page)
    assert labels_that_read_markup(page) == []


@pytest.mark.parametrize("level", [None, 7])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_page_is_painted_in_the_theme(
    page: DiscomfortPage, qapp: QApplication, theme: Theme, level: int | None
) -> None:
    if level is not None:
        choose(page, level)
    apply_style(qapp, theme, 9.0, 100.0)
    QApplication.processEvents()
    picture = page.grab().toImage()
    assert picture.pixelColor(5, 5).name() == theme.background
    empty = picture.copy()
    empty.fill(theme.background)
    assert count_differing(picture, empty, above=60) > 2000


@EACH_FAMILY
@pytest.mark.parametrize("level", [None, 7])
@pytest.mark.parametrize(("width", "height"), [(900, 600), (480, 400)])
@pytest.mark.parametrize("percent", [100.0, 175.0, 250.0])
def test_larger_text_cuts_nothing_off(
    page: DiscomfortPage, qapp: QApplication, width: int, height: int, percent: float, level: int | None
) -> None:
    if level is not None:
        choose(page, level)
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(width, height)
    for _ in range(4):
        QApplication.processEvents()
    assert page.size().toTuple() == (width, height)
    below = [button_named(page, "Back"), *([button_named(page, "Rest today")] if level else [])]
    for one in below:
        assert one.height() >= one.sizeHint().height()
        assert page.rect().contains(QRect(one.mapTo(page, one.rect().topLeft()), one.size()))
    content = page.findChild(QScrollArea).widget()
    assert content.height() >= content.heightForWidth(content.width())
    assert content.width() <= page.width()


@EACH_FAMILY
def test_focus_that_moves_is_scrolled_to(page: DiscomfortPage, qapp: QApplication) -> None:
    apply_style(qapp, LIGHT, 9.0, 250.0)
    page.resize(480, 400)
    QApplication.processEvents()
    area = page.findChild(QScrollArea)
    assert area.verticalScrollBar().value() == 0, "the question is read first"
    press(page, Qt.Key.Key_End)
    ten = button_named(page, "10")
    assert page.window().focusWidget() is ten
    assert area.viewport().rect().contains(ten.mapTo(area.viewport(), ten.rect().center()))
