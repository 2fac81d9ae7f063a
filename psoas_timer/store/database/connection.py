"""The database file: opened safely, checked, kept up to date, and set aside if it is damaged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import monotonic, sleep

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.atomic_file import name_whole
from psoas_timer.store.database.damaged_rows import DamagedRow, are_of_rows, faults, rows_text, take_out
from psoas_timer.store.database.migrations import MIGRATIONS, migrate, version_of
from psoas_timer.store.database.seal import break_seal, doubt, trust
from psoas_timer.store.database.summaries import follow_sessions
from psoas_timer.store.places import BACKUPS_FOLDER, FILE_MODE, disk_failures, free_path, private_folder, write_private

# How long a statement waits for another program that holds the file, in seconds: the window freezes meanwhile.
BUSY_TIMEOUT_S = 2.0

# STRICT tables came with this version; every Python 3.11 from python.org and Debian 12 has a later one.
OLDEST_SQLITE = (3, 37)

_IN_USE = (
    N_("{file} is in use by another program."),
    N_("Close the other program (a second Psoas Timer, a database viewer, a backup)."),
)
_NOT_ALLOWED = (
    N_("You do not have permission to write to {file}."),
    N_("Change the permissions of the file and its folder, or choose another folder with --data-dir."),
)

# What can go wrong with any database without a bug in the program, by SQLite's primary result code.
_EXPECTED = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PERM: _NOT_ALLOWED,
    sqlite3.SQLITE_READONLY: _NOT_ALLOWED,
    sqlite3.SQLITE_FULL: (N_("There is not enough disk space for {file}."), N_("Free up some space.")),
    sqlite3.SQLITE_IOERR: (
        N_("The disk failed while {file} was in use."),
        N_("Check that the disk is connected and has free space."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        N_("{file} cannot be opened."),
        N_("Check that its folder still exists and that you can write to it."),
    ),
}
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NOT_UTF8 = "Could not decode to UTF-8"  # sqlite3's own error, which has no code

# A copy has this in front of its name until it is whole.
_DRAFT = ".draft-"
# What SQLite may have beside a database.
_LOGS = ("-wal", "-shm", "-journal")


class Damaged(Problem):
    """A database file that can no longer be read."""

    def __init__(self, file: Path) -> None:
        doubt(file)
        super().__init__(
            N_("{file} is damaged."),
            N_("Restart Psoas Timer: it keeps what cannot be read, and offers to restore a copy."),
            file=file,
        )


class HistoryLost(Problem):
    """Sessions that were set aside because they cannot be read; a copy may bring them back."""


@dataclass(frozen=True, slots=True)
class OpenedDatabase:
    """A database ready for use, with notices about how it was opened."""

    connection: sqlite3.Connection
    notices: tuple[Problem, ...] = ()


def open_database(path: Path, now: datetime, *, migrations: Sequence[str] = MIGRATIONS) -> OpenedDatabase:
    """Open the database at ``path``, creating, backing up and migrating it as needed; the caller closes it.

    Only for the program that holds the data folder: it repairs. ``now`` names the files that are kept: a copy before
    each migration, rows that cannot be read, and a damaged database, which is replaced by a new one. Raises Problem if
    the file is locked, is not writable, or is newer than the program.
    """
    refuse_old_sqlite()
    backups = path.parent / BACKUPS_FOLDER
    _sweep_drafts(backups)
    had_history = any(backups.glob(f"{path.stem}.daily-*{path.suffix}"))
    try:
        is_gone = had_history and (not path.exists() or path.stat().st_size == 0)
        opened = _open(path, now, migrations)
    except Damaged:
        kept = _set_aside(path, now)
    else:
        return replace(opened, notices=(_gone(path),)) if is_gone else opened
    notice = HistoryLost(
        N_("Your session history was damaged, so a new one has been started. The damaged file is kept as {kept}."),
        N_("You can carry on practising."),
        kept=kept,
    )
    return OpenedDatabase(_open(path, now, migrations).connection, (notice,))


def _gone(path: Path) -> Problem:
    """Return the notice for a history that is empty though there are copies of one: a power loss may leave no byte."""
    what = N_("Your session history is gone: there was nothing in {file}, so a new one has been started.")
    return HistoryLost(what, N_("You can carry on practising."), file=path)


def refuse_old_sqlite() -> None:
    """Raise Problem if this Python's SQLite is too old for the tables."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise Problem(
            N_("Psoas Timer needs SQLite 3.37 or newer, but this Python has {version}."),
            N_("Install a newer version of Python."),
            version=sqlite3.sqlite_version,
        )


