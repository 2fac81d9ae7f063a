"""The history for who only reads: a private copy in memory, made without changing the file or its folder.

In the copy, an older layout is brought up to date, and rows that cannot be read are left out. Only the program that
holds the data folder repairs.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.database.connection import (
    BUSY_TIMEOUT_S,
    OpenedDatabase,
    expected_failures,
    refuse_damaged,
    refuse_newer,
    refuse_old_sqlite,
    refuse_orphaned_log,
    set_rows_aside,
)
from psoas_timer.store.database.damaged_rows import DamagedRow
from psoas_timer.store.database.migrations import MIGRATIONS, migrate
from psoas_timer.store.database.summaries import follow_sessions
from psoas_timer.store.places import disk_failures

# How often a file is read again that another program begins to write meanwhile.
_TRIES = 5

_BESIDE = ("", "-wal", "-journal")  # SQLite makes -shm anew

# What SQLite says where a log must be read but nothing may be written beside it.
_WITHOUT_ROOM = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def read_database(path: Path, *, migrations: Sequence[str] = MIGRATIONS) -> OpenedDatabase:
    """Return a copy of the database at ``path`` in memory; the caller closes it.

    A notice says how many rows cannot be read and are left out. Raises Problem if the file is locked, cannot be read or
    is newer than the program, and Damaged if its rows cannot be read at all.
    """
    refuse_old_sqlite()
    notices: list[Problem] = []

    def keep(rows: list[DamagedRow]) -> None:
        notices.append(
            Problem(
                N_("%n entries in {file} cannot be read, so they were left out."),
                N_("Start Psoas Timer: it keeps what cannot be read, and offers to restore a copy."),
                file=path, n=len(rows),
            )
        )  # fmt: skip

    with disk_failures(path), expected_failures(path):
        copy = _copied(path)
        try:
            settle(copy, path, keep, migrations)
        except BaseException:
            copy.close()
            raise
    return OpenedDatabase(copy, tuple(notices))


def content_of(path: Path) -> bytes:
    """Return the database at ``path`` as the bytes of one file, with what its log holds; raises Problem."""
    with disk_failures(path), expected_failures(path), closing(_copied(path)) as copy:
        return copy.serialize()


def settle(
    copy: sqlite3.Connection,
    path: Path,
    keep: Callable[[list[DamagedRow]], None],
    migrations: Sequence[str] = MIGRATIONS,
) -> None:
    """Bring a copy in memory of ``path`` up to date, without the rows that cannot be read; ``keep`` is handed them."""
    refuse_newer(copy, path, len(migrations))
    has_faults = refuse_damaged(copy, path)
    set_rows_aside(copy, path, keep, has_faults=has_faults)
    migrate(copy, migrations)
    follow_sessions(copy)


def _copied(path: Path) -> sqlite3.Connection:
    """Return a copy of the file as it is, in memory."""
    refuse_orphaned_log(path)
    for _ in range(_TRIES):
        before = _marks(path)
        if path.with_name(path.name + "-shm").exists():
            break  # another program has it open, or had when it was ended
        # Left by a program that was ended, perhaps where nobody may write; otherwise, nobody has it open.
        is_left = before["-wal"] or before["-journal"]
        copy = _copied_apart(path) if is_left else _backed_up(path, "?mode=ro&immutable=1")
        if _marks(path) == before:
            return copy
        copy.close()
    try:
        return _backed_up(path, "?mode=ro")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _WITHOUT_ROOM:
            raise
    return _copied_apart(path)  # SQLite cannot write beside it, and so nobody can


def _copied_apart(path: Path) -> sqlite3.Connection:
    """Copy the file and its log into a folder of their own, where SQLite can put both together."""
    with TemporaryDirectory(prefix="psoas-timer-") as folder:
        for ending in _BESIDE:
            if (part := path.with_name(path.name + ending)).exists():
                shutil.copyfile(part, Path(folder) / f"copy{ending}")
        return _backed_up(Path(folder) / "copy", "")


def _backed_up(path: Path, how: str) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(sqlite3.connect(path.absolute().as_uri() + how, timeout=BUSY_TIMEOUT_S, uri=True)) as there:
            there.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _marks(path: Path) -> dict[str, tuple[int, int, int] | None]:
    """Return which file, of which size and time, is at ``path``, and which logs are beside it."""
    marks: dict[str, tuple[int, int, int] | None] = {}
    for ending in _BESIDE:
        try:
            found = path.with_name(path.name + ending).stat()
            marks[ending] = (found.st_ino, found.st_size, found.st_mtime_ns)
        except FileNotFoundError:
            marks[ending] = None
    return marks
