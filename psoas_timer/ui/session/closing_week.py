"""This week's days after a session: today's mark fills as one looks, as a function of elapsed time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from psoas_timer.engine.player import FRAME_MS
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.day_mark import DayMark, DayState, draw_day, mark_word
from psoas_timer.ui.kit.theme import LIGHT, Theme

# When today's mark begins to fill after the page has come, and how long that takes (our choice).
BEGINS_S, FILLS_S = 0.4, 1.6
# In line heights: a mark's cell at most, and the whole.
_CELL_EM, _HEIGHT_EM = 4.6, 3.8
_RADIUS_EM = 1.2  # of a mark


def filling(elapsed_s: float) -> float:
    """Return how full today's mark is, 0 to 1: slow, fast, slow (smoothstep, 3t^2 - 2t^3)."""
    t = min(max((elapsed_s - BEGINS_S) / FILLS_S, 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


def fill_mark(mark: DayMark, full: float) -> DayMark:
    """Return today's ``mark`` when it is as ``full`` as that; other days, and marks without practice, stay."""
    if not mark.is_today or full >= 1.0 or mark.state not in (DayState.DONE, DayState.PARTLY):
        return mark
    share = mark.share if mark.state is DayState.PARTLY else 1.0
    return replace(mark, state=DayState.PARTLY, share=share * full)


class ClosingWeek(QWidget):
    """Paints the days under their names. ``clock`` returns seconds."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        give_role(self, QAccessible.Role.Graphic)
        self._marks: Sequence[DayMark] = ()
        self._theme = LIGHT
        self._is_still = False
        self._began_s: float | None = None
        self._timer = QTimer(self, interval=FRAME_MS)
        self._timer.timeout.connect(self.step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[DayMark], *, is_still: bool) -> None:
        """Show the week; today fills once the page is seen, unless it is to be ``is_still``."""
        self._marks, self._is_still, self._began_s = marks, is_still, None
        self.setAccessibleName(". ".join(mark_word(mark) for mark in marks))
        self.setVisible(bool(marks))
        if self.isVisible():
            self._begin()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def full(self) -> float:
        """How full today's mark is now, 0 to 1."""
        if self._is_still:
            return 1.0
        return 0.0 if self._began_s is None else filling(self._clock() - self._began_s)

    @property
    def is_moving(self) -> bool:
        return self._timer.isActive()

    def _begin(self) -> None:
        if self._began_s is None and not self._is_still and any(fill_mark(one, 0.0) != one for one in self._marks):
            self._began_s = self._clock()
            self._timer.start()

    def step(self) -> None:
        """Paint the mark as full as it is by now, and rest once it is full."""
        if self.full >= 1.0:
            self._timer.stop()
        self.update()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        line_h = self.fontMetrics().height()
        return QSize(round(line_h * _CELL_EM * 7), round(line_h * _HEIGHT_EM))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_h = QFontMetricsF(self.font()).height()
        width = min(self.width() / 7, line_h * _CELL_EM)
        names = [QLocale().dayName(one.date.isoweekday(), QLocale.FormatType.ShortFormat) for one in self._marks]
        if any(QFontMetricsF(self.font()).horizontalAdvance(name) > width - 4 for name in names):
            names = [name[:1] for name in names]
        for index, (mark, name) in enumerate(zip(self._marks, names, strict=True)):
            cell = QRectF(index * width, 0, width, self.height())
            painter.setPen(QColor(self._theme.text if mark.is_today else self._theme.muted))
            top = QRectF(cell.left(), cell.top(), cell.width(), line_h)
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, name)
            centre = QPointF(cell.center().x(), (top.bottom() + cell.bottom()) / 2)
            radius = min(line_h * _RADIUS_EM, width * 0.44)
            draw_day(painter, centre, radius, fill_mark(mark, self.full), self._theme)
