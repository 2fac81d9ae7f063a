"""Larger text for a page, or a bar, whose window has far more room than it needs."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QEvent, QObject, QSizeF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QWidget

from psoas_timer.ui.kit.style import larger_sheet_of, point_size_of

_STEP = 0.125
_LARGEST = 2.5
_EVENTS = (QEvent.Type.Resize, QEvent.Type.ApplicationFontChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)


class LargerText(QObject):
    """Enlarges the text of ``page``, and what is measured by it, while ``comfort_em`` fits into it several times.

    ``comfort_em`` is the width and the height that the page fills well, in line heights of plain text. A bar has as
    much room as its ``window``.
    """

    def __init__(self, page: QWidget, comfort_em: tuple[float, float], window: QWidget | None = None) -> None:
        super().__init__(page)
        self._page, self._room = page, window or page
        self._comfort_em = comfort_em
        self._sheet = ""
        self._room.installEventFilter(self)

    def _fit(self) -> None:
        font = QApplication.font()
        factor = text_factor(QSizeF(self._room.size()), QFontMetricsF(font).height(), self._comfort_em)
        sheet = larger_sheet_of(point_size_of(font) * factor) if factor > 1.0 else ""
        if sheet != self._sheet:
            self._sheet = sheet  # before it is set: that changes the style and comes back here
            self._page.setStyleSheet(sheet)

    # Qt's overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _EVENTS:
            self._fit()
        return False


def text_factor(size: QSizeF, line_h: float, comfort_em: tuple[float, float]) -> float:
    """Return how much larger text may be, in steps from 1, so that ``comfort_em`` still fits into ``size``."""
    room = min(size.width() / (comfort_em[0] * line_h), size.height() / (comfort_em[1] * line_h))
    return min(max(floor(room / _STEP) * _STEP, 1.0), _LARGEST)
