"""A quiet page: centred and never too wide, its content scrolls, and its buttons stay whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT, SPACE
from psoas_timer.ui.kit.widgets import button, label
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import open_window, press


def settle() -> None:
    for _ in range(4):  # margins follow the width, and heights the margins
        QApplication.processEvents()


def open_page(qtbot: QtBot, fields: int, width: int = 900, height: int = 600) -> MiddlePage:
    """Show a page with a sentence, some fields, and two buttons."""
    page = MiddlePage()
    qtbot.addWidget(page)
    page.content.addWidget(label("A sentence that is longer than a narrow window is wide, so that it wraps. " * 2))
    for _ in range(fields):
        page.content.addWidget(QLineEdit())
    for text in ("Save this for later", "Back"):
        page.buttons.addWidget(button(text))
    page.resize(width, height)
    open_window(page)
    settle()
    return page


def scroll_of(page: MiddlePage) -> QScrollArea:
    return page.findChild(QScrollArea)


def place_of(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def buttons_of(page: MiddlePage) -> list[QPushButton]:
    return page.findChildren(QPushButton)


def test_little_content_is_as_tall_as_it_is_and_above_the_middle(qtbot: QtBot) -> None:
    page = open_page(qtbot, 2)
    area = scroll_of(page)
    assert area.verticalScrollBar().maximum() == 0
    assert area.height() == area.widget().height()
    above, below = place_of(area, page).top(), page.height() - place_of(buttons_of(page)[0], page).bottom()
    assert 0 < above < below


@pytest.mark.parametrize("width", [480, 900, 1600, 3000])
def test_content_is_centred_and_never_too_wide_to_read(qtbot: QtBot, width: int) -> None:
    page = open_page(qtbot, 1, width)
    place = place_of(scroll_of(page), page)
    assert abs(place.left() - (width - 1 - place.right())) <= 1
    assert place.width() <= page.fontMetrics().height() * 40 + 1
    assert place.left() >= SPACE.large


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 175.0, 250.0])
@pytest.mark.parametrize(("width", "height"), [(900, 600), (480, 400)])
def test_much_content_scrolls_and_the_buttons_stay_whole(
    qtbot: QtBot, qapp: QApplication, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page = open_page(qtbot, 30, width, height)
    assert page.size().toTuple() == (width, height)
    area = scroll_of(page)
    assert area.verticalScrollBar().maximum() > 0
    assert area.widget().height() >= area.widget().heightForWidth(area.widget().width())
    for one in buttons_of(page):
        assert page.rect().contains(place_of(one, page))
        assert one.height() >= one.sizeHint().height()


def test_the_page_follows_the_focus_and_goes_back_to_the_top(qtbot: QtBot) -> None:
    page = open_page(qtbot, 30, 480, 400)
    fields, area = page.findChildren(QLineEdit), scroll_of(page)
    fields[0].setFocus()
    for _ in range(25):
        press(page, Qt.Key.Key_Tab)
        focused = page.focusWidget()
        assert area.viewport().rect().contains(place_of(focused, area.viewport()))
    assert area.verticalScrollBar().value() > 0
    page.scroll_to_top()
    assert area.verticalScrollBar().value() == 0


def test_a_page_that_was_just_shown_stays_at_its_top(qtbot: QtBot) -> None:
    page = open_page(qtbot, 30, 480, 400)
    window_focus = page.window().focusWidget()
    if window_focus is not None:
        window_focus.clearFocus()
    page.findChildren(QLineEdit)[-1].setFocus()
    assert scroll_of(page).verticalScrollBar().value() == 0


@EACH_FAMILY
def test_buttons_are_stacked_where_they_do_not_fit_side_by_side(qtbot: QtBot, qapp: QApplication) -> None:
    page = open_page(qtbot, 1)
    first, second = buttons_of(page)
    assert first.y() == second.y()
    page.resize(200, 600)
    settle()
    assert first.geometry().bottom() < second.y()
    first.hide()
    page.fit_buttons()
    settle()
    assert second.width() >= second.sizeHint().width()


def test_a_narrow_window_is_not_made_wider_by_the_page(qtbot: QtBot) -> None:
    page = open_page(qtbot, 1)
    assert page.minimumSizeHint().width() == 0
    assert page.minimumSizeHint().height() > 0
