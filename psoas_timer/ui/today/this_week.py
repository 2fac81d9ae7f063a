"""The current week in a card: how it stands in words, its days, and the streak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout

from psoas_timer.core.history.adherence import PracticeDay, Streak, Week
from psoas_timer.ui.kit.day_mark import mark_week
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.week_words import paused_sentence, streak_sentence, week_standing, week_to_come
from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.today.week_strip import WeekStrip


class ThisWeek(QFrame):
    """Shows figures, and asks for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._standing = label(role="heading")
        self._streak = label(role="muted")
        self._strip = WeekStrip()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.large, SPACE.plain, SPACE.large, SPACE.plain)
        layout.setSpacing(SPACE.small)
        layout.addWidget(self._standing)
        layout.addWidget(self._streak)
        layout.addSpacing(SPACE.small)
        layout.addWidget(self._strip, 1)

    def show_week(
        self, week: Week, days: Mapping[date, PracticeDay], streak: Streak, today: date, since: date | None
    ) -> None:
        """Show the current week; ``since`` is the date of the first session, None if there is none."""
        self._strip.show_marks(mark_week(week, days, today, since or today))
        is_first = since is not None and since >= week.start
        standing = week_standing(week, today, is_first=is_first) if since else week_to_come(week, today)
        self._standing.setText(standing)
        has_had_weeks = since is not None and not is_first
        sentences = paused_sentence(week), streak_sentence(streak, week, today, has_had_weeks)
        self._streak.setText(" ".join(sentence for sentence in sentences if sentence))

    def set_theme(self, theme: Theme) -> None:
        self._strip.set_theme(theme)
