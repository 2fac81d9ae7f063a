"""Restoring a backup: compared with the current data first, then merged completely or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

from psoas_timer.core.described import settings_of
from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import Settings
from psoas_timer.store.backup.archive import Archive
from psoas_timer.store.backup.routines import routines_written, same_in
from psoas_timer.store.database.connection import back_up, expected_failures, file_of, stamp, transaction
from psoas_timer.store.database.goal_log import goal_row, pause_row
from psoas_timer.store.database.plain_rows import (
    GOAL_COLUMNS,
    PAUSE_COLUMNS,
    REMINDER_COLUMNS,
    SESSION_COLUMNS,
    KeptSession,
)
from psoas_timer.store.database.reminder_log import reminder_row
from psoas_timer.store.database.session_rows import COLUMNS, Row
from psoas_timer.store.places import BACKUPS_FOLDER

# Marks the names of the copies made before a restore.
MARK = "before-restore"

_AT_ONCE = 500  # uuids per statement

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Comparison(Generic[Item]):
    """A backup's items of one kind: those that are new, the same as the current ones, or different from them."""

    new: tuple[Item, ...] = ()
    same: tuple[Item, ...] = ()
    conflicting: tuple[Item, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are new, the same, and conflicting."""
        return len(self.new), len(self.same), len(self.conflicting)


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What ``restore`` would find; routines are given by file name.

    A session's content is everything except when it was written: one that is in the bin on only one side conflicts.
    """

    sessions: Comparison[KeptSession]
    goals: Comparison[Goal]
    pauses: Comparison[Pause]
    reminders: Comparison[Reminder]
    routines: Comparison[str]
    settings_differ: bool

    @property
    def is_all_there(self) -> bool:
        """Tell whether there is nothing to restore and nothing to decide."""
        kinds = (self.sessions, self.goals, self.pauses, self.reminders, self.routines)
        return not self.settings_differ and not any(kind.new or kind.conflicting for kind in kinds)


@dataclass(frozen=True, slots=True)
class Merged:
    """How many of one kind were added, and how many replaced what was there."""

    added: int = 0
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done, the ``settings`` to use from now on (None: keep the current ones), and where the copy is.

    There is no ``copy`` if nothing had to be written.
    """

    sessions: Merged
    goals: Merged
    pauses: Merged
    reminders: Merged
    routines: Merged
    settings: Settings | None
    copy: Path | None


def preview_restore(
    backup: Archive, connection: sqlite3.Connection, settings: Settings, routines_folder: Path
) -> RestorePreview:
    """Return how ``backup`` differs from the current data, changing nothing; raises Problem if that is unreadable."""
    with expected_failures(file_of(connection)):
        rows = _session_rows(connection, [session.record.uuid for session in backup.sessions])
        goals = connection.execute(f"SELECT {', '.join(GOAL_COLUMNS)} FROM goal").fetchall()
        pauses = connection.execute(f"SELECT {', '.join(PAUSE_COLUMNS)} FROM pause").fetchall()
        reminders = connection.execute(f"SELECT {', '.join(REMINDER_COLUMNS)} FROM reminder").fetchall()
    routines = {name: same_in(routines_folder, name, text) for name, text in backup.routines.items()}
    return RestorePreview(
        sessions=_compare(backup.sessions, _session_content, {row[0]: row for row in rows}),
        goals=_compare(backup.goals, goal_row, {row[0]: row for row in goals}),
        pauses=_compare(backup.pauses, pause_row, {row[0]: row for row in pauses}),
        reminders=_compare(backup.reminders, reminder_row, {row[0]: row for row in reminders}),
        routines=Comparison(
            new=tuple(name for name, is_same in routines.items() if is_same is None),
            same=tuple(name for name, is_same in routines.items() if is_same),
            conflicting=tuple(name for name, is_same in routines.items() if is_same is False),
        ),
        settings_differ=restored_settings(backup, settings) not in (None, settings),
    )


def restore(
    backup: Archive,
    connection: sqlite3.Connection,
    settings: Settings,
    routines_folder: Path,
    now: datetime,
    *,
    takes_conflicts: bool,
    with_settings: bool,
) -> Restored:
    """Add what is new in ``backup``, all or nothing; conflicting items replace the current ones if that is wanted.

    First, a copy of the database and of each routine file to be replaced is kept in the backups folder. The caller
    saves the settings, which are stored nowhere else. ``now`` is aware. Raises Problem if anything cannot be written;
    everything then stays as before.
    """
    preview = preview_restore(backup, connection, settings, routines_folder)
    taken = _taken(preview, takes_conflicts)
    copy = None
    if not replace(taken, settings_differ=False).is_all_there:
        file, mark = file_of(connection), f"{MARK}-{stamp(now)}"
        copy = back_up(connection, file, mark)
        new = {name: backup.routines[name] for name in taken.routines.new}
        other = {name: backup.routines[name] for name in taken.routines.conflicting}
        with (
            routines_written(routines_folder, new, other, kept=file.parent / BACKUPS_FOLDER, mark=mark),
            transaction(connection),
        ):
            _write(connection, "session", SESSION_COLUMNS, taken.sessions, KeptSession.row)
            _write(connection, "goal", GOAL_COLUMNS, taken.goals, goal_row)
            _write(connection, "pause", PAUSE_COLUMNS, taken.pauses, pause_row)
            _write(connection, "reminder", REMINDER_COLUMNS, taken.reminders, reminder_row)
    return Restored(
        sessions=_merged(taken.sessions),
        goals=_merged(taken.goals),
        pauses=_merged(taken.pauses),
        reminders=_merged(taken.reminders),
        routines=_merged(taken.routines),
        settings=restored_settings(backup, settings) if with_settings and preview.settings_differ else None,
        copy=copy,
    )


def restored_settings(backup: Archive, settings: Settings) -> Settings | None:
    """Return the settings of a backup, except those of this machine: the backup may be from another one."""
    if backup.settings is None:
        return None
    kept = {one.name: getattr(settings, one.name) for one in settings_of(type(settings)) if one.of_this_machine}
    return replace(backup.settings, **kept)


def _taken(preview: RestorePreview, takes_conflicts: bool) -> RestorePreview:
    """Return the part of ``preview`` that is to be written."""
    if takes_conflicts:
        return preview
    return RestorePreview(
        sessions=Comparison(preview.sessions.new),
        goals=Comparison(preview.goals.new),
        pauses=Comparison(preview.pauses.new),
        reminders=Comparison(preview.reminders.new),
        routines=Comparison(preview.routines.new),
        settings_differ=preview.settings_differ,
    )


def _compare(items: Iterable[Item], content: Callable[[Item], Row], there: Mapping[str, Row]) -> Comparison[Item]:
    """Sort ``items`` by comparing them with what is ``there``; the first column of a content is its key."""
    new: list[Item] = []
    same: list[Item] = []
    conflicting: list[Item] = []
    for item in items:
        row = content(item)
        found = there.get(row[0])
        (new if found is None else same if found == row else conflicting).append(item)
    return Comparison(tuple(new), tuple(same), tuple(conflicting))


def _session_content(session: KeptSession) -> Row:
    return session.row()[: len(COLUMNS) + 1]  # everything except when it was written


def _session_rows(connection: sqlite3.Connection, uuids: Sequence[str]) -> list[Row]:
    """Return the current rows of these sessions: COLUMNS, then deleted_utc."""
    rows: list[Row] = []
    for start in range(0, len(uuids), _AT_ONCE):
        some = uuids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        sql = f"SELECT {', '.join(COLUMNS)}, deleted_utc FROM session WHERE uuid IN ({marks})"
        rows += connection.execute(sql, some).fetchall()
    return rows


def _write(
    connection: sqlite3.Connection,
    table: str,
    columns: Sequence[str],
    items: Comparison[Item],
    row: Callable[[Item], Row],
) -> None:
    """Add new items and overwrite conflicting ones; the first column is the table's key."""
    insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    update = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    connection.executemany(insert, map(row, items.new))
    connection.executemany(f"{insert} ON CONFLICT ({columns[0]}) DO UPDATE SET {update}", map(row, items.conflicting))


def _merged(items: Comparison[Item]) -> Merged:
    return Merged(len(items.new), len(items.conflicting))
