"""History: the streaks, the weeks as a chart, and every session.

Importing this file imports pyqtgraph (0.6 s): app does so when a person first goes to the page, never at startup.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from psoas_timer.core.adherence import Week
from psoas_timer.core.goal import DAYS_A_WEEK
from psoas_timer.ui.history import History
from psoas_timer.ui.history_tables import SessionTable, fit_table, table_view
from psoas_timer.ui.history_words import (
    current_sentence,
    long_date,
    longest_sentence,
    sessions_figure,
    week_figure,
    weeks_figure,
)
from psoas_timer.ui.pieces import Column, Page, button, card, label, scrolled
from psoas_timer.ui.theme import Theme
from psoas_timer.ui.weeks_card import WeeksCard
from psoas_timer.ui.words import tr

__all__ = ["History", "HistoryPage"]

_SESSION_COLUMNS_EM = (9.2, 4.2, 11.4, 7.4, 6.4, 6.2)
_ROWS_IN_VIEW = 9
_MARGIN_PX = 28


class HistoryPage(Page):
    """Shows a History, or an invitation while there are no sessions, with the wish to go to Today."""

    today_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = Figures()
        self._weeks = WeeksCard()
        self._count = label(role="muted")
        self._table = SessionTable(self)
        self._table_view = table_view(self._table, _SESSION_COLUMNS_EM, tr("Sessions, newest first"))
        content = Column()
        layout = content.column
        layout.addWidget(label(tr("History"), "title"))
        for widget in (self._figures, self._weeks, self._build_sessions()):
            layout.addWidget(widget)
        self._faces = QStackedWidget()
        self._faces.addWidget(scrolled(content))
        self._faces.addWidget(self._build_invitation())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)
        self._fit()

    def show_history(self, history: History) -> None:
        """Show ``history``; of the sessions only the newest are loaded, and more as the person scrolls."""
        is_empty = history.session_count == 0 or not history.weeks
        self._faces.setCurrentIndex(1 if is_empty else 0)
        self.first = self._begin if is_empty else self._weeks.chart
        if is_empty:
            return
        self._figures.show_figures(history)
        self._weeks.show_weeks(history.weeks)
        self._count.setText(sessions_figure(history.session_count))
        self._table.show_sessions(history.load_sessions)

    def set_theme(self, theme: Theme) -> None:
        """Show the chart in the colours of ``theme``; the rest follows the style sheet."""
        self._weeks.set_theme(theme)

    def _build_sessions(self) -> QWidget:
        frame, column = card()
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(12)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        heading.addWidget(label(tr("Sessions"), "heading", wraps=False))
        heading.addWidget(self._count, 1)
        column.addLayout(heading)
        column.addWidget(self._table_view)
        return frame

    def _build_invitation(self) -> QWidget:
        frame, column = card()
        column.setContentsMargins(32, 28, 32, 32)
        column.setSpacing(14)
        column.addWidget(label(tr("Your weeks will show here after your first session."), "heading"))
        column.addWidget(
            label(
                tr(
                    "Each day on which you practise adds to its week, and {n} days fill it. "
                    "A missed day takes nothing away from the others."
                ).format(n=DAYS_A_WEEK)
            )
        )
        self._begin = button(tr("Go to today"), "primary")
        self._begin.clicked.connect(self.today_requested)
        row = QHBoxLayout()
        row.addWidget(self._begin)
        row.addStretch(1)
        column.addSpacing(6)
        column.addLayout(row)
        content = Column()
        layout = content.column
        layout.addWidget(label(tr("History"), "title"))
        layout.addWidget(frame)
        layout.addStretch(1)
        return scrolled(content)

    def _fit(self) -> None:
        fit_table(self._table_view)
        rows_px = self._table_view.verticalHeader().defaultSectionSize() * _ROWS_IN_VIEW
        self._table_view.setMinimumHeight(rows_px + self._table_view.horizontalHeader().sizeHint().height() + 4)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._weeks.fit(event.size().width() - 2 * _MARGIN_PX)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


class Figures(QWidget):
    """Three figures: the current streak, the longest one, and this week; below each other where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # the table takes what is free
        self._week = self._add(tr("This week"))
        self._current = self._add(tr("Current streak"))
        self._longest = self._add(tr("Longest streak"))

    def show_figures(self, history: History) -> None:
        """Show the streaks and the newest week of ``history``."""
        week: Week = history.weeks[-1]
        year = week.start.year
        _fill(self._week, week_figure(week), tr("days, since {day}").format(day=long_date(week.start, year)))
        _fill(self._current, weeks_figure(history.current.weeks), current_sentence(history.current, year))
        _fill(self._longest, weeks_figure(history.longest.weeks), longest_sentence(history.longest, year))

    def _add(self, caption: str) -> tuple[QLabel, QLabel]:
        frame, column = card()
        column.setSpacing(2)
        figure, sentence = label(role="title"), label(role="muted")
        for one in (label(caption, "muted"), figure, sentence):
            column.addWidget(one)
        column.addStretch(1)
        self._row.addWidget(frame, 1)
        return figure, sentence

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = event.size().width() < self.fontMetrics().height() * 30
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if direction != self._row.direction():
            self._row.setDirection(direction)


def _fill(labels: tuple[QLabel, QLabel], figure: str, sentence: str) -> None:
    for one, text in zip(labels, (figure, sentence), strict=True):
        one.setText(text)
