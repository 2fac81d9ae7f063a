"""The sessions, the goal and the pauses: everything that shows them reads them here and is told here of changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal

from psoas_timer.core.history.adherence import PracticeDay, Week, weeks
from psoas_timer.core.history.believed_day import believed_day
from psoas_timer.core.history.goal import Goal, Pause, change_goal
from psoas_timer.core.history.session import BIN_DAYS, SessionRecord, practice_date
from psoas_timer.core.problem import Problem
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.wall_timer import WallTimer
from psoas_timer.store.database.connection import stamp
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.ledger import Event, Ledger, Moved
from psoas_timer.store.database.session_log import SessionLog, SessionReader
from psoas_timer.store.database.writer import Broke, CaughtUp, HeldBack
from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER

if TYPE_CHECKING:  # imported when a file is written or read
    from psoas_timer.store.backup.archive import Archive, ArchiveCounts
    from psoas_timer.store.backup.restore import Restored, RestorePreview
    from psoas_timer.store.tables.import_plan import ImportCounts, ImportPlan


class Journal(QObject):
    """The one way to write sessions, the goal and the pauses; each change is announced once, when it is accepted.

    Reading and writing raise Problem if the database is locked, full or out of reach; then nothing has changed. In a
    session nothing waits for the disk: what is written is accepted at once, read again as it will be, and written until
    it succeeds. ``held_back`` says once that this does not work for now, and ``caught_up`` that it has after all.
    ``now`` is local and aware.
    """

    changed = Signal()  # a session, the goal or a pause: read them again to show them
    day_turned = Signal(object)  # the practice date moved to this one, by the clock or by a new end of the day
    restored = Signal()  # reminders and routine files may have come with the sessions; ``changed`` follows
    held_back = Signal(object)  # Problem
    caught_up = Signal()
    moved = Signal(object)  # Problem: the file was deleted, moved or replaced, and is kept again
    _heard = Signal(object)  # from the thread that writes: what to do in this one

    def __init__(
        self,
        connection: sqlite3.Connection,
        preferences: Preferences,
        now: Callable[[], datetime],
        timer: WallTimer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._heard.connect(self._do, Qt.ConnectionType.QueuedConnection)
        self.ledger = Ledger(connection, now, lambda event: self._heard.emit(partial(self._take, event)))
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
        """Announce the practice date if it has moved, and have the file looked for."""
        self.ledger.watch()
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
        return SessionReader(self.ledger.reading)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goal's history; until one is stored, five days a week by the calendar of the person's locale."""
        return GoalLog(self.ledger.reading).goals() or (Goal(first_weekday=first_weekday()),)

    @property
    def pauses(self) -> Sequence[Pause]:
        """Every pause, earliest first."""
        return GoalLog(self.ledger.reading).pauses()

    def weeks(self, at_least: int = 1) -> list[Week]:
        """Return the weeks up to now."""
        return self.weeks_of(self.sessions.practice_days(), at_least)

    def weeks_of(self, days: Sequence[PracticeDay], at_least: int = 1) -> list[Week]:
        """Return the weeks up to now, given the ``days`` practised."""
        return weeks(days, self.today, goals=self.goals, pauses=self.pauses, at_least=at_least)

    def this_week(self) -> Week:
        """Return the current week so far."""
        return self.weeks_of(self.sessions.practice_days(self.today - timedelta(days=7)))[-1]

    def days_since(self, start: date) -> dict[date, PracticeDay]:
        """Return what was practised from ``start`` on, by date."""
        return {day.date: day for day in self.sessions.practice_days(start)}

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
        now = self.now()
        self.ledger.keep(lambda connection: SessionLog(connection).save(record, now), record.uuid)

    def save(self, record: SessionRecord) -> None:
        """Store a session."""
        with self.changing():
            self.checkpoint(record)

    def close_unfinished(self) -> list[SessionRecord]:
        """Close sessions that a crash left running, and return them, newest first."""
        with self.changing():
            now = self.now()
            return self.ledger.call(lambda connection: SessionLog(connection).close_unfinished(now))

    def set_note(self, uuid: str, note: str) -> None:
        """Replace the note of a session."""
        self._write(lambda log, now: log.set_note(uuid, note, now))

    def set_counted(self, uuid: str, is_counted: bool) -> None:
        """Count a session as a whole one, or no longer."""
        self._write(lambda log, now: log.set_counted(uuid, is_counted, now))

    def set_discomfort_after(self, uuid: str, level: int | None) -> None:
        """Store the discomfort after a session, 0 to 10."""
        self._write(lambda log, now: log.set_discomfort_after(uuid, level, now))

    def delete(self, uuid: str) -> None:
        """Move a session to the bin."""
        self._write(lambda log, now: log.delete(uuid, now))

    def undelete(self, uuid: str) -> None:
        """Restore a session from the bin."""
        self._write(lambda log, now: log.restore(uuid, now))

    def _write(self, act: Callable[[SessionLog, datetime], None]) -> None:
        now = self.now()
        with self.changing():
            self.ledger.keep(lambda connection: act(SessionLog(connection), now))

    # A session that runs

    def hold(self) -> None:
        """Wait for no disk from now on, as a session begins."""
        self.ledger.hold()

    def release(self) -> None:
        """Wait for the disk again, as no session runs."""
        self.ledger.release()

    # Goal and pauses

    def freeze_goal(self) -> None:
        """Store the first goal with the first session, so that a change of locale does not move the weeks later."""
        if not GoalLog(self.ledger.reading).goals():
            goals = self.goals
            self._write_goal(lambda log: log.keep_goals(goals))

    def change_goal(self, wanted: Goal) -> None:
        """Make ``wanted`` the goal as soon as it may apply."""
        with self.changing():
            goals = change_goal(self.goals, self.today, wanted)
            self._write_goal(lambda log: log.keep_goals(goals))

    def keep_pause(self, pause: Pause) -> None:
        """Add a pause, or replace the one with its uuid."""
        self._write_goal(lambda log: log.keep_pause(pause))

    def delete_pause(self, uuid: str) -> None:
        """Delete a pause."""
        self._write_goal(lambda log: log.delete_pause(uuid))

    def _write_goal(self, act: Callable[[GoalLog], None]) -> None:
        with self.changing():
            self.ledger.keep(lambda connection: act(GoalLog(connection)))

    # Files written and read

    @property
    def copies_folder(self) -> Path:
        """Where the automatic copies are."""
        return self._folder / BACKUPS_FOLDER

    @property
    def _folder(self) -> Path:
        return self.ledger.path.parent

    def write_archive(self, path: Path) -> ArchiveCounts:
        """Write everything to one file, replacing any file there."""
        from psoas_timer.store.backup.archive import write_archive

        settings = self._preferences.settings
        return write_archive(path, self.ledger.reading, settings, self._folder / ROUTINES_FOLDER, self.now())

    def preview_restore(self, backup: Archive) -> RestorePreview:
        """Return what a backup would change."""
        from psoas_timer.store.backup.restore import preview_restore

        settings = self._preferences.settings
        return preview_restore(backup, self.ledger.reading, settings, self._folder / ROUTINES_FOLDER)

    def restore(self, backup: Archive, *, takes_conflicts: bool, with_settings: bool) -> Restored:
        """Add what is new in a backup, and its settings if wanted; the current state is copied first."""
        from psoas_timer.store.backup.restore import restore

        routines, settings, now = self._folder / ROUTINES_FOLDER, self._preferences.settings, self.now()
        with self.changing():
            done = self.ledger.call(
                lambda connection: restore(
                    backup, connection, settings, routines, now,
                    takes_conflicts=takes_conflicts, with_settings=with_settings,
                )
            )  # fmt: skip
            if done.settings is not None:
                self._preferences.change(done.settings)
                self._preferences.flush()
            self.restored.emit()
        return done

    def preview_import(self, plan: ImportPlan) -> ImportCounts:
        """Return what an import would change."""
        from psoas_timer.store.tables.import_plan import preview_import

        return preview_import(plan, self.ledger.reading)

    def run_import(self, plan: ImportPlan) -> int:
        """Add the sessions of a plan and return how many are new; the current state is copied first."""
        from psoas_timer.store.database.connection import back_up
        from psoas_timer.store.tables.import_plan import run_import

        now = self.now()

        def write(connection: sqlite3.Connection) -> int:
            back_up(connection, self.ledger.path, f"before-import-{stamp(now)}")
            return run_import(plan, connection, now)

        with self.changing():
            return self.ledger.call(write)

    # Done once a day

    def keep_daily_copy(self) -> None:
        """Make today's automatic copy of the database, unless there is one."""
        self.ledger.call(self._daily_copy())

    def empty_bin(self) -> None:
        """Delete sessions that have been in the bin for BIN_DAYS, by a day that is believed, not by the clock alone."""
        with self.changing():
            self.ledger.call(self._emptying())

    def do_daily_tasks(self, failed: Callable[[Problem], None]) -> None:
        """Empty the bin and make today's copy, without waiting for either; ``failed`` is called if one fails."""
        empty, copy = self._emptying(), self._daily_copy()

        def act(connection: sqlite3.Connection) -> None:
            try:
                empty(connection)
            finally:
                self._heard.emit(self.changed.emit)
            copy(connection)
            connection.execute("PRAGMA wal_checkpoint").fetchall()  # whoever copies the file alone has it whole

        self.ledger.attempt(act, lambda problem: self._heard.emit(partial(failed, problem)))

    def _emptying(self) -> Callable[[sqlite3.Connection], None]:
        from psoas_timer.store.database.daily_copy import days_of_use

        today, now, folder = self.today, self.now(), self.copies_folder

        def act(connection: sqlite3.Connection) -> None:
            day = believed_day(today, days_of_use(folder))
            if day is not None:
                SessionLog(connection).empty_bin(datetime.combine(day, now.timetz()) - timedelta(days=BIN_DAYS), now)

        return act

    def _daily_copy(self) -> Callable[[sqlite3.Connection], object]:
        from psoas_timer.store.database.daily_copy import write_daily_copy

        return partial(write_daily_copy, folder=self.copies_folder, today=self.today, now=self.now())

    def rescue(self, patience_s: float) -> Path | None:
        """Make a copy with all that the database did not take; return it, None if that failed, too."""
        copy = self.copies_folder / f"sessions.before-restore-{stamp(self.now())}.sqlite3"
        return copy if self.ledger.rescue(copy, patience_s) else None

    # The thread that writes

    def _do(self, act: Callable[[], None]) -> None:
        if not self.ledger.is_closed:  # what comes of the last write comes too late to be shown
            act()

    def _take(self, event: Event) -> None:
        match event:
            case HeldBack(problem):
                self.held_back.emit(problem)
            case CaughtUp():
                self.caught_up.emit()
            case Moved(problem, is_other):
                self.moved.emit(problem)
                if is_other:
                    self.restored.emit()
                    self.changed.emit()
            case Broke(error):
                raise error


def first_weekday() -> int:
    """Return the first day of the week in the person's locale, 0 (Monday) to 6 (Sunday)."""
    return QLocale().firstDayOfWeek().value - 1
