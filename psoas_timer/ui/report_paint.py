"""The weeks of a report as bars, legible in black and white: met full, short hatched, paused grey and dotted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from psoas_timer.core.adherence import Week
from psoas_timer.ui.theme import LIGHT
from psoas_timer.ui.week_ticks import week_ticks
from psoas_timer.ui.words import tr

_DAYS = 7
_WIDEST_MM = 12.0  # a bar's slot


def draw_weeks(painter: QPainter, box: QRectF, weeks: Sequence[Week], unit: float, font: QFont) -> None:
    """Draw the days of each week against its target into ``box``; ``unit`` is a millimetre, ``font`` of the texts."""
    metrics = QFontMetricsF(font, painter.device())
    painter.setFont(font)
    title_h, dates_h, scale_w = metrics.height() * 2.6, metrics.height() * 2.3, metrics.horizontalAdvance("7") * 2.5
    painter.setPen(QColor(LIGHT.muted))
    legend = tr("Days in each week: full where the target was met, hatched where not, dotted in a pause. Line: target.")
    painter.drawText(
        box, Qt.TextFlag.TextSingleLine, metrics.elidedText(legend, Qt.TextElideMode.ElideRight, box.width())
    )
    plot = box.adjusted(scale_w, title_h, 0, -dates_h)
    step_y = plot.height() / _DAYS
    for days in (0, _DAYS):
        y = plot.bottom() - days * step_y
        painter.setPen(QColor(LIGHT.muted))
        place = QRectF(box.left(), y - metrics.height() / 2, scale_w * 0.6, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(days))
    painter.setPen(QPen(QColor(LIGHT.line), 0.25 * unit))
    painter.drawLine(QLineF(plot.bottomLeft(), plot.bottomRight()))
    if not weeks:
        return
    slot = min(plot.width() / len(weeks), _WIDEST_MM * unit)
    for index, week in enumerate(weeks):
        left = plot.left() + index * slot
        height = week.days_met * step_y
        bar = QRectF(left + slot * 0.16, plot.bottom() - height, slot * 0.68, height)
        _draw_bar(painter, bar, week, unit)
        if slot > metrics.horizontalAdvance("7") * 1.6:
            painter.setPen(QColor(LIGHT.text))
            place = QRectF(left, bar.top() - metrics.height(), slot, metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(week.days_met))
    _draw_target(painter, plot, weeks, slot, unit)
    painter.setPen(QColor(LIGHT.muted))
    for index, text in week_ticks(weeks, slot, metrics.horizontalAdvance):
        middle = plot.left() + (index + 0.5) * slot
        width = max(metrics.horizontalAdvance(line) for line in text.split("\n")) + unit
        left = min(max(middle - width / 2, box.left()), box.right() - width)
        place = QRectF(left, plot.bottom() + 0.8 * unit, width, dates_h)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def _draw_bar(painter: QPainter, bar: QRectF, week: Week, unit: float) -> None:
    accent = QColor(LIGHT.accent)
    if week.is_neutral:
        pen = QPen(QColor(LIGHT.muted), 0.3 * unit, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(
            QRectF(bar.left(), bar.bottom() - max(bar.height(), 2 * unit), bar.width(), max(bar.height(), 2 * unit))
        )
        return
    painter.setPen(QPen(accent, 0.35 * unit))
    if week.is_met:
        painter.setBrush(accent)
        painter.drawRect(bar)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if bar.height() <= 0:
        return
    painter.save()
    painter.setClipRect(bar)
    painter.setPen(QPen(accent, 0.2 * unit))
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QLineF(x, bar.bottom(), x + bar.height(), bar.top()))
        x += 1.1 * unit
    painter.restore()
    painter.setPen(QPen(accent, 0.35 * unit))
    painter.drawRect(bar)


def _draw_target(painter: QPainter, plot: QRectF, weeks: Sequence[Week], slot: float, unit: float) -> None:
    """Draw the target of each week as a line, stepped where it changes, with a gap in a pause."""
    painter.setPen(QPen(QColor(LIGHT.text), 0.3 * unit))
    before: float | None = None
    for index, week in enumerate(weeks):
        if week.is_neutral:
            before = None
            continue
        y = plot.bottom() - week.target * plot.height() / _DAYS
        left = plot.left() + index * slot
        if before is not None and before != y:
            painter.drawLine(QLineF(left, before, left, y))
        painter.drawLine(QLineF(QPointF(left, y), QPointF(left + slot, y)))
        before = y
