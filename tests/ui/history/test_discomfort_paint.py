"""The medians in a plot: marks told apart by shape, a fixed scale, and a mark only where there is a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.discomfort import Medians
from psoas_timer.ui.history.discomfort_paint import NAMED_LEVELS, MediansPlot, after_mark, before_mark, draw_mark
from psoas_timer.ui.history.plot import WeekPlot
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.ui.history.weeks import make_weeks
from tests.ui.scenes import blank, count_differing, pixels

NONE = Medians()
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))


class Shown:
    """Medians in a plot of their own."""

    def __init__(self, qtbot: QtBot) -> None:
        self.plot = WeekPlot()
        qtbot.addWidget(self.plot)
        self.medians = MediansPlot(self.plot)
        self.plot.resize(600, 240)
        self.plot.show()

    def show(self, medians: Sequence[Medians], theme: Theme = LIGHT) -> QImage:
        self.plot.set_theme(theme)
        self.plot.show_weeks(make_weeks([0] * len(medians)))
        self.medians.show(medians, theme)
        return self.picture

    @property
    def picture(self) -> QImage:
        QApplication.processEvents()
        return self.plot.grab().toImage()

    def centre_of(self, colour: str) -> tuple[float, float]:
        """Return the middle of what is painted in about this colour."""
        image = self.picture
        near = np.abs(pixels(image) - pixels(blank(1, 1, colour))[0, 0]).max(axis=2) < 20
        ys, xs = np.nonzero(near)
        return float(xs.mean()) / image.devicePixelRatio(), float(ys.mean()) / image.devicePixelRatio()


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    yield Shown(qtbot)


@THEMES
def test_marks_differ_in_shape_and_not_in_colour_alone(qapp: QApplication, theme: Theme) -> None:
    painted = []
    for mark in (before_mark, after_mark):
        image = blank(30, 30, theme.surface)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, QPointF(15, 15), mark(10, theme))
        painter.end()
        painted.append(image)
    circle, diamond = painted
    assert circle.pixelColor(15, 15).name() == theme.surface, "the circle is hollow"
    assert diamond.pixelColor(15, 15).name() == theme.accent, "the diamond is filled"
    assert diamond.pixelColor(8, 8).name() == theme.surface, "the diamond has no corners there"


@pytest.mark.parametrize("mark", [before_mark, after_mark])
def test_a_mark_grows_with_its_radius(qapp: QApplication, mark: object) -> None:
    assert callable(mark)
    widths = []
    for radius in (2.0, 5.0, 10.0):
        image = blank(40, 40)
        painter = QPainter(image)
        draw_mark(painter, QPointF(20, 20), mark(radius, LIGHT))
        painter.end()
        widths.append(int((pixels(image) != 255).any(axis=2).any(axis=0).sum()))
    assert widths == sorted(set(widths))


@pytest.mark.parametrize("level", [0.0, 2.5, 10.0])
def test_a_median_stands_at_its_level_and_its_week(shown: Shown, level: float) -> None:
    shown.show([NONE, Medians(None, level, 0, 3), NONE])
    x, y = shown.centre_of(LIGHT.accent)
    expected = shown.plot.places.at(1, level)
    assert abs(x - expected.x()) < 2 and abs(y - expected.y()) < 2


def test_the_scale_is_the_same_whatever_is_shown(shown: Shown) -> None:
    ranges = []
    for medians in ([Medians(1.0, 1.0, 1, 1)], [Medians(9.0, 2.0, 4, 4)] * 40, []):
        shown.show(medians)
        ranges.append(shown.plot.view.viewRange()[1])
    assert all(one == pytest.approx(ranges[0]) for one in ranges)
    assert ranges[0][0] < NAMED_LEVELS[0] and ranges[0][1] > NAMED_LEVELS[-1]


def test_a_marked_week_looks_different_and_showing_anew_marks_none(shown: Shown) -> None:
    some = [Medians(6.0, 4.0, 2, 2), Medians(5.0, 3.0, 2, 2)]
    plain = shown.show(some)
    shown.medians.mark(1)
    assert count_differing(shown.picture, plain) > 200
    assert count_differing(shown.show(some), plain) == 0


@pytest.mark.parametrize("index", [None, -1, 2, 99])
def test_an_index_that_is_not_shown_marks_none(shown: Shown, index: int | None) -> None:
    plain = shown.show([Medians(6.0, 4.0, 2, 2), Medians(5.0, 3.0, 2, 2)])
    shown.medians.mark(index)
    assert count_differing(shown.picture, plain) == 0


def test_without_answers_it_says_so_and_nothing_can_be_marked(shown: Shown) -> None:
    empty = shown.show([NONE, NONE])
    shown.medians.mark(0)
    assert count_differing(shown.picture, empty) == 0
    assert count_differing(shown.show([Medians(6.0, 4.0, 2, 2), NONE]), empty) > 200
