"""Copies of the database, such as the automatic copies: read without touching the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.backup.json_text import CHOOSE_ANOTHER
from psoas_timer.store.backup.layout import plain_history
from psoas_timer.store.database.migrations import MIGRATIONS

HEADER = b"SQLite format 3\0"

# Where a file says whether it has a write-ahead log, and the value for having none.
_JOURNAL = slice(18, 20)
_NO_LOG = b"\1\1"

# Every column of the program's own tables.
_LAYOUT = """
    SELECT kept.name, info.name, upper(info.type), info.hidden
    FROM sqlite_schema AS kept, pragma_table_xinfo(kept.name) AS info WHERE kept.type = 'table'
"""
# Things that the program never creates, and that would run when the file is read.
_ACTIVE = """
    SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'
"""


def read_copy(content: bytes, file: Path) -> dict[str, object]:
    """Return the contents of the database with this ``content``, in the form of a JSON backup.

    An older layout is brought up to date in memory. Raises Problem if it is damaged, newer than the program, or from
    another program.
    """
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            copy.deserialize(content[: _JOURNAL.start] + _NO_LOG + content[_JOURNAL.stop :])
            version = _check_layout(copy, file)
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise _damaged(file)
            for script in MIGRATIONS[version:]:
                copy.executescript(script)
            return plain_history(copy)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # UnicodeDecodeError if SQLite's own message quotes the damage
        raise _damaged(file) from error


def _check_layout(copy: sqlite3.Connection, file: Path) -> int:
    """Return the number of the layout; raises Problem if the tables do not match that layout."""
    version = int(copy.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise Problem(
            N_("{file} is from a newer version of Psoas Timer: its layout is {found}, and this version knows {known}."),
            N_("Install the newest version, then restore it. Nothing was changed."),
            file=file, found=version, known=len(MIGRATIONS),
        )  # fmt: skip
    is_passive = copy.execute(_ACTIVE).fetchone() == (0,)
    if version < 1 or not is_passive or not _layout(version) <= set(copy.execute(_LAYOUT)):
        raise Problem(N_("{file} is a database, but not from Psoas Timer."), CHOOSE_ANOTHER, file=file)
    return version


def _layout(version: int) -> set[tuple[str | int, ...]]:
    with closing(sqlite3.connect(":memory:")) as made:
        for script in MIGRATIONS[:version]:
            made.executescript(script)
        return set(made.execute(_LAYOUT))


def _damaged(file: Path) -> Problem:
    return Problem(N_("{file} is damaged and cannot be read completely."), CHOOSE_ANOTHER, file=file)
