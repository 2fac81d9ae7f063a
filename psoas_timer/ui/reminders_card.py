"""Reminders in Settings: which there are, another one, and whether the program goes on to remind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QComboBox, QPushButton, QTimeEdit, QWidget

from psoas_timer.core.reminder import Reminder
from psoas_timer.ui.forms import Card, ListRow, RowList, add_row, fixed, new_form
from psoas_timer.ui.goal_words import weekday_names
from psoas_timer.ui.history_words import time_pattern
from psoas_timer.ui.pieces import FlowGrid, Tick, button, label
from psoas_timer.ui.reminder_words import reminder_word, standing_sentence
from psoas_timer.ui.words import tr

MOST_SHOWN = 8
_DAY_EM = 9
_FIRST_TIME = QTime(18, 0)


@dataclass(frozen=True, slots=True)
class Reminders:
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
    keeping_wanted = Signal(bool)
    autostart_wanted = Signal(bool)
    quit_requested = Signal()

    def __init__(self, new_uuid: Callable[[], str], now: Callable[[], datetime]) -> None:
        super().__init__(tr("Reminders"))
        self._new_uuid, self._now = new_uuid, now
        self._standing = label(role="muted")
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
        add = button(tr("Add this reminder"))
        add.clicked.connect(self._add)
        leave = button(tr("Quit Psoas Timer"))
        leave.setToolTip(tr("Ctrl+Q"))
        leave.clicked.connect(self.quit_requested)
        self._keeps.clicked.connect(self.keeping_wanted)
        self._starts.clicked.connect(self.autostart_wanted)
        form = new_form()
        add_row(form, tr("Time"), self._time)
        add_row(form, tr("Routine"), self._routine)
        quiet = tr("It is quiet when today is done, when the week is met, and in a pause.")
        self._fill(
            self._standing, label(quiet, "muted"), self._list, label(tr("Another reminder"), "strong"), self._grid
        )
        self.column.addLayout(form)
        self._fill(self._fault, add, self._keeps, self._starts, leave)

    def show_reminders(self, given: Reminders) -> None:
        """Show how a person is reminded."""
        self._standing.setText(standing_sentence(given.reminders, given.next_due, self._now(), given.first_weekday))
        rows = [self._build_row(one, given) for one in given.reminders]
        self._list.show_rows(rows, self._time)
        order = [(given.first_weekday + place) % 7 for place in range(7)]
        if self._routine.count() == 0:
            self._grid.show_cells([self._days[day] for day in order])
        chosen = self._routine.currentData()
        self._routine.clear()
        self._routine.addItem(tr("What is due"), "")
        for routine_id, title in given.titles.items():
            self._routine.addItem(title, routine_id)
        self._routine.setCurrentIndex(max(self._routine.findData(chosen), 0))
        self._time.setDisplayFormat(time_pattern())
        self._keeps.setChecked(given.keeps_running)
        self.show_autostart(given.starts_with_computer)

    def show_autostart(self, is_on: bool | None) -> None:
        """Show whether the program starts with the computer; None hides the switch."""
        self._starts.setVisible(is_on is not None)
        self._starts.setChecked(bool(is_on))

    def _build_row(self, reminder: Reminder, given: Reminders) -> ListRow:
        words = reminder_word(reminder, given.titles, given.first_weekday)
        swap = button(tr("Switch off") if reminder.is_on else tr("Switch on"))
        remove = button(tr("Remove"))
        for one in (swap, remove):
            one.setAccessibleDescription(words)
        swapped = replace(reminder, is_on=not reminder.is_on)
        swap.clicked.connect(lambda: self.reminder_wanted.emit(swapped))
        remove.clicked.connect(lambda: self.reminder_removed.emit(reminder.uuid))
        return ListRow(words, tr("On") if reminder.is_on else tr("Off"), [swap, remove])

    def _add(self) -> None:
        days = frozenset(day for day, tick in enumerate(self._days) if tick.isChecked())
        self._fault.setText("" if days else tr("Choose one day at least."))
        self._fault.setVisible(not days)
        if not days:
            return
        chosen = self._time.time()
        self.reminder_wanted.emit(
            Reminder(
                uuid=self._new_uuid(), weekdays=days, at=time(chosen.hour(), chosen.minute()), since=self._now(),
                routine_id=self._routine.currentData() or "",
            )
        )  # fmt: skip

    def _fill(self, *parts: QWidget) -> None:
        for part in parts:
            if isinstance(part, QPushButton):
                fixed(part)
            self.column.addWidget(part)
