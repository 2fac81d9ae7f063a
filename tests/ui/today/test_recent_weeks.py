"""The last weeks on Today: a card in words and bars that opens the history, by mouse and by keys."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import MetShare, Week
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.recent_weeks import RecentWeeks
from psoas_timer.ui.today.week_bars import WeekBars
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import open_window, press, texts_of
from tests.ui.scenes import count_differing

NEWEST = date(2026, 11, 9)
FIRST = NEWEST - timedelta(weeks=2)


def weeks_of(*counts: int) -> list[Week]:
    starts = [NEWEST - timedelta(weeks=len(counts) - 1 - index) for index in range(len(counts))]
    return [
        Week(start, tuple(start + timedelta(days=day) for day in range(count)), 5, is_current=start == NEWEST)
        for start, count in zip(starts, counts, strict=True)
    ]


@pytest.fixture
def card(qapp: QApplication, qtbot: QtBot) -> RecentWeeks:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    made = RecentWeeks()
    qtbot.addWidget(made)
    made.show_weeks(weeks_of(0, 0, 5, 3, 2), MetShare(1, 2), FIRST)
    made.resize(500, 220)
    open_window(made)
    return made


def test_it_says_how_many_weeks_were_met_and_where_it_leads(card: RecentWeeks) -> None:
    assert texts_of(card) == ["1 of your last 2 weeks met.", "See all weeks"]
    assert card.accessibleName() == "1 of your last 2 weeks met. See all weeks."
    assert card.accessibleDescription() == "Days in each of the last 3 weeks, oldest first: 5, 3 and 2"


def test_before_the_first_session_it_says_what_is_to_come(card: RecentWeeks) -> None:
    card.show_weeks(weeks_of(0, 0, 0), MetShare(0, 0), None)
    assert texts_of(card)[0] == "Your weeks will appear here."
    assert card.accessibleDescription() == ""


def test_it_is_pressed_by_mouse_and_by_keys_wherever_it_is_hit(card: RecentWeeks) -> None:
    pressed: list[bool] = []
    card.clicked.connect(lambda: pressed.append(True))
    for one in (card.findChild(WeekBars), *card.findChildren(QLabel)):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=one.geometry().center())
        assert card.childAt(one.geometry().center()) is None, "the words leave the mouse to the card"
    card.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(card, key)
    assert len(pressed) == 5


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 250.0])
@pytest.mark.parametrize("width", [250, 420, 900])
def test_heading_and_link_are_whole_beside_or_below_each_other(
    qapp: QApplication, card: RecentWeeks, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    card.resize(width, card.heightForWidth(width))
    for _ in range(3):
        card.resize(width, card.heightForWidth(width))
        QApplication.processEvents()
    heading, link = card.findChildren(QLabel)
    assert not heading.geometry().intersects(link.geometry())
    for one in (heading, link):
        assert card.rect().contains(one.geometry())
        assert one.height() >= one.heightForWidth(one.width()), one.text()


def test_the_bars_follow_the_theme(card: RecentWeeks) -> None:
    bars = card.findChild(WeekBars)
    light = bars.grab().toImage()
    card.set_theme(DARK)
    assert count_differing(bars.grab().toImage(), light) > 100
