"""The last weeks as small bars against the target, painted here: pyqtgraph would delay the first paint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.theme import LIGHT, Theme
from psoas_timer.ui.kit.week_ticks import week_ticks

DAYS_IN_WEEK = 7
_BAR = 0.64  # of a week's width
_WIDEST_EM = 2.4  # the widest bar, in line heights
_TEXT = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


class WeekBars(QWidget):
    """Weeks met are filled, short weeks outlined, the current week dashed, those before the start blank.

    The line is the target of each week; below are dates, and above each bar its days if they have room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: Sequence[Week] = ()
        self._since: date | None = None
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_weeks(self, weeks: Sequence[Week], since: date | None) -> None:
        """Show ``weeks``; nothing is said of those that ended before ``since``, nor of any but the current if None."""
        self._weeks = weeks
        self._since = since
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _is_shown(self, week: Week) -> bool:
        return week.is_current or (self._since is not None and week.end >= self._since)

    def _draw_bar(self, painter: QPainter, bar: QRectF, week: Week) -> None:
        theme = self._theme
        if not week.days_met:
            painter.setPen(QPen(QColor(theme.muted if week.is_current else theme.line), 2.0))
            painter.drawLine(bar.bottomLeft(), bar.bottomRight())
            return
        radius = min(bar.width() * 0.25, 4.0)
        colour = QColor(theme.accent)
        painter.setBrush(colour if week.is_met else QColor(theme.accent_soft))
        style = Qt.PenStyle.DashLine if week.is_current and not week.is_met else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1.4, style))
        painter.drawRoundedRect(bar, radius, radius)

    def _draw_figure(self, painter: QPainter, bar: QRectF, week: Week, line_h: float) -> None:
        place = QRectF(bar.center().x() - line_h / 2, bar.top() - line_h - 2, line_h, line_h)
        painter.fillRect(place, QColor(self._theme.surface))  # the line of the target does not cross it
        painter.setPen(QColor(self._theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number_word(week.days_met))

    def _draw_target(self, painter: QPainter, area: QRectF, step: float, line_h: float) -> None:
        """Draw the target of each week that is shown, and say of the last one what the line is."""
        unit = area.height() / DAYS_IN_WEEK
        painter.setPen(QPen(QColor(self._theme.muted), 1.4, Qt.PenStyle.DashLine))
        for index, week in enumerate(self._weeks):
            if week.target:
                y = area.bottom() - week.target * unit
                painter.drawLine(QLineF(area.left() + index * step, y, area.left() + (index + 1) * step, y))
        y = area.bottom() - (self._weeks[-1].target or self._weeks[-1].goal_days) * unit
        painter.setPen(QColor(self._theme.muted))
        place = QRectF(area.right() + 4, y - line_h / 2, self.width() - area.right() - 4, line_h)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tr("goal"))

    def _draw_dates(self, painter: QPainter, area: QRectF, step: float, metrics: QFontMetricsF) -> None:
        painter.setPen(QColor(self._theme.muted))
        for index, text in week_ticks(self._weeks, step, metrics.horizontalAdvance):
            if not self._is_shown(self._weeks[index]):
                continue
            width = max(metrics.horizontalAdvance(line) for line in text.split("\n")) + 2
            left = area.left() + (index + 0.5) * step - width / 2
            left = min(max(left, 0.0), self.width() - width)
            painter.drawText(QRectF(left, area.bottom() + 4, width, 2 * metrics.height()), _TEXT, text)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        line_h = QFontMetricsF(self.font()).height()
        return QSize(round(line_h * 14), round(line_h * 6.5))

    def minimumSizeHint(self) -> QSize:
        line_h = QFontMetricsF(self.font()).height()
        return QSize(round(line_h * 8), round(line_h * 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._weeks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetricsF(self.font())
        line_h = metrics.height()
        right = metrics.horizontalAdvance(tr("goal")) + 8
        area = QRectF(0, line_h + 4, self.width() - right, self.height() - 3 * line_h - 12)
        step = area.width() / len(self._weeks)
        width = min(step * _BAR, line_h * _WIDEST_EM)
        self._draw_target(painter, area, step, line_h)
        for index, week in enumerate(self._weeks):
            if self._is_shown(week):
                height = week.days_met * area.height() / DAYS_IN_WEEK
                bar = QRectF(area.left() + (index + 0.5) * step - width / 2, area.bottom() - height, width, height)
                self._draw_bar(painter, bar, week)
                if step > line_h and week.days_met:
                    self._draw_figure(painter, bar, week, line_h)
        self._draw_dates(painter, area, step, metrics)
