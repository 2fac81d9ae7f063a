"""The weeks in a card: the chart with its read-out, the choice of weeks in view, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.core.history.adherence import Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.history_tables import WeekTable, fit_table, table_view
from psoas_timer.ui.history.history_values import ALL_WEEKS, RANGES, Measure, WeekWindow
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.kit.practice_words import days_sentence, week_sentence, work_sentence
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import button, label

_MARGIN_PX = 22
_GAP_PX = 8


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
        self.chart.week_selected.connect(self._read_out)
        self.chart.week_opened.connect(self.week_opened)
        self.chart.older_requested.connect(self._step_older)
        self.chart.newer_requested.connect(self._step_newer)
        self._table = WeekTable(self)
        self._table_view = table_view(self._table, (12.0, 5.0, 5.0, 7.0, 6.0), tr("Practice in each week"))
        self._faces = QStackedWidget()
        self._faces.addWidget(self.chart)
        self._faces.addWidget(self._table_view)
        self._sentence = label(role="heading")
        self._days = label(role="muted")
        self._work = label(role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 18)
        layout.setSpacing(12)
        layout.addLayout(self._build_choices())
        layout.addWidget(self._faces, 1)
        layout.addLayout(self._build_read_out())

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show ``weeks``, oldest first, in the current stretch."""
        self._weeks = weeks
        self._show(self._window.resized(self._window.length, len(weeks)))

    def set_theme(self, theme: Theme) -> None:
        self.chart.set_theme(theme)

    def fit(self, width: int) -> None:
        """Put the choices in one row if a card of this width in pixels has room for it, otherwise in two."""
        needed = 2 * _MARGIN_PX + sum(group.sizeHint().width() + _GAP_PX for group in self._groups)
        is_narrow = width < needed
        self._choices.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _build_choices(self) -> QBoxLayout:
        self._choices = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._groups = self._build_ranges(), self._build_measures(), self._build_steps()
        self._choices.setSpacing(_GAP_PX)
        for group, stretch in zip(self._groups, (1, 1, 0), strict=True):
            self._choices.addLayout(group, stretch)
        return self._choices

    def _build_ranges(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(tr("Weeks"), "heading", wraps=False))
        row.addSpacing(10)
        ranges = QButtonGroup(self)
        for length in RANGES:
            name = tr("Show all weeks") if length == ALL_WEEKS else tr("Show %n weeks", length)
            one = _switch(tr("All") if length == ALL_WEEKS else str(length), name)
            one.setChecked(length == self._window.length)
            one.clicked.connect(lambda _checked, length=length: self._show_range(length))
            ranges.addButton(one)
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _build_measures(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        measures = QButtonGroup(self)
        for measure, text, name in (
            (Measure.DAYS, tr("Days"), tr("Show the days of each week")),
            (Measure.SESSIONS, tr("Sessions"), tr("Show the sessions of each week")),
            (Measure.MINUTES, tr("Minutes"), tr("Show the minutes of each week")),
        ):
            one = _switch(text, name)
            one.setChecked(measure is Measure.DAYS)
            one.clicked.connect(lambda _checked, measure=measure: self.chart.show_measure(measure))
            measures.addButton(one)
            row.addWidget(one)
        row.addStretch(1)
        return row

    def _build_steps(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._older, self._newer = button(tr("Older")), button(tr("Newer"))
        self._older.setAccessibleName(tr("Show older weeks"))
        self._newer.setAccessibleName(tr("Show newer weeks"))
        self._older.clicked.connect(lambda: self._show(self._window.older(len(self._weeks))))
        self._newer.clicked.connect(lambda: self._show(self._window.newer()))
        row.addWidget(self._older)
        row.addWidget(self._newer)
        row.addStretch(1)
        return row

    def _build_read_out(self) -> QBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._sentence)
        words.addWidget(self._days)
        words.addWidget(self._work)
        row.addLayout(words, 1)
        self._face = button(tr("Show as table"))
        self._face.clicked.connect(self._turn_over)
        row.addWidget(self._face, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _show(self, window: WeekWindow) -> None:
        self._window = window
        shown = window.cut(self._weeks)
        self.chart.show_weeks(shown)
        self._table.show_weeks(shown)
        self.stretch_changed.emit(shown)
        self._read_out(self.chart.selected)
        self._older.setEnabled(window.has_older(len(self._weeks)))
        self._newer.setEnabled(window.has_newer)

    def _show_range(self, length: int) -> None:
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

    def _read_out(self, week: Week | None) -> None:
        self._sentence.setText(week_sentence(week, self._weeks[-1].start.year) if week else "")
        self._days.setText(days_sentence(week) if week else "")
        self._work.setText(work_sentence(week) if week else "")
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


def _switch(text: str, name: str) -> QPushButton:
    """Return one of several buttons, only one of which is on; ``name`` says what it does."""
    made = button(text, "nav")
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setCheckable(True)
    return made
