"""Paints a year as a calendar: rows are weekdays, columns are weeks; each state of a day has its own shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from psoas_timer.core.history.adherence import PracticeDay
from psoas_timer.ui.kit.day_mark import DayMark, DayState
from psoas_timer.ui.kit.theme import LIGHT, Theme
from psoas_timer.ui.kit.widgets import draw_tick

_ROWS = 7
# How many stretches, one below the other, a year can be cut into, and the most days in one of them.
_LONGEST = {1: 366, 2: 184, 3: 123, 4: 92, 6: 62}
# How much of the colour of muted text is in what is quieter still.
FAINT = 0.75
# The distance between days, in line heights: below the first it cannot be read, above the second it looks restless.
_LEAST_EM, _MOST_EM = 0.75, 1.6
# In a smaller cell, a tick would be a smudge.
_TICK_PX = 10


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year and the marks of its days; ``first_weekday`` is 0 (Monday) to 6 (Sunday), ``days`` what was practised."""

    year: int
    first_weekday: int
    marks: Mapping[date, DayMark]
    today: date
    days: Mapping[date, PracticeDay] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class YearScene:
    """What is painted: the year, which day is chosen, and the theme."""

    calendar: CalendarYear
    chosen: date | None = None
    theme: Theme = LIGHT


@dataclass(frozen=True, slots=True)
class YearGrid:
    """The place of each day of a year, in whole pixels.

    The year is cut into ``parts`` stretches of months, one below the other: each has a line of ``head`` pixels for
    the names of its months, and seven rows. Days are ``pitch`` pixels apart; stretches are half a row apart.
    """

    year: int
    first_weekday: int
    parts: int
    left: int
    top: int
    pitch: int
    head: int

    @property
    def gap(self) -> int:
        """Pixels between two cells; odd, so that a line can run down the middle."""
        return 3 if self.pitch < 24 else 5

    @property
    def part_height(self) -> int:
        return self.head + _ROWS * self.pitch + self.pitch // 2

    @property
    def height(self) -> int:
        return self.parts * self.part_height - self.pitch // 2

    def part_start(self, part: int) -> date:
        """Return the first day of a stretch; for the one after the last, the next New Year's Day."""
        return date(self.year + part // self.parts, part % self.parts * (12 // self.parts) + 1, 1)

    def place(self, day: date) -> tuple[int, int, int]:
        """Return the stretch, the column and the row of a day of the year."""
        part = (day.month - 1) // (12 // self.parts)
        start = self.part_start(part)
        index = (day - start).days + self._row(start)
        return part, index // _ROWS, index % _ROWS

    def slot(self, part: int, column: int, row: int) -> QRect:
        """Return the place of a day including the gap around it; slots touch each other."""
        before = (self.gap + 1) // 2
        x, y = self.left + column * self.pitch, self.rows_top(part) + row * self.pitch
        return QRect(x - before, y - before, self.pitch, self.pitch)

    def rows_top(self, part: int) -> int:
        return self.top + part * self.part_height + self.head

    def day_rect(self, day: date) -> QRect:
        """Return the cell of a day of the year."""
        slot, side = self.slot(*self.place(day)), self.pitch - self.gap
        before = (self.gap + 1) // 2
        return QRect(slot.left() + before, slot.top() + before, side, side)

    def day_at(self, point: QPoint) -> date | None:
        """Return the day whose slot contains ``point``, or None outside the days: the inverse of ``day_rect``."""
        origin = self.slot(0, 0, 0).topLeft()
        part, y = divmod(point.y() - origin.y(), self.part_height)
        column, row = (point.x() - origin.x()) // self.pitch, y // self.pitch
        if not (0 <= part < self.parts and column >= 0 and row < _ROWS):
            return None
        start = self.part_start(part)
        day = start + timedelta(days=column * _ROWS + row - self._row(start))
        return day if start <= day < self.part_start(part + 1) else None

    def month_column(self, month: int) -> int:
        """Return the column below the month's name: the first one that begins with a day of that month."""
        part, column, row = self.place(date(self.year, month, 1))
        return column if row == 0 or self.part_start(part).month == month else column + 1

    def _row(self, day: date) -> int:
        return (day.weekday() - self.first_weekday) % _ROWS


def place_year(rect: QRectF, year: int, first_weekday: int, metrics: QFontMetricsF) -> YearGrid:
    """Return the grid that shows a year at the top of ``rect``, in the fewest readable stretches.

    It is the same for every year, so that nothing moves when the year changes.
    """
    left = ceil(max(map(metrics.horizontalAdvance, _weekday_names(first_weekday))) + metrics.height() * 0.5)
    head = ceil(metrics.height() * 1.35)
    widest = metrics.height() * _MOST_EM
    pitches = {
        parts: int(min((rect.width() - left) / ceil((days + _ROWS - 1) / _ROWS), widest))
        for parts, days in _LONGEST.items()
    }
    readable = [parts for parts, pitch in pitches.items() if pitch >= metrics.height() * _LEAST_EM]
    parts = readable[0] if readable else max(pitches)
    pitch = max(pitches[parts], 6)
    return YearGrid(year, first_weekday, parts, round(rect.left()) + left, round(rect.top()), pitch, head)


def draw_year(painter: QPainter, rect: QRectF, scene: YearScene) -> None:
    """Draw the scene at the top of ``rect``, with the names of months and weekdays in the painter's font."""
    year = scene.calendar
    grid = place_year(rect, year.year, year.first_weekday, QFontMetricsF(painter.font()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_names(painter, rect, grid, scene.theme)
    draw_days(painter, grid, scene)


def draw_names(painter: QPainter, rect: QRectF, grid: YearGrid, theme: Theme) -> None:
    """Write the months above their first weeks, and as many weekdays as fit in front of their rows."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(QColor(theme.muted))
    names = [QLocale().standaloneMonthName(month, QLocale.FormatType.LongFormat) for month in range(1, 13)]
    # A month begins at least four columns after the previous one.
    if max(map(metrics.horizontalAdvance, names)) > 4 * grid.pitch - grid.gap * 2:
        names = [QLocale().standaloneMonthName(month, QLocale.FormatType.ShortFormat) for month in range(1, 13)]
    for month, name in enumerate(names, start=1):
        part = grid.place(date(grid.year, month, 1))[0]
        x, y = grid.left + grid.month_column(month) * grid.pitch, grid.rows_top(part) - grid.head
        painter.drawText(QPointF(x, y + metrics.ascent()), name)
    step = 1 if grid.pitch >= metrics.height() * 0.95 else 2
    for part in range(grid.parts):
        for row, name in enumerate(_weekday_names(grid.first_weekday)):
            if row % step == 0:
                slot = grid.slot(part, 0, row)
                middle = QRectF(slot).center().y() + grid.gap % 2 / 2
                painter.drawText(QPointF(rect.left(), middle + metrics.capHeight() / 2), name)


def draw_days(painter: QPainter, grid: YearGrid, scene: YearScene) -> None:
    """Draw the cells of all days that have a mark, the steps between the months, and the ring of the chosen day."""
    _draw_months(painter, grid, scene.theme)
    for day, mark in scene.calendar.marks.items():
        _draw_cell(painter, grid.day_rect(day), mark, scene.theme)
    if scene.chosen is not None:
        ring = QRectF(grid.day_rect(scene.chosen)).adjusted(-2, -2, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(scene.theme.text), 2.0))
        painter.drawRoundedRect(ring, 3.0, 3.0)


def _draw_months(painter: QPainter, grid: YearGrid, theme: Theme) -> None:
    """Draw a line where one month ends and the next begins; it steps down a column within a week."""
    colour = _faint(theme)
    for month in range(2, 13):
        part, column, row = grid.place(date(grid.year, month, 1))
        if grid.part_start(part).month == month:
            continue
        upper, first, last = (grid.slot(part, column, at) for at in (0, row, _ROWS - 1))
        painter.fillRect(QRect(first.left(), first.top(), 1, last.bottom() - first.top()), colour)
        if row > 0:
            painter.fillRect(QRect(first.left(), first.top(), grid.pitch + 1, 1), colour)
            painter.fillRect(QRect(first.left() + grid.pitch, upper.top(), 1, first.top() - upper.top()), colour)


def _draw_cell(painter: QPainter, cell: QRect, mark: DayMark, theme: Theme) -> None:
    box, radius = QRectF(cell), cell.width() * 0.18
    centre, accent = box.center(), QColor(theme.accent)
    if mark.state is DayState.TO_COME:
        _fill(painter, QRectF(centre.x() - 1, centre.y() - 1, 2, 2), 1.0, _faint(theme))
    elif mark.state is DayState.DONE:
        _fill(painter, box, radius, accent)
        if cell.width() >= _TICK_PX:
            draw_tick(painter, centre, cell.width() * 0.5, QColor(theme.on_accent))
        else:
            _fill(painter, QRectF(centre.x() - 1, centre.y() - 1, 2, 2), 1.0, QColor(theme.on_accent))
    else:
        _outline(painter, box, radius, accent if mark.state is DayState.PARTLY else _faint(theme))
    if mark.state is DayState.PARTLY:
        # Never quite empty or quite full, however small or large the share.
        filled = min(max(round(cell.height() * mark.share), 3), cell.height() - 3)
        painter.setClipRect(QRectF(box.left(), box.bottom() - filled, box.width(), filled))
        _fill(painter, box, radius, accent)
        painter.setClipping(False)
    elif mark.state is DayState.PAUSED:
        _draw_pause(painter, cell, QColor(theme.muted))
    if mark.is_today:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text), 2.0))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)


def _draw_pause(painter: QPainter, cell: QRect, colour: QColor) -> None:
    """Draw the two strokes of a pause in whole pixels: blurred, they would merge into one."""
    side = cell.width()
    width, height = max(round(side * 0.15), 1), round(side * 0.58)
    # Even or odd like the cell, so that they are centred.
    between = width + (side - width) % 2
    height += (side - height) % 2
    left, top = cell.left() + (side - between) // 2 - width, cell.top() + (side - height) // 2
    for x in (left, left + width + between):
        painter.fillRect(QRect(x, top, width, height), colour)


def _faint(theme: Theme) -> QColor:
    """Return a quiet colour that is seen all the same: 3:1 on the ground of a card and of a page."""
    colour = QColor(theme.muted)
    colour.setAlphaF(FAINT)
    return colour


def _fill(painter: QPainter, box: QRectF, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, radius, radius)


def _outline(painter: QPainter, box: QRectF, radius: float, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _weekday_names(first_weekday: int) -> Iterator[str]:
    """Yield the seven names, starting with the first weekday; QLocale counts from 1, Monday."""
    for row in range(_ROWS):
        yield QLocale().standaloneDayName((first_weekday + row) % _ROWS + 1, QLocale.FormatType.ShortFormat)
