"""The picture in the tray: the week as a ring, and a waiting reminder as a dot in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.kit.widgets import draw_tick

# The sizes in pixels that trays ask for, at device pixel ratios of 1 and 2.
SIZES = (16, 22, 24, 32, 44, 48, 64)

_WHOLE_TURN = 360 * 16  # Qt counts sixteenths of a degree, anticlockwise, from three o'clock
_TOP = 90 * 16


@dataclass(frozen=True, slots=True)
class TrayLook:
    """What the picture shows: the days ``met`` of the ``target``, and whether a reminder waits."""

    met: int
    target: int
    is_waiting: bool = False

    @property
    def share(self) -> float:
        return min(self.met / self.target, 1.0) if self.target else 0.0


def tray_icon(look: TrayLook) -> QIcon:
    """Return the picture in every size."""
    icon = QIcon()
    for size in SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_tray(painter, QRectF(0, 0, size, size), look)
        painter.end()
        icon.addPixmap(picture)
    return icon


def draw_tray(painter: QPainter, rect: QRectF, look: TrayLook) -> None:
    """Draw a thin ring that thickens day by day, a disc with a tick for a met week, and a dot for a waiting reminder.

    A tray may be dark on a light desktop, and there is no way to know: light parts have a dark rim on any background.
    """
    size = min(rect.width(), rect.height())
    thick, thin, rim = size * 0.19, size * 0.08, max(size * 0.05, 1.0)
    inset = thick / 2 + rim
    ring = rect.adjusted(inset, inset, -inset, -inset)
    dark, light, accent = QColor(LIGHT.text), QColor(DARK.text), QColor(DARK.accent)
    is_met, middle = look.share >= 1.0, rect.center()
    if is_met:
        _draw_disc(painter, middle, size / 2, dark)
        _draw_disc(painter, middle, size / 2 - rim, accent)
    if look.is_waiting:  # on a dark disc with no gap to the ring: at 16 px, rims and gap blur into one grey
        _draw_disc(painter, middle, ring.width() / 2 - (thick / 2 if is_met else 0.0), dark)
        _draw_disc(painter, middle, size * 0.15, light)
    elif is_met:
        draw_tick(painter, middle, size * 0.5, dark)
    if not is_met:
        for colour, wider in ((dark, 2 * rim), (light, 0.0)):
            _draw_arc(painter, ring, colour, thin + wider, 1.0)
        for colour, wider in ((dark, 2 * rim), (accent, 0.0)):
            _draw_arc(painter, ring, colour, thick + wider, look.share)


def _draw_disc(painter: QPainter, centre: QPointF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def _draw_arc(painter: QPainter, ring: QRectF, colour: QColor, width: float, share: float) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(ring, _TOP, -round(_WHOLE_TURN * share))
