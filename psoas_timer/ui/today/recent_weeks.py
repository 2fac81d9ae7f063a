"""The last weeks on a card that opens the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from psoas_timer.core.history.adherence import MetShare, Week
from psoas_timer.lib.translation import list_words, number_word, tr
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.week_words import weeks_heading
from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.today.card_button import CardButton
from psoas_timer.ui.today.week_bars import WeekBars

_Direction = QBoxLayout.Direction


class RecentWeeks(CardButton):
    """Says how many weeks were met and shows them as bars; pressing it asks to see all of them."""

    def __init__(self) -> None:
        super().__init__(SPACE.large)
        self._heading = label(role="heading")
        self._bars = WeekBars()
        self._link = label(tr("See all weeks"), "link")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(SPACE.small)
        self._head.addWidget(self._heading, 1)
        self._head.addWidget(self._link)
        self.put_layout(self._head)
        self.put(self._bars, 1)

    def show_weeks(self, weeks: Sequence[Week], recent: MetShare, since: date | None) -> None:
        """Show ``weeks``, of which the last one is current; those before ``since``, the first session, are blank."""
        heading = weeks_heading(recent)
        self._heading.setText(heading)
        self._fit()
        self._bars.show_weeks(weeks, since)
        self.setAccessibleName(tr("{weeks} See all weeks.").format(weeks=heading))
        known = [week for week in weeks if since and week.end >= since]
        days = list_words([number_word(week.days_met) for week in known])
        self.setAccessibleDescription(
            tr("Days in each of the last %n weeks, oldest first: {days}", len(known)).format(days=days) if known else ""
        )

    def _fit(self) -> None:
        """Put the link below the heading if they do not fit side by side."""
        needed = sum(one.fontMetrics().horizontalAdvance(one.text()) for one in (self._heading, self._link))
        is_row = needed + self.fontMetrics().height() <= self.contentsRect().width() - 2 * SPACE.large
        self._link.setWordWrap(not is_row)
        self._head.setDirection(_Direction.LeftToRight if is_row else _Direction.TopToBottom)

    def set_theme(self, theme: Theme) -> None:
        self._bars.set_theme(theme)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
