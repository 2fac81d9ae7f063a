"""The chart of the weekly medians: shapes that differ, lines that claim no more than there is, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.discomfort import Medians
from psoas_timer.ui.history.discomfort_chart import DiscomfortChart
from psoas_timer.ui.history.discomfort_paint import MediansScene, draw_after, draw_before, draw_medians, level_y
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import blank, count_differing, pixels

NEWEST = date(2026, 11, 9)
SOME = [Medians(6.0, 4.5, 5, 4), Medians(), Medians(5.0, 5.0, 4, 4), Medians(4.0, None, 1, 0), Medians(3.0, 0.0, 4, 12)]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))


def starts(count: int) -> list[date]:
    return [NEWEST - timedelta(weeks=count - 1 - index) for index in range(count)]


def paint(medians: Sequence[Medians], width: int = 500, height: int = 240, **values: object) -> QImage:
    scene = MediansScene(medians, **values)  # type: ignore[arg-type]
    image = blank(width, height, scene.theme.surface)
    painter = QPainter(image)
    draw_medians(painter, QRectF(0, 0, width, height), scene)
    painter.end()
    return image


@pytest.fixture
def chart(qtbot: QtBot) -> DiscomfortChart:
    made = DiscomfortChart()
    qtbot.addWidget(made)
    made.resize(800, 240)
    made.show_weeks(starts(5), SOME)
    made.show()
    return made


def has_colour(image: QImage, colour: str) -> bool:
    return bool((pixels(image) == pixels(blank(1, 1, colour))[0, 0]).all(axis=2).any())


def picture_of(chart: DiscomfortChart) -> QImage:
    return chart.grab().toImage()


@THEMES
def test_marks_differ_in_shape_and_not_in_colour_alone(qapp: QApplication, theme: Theme) -> None:
    painted = []
    for draw in (draw_before, draw_after):
        image = blank(30, 30, theme.surface)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QPointF(15, 15), 10, theme)
        painter.end()
        painted.append(image)
    circle, diamond = painted
    assert circle.pixelColor(15, 15).name() == theme.surface, "the circle is hollow"
    assert diamond.pixelColor(15, 15).name() == theme.accent, "the diamond is filled"
    assert diamond.pixelColor(8, 8).name() == theme.surface, "the diamond has no corners there"


@pytest.mark.parametrize("with_figures", [False, True])
@pytest.mark.parametrize("level", [0.0, 2.5, 5.0, 10.0])
def test_median_stands_at_its_level(qapp: QApplication, level: float, with_figures: bool) -> None:
    scene = MediansScene([Medians(None, level, 0, 3)], font=QFont() if with_figures else None)
    image = paint(scene.medians, font=scene.font)
    accent = np.abs(pixels(image) - pixels(blank(1, 1, LIGHT.accent))[0, 0]).max(axis=2) < 20
    ys, xs = np.nonzero(accent)
    assert abs(ys.mean() - level_y(QRectF(0, 0, 500, 240), scene, level)) < 1.5
    assert abs(xs.mean() - 250) < 1.5


def test_scale_is_fixed_whatever_is_shown(qapp: QApplication) -> None:
    rect = QRectF(0, 0, 500, 240)
    heights = {level_y(rect, MediansScene(medians), 5.0) for medians in ([], SOME, [Medians(1.0, 1.0, 1, 1)] * 60)}
    assert heights == {120.0}


def test_weeks_are_joined_only_to_their_neighbours_with_an_answer(qapp: QApplication) -> None:
    one, none = Medians(5.0, None, 1, 0), Medians()

    def inked_between(medians: Sequence[Medians], left: int, right: int) -> int:
        level = round(level_y(QRectF(0, 0, 500, 240), MediansScene(medians), 5.0))
        grid = paint([none] * len(medians))
        return count_differing(
            paint(medians).copy(left, level - 3, right - left, 7), grid.copy(left, level - 3, right - left, 7), above=30
        )

    assert inked_between([one, one], 160, 340) > 50
    assert inked_between([one, none, one], 120, 380) == 0


@EACH_FAMILY
def test_n_is_written_where_there_is_room_and_left_out_where_not(qapp: QApplication) -> None:
    def gain(count: int) -> int:
        medians = [Medians(6.0, 3.0, 4, 4)] * count
        # The room above and below is the font's; what differs beyond it is the figures.
        with_n = paint(medians, font=QFont())
        moved = replace(medians[0], n_before=8, n_after=8)
        return count_differing(with_n, paint([moved] * count, font=QFont()), above=30)

    assert gain(5) > 20
    assert gain(120) == 0


@THEMES
@pytest.mark.parametrize("count", [0, 1, 12, 52, 260, 2600])
def test_any_number_of_weeks_is_painted(qapp: QApplication, theme: Theme, count: int) -> None:
    medians = [SOME[index % len(SOME)] for index in range(count)]
    image = paint(medians, theme=theme, selected=count - 1 if count else None, font=QFont())
    assert count_differing(image, blank(500, 240, theme.surface), above=10) > 200


def test_chosen_week_is_marked(chart: DiscomfortChart) -> None:
    before = picture_of(chart)
    chart.select(2)
    chosen = picture_of(chart)
    assert count_differing(chosen, before) > 500
    for beside in (None, 99, -1):
        chart.select(beside)
        assert picture_of(chart) == before


@THEMES
def test_chart_is_painted_in_the_theme(chart: DiscomfortChart, theme: Theme) -> None:
    chart.set_theme(theme)
    picture = picture_of(chart)
    other = DARK if theme is LIGHT else LIGHT
    assert has_colour(picture, theme.accent)
    assert has_colour(picture, theme.text)
    assert not has_colour(picture, other.accent)


def test_weeks_line_up_with_the_chart_above(chart: DiscomfortChart) -> None:
    chart.set_span(100.0, 600.0)
    assert (chart.plot.left(), chart.plot.right()) == (100.0, 600.0)
    before = picture_of(chart)
    chart.set_span(150.0, 700.0)
    assert count_differing(picture_of(chart), before) > 500


def test_screen_reader_is_told_the_same_figures(chart: DiscomfortChart) -> None:
    assert chart.accessibleName() == "Discomfort, weekly medians"
    assert chart.accessibleDescription() == (
        "Week of 12 October: 6 before (n 5), 4.5 after (n 4). Week of 26 October: 5 before (n 4), 5 after (n 4). "
        "Week of 2 November: 4 before (n 1). Week of 9 November: 3 before (n 4), 0 after (n 12)."
    )


def test_chart_without_a_figure_says_so(chart: DiscomfortChart) -> None:
    chart.show_weeks(starts(5), [Medians()] * 5)
    empty = picture_of(chart)
    assert chart.accessibleDescription().startswith("There are no answers in these weeks.")
    middle = chart.plot.center().toPoint()
    around = empty.copy(middle.x() - 150, middle.y() - 20, 300, 40)
    assert count_differing(around, blank(300, 40, LIGHT.surface), above=60) > 200
    chart.select(3)
    assert picture_of(chart) == empty, "nothing is marked where there is nothing to read"


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
@pytest.mark.parametrize("width", [0, 480, 900])
def test_larger_text_leaves_room_for_legend_plot_and_dates(
    qtbot: QtBot, qapp: QApplication, percent: float, width: int
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    chart = DiscomfortChart()
    qtbot.addWidget(chart)
    chart.show_weeks(starts(5), SOME)
    chart.resize(max(width, chart.minimumSizeHint().width()), 100)
    chart.show()
    chart.resize(chart.width(), chart.minimumSizeHint().height())
    QApplication.processEvents()
    line_h = chart.fontMetrics().height()
    assert chart.plot.height() > 4 * line_h
    assert chart.height() - chart.plot.bottom() >= 2 * line_h
    for line in chart._legend_lines():
        for x, text, mark, is_title in line:
            advance = QFontMetricsF(chart._legend_font(is_title)).horizontalAdvance(text) + (line_h if mark else 0)
            assert x + advance <= chart.width()
    assert chart.minimumSizeHint().height() <= chart.sizeHint().height()
    assert not picture_of(chart).isNull()


@EACH_FAMILY
def test_minimum_size_grows_with_the_text(qtbot: QtBot, qapp: QApplication) -> None:
    chart = DiscomfortChart()
    qtbot.addWidget(chart)
    chart.show()
    before = chart.minimumSizeHint()
    apply_style(qapp, LIGHT, 9.0, 175.0)
    assert chart.minimumSizeHint().height() > 1.5 * before.height()
