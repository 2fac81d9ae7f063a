"""The picture of a body position, in the colours of the theme; painted after the window has been seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.ui.kit.late_picture import LatePainting
from psoas_timer.ui.kit.svg_paint import paint_svg
from psoas_timer.ui.kit.theme import recolour

_SHAPE = 0.46  # height by width: that of the positions that are seen most


class PositionPicture(LatePainting):
    """Stands on the bottom of its place, which is at least ``least_em`` line heights high, if its width is of use then.

    Reading the drawing takes some milliseconds, so it comes after the first paint.
    """

    def __init__(self, load: Callable[[str], str], least_em: float, parent: QWidget | None = None) -> None:
        """``load`` returns the SVG of a position by name, '' if there is none: then a calm breath is shown."""
        super().__init__(parent)
        self._load = load
        self._least_em = least_em
        self._name = ""
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
            self.paint_anew()

    def paint(self) -> QPixmap:
        svg = self._load(self._name) if self._name else ""
        if svg:
            return paint_svg(recolour(svg, self.theme), QSizeF(self.size()), self.devicePixelRatioF())
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
        painter.setPen(QPen(QColor(self.theme.lungs_edge), radius * 0.06))
        painter.setBrush(QColor(self.theme.lungs))
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


def picture_name(routine: Routine) -> str:
    """Return the name of the position in which a routine begins, '' if no stage has a picture."""
    return next((stage.position for stage in routine.stages if stage.position), "")
