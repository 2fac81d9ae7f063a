"""The reminders and their firings, read and written by way of the ledger: in a session, nothing waits for the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from psoas_timer.core.reminder import Firing, Key, Reminder
from psoas_timer.store.database.ledger import Ledger
from psoas_timer.store.database.reminder_log import ReminderLog


class KeptReminders:
    """As ReminderLog, but writes wait only where the ledger does."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def reminders(self) -> tuple[Reminder, ...]:
        """Return every reminder, by time of day."""
        return ReminderLog(self._ledger.reading).reminders()

    def firings(self, since: date) -> Mapping[Key, Firing]:
        """Return the firings of every reminder from the local date ``since`` on."""
        return ReminderLog(self._ledger.reading).firings(since)

    def keep(self, reminder: Reminder, forgotten: Iterable[Key] = (), firings: Iterable[Firing] = ()) -> None:
        """Add a reminder, or replace the one with the same uuid; delete the ``forgotten`` firings, add ``firings``."""
        gone, come = tuple(forgotten), tuple(firings)
        self._ledger.keep(lambda connection: ReminderLog(connection).keep(reminder, gone, come))

    def delete(self, uuid: str) -> None:
        """Delete a reminder and its firings."""
        self._ledger.keep(lambda connection: ReminderLog(connection).delete(uuid))

    def keep_firings(self, firings: Iterable[Firing]) -> None:
        """Write firings, replacing earlier ones with the same key."""
        kept = tuple(firings)
        self._ledger.keep(lambda connection: ReminderLog(connection).keep_firings(kept))
