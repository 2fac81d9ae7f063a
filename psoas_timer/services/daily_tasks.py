"""What is done once on each day of use: a copy of the database is kept, and the bin forgets what is old."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.history.session import BIN_DAYS
from psoas_timer.core.problem import Problem
from psoas_timer.services.practice import Practice
from psoas_timer.store.database.daily_backup import back_up_daily


class DailyTasks(QObject):
    """Never runs while a session does; what fails is told by ``failed`` and tried again later."""

    failed = Signal(object)  # Problem

    def __init__(
        self,
        practice: Practice,
        connection: sqlite3.Connection,
        backups_folder: Path,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._practice = practice
        self._connection = connection
        self._folder = backups_folder
        self._now = now
        self._done_on: date | None = None
        practice.ended.connect(self.run)

    def run(self) -> None:
        """Do today's tasks, unless they are done."""
        if self._practice.player.is_active:
            return
        now = self._now()
        try:
            self._practice.log.empty_bin(now - timedelta(days=BIN_DAYS))
            back_up_daily(self._connection, self._folder, now.date(), now)
            self._done_on = now.date()
        except Problem as problem:
            self.failed.emit(problem)

    def run_on_another_day(self) -> None:
        """Do the tasks where a new day has begun since they were last done; not before their first time."""
        if self._done_on is not None and self._now().date() != self._done_on:
            self.run()
