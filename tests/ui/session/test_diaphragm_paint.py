"""The diaphragm view: it moves with the lungs, within its bounds, and shows effort by shape."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.diaphragm_paint import diaphragm_bounds, draw_diaphragm
from tests.ui.scenes import blank, count_differing, is_within

PLACES = pytest.mark.parametrize(
    "place", [QRectF(20, 10, 160, 180), QRectF(10, 20, 280, 150)], ids=["upright", "lying"]
)


def paint(place: QRectF, fullness: float, effort: bool = False, theme: Theme = LIGHT) -> QImage:
    image = blank(300, 200, theme.background)
    painter = QPainter(image)
    draw_diaphragm(painter, place, fullness, effort, theme)
    painter.end()
    return image


def outside(image: QImage, place: QRectF) -> QImage:
    """Return ``image`` with ``place`` blanked out."""
    left = image.copy()
    painter = QPainter(left)
    painter.fillRect(place.toAlignedRect(), "#000000")
    painter.end()
    return left


@PLACES
@given(one=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0), efforts=st.tuples(st.booleans(), st.booleans()))
def test_nothing_changes_outside_the_bounds_that_are_repainted(
    place: QRectF, one: float, other: float, efforts: tuple[bool, bool]
) -> None:
    bounds = diaphragm_bounds(place)
    before, after = (outside(paint(place, *how), bounds) for how in zip((one, other), efforts, strict=True))
    assert before == after


@PLACES
def test_picture_keeps_within_its_place(place: QRectF) -> None:
    picture = outside(paint(place, 1.0, True), place)
    assert picture == outside(blank(300, 200, LIGHT.background), place)


@PLACES
def test_bounds_are_a_part_of_the_place(place: QRectF) -> None:
    bounds = diaphragm_bounds(place)
    assert is_within(bounds, place, 0.01)
    assert 0 < bounds.width() * bounds.height() < 0.7 * place.width() * place.height()


@PLACES
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_lungs_grow_with_each_step_of_fullness(place: QRectF, theme: Theme) -> None:
    areas = []
    for fullness in (0.0, 0.25, 0.5, 0.75, 1.0):
        picture, lungs = paint(place, fullness, theme=theme), blank(300, 200, theme.lungs)
        areas.append(300 * 200 - count_differing(picture, lungs, above=4))
    assert all(more > less * 1.05 for less, more in pairwise(areas)), areas


@PLACES
def test_effort_is_told_by_shape(place: QRectF) -> None:
    plain, effort = (
        paint(place, 1.0, is_effort).convertToFormat(QImage.Format.Format_Grayscale8) for is_effort in (False, True)
    )
    assert count_differing(plain, effort, above=25) > 150


@PLACES
@pytest.mark.parametrize(("beyond", "end"), [(-0.5, 0.0), (1.5, 1.0)])
def test_fullness_beyond_its_ends_is_taken_as_the_end(place: QRectF, beyond: float, end: float) -> None:
    assert paint(place, beyond) == paint(place, end)


def test_place_without_room_paints_nothing_and_does_not_fail() -> None:
    assert paint(QRectF(10, 10, 0, 0), 0.5) == blank(300, 200, LIGHT.background)


def test_painter_is_given_back_as_it_was() -> None:
    image = blank(100, 100)
    painter = QPainter(image)
    before = (painter.transform(), painter.brush().color(), painter.testRenderHint(QPainter.RenderHint.Antialiasing))
    draw_diaphragm(painter, QRectF(0, 0, 100, 100), 0.3, True, LIGHT)
    after = (painter.transform(), painter.brush().color(), painter.testRenderHint(QPainter.RenderHint.Antialiasing))
    painter.end()
    assert before == after
