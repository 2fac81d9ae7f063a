"""The form for a new or an existing reminder: its days, its time and its routine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from psoas_timer.core.reminder import Reminder
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.announcing import announce
from psoas_timer.ui.kit.controls import ChoiceBox, TimeBox
from psoas_timer.ui.kit.dates import time_pattern
from psoas_timer.ui.kit.forms import add_row, fixed, new_form, part_column
from psoas_timer.ui.kit.goal_words import weekday_names
from psoas_timer.ui.kit.widgets import FlowGrid, Tick, bring_into_view, button, label

_DAY_EM = 9
_FIRST_TIME = QTime(18, 0)


class ReminderForm(QWidget):
    """Emits a reminder, new or changed; ``first`` is the control that gets the focus when a change begins."""

    reminder_wanted = Signal(object)  # Reminder

    def __init__(self, new_uuid: Callable[[], str], now: Callable[[], datetime]) -> None:
        """``new_uuid`` returns the uuid for a new reminder; ``now`` returns the time at which it is saved."""
        super().__init__()
        self._new_uuid, self._now = new_uuid, now
        self._days = [Tick(name) for name in weekday_names()]
        self._grid = FlowGrid(_DAY_EM, 4)
        self.first = TimeBox(_FIRST_TIME)
        self._routine = ChoiceBox()
        self._fault = label()
        self._fault.hide()
        for day in range(5):
            self._days[day].setChecked(True)
        self._changing: Reminder | None = None
        self._wanted: Reminder | None = None  # the last one emitted
        self._heading = label(role="strong")
        self._save = button("")
        self._save.clicked.connect(self._take_form)
        self._leave = button(tr("Cancel"))
        self._leave.clicked.connect(self._end_change)
        rows = new_form()
        add_row(rows, tr("Time"), self.first)
        add_row(rows, tr("Routine"), self._routine)
        column = part_column(self)
        column.addWidget(self._heading)
        column.addWidget(self._grid)
        column.addLayout(rows)
        for part in (self._fault, self._save, self._leave):
            if isinstance(part, QPushButton):
                fixed(part)
            column.addWidget(part)
        self._change(None)

    def show_choice(self, reminders: Sequence[Reminder], titles: Mapping[str, str], first_weekday: int) -> None:
        """Offer routines by title; a change ends once its reminder has been changed or removed."""
        if self._routine.count() == 0:
            self._grid.show_cells([self._days[(first_weekday + place) % 7] for place in range(7)])
        if self._changing is not None:  # in the meantime it may have been changed, turned on or off, or removed
            held = next((one for one in reminders if one.uuid == self._changing.uuid), None)
            wanted = self._wanted
            is_kept = held is not None and wanted is not None and replace(held, since=wanted.since) == wanted
            self._change(None if is_kept else held)
        chosen = self._routine.currentData()
        self._routine.clear()
        self._routine.addItem(tr("Whatever is due"), "")
        for routine_id, title in titles.items():
            self._routine.addItem(title, routine_id)
        self._choose(chosen if self._changing is not None or chosen in titles else "")
        self.first.setDisplayFormat(time_pattern())

    def begin_change(self, reminder: Reminder) -> None:
        """Fill the form with a reminder, and move the focus to its time."""
        self._change(reminder)
        for day, tick in enumerate(self._days):
            tick.setChecked(day in reminder.weekdays)
        self.first.setTime(QTime(reminder.at.hour, reminder.at.minute))
        self._choose(reminder.routine_id)
        self._tell_fault("")
        self.first.setFocus()
        bring_into_view(self._leave, self._save, self._heading, self.first)

    def _choose(self, routine_id: str) -> None:
        """Select a routine, even one whose file is now missing or faulty."""
        if self._routine.findData(routine_id) < 0:
            self._routine.addItem(tr("A routine that no longer exists"), routine_id)
        self._routine.setCurrentIndex(self._routine.findData(routine_id))

    def _end_change(self) -> None:
        self._save.setFocus()  # the pressed button is about to disappear
        self._change(None)

    def _change(self, reminder: Reminder | None) -> None:
        """Say what the form is for: this reminder, or a new one for None."""
        self._changing, self._wanted = reminder, None
        self._heading.setText(tr("New reminder") if reminder is None else tr("Change reminder"))
        self._save.setText(tr("Add reminder") if reminder is None else tr("Save changes"))
        self._leave.setVisible(reminder is not None)

    def _tell_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        announce(self._fault, sentence)

    def _take_form(self) -> None:
        days = frozenset(day for day, tick in enumerate(self._days) if tick.isChecked())
        self._tell_fault("" if days else tr("Choose at least one day."))
        if not days:
            return
        chosen, changing = self.first.time(), self._changing
        wanted = Reminder(
            uuid=self._new_uuid() if changing is None else changing.uuid,
            weekdays=days,
            at=time(chosen.hour(), chosen.minute()),
            since=self._now(),
            routine_id=self._routine.currentData() or "",
            is_on=changing is None or changing.is_on,
        )
        self._wanted = wanted
        self.reminder_wanted.emit(wanted)
