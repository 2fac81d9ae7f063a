"""What is done once on each day of use: an automatic copy of the database is made, and the bin drops old sessions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice


class DailyTasks(QObject):
    """Runs when the day turns, but never during a session: then it runs afterwards. ``failed`` reports failures."""

    failed = Signal(object)  # Problem

    def __init__(self, practice: Practice, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = practice.player
        self._journal = journal
        journal.day_turned.connect(self.run)
        practice.ended.connect(self.run)

    def run(self) -> None:
        """Begin today's tasks, unless they are done or a session is running; nothing waits for them."""
        if not self._player.is_active:
            self._journal.do_daily_tasks(self.failed.emit)
