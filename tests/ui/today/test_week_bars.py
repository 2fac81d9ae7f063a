"""The small bars of the last weeks: as high as the days met, with different shapes, and described in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.week_bars import WeekBars
from tests.ui.scenes import count_differing, pixels

NEWEST = date(2026, 11, 9)


def weeks_of(*counts: int, target: int = 5) -> list[Week]:
    made = []
    for index, count in enumerate(counts):
        start = NEWEST - timedelta(weeks=len(counts) - 1 - index)
        days = tuple(start + timedelta(days=day) for day in range(count))
        made.append(Week(start, days, target, is_current=start == NEWEST))
    return made


@pytest.fixture
def bars(qtbot: QtBot) -> WeekBars:
    made = WeekBars()
    qtbot.addWidget(made)
    made.resize(240, 100)
    return made


def painted(bars: WeekBars) -> QImage:
    return bars.grab().toImage()


def test_nothing_is_painted_without_weeks(bars: WeekBars) -> None:
    empty = painted(bars)
    bars.show_weeks([])
    assert painted(bars) == empty


def test_bar_is_as_high_as_the_days_are_many(bars: WeekBars) -> None:
    accent = [int(LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    heights = []
    for count in (5, 6, 7):
        bars.show_weeks(weeks_of(count))
        column = abs(pixels(painted(bars))[:, 100] - accent).max(axis=1) <= 40
        heights.append(int(column.sum()))
    assert heights[0] == pytest.approx(5 * 92 / 7, abs=4)  # the dashed line of the target lies on it
    assert heights[1] - heights[0] == pytest.approx(92 / 7, abs=4)
    assert heights[2] - heights[1] == pytest.approx(92 / 7, abs=4)


def test_met_short_and_current_weeks_differ_by_shape(bars: WeekBars) -> None:
    pictures = []
    for week in (weeks_of(4, 0, target=4)[0], weeks_of(4, 0)[0], weeks_of(4)[0]):
        bars.show_weeks([week])
        pictures.append(painted(bars).convertToFormat(QImage.Format.Format_Grayscale8))
    met, short, current = pictures
    assert count_differing(met, short, above=40) > 1000
    assert count_differing(short, current, above=25) > 20


def test_week_without_a_day_is_still_seen(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(5, 5, 5))
    full = painted(bars)
    bars.show_weeks(weeks_of(5, 0, 5))
    assert count_differing(painted(bars), full) > 500
    row = pixels(painted(bars))[94:98, 90:130]
    ground = pixels(painted(bars))[94:98, 70:71]
    assert (abs(row - ground).max(axis=2) > 8).any()


def test_bars_are_said_in_words(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(5, 0, 7, 2))
    assert bars.accessibleName() == "The last 4 weeks: 2 met"
    assert bars.accessibleDescription() == "Days in each week, oldest first: 5, 0, 7 and 2"


def test_bars_follow_the_theme(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(5, 4, 6))
    light = painted(bars)
    bars.set_theme(DARK)
    assert count_differing(painted(bars), light) > 500
