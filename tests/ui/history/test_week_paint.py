"""Weeks as bars: each state has a shape of its own, and bars stay in their slots however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.history_values import Measure
from psoas_timer.ui.history.plot import Places
from psoas_timer.ui.history.week_measure import DAYS
from psoas_timer.ui.history.week_paint import TOP, WeekScene, draw_weeks
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.ui.history.weeks import make_weeks
from tests.ui.scenes import blank, count_differing, pixels

WIDTH, HEIGHT = 600, 210


def paint(
    weeks: Sequence[Week], theme: Theme = LIGHT, selected: int | None = None, measure: Measure = Measure.DAYS
) -> QImage:
    """Return the weeks in a plot of 600 by 210 pixels, all of it for the weeks."""
    image = blank(WIDTH, HEIGHT, theme.surface)
    slot_px = WIDTH / max(len(weeks), 1)
    to_pixels = QTransform(slot_px, 0, 0, -HEIGHT / TOP, slot_px / 2, HEIGHT)
    font = QFont()
    font.setPixelSize(11)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene = WeekScene(weeks, selected, theme, measure, font)
    draw_weeks(painter, Places(to_pixels, QRectF(0, 0, WIDTH, HEIGHT)), scene)
    painter.end()
    return image


def slot(image: QImage, index: int, count: int) -> QImage:
    width = WIDTH // count
    return image.copy(index * width, 0, width, HEIGHT)


def is_accent(image: QImage, theme: Theme = LIGHT) -> np.ndarray:
    near: np.ndarray = np.abs(pixels(image) - pixels(blank(1, 1, theme.accent))[0, 0]).max(axis=2) < 12
    return near


def weeks_of_each_state() -> dict[str, Week]:
    met, current, _ = make_weeks([5, 5, 0])
    days = tuple(met.start + timedelta(days=day) for day in range(7))
    return {
        "met": met,
        "short": replace(met, target=6),
        "none": replace(met, adherent=()),
        "current, met": replace(current, is_current=True),
        "current, short": replace(current, is_current=True, target=6),
        "paused": replace(met, target=0, paused=days),
    }


def test_no_weeks_paint_nothing(qapp: QApplication) -> None:
    assert count_differing(paint([]), blank(WIDTH, HEIGHT, LIGHT.surface)) == 0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_each_state_has_a_shape_of_its_own(qapp: QApplication, theme: Theme) -> None:
    """In grey, and below the line of the target: neither a colour nor a number is the only sign."""
    weeks = list(weeks_of_each_state().values())
    grey = paint(weeks, theme).convertToFormat(QImage.Format.Format_Grayscale8)
    picture, top = grey.convertToFormat(QImage.Format.Format_RGB32), round(HEIGHT - 4.5 * HEIGHT / TOP)
    shapes = [slot(picture, index, len(weeks)).copy(0, top, WIDTH // len(weeks), HEIGHT) for index in range(len(weeks))]
    for index, one in enumerate(shapes):
        for other in shapes[index + 1 :]:
            assert count_differing(one, other, above=30) > 40


def test_a_met_bar_is_as_high_as_its_days(qapp: QApplication) -> None:
    weeks = [replace(week, is_current=False, target=1) for week in make_weeks([1, 3, 5, 7])]
    picture = paint(weeks)
    for index, week in enumerate(weeks):
        rows = np.flatnonzero(is_accent(slot(picture, index, 4)).any(axis=1))
        height = (HEIGHT - rows.min()) * TOP / HEIGHT
        assert height == pytest.approx(week.days_met, abs=0.15)
    assert DAYS < TOP, "a full bar leaves room for its figure"


@pytest.mark.parametrize("measure", list(Measure))
def test_the_line_of_the_target_is_there_for_days_alone(qapp: QApplication, measure: Measure) -> None:
    weeks = make_weeks([0] * 6)
    moved = [replace(week, target=2) for week in weeks]
    differing = count_differing(paint(weeks, measure=measure), paint(moved, measure=measure))
    assert (differing > 100) is (measure is Measure.DAYS)


def test_the_line_breaks_at_a_pause(qapp: QApplication) -> None:
    weeks = [replace(week, is_current=False) for week in make_weeks([0] * 5)]
    days = tuple(weeks[2].start + timedelta(days=day) for day in range(7))
    whole, broken = paint(weeks), paint([*weeks[:2], replace(weeks[2], target=0, paused=days), *weeks[3:]])
    row = round(HEIGHT - 5 * HEIGHT / TOP)
    muted = pixels(blank(1, 1, LIGHT.muted))[0, 0]

    def dark(image: QImage) -> int:
        """Return the columns of the middle week in which the target's line is drawn, over all of its width."""
        near = np.abs(pixels(image)[row - 1 : row + 2, 250:350] - muted).max(axis=2) < 60
        return int(near.any(axis=0).sum())

    assert dark(whole) > 90
    assert dark(broken) < 70


@pytest.mark.parametrize("count", [1, 12, 52, 260, 2600])
def test_any_number_of_weeks_stays_inside_the_plot(qapp: QApplication, count: int) -> None:
    picture = paint([replace(week, is_current=False) for week in make_weeks([5] * count)])
    foot = pixels(picture)[HEIGHT - 10]
    assert (foot != pixels(blank(1, 1, LIGHT.surface))[0, 0]).any()
    top = round(HEIGHT - 5 * HEIGHT / TOP)
    assert not is_accent(picture)[: top - 2].any()


def test_the_figure_of_the_selected_week_stands_on_its_column(qapp: QApplication) -> None:
    weeks = make_weeks([5] * 6)
    plain, selected = paint(weeks), paint(weeks, selected=2)
    assert count_differing(slot(plain, 2, 6), slot(selected, 2, 6)) > 20
    assert count_differing(slot(plain, 3, 6), slot(selected, 3, 6)) == 0
