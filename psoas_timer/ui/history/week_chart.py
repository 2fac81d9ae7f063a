"""The chart of the weeks: bars in a plot, one of which is chosen by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.history.history_values import Measure
from psoas_timer.ui.history.plot import RING_PX, Places, WeekPlot
from psoas_timer.ui.history.week_measure import DAYS, highest_value, scale, value_word
from psoas_timer.ui.history.week_paint import TOP, WeekScene, draw_weeks
from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.practice_words import chart_summary, week_sentence
from psoas_timer.ui.kit.theme import LIGHT, Theme

_HEIGHT_OF_WIDTH = 0.26


class WeekChart(QWidget):
    """Shows weeks as bars; one can be chosen with the mouse or with Left, Right, Home and End.

    ``week_selected`` carries the Week, or None if there is none; ``week_opened`` the Week whose sessions a click or
    Enter asks to see. Left on the first week, Right on the last, Page Up and Page Down ask for the previous or next
    stretch.
    """

    week_selected = Signal(object)
    week_opened = Signal(object)
    older_requested = Signal()
    newer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._weeks: Sequence[Week] = ()
        self._selected: int | None = None
        self._measure = Measure.DAYS
        self._tall_px = 0
        self.plot = WeekPlot()
        self.plot.view.setYRange(0.0, TOP, padding=0)
        self.plot.paint_with(self._draw_weeks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(RING_PX, RING_PX, RING_PX, RING_PX)
        layout.addWidget(self.plot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        name = tr("Days counted in each week")
        self.setAccessibleName(name)
        give_role(self, QAccessible.Role.Chart)
        self.plot.setAccessibleName(name)
        self.set_theme(LIGHT)

    @property
    def selected(self) -> Week | None:
        """The chosen week; None only if there are no weeks."""
        return None if self._selected is None else self._weeks[self._selected]

    @property
    def weeks(self) -> Sequence[Week]:
        """The weeks in view, oldest first."""
        return self._weeks

    @property
    def target_label(self) -> str:
        """The label of the newest week's target; '' if there are no weeks."""
        newest = self._weeks[-1] if self._weeks else None
        return tr("target {n}").format(n=number_word(newest.target or newest.goal_days)) if newest else ""

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show ``weeks``, oldest first, keeping the chosen week if it is among them; otherwise choose the newest."""
        before = self.selected
        self._weeks = weeks
        starts = [week.start for week in weeks]
        self._selected = starts.index(before.start) if before and before.start in starts else None
        if self._selected is None and weeks:
            self._selected = len(weeks) - 1
        self.plot.show_weeks(weeks)
        self.plot.mark(self._selected)
        self.setAccessibleDescription(chart_summary(weeks))
        self._show_sides()
        if self.selected != before:
            self.week_selected.emit(self.selected)

    def show_measure(self, measure: Measure) -> None:
        """Have the bars show days, sessions or minutes."""
        self._measure = measure
        self._show_sides()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in the colours of ``theme``."""
        self._theme = theme
        self.plot.set_theme(theme)
        self.update()

    def select(self, start: date) -> None:
        """Choose the week that starts on this day; if it is not shown, nothing changes."""
        for index, week in enumerate(self._weeks):
            if week.start == start:
                self._choose(index)

    def _draw_weeks(self, painter: QPainter, places: Places) -> None:
        scene = WeekScene(self._weeks, self._selected, self._theme, self._measure, self.plot.label_font)
        draw_weeks(painter, places, scene)

    def _show_sides(self) -> None:
        """Update the scale and the target at the sides after the weeks, the measure or the font change."""
        unit = DAYS / highest_value(self._weeks, self._measure)  # the plot is DAYS high for every measure
        left = [(value * unit, value_word(value)) for value in scale(self._weeks, self._measure)]
        right = []
        if self._weeks and self._measure is Measure.DAYS:
            right = [(float(self._weeks[-1].target or self._weeks[-1].goal_days), self.target_label)]
        self.plot.show_sides(left, right, [self.target_label])
        self.plot.viewport().update()

    def _choose(self, index: int) -> None:
        """Choose a week by its index, and have a screen reader say it."""
        if index == self._selected:
            return
        self._selected = index
        self.plot.mark(index)
        sentence = week_sentence(self._weeks[index], self._weeks[-1].start.year)
        announce(self, sentence)
        self.week_selected.emit(self._weeks[index])

    def _index_at(self, point: QPoint) -> int | None:
        """Return the index of the week at a point of this widget, or None outside the weeks."""
        return self.plot.index_at(self.plot.mapFromParent(point))

    def _choose_at(self, point: QPoint) -> None:
        index = self._index_at(point)
        if index is not None:
            self._choose(index)

    def _go(self, key: int) -> bool:
        """Handle a key; False if it has no meaning here."""
        if self._selected is None:
            return False
        last = len(self._weeks) - 1
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -last, Qt.Key.Key_End: last}.get(Qt.Key(key))
        if key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Left and self._selected == 0):
            self.older_requested.emit()
        elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Right and self._selected == last):
            self.newer_requested.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.week_opened.emit(self._weeks[self._selected])
        elif step is not None:
            self._choose(min(max(self._selected + step, 0), last))
        else:
            return False
        return True

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 16, max(line * 14, self._tall_px))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted_px = round(event.size().width() * _HEIGHT_OF_WIDTH)
        # It ignores small shrinking: otherwise a scroll bar could appear and disappear in an endless loop.
        if not self._tall_px - 12 < wanted_px <= self._tall_px:
            self._tall_px = wanted_px
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._go(event.key()):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position().toPoint())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_at(event.position().toPoint())
        if self._index_at(event.position().toPoint()) is not None:
            self.week_opened.emit(self.selected)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.surface))
        if not self.hasFocus():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.accent), 2.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
