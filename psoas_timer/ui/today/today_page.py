"""Today: the week so far, the one thing to do now, and every routine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import Column, Page, button, card, is_narrow, label, scrolled
from psoas_timer.ui.kit.words import length_word, needs_word
from psoas_timer.ui.today.routine_cards import RoutineCards
from psoas_timer.ui.today.this_week import ThisWeek

if TYPE_CHECKING:  # imported with the first reminder
    from psoas_timer.ui.kit.pending_bar import PendingBar


@dataclass(frozen=True, slots=True)
class Today:
    """What the page shows. ``weeks`` ends with the current one; ``lengths_s`` is by routine id.

    ``more`` is how many routines there are besides. ``faults`` says what is wrong with each of the person's routine
    files that cannot be read.
    """

    today: date
    weeks: Sequence[Week]
    days: Mapping[date, PracticeDay]
    streak: Streak
    recent: MetShare
    routines: Sequence[Routine]
    lengths_s: Mapping[str, float]
    suggested: Routine
    more: int = 0
    faults: Sequence[str] = ()


class TodayPage(Page):
    """Asks to start the suggested routine at once or to look at one first, and passes on answers to a reminder."""

    start_requested = Signal(str)
    routine_requested = Signal(str)
    more_requested = Signal()
    answered = Signal(object)  # ReminderAnswer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = ""
        self._pending: PendingBar | None = None
        self._start_text = tr("Start")
        self._start = button("", "primary")
        self._start.clicked.connect(lambda: self.start_requested.emit(self._suggested))
        self._suggestion = label(role="muted")
        self._routines = RoutineCards()
        self._routines.routine_requested.connect(self.routine_requested)
        self._more = button("")
        self._more.clicked.connect(self.more_requested)
        self._faults = label()
        self._faults.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._broken, broken = card("caution")
        broken.addWidget(label(tr("Some of your routines cannot be used yet"), "strong"))
        broken.addWidget(self._faults)
        self._content = Column()
        layout = self._content.column
        self._week = ThisWeek(self._content.make_row(28))
        layout.addWidget(self._week)
        layout.addLayout(self._build_start())
        layout.addWidget(self._routines)
        layout.addWidget(self._more)
        layout.addWidget(self._broken)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(self._content))
        self.first = self._start

    def show_today(self, today: Today) -> None:
        """Show the current week and the routines."""
        self._week.show_weeks(today.weeks, today.days, today.streak, today.recent, today.today)
        self._suggested = today.suggested.id
        self._start_text = tr("Start: {title}").format(title=today.suggested.title.replace("&", "&&"))
        self._start.setAccessibleName(tr("Start {title}").format(title=today.suggested.title))
        self._suggestion.setText(
            tr("{length}. You need: {needs}. Press Enter to start.").format(
                length=length_word(today.lengths_s[today.suggested.id]), needs=needs_word(today.suggested)
            )
        )
        self._fit()
        self._more.setText(tr("Show more routines (%n left)", today.more))
        self._more.setVisible(today.more > 0)
        self._faults.setText("\n".join(today.faults))
        self._broken.setVisible(bool(today.faults))
        self._routines.show_routines([(routine, today.lengths_s[routine.id]) for routine in today.routines])

    def show_reminder(self, text: str) -> None:
        """Show the text of a reminder that is waiting for an answer; '' if there is none."""
        if self._pending is None and not text:
            return
        if self._pending is None:
            from psoas_timer.ui.kit.pending_bar import PendingBar

            self._pending = PendingBar()
            self._pending.answered.connect(self.answered)
            self._content.column.insertWidget(0, self._pending)
            for before, after in pairwise((*self._pending.findChildren(QPushButton), self._start)):
                QWidget.setTabOrder(before, after)
        if not text and self._pending.isAncestorOf(self.focusWidget() or self):
            self._start.setFocus()
        self._pending.show_reminder(text)

    def set_theme(self, theme: Theme) -> None:
        self._week.set_theme(theme)

    def _build_start(self) -> QBoxLayout:
        row = self._content.make_row(18)
        row.addWidget(self._start)
        row.addWidget(self._suggestion, 1)
        return row

    def _fit(self) -> None:
        self._start.setText(tr("Start") if is_narrow(self) else self._start_text)

    # Qt's overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._start.click()
        else:
            super().keyPressEvent(event)