@contextmanager
def expected_failures(file: Path) -> Iterator[None]:
    """Turn what can go wrong with any database into a Problem that names ``file``; bugs pass through unchanged."""
    try:
        yield
    except UnicodeDecodeError as error:  # SQLite's message, which Python decodes, quotes the damaged text
        raise Damaged(file) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code of an extended one
        if code in _DAMAGE or str(error).startswith(_NOT_UTF8):
            raise Damaged(file) from error
        if code not in _EXPECTED:
            raise
        what, next_step = _EXPECTED[code]
        raise Problem(what, next_step, file=file) from error


@contextmanager
def readable_rows(file: Path) -> Iterator[None]:
    """As expected_failures, for a block that also makes values of rows: one that gives none is damaged."""
    with expected_failures(file):
        try:
            yield
        except (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError) as error:
            raise Damaged(file) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make the block one transaction: all of it is on the disk afterwards or, if it raises, none of it.

    Raises Problem as expected_failures does.
    """
    with expected_failures(file_of(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


class StandIn(sqlite3.Connection):
    """A database in memory that stands in for ``file``, see stand_in.py; ``known`` are the sessions that were read."""

    file: Path
    known: frozenset[str] = frozenset()


def file_of(connection: sqlite3.Connection) -> Path:
    """Return the file that ``connection`` has open, or stands in for."""
    if isinstance(connection, StandIn):
        return connection.file
    with suppress(sqlite3.OperationalError):
        text: str = connection.execute("PRAGMA database_list").fetchone()[2]
        return Path(os.fsdecode(text.encode()))  # SQLite's names are UTF-8, whatever those of this locale are
    # As bytes, because the name is not UTF-8. This looks into the file, and so may find it locked.
    (name,) = connection.execute("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'").fetchone()
    return Path(os.fsdecode(name or b""))


def _open(path: Path, now: datetime, migrations: Sequence[str]) -> OpenedDatabase:
    notices: list[Problem] = []

    def keep(rows: list[DamagedRow]) -> None:
        notices.append(_keep_rows(rows, path, now))

    with disk_failures(path), expected_failures(path):
        _make_private(path)
        refuse_orphaned_log(path)
        is_sealed = break_seal(path)
        # Made in one thread, and then left to the one that writes.
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        try:
            # Both only read: a file that is refused or set aside is left unchanged.
            refuse_newer(connection, path, len(migrations))
            is_sealed = is_sealed and version_of(connection) == len(migrations)
            has_faults = not is_sealed and refuse_damaged(connection, path)
            _configure(connection)
            if 0 < version_of(connection) < len(migrations):
                back_up(connection, path, f"v{version_of(connection)}-{stamp(now)}")
            if not is_sealed:
                set_rows_aside(connection, path, keep, has_faults=has_faults)
                migrate(connection, migrations)
                trust(path)
            follow_sessions(connection, are_right=is_sealed)
        except BaseException:
            connection.close()
            raise
    return OpenedDatabase(connection, tuple(notices))


def _keep_rows(rows: list[DamagedRow], path: Path, now: datetime) -> Problem:
    kept = free_path(_marked(path.with_suffix(".json"), f"damaged-rows-{stamp(now)}"))
    write_private(kept, rows_text(rows))
    return HistoryLost(
        N_("%n entries in your history cannot be read, so they were taken out. They are kept in {kept}."),
        N_("Everything else is there."),
        kept=kept, n=len(rows),
    )  # fmt: skip


def _make_private(path: Path) -> None:
    """Create the file if needed and make it private; SQLite gives -wal and -shm the same mode.

    An existing file is not opened: closing it would drop the locks that this process has on it.
    """
    if not path.exists():
        path.touch(FILE_MODE)
    elif path.stat().st_mode & 0o077:
        path.chmod(FILE_MODE)


def refuse_orphaned_log(path: Path) -> None:
    """Raise Damaged if the file is empty but its write-ahead log is not: SQLite would delete the log."""
    log = _beside(path, "-wal")
    if path.stat().st_size == 0 and log.exists() and log.stat().st_size > 0:
        raise Damaged(path)


def refuse_newer(connection: sqlite3.Connection, path: Path, known: int = len(MIGRATIONS)) -> None:
    """Raise Problem if a newer program has changed the layout."""
    found = version_of(connection)
    if found > known:
        raise Problem(
            N_("{file} is from a newer version of Psoas Timer: its layout is {found}, and this version knows {known}."),
            N_("Install the newest version, or choose another folder with --data-dir."),
            file=path, found=found, known=known,
        )  # fmt: skip


def refuse_damaged(connection: sqlite3.Connection, path: Path) -> bool:
    """Raise Damaged unless the rows can be read, and there are tables only if a script ran; tell whether any is faulty.

    This is the full check: for 36,500 sessions, a century of days, it took 0.09 s; quick_check took 0.07 s.
    """
    try:
        found = faults(connection)
        has_tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR:  # the statements are right: it is the file
            raise Damaged(path) from error
        raise
    version = version_of(connection)
    if not are_of_rows(found) or version < 0 or (version > 0) != has_tables:
        raise Damaged(path)
    return bool(found)


def set_rows_aside(
    connection: sqlite3.Connection, path: Path, keep: Callable[[list[DamagedRow]], None], *, has_faults: bool
) -> None:
    """Take out the rows that cannot be read, handing them to ``keep``; raises Damaged if that leaves faults."""
    try:
        take_out(connection, keep, anew=has_faults)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR:  # tables unlike those of the program
            raise Damaged(path) from error
        raise
    if has_faults and faults(connection):
        raise Damaged(path)


def _configure(connection: sqlite3.Connection) -> None:
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = FULL")  # a committed checkpoint must survive a power loss
    connection.execute("PRAGMA fullfsync = ON")  # on macOS, fsync alone does not reach the disk
    connection.execute("PRAGMA foreign_keys = ON")


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; while another program is doing the same, SQLite says BUSY without waiting."""
    deadline_s = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline_s:
                raise
            sleep(0.05)


