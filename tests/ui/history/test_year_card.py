"""The calendar in its card: the year in view, the way to others, and the day pointed at in words."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import PracticeDay, Week
from psoas_timer.ui.history.year_card import YearCard
from tests.ui.keyboard import button_named, open_window, texts_of

TODAY = date(2026, 11, 11)
MONDAY = date(2026, 11, 9)
WEEKS = (Week(MONDAY, (MONDAY,), 5, is_current=True),)
DAYS = {day: PracticeDay(day, 1.0) for day in (date(2024, 2, 29), date(2026, 11, 9))}


@pytest.fixture
def card(qtbot: QtBot) -> YearCard:
    made = YearCard()
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show_days(WEEKS, DAYS, TODAY, 0)
    open_window(made)
    return made


def can_go(card: YearCard) -> tuple[bool, bool]:
    return tuple(button_named(card, name).isEnabled() for name in ("Previous year", "Next year"))  # type: ignore[return-value]


def test_this_year_is_shown_at_first_and_years_without_practice_are_passed_through(card: YearCard) -> None:
    assert "Days of 2026" in texts_of(card)
    assert can_go(card) == (True, False)
    button_named(card, "Previous year").click()
    assert "Days of 2025" in texts_of(card)
    assert can_go(card) == (True, True)
    button_named(card, "Previous year").click()
    assert "Days of 2024" in texts_of(card)
    assert can_go(card) == (False, True)


def test_new_days_leave_the_year_in_view_as_long_as_it_is_there(card: YearCard) -> None:
    button_named(card, "Previous year").click()
    card.show_days(WEEKS, {**DAYS, TODAY: PracticeDay(TODAY, 1.0)}, TODAY, 0)
    assert "Days of 2025" in texts_of(card)
    card.show_days(WEEKS, {TODAY: PracticeDay(TODAY, 1.0)}, TODAY, 0)
    assert "Days of 2026" in texts_of(card)


def test_a_day_that_is_pointed_at_is_told_and_opened_by_enter(card: YearCard) -> None:
    opened: list[date] = []
    card.day_opened.connect(opened.append)
    card.calendar.setFocus()
    QTest.keyClick(card.calendar, Qt.Key.Key_Left)
    pointed = next(text for text in texts_of(card) if "November" in text)
    QTest.keyClick(card.calendar, Qt.Key.Key_Return)
    assert len(opened) == 1
    assert str(opened[0].day) in pointed
