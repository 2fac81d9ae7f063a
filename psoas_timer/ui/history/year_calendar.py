"""The calendar of a year: a person moves from day to day with keys or mouse, and opens one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.history.year_paint import CalendarYear, YearGrid, YearScene, draw_year, place_year
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.day_mark import DayState, day_sentence
from psoas_timer.ui.kit.theme import LIGHT, Theme

# Room for the focus ring.
_MARGIN_PX = 8
_WIDEST_EM, _LEAST_EM = 54, 14
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7}
_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def calendar_years(days: Mapping[date, PracticeDay], today: date) -> range:
    """Return the years that a calendar can show: from the first year with practice to this one."""
    return range(min(min(days, default=today), today).year, today.year + 1)


class YearCalendar(QWidget):
    """Shows a year day by day, with one day pointed at by mouse or keys.

    ``day_pointed`` carries the date pointed at, or None if there is none, at each move and whenever a year is shown;
    ``day_chosen`` the date that a person wants to open with a click, Enter or Space. Days without a mark and future
    days can be neither. Stepping past the year's first or last day, Page Up and Page Down ask for the previous or
    next year.
    """

    day_pointed = Signal(object)
    day_chosen = Signal(object)
    older_requested = Signal()
    newer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._calendar: CalendarYear | None = None
        self._pointed: date | None = None
        # Where a step out of the year led, until the other year is shown.
        self._wanted: date | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, QAccessible.Role.Chart)
        self.setMouseTracking(True)

    @property
    def pointed(self) -> date | None:
        """The day pointed at; None only if no day can be."""
        return self._pointed

    def show_year(self, calendar: CalendarYear) -> None:
        """Show ``calendar`` and keep pointing at the same day of the year; at first, at the latest day."""
        before = self._pointed
        self._calendar = calendar
        wanted = self._wanted or (_day_in(before, calendar.year) if before else calendar.today)
        ends = self._ends()
        self._pointed = min(max(wanted, ends[0]), ends[1]) if ends else None
        self.setAccessibleName(tr("Calendar of {year}").format(year=calendar.year))
        self.setAccessibleDescription(calendar_summary(calendar))
        self.update()
        if self._pointed is not None and self._pointed != before and self.hasFocus():
            self._announce(self._pointed)
        self.day_pointed.emit(self._pointed)

    def point_at(self, day: date) -> None:
        """Point at ``day``; if it cannot be pointed at, nothing changes."""
        ends = self._ends()
        if ends and ends[0] <= day <= ends[1] and day != self._pointed:
            self._pointed = day
            self.update()
            self._announce(day)
            self.day_pointed.emit(day)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in the colours of ``theme``."""
        self._theme = theme
        self.update()

    def sentence_of(self, day: date) -> str:
        """Describe a day of the year in words; '' if it has no mark."""
        mark = self._calendar.marks.get(day) if self._calendar else None
        return day_sentence(mark, self._calendar.days.get(day)) if self._calendar and mark else ""

    def _ends(self) -> tuple[date, date] | None:
        """Return the first and last days that can be pointed at."""
        if self._calendar is None:
            return None
        days = [day for day in self._calendar.marks if day <= self._calendar.today]
        return (min(days), max(days)) if days else None

    def _announce(self, day: date) -> None:
        """Have a screen reader say a day."""
        announce(self, self.sentence_of(day))

    def _step(self, days: int) -> None:
        """Move by ``days``, forwards or back, past the end of the year into the next one if there is one."""
        ends = self._ends()
        if self._pointed is None or ends is None:
            return
        target = self._pointed + timedelta(days=days)
        if target.year != self._pointed.year:
            self._wanted = target
            (self.older_requested if days < 0 else self.newer_requested).emit()
            self._wanted = None
        else:
            self.point_at(min(max(target, ends[0]), ends[1]))

    def _go(self, key: Qt.Key) -> bool:
        """Handle a key; False if it has no meaning here."""
        ends = self._ends()
        if key == Qt.Key.Key_PageUp:
            self.older_requested.emit()
        elif key == Qt.Key.Key_PageDown:
            self.newer_requested.emit()
        elif self._pointed is None or ends is None:
            return False
        elif key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.point_at(ends[0] if key == Qt.Key.Key_Home else ends[1])
        elif key in _OPENING_KEYS:
            self.day_chosen.emit(self._pointed)
        else:
            return False
        return True

    def _room(self, width: int) -> QRectF:
        return QRectF(_MARGIN_PX, _MARGIN_PX, width - 2 * _MARGIN_PX, 0)

    def _grid(self, width: int) -> YearGrid:
        year, first = (self._calendar.year, self._calendar.first_weekday) if self._calendar else (1970, 0)
        return place_year(self._room(width), year, first, QFontMetricsF(self.font()))

    def _day_at(self, point: QPoint) -> date | None:
        """Return the day at a point of this widget, or None if there is none with a mark."""
        day = self._grid(self.width()).day_at(point) if self._calendar else None
        return day if self._calendar and day in self._calendar.marks else None

    def day_rect(self, day: date) -> QRect:
        """Return the place of a day of the year shown."""
        return self._grid(self.width()).day_rect(day)

    # Qt's overrides

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._grid(width).height + 2 * _MARGIN_PX

    def sizeHint(self) -> QSize:
        width = round(QFontMetricsF(self.font()).height() * _WIDEST_EM)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(QFontMetricsF(self.font()).height() * _LEAST_EM), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._go(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.point_at(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or day is None:
            return
        self.point_at(day)
        if day == self._pointed:
            self.day_chosen.emit(day)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos())
            if day is not None:
                # The text holds only dates and figures, so nothing in it can be mistaken for markup.
                place = self.day_rect(day)
                QToolTip.showText(event.globalPos(), self.sentence_of(day), self, place)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        if self._calendar is not None:
            draw_year(painter, self._room(self.width()), YearScene(self._calendar, self._pointed, self._theme))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def calendar_summary(calendar: CalendarYear) -> str:
    """Return what the calendar shows and how to move around in it, for a screen reader."""
    states = [mark.state for mark in calendar.marks.values()]
    done, partly = states.count(DayState.DONE), states.count(DayState.PARTLY)
    sentence = tr("%n days done, {partly} partly done. Arrow keys choose a day, Enter opens its sessions.", done)
    return sentence.format(partly=number_word(partly))


def _day_in(day: date, year: int) -> date:
    """Return the same day in another year; 29 February becomes 28 February."""
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
