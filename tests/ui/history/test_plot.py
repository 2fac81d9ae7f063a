"""The plot of weeks: which week is where, what is marked, and the room for its labels."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.plot import WeekPlot, column_px
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.ui.scenes import blank, count_differing

NEWEST = date(2026, 11, 9)


def make_weeks(count: int) -> list[Week]:
    return [Week(NEWEST - timedelta(weeks=count - 1 - index), (), 5) for index in range(count)]


@pytest.fixture
def plot(qtbot: QtBot) -> WeekPlot:
    made = WeekPlot()
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.view.setYRange(0, 7, padding=0)
    made.show()
    return made


@pytest.mark.parametrize("count", [1, 12, 52, 260])
def test_the_week_under_a_place_is_the_one_that_is_plotted_there(plot: WeekPlot, count: int) -> None:
    plot.show_weeks(make_weeks(count))
    plot.grab()
    middles = [plot.places.at(index, 3).toPoint() for index in range(count)]
    assert [plot.index_at(middle) for middle in middles] == list(range(count))
    assert plot.index_at(QPoint(2, 150)) is None
    assert plot.index_at(QPoint(plot.width() + 400, 150)) is None


def test_nothing_is_under_the_mouse_where_there_are_no_weeks(plot: WeekPlot) -> None:
    plot.show_weeks([])
    assert plot.index_at(QPoint(400, 150)) is None
    plot.mark(0)
    assert not plot.grab().isNull()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_the_mark_is_a_column_with_an_arrow(plot: WeekPlot, theme: Theme) -> None:
    plot.set_theme(theme)
    plot.show_weeks(make_weeks(12))
    plain = plot.grab().toImage()
    plot.mark(4)
    marked = plot.grab().toImage()
    middle, half = plot.places.at(4, 3).toPoint(), round(column_px(plot.places) / 2)
    assert marked.pixelColor(middle).name() == theme.accent_soft
    assert marked.pixelColor(middle.x(), round(plot.places.rect.top()) + 6).name() == theme.text
    assert marked.pixelColor(middle.x() + half + 3, middle.y()).name() == theme.surface
    plot.mark(None)
    assert plot.grab().toImage() == plain


@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
def test_every_label_has_its_room(plot: WeekPlot, qapp: QApplication, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    plot.show_weeks(make_weeks(12))
    plot.show_sides([(0.0, "0"), (7.0, "12,000")], [(5.0, "target 5")])
    QApplication.processEvents()
    advance, height = QFontMetricsF(plot.label_font).horizontalAdvance, QFontMetricsF(plot.label_font).height()
    assert plot.places.rect.left() > advance("12,000") + 6
    assert plot.width() - plot.places.rect.right() > advance("target 5") + 6
    assert plot.height() - plot.places.rect.bottom() >= 2 * height
    # Each label is in the picture: without it, the picture differs.
    full = plot.grab().toImage()
    for left, right in (([(7.0, "12,000")], "target 5"), ([(0.0, "0"), (7.0, "12,000")], "")):
        plot.show_sides(left, [(5.0, right)] if right else [], ["target 5"])
        QApplication.processEvents()
        assert count_differing(plot.grab().toImage(), full, above=60) > 5


def test_a_plot_without_anything_is_blank(plot: WeekPlot) -> None:
    picture = plot.grab().toImage()
    inside = plot.places.rect.toRect().adjusted(1, 1, -1, -1)
    assert count_differing(picture.copy(inside), blank(inside.width(), inside.height(), LIGHT.surface)) == 0


def test_labels_are_a_little_smaller_than_a_font_given_in_pixels(plot: WeekPlot) -> None:
    font = QFont(plot.font())
    font.setPixelSize(50)
    plot.setFont(font)
    assert QFontInfo(plot.label_font).pixelSize() == 45
