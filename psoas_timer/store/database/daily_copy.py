"""The automatic copies: one of the database on each day it is used, and a list of those kept."""

from __future__ import annotations

import gc
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from psoas_timer.core.history.believed_day import believed_day
from psoas_timer.store.database.connection import Damaged, expected_failures, file_of, write_copy
from psoas_timer.store.places import SESSIONS_FILE, disk_failures, private_folder

# What every SQLite file begins with.
SQLITE_HEADER = b"SQLite format 3\0"

# How many daily copies are kept besides today's: a week's worth.
KEPT_DAILY = 7

_STEM, _ENDING = (re.escape(part) for part in SESSIONS_FILE.rsplit(".", 1))
_STAMP = r"(?P<stamp>[0-9]{8}T[0-9]{6}Z)(-[0-9]+)?"


class CopyReason(StrEnum):
    """Why a copy was made."""

    DAILY = "daily"
    BEFORE_UPDATE = "before_update"
    BEFORE_RESTORE = "before_restore"
    BEFORE_IMPORT = "before_import"
    BEFORE_DAMAGE = "before_damage"


_NAMES = {
    CopyReason.DAILY: re.compile(rf"{_STEM}\.daily-(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\.{_ENDING}"),
    CopyReason.BEFORE_UPDATE: re.compile(rf"{_STEM}\.v[0-9]+-{_STAMP}\.{_ENDING}"),
    CopyReason.BEFORE_RESTORE: re.compile(rf"{_STEM}\.before-restore-{_STAMP}\.{_ENDING}"),
    CopyReason.BEFORE_IMPORT: re.compile(rf"{_STEM}\.before-import-{_STAMP}\.{_ENDING}"),
    CopyReason.BEFORE_DAMAGE: re.compile(rf"{_STEM}\.before-damage-{_STAMP}\.{_ENDING}"),
}


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy of the database that was made automatically; ``made`` is aware."""

    path: Path
    made: datetime
    reason: CopyReason
    size_bytes: int


def write_daily_copy(connection: sqlite3.Connection, folder: Path, today: date, now: datetime) -> Path | None:
    """Write a copy to ``folder``, the backups folder, unless ``today`` has one already; return its path.

    ``today`` is the local date and ``now`` is aware. Of the days before it, the newest KEPT_DAILY copies are kept.
    Returns None if there was nothing to do: there is a copy already, or no session yet. Raises Problem if the copy
    cannot be written or is not sound: it is then removed, and the older ones stay. Raises Damaged if it has rows that
    cannot be read.
    """
    kept = folder / _daily_name(today)
    if kept.exists():
        return None
    with expected_failures(file_of(connection)):
        if connection.execute("SELECT EXISTS (SELECT * FROM session)").fetchone() == (0,):
            return None
    private_folder(folder)
    write_copy(connection, kept, made=now)
    _remove_older(folder, today)
    _look_at_rows(kept, file_of(connection))
    return kept


def _look_at_rows(kept: Path, path: Path) -> None:
    """Raise Damaged for the database at ``path`` if its new copy has rows that cannot be read: most starts do not look.

    Nothing is collected as garbage meanwhile, as Qt's objects may not come to their end in the thread that writes.
    """
    from psoas_timer.store.database.damaged_rows import faults, has_unsound

    was_collecting = gc.isenabled()
    gc.disable()
    try:
        with expected_failures(path), closing(sqlite3.connect(f"{kept.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            if faults(copy) or has_unsound(copy):
                raise Damaged(path)
    finally:
        if was_collecting:
            gc.enable()


def kept_copies(folder: Path) -> list[KeptCopy]:
    """Return the copies in ``folder``, the backups folder, newest first.

    Other files are ignored, and so is half a copy: earlier versions left one under a whole name when they were ended.
    """
    found = []
    for path in _files(folder):
        with suppress(OSError, ValueError, OverflowError):  # it has been removed meanwhile, or its name is not a date
            for reason, name in _NAMES.items():
                if (match := name.fullmatch(path.name)) and _is_whole(path):
                    found.append(KeptCopy(path, _made(path, match), reason, path.stat().st_size))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def _is_whole(path: Path) -> bool:
    """Tell whether a copy has all the pages that it should have, by its header (SQLite's file format, 1.3)."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(SQLITE_HEADER) or path.with_name(f"{path.name}-journal").exists():
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    has_log = path.with_name(f"{path.name}-wal").exists()  # which holds the rest
    return has_log or path.stat().st_size == pages * (65536 if page == 1 else page)


def _daily_name(day: date | None) -> str:
    stem, ending = SESSIONS_FILE.rsplit(".", 1)
    return f"{stem}.daily-{day.isoformat()}.{ending}" if day else f"{stem}.daily.{ending}"


def days_of_use(folder: Path) -> list[date]:
    """Return the days that have a daily copy in ``folder``, the backups folder, whatever clock they were seen on."""
    days = []
    for path in _files(folder):
        match = _NAMES[CopyReason.DAILY].fullmatch(path.name)
        with suppress(ValueError):  # not a date, so not one of ours
            if match:
                days.append(date.fromisoformat(match["day"]))
    return sorted(days)


def _remove_older(folder: Path, today: date) -> None:
    """Remove all but the newest daily copies before today, if the clock can be believed.

    Future dates, which come from a clock that ran ahead, are counted separately. So neither a clock that was never set,
    nor the copies from a clock that ran ahead, cost a copy of a real day.
    """
    days = days_of_use(folder)
    if believed_day(today, days) is None:
        return
    past, to_come = [day for day in days if day < today], [day for day in days if day > today]
    with disk_failures(folder):
        for day in past[:-KEPT_DAILY] + to_come[: -KEPT_DAILY - 1]:
            (folder / _daily_name(day)).unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    """Return the files in a folder, none if it does not exist or cannot be read."""
    with suppress(OSError):
        return [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    return []


def _made(path: Path, match: re.Match[str]) -> datetime:
    """Return when a copy was made: according to its name or, for a daily copy, to the file system."""
    stamp = match.groupdict().get("stamp")
    if stamp:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    date.fromisoformat(match["day"])
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
