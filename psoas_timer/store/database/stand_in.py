"""A database in memory, for a run in which the real one cannot be opened: read as far as possible.

What is practised meanwhile is kept if the real one can be opened by the end.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.database.connection import OpenedDatabase, StandIn, open_database, transaction
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.summaries import follow_sessions
from psoas_timer.store.places import private_folder

# How long to wait for another program that holds the file, in seconds.
_PATIENCE_S = 0.5
# A file with more than the sessions of many lives is not copied into the temporary folder.
_MOST_COPIED_BYTES = 500_000_000


def open_or_stand_in(path: Path, now: datetime, *, migrations: Sequence[str] = MIGRATIONS) -> OpenedDatabase:
    """Open the database at ``path`` or, where that is not possible, one in memory with what could be read of it.

    A notice then says why, and what that means; the files stay as they are. ``now`` is that of open_database. Raises
    Problem only if SQLite itself is not what the program needs.
    """
    try:
        private_folder(path.parent)
        # A pipe could block, and the mode of a device is not ours to change.
        if path.exists() and not path.is_file():
            raise Problem(
                N_("{file} is not an ordinary file."), N_("Rename it, and Psoas Timer starts a new history."), file=path
            )
        return open_database(path, now, migrations=migrations)
    except Problem as fault:
        try:
            connection, has_history = stand_in(path, migrations=migrations)
        except sqlite3.Error:  # of a SQLite that is too old for any database of ours
            raise fault from None
        then = (
            N_("You can read your history and practise, but new sessions are kept only if this is mended before you"
               " quit Psoas Timer.")
            if has_history
            else N_("You can practise, but sessions are kept only if this is mended before you quit Psoas Timer.")
        )  # fmt: skip
        return OpenedDatabase(connection, (Problem("{fault}", then, fault=fault),))


def stand_in(path: Path, *, migrations: Sequence[str] = MIGRATIONS) -> tuple[StandIn, bool]:
    """Return a database in memory in place of the one at ``path``, and whether its history could be read."""
    for open_it in (_open_shared, _open_alone, _open_copy) if _is_file(path) else ():
        connection = _make(path)
        with suppress(sqlite3.Error, OSError, ValueError):
            with open_it(path) as source:
                source.backup(connection)
            if _bring_up_to_date(connection, migrations):
                connection.known = frozenset(uuid for (uuid,) in connection.execute("SELECT uuid FROM session"))
                return connection, True
        connection.close()
    connection = _make(path)
    _bring_up_to_date(connection, migrations)
    return connection, False


def bring_home(connection: sqlite3.Connection, now: datetime) -> int:
    """Write what was practised meanwhile into the real database, if it can be opened by now, and return how much.

    Doing so again takes along what has changed since, and nothing if ``connection`` stands in for nothing. Raises
    Problem if it cannot be opened or written to.
    """
    if not isinstance(connection, StandIn):
        return 0
    new = [row for row in connection.execute("SELECT * FROM session") if row[0] not in connection.known]
    if not new:
        return 0
    names = [column[0] for column in connection.execute("SELECT * FROM session LIMIT 0").description]
    private_folder(connection.file.parent)
    if connection.file.exists() and not connection.file.is_file():
        raise Problem(N_("{file} is not an ordinary file."), "", file=connection.file)
    with closing(open_database(connection.file, now).connection) as real, transaction(real):
        real.executemany(
            f"INSERT OR REPLACE INTO session ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", new
        )
    return len(new)


def _is_file(path: Path) -> bool:
    """Tell whether there is an ordinary file: what is none might never answer."""
    with suppress(OSError):  # of a folder in which nothing may be read
        return path.is_file()
    return False


def _make(path: Path) -> StandIn:
    connection = sqlite3.connect(":memory:", factory=StandIn, isolation_level=None, check_same_thread=False)
    connection.file = path
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _bring_up_to_date(connection: StandIn, migrations: Sequence[str]) -> bool:
    """Run the scripts that it has not had yet; False if it was empty, is damaged, or is newer than this program."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for number, script in enumerate(migrations[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script}; PRAGMA user_version = {number}; COMMIT")
    follow_sessions(connection)
    return 0 < version <= len(migrations)


# Ways to read the file without changing anything, the best one first


@contextmanager
def _open_shared(path: Path) -> Iterator[sqlite3.Connection]:
    """Read with the locks and the log of others; fails on a read-only disk with a log that was never merged."""
    with closing(_connect(path, "mode=ro")) as source:
        yield source


@contextmanager
def _open_alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a file that nobody can change; it must have no log, whose sessions would be missing."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size > 0:
        raise FileExistsError(log)
    with closing(_connect(path, "mode=ro&immutable=1")) as source:
        yield source


@contextmanager
def _open_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a copy of the file and its log, made in the temporary folder."""
    if path.stat().st_size > _MOST_COPIED_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    with tempfile.TemporaryDirectory(prefix="psoas-timer-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.sqlite3"
        copyfile(path, copy)
        with suppress(FileNotFoundError):
            copyfile(path.with_name(f"{path.name}-wal"), copy.with_name(f"{copy.name}-wal"))
        with closing(sqlite3.connect(copy)) as source:
            yield source


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=_PATIENCE_S)
