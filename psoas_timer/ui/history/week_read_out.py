"""One week in words, below the chart: how it went, on which days, and how much was done."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.kit.practice_words import days_sentence, week_sentence, work_sentence
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import label


class WeekReadOut(QWidget):
    """Says what the bar of a week cannot."""

    def __init__(self) -> None:
        super().__init__()
        self._sentence = label(role="heading")
        self._days = label(role="muted")
        self._work = label(role="muted")
        words = QVBoxLayout(self)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE.tiny)
        for one in (self._sentence, self._days, self._work):
            words.addWidget(one)

    def show_week(self, week: Week | None, this_year: int) -> None:
        """Say how a week went, with the year if it is another one; None says nothing."""
        self._sentence.setText(week_sentence(week, this_year) if week else "")
        self._days.setText(days_sentence(week) if week else "")
        self._work.setText(work_sentence(week) if week else "")
