"""The reminders and their firings while the program runs: written to the disk first, then held in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from psoas_timer.core.reminder import Firing, FiringState, Key, Reminder, waiting
from psoas_timer.store.database.kept_reminders import KeptReminders
from psoas_timer.store.database.reminder_log import ReminderLog


class ReminderBook:
    """If something cannot be written, nothing changes: each method that writes then raises Problem.

    ``is_stuck`` says that the last write of firings failed.
    """

    def __init__(self, log: ReminderLog | KeptReminders) -> None:
        self._log = log
        self.reminders: tuple[Reminder, ...] = ()
        self.firings: dict[Key, Firing] = {}
        self.is_stuck = False

    @property
    def waiting(self) -> tuple[Firing, ...]:
        """The firings that were shown and are not answered yet."""
        return waiting(self.firings.values())

    @property
    def is_on(self) -> bool:
        """Tell whether any reminder is on."""
        return any(reminder.is_on for reminder in self.reminders)

    def load(self, since: date) -> None:
        """Read the reminders from the log, and their firings from the local date ``since`` on."""
        self.reminders = self._log.reminders()
        self.firings = dict(self._log.firings(since))
        self._stop_switched_off()

    def count_new_from(self, now: datetime) -> None:
        """Make reminders that were added to or changed in the log from elsewhere count from ``now`` (aware) on."""
        for reminder in self._log.reminders():
            if reminder not in self.reminders:
                self._log.keep(replace(reminder, since=now.astimezone(UTC)))

    def count_at_most_from(self, now: datetime) -> None:
        """Make reminders set while the clock was ahead count from ``now`` on, or they would not fire until then."""
        now = now.astimezone(UTC)
        if any(reminder.since > now for reminder in self.reminders):
            for reminder in self.reminders:
                self._log.keep(replace(reminder, since=min(reminder.since, now)))
            self.reminders = self._log.reminders()

    def keep(self, reminder: Reminder, forgotten: Iterable[Key] = ()) -> None:
        """Add or change a reminder; delete the ``forgotten`` firings. A reminder that is off has none waiting."""
        gone = set(forgotten)
        over = [one for one in self.waiting if one.reminder_uuid == reminder.uuid and not reminder.is_on]
        stale = [replace(one, state=FiringState.STALE) for one in over if one.key not in gone]
        self._log.keep(reminder, gone, stale)
        self.reminders = self._log.reminders()
        self.firings = {key: firing for key, firing in self.firings.items() if key not in gone}
        self.firings.update({firing.key: firing for firing in stale})

    def bring_back(self, reminder: Reminder, firings: Iterable[Firing]) -> None:
        """Restore a removed reminder with its firings."""
        firings = list(firings)
        self._log.keep(reminder, firings=firings)
        self.reminders = self._log.reminders()
        self.firings.update({firing.key: firing for firing in firings})

    def remove(self, uuid: str) -> None:
        """Delete a reminder and its firings."""
        self._log.delete(uuid)
        self.reminders = self._log.reminders()
        self.firings = {key: firing for key, firing in self.firings.items() if firing.reminder_uuid != uuid}

    def write(self, firings: Iterable[Firing]) -> None:
        """Write firings."""
        firings = list(firings)
        if not firings:
            return
        self.is_stuck = True
        self._log.keep_firings(firings)
        self.is_stuck = False
        self.firings.update({firing.key: firing for firing in firings})

    def _stop_switched_off(self) -> None:
        off = {reminder.uuid for reminder in self.reminders if not reminder.is_on}
        self.write(replace(one, state=FiringState.STALE) for one in self.waiting if one.reminder_uuid in off)
