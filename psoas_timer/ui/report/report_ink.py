"""Text and lines on a page, measured in millimetres; text is drawn as it is and never treated as markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPen

from psoas_timer.ui.kit.theme import LIGHT

_LONGEST_WORD = 24  # letters
_JOINER = "\u200d"
_SKIN_COLOURS = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_SMALLEST_SHARE = 0.65  # a line may shrink to this share of its size: another language may need longer words


def breakable(text: str) -> str:
    """Return ``text`` with zero-width spaces, so that a word too long for a line can break between whole letters."""
    found: list[str] = []
    length = 0
    for at, letter in enumerate(text):
        length = 0 if letter == " " else length + 1
        if length > _LONGEST_WORD and not _is_within_letter(text, at):
            found.append("\u200b")
            length = 1
        found.append(letter)
    return "".join(found)


def _is_within_letter(text: str, at: int) -> bool:
    """Tell whether the signs before and at this place are drawn as one: an accent, a colour of skin, joined emoji."""
    sign = text[at]
    is_mark = unicodedata.category(sign).startswith("M") or sign == _JOINER or sign in _SKIN_COLOURS
    return is_mark or text[at - 1 : at] == _JOINER


def fitted(font: QFont, text: str, width: float, device: QPaintDevice) -> tuple[QFont, str]:
    """Return ``font``, shrunk until ``text`` fits on one line, and the text, elided if it is still too long."""
    needed = QFontMetricsF(font, device).horizontalAdvance(text)
    fitting = QFont(font)
    while needed > width and fitting.pixelSize() > max(round(font.pixelSize() * _SMALLEST_SHARE), 1):
        fitting.setPixelSize(fitting.pixelSize() - 1)
        needed = QFontMetricsF(fitting, device).horizontalAdvance(text)
    return fitting, QFontMetricsF(fitting, device).elidedText(text, Qt.TextElideMode.ElideRight, width)


class Ink:
    """Writes on a page ``width_mm`` wide whose top left corner is the painter's origin; ``unit`` is a millimetre."""

    def __init__(self, painter: QPainter, unit: float, width_mm: float) -> None:
        self.painter = painter
        self.unit = unit
        self.width_mm = width_mm

    def font(self, size_mm: float, *, is_bold: bool = False) -> QFont:
        font = QFont()
        font.setPixelSize(max(round(size_mm * self.unit), 1))
        font.setWeight(QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal)
        return font

    def line_mm(self, size_mm: float) -> float:
        return QFontMetricsF(self.font(size_mm), self.painter.device()).lineSpacing() / self.unit

    def width_of(self, text: str, size_mm: float) -> float:
        return QFontMetricsF(self.font(size_mm), self.painter.device()).horizontalAdvance(text) / self.unit

    def height_of(self, text: str, width: float, size_mm: float) -> float:
        metrics = QFontMetricsF(self.font(size_mm), self.painter.device())
        room = QRectF(0, 0, width * self.unit, 1e6)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() / self.unit

    def cut(self, text: str, width: float, height: float, size_mm: float) -> str:
        """Return as much of ``text`` as fits into ``height``, with an ellipsis if that is not all of it."""
        if self.height_of(text, width, size_mm) <= height + 0.1:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.height_of(text[:middle].rstrip() + "…", width, size_mm) <= height + 0.1
            low, high = (middle, high) if fits else (low, middle - 1)
        while 0 < low < len(text) and _is_within_letter(text, low):
            low -= 1
        return text[:low].rstrip() + "…"

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size_mm: float,
        *,
        width: float | None = None,
        height: float | None = None,
        is_bold: bool = False,
        colour: str = LIGHT.text,
    ) -> None:
        """Draw a text as it is: on one line, shrunk or elided if it is too long, or on several with a ``height``."""
        painter, unit = self.painter, self.unit
        room_mm = (width or self.width_mm - x, height or self.line_mm(size_mm))
        font = self.font(size_mm, is_bold=is_bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        place = QRectF(x * unit, y * unit, room_mm[0] * unit, room_mm[1] * unit)
        if height is None:
            font, text = fitted(font, text, place.width(), painter.device())
            painter.setFont(font)
            painter.drawText(place, Qt.TextFlag.TextSingleLine, text)
        else:
            painter.drawText(place, Qt.TextFlag.TextWordWrap, text)

    def row(
        self, cells: Sequence[str], columns: Sequence[float], y: float, size_mm: float, *, colour: str = LIGHT.text
    ) -> None:
        """Draw ``cells`` side by side, each cut to its width in ``columns``."""
        x = 0.0
        for cell, width in zip(cells, columns, strict=True):
            self.text(cell, x, y, size_mm, width=width - 1, colour=colour)
            x += width

    def line(self, y: float, width: float) -> None:
        self.painter.setPen(QPen(QColor(LIGHT.line), 0.25 * self.unit))
        self.painter.drawLine(QLineF(0, y * self.unit, width * self.unit, y * self.unit))
