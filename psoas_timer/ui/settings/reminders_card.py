"""Reminders in Settings: which there are, another one, and whether the program goes on to remind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QTimeEdit, QWidget

from psoas_timer.core.reminder import Reminder
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.dates import time_pattern
from psoas_timer.ui.kit.forms import PART_GAP_PX, Card, ListRow, RowList, add_row, announce, fixed, new_form
from psoas_timer.ui.kit.goal_words import weekday_names
from psoas_timer.ui.kit.reminder_words import reminder_word, standing_sentence
from psoas_timer.ui.kit.widgets import FlowGrid, Tick, bring_into_view, button, label

MOST_SHOWN = 8
_DAY_EM = 9
_FIRST_TIME = QTime(18, 0)


@dataclass(frozen=True, slots=True)
class ShownReminders:
    """What the card shows; ``titles`` are those of the routines by id, ``next_due`` is local.

    ``starts_with_computer`` is None where that cannot be switched.
    """

    reminders: Sequence[Reminder]
    titles: Mapping[str, str]
    next_due: datetime | None
    first_weekday: int
    keeps_running: bool
    starts_with_computer: bool | None = None


class RemindersCard(Card):
    """Shows the reminders and says what is wanted of them."""

    reminder_wanted = Signal(object)  # Reminder, new or changed
    reminder_removed = Signal(str)  # uuid
    trial_wanted = Signal()
    keeping_wanted = Signal(bool)
    autostart_wanted = Signal(bool)
    quit_requested = Signal()

    def __init__(self, new_uuid: Callable[[], str], now: Callable[[], datetime]) -> None:
        super().__init__(tr("Reminders"))
        self._new_uuid, self._now = new_uuid, now
        self._context = label(role="muted")
        self._list = RowList(MOST_SHOWN)
        self._days = [Tick(name) for name in weekday_names()]
        self._grid = FlowGrid(_DAY_EM, 4)
        self._time = QTimeEdit(_FIRST_TIME)
        self._routine = QComboBox()
        self._fault = label()
        self._fault.hide()
        self._keeps = Tick(tr("Go on in the background when the window is closed"))
        self._starts = Tick(tr("Start with the computer, in the background"))
        for day in range(5):
            self._days[day].setChecked(True)
        self._changing: Reminder | None = None
        self._wanted: Reminder | None = None  # what was last asked for
        self._heading = label(role="strong")
        self._save = button("")
        self._save.clicked.connect(self._take_form)
        self._leave = button(tr("Leave it as it is"))
        self._leave.clicked.connect(self._end_change)
        trial = button(tr("Show me how it comes"))
        trial.clicked.connect(self.trial_wanted)
        quits = button(tr("Quit Psoas Timer"))
        quits.setToolTip(tr("Ctrl+Q"))
        quits.clicked.connect(self.quit_requested)
        self._keeps.clicked.connect(self.keeping_wanted)
        self._starts.clicked.connect(self.autostart_wanted)
        form = new_form()
        add_row(form, tr("Time"), self._time)
        add_row(form, tr("Routine"), self._routine)
        quiet = tr("It is quiet when today is done, when the week is met, and in a pause.")
        self._fill(self._context, label(quiet, "muted"), self._list, trial)
        self.column.addSpacing(PART_GAP_PX)
        self._fill(self._heading, self._grid)
        self.column.addLayout(form)
        self._fill(self._fault, self._save, self._leave)
        self.column.addSpacing(PART_GAP_PX)
        self._fill(self._keeps, self._starts, quits)
        self._change(None)

    def show_reminders(self, given: ShownReminders) -> None:
        """Show how a person is reminded."""
        self._context.setText(standing_sentence(given.reminders, given.next_due, self._now(), given.first_weekday))
        rows = [self._build_row(one, given) for one in given.reminders]
        self._list.show_rows(rows, self._time)
        order = [(given.first_weekday + place) % 7 for place in range(7)]
        if self._routine.count() == 0:
            self._grid.show_cells([self._days[day] for day in order])
        if self._changing is not None:  # it may have been switched or removed meanwhile, or is changed by now
            held = next((one for one in given.reminders if one.uuid == self._changing.uuid), None)
            wanted = self._wanted
            is_kept = held is not None and wanted is not None and replace(held, since=wanted.since) == wanted
            self._change(None if is_kept else held)
        chosen = self._routine.currentData()
        self._routine.clear()
        self._routine.addItem(tr("What is due"), "")
        for routine_id, title in given.titles.items():
            self._routine.addItem(title, routine_id)
        self._choose(chosen if self._changing is not None or chosen in given.titles else "")
        self._time.setDisplayFormat(time_pattern())
        self._keeps.setChecked(given.keeps_running)
        self.show_autostart(given.starts_with_computer)

    def show_autostart(self, is_on: bool | None) -> None:
        """Show whether the program starts with the computer; None hides the switch."""
        self._starts.setVisible(is_on is not None)
        self._starts.setChecked(bool(is_on))

    def _build_row(self, reminder: Reminder, given: ShownReminders) -> ListRow:
        words = reminder_word(reminder, given.titles, given.first_weekday)
        change = button(tr("Change"))
        swap = button(tr("Switch off") if reminder.is_on else tr("Switch on"))
        remove = button(tr("Remove"))
        for one in (change, swap, remove):
            one.setAccessibleDescription(words)
        change.clicked.connect(lambda: self._begin_change(reminder))
        swapped = replace(reminder, is_on=not reminder.is_on)
        swap.clicked.connect(lambda: self.reminder_wanted.emit(swapped))
        remove.clicked.connect(lambda: self.reminder_removed.emit(reminder.uuid))
        return ListRow(words, tr("On") if reminder.is_on else tr("Off"), [change, swap, remove])

    def _begin_change(self, reminder: Reminder) -> None:
        """Take a reminder into the form, and the keys to its time."""
        self._change(reminder)
        for day, tick in enumerate(self._days):
            tick.setChecked(day in reminder.weekdays)
        self._time.setTime(QTime(reminder.at.hour, reminder.at.minute))
        self._choose(reminder.routine_id)
        self._tell_fault("")
        self._time.setFocus()
        bring_into_view(self._leave, self._save, self._heading, self._time)

    def _choose(self, routine_id: str) -> None:
        """Choose a routine, also one whose file is missing or faulty now."""
        if self._routine.findData(routine_id) < 0:
            self._routine.addItem(tr("A routine that is no longer here"), routine_id)
        self._routine.setCurrentIndex(self._routine.findData(routine_id))

    def _end_change(self) -> None:
        self._save.setFocus()  # the button that was pressed goes
        self._change(None)

    def _change(self, reminder: Reminder | None) -> None:
        """Say what the form is for: this reminder, or another one for None."""
        self._changing, self._wanted = reminder, None
        self._heading.setText(tr("Another reminder") if reminder is None else tr("Change the reminder"))
        self._save.setText(tr("Add this reminder") if reminder is None else tr("Save the change"))
        self._leave.setVisible(reminder is not None)

    def _tell_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        announce(self._fault, sentence)

    def _take_form(self) -> None:
        days = frozenset(day for day, tick in enumerate(self._days) if tick.isChecked())
        self._tell_fault("" if days else tr("Choose one day at least."))
        if not days:
            return
        chosen, changing = self._time.time(), self._changing
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

    def _fill(self, *parts: QWidget) -> None:
        for part in parts:
            if isinstance(part, QPushButton):
                fixed(part)
            self.column.addWidget(part)
