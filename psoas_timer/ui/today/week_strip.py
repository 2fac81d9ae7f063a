"""The week as a row of marks, one for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.day_mark import DayMark, draw_day, mark_radius, mark_word
from psoas_timer.ui.kit.theme import LIGHT, Theme


class WeekStrip(QWidget):
    """Paints the marks side by side under the names of the days; a shortened week has fewer than seven."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[DayMark] = []
        self._theme = LIGHT
        self.setAccessibleName(tr("This week"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: list[DayMark]) -> None:
        self._marks = marks
        self.setAccessibleDescription(". ".join(mark_word(mark) for mark in marks))
        self.setToolTip("\n".join(mark_word(mark) for mark in marks))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _draw_mark(self, painter: QPainter, cell: QRectF, mark: DayMark, name: str) -> None:
        theme, line_h = self._theme, QFontMetricsF(self.font()).height()
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold if mark.is_today else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if mark.is_today else theme.muted))
        top = QRectF(cell.left(), cell.top(), cell.width(), line_h)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, name)
        centre = QPointF(cell.center().x(), (top.bottom() + cell.bottom()) / 2)
        draw_day(painter, centre, mark_radius(line_h, cell.width()), mark, theme)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        line_h = QFontMetricsF(self.font()).height()
        return QSize(round(line_h * 18), round(line_h * 3.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * 7), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, days = self.width() / 7, [mark.date for mark in self._marks]
        for index, (mark, name) in enumerate(zip(self._marks, names_within(days, width, self.font()), strict=True)):
            self._draw_mark(painter, QRectF(index * width, 0, width, self.height()), mark, name)


def names_within(days: Sequence[date], cell_width: float, font: QFont) -> list[str]:
    """Return short names for all ``days``, or one letter for each if any short name in bold has no room."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    names = [QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat) for day in days]
    is_room = all(metrics.horizontalAdvance(name) <= cell_width - 2 for name in names)
    return names if is_room else [name[:1] for name in names]
