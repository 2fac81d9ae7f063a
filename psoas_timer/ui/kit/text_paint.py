"""Text that is painted rather than typeset by widgets: it finds the size at which it fits its place."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

_WRAP = Qt.TextFlag.TextWordWrap
SMALLEST_PX = 9


def fit_font(text: str, width: float, height: float, largest_px: float, *, is_strong: bool = False) -> QFont:
    """Return the application's font at the largest size, up to ``largest_px``, at which ``text`` fits wrapped."""
    family = QFont().family()
    # A place is rarely whole pixels wide, and a line that breaks there and not here would be cut off.
    size = _fit_size(text, int(width) - 1, int(height), round(largest_px), is_strong, family)
    return _font(size, is_strong)


@lru_cache(maxsize=512)
def _fit_size(text: str, width: int, height: int, largest_px: int, is_strong: bool, family: str) -> int:
    del family  # part of the key: the size depends on it
    low, high = SMALLEST_PX, max(largest_px, SMALLEST_PX)
    while low < high:
        size = (low + high + 1) // 2
        box = QFontMetricsF(_font(size, is_strong)).boundingRect(QRectF(0, 0, width, 10_000), _WRAP, text)
        if box.width() <= width and box.height() <= height:
            low = size
        else:
            high = size - 1
    return low


def _font(size: int, is_strong: bool) -> QFont:
    font = QFont()
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
    return font


def draw_fitted(
    painter: QPainter,
    rect: QRectF,
    text: str,
    colour: str,
    *,
    largest_px: float | None = None,
    is_strong: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """Draw ``text``, plain and wrapped, as large as ``rect`` and ``largest_px`` allow."""
    if not text:
        return
    painter.setFont(fit_font(text, rect.width(), rect.height(), largest_px or rect.height(), is_strong=is_strong))
    painter.setPen(QColor(colour))
    painter.drawText(rect, align | _WRAP, text)
