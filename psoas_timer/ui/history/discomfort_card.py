"""Discomfort in a card below the weeks: the medians of the weeks in view, and those of the chosen week in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians, medians, weekly_medians
from psoas_timer.ui.history.discomfort_chart import DiscomfortChart
from psoas_timer.ui.history.history_values import LoadRatings
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.kit.discomfort_words import change_sentence, medians_sentence
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import label


class DiscomfortCard(QFrame):
    """Shows the ratings for the weeks in view in the chart above, each below its week."""

    def __init__(self, above: WeekChart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._above = above
        self._ratings: LoadRatings | None = None
        self._weeks: Sequence[Week] = ()
        self._medians: list[Medians] = []
        self._chart = DiscomfortChart()
        self._sentence = label()
        self._change = label(role="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        for one in (self._chart, self._sentence, self._change):
            layout.addWidget(one)
        self._chart.plot.line_up_with(above.plot)
        self._chart.week_pointed.connect(self._choose)

    def show_ratings(self, ratings: LoadRatings | None) -> None:
        """Read the ratings with ``ratings``; the card is hidden if there are none."""
        self._ratings = ratings
        self.setVisible(ratings is not None)
        self.show_weeks(self._weeks)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show these weeks, oldest first."""
        self._weeks = weeks
        if self._ratings is None:
            return
        starts = [week.start for week in weeks]
        inside = self._ratings(weeks[0].start, weeks[-1].end) if weeks else ()
        self._medians = weekly_medians(inside, starts)
        self._chart.show_weeks(starts, self._medians)
        third = len(weeks) // 3
        change = ""
        if third:
            earlier = medians(one for one in inside if one.date <= weeks[third - 1].end)
            change = change_sentence(earlier, medians(one for one in inside if one.date >= weeks[-third].start))
        self._change.setText(change)
        self._change.setVisible(bool(change))
        self.select(self._above.selected)

    def select(self, week: Week | None) -> None:
        """Read out the medians of a week."""
        starts = [one.start for one in self._weeks]
        if self._ratings is None or week is None or week.start not in starts or len(starts) != len(self._medians):
            return
        index = starts.index(week.start)
        self._chart.select(index)
        self._sentence.setText(medians_sentence(self._medians[index]))

    def set_theme(self, theme: Theme) -> None:
        self._chart.set_theme(theme)
        self.select(self._above.selected)

    def _choose(self, index: int) -> None:
        self._above.select(self._weeks[index].start)
