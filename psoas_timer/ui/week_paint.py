"""Paints weeks as bars of days met, with the line of their target; what a week was shows in its shape too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from psoas_timer.core.adherence import Week
from psoas_timer.ui.theme import LIGHT, Theme

DAYS = 7
# A little more than a week's days: room above a full bar for the marker of the selected week.
TOP = 7.9
# Narrower bars than this have no room for an outline; a week that fell short is then a thin line.
_OUTLINED_PX = 7.0
# From this width of a week on, bars begin and end on whole pixels and have gaps between them.
_WHOLE_PX = 3.0


@dataclass(frozen=True, slots=True)
class WeekScene:
    """What is painted: the weeks, oldest first, which of them is selected, and how it looks."""

    weeks: Sequence[Week] = ()
    selected: int | None = None
    theme: Theme = LIGHT


def draw_weeks(painter: QPainter, rect: QRectF, scene: WeekScene) -> None:
    """Draw the scene into ``rect``: 0 days at its bottom, TOP at its upper edge, the weeks side by side."""
    if not scene.weeks:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = _place(rect, len(scene.weeks))
    if scene.selected is not None:
        _draw_marker(painter, places, scene.selected, scene.theme)
    painter.setPen(QPen(QColor(scene.theme.line), 1.0))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if places.bar_px >= _OUTLINED_PX:
        for index, week in enumerate(scene.weeks):
            _draw_bar(painter, places.bar(index, week.days_met), week, scene.theme)
    else:
        _draw_thin_bars(painter, places, scene)
    _draw_target(painter, places, scene)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where things are, in pixels: a week has a slot, and in its middle a bar."""

    rect: QRectF
    slot_px: float
    bar_px: float

    def y_at(self, days: float) -> float:
        return self.rect.bottom() - self.rect.height() * days / TOP

    def slot(self, index: int) -> QRectF:
        return QRectF(self.rect.left() + index * self.slot_px, self.rect.top(), self.slot_px, self.rect.height())

    def bar(self, index: int, days: int) -> QRectF:
        left, top = self.rect.left() + (index + 0.5) * self.slot_px - self.bar_px / 2, self.y_at(days)
        if self.slot_px >= _WHOLE_PX:
            left, top = round(left), round(top)
        return QRectF(left, top, self.bar_px, self.rect.bottom() - top)


def _place(rect: QRectF, count: int) -> _Places:
    """Make bars slender where there is room, whole pixels, and without gaps where weeks are many."""
    slot_px = rect.width() / count
    if slot_px < _WHOLE_PX:
        return _Places(rect, slot_px, slot_px)
    return _Places(rect, slot_px, float(max(round(min(slot_px * 0.62, rect.height() * 0.14)), 2)))


def _draw_marker(painter: QPainter, places: _Places, index: int, theme: Theme) -> None:
    """A soft column behind the selected week, and an arrow above it that tells without colour."""
    slot = places.slot(index)
    width = max(min(slot.width(), places.bar_px * 1.55), 7.0)
    left = min(max(slot.center().x() - width / 2, places.rect.left()), places.rect.right() - width)
    column = QRectF(left, slot.top(), width, slot.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.accent_soft))
    painter.drawPath(_rounded_on_top(column, min(6.0, width / 3)))
    half = min(max(width * 0.22, 4.0), places.rect.height() * 0.025)
    tip = QPointF(column.center().x(), slot.top() + half * 2.4)
    painter.setBrush(QColor(theme.text))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-half, -half * 1.4), tip + QPointF(half, -half * 1.4)]))


def _draw_bar(painter: QPainter, bar: QRectF, week: Week, theme: Theme) -> None:
    """Met: solid. Short: hatched. Current: an outline. None: a stroke on the ground."""
    radius = min(4.0, bar.width() / 4)
    if week.is_current:
        _draw_current(painter, bar, week, theme)
    elif week.days_met == 0:
        painter.fillRect(QRectF(bar.left(), bar.bottom() - 2.0, bar.width(), 2.0), QColor(theme.muted))
    elif week.is_met:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawPath(_rounded_on_top(bar, radius))
    else:
        _draw_hatched(painter, bar, radius, theme)


