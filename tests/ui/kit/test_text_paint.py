"""Painted text: as large as its place permits, wholly inside it, and where Qt would set it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.kit.text_paint import SMALLEST_PX, draw_fitted, fit_font
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP
from tests.ui.scenes import blank, bounding_box, count_differing, is_within


def drawn(text: str, place: QRectF, **values: object) -> QImage:
    image = blank(480, 320)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_fitted(painter, place, text, "#000000", **values)  # type: ignore[arg-type]
    painter.end()
    return image


@EACH_FAMILY
@pytest.mark.parametrize(
    "align", [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter]
)
@pytest.mark.parametrize("text", ["Tighten and hold", "Resuming in 3", "4"])
def test_large_letters_stand_where_qt_sets_them(qapp: QApplication, text: str, align: Qt.AlignmentFlag) -> None:
    place, align = QRectF(20.3, 10.6, 430.4, 300.2), align | Qt.AlignmentFlag.AlignVCenter
    fitted, set_by_qt = blank(480, 320), blank(480, 320)
    painter = QPainter(fitted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_fitted(painter, place, text, "#000000", largest_px=90.0, is_strong=True, align=align)
    painter.end()
    painter = QPainter(set_by_qt)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(fit_font(text, place.width(), place.height(), 90.0, is_strong=True))
    assert painter.font().pixelSize() > 64
    painter.drawText(place, align | Qt.TextFlag.TextWordWrap, text)
    painter.end()
    assert count_differing(fitted, blank(480, 320)) > 500
    assert count_differing(fitted, set_by_qt, above=60) == 0


@EACH_FAMILY
@pytest.mark.parametrize("is_strong", [False, True])
@pytest.mark.parametrize("text", ["Resuming in 3", "Tighten and hold", "Press Space or click to resume."])
def test_fitted_text_fits_its_place_whatever_the_width(text: str, is_strong: bool) -> None:
    """A place can be a fractional number of pixels wide: a line that breaks there is cut off."""
    image = blank(8, 8)
    painter = QPainter(image)
    too_high = []
    for step in range(1200):
        place = QRectF(0, 0, 100 + step * 0.43, 84.7)
        font = fit_font(text, place.width(), place.height(), 86.0, is_strong=is_strong)
        painter.setFont(font)
        covered = painter.boundingRect(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        if font.pixelSize() > SMALLEST_PX and not is_within(covered, place, 1.0):
            too_high.append(place.width())
    painter.end()
    assert not too_high


@EACH_FAMILY
def test_the_size_follows_the_place_between_its_bounds(qapp: QApplication) -> None:
    sizes = [fit_font("Breathe in", width, 80.0, 60.0).pixelSize() for width in (5.0, 60.0, 120.0, 240.0, 900.0)]
    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SMALLEST_PX, 60)
    assert fit_font("Breathe in", 900.0, 20.0, 60.0).pixelSize() < 20, "nor higher than its place"


def test_the_font_is_the_applications_at_the_weight_asked_for(qapp: QApplication) -> None:
    plain, strong = (fit_font("In", 200.0, 80.0, 30.0, is_strong=is_strong) for is_strong in (False, True))
    assert plain.family() == strong.family() == qapp.font().family()
    assert (plain.weight(), strong.weight()) == (QFont.Weight.Normal, QFont.Weight.DemiBold)


@EACH_FAMILY
@pytest.mark.parametrize("text", ["4", "Breathe out, all the way", MARKUP])
@pytest.mark.parametrize("largest_px", [12.0, 200.0])
def test_all_of_it_is_inside_its_place(qapp: QApplication, text: str, largest_px: float) -> None:
    place = QRectF(40, 60, 300, 150)
    image = drawn(text, place, largest_px=largest_px)
    assert is_within(QRectF(bounding_box(image, "#ffffff")), place, 1.0)


@pytest.mark.parametrize(
    ("align", "edge"), [(Qt.AlignmentFlag.AlignTop, "top"), (Qt.AlignmentFlag.AlignBottom, "bottom")]
)
@pytest.mark.parametrize("largest_px", [20.0, 90.0])
def test_it_stands_at_the_edge_it_is_aligned_to(
    qapp: QApplication, align: Qt.AlignmentFlag, edge: str, largest_px: float
) -> None:
    """Small letters are set by Qt, large ones are outlines of our own: both keep to the edge."""
    place = QRectF(20, 20, 400, 280)
    box = bounding_box(drawn("Hold", place, largest_px=largest_px, align=align), "#ffffff")
    away = box.top() - place.top() if edge == "top" else place.bottom() - box.bottom()
    assert 0 <= away < largest_px * 0.6


def test_no_text_paints_nothing(qapp: QApplication) -> None:
    assert count_differing(drawn("", QRectF(0, 0, 400, 300)), blank(480, 320)) == 0
