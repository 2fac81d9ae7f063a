"""A picture of a body position in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.theme import LIGHT, Theme, recolour


class Illustration(QWidget):
    """Paints an SVG drawn in the colours of LIGHT, or nothing if there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._svg = ""
        give_role(self, QAccessible.Role.Graphic)
        self._theme = LIGHT
        self._renderer: QSvgRenderer | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_svg(self, svg: str, description: str) -> None:
        """Show ``svg``; a screen reader says ``description``."""
        self._svg = svg
        self.setAccessibleName(description)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._renderer = None
        if self._svg:
            self._renderer = QSvgRenderer(QByteArray(recolour(self._svg, theme).encode()), self)
            self._renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.updateGeometry()
        self.update()

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._renderer is None:
            return 0
        size = self._renderer.defaultSize()
        return round(width * size.height() / size.width()) if size.width() else 0

    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.heightForWidth(220))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._renderer is not None:
            self._renderer.render(QPainter(self), QRectF(self.rect()))
