"""The reminders and what became of them while the program runs: on the disk first, and then held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from psoas_timer.core.reminder import Firing, FiringState, Key, Reminder, waiting
from psoas_timer.store.database.reminder_log import ReminderLog


class ReminderBook:
    """What cannot be written has not become of them: each method that writes raises Problem then, and nothing changes.

    ``is_stuck`` says that the last write of what became of them failed.
    """

    def __init__(self, log: ReminderLog) -> None:
        self._log = log
        self.reminders: tuple[Reminder, ...] = ()
        self.firings: dict[Key, Firing] = {}
        self.is_stuck = False

    @property
    def waiting(self) -> tuple[Firing, ...]:
        """What was shown and is not answered yet."""
        return waiting(self.firings.values())

    @property
    def is_on(self) -> bool:
        """Tell whether any reminder is on."""
        return any(reminder.is_on for reminder in self.reminders)

    def load(self, since: date) -> None:
        """Take up what the log has, of what became of them that from the local date ``since`` on."""
        self.reminders = self._log.reminders()
        self.firings = dict(self._log.firings(since))
        self._stop_switched_off()

    def count_new_from(self, now: datetime) -> None:
        """Let what has come into the log from elsewhere, or was changed there, count from ``now`` (aware) on."""
        for reminder in self._log.reminders():
            if reminder not in self.reminders:
                self._log.keep(replace(reminder, since=now.astimezone(UTC)))

    def count_at_most_from(self, now: datetime) -> None:
        """Let what was set while the clock was ahead count from ``now`` on, or it would not come for long."""
        now = now.astimezone(UTC)
        if any(reminder.since > now for reminder in self.reminders):
            for reminder in self.reminders:
                self._log.keep(replace(reminder, since=min(reminder.since, now)))
            self.reminders = self._log.reminders()

    def keep(self, reminder: Reminder, forgotten: Iterable[Key] = ()) -> None:
        """Add or change a reminder. What became of the ``forgotten`` is deleted; nothing waits of one that is off."""
        gone = set(forgotten)
        over = [one for one in self.waiting if one.reminder_uuid == reminder.uuid and not reminder.is_on]
        stale = [replace(one, state=FiringState.STALE) for one in over if one.key not in gone]
        self._log.keep(reminder, gone, stale)
        self.reminders = self._log.reminders()
        self.firings = {key: firing for key, firing in self.firings.items() if key not in gone}
        self.firings.update({firing.key: firing for firing in stale})

    def bring_back(self, reminder: Reminder, firings: Iterable[Firing]) -> None:
        """Add a reminder that was removed, with what had become of it."""
        firings = list(firings)
        self._log.keep(reminder, firings=firings)
        self.reminders = self._log.reminders()
        self.firings.update({firing.key: firing for firing in firings})

    def remove(self, uuid: str) -> None:
        """Delete a reminder with what became of it."""
        self._log.delete(uuid)
        self.reminders = self._log.reminders()
        self.firings = {key: firing for key, firing in self.firings.items() if firing.reminder_uuid != uuid}

    def write(self, firings: Iterable[Firing]) -> None:
        """Keep what becomes of reminders."""
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
