"""Help, one part at a time: made when asked for, read and scrolled by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.help.help_page import HelpPage, Part
from psoas_timer.ui.help.read_card import ReadCard
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import button_named, nameless_controls, open_window, press, reach_by_tab, texts_of


class Opened:
    """A page with two parts, and what was made of them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.made: list[str] = []
        self.page = HelpPage([Part("First", "The first part", self.make), Part("Second", "The second part", self.make)])
        qtbot.addWidget(self.page)
        self.page.resize(900, 600)
        open_window(self.page)
        self.page.setFocus()

    def make(self) -> QWidget:
        card = ReadCard(f"Card {len(self.made) + 1}")
        for _ in range(40):
            card.add_text("A sentence to read. " * 12)
        self.made.append(card.accessibleName())
        return card

    def settle(self) -> None:
        for _ in range(5):
            QApplication.processEvents()


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_a_part_is_made_when_it_is_asked_for(opened: Opened) -> None:
    assert opened.made == ["Card 1"]
    button_named(opened.page, "Second").click()
    assert opened.made == ["Card 1", "Card 2"]
    assert "The second part" in texts_of(opened.page) and "The first part" not in texts_of(opened.page)
    button_named(opened.page, "First").click()
    assert opened.made == ["Card 1", "Card 2"]
    assert button_named(opened.page, "First").isChecked() and not button_named(opened.page, "Second").isChecked()


def test_the_arrow_keys_scroll_and_another_part_begins_at_its_top(opened: Opened) -> None:
    opened.settle()
    bar = opened.page.findChild(QScrollArea).verticalScrollBar()
    press(opened.page, Qt.Key.Key_PageDown)
    far = bar.value()
    press(opened.page, Qt.Key.Key_Up)
    assert 0 < bar.value() < far
    button_named(opened.page, "Second").click()
    opened.settle()
    assert bar.value() == 0


def test_where_the_choices_fill_the_view_the_part_comes_into_it(opened: Opened) -> None:
    opened.page.resize(480, opened.page.fontMetrics().height() * 12)
    opened.settle()
    button_named(opened.page, "Second").click()
    opened.settle()
    title = next(one for one in opened.page.findChildren(QLabel) if one.text() == "The second part")
    assert 0 <= title.mapTo(opened.page, title.rect().topLeft()).y() < opened.page.height() / 2


def test_everybody_finds_the_way(opened: Opened) -> None:
    wishes: list[str] = []
    opened.page.introduction_requested.connect(lambda: wishes.append("introduction"))
    opened.page.back_requested.connect(lambda: wishes.append("back"))
    assert nameless_controls(opened.page) == []
    assert {type(one).__name__ for one in reach_by_tab(opened.page)} >= {"ReadCard", "QPushButton"}
    button_named(opened.page, "Introduction").click()
    press(opened.page, Qt.Key.Key_Escape)
    assert wishes == ["introduction", "back"]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_nothing_is_cut_off(opened: Opened, qapp: QApplication, percent: float) -> None:
    opened.page.resize(480, 400)
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    shown = Shown(iter(()))
    shown.take(opened.page, "Help")
    assert not shown.cut, shown.cut
