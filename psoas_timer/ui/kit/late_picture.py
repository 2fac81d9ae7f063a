"""A picture that is read only after the first paint, so that a page with it is there as fast as one without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.ui.kit.theme import LIGHT, Theme, recolour

if TYPE_CHECKING:  # imported after the first paint
    from PySide6.QtSvg import QSvgRenderer

_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


class LatePicture(QWidget):
    """Paints an SVG, drawn in the colours of LIGHT, in the theme's, as large as its place permits.

    It is at most ``most_em`` line heights high, and gives up all but a third of that where there is little room.
    """

    def __init__(self, svg: str, description: str, most_em: float, parent: QWidget | None = None) -> None:
        """A screen reader says ``description``."""
        super().__init__(parent)
        self._svg = svg
        self._most_em = most_em
        self._theme = LIGHT
        self._is_ready = False
        self._renderer: QSvgRenderer | None = None
        found = _VIEW_BOX.search(svg)
        self._shape = float(found[2]) / float(found[1]) if found else 0.5  # height by width
        self.setAccessibleName(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._renderer = None
        self.update()

    def _make_ready(self) -> None:
        self._is_ready = True
        self.update()

    def _read(self) -> QSvgRenderer:
        from PySide6.QtSvg import QSvgRenderer

        made = QSvgRenderer(QByteArray(recolour(self._svg, self._theme).encode()), self)
        made.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        return made

    # Qt's overrides

    def sizeHint(self) -> QSize:
        height = round(self.fontMetrics().height() * self._most_em)
        return QSize(round(height / self._shape), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height() // 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_ready:
            QTimer.singleShot(0, self, self._make_ready)
            return
        if self._renderer is None:
            self._renderer = self._read()
        self._renderer.render(QPainter(self), QRectF(self.rect()))
