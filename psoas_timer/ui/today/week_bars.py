"""The last weeks as small bars against the target, painted here: pyqtgraph would delay the first paint."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import list_words, number_word, tr
from psoas_timer.ui.kit.theme import LIGHT, Theme

DAYS_IN_WEEK = 7


class WeekBars(QWidget):
    """Weeks met are filled, short weeks outlined, the current week dashed; the line is the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: Sequence[Week] = ()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        self._weeks = weeks
        met = sum(week.is_met for week in weeks)
        self.setAccessibleName(tr("The last %n weeks: {met} met", len(weeks)).format(met=number_word(met)))
        days = list_words([number_word(week.days_met) for week in weeks])
        self.setAccessibleDescription(tr("Days in each week, oldest first: {days}").format(days=days))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _draw_bar(self, painter: QPainter, bar: QRectF, week: Week) -> None:
        theme = self._theme
        radius = min(bar.width() * 0.25, 4.0)
        colour = QColor(theme.accent)
        painter.setBrush(colour if week.is_met else QColor(theme.accent_soft))
        style = Qt.PenStyle.DashLine if week.is_current and not week.is_met else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1.4, style))
        painter.drawRoundedRect(bar, radius, radius)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        line_h = QFontMetricsF(self.font()).height()
        return QSize(round(line_h * 14), round(line_h * 4.2))

    def minimumSizeHint(self) -> QSize:
        line_h = QFontMetricsF(self.font()).height()
        return QSize(round(line_h * 8), round(line_h * 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._weeks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, metrics = self._theme, QFontMetricsF(self.font())
        target = self._weeks[-1].target or self._weeks[-1].goal_days
        label_w = metrics.horizontalAdvance("0") + 8
        area = QRectF(0, 4, self.width() - label_w, self.height() - 8)
        unit, step = area.height() / DAYS_IN_WEEK, area.width() / len(self._weeks)
        for index, week in enumerate(self._weeks):
            height = max(week.days_met * unit, 2.0)
            bar = QRectF(area.left() + (index + 0.16) * step, area.bottom() - height, step * 0.68, height)
            if week.days_met:
                self._draw_bar(painter, bar, week)
            else:
                painter.setPen(QPen(QColor(theme.line), 2.0))
                painter.drawLine(bar.bottomLeft(), bar.bottomRight())
        y = area.bottom() - target * unit
        painter.setPen(QPen(QColor(theme.muted), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QColor(theme.muted))
        place = QRectF(area.right(), y - metrics.height() / 2, label_w, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(target))