def _draw_thin_bars(painter: QPainter, places: _Places, scene: WeekScene) -> None:
    """Without room for patterns a short week is a thin line; thousands of weeks are drawn in one go."""
    rects = []
    for index, week in enumerate(scene.weeks):
        bar = places.bar(index, week.days_met)
        if not week.is_met:
            thin = max(bar.width() * 0.34, min(bar.width(), 1.0) * 0.5)
            bar = QRectF(bar.center().x() - thin / 2, bar.top(), thin, bar.height())
        rects.append(bar)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scene.theme.accent))
    painter.drawRects(rects)


def _draw_hatched(painter: QPainter, bar: QRectF, radius: float, theme: Theme) -> None:
    outline = _rounded_on_top(bar.adjusted(0.75, 0.75, -0.75, 0), radius)
    painter.setBrush(QColor(theme.surface))
    painter.drawPath(outline)
    painter.save()
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(theme.accent), 1.2))
    step = 6.0
    for number in range(ceil((bar.width() + bar.height()) / step) + 1):
        y = bar.bottom() - number * step + bar.width()
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.right(), y - bar.width()))
    painter.restore()
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def _draw_current(painter: QPainter, bar: QRectF, week: Week, theme: Theme) -> None:
    """The week that is not over: open while it is short, filled within its outline once it is met."""
    height = max(bar.height(), 4.0)
    outer = QRectF(bar.left() + 1, bar.bottom() - height + 1, bar.width() - 2, height - 1)
    painter.setPen(QPen(QColor(theme.accent), 2.0))
    painter.setBrush(QColor(theme.surface))
    painter.drawPath(_rounded_on_top(outer, min(4.0, bar.width() / 4)))
    if week.is_met:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        inset = min(4.0, bar.width() / 4)
        painter.drawRect(outer.adjusted(inset, inset, -inset, 0))


def _draw_target(painter: QPainter, places: _Places, scene: WeekScene) -> None:
    """A line that steps where the target changed, with a rim so that it shows on a filled bar as well."""
    path, y_before = QPainterPath(), None
    for index, week in enumerate(scene.weeks):
        x, y = places.rect.left() + index * places.slot_px, round(places.y_at(week.target)) + 0.5
        if y_before is None:
            path.moveTo(x, y)
        elif y != y_before:
            path.lineTo(x, y_before)
            path.lineTo(x, y)
        y_before = y
    path.lineTo(places.rect.right(), path.currentPosition().y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((scene.theme.surface, 4.0), (scene.theme.muted, 1.5)):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPath(path)


def _rounded_on_top(rect: QRectF, radius: float) -> QPainterPath:
    radius = min(radius, rect.height())
    path = QPainterPath(rect.bottomLeft())
    path.lineTo(rect.left(), rect.top() + radius)
    path.quadTo(rect.topLeft(), QPointF(rect.left() + radius, rect.top()))
    path.lineTo(rect.right() - radius, rect.top())
    path.quadTo(rect.topRight(), QPointF(rect.right(), rect.top() + radius))
    path.lineTo(rect.bottomRight())
    path.closeSubpath()
    return path


class WeeksItem(QGraphicsItem):
    """The scene as an item in a plot: week i lies around x = i, days are y. It paints in pixels, so lines are crisp."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = WeekScene()

    def show_scene(self, scene: WeekScene) -> None:
        """Show ``scene`` instead of the one before."""
        if len(scene.weeks) != len(self._scene.weeks):
            self.prepareGeometryChange()
        self._scene = scene
        self.update()

    # Qt's overrides

    def boundingRect(self) -> QRectF:
        return QRectF(-0.5, 0.0, max(len(self._scene.weeks), 1), TOP)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        rect = painter.worldTransform().mapRect(self.boundingRect())
        painter.save()
        painter.resetTransform()
        draw_weeks(painter, rect, self._scene)
        painter.restore()
