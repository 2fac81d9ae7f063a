"""The plot behind each chart of the weeks. It imports pyqtgraph (0.6 s), so import it after the first paint.

pyqtgraph draws the axes with their ticks and labels, keeps the range, and finds the week at a point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.kit.style import enlarged
from psoas_timer.ui.kit.theme import LIGHT, SIZE, SPACE, Theme
from psoas_timer.ui.kit.week_ticks import week_ticks

Tick = tuple[float, str]

# Room around a plot for its focus ring.
RING_PX = SPACE.tiny

_TICK_PX, _TEXT_OFFSET_PX = 4, 6
# How far labels may extend past their axis before they are left out.
_OVERHANG_PX = 80


@dataclass(frozen=True, slots=True)
class Places:
    """Places in a plot, in pixels: ``rect`` is all of it, and each week has a slot around its x."""

    to_pixels: QTransform
    rect: QRectF

    @property
    def slot_px(self) -> float:
        return self.to_pixels.m11()

    def at(self, x: float, y: float) -> QPointF:
        return self.to_pixels.map(QPointF(x, y))


Sides = tuple[Sequence[Tick], Sequence[Tick], Sequence[str]]
Draw = Callable[[QPainter, Places], None]


class WeekPlot(pg.GraphicsView):  # type: ignore[misc] # pyqtgraph ships no types
    """A still plot: x counts weeks from 0, and nothing in it takes the mouse, so that the page scrolls.

    ``sides_changed`` is emitted when the left or right end of the weeks moves.
    """

    sides_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._weeks: Sequence[Week] = ()
        self._marked: int | None = None
        self._theme = LIGHT
        self._fitted = QFont()
        self._sides: Sides = ((), (), ())
        self._above: WeekPlot | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.view.disableAutoRange()
        self.axes = {side: pg.AxisItem(side) for side in ("left", "bottom", "right")}
        self.centralLayout.setContentsMargins(0, 0, 0, 0)
        self.centralLayout.setSpacing(0)
        self.centralLayout.addItem(self.view, 0, 1)
        for side, place in (("left", (0, 0)), ("bottom", (1, 1)), ("right", (0, 2))):
            axis = self.axes[side]
            axis.setStyle(
                tickLength=_TICK_PX if side == "bottom" else 0,
                tickTextOffset=_TEXT_OFFSET_PX,
                hideOverlappingLabels=_OVERHANG_PX,
                tickAlpha=255 if side == "bottom" else 0,
            )
            axis.setPen(pg.mkPen(None))
            axis.setZValue(-1000)  # behind what is plotted
            axis.linkToView(self.view)
            self.centralLayout.addItem(axis, *place)
        self.view.sigResized.connect(self._fit)
        self.paint_with(self._draw_marker)
        self.set_theme(LIGHT)

    # What it shows

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Make room for ``weeks`` and label as many as can be read."""
        self._weeks = weeks
        self.view.setXRange(-0.5, max(len(weeks), 1) - 0.5, padding=0)
        self._fit()

    def show_sides(self, left: Sequence[Tick], right: Sequence[Tick], widest: Sequence[str] = ()) -> None:
        """Write these labels at the sides, leaving room for them and for the texts in ``widest``."""
        self._sides = left, right, widest
        self._fit()

    def show_levels(self, levels: Sequence[float]) -> None:
        """Label these levels on the left, with grid lines."""
        self.axes["left"].setStyle(tickAlpha=255)
        self.axes["left"].setGrid(255)
        self.show_sides([(level, f"{level:g}") for level in levels], ())

    def set_theme(self, theme: Theme) -> None:
        """Repaint in the colours of ``theme``."""
        self._theme = theme
        self.setBackground(theme.surface)
        for axis in self.axes.values():
            axis.setTickPen(pg.mkPen(theme.line))
            axis.setTextPen(theme.muted)
        self.viewport().update()

    def mark(self, index: int | None) -> None:
        """Mark the week with this index, or none."""
        self._marked = index
        self.viewport().update()

    def paint_with(self, draw: Draw) -> None:
        """Have ``draw`` paint over the whole plot, in pixels; later additions are on top."""
        self.view.addItem(_Painting(self.view, draw), ignoreBounds=True)

    def line_up_with(self, above: WeekPlot) -> None:
        """Align both ends of the weeks with the plot above, which has the same width."""
        self._above = above
        above.sides_changed.connect(self._fit)
        self._fit()

    # Places

    @property
    def label_font(self) -> QFont:
        """The font of all labels in the plot, a little smaller than the page's."""
        return enlarged(self.font(), SIZE.small)

    @property
    def places(self) -> Places:
        """Places in pixels of this widget."""
        in_scene = self.view.sceneTransform()
        return Places(self.view.childTransform() * in_scene, in_scene.mapRect(self.view.rect()))

    def index_at(self, point: QPoint) -> int | None:
        """Return the index of the week at a point of this widget, or None outside the weeks."""
        index = round(self.view.mapSceneToView(self.mapToScene(point)).x())
        return index if 0 <= index < len(self._weeks) else None

    def _fit(self) -> None:
        """Set the font of the labels, give them the room they need, and label as many weeks as fit."""
        self._fitted = self.label_font
        metrics = QFontMetricsF(self._fitted)
        for axis in self.axes.values():
            axis.setTickFont(self._fitted)
        left, right, widest = self._sides
        for side, ticks in (("left", left), ("right", right)):
            texts = [text for _value, text in ticks] or widest
            room = round(max(map(metrics.horizontalAdvance, (*texts, "00"))) + metrics.horizontalAdvance("00"))
            self.axes[side].setWidth(self._above.axes[side].fixedWidth if self._above else room)
            self.axes[side].setTicks([list(ticks)])
        self.axes["bottom"].setHeight(round(metrics.lineSpacing() * 2 + 14))
        slot_px = self.view.width() / max(len(self._weeks), 1)
        # With twelve weeks, pyqtgraph's own date axis would label only months.
        self.axes["bottom"].setTicks([week_ticks(self._weeks, slot_px, metrics.horizontalAdvance)])
        self.sides_changed.emit()

    def _draw_marker(self, painter: QPainter, places: Places) -> None:
        """A soft column behind the marked week, and an arrow above it that does not rely on colour."""
        if self._marked is None or not 0 <= self._marked < len(self._weeks):
            return
        rect, width = places.rect, column_px(places)
        left = places.at(self._marked, 0).x() - width / 2
        left = min(max(left, rect.left()), rect.right() - width)
        column = QRectF(left, rect.top(), width, rect.height())
        radius = min(6.0, width / 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent_soft))
        painter.drawRoundedRect(column, radius, radius)
        half = min(max(width * 0.14, 3.0), 5.0)
        tip = QPointF(column.center().x(), column.top() + half * 2.4)
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-half, -half * 1.4), tip + QPointF(half, -half * 1.4)]))

    # Qt's overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.closed:  # when a view closes, pyqtgraph deletes its contents before the view itself
            return
        # Building a page changes its font a dozen times, mostly to the same one.
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.label_font != self._fitted:
            self._fit()


def column_px(places: Places) -> float:
    """Return the width of the column of a marked week, wider than anything plotted for a week."""
    return max(min(places.slot_px * 0.96, max(places.rect.width() * 0.045, 44.0)), 7.0)


class _Painting(QGraphicsItem):
    """Paints over a view in pixels, so that lines stay crisp at any range."""

    def __init__(self, view: Any, draw: Draw) -> None:
        super().__init__()
        self._view = view
        self._draw = draw
        view.sigRangeChanged.connect(self.prepareGeometryChange)

    # Qt's overrides

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.viewRect())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        to_pixels = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, Places(to_pixels, to_pixels.mapRect(self.boundingRect())))
        painter.restore()
