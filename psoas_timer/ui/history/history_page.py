"""History: the streaks, the weeks as a chart, the days of the year, and every session.

Importing this file imports pyqtgraph (0.6 s): app does so when a person first opens the page, never at startup.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from psoas_timer.core.history.adherence import RECENT_WEEKS, Week
from psoas_timer.core.history.goal import DAYS_A_WEEK
from psoas_timer.lib.translation import tr
from psoas_timer.ui.history.discomfort_card import DiscomfortCard
from psoas_timer.ui.history.history_values import History
from psoas_timer.ui.history.sessions_card import SessionsCard
from psoas_timer.ui.history.weeks_card import WeeksCard
from psoas_timer.ui.history.year_card import YearCard
from psoas_timer.ui.kit.practice_words import (
    current_sentence,
    day_limit_sentence,
    longest_sentence,
    recent_figure,
    recent_sentence,
    since_sentence,
    week_figure,
    week_limit_sentence,
    weeks_figure,
)
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import Column, Page, button, card, label, scrolled
from psoas_timer.ui.kit.wrapping_row import WrappingRow

_WIDEST_EM = 88
_FIGURE_EM = 11  # the minimum width of a figure, in line heights


class HistoryPage(Page):
    """Shows a History or, while there are no sessions, an invitation to go to Today.

    ``sessions`` says what a person wants to do with a session; ``transfer_requested`` asks to export or import.
    """

    comfort_em = (72.0, 46.0)
    today_requested = Signal()
    transfer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("History"))
        self._figures = Figures()
        self._weeks = WeeksCard()
        self._discomfort = DiscomfortCard(self._weeks.chart)
        self._year = YearCard()
        self.sessions = SessionsCard()
        self._weeks.stretch_changed.connect(self._discomfort.show_weeks)
        self._weeks.week_selected.connect(self._discomfort.select)
        self._weeks.week_opened.connect(self._open_week)
        self._year.day_opened.connect(self._open_day)
        content = Column(_WIDEST_EM)
        content.column.addLayout(self._build_heading())
        for widget in (self._figures, self._weeks, self._discomfort, self._year, self.sessions):
            content.column.addWidget(widget)
        self._scroll = scrolled(content)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._scroll)
        self._faces.addWidget(self._build_invitation())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)

    def show_history(self, history: History) -> None:
        """Show ``history``; only the first sessions are loaded, and more as the person scrolls."""
        self._faces.setCurrentIndex(1 if history.is_empty else 0)
        self.first = self._begin if history.is_empty else self._weeks.chart
        if history.is_empty:
            return
        self._figures.show_figures(history)
        self._weeks.show_weeks(history.weeks)
        self._discomfort.show_ratings(history.ratings)
        self._year.show_days(history.weeks, history.days, history.today, history.first_weekday)
        self.sessions.show_sessions(history.sessions)

    def set_theme(self, theme: Theme) -> None:
        """Repaint the charts in the colours of ``theme``; the rest follows the style sheet."""
        for one in (self._weeks, self._discomfort, self._year):
            one.set_theme(theme)

    def _open_week(self, week: Week) -> None:
        self._limit(week.start, week.end, week_limit_sentence(week.start, week.end))

    def _open_day(self, day: date) -> None:
        self._limit(day, day, day_limit_sentence(day))

    def _limit(self, first: date, last: date, words: str) -> None:
        """Show the sessions of a range of days, and scroll to them."""
        self.sessions.limit_to(first, last, words)
        self.sessions.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.sessions, 0, 24)

    def _build_heading(self) -> WrappingRow:
        row = WrappingRow(spreads=True)
        row.addWidget(label(tr("History"), "title", wraps=False))
        along = button(tr("Export and import"))
        along.clicked.connect(self.transfer_requested)
        row.addWidget(along)
        return row

    def _build_invitation(self) -> QWidget:
        content = Column()
        frame, column = card()
        column.setSpacing(SPACE.plain)
        column.addWidget(label(tr("Your weeks will appear here after your first session."), "heading"))
        column.addWidget(
            label(
                tr(
                    "Each day you practise counts towards your week, and {n} days meet your target. "
                    "A missed day takes nothing away from the others."
                ).format(n=DAYS_A_WEEK)
            )
        )
        self._begin = button(tr("Go to Today"), "primary")
        self._begin.clicked.connect(self.today_requested)
        bring = button(tr("Import sessions"))
        bring.clicked.connect(self.transfer_requested)
        enter = button(tr("Add a session done elsewhere"))
        enter.clicked.connect(self.sessions.add_requested)
        row = content.make_row(SPACE.small)
        for one in (self._begin, bring, enter):
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        layout = content.column
        layout.addWidget(label(tr("History"), "title"))
        layout.addWidget(frame)
        layout.addStretch(1)
        return scrolled(content)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._weeks.fit(event.size().width() - 2 * SPACE.large)


class Figures(QWidget):
    """This week, the current and the longest streak, and the last weeks, in four columns, two or one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[QFrame] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.plain)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # the table takes the free space
        self._week = self._add(tr("This week"))
        self._current = self._add(tr("Current streak"))
        self._longest = self._add(tr("Longest streak"))
        self._recent = self._add(tr("Last %n weeks", RECENT_WEEKS))
        self._lay_out()

    def show_figures(self, history: History) -> None:
        """Show the streaks and the newest week of ``history``."""
        week: Week = history.weeks[-1]
        year = week.start.year
        _fill(self._week, week_figure(week), since_sentence(week, year))
        _fill(self._current, weeks_figure(history.current.weeks), current_sentence(history.current, year))
        _fill(self._longest, weeks_figure(history.longest.weeks), longest_sentence(history.longest, year))
        _fill(self._recent, recent_figure(history.recent), recent_sentence(history.recent))

    def _add(self, caption: str) -> tuple[QLabel, QLabel]:
        frame, column = card()
        column.setSpacing(SPACE.tiny)
        figure, sentence = label(role="title"), label(role="muted")
        for one in (label(caption, "muted"), figure, sentence):
            column.addWidget(one)
        column.addStretch(1)
        self._cards.append(frame)
        return figure, sentence

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        columns = next((n for n in (4, 2) if self.width() >= n * line * _FIGURE_EM), 1)
        if columns == self._columns:
            return
        self._columns = columns
        for index, frame in enumerate(self._cards):
            self._grid.addWidget(frame, index // columns, index % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()


def _fill(labels: tuple[QLabel, QLabel], figure: str, sentence: str) -> None:
    for one, text in zip(labels, (figure, sentence), strict=True):
        one.setText(text)
