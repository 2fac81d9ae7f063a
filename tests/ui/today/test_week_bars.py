"""The small bars of the last weeks: as high as the days met, with different shapes, under readable dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.week_bars import WeekBars
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import count_differing, pixels

NEWEST = date(2026, 11, 9)
LONG_AGO = date(2020, 1, 1)
WIDTH, HEIGHT = 300, 160


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
    made.resize(WIDTH, HEIGHT)
    return made


def painted(bars: WeekBars) -> QImage:
    return bars.grab().toImage()


def test_nothing_is_painted_without_weeks(bars: WeekBars) -> None:
    empty = painted(bars)
    bars.show_weeks([], LONG_AGO)
    assert painted(bars) == empty


def test_bar_is_as_high_as_the_days_are_many(bars: WeekBars) -> None:
    accent = [int(LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    line_h = bars.fontMetrics().height()
    unit = (HEIGHT - 3 * line_h - 12) / 7  # of one day: above there is room for a figure, below for dates
    heights = []
    for count in (5, 6, 7):
        bars.show_weeks(weeks_of(count), LONG_AGO)
        middle = (WIDTH - bars.fontMetrics().horizontalAdvance("goal") - 8) // 2
        column = abs(pixels(painted(bars))[:, middle] - accent).max(axis=1) <= 40
        heights.append(int(column.sum()))
    assert heights[0] == pytest.approx(5 * unit, abs=4)
    assert heights[1] - heights[0] == pytest.approx(unit, abs=4)
    assert heights[2] - heights[1] == pytest.approx(unit, abs=4)


def test_met_short_and_current_weeks_differ_by_shape(bars: WeekBars) -> None:
    pictures = []
    for week in (weeks_of(4, 0, target=4)[0], weeks_of(4, 0)[0], weeks_of(4)[0]):
        bars.show_weeks([week], LONG_AGO)
        pictures.append(painted(bars).convertToFormat(QImage.Format.Format_Grayscale8))
    met, short, current = pictures
    assert count_differing(met, short, above=40) > 800
    assert count_differing(short, current, above=25) > 20


def test_week_without_a_day_is_still_seen(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(5, 5, 5), LONG_AGO)
    full = painted(bars)
    bars.show_weeks(weeks_of(5, 0, 5), LONG_AGO)
    none = painted(bars)
    assert count_differing(none, full) > 500
    bars.show_weeks(weeks_of(5, 5), NEWEST)
    last = painted(bars)
    bars.show_weeks(weeks_of(0, 5), NEWEST - timedelta(weeks=1))
    assert count_differing(painted(bars), last) > 10, "a line for the week in which there was none"


def test_weeks_before_the_first_session_are_blank(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(0, 0, 3), NEWEST)
    blank_before = painted(bars)
    bars.show_weeks(weeks_of(0, 0, 3), NEWEST - timedelta(days=1))
    one_before = painted(bars)
    bars.show_weeks(weeks_of(0, 0, 3), LONG_AGO)
    assert count_differing(one_before, blank_before) > 10
    assert count_differing(painted(bars), one_before) > 10


def test_before_the_first_session_only_the_current_week_is_there(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(0, 0, 0), None)
    nothing_yet = painted(bars)
    bars.show_weeks(weeks_of(0, 0, 0), NEWEST)
    assert painted(bars) == nothing_yet


def test_the_line_steps_with_the_target(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(2, 2, target=3), LONG_AGO)
    level = painted(bars)
    earlier, current = weeks_of(2, 2, target=3)
    bars.show_weeks([replace(earlier, target=5), current], LONG_AGO)
    assert count_differing(painted(bars), level) > 50


@EACH_FAMILY
@pytest.mark.parametrize("width", [160, 300, 700])
def test_dates_and_figures_stay_apart_and_inside(bars: WeekBars, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    places: list[QRectF] = []
    draw = QPainter.drawText

    def draw_text(painter: QPainter, place: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        places.append(painter.boundingRect(place, flags, text))
        draw(painter, place, flags, text)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    bars.resize(width, HEIGHT)
    bars.show_weeks(weeks_of(5, 4, 3, 5, 5, 2, 0, 7, 5, 4, 5, 2), LONG_AGO)
    painted(bars)
    dates = [place for place in places if place.top() > HEIGHT - 3 * bars.fontMetrics().height()]
    assert len(dates) >= 2
    assert all(place.left() >= 0 and place.right() <= width and place.bottom() <= HEIGHT for place in dates)
    assert not any(one.intersects(other) for one, other in combinations(dates, 2))


def test_bars_follow_the_theme(bars: WeekBars) -> None:
    bars.show_weeks(weeks_of(5, 4, 6), LONG_AGO)
    light = painted(bars)
    bars.set_theme(DARK)
    assert count_differing(painted(bars), light) > 500
