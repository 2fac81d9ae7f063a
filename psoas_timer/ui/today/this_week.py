"""The current week in a card: its days, how it is going, and the weeks before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.ui.kit.day_mark import mark_week
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.kit.words import recent_word, standing_word
from psoas_timer.ui.today.week_bars import WeekBars
from psoas_timer.ui.today.week_strip import WeekStrip


class ThisWeek(QFrame):
    """Shows figures, and asks for nothing."""

    def __init__(self, columns: QBoxLayout) -> None:
        """``columns`` is for the week and the weeks before it; the page stacks the two when it is narrow."""
        super().__init__()
        self.setProperty("role", "card")
        self._standing = label(role="heading")
        self._recent = label(role="muted")
        self._strip = WeekStrip()
        self._bars = WeekBars()
        week = QVBoxLayout()
        week.setSpacing(6)
        for one in (self._standing, self._recent, self._strip):
            week.addWidget(one)
        columns.addLayout(week, 3)
        columns.addWidget(self._bars, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addLayout(columns)

    def show_weeks(
        self, weeks: Sequence[Week], days: Mapping[date, PracticeDay], streak: Streak, recent: MetShare, today: date
    ) -> None:
        """Show ``weeks``, of which the last one is current; ``days`` are those of the current week."""
        self._strip.show_marks(mark_week(weeks[-1], days, today))
        self._standing.setText(standing_word(streak.weeks, weeks[-1], today))
        self._recent.setText(recent_word(recent))
        self._bars.show_weeks(weeks)

    def set_theme(self, theme: Theme) -> None:
        self._strip.set_theme(theme)
        self._bars.set_theme(theme)
