"""The current week on Today: how it stands in words, its days, and the streak."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Streak
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.today.this_week import ThisWeek
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.ui.keyboard import controls_of, texts_of
from tests.ui.scenes import count_differing
from tests.ui.week_days import MONDAY, WEDNESDAY, days_of, week_of

LAST_MONDAY = MONDAY - timedelta(weeks=1)
STREAK = Streak(3, MONDAY - timedelta(weeks=3), MONDAY - timedelta(days=1))


@pytest.fixture
def shown(qtbot: QtBot) -> ThisWeek:
    made = ThisWeek()
    qtbot.addWidget(made)
    show(made, 1.0)
    made.resize(800, 180)
    made.show()
    return made


def show(shown: ThisWeek, *shares: float, streak: Streak = STREAK, since: date | None = LAST_MONDAY) -> None:
    """Show the current week with the days from Monday on done so far."""
    days = days_of(*shares)
    shown.show_week(week_of(days), days, streak, WEDNESDAY, since)


def test_it_says_how_the_week_stands_and_the_streak(shown: ThisWeek) -> None:
    assert texts_of(shown) == ["1 of 5 days. 4 more by Sunday.", "3 weeks in a row, since 19 October."]
    show(shown, 1.0, 1.0, streak=Streak())
    assert texts_of(shown) == ["2 of 5 days. 3 more by Sunday.", "A new streak can start this week."]


def test_the_first_run_says_what_is_to_come_and_no_day_was_missed(shown: ThisWeek) -> None:
    show(shown, streak=Streak(), since=None)
    assert texts_of(shown) == [
        "Today can be your first day. Your goal is 5 days by Sunday.", "Your streak can start this week.",
    ]  # fmt: skip
    said = shown.findChild(WeekStrip).accessibleDescription()
    assert said.startswith("Monday: before you started. Tuesday: before you started. Wednesday: today, not done yet.")


def test_a_day_after_the_first_session_without_one_is_said(shown: ThisWeek) -> None:
    show(shown, 1.0, since=MONDAY)
    assert "Tuesday: no session" in shown.findChild(WeekStrip).accessibleDescription()


def test_paused_days_are_said_before_the_streak(shown: ThisWeek) -> None:
    week = week_of(days_of(1.0), paused=(WEDNESDAY,))
    shown.show_week(week, days_of(1.0), STREAK, WEDNESDAY, LAST_MONDAY)
    assert texts_of(shown)[1] == "1 day is paused. 3 weeks in a row, since 19 October."


def test_the_days_are_those_that_are_shown(shown: ThisWeek) -> None:
    strip = shown.findChild(WeekStrip)
    before = strip.accessibleDescription(), strip.grab().toImage()
    show(shown, 1.0, 1.0, 0.4)
    assert strip.accessibleDescription() != before[0]
    assert strip.grab().toImage() != before[1]


def test_nothing_in_it_takes_the_focus(shown: ThisWeek) -> None:
    assert controls_of(shown) == []


def test_the_days_follow_the_theme(shown: ThisWeek) -> None:
    strip = shown.findChild(WeekStrip)
    light = strip.grab().toImage()
    shown.set_theme(DARK)
    assert count_differing(strip.grab().toImage(), light) > 100
