"""Discomfort under the weeks: shown once there are answers, lined up with the weeks, and in words."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.discomfort import Rating
from psoas_timer.ui.history.discomfort_chart import DiscomfortChart
from tests.ui.history.opened_history import (
    NEWEST,
    Log,
    chart_of,
    make_history,
    make_record,
    open_page,
    press,
    texts,
)


def test_discomfort_is_shown_once_it_was_told_and_reads_out_the_chosen_week(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    assert not chart.isVisible()
    ratings = [Rating(date(2026, 10, 27), 7, 5), Rating(date(2026, 11, 3), 6, None), Rating(NEWEST, 4, 2)]
    page.show_history(make_history([5, 4, 3], Log([make_record()]), ratings))
    assert chart.isVisible()
    assert "Discomfort, median: 4 before (n 1), 2 after (n 1)." in texts(page)
    QTest.keyClick(chart_of(page), Qt.Key.Key_Left)
    assert "Discomfort, median: 6 before (n 1)." in texts(page)
    assert any(text.startswith("Your median before sessions was 7 in the first weeks") for text in texts(page))


def test_weeks_of_discomfort_stand_under_their_bars(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    QApplication.processEvents()
    above, below = chart_of(page), page.findChild(DiscomfortChart)
    assert isinstance(below, DiscomfortChart)
    middles = [
        [one.plot.mapTo(page, one.plot.places.at(index, 0).toPoint()).x() for index in range(3)]
        for one in (above, below)
    ]
    assert middles[0] == middles[1]


def test_discomfort_fills_its_width_while_the_weeks_are_shown_as_a_table(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    press(page, "Show as table")
    page.resize(page.width() + 300, page.height())
    QApplication.processEvents()
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    places = chart.plot.places
    ends = [places.at(x, 5).x() for x in (-0.5, 2.5)]
    assert ends == pytest.approx([places.rect.left(), places.rect.right()])


def test_mouse_over_the_discomfort_of_a_week_chooses_it(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    QApplication.processEvents()
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    QTest.mouseMove(chart, chart.plot.mapTo(chart, chart.plot.places.at(0, 5).toPoint()))
    assert chart_of(page).selected == chart_of(page).weeks[0]
    assert "Discomfort: no answers in this week." in texts(page)
