"""The calendar of a year in a card, with buttons for other years, and the day pointed at in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from psoas_timer.core.history.adherence import PracticeDay, Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.year_calendar import YearCalendar, calendar_years
from psoas_timer.ui.history.year_paint import CalendarYear
from psoas_timer.ui.kit.day_mark import mark_days
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import button, label
from psoas_timer.ui.kit.wrapping_row import WrappingRow


class YearCard(QFrame):
    """Owns the year in view; ``day_opened`` carries the date whose sessions a person asks to see."""

    day_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._weeks: Sequence[Week] = ()
        self._days: Mapping[date, PracticeDay] = {}
        self._today = date.min
        self._first_weekday = 0
        self._year: int | None = None
        self.calendar = YearCalendar()
        self.calendar.day_pointed.connect(self._read_out)
        self.calendar.day_chosen.connect(self.day_opened)
        self.calendar.older_requested.connect(lambda: self._step(-1))
        self.calendar.newer_requested.connect(lambda: self._step(1))
        self._title = label(role="heading", wraps=False)
        self._older, self._newer = button(tr("Previous year")), button(tr("Next year"))
        self._older.clicked.connect(lambda: self._step(-1))
        self._newer.clicked.connect(lambda: self._step(1))
        self._sentence = label(role="strong")
        heading = WrappingRow(spreads=True)
        heading.addWidget(self._title)
        heading.addWidget(self._older)
        heading.addWidget(self._newer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        layout.addLayout(heading)
        layout.addWidget(self.calendar)
        layout.addWidget(self._sentence)
        layout.addWidget(
            label(tr("A tick means done, a half-filled square partly done, and two bars a pause."), "muted")
        )
        layout.setAlignment(self._sentence, Qt.AlignmentFlag.AlignTop)

    def show_days(
        self, weeks: Sequence[Week], days: Mapping[date, PracticeDay], today: date, first_weekday: int
    ) -> None:
        """Show what was practised on each day, in the chosen year, at first this one."""
        self._weeks, self._days, self._today, self._first_weekday = weeks, days, today, first_weekday
        years = calendar_years(days, today)
        self._show(today.year if self._year is None or self._year not in years else self._year)

    def set_theme(self, theme: Theme) -> None:
        self.calendar.set_theme(theme)

    def _show(self, year: int) -> None:
        self._year = year
        years = calendar_years(self._days, self._today)
        marks = mark_days(self._weeks, self._days, self._today, year)
        self._title.setText(tr("Days of {year}").format(year=year))
        self._older.setEnabled(year > years[0])
        self._newer.setEnabled(year < years[-1])
        self.calendar.show_year(CalendarYear(year, self._first_weekday, marks, self._today, self._days))

    def _step(self, years: int) -> None:
        if self._year is not None and self._year + years in calendar_years(self._days, self._today):
            self._show(self._year + years)

    def _read_out(self, day: date | None) -> None:
        self._sentence.setText(self.calendar.sentence_of(day) if day else "")
