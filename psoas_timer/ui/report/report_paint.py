"""The weeks of a report as bars, legible in black and white: filled, hatched, outlined, or grey for a pause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.report import Bar, Span, make_bars
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.week_ticks import week_ticks
from psoas_timer.ui.report.report_ink import fitted
from psoas_timer.ui.report.report_words import bar_figure, legend_sentence, target_word

_DAYS = 7
_WIDEST_MM = 12.0  # a bar's slot


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where the bars go: 0 to 7 days upwards, one slot each; ``unit`` is a millimetre."""

    box: QRectF
    slot: float
    unit: float
    metrics: QFontMetricsF

    def y_at(self, days: float) -> float:
        return self.box.bottom() - days * self.box.height() / _DAYS

    def bar(self, index: int, days: float) -> QRectF:
        left, top = self.box.left() + (index + 0.16) * self.slot, self.y_at(days)
        return QRectF(left, top, self.slot * 0.68, self.box.bottom() - top)


def draw_weeks(painter: QPainter, box: QRectF, weeks: Sequence[Week], unit: float, font: QFont) -> None:
    """Draw the days of each week against its target into ``box``; ``unit`` is a millimetre, ``font`` is for text."""
    span, bars = make_bars(weeks)
    metrics = QFontMetricsF(font, painter.device())
    small, legend = fitted(font, legend_sentence(span), box.width(), painter.device())
    painter.setFont(small)
    painter.setPen(QColor(LIGHT.muted))
    painter.drawText(box, Qt.TextFlag.TextSingleLine, legend)
    painter.setFont(font)
    if not bars:
        return
    left = metrics.horizontalAdvance("7") * 2.5
    right = max(metrics.horizontalAdvance(target_word(bar.target)) for bar in bars) * 1.05 + unit
    room = box.adjusted(left, metrics.height() * 2.6, -right, -metrics.height() * 2.3)
    slot = min(room.width() / len(bars), _WIDEST_MM * unit)
    plot = _Plot(room, slot, unit, metrics)
    _draw_ground(painter, plot, box.left(), slot * len(bars))
    for index, bar in enumerate(bars):
        _draw_bar(painter, plot, index, bar)
    _draw_targets(painter, plot, bars)
    for index, bar in enumerate(bars):
        _draw_figure(painter, plot, index, bar, span)
    _draw_dates(painter, plot, box, bars)


def _draw_ground(painter: QPainter, plot: _Plot, left: float, width: float) -> None:
    """Draw the line that the bars stand on, and the ends of the scale."""
    painter.setPen(QColor(LIGHT.muted))
    line_h = plot.metrics.height()
    for days in (0, _DAYS):
        place = QRectF(left, plot.y_at(days) - line_h / 2, plot.metrics.horizontalAdvance("7") * 1.5, line_h)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, bar_figure(days, Span.WEEK)
        )
    painter.setPen(QPen(QColor(LIGHT.muted), 0.2 * plot.unit))
    painter.drawLine(QLineF(plot.box.left(), plot.box.bottom(), plot.box.left() + width, plot.box.bottom()))


def _draw_bar(painter: QPainter, plot: _Plot, index: int, bar: Bar) -> None:
    """Draw a bar; a pause is a grey column of full height, with a dotted bar for the days in it."""
    accent = QColor(LIGHT.accent)
    if bar.is_paused:
        painter.fillRect(plot.bar(index, _DAYS), QColor(LIGHT.line))
    if bar.days <= 0:
        return
    place = plot.bar(index, bar.days)
    if bar.is_neutral:
        painter.setPen(QPen(QColor(LIGHT.muted), 0.3 * plot.unit, Qt.PenStyle.DotLine))
    elif not (bar.is_met or bar.is_open):
        _draw_strokes(painter, place, plot.unit)
        painter.setPen(QPen(accent, 0.35 * plot.unit))
    else:
        painter.setPen(QPen(accent, 0.35 * plot.unit))
    painter.setBrush(accent if bar.is_met else Qt.BrushStyle.NoBrush)
    painter.drawRect(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_strokes(painter: QPainter, place: QRectF, unit: float) -> None:
    painter.save()
    painter.setClipRect(place)
    painter.setPen(QPen(QColor(LIGHT.accent), 0.2 * unit))
    x = place.left() - place.height()
    while x < place.right():
        painter.drawLine(QLineF(x, place.bottom(), x + place.height(), place.top()))
        x += 1.1 * unit
    painter.restore()


def _draw_targets(painter: QPainter, plot: _Plot, bars: Sequence[Bar]) -> None:
    """Draw the target as a line, stepped where it changes, with a gap where there is none, and its last figure."""
    runs: list[list[QPointF]] = [[]]
    for index, bar in enumerate(bars):
        if bar.is_neutral:
            runs.append([])
            continue
        left, y = plot.box.left() + index * plot.slot, plot.y_at(bar.target)
        runs[-1] += [QPointF(left, y), QPointF(left + plot.slot, y)]
    # Dark ink would be lost on a filled bar, so a white line goes under it.
    for colour, width in ((QColor(LIGHT.on_accent), 0.8), (QColor(LIGHT.text), 0.35)):
        painter.setPen(QPen(colour, width * plot.unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        for run in runs:
            painter.drawPolyline(QPolygonF(run))
    last = next((bar for bar in reversed(bars) if not bar.is_neutral), None)
    if last is None:
        return
    line_h = plot.metrics.height()
    word = target_word(last.target)
    left = plot.box.left() + len(bars) * plot.slot + plot.unit
    place = QRectF(left, plot.y_at(last.target) - line_h / 2, plot.metrics.horizontalAdvance(word) * 1.05, line_h)
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)


def _draw_figure(painter: QPainter, plot: _Plot, index: int, bar: Bar, span: Span) -> None:
    """Draw the days above a bar, above the target line if the two would meet; nothing if the bar is too narrow."""
    figure = bar_figure(bar.days, span)
    width = plot.metrics.horizontalAdvance(figure)
    if width * 1.4 > plot.slot:
        return
    top, line_h = plot.y_at(bar.days), plot.metrics.height()
    target = plot.y_at(bar.target)
    middle = plot.box.left() + (index + 0.5) * plot.slot
    place = QRectF(middle - width, top - line_h - 0.3 * plot.unit, width * 2, line_h)
    if not bar.is_neutral and place.top() < target < top - 0.1 * line_h:
        place.moveBottom(target - 0.3 * plot.unit)
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, figure)


def _draw_dates(painter: QPainter, plot: _Plot, box: QRectF, bars: Sequence[Bar]) -> None:
    # The ticks need only a week's start, and whether it is the current one.
    weeks = [Week(bar.start, (), 0, bar.is_current) for bar in bars]
    painter.setPen(QColor(LIGHT.muted))
    for index, text in week_ticks(weeks, plot.slot, plot.metrics.horizontalAdvance):
        middle = plot.box.left() + (index + 0.5) * plot.slot
        width = max(plot.metrics.horizontalAdvance(line) for line in text.split("\n")) + plot.unit
        left = min(max(middle - width / 2, box.left()), box.right() - width)
        place = QRectF(left, plot.box.bottom() + 0.8 * plot.unit, width, plot.metrics.height() * 2.2)
        painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
