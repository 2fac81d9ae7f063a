"""The chart of the weekly medians: distinct shapes, lines that claim no more than the data, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.ui.history.discomfort_chart import DiscomfortChart
from psoas_timer.ui.history.plot import Places, WeekPlot
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import blank, count_differing, pixels

NEWEST = date(2026, 11, 9)
SOME = [Medians(6.0, 4.5, 5, 4), Medians(), Medians(5.0, 5.0, 4, 4), Medians(4.0, None, 1, 0), Medians(3.0, 0.0, 4, 12)]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))


def starts(count: int) -> list[date]:
    return [NEWEST - timedelta(weeks=count - 1 - index) for index in range(count)]


@dataclass(frozen=True)
class Plotted:
    """The medians of some weeks as a picture of the plot alone, 500 by 240 pixels, and where a level is in it."""

    image: QImage
    places: Places

    def y_at(self, level: float) -> float:
        return self.places.at(0, level).y() - self.places.rect.top()


def plot(medians: Sequence[Medians], theme: Theme = LIGHT, selected: int | None = None) -> Plotted:
    chart = DiscomfortChart()
    chart.set_theme(theme)
    chart.show_weeks(starts(len(medians)), medians)
    chart.select(selected)
    room = QRectF(0, 0, 500, 240)
    for _ in range(2):  # the legend takes more or fewer lines at another width
        around = chart.plot_rect
        chart.resize(chart.size() + (room.size() - around.size()).toSize())
        chart.grab()
    picture = chart.grab(chart.plot_rect.toRect()).toImage()
    return Plotted(picture, chart.plot.places)


def paint(medians: Sequence[Medians], theme: Theme = LIGHT, selected: int | None = None) -> QImage:
    return plot(medians, theme, selected).image


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


@pytest.mark.parametrize("level", [0.0, 2.5, 5.0, 10.0])
def test_median_stands_at_its_level(qapp: QApplication, level: float) -> None:
    plotted = plot([Medians(None, level, 0, 3)])
    accent = np.abs(pixels(plotted.image) - pixels(blank(1, 1, LIGHT.accent))[0, 0]).max(axis=2) < 20
    ys, xs = np.nonzero(accent)
    assert abs(ys.mean() - plotted.y_at(level)) < 1.5
    assert abs(xs.mean() - 250) < 1.5


def test_scale_is_fixed_whatever_is_shown(qapp: QApplication) -> None:
    plots = [plot(medians) for medians in ([], SOME, [Medians(1.0, 1.0, 1, 1)] * 60)]
    assert len({(one.y_at(0.0), one.y_at(5.0), one.y_at(10.0)) for one in plots}) == 1
    assert plots[0].y_at(5.0) == pytest.approx(plots[0].places.rect.height() / 2)


def test_weeks_are_joined_only_to_their_neighbours_with_an_answer(qapp: QApplication) -> None:
    one, none, far = Medians(5.0, None, 1, 0), Medians(), Medians(1.0, None, 1, 0)

    def inked_between(medians: Sequence[Medians], left: int, right: int) -> int:
        level = round(plot(medians).y_at(5.0))
        grid = paint([far] * len(medians))
        return count_differing(
            paint(medians).copy(left, level - 3, right - left, 7), grid.copy(left, level - 3, right - left, 7), above=30
        )

    assert inked_between([one, one], 160, 340) > 50
    assert inked_between([one, none, one], 120, 380) == 0


@EACH_FAMILY
def test_n_is_written_where_there_is_room_and_left_out_where_not(qapp: QApplication) -> None:
    def gain(count: int) -> int:
        medians = [Medians(6.0, 3.0, 4, 4)] * count
        # The font decides the room above and below; anything else that differs is the figures.
        with_n = paint(medians)
        moved = replace(medians[0], n_before=8, n_after=8)
        return count_differing(with_n, paint([moved] * count), above=30)

    assert gain(5) > 20
    assert gain(120) == 0


@pytest.mark.parametrize(
    ("count", "theme"), [(0, LIGHT), (0, DARK), (1, LIGHT), (12, DARK), (52, LIGHT), (260, DARK), (2600, LIGHT)]
)
def test_any_number_of_weeks_is_painted(qapp: QApplication, theme: Theme, count: int) -> None:
    medians = [SOME[index % len(SOME)] for index in range(count)]
    image = paint(medians, theme=theme, selected=count - 1 if count else None)
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


def test_weeks_line_up_with_the_chart_above(chart: DiscomfortChart, qtbot: QtBot) -> None:
    above = WeekPlot()
    qtbot.addWidget(above)
    above.resize(chart.plot.width(), 300)
    above.show()
    above.show_weeks([Week(start, (), 5) for start in starts(5)])
    chart.plot.line_up_with(above)
    ends: list[tuple[float, float]] = []
    for labels in ("7", "200"), ("12345", "as much as it can be"):
        above.show_sides(*([(1.0, label)] for label in labels))
        before = picture_of(chart)
        QApplication.processEvents()
        assert count_differing(picture_of(chart), before) > 500
        for plotted in above, chart.plot:
            ends.append((plotted.places.at(-0.5, 0).x(), plotted.places.at(4.5, 0).x()))
    assert ends[0] == ends[1] and ends[2] == ends[3] != ends[1]


def test_mouse_points_at_a_week(chart: DiscomfortChart) -> None:
    heard: list[int] = []
    chart.week_pointed.connect(heard.append)
    for index in (3, 0):
        x = chart.plot.x() + chart.plot.places.at(index, 0).x()
        QTest.mouseMove(chart, QPoint(round(x), round(chart.plot_rect.center().y())))
    QTest.mouseMove(chart, QPoint(1, 100))
    assert heard == [3, 0]


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
    middle = chart.plot_rect.center().toPoint()
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
    assert chart.plot_rect.height() > 4 * line_h
    assert chart.height() - chart.plot_rect.bottom() >= 2 * line_h
    places = [one.place for one in chart.legend]
    room = QRectF(0, 0, chart.width(), chart.plot_rect.top())
    assert all(room.contains(place) for place in places), "each text is inside, and above the plot"
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
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
