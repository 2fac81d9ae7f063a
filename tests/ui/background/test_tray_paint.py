"""The picture in the tray: it stands out from any panel and can be read without colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from psoas_timer.ui.background.tray_paint import SIZES, TrayLook, draw_tray, tray_icon

LOOKS = [TrayLook(met, 5, is_waiting) for met in range(6) for is_waiting in (False, True)]

# Panels: white, light, in between, the dark of a dark desktop, black.
GROUNDS = pytest.mark.parametrize("ground", ["#ffffff", "#dadada", "#808080", "#2e3436", "#000000"])


def luminances(look: TrayLook, size: int, ground: str) -> np.ndarray:
    """Return the relative luminance (WCAG 2.2) of each pixel, the picture on ``ground``."""
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_tray(painter, QRectF(0, 0, size, size), look)
    painter.end()
    parts = np.frombuffer(image.constBits(), np.uint8).reshape(size, size, 4)[:, :, 2::-1] / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    found: np.ndarray = linear @ np.array([0.2126, 0.7152, 0.0722])
    return found


def contrasts(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    found: np.ndarray = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return found


@GROUNDS
def test_the_picture_stands_out_from_any_panel(ground: str) -> None:
    """At least as many pixels as one line across reach 3:1 (WCAG 1.4.11), or three lines unless the panel is grey."""
    bare = luminances(TrayLook(0, 5), 64, ground)[0, 0]
    for size in SIZES:
        for look in LOOKS:
            seen = np.count_nonzero(contrasts(luminances(look, size, ground), bare) >= 3.0)
            assert seen >= (size if ground == "#808080" else 3 * size), (size, look)


@GROUNDS
@pytest.mark.parametrize("size", [16, 22, 48])
def test_each_day_and_what_waits_can_be_told_without_colours(size: int, ground: str) -> None:
    pictures = {look: luminances(look, size, ground) for look in LOOKS}
    pairs = [(look, replace(look, is_waiting=True)) for look in LOOKS if not look.is_waiting]
    pairs += [(look, replace(look, met=look.met + 1)) for look in LOOKS if look.met < 5]
    for one, other in pairs:
        assert np.count_nonzero(contrasts(pictures[one], pictures[other]) >= 1.5) >= size, (one, other)


def test_every_size_that_trays_ask_for_is_painted_for_itself() -> None:
    assert [size.width() for size in tray_icon(TrayLook(2, 5)).availableSizes()] == list(SIZES)


@pytest.mark.parametrize(("met", "target", "share"), [(0, 5, 0.0), (2, 5, 0.4), (5, 5, 1.0), (7, 5, 1.0), (3, 0, 0.0)])
def test_the_ring_is_full_when_the_week_is_met_and_empty_without_a_target(met: int, target: int, share: float) -> None:
    assert TrayLook(met, target).share == pytest.approx(share)
