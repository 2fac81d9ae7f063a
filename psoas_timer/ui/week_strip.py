"""The week as seven marks: done, partly done, missed, today, still to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.core.adherence import PracticeDay, Week
from psoas_timer.ui.pieces import draw_tick
from psoas_timer.ui.theme import LIGHT, Theme
from psoas_timer.ui.words import tr


class DayState(StrEnum):
    """What a day's mark says."""

    DONE = "done"
    PARTLY = "partly"
    OPEN = "open"  # past, and nothing was practised
    TODAY = "today"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of the strip."""

    date: date
    state: DayState
    is_today: bool
    share: float = 0.0


def mark_week(week: Week, days: Mapping[date, PracticeDay], today: date) -> list[DayMark]:
    """Return the seven marks of ``week``."""
    marks = []
    for offset in range(7):
        day = week.start + timedelta(days=offset)
        known = days.get(day)
        share = known.share if known else 0.0
        if day in week.adherent:
            state = DayState.DONE
        elif share > 0:
            state = DayState.PARTLY
        elif day == today:
            state = DayState.TODAY
        else:
            state = DayState.OPEN if day < today else DayState.TO_COME
        marks.append(DayMark(day, state, day == today, min(share, 1.0)))
    return marks


def mark_word(mark: DayMark) -> str:
    """Return what a mark says, for a screen reader."""
    day = QLocale().dayName(mark.date.isoweekday())
    sentence = {
        DayState.DONE: tr("{day}: done"),
        DayState.PARTLY: tr("{day}: partly done"),
        DayState.OPEN: tr("{day}: no session"),
        DayState.TODAY: tr("{day}: today, still open"),
        DayState.TO_COME: tr("{day}: still to come"),
    }[mark.state]
    return sentence.format(day=day)


class WeekStrip(QWidget):
    """Paints the marks: a tick for done, a part of a pie for partly, a ring for today, a dot or a small ring else."""

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

    def _draw_mark(self, painter: QPainter, cell: QRectF, mark: DayMark) -> None:
        theme, line_h = self._theme, QFontMetricsF(self.font()).height()
        font = painter.font()
        font.setBold(mark.is_today)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if mark.is_today else theme.muted))
        name = QLocale().dayName(mark.date.isoweekday(), QLocale.FormatType.ShortFormat)
        if QFontMetricsF(font).horizontalAdvance(name) > cell.width() - 2:
            name = QLocale().dayName(mark.date.isoweekday(), QLocale.FormatType.NarrowFormat)
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
        width = self.width() / 7
        for index, mark in enumerate(self._marks):
            self._draw_mark(painter, QRectF(index * width, 0, width, self.height()), mark)


def mark_radius(line_h: float, width: float) -> float:
    """Return the radius of a mark in a cell of ``width``, where a line of text is ``line_h`` high."""
    return min(line_h * 0.78, width * 0.44)


def draw_day(painter: QPainter, centre: QPointF, radius: float, mark: DayMark, theme: Theme) -> None:
    """Draw one day's mark; every state has a shape of its own."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark.state is DayState.DONE:
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(centre, radius, radius)
        draw_tick(painter, centre, radius, QColor(theme.on_accent))
    elif mark.state is DayState.PARTLY:
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.setBrush(QColor(theme.accent))
        painter.drawPie(box, 90 * 16, -round(mark.share * 360 * 16))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), radius * 0.12))
        painter.drawEllipse(centre, radius, radius)
    elif mark.state is DayState.TODAY:
        painter.setPen(QPen(QColor(theme.accent), radius * 0.18))
        painter.drawEllipse(centre, radius * 0.92, radius * 0.92)
    elif mark.state is DayState.TO_COME:
        painter.setPen(QPen(QColor(theme.muted), radius * 0.1, Qt.PenStyle.DotLine))
        painter.drawEllipse(centre, radius * 0.8, radius * 0.8)
    else:
        painter.setBrush(QColor(theme.muted))
        painter.drawEllipse(centre, radius * 0.16, radius * 0.16)
