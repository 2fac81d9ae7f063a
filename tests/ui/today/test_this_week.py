"""The current week on Today: how it is going in words, its days, and the weeks before it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import MetShare, Streak, Week
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.today.this_week import ThisWeek
from psoas_timer.ui.today.week_bars import WeekBars
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.ui.keyboard import controls_of, texts_of
from tests.ui.scenes import count_differing
from tests.ui.week_days import MONDAY, WEDNESDAY, days_of, week_of

BEFORE = [Week(MONDAY - timedelta(weeks=weeks), (), 5) for weeks in (3, 2, 1)]


@pytest.fixture
def columns(qtbot: QtBot) -> QBoxLayout:
    return QBoxLayout(QBoxLayout.Direction.LeftToRight)


@pytest.fixture
def shown(qtbot: QtBot, columns: QBoxLayout) -> ThisWeek:
    made = ThisWeek(columns)
    qtbot.addWidget(made)
    show(made, 1.0)
    made.resize(800, 180)
    made.show()
    return made


def show(shown: ThisWeek, *shares: float, streak: int = 3) -> None:
    """Show the current week with the days from Monday on done so far."""
    days = days_of(*shares)
    shown.show_weeks([*BEFORE, week_of(days)], days, Streak(streak), MetShare(7, 9), WEDNESDAY)


def test_it_says_how_the_week_and_the_weeks_before_it_went(shown: ThisWeek) -> None:
    assert texts_of(shown) == ["3-week streak. This week: 1 of 5, 5 days left.", "7 of your last 9 weeks met."]
    show(shown, 1.0, 1.0, streak=4)
    assert texts_of(shown)[0].startswith("4-week streak. This week: 2 of 5")


def test_the_days_and_the_bars_are_those_that_are_shown(shown: ThisWeek) -> None:
    strip, bars = shown.findChild(WeekStrip), shown.findChild(WeekBars)
    before = strip.accessibleDescription(), bars.accessibleDescription(), strip.grab().toImage(), bars.grab().toImage()
    show(shown, 1.0, 1.0, 0.4)
    after = strip.accessibleDescription(), bars.accessibleDescription(), strip.grab().toImage(), bars.grab().toImage()
    assert all(one != other for one, other in zip(before, after, strict=True))


def test_nothing_in_it_takes_the_focus(shown: ThisWeek) -> None:
    assert controls_of(shown) == []


def test_the_weeks_before_stand_beside_it_or_below(shown: ThisWeek, columns: QBoxLayout) -> None:
    strip, bars = shown.findChild(WeekStrip), shown.findChild(WeekBars)
    assert bars.x() > strip.geometry().right()
    columns.setDirection(QBoxLayout.Direction.TopToBottom)
    shown.resize(300, 400)
    shown.layout().activate()
    assert bars.y() > strip.geometry().bottom()


def test_both_pictures_follow_the_theme(shown: ThisWeek) -> None:
    pictures = [shown.findChild(WeekStrip), shown.findChild(WeekBars)]
    light = [one.grab().toImage() for one in pictures]
    shown.set_theme(DARK)
    assert all(count_differing(one.grab().toImage(), before) > 100 for one, before in zip(pictures, light, strict=True))
