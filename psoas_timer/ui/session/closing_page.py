"""The quiet screen after a session: what was done, how to come out of it, and room for an answer and a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.day_mark import DayMark
from psoas_timer.ui.kit.listing import Listing
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.note_line import NoteLine
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.widgets import button, card, label
from psoas_timer.ui.kit.words import as_sentence, clock_word
from psoas_timer.ui.session.closing_week import ClosingWeek
from psoas_timer.ui.session.discomfort_after import DiscomfortAfter


class ClosingPage(MiddlePage):
    """Asks to save a note and an answer, and to go home. Leaving the page also saves the note."""

    note_changed = Signal(str, str)  # uuid, note
    discomfort_chosen = Signal(str, object)  # uuid; int, or None if the answer was withdrawn or skipped
    done_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uuid = ""
        self._title = label(role="display")
        self._done = label()
        self._week = label(role="heading")
        self._days = ClosingWeek()
        self._meaning = label(role="muted")
        for one in (self._title, self._done, self._week, self._days, self._meaning):
            self.content.addWidget(one)
        self._way_out, steps = card()
        steps.addWidget(label(tr("Take your time"), "strong"))
        self._closing = Listing(numbered=True, role="lead")  # read while one still lies down
        steps.addWidget(self._closing)
        self.content.addWidget(self._way_out)
        self._question = DiscomfortAfter()
        self._question.level_chosen.connect(lambda level: self.discomfort_chosen.emit(self._uuid, level))
        self.content.addWidget(self._question)
        self._note = NoteLine(tr("Note about this session"))
        self._note.escaped.connect(self._leave)
        self.content.addWidget(self._note)
        self._home = button(tr("Done"), "primary")
        self._home.clicked.connect(self._leave)
        self.first = self._home
        self.buttons.addWidget(self._home)

    def show_closing(
        self,
        routine: Routine,
        record: SessionRecord,
        week: Week,
        *,
        asks_discomfort: bool = False,
        marks: Sequence[DayMark] = (),
        is_still: bool = False,
    ) -> None:
        """Show what was done, with the focus on the button that goes home.

        ``marks`` are the days of ``week``; today's fills as one looks, unless motion is reduced (``is_still``).
        """
        self._uuid = record.uuid
        is_whole = record.status is Status.COMPLETE
        self._title.setText(tr("Well done.") if is_whole else tr("That is enough for now."))
        self._done.setText(
            tr("{routine}: you practised {time} of {planned} minutes.").format(
                routine=routine.title, time=clock_word(record.practised_s), planned=clock_word(record.planned_s)
            )
        )
        self._week.setText(_week_sentence(week))
        self._days.show_marks(marks, is_still=is_still)
        meaning = _meaning_sentence(week, record.practice_date)
        self._meaning.setText(meaning)
        self._meaning.setVisible(bool(meaning))
        self._closing.show_lines(routine.closing)
        self._way_out.setVisible(bool(routine.closing))
        lines = (self._done.text(), self._week.text(), meaning, *routine.closing)
        self._home.setAccessibleDescription(" ".join(map(as_sentence, filter(None, lines))))  # read out with the focus
        self._question.show_levels(record.discomfort_before, record.discomfort_after)
        self._question.setVisible(asks_discomfort)
        self._note.show_note(record.note)
        self.scroll_to_top()

    def set_theme(self, theme: Theme) -> None:
        self._days.set_theme(theme)

    def _leave(self) -> None:
        self.keep_note()
        self.done_requested.emit()

    def keep_note(self) -> None:
        """Report the note if it was written or changed."""
        if self._note.is_changed:
            self.note_changed.emit(self._uuid, self._note.take())

    # Qt's overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
        else:
            super().keyPressEvent(event)


def _week_sentence(week: Week) -> str:
    """Return how the week is going; a week without a target has no figures."""
    if week.paused and week.is_neutral:
        return tr("This week is paused. Each day still counts.")
    if week.is_neutral:
        return tr("Your week starts over. Each day still counts.")
    return tr("This week: {met} of %n days.", week.target).format(met=number_word(week.days_met))


def _meaning_sentence(week: Week, today: date) -> str:
    """Return what that means for the goal of the week, '' if the week has none."""
    if week.is_neutral:
        return ""
    if week.is_met:
        return tr("You have met your goal for this week.")
    missing = week.target - week.days_met
    if missing > week.days_left(today):
        return tr("Each day still counts.")
    return tr("%n more days meet your goal for this week.", missing)
