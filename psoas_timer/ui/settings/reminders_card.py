"""Reminders in Settings: a list, the form for a new one, and whether the program keeps running to remind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from psoas_timer.core.reminder import Reminder
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.forms import Card, Findable, ListRow, RowList, fixed
from psoas_timer.ui.kit.reminder_words import reminder_word, standing_sentence
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.kit.widgets import Tick, button, label
from psoas_timer.ui.settings.reminder_form import ReminderForm

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class ShownReminders:
    """What the card shows; ``titles`` are the titles of routines by id, ``next_due`` is in local time.

    ``starts_with_computer`` is None if that cannot be turned on or off.
    """

    reminders: Sequence[Reminder]
    titles: Mapping[str, str]
    next_due: datetime | None
    first_weekday: int
    keeps_running: bool
    starts_with_computer: bool | None = None


class RemindersCard(Card):
    """Shows the reminders and emits what the person wants to change."""

    reminder_wanted = Signal(object)  # Reminder, new or changed
    reminder_removed = Signal(str)  # uuid
    trial_wanted = Signal()
    keeping_wanted = Signal(bool)
    autostart_wanted = Signal(bool)
    quit_requested = Signal()

    def __init__(self, new_uuid: Callable[[], str], now: Callable[[], datetime]) -> None:
        super().__init__("")  # its part of Settings has the same name
        self._now = now
        self._context = label(role="muted")
        self._list = RowList(MOST_SHOWN)
        self._form = ReminderForm(new_uuid, now)
        self._form.reminder_wanted.connect(self.reminder_wanted)
        self._keeps = Tick(tr("Keep running in the background when the window is closed"))
        self._starts = Tick(tr("Start with the computer, in the background"))
        trial = button(tr("Show a test reminder"))
        trial.clicked.connect(self.trial_wanted)
        quits = button(tr("Quit Psoas Timer"))
        quits.setToolTip(tr("Ctrl+Q"))
        quits.clicked.connect(self.quit_requested)
        self._keeps.clicked.connect(self.keeping_wanted)
        self._starts.clicked.connect(self.autostart_wanted)
        quiet = tr("You are not reminded when today is done, when the week is met, or during a pause.")
        self._fill(self._context, label(quiet, "muted"), self._list, trial)
        self.column.addSpacing(SPACE.plain)
        self._fill(self._form)
        self.column.addSpacing(SPACE.plain)
        self._fill(self._keeps, self._starts, quits)
        self.findables += [
            Findable(tr("New reminder"), quiet, self._form.first),
            *(Findable(one.text(), "", one) for one in (trial, self._keeps, self._starts, quits)),
        ]

    def show_reminders(self, given: ShownReminders) -> None:
        """Show the reminders and how the program runs in the background."""
        self._context.setText(standing_sentence(given.reminders, given.next_due, self._now(), given.first_weekday))
        rows = [self._build_row(one, given) for one in given.reminders]
        self._list.show_rows(rows, self._form.first)
        self._form.show_choice(given.reminders, given.titles, given.first_weekday)
        self._keeps.setChecked(given.keeps_running)
        self.show_autostart(given.starts_with_computer)

    def show_autostart(self, is_on: bool | None) -> None:
        """Show whether the program starts with the computer; None hides the switch."""
        self._starts.setVisible(is_on is not None)
        self._starts.setChecked(bool(is_on))

    def _build_row(self, reminder: Reminder, given: ShownReminders) -> ListRow:
        words = reminder_word(reminder, given.titles, given.first_weekday)
        change = button(tr("Change"))
        swap = button(tr("Turn off") if reminder.is_on else tr("Turn on"))
        remove = button(tr("Remove"))
        for one in (change, swap, remove):
            one.setAccessibleDescription(words)
        change.clicked.connect(lambda: self._form.begin_change(reminder))
        swapped = replace(reminder, is_on=not reminder.is_on)
        swap.clicked.connect(lambda: self.reminder_wanted.emit(swapped))
        remove.clicked.connect(lambda: self.reminder_removed.emit(reminder.uuid))
        return ListRow(words, tr("On") if reminder.is_on else tr("Off"), [change, swap, remove])

    def _fill(self, *parts: QWidget) -> None:
        for part in parts:
            if isinstance(part, QPushButton):
                fixed(part)
            self.column.addWidget(part)
