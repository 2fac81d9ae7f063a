"""A copy of the database, such as the automatic backups are: read without touching the file."""

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

# Where a file says that it has a write-ahead log, and what says that it has none.
_JOURNAL = slice(18, 20)
_NO_LOG = b"\1\1"

# Every column of the program's own kinds of tables.
_LAYOUT = """
    SELECT kept.name, info.name, upper(info.type), info.hidden
    FROM sqlite_schema AS kept, pragma_table_xinfo(kept.name) AS info WHERE kept.type = 'table'
"""
# What the program never made, and what would run with the reading.
_ACTIVE = """
    SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'
"""


def read_copy(content: bytes, file: Path) -> dict[str, object]:
    """Return what stands in the database with this ``content``, as a backup in JSON has it.

    An older layout is brought up to date, in memory. Raises Problem where it is damaged, newer than the program,
    or another program's.
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
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter where SQLite's own message quotes the damage
        raise _damaged(file) from error


def _check_layout(copy: sqlite3.Connection, file: Path) -> int:
    """Return the number of the layout; raises Problem where the tables are not those that the program made then."""
    version = int(copy.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise Problem(
            N_("{file} comes from a newer Psoas Timer: its layout is number {found}, and this one knows {known}."),
            N_("Install the newest version, then restore it. Nothing was changed."),
            file=file, found=version, known=len(MIGRATIONS),
        )  # fmt: skip
    is_passive = copy.execute(_ACTIVE).fetchone() == (0,)
    if version < 1 or not is_passive or not _layout(version) <= set(copy.execute(_LAYOUT)):
        raise Problem(N_("{file} is a database, but not one of Psoas Timer."), CHOOSE_ANOTHER, file=file)
    return version


def _layout(version: int) -> set[tuple[str | int, ...]]:
    with closing(sqlite3.connect(":memory:")) as made:
        for script in MIGRATIONS[:version]:
            made.executescript(script)
        return set(made.execute(_LAYOUT))


def _damaged(file: Path) -> Problem:
    return Problem(N_("{file} is damaged: not all of it can be read."), CHOOSE_ANOTHER, file=file)
