"""Text painted directly instead of by widgets, at the size that fits its place."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTextLayout, QTextOption

from psoas_timer.ui.kit.typeface import with_tabular_figures

_WRAP = Qt.TextFlag.TextWordWrap
SMALLEST_PX = 9
_OUTLINED_PX = 64  # from this size, Qt fills letter outlines; smaller letters are cached as pictures


def fit_font(text: str, width: float, height: float, largest_px: float, *, is_strong: bool = False) -> QFont:
    """Return the application font at the largest size, up to ``largest_px``, at which the wrapped ``text`` fits."""
    family = QFont().family()
    # A place is rarely a whole number of pixels wide: a line that breaks there but not here would be cut off.
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
    font = with_tabular_figures(QFont())  # most of what is painted counts
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
    """Draw ``text``, plain and wrapped, as large as ``rect`` and ``largest_px`` permit."""
    if not text:
        return
    font = fit_font(text, rect.width(), rect.height(), largest_px or rect.height(), is_strong=is_strong)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    if font.pixelSize() * painter.device().devicePixelRatioF() < _OUTLINED_PX:
        painter.drawText(rect, align | _WRAP, text)
    else:
        place = (rect.x(), rect.y(), rect.width(), rect.height())
        painter.fillPath(_outline(text, font.toString(), place, align), QColor(colour))


@lru_cache(maxsize=64)
def _outline(
    text: str, font_name: str, place: tuple[float, float, float, float], align: Qt.AlignmentFlag
) -> QPainterPath:
    """Return the outline of ``text``, wrapped and aligned in ``place``.

    It is cached because Qt returns a slightly different one (by a tenth of a pixel) after it has read other sizes of
    the font: a letter that is partly repainted must match the rest of it.
    """
    font, rect = QFont(), QRectF(*place)
    font.fromString(font_name)
    option = QTextOption(align & Qt.AlignmentFlag.AlignHorizontal_Mask)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    height, lines = 0.0, []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        top = ceil(height)
        line.setPosition(QPointF(0.0, top))
        height = top + line.ascent() + line.descent()
        lines.append(line)
    layout.endLayout()
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for line in lines:
        words = text[line.textStart() : line.textStart() + line.textLength()].rstrip()
        left, base = line.naturalTextRect().left(), line.y() + line.ascent()
        path.addText(rect.x() + left, rect.y() + _space_above(rect, height, align) + base, font, words)
    return path


def _space_above(rect: QRectF, height: float, align: Qt.AlignmentFlag) -> float:
    """Return the free space above a text of ``height`` in ``rect``."""
    if align & Qt.AlignmentFlag.AlignVCenter:
        return (rect.height() - height) / 2
    return rect.height() - height if align & Qt.AlignmentFlag.AlignBottom else 0.0
