"""Pictures that are read only after the first paint, so that a page with one is there as fast as one without."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, QSizeF, QTimer
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.svg_paint import paint_svg
from psoas_timer.ui.kit.theme import LIGHT, Theme, recolour

_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


class LatePainting(QWidget):
    """Paints once, as large as its place and in the theme's colours; the first paint leaves the place empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = LIGHT
        give_role(self, QAccessible.Role.Graphic)
        self._is_ready = False
        self._picture: QPixmap | None = None

    def set_theme(self, theme: Theme) -> None:
        if theme != self.theme:
            self.theme = theme
            self.paint_anew()

    def paint_anew(self) -> None:
        """Paint again what has changed."""
        self._picture = None
        self.update()

    def paint(self) -> QPixmap:
        """Return the picture, as large as the widget and as fine as its screen."""
        raise NotImplementedError

    def _make_ready(self) -> None:
        self._is_ready = True
        self.update()

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_ready:
            QTimer.singleShot(0, self, self._make_ready)
            return
        if self._picture is None or self._picture.size() != self.size() * self.devicePixelRatioF():
            self._picture = self.paint()
        QPainter(self).drawPixmap(0, 0, self._picture)


class LatePicture(LatePainting):
    """An SVG drawn in the colours of LIGHT, in the theme's, as large as its place permits.

    It is at most ``most_em`` line heights high, and gives up all but a third of that where there is little room.
    """

    def __init__(self, svg: str, description: str, most_em: float, parent: QWidget | None = None) -> None:
        """A screen reader says ``description``."""
        super().__init__(parent)
        self._svg = svg
        self._most_em = most_em
        found = _VIEW_BOX.search(svg)
        self._shape = float(found[2]) / float(found[1]) if found else 0.5  # height by width
        self.setAccessibleName(description)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def paint(self) -> QPixmap:
        return paint_svg(recolour(self._svg, self.theme), QSizeF(self.size()), self.devicePixelRatioF())

    # Qt's overrides

    def sizeHint(self) -> QSize:
        height = round(self.fontMetrics().height() * self._most_em)
        return QSize(round(height / self._shape), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height() // 3)
