"""The picture of a body position, in the colours of the theme; painted after the window has been seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.ui.kit.svg_paint import paint_svg
from psoas_timer.ui.kit.theme import LIGHT, Theme, recolour

_SHAPE = 0.46  # height by width: that of the positions that are seen most


class PositionPicture(QWidget):
    """Stands on the bottom of its place, which is at least ``least_em`` line heights high, if its width is of use then.

    Reading the drawing takes some milliseconds, so the first paint leaves the place empty and the next one fills it.
    """

    def __init__(self, load: Callable[[str], str], least_em: float, parent: QWidget | None = None) -> None:
        """``load`` returns the SVG of a position by name, '' if there is none: then a calm breath is shown."""
        super().__init__(parent)
        self._load = load
        self._least_em = least_em
        self._name = ""
        self._theme = LIGHT
        self._is_ready = False
        self._picture: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def name(self) -> str:
        """The position that is shown."""
        return self._name

    def show_position(self, name: str, description: str) -> None:
        """Show the position ``name``; a screen reader says ``description``."""
        self.setAccessibleName(description)
        if name != self._name:
            self._name = name
            self._repaint()

    def set_theme(self, theme: Theme) -> None:
        if theme != self._theme:
            self._theme = theme
            self._repaint()

    def _repaint(self) -> None:
        self._picture = None
        self.update()

    def _make_ready(self) -> None:
        self._is_ready = True
        self.update()

    def _paint(self) -> QPixmap:
        svg = self._load(self._name) if self._name else ""
        if svg:
            return paint_svg(recolour(svg, self._theme), QSizeF(self.size()), self.devicePixelRatioF())
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self._draw_breath(painter)
        painter.end()
        return picture

    def _draw_breath(self, painter: QPainter) -> None:
        radius = min(self.width(), self.height()) * 0.36
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.lungs_edge), radius * 0.06))
        painter.setBrush(QColor(self._theme.lungs))
        painter.drawEllipse(QPointF(QRectF(self.rect()).center()), radius, radius)

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(QFontMetricsF(self.font()).height() * self._least_em, width * _SHAPE))

    def sizeHint(self) -> QSize:
        height = QFontMetricsF(self.font()).height() * self._least_em
        return QSize(round(height / _SHAPE), round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_ready:
            QTimer.singleShot(0, self, self._make_ready)
            return
        if self._picture is None or self._picture.size() != self.size() * self.devicePixelRatioF():
            self._picture = self._paint()
        QPainter(self).drawPixmap(0, 0, self._picture)


def picture_name(routine: Routine) -> str:
    """Return the name of the position in which a routine begins, '' if no stage has a picture."""
    return next((stage.position for stage in routine.stages if stage.position), "")
