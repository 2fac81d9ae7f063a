"""Today: the one thing to do now, the week, the weeks before it, and the other routines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.theme import SPACE, Theme
from psoas_timer.ui.kit.widgets import Column, Page, button, card, is_narrow, label, scrolled
from psoas_timer.ui.today.recent_weeks import RecentWeeks
from psoas_timer.ui.today.routine_cards import RoutineCards, RoutineGlance
from psoas_timer.ui.today.suggestion_card import SuggestionCard
from psoas_timer.ui.today.this_week import ThisWeek

if TYPE_CHECKING:  # imported with the first reminder
    from psoas_timer.ui.kit.pending_bar import PendingBar

# The widest the page gets, in line heights.
_WIDEST_EM = 88
# A page this much taller than wide has its parts below each other.
_TALL = 1.1

_Direction = QBoxLayout.Direction


@dataclass(frozen=True, slots=True)
class Today:
    """What the page shows. ``weeks`` ends with the current one; ``since`` is the date of the first session, if any.

    ``lengths_s`` is by routine id, and ``locked`` has the ids of routines whose cautions must be read first. ``more``
    is how many routines there are besides. ``faults`` says what is wrong with each of the person's routine files that
    cannot be read.
    """

    today: date
    weeks: Sequence[Week]
    days: Mapping[date, PracticeDay]
    streak: Streak
    recent: MetShare
    routines: Sequence[Routine]
    lengths_s: Mapping[str, float]
    suggestion: Suggestion[Routine]
    since: date | None = None
    locked: frozenset[str] = frozenset()
    more: int = 0
    faults: Sequence[str] = ()


class TodayPage(Page):
    """Asks to start the suggested routine at once, to look at one first, or to see the history.

    It passes on answers to a reminder.
    """

    comfort_em = (58.0, 38.0)

    start_requested = Signal(str)
    routine_requested = Signal(str)
    more_requested = Signal()
    history_requested = Signal()
    answered = Signal(object)  # ReminderAnswer

    def __init__(self, load_picture: Callable[[str], str], parent: QWidget | None = None) -> None:
        """``load_picture`` returns the SVG of a position by name, or '' if there is none."""
        super().__init__(parent)
        self.setAccessibleName(tr("Today"))
        self._pending: PendingBar | None = None
        self._suggestion = SuggestionCard(load_picture)
        self._suggestion.start_requested.connect(self.start_requested)
        self._suggestion.look_requested.connect(self.routine_requested)
        self._week = ThisWeek()
        self._weeks = RecentWeeks()
        self._weeks.clicked.connect(self.history_requested)
        self._routines = RoutineCards(load_picture)
        self._routines.routine_requested.connect(self.routine_requested)
        self._more = button("")
        self._more.clicked.connect(self.more_requested)
        self._faults = label()
        self._broken = self._build_faults()
        self._columns = QBoxLayout(_Direction.LeftToRight)
        self._columns.setSpacing(SPACE.plain)
        self._columns.addWidget(self._week, 11)
        self._columns.addWidget(self._weeks, 9)
        self._content = Column(_WIDEST_EM)
        layout = self._content.column
        layout.addWidget(self._suggestion, 4)
        layout.addLayout(self._columns, 3)
        layout.addWidget(self._routines, 3)
        layout.addWidget(self._more)
        layout.addWidget(self._broken)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._content))
        self.first = self._suggestion.start

    def show_today(self, today: Today) -> None:
        """Show the current week and the routines."""
        suggested = today.suggestion.routine
        self._suggestion.show_suggestion(today.suggestion, today.lengths_s[suggested.id], today.today)
        self._week.show_week(today.weeks[-1], today.days, today.streak, today.today, today.since)
        self._weeks.show_weeks(today.weeks, today.recent, today.since)
        self._more.setText(tr("Show %n more", today.more))
        self._more.setVisible(today.more > 0)
        self._faults.setText("\n".join(today.faults))
        self._broken.setVisible(bool(today.faults))
        self._routines.show_routines(
            [
                RoutineGlance(routine, today.lengths_s[routine.id], routine.id in today.locked)
                for routine in today.routines
                if routine != suggested
            ]
        )

    def show_reminder(self, text: str) -> None:
        """Show the text of a reminder that is waiting for an answer; '' if there is none."""
        if self._pending is None and not text:
            return
        if self._pending is None:
            from psoas_timer.ui.kit.pending_bar import PendingBar

            self._pending = PendingBar()
            self._pending.answered.connect(self.answered)
            self._content.column.insertWidget(0, self._pending)
            for before, after in pairwise((*self._pending.findChildren(QPushButton), self._suggestion.start)):
                QWidget.setTabOrder(before, after)
        if not text and self._pending.isAncestorOf(self.focusWidget() or self):
            self._suggestion.start.setFocus()
        self._pending.show_reminder(text)

    def set_theme(self, theme: Theme) -> None:
        for part in (self._suggestion, self._week, self._weeks, self._routines):
            part.set_theme(theme)

    def _build_faults(self) -> QWidget:
        self._faults.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        broken, column = card("caution")
        column.addWidget(label(tr("Some of your routines cannot be used yet"), "strong"))
        column.addWidget(self._faults)
        return broken

    def _fit(self) -> None:
        is_tall = self.height() > self.width() * _TALL
        if is_narrow(self) and not is_tall:
            picture = _Direction.BottomToTop  # what to do is seen before how it looks
        else:
            picture = _Direction.TopToBottom if is_tall else _Direction.LeftToRight
        self._suggestion.arrange(picture)
        self._routines.arrange(is_tall)
        self._columns.setDirection(_Direction.TopToBottom if is_tall or is_narrow(self) else _Direction.LeftToRight)

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._routines.is_ready:
            QTimer.singleShot(0, self, self._routines.make_ready)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        self._routines.make_ready()  # a key pressed before the first paint would go past the cards
        return super().focusNextPrevChild(is_next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._suggestion.start.click()
        else:
            super().keyPressEvent(event)
