"""The weeks in a card: the chart with its read-out, the choice of weeks in view, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.history_tables import WeekTable, fit_table, table_view
from psoas_timer.ui.history.history_values import WeekWindow
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.history.week_choices import WeekChoices
from psoas_timer.ui.history.week_read_out import WeekReadOut
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import button

# The read-out has the button beside it if it keeps this much room, in line heights.
_READ_OUT_EM = 10


class WeeksCard(QFrame):
    """Owns the stretch of weeks in view; chart and table show the same weeks.

    ``week_opened`` carries the Week whose sessions a person asks to see, ``stretch_changed`` the weeks in view, and
    ``week_selected`` the Week that is read out, or None if there is none.
    """

    week_opened = Signal(object)
    week_selected = Signal(object)
    stretch_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._weeks: Sequence[Week] = ()
        self._window = WeekWindow()
        self.chart = WeekChart()
        self.chart.week_selected.connect(self._read)
        self.chart.week_opened.connect(self.week_opened)
        self.chart.older_requested.connect(self._step_older)
        self.chart.newer_requested.connect(self._step_newer)
        self._table = WeekTable(self)
        self._table_view = table_view(self._table, (12.0, 5.0, 5.0, 7.0, 6.0), tr("Practice in each week"))
        self._faces = QStackedWidget()
        self._faces.addWidget(self.chart)
        self._faces.addWidget(self._table_view)
        self._choices = WeekChoices(self._window.length)
        self._choices.length_chosen.connect(self._show_length)
        self._choices.measure_chosen.connect(self.chart.show_measure)
        self._choices.older_requested.connect(lambda: self._show(self._window.older(len(self._weeks))))
        self._choices.newer_requested.connect(lambda: self._show(self._window.newer()))
        self._read_out = WeekReadOut()
        self._foot = self._build_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        layout.addWidget(self._choices)
        layout.addWidget(self._faces, 1)
        layout.addLayout(self._foot)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show ``weeks``, oldest first, in the current stretch."""
        self._weeks = weeks
        self._show(self._window.resized(self._window.length, len(weeks)))

    def set_theme(self, theme: Theme) -> None:
        self.chart.set_theme(theme)

    def fit(self, width: int) -> None:
        """Put the choices in one row if a card of this width in pixels has room for it, otherwise below each other."""
        room = width - 2 * SPACE.large
        self._choices.fit(room)
        is_narrow = room < self._face.sizeHint().width() + self.fontMetrics().height() * _READ_OUT_EM
        self._foot.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _build_foot(self) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addWidget(self._read_out, 1)
        self._face = button(tr("Show as table"))
        self._face.clicked.connect(self._turn_over)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        return row

    def _show(self, window: WeekWindow) -> None:
        self._window = window
        shown = window.cut(self._weeks)
        self.chart.show_weeks(shown)
        self._table.show_weeks(shown)
        self.stretch_changed.emit(shown)
        self._read(self.chart.selected)
        self._choices.offer_steps(older=window.has_older(len(self._weeks)), newer=window.has_newer)

    def _show_length(self, length: int) -> None:
        self._show(self._window.resized(length, len(self._weeks)))

    def _step_older(self) -> None:
        """Move to the week before the chosen one, in the previous stretch."""
        if self._window.has_older(len(self._weeks)):
            self._step(self._window.older(len(self._weeks)), -1)

    def _step_newer(self) -> None:
        """Move to the week after the chosen one, in the next stretch."""
        if self._window.has_newer:
            self._step(self._window.newer(), 1)

    def _step(self, window: WeekWindow, by: int) -> None:
        chosen = self.chart.selected
        if chosen:
            starts = [week.start for week in self._weeks]
            self._show(window)
            self.chart.select(starts[starts.index(chosen.start) + by])

    def _read(self, week: Week | None) -> None:
        self._read_out.show_week(week, self._weeks[-1].start.year if self._weeks else 0)
        self.week_selected.emit(week)

    def _turn_over(self) -> None:
        """Show the table instead of the chart, or the chart again."""
        is_table = self._faces.currentWidget() is self.chart
        self._faces.setCurrentWidget(self._table_view if is_table else self.chart)
        self._face.setText(tr("Show as chart") if is_table else tr("Show as table"))

    # Qt's overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_table(self._table_view)
