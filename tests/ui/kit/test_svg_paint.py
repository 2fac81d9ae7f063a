"""SVG pictures: as large as fits, on the bottom of their place, at the resolution of the screen."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from psoas_timer.ui.kit.svg_paint import paint_svg
from tests.ui.scenes import pixels

FLAT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#ff0000"/></svg>'


def reds(image: QImage) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is red, in pixels."""
    opaque = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    rows, columns = np.nonzero(pixels(opaque)[:, :, 0] > 128)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def test_a_flat_picture_stands_on_the_bottom(qapp: QApplication) -> None:
    assert reds(paint_svg(FLAT, QSizeF(100, 80), 1.0).toImage()) == (0, 30, 100, 80)


def test_a_wide_place_has_it_in_the_middle(qapp: QApplication) -> None:
    assert reds(paint_svg(FLAT, QSizeF(100, 20), 1.0).toImage()) == (30, 0, 70, 20)


def test_a_finer_screen_gets_more_pixels(qapp: QApplication) -> None:
    picture = paint_svg(FLAT, QSizeF(100, 80), 2.0)
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (200, 160, 2.0)
    assert reds(picture.toImage()) == (0, 60, 200, 160)


def test_what_is_no_picture_paints_nothing(qapp: QApplication) -> None:
    image = paint_svg("<svg/>", QSizeF(10, 10), 1.0).toImage()
    assert image.pixelColor(5, 5).alpha() == 0
