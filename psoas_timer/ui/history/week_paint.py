"""Paints weeks as bars with the line of their target; the shape of a bar also shows the state of its week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.history_values import Measure
from psoas_timer.ui.history.plot import Places, column_px
from psoas_timer.ui.history.week_measure import DAYS, bar_value, highest_value, value_word
from psoas_timer.ui.kit.theme import Theme

# A little more than the days in a week: room above a full bar for its figure and the selected week's marker.
TOP = 8.4
# Bars narrower than this have no room for an outline; a week that fell short is then a thin line.
_OUTLINED_PX = 7.0
# At this week width or more, bars start and end on whole pixels and have gaps between them.
_WHOLE_PX = 3.0


@dataclass(frozen=True, slots=True)
class WeekScene:
    """What is painted: the weeks, oldest first, which one is selected, and the theme and font."""

    weeks: Sequence[Week]
    selected: int | None
    theme: Theme
    measure: Measure
    font: QFont


def draw_weeks(painter: QPainter, plot: Places, scene: WeekScene) -> None:
    """Draw the scene into a plot that shows all weeks, and 0 to TOP sevenths of the scale."""
    if not scene.weeks:
        return
    places = _place(plot, highest_value(scene.weeks, scene.measure))
    painter.setPen(QPen(QColor(scene.theme.line), 1.0))
    painter.drawLine(plot.rect.bottomLeft(), plot.rect.bottomRight())
    if places.bar_px >= _OUTLINED_PX:
        for index, week in enumerate(scene.weeks):
            if week.is_neutral:
                _draw_pause(painter, places.bar(index, places.highest), scene.theme)
            _draw_bar(painter, places.bar(index, bar_value(week, scene.measure)), week, scene.theme)
    else:
        _draw_thin_bars(painter, places, scene)
    if scene.measure is Measure.DAYS:
        _draw_target(painter, places, scene)
    _draw_figures(painter, places, scene)


@dataclass(frozen=True, slots=True)
class _Bars:
    """Places in pixels: each week has a slot with a bar in the middle."""

    rect: QRectF
    slot_px: float
    bar_px: float
    highest: float

    def y_at(self, value: float) -> float:
        return self.rect.bottom() - self.rect.height() * value / self.highest * DAYS / TOP

    def bar(self, index: int, value: float) -> QRectF:
        left, top = self.rect.left() + (index + 0.5) * self.slot_px - self.bar_px / 2, self.y_at(value)
        if self.slot_px >= _WHOLE_PX:
            left, top = round(left), round(top)
        return QRectF(left, top, self.bar_px, self.rect.bottom() - top)


def _place(plot: Places, highest: float) -> _Bars:
    """Make bars slender on whole pixels if there is room, and without gaps if there are many weeks."""
    slot_px = plot.slot_px
    bar_px = slot_px if slot_px < _WHOLE_PX else float(max(round(column_px(plot) * 0.65), 2))
    return _Bars(plot.rect, slot_px, bar_px, highest)


def _draw_bar(painter: QPainter, bar: QRectF, week: Week, theme: Theme) -> None:
    """Met: solid. Short: hatched. Current: an outline. Paused: muted. No days: a stroke on the baseline."""
    radius = min(4.0, bar.width() / 4)
    if week.is_current and not week.is_neutral:
        _draw_current(painter, bar, week, theme)
    elif bar.height() < 1.0:
        painter.fillRect(QRectF(bar.left(), bar.bottom() - 2.0, bar.width(), 2.0), QColor(theme.muted))
    elif week.is_met:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawPath(_rounded_on_top(bar, radius))
    elif week.is_neutral:
        painter.setPen(QPen(QColor(theme.muted), 1.5))
        painter.setBrush(QColor(theme.surface))
        painter.drawPath(_rounded_on_top(bar.adjusted(0.75, 0.75, -0.75, 0), radius))
    else:
        _draw_hatched(painter, bar, radius, theme)


def _draw_pause(painter: QPainter, column: QRectF, theme: Theme) -> None:
    """A week that is not measured against the goal: its whole column, hatched the other way in grey, without a rim."""
    painter.save()
    painter.setClipRect(column, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(theme.muted), 1.0))
    _draw_strokes(painter, column, 8.0, rising=False)
    painter.restore()


def _draw_strokes(painter: QPainter, area: QRectF, step: float, *, rising: bool) -> None:
    """Slanted strokes through ``area``; the painter clips them."""
    for number in range(ceil((area.width() + area.height()) / step) + 1):
        y = area.bottom() - number * step + area.width()
        low, high = (area.left(), area.right()) if rising else (area.right(), area.left())
        painter.drawLine(QPointF(low, y), QPointF(high, y - area.width()))


def _draw_thin_bars(painter: QPainter, places: _Bars, scene: WeekScene) -> None:
    """Without room for patterns, a short week is a thin line; thousands of weeks are drawn in one call."""
    rects, paused = [], []
    for index, week in enumerate(scene.weeks):
        bar = places.bar(index, bar_value(week, scene.measure))
        if not week.is_met:
            thin = max(bar.width() * 0.34, min(bar.width(), 1.0) * 0.5)
            bar = QRectF(bar.center().x() - thin / 2, bar.top(), thin, bar.height())
        rects.append(bar)
        if week.is_neutral:
            whole = places.bar(index, places.highest)
            paused.append(QRectF(whole.center().x() - 0.5, whole.top(), 1.0, whole.height()))
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, some in ((scene.theme.muted, paused), (scene.theme.accent, rects)):
        painter.setBrush(QColor(colour))
        painter.drawRects(some)


def _draw_hatched(painter: QPainter, bar: QRectF, radius: float, theme: Theme) -> None:
    outline = _rounded_on_top(bar.adjusted(0.75, 0.75, -0.75, 0), radius)
    painter.setBrush(QColor(theme.surface))
    painter.drawPath(outline)
    painter.save()
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(theme.accent), 1.2))
    _draw_strokes(painter, bar, 6.0, rising=True)
    painter.restore()
    painter.setPen(QPen(QColor(theme.accent), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def _draw_current(painter: QPainter, bar: QRectF, week: Week, theme: Theme) -> None:
    """The week that is not over: hollow while it is short, filled within its outline once it is met."""
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


def _draw_target(painter: QPainter, places: _Bars, scene: WeekScene) -> None:
    """A line that steps when the target changes, with a rim so that it also shows on a filled bar.

    It breaks at weeks that have no target.
    """
    path, is_down = QPainterPath(), False
    for index, week in enumerate(scene.weeks):
        if week.is_neutral:
            is_down = False
            continue
        x, y = places.rect.left() + index * places.slot_px, round(places.y_at(week.target)) + 0.5
        if is_down:
            path.lineTo(x, y)
        else:
            path.moveTo(x, y)
        path.lineTo(x + places.slot_px, y)
        is_down = True
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((scene.theme.surface, 4.0), (scene.theme.muted, 1.5)):
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPath(path)


def _draw_figures(painter: QPainter, places: _Bars, scene: WeekScene) -> None:
    """The value of each bar, above it; left out if the figures would touch."""
    metrics = QFontMetricsF(scene.font)
    values = [bar_value(week, scene.measure) for week in scene.weeks]
    words = [value_word(value) for value in values]
    if max(map(metrics.horizontalAdvance, words)) + metrics.horizontalAdvance("0") * 0.6 > places.slot_px:
        return
    painter.setFont(scene.font)
    for index, (value, word) in enumerate(zip(values, words, strict=True)):
        bar = places.bar(index, value)
        left = bar.center().x() - places.slot_px / 2
        place = QRectF(left, bar.top() - metrics.height() - 1, places.slot_px, metrics.height())
        if scene.weeks[index].is_neutral and value == 0:
            continue  # a pause is not a zero
        width = metrics.horizontalAdvance(word) + 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scene.theme.accent_soft if index == scene.selected else scene.theme.surface))
        painter.drawRect(QRectF(place.center().x() - width / 2, place.top() + 1, width, place.height() - 1))
        painter.setPen(QColor(scene.theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, word)


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
