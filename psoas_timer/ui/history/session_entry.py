"""The form for a session done elsewhere: saved with the others, and marked as entered later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QEvent, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QTimeEdit, QWidget

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.core.history.session_entry import ENTERED_MIN, SessionEntry, check_over
from psoas_timer.core.problem import Problem
from psoas_timer.lib.translation import problem_text, tr
from psoas_timer.ui.kit.dates import time_pattern
from psoas_timer.ui.kit.forms import DayBox, add_row, announce, new_form
from psoas_timer.ui.kit.middle_page import MiddlePage
from psoas_timer.ui.kit.practice_words import sides_word
from psoas_timer.ui.kit.widgets import button, card, label

# A routine to choose from: its id, title, planned seconds, and whether it has sides.
RoutineChoice = tuple[str, str, float, bool]

_SIDES: tuple[tuple[Side, ...], ...] = ((Side.LEFT, Side.RIGHT), (Side.LEFT,), (Side.RIGHT,))
_FIRST_DAY = QDate(1980, 1, 1)  # Windows has no local times before 1970
_STEP_MIN = 5  # the proposed start is a round time


class SessionEntryPage(MiddlePage):
    """Asks to save an entry or to go back. A session that is not over yet is not saved: a sentence says why."""

    entry_wanted = Signal(object)  # SessionEntry
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._routines: Sequence[RoutineChoice] = ()
        self._now: Callable[[], datetime] | None = None
        self._has_own_minutes = False
        self._fault = label(role="strong")
        self._build_controls()
        frame, layout = card()
        self._form = new_form()
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, control in (
            (tr("Date"), self._date),
            (tr("Started at"), self._time),
            (tr("Routine"), self._routine),
            (tr("Practised"), self._minutes),
            (tr("Sides"), self._sides),
            (tr("Note"), self._note),
        ):
            add_row(self._form, name, control)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout.addLayout(self._form)
        self.content.addWidget(label(tr("Add a session done elsewhere"), "title"))
        self.content.addWidget(label(tr("It counts like any other session and is marked as entered later."), "muted"))
        self.content.addWidget(frame)
        self.content.addWidget(self._fault)
        add, back = button(tr("Add"), "primary"), button(tr("Back"))
        add.clicked.connect(self._add)
        back.clicked.connect(self.back_requested)
        self.buttons.addWidget(add)
        self.buttons.addWidget(back)
        self.first = self._date
        self._fault.hide()
        self._fit()

    def show_entry(self, routines: Sequence[RoutineChoice], now: Callable[[], datetime]) -> None:
        """Start with an empty form; ``now`` returns naive local time, which passes while the form is open."""
        self._routines, self._now = routines, now
        self._has_own_minutes = False
        self._note.clear()
        self._routine.clear()
        self._routine.addItems([title for _id, title, _planned_s, _has_sides in routines])
        self._sides.setCurrentIndex(0)
        self._fit_routine()
        self._propose_start(now())
        self.show_problem(None)
        self.scroll_to_top()

    def show_problem(self, problem: Problem | None) -> None:
        """Say below the form why nothing was saved; None if there is nothing to say."""
        sentence = problem_text(problem) if problem else ""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        for one in (self._date, self._time):
            one.setAccessibleDescription(sentence)
        announce(self, sentence)

    def _build_controls(self) -> None:
        self._date, self._time = DayBox(), QTimeEdit()
        self._date.setMinimumDate(_FIRST_DAY)
        self._time.setDisplayFormat(time_pattern())
        self._routine, self._sides = QComboBox(), QComboBox()
        self._routine.currentIndexChanged.connect(self._fit_routine)
        self._sides.addItems([sides_word(sides) for sides in _SIDES])
        self._minutes = QSpinBox()
        self._minutes.setRange(*ENTERED_MIN)
        self._minutes.setSuffix(tr(" min"))
        self._minutes.valueChanged.connect(self._own_minutes)
        for changed in (self._date.dateChanged, self._time.timeChanged, self._minutes.valueChanged):
            changed.connect(lambda _value: self.show_problem(None))  # the entry can be corrected
        self._note = QLineEdit()
        self._note.setMaxLength(NOTE_LENGTH)
        self._note.setPlaceholderText(tr("A note, if you like"))
        self._boxes = self._date, self._time, self._routine, self._minutes, self._sides

    def _fit(self) -> None:
        """Make every control as tall as the note, so that it is easy to hit."""
        for one in (*self._boxes, self._note):
            for part in (one, self._form.labelForField(one)):
                part.setMinimumHeight(self._note.sizeHint().height())

    def _own_minutes(self) -> None:
        self._has_own_minutes = True

    def _fit_routine(self) -> None:
        """Propose the routine's length unless the person has set another, and ask for sides if it has any."""
        index = self._routine.currentIndex()
        if not 0 <= index < len(self._routines):
            return
        _id, _title, planned_s, has_sides = self._routines[index]
        if not self._has_own_minutes:
            self._minutes.setValue(round(planned_s / 60))
            self._has_own_minutes = False  # the program set them, not the person
        self._form.setRowVisible(self._sides, has_sides)

    def _propose_start(self, now: datetime) -> None:
        """Propose a session that has just ended."""
        start = now - timedelta(minutes=self._minutes.value())
        start -= timedelta(minutes=start.minute % _STEP_MIN)
        self._date.setMaximumDate(QDate(now.year, now.month, now.day))
        self._date.show_day(start.date())
        self._time.setTime(QTime(start.hour, start.minute))

    def _entry(self) -> SessionEntry:
        routine_id, _title, _planned_s, has_sides = self._routines[self._routine.currentIndex()]
        start = QDateTime(self._date.date(), self._time.time()).toPython()
        assert isinstance(start, datetime)
        return SessionEntry(
            start.replace(second=0, microsecond=0, tzinfo=None),
            routine_id,
            self._minutes.value() * 60.0,
            _SIDES[self._sides.currentIndex()] if has_sides else (),
            self._note.text().strip(),
        )

    def _add(self) -> None:
        """Report the entry if that session is over by now."""
        if self._now is None or not self._routines:
            return
        for box in (self._date, self._time, self._minutes):
            box.interpretText()
        entry, now = self._entry(), self._now()
        self._date.setMaximumDate(QDate(now.year, now.month, now.day))
        try:
            check_over(entry.local_start, entry.local_end, now)
        except Problem as problem:
            self.show_problem(problem)
            self._time.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_problem(None)
        self.entry_wanted.emit(entry)

    # Qt's overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)
