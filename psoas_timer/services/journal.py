"""The sessions, the goal and the pauses: everything that shows them reads them here and is told here of changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from psoas_timer.core.history.adherence import PracticeDay, Week, weeks
from psoas_timer.core.history.believed_day import believed_day
from psoas_timer.core.history.goal import Goal, Pause, change_goal
from psoas_timer.core.history.session import BIN_DAYS, SessionRecord, practice_date
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.wall_timer import WallTimer
from psoas_timer.store.database.connection import file_of
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.session_log import SessionLog, SessionReader
from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER

if TYPE_CHECKING:  # imported when a file is written or read
    from psoas_timer.store.backup.archive import Archive, ArchiveCounts
    from psoas_timer.store.backup.restore import Restored, RestorePreview
    from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan


class Journal(QObject):
    """The one way to write sessions, the goal and the pauses; each change is announced once, when it is on disk.

    Reading and writing raise Problem if the database is locked, full or out of reach; then nothing has changed.
    ``now`` is local and aware.
    """

    changed = Signal()  # a session, the goal or a pause: read them again to show them
    day_turned = Signal(object)  # the practice date moved to this one, by the clock or by a new end of the day
    restored = Signal()  # reminders and routine files may have come with the sessions; ``changed`` follows

    def __init__(
        self,
        connection: sqlite3.Connection,
        preferences: Preferences,
        now: Callable[[], datetime],
        timer: WallTimer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connection = connection
        self._log = SessionLog(connection)
        self._goal_log = GoalLog(connection)
        self._preferences = preferences
        self.now = now
        self._day = self.today
        self._changes = 0
        timer.watch(self.look, self._next_day)
        preferences.changed.connect(self.look)

    # The day

    @property
    def today(self) -> date:
        """The current practice date, which until the day ends, at three unless changed, is the previous date."""
        return practice_date(self.now(), self.day_ends_h)

    @property
    def day_ends_h(self) -> int:
        """The hour at which a practice date ends, 0 to 6."""
        return self._preferences.settings.day_boundary_h

    def look(self) -> None:
        """Announce the practice date if it has moved."""
        if self.today != self._day:
            self._day = self.today
            self.day_turned.emit(self._day)

    def _next_day(self) -> datetime:
        """Return when the practice date moves on; if the clock is set meanwhile, that is noticed within a minute."""
        now = self.now()
        end = datetime.combine(self.today + timedelta(days=1), time(self.day_ends_h))
        return now + (end - now.replace(tzinfo=None))

    # Reading

    @property
    def sessions(self) -> SessionReader:
        """The sessions, for reading only."""
        return self._log

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goal's history; until one is stored, five days a week by the calendar of the person's locale."""
        return self._goal_log.goals() or (Goal(first_weekday=first_weekday()),)

    @property
    def pauses(self) -> Sequence[Pause]:
        """Every pause, earliest first."""
        return self._goal_log.pauses()

    def weeks(self, at_least: int = 1) -> list[Week]:
        """Return the weeks up to now."""
        return self.weeks_of(self._log.practice_days(), at_least)

    def weeks_of(self, days: Sequence[PracticeDay], at_least: int = 1) -> list[Week]:
        """Return the weeks up to now, given the ``days`` practised."""
        return weeks(days, self.today, goals=self.goals, pauses=self.pauses, at_least=at_least)

    def this_week(self) -> Week:
        """Return the current week so far."""
        return self.weeks_of(self._log.practice_days(self.today - timedelta(days=7)))[-1]

    def days_since(self, start: date) -> dict[date, PracticeDay]:
        """Return what was practised from ``start`` on, by date."""
        return {day.date: day for day in self._log.practice_days(start)}

    # Sessions

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Make any number of changes and announce them once, at the end, even if one of them fails."""
        self._changes += 1
        try:
            yield
        finally:
            self._changes -= 1
            if self._changes == 0:
                self.changed.emit()

    def checkpoint(self, record: SessionRecord) -> None:
        """Store a running session so far; it is announced only when it is over."""
        self._log.save(record, self.now())

    def save(self, record: SessionRecord) -> None:
        """Store a session."""
        with self.changing():
            self._log.save(record, self.now())

    def close_unfinished(self) -> list[SessionRecord]:
        """Close sessions that a crash left running, and return them, newest first."""
        with self.changing():
            return self._log.close_unfinished(self.now())

    def set_note(self, uuid: str, note: str) -> None:
        """Replace the note of a session."""
        with self.changing():
            self._log.set_note(uuid, note, self.now())

    def set_counted(self, uuid: str, is_counted: bool) -> None:
        """Count a session as a whole one, or no longer."""
        with self.changing():
            self._log.set_counted(uuid, is_counted, self.now())

    def set_discomfort_after(self, uuid: str, level: int | None) -> None:
        """Store the discomfort after a session, 0 to 10."""
        with self.changing():
            self._log.set_discomfort_after(uuid, level, self.now())

    def delete(self, uuid: str) -> None:
        """Move a session to the bin."""
        with self.changing():
            self._log.delete(uuid, self.now())

    def undelete(self, uuid: str) -> None:
        """Restore a session from the bin."""
        with self.changing():
            self._log.restore(uuid, self.now())

    # Goal and pauses

    def freeze_goal(self) -> None:
        """Store the first goal with the first session, so that a change of locale does not move the weeks later."""
        if not self._goal_log.goals():
            with self.changing():
                self._goal_log.keep_goals(self.goals)

    def change_goal(self, wanted: Goal) -> None:
        """Make ``wanted`` the goal as soon as it may apply."""
        with self.changing():
            self._goal_log.keep_goals(change_goal(self.goals, self.today, wanted))

    def keep_pause(self, pause: Pause) -> None:
        """Add a pause, or replace the one with its uuid."""
        with self.changing():
            self._goal_log.keep_pause(pause)

    def delete_pause(self, uuid: str) -> None:
        """Delete a pause."""
        with self.changing():
            self._goal_log.delete_pause(uuid)

    # Files written and read

    @property
    def copies_folder(self) -> Path:
        """Where the automatic copies are."""
        return self._folder / BACKUPS_FOLDER

    @property
    def _folder(self) -> Path:
        return file_of(self._connection).parent

    def write_archive(self, path: Path) -> ArchiveCounts:
        """Write everything to one file, replacing any file there."""
        from psoas_timer.store.backup.archive import write_archive

        settings = self._preferences.settings
        return write_archive(path, self._connection, settings, self._folder / ROUTINES_FOLDER, self.now())

    def preview_restore(self, backup: Archive) -> RestorePreview:
        """Return what a backup would change."""
        from psoas_timer.store.backup.restore import preview_restore

        settings = self._preferences.settings
        return preview_restore(backup, self._connection, settings, self._folder / ROUTINES_FOLDER)

    def restore(self, backup: Archive, *, takes_conflicts: bool, with_settings: bool) -> Restored:
        """Add what is new in a backup, and its settings if wanted; the current state is copied first."""
        from psoas_timer.store.backup.restore import restore

        routines, settings = self._folder / ROUTINES_FOLDER, self._preferences.settings
        with self.changing():
            done = restore(
                backup, self._connection, settings, routines, self.now(),
                takes_conflicts=takes_conflicts, with_settings=with_settings,
            )  # fmt: skip
            if done.settings is not None:
                self._preferences.change(done.settings)
                self._preferences.flush()
            self.restored.emit()
        return done

    def preview_import(self, plan: ImportPlan) -> ImportCounts:
        """Return what an import would change."""
        from psoas_timer.store.tables.import_plan import preview_import

        return preview_import(plan, self._connection)

    def run_import(self, plan: ImportPlan) -> int:
        """Add the sessions of a plan and return how many are new; the current state is copied first."""
        from psoas_timer.store.database.connection import back_up, stamp
        from psoas_timer.store.tables.import_plan import run_import

        now = self.now()
        with self.changing():
            back_up(self._connection, file_of(self._connection), f"before-import-{stamp(now)}")
            return run_import(plan, self._connection, now)

    # Done once a day

    def keep_daily_copy(self) -> None:
        """Make today's automatic copy of the database, unless there is one."""
        from psoas_timer.store.database.daily_copy import write_daily_copy

        write_daily_copy(self._connection, self.copies_folder, self.today, self.now())

    def empty_bin(self) -> None:
        """Delete sessions that have been in the bin for BIN_DAYS, by a day that is believed, not by the clock alone."""
        from psoas_timer.store.database.daily_copy import days_of_use

        now = self.now()
        day = believed_day(self.today, days_of_use(self.copies_folder))
        with self.changing():
            if day is not None:
                self._log.empty_bin(datetime.combine(day, now.timetz()) - timedelta(days=BIN_DAYS), now)


def first_weekday() -> int:
    """Return the first day of the week in the person's locale, 0 (Monday) to 6 (Sunday)."""
    return QLocale().firstDayOfWeek().value - 1
