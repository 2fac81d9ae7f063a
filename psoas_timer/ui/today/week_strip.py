"""The week as a row of large marks that need no legend, one for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.day_mark import DayMark, DayState, draw_day, mark_word
from psoas_timer.ui.kit.text_paint import draw_fitted
from psoas_timer.ui.kit.theme import LIGHT, Theme

# In line heights: the radius of a mark where there is room, and at most; and the space above and below it.
_USUAL_EM, _LARGEST_EM, _GAP_EM = 1.3, 2.4, 0.25
_IN_CELL = 0.42  # of a cell's width
_FIGURE = 0.8  # the size of a date's figures by the radius of its mark
_NUMBERED = (DayState.TODAY, DayState.TO_COME)


class WeekStrip(QWidget):
    """Paints the marks side by side between the names of the days and what became of them.

    A shortened week has fewer than seven.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[DayMark] = []
        self._theme = LIGHT
        self.setAccessibleName(tr("This week"))
        give_role(self, QAccessible.Role.Graphic)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_marks(self, marks: list[DayMark]) -> None:
        self._marks = marks
        self.setAccessibleDescription(". ".join(mark_word(mark) for mark in marks))
        self.setToolTip("\n".join(mark_word(mark) for mark in marks))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _draw_words(self, painter: QPainter, place: QRectF, words: str, *, is_today: bool) -> None:
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold if is_today else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text if is_today else self._theme.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_mark(self, painter: QPainter, centre: QPointF, radius: float, mark: DayMark) -> None:
        draw_day(painter, centre, radius, mark, self._theme)
        if mark.state in _NUMBERED:
            place = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
            colour = self._theme.text if mark.is_today else self._theme.muted
            day, largest_px = number_word(mark.date.day), radius * _FIGURE
            painter.save()
            draw_fitted(painter, place, day, colour, largest_px=largest_px, is_strong=mark.is_today)
            painter.restore()

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        line_h = QFontMetricsF(self.font()).height()
        return ceil(2 * (line_h * (1 + _GAP_EM) + min(line_h * _USUAL_EM, width / 7 * _IN_CELL)))

    def sizeHint(self) -> QSize:
        width = round(QFontMetricsF(self.font()).height() * 20)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = round(QFontMetricsF(self.font()).height() * 7)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_h, width = QFontMetricsF(self.font()).height(), self.width() / 7
        radius = strip_radius(line_h, width, self.height())
        above = self.height() / 2 - radius - line_h * (1 + _GAP_EM)
        names = names_within([mark.date for mark in self._marks], width, self.font())
        words = states_within(self._marks, width, self.font())
        for index, (mark, name, word) in enumerate(zip(self._marks, names, words, strict=True)):
            left, middle = index * width, QPointF((index + 0.5) * width, self.height() / 2)
            self._draw_words(painter, QRectF(left, above, width, line_h), name, is_today=mark.is_today)
            self._draw_mark(painter, middle, radius, mark)
            below = QRectF(left, middle.y() + radius + line_h * _GAP_EM, width, line_h)
            self._draw_words(painter, below, word, is_today=mark.is_today)


def strip_radius(line_h: float, cell_width: float, height: float) -> float:
    """Return the radius of a mark between two lines of text in a cell, when a line is ``line_h`` high."""
    room = height / 2 - line_h * (1 + _GAP_EM)
    return min(room, cell_width * _IN_CELL, line_h * _LARGEST_EM)


def names_within(days: Sequence[date], cell_width: float, font: QFont) -> list[str]:
    """Return short names for all ``days``, or one letter for each if any short name in bold has no room."""
    names = [QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat) for day in days]
    return names if _fit(names, cell_width, font) else [name[:1] for name in names]


def states_within(marks: Sequence[DayMark], cell_width: float, font: QFont) -> list[str]:
    """Return a word for each day that is over or due, '' for the others; none if any of them in bold has no room."""
    said = {
        DayState.DONE: tr("done"),
        DayState.PARTLY: tr("partly"),
        DayState.PAUSED: tr("pause"),
        DayState.TODAY: tr("today"),
    }
    words = [said.get(mark.state, "") for mark in marks]
    return words if _fit(words, cell_width, font) else [""] * len(words)


def _fit(words: Sequence[str], cell_width: float, font: QFont) -> bool:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetricsF(bold)
    return all(metrics.horizontalAdvance(word) <= cell_width - 2 for word in words)
