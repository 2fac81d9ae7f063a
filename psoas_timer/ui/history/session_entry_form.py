"""The form for a session done elsewhere: when it was, which routine, how long, which sides, and a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QSizePolicy, QWidget

from psoas_timer.core.breath.routine import RoutineName, Side
from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.core.history.session_entry import ENTERED_MIN, SessionEntry
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.controls import ChoiceBox, DayBox, NumberBox, TimeBox
from psoas_timer.ui.kit.dates import time_pattern
from psoas_timer.ui.kit.forms import add_row, new_form
from psoas_timer.ui.kit.practice_words import sides_word

_SIDES: tuple[tuple[Side, ...], ...] = ((Side.LEFT, Side.RIGHT), (Side.LEFT,), (Side.RIGHT,))
_FIRST_DAY = QDate(1980, 1, 1)  # Windows has no local times before 1970
_STEP_MIN = 5  # the proposed start is a round time


@dataclass(frozen=True, slots=True)
class RoutineChoice:
    """A routine to choose from; ``find`` returns its planned seconds, and whether it has sides."""

    name: RoutineName
    find: Callable[[], tuple[float, bool]]


class SessionEntryForm(QWidget):
    """Proposes a session that has just ended; ``first`` is the first control.

    ``changed`` is emitted when the person, or the form itself, changes the start or the length.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._routines: Sequence[RoutineChoice] = ()
        self._has_own_minutes = False
        self.first, self._time = DayBox(), TimeBox()
        self.first.setMinimumDate(_FIRST_DAY)
        self._time.setDisplayFormat(time_pattern())
        self._routine, self._sides = ChoiceBox(), ChoiceBox()
        self._routine.currentIndexChanged.connect(self._fit_routine)
        self._sides.addItems([sides_word(sides) for sides in _SIDES])
        self._minutes = NumberBox()
        self._minutes.setRange(*ENTERED_MIN)
        self._minutes.setSuffix(tr(" min"))
        self._minutes.valueChanged.connect(self._own_minutes)
        for changed in (self.first.dateChanged, self._time.timeChanged, self._minutes.valueChanged):
            changed.connect(lambda _value: self.changed.emit())
        self._note = QLineEdit()
        self._note.setMaxLength(NOTE_LENGTH)
        self._note.setPlaceholderText(tr("A note, if you like"))
        self._rows = self._build_rows()
        self.setLayout(self._rows)

    def start(self, routines: Sequence[RoutineChoice], now: datetime) -> None:
        """Start anew: propose a session of the first of ``routines`` that ended at ``now``, naive local time."""
        self._routines = routines
        self._has_own_minutes = False
        self._note.clear()
        self._routine.clear()
        self._routine.addItems([routine.name.title for routine in routines])
        self._sides.setCurrentIndex(0)
        self._fit_routine()
        start = now - timedelta(minutes=self._minutes.value())
        start -= timedelta(minutes=start.minute % _STEP_MIN)
        self.end_with(now.date())
        self.first.show_day(start.date())
        self._time.setTime(QTime(start.hour, start.minute))

    def end_with(self, today: date) -> None:
        """Offer no day after ``today``, which moves on while the form is open."""
        self.first.setMaximumDate(QDate(today.year, today.month, today.day))

    def describe_start(self, sentence: str) -> None:
        """Have a screen reader say ``sentence`` with the start; '' if there is nothing to say."""
        for one in (self.first, self._time):
            one.setAccessibleDescription(sentence)

    def go_to_time(self) -> None:
        """Give the focus to the time the session started at."""
        self._time.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_entry(self) -> SessionEntry | None:
        """Return what is entered, including what is being typed; None while there is no routine to choose."""
        if not self._routines:
            return None
        for box in (self.first, self._time, self._minutes):
            box.interpretText()
        routine = self._routines[self._routine.currentIndex()]
        _planned_s, has_sides = routine.find()
        start = QDateTime(self.first.date(), self._time.time()).toPython()
        assert isinstance(start, datetime)
        return SessionEntry(
            start.replace(second=0, microsecond=0, tzinfo=None),
            routine.name.id,
            self._minutes.value() * 60.0,
            _SIDES[self._sides.currentIndex()] if has_sides else (),
            self._note.text().strip(),
        )

    @property
    def _boxes(self) -> Sequence[QWidget]:
        return self.first, self._time, self._routine, self._minutes, self._sides, self._note

    def _build_rows(self) -> QFormLayout:
        rows = new_form()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        names = tr("Date"), tr("Started at"), tr("Routine"), tr("Practised"), tr("Sides"), tr("Note")
        for name, control in zip(names, self._boxes, strict=True):
            add_row(rows, name, control)
        self._note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return rows

    def _own_minutes(self) -> None:
        self._has_own_minutes = True

    def _fit_routine(self) -> None:
        """Propose the routine's length unless the person has set another, and ask for sides if it has any."""
        index = self._routine.currentIndex()
        if not 0 <= index < len(self._routines):
            return
        planned_s, has_sides = self._routines[index].find()
        if not self._has_own_minutes:
            self._minutes.setValue(round(planned_s / 60))
            self._has_own_minutes = False  # the program set them, not the person
        self._rows.setRowVisible(self._sides, has_sides)