def back_up(connection: sqlite3.Connection, path: Path, mark: str) -> Path:
    """Write a copy of the database to the backups folder and return its path; raises Problem as write_copy does."""
    folder = private_folder(path.parent / BACKUPS_FOLDER)
    kept = free_path(_marked(folder / path.name, mark))
    write_copy(connection, kept)
    return kept


def write_copy(connection: sqlite3.Connection, kept: Path, made: datetime | None = None) -> None:
    """Write a copy of the database to ``kept``, as a single file without logs, and check every page of it.

    It gets its name only when it is whole and on the disk, so no name ever stands for half a copy. ``made`` is the time
    of the file, now by default. Raises Problem if it cannot be written or is not sound, and leaves nothing behind.
    """
    draft = kept.with_name(f"{_DRAFT}{kept.name}")
    with disk_failures(kept), expected_failures(kept):
        try:
            _remove(draft)
            _make_private(draft)
            with closing(sqlite3.connect(draft)) as copy:
                connection.backup(copy)
                is_sound = _is_sound_copy(copy)
            if not is_sound:
                with expected_failures(file_of(connection)):
                    refuse_damaged(connection, file_of(connection))  # otherwise it is the copy alone
                raise Problem(
                    N_("The copy of your sessions could not be read back from the disk, so {file} was removed."),
                    N_("Check the disk. In the meantime, copy your data to another disk."),
                    file=kept,
                )
            if made is not None:
                os.utime(draft, (made.timestamp(), made.timestamp()))
            name_whole(draft, kept)
        except BaseException:
            _remove(draft)
            raise


def _remove(copy: Path) -> None:
    for ending in ("", *_LOGS):
        _beside(copy, ending).unlink(missing_ok=True)


def _sweep_drafts(folder: Path) -> None:
    """Remove what copies left when the program was ended in the middle of one; that it fails harms nothing."""
    with suppress(OSError):
        for draft in (*folder.glob(f"{_DRAFT}*"), *folder.glob(".sessions.daily.sqlite3*")):
            draft.unlink(missing_ok=True)


def _is_sound_copy(copy: sqlite3.Connection) -> bool:
    """Tell whether every row can be reached; a faulty one is copied as it is, before it is taken out."""
    try:
        copy.execute("PRAGMA journal_mode = DELETE")
        return are_of_rows(faults(copy))
    except UnicodeDecodeError:
        return False
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
            raise
        return False


def _set_aside(path: Path, now: datetime) -> Path:
    """Rename the database and its logs so that nothing is lost, and return the new name."""
    kept = free_path(_marked(path, f"damaged-{stamp(now)}"))
    with disk_failures(path):
        for ending in (*_LOGS, ""):  # a log left behind would corrupt the new database
            part = _beside(path, ending)
            if part.exists():
                part.rename(_beside(kept, ending))
    return kept


def stamp(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _marked(path: Path, mark: str) -> Iterator[Path]:
    """Yield ``stem.mark.suffix`` next to ``path``, then the same with -2, -3 and so on."""
    yield path.with_name(f"{path.stem}.{mark}{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}.{mark}-{number}{path.suffix}")


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
