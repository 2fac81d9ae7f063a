"""Copies of the database, such as the automatic copies: read without touching the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.backup.json_text import CHOOSE_ANOTHER
from psoas_timer.store.backup.layout import plain_history
from psoas_timer.store.database.connection import Damaged
from psoas_timer.store.database.damaged_rows import DamagedRow
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.reading import settle

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


def read_copy(content: bytes, file: Path) -> tuple[dict[str, object], tuple[Problem, ...]]:
    """Return the contents of the database with this ``content``, in the form of a JSON backup, and notices.

    An older layout is brought up to date in memory. Rows that cannot be read are left out, which a notice says. Raises
    Problem if it is damaged, newer than the program, or from another program.
    """
    notices: list[Problem] = []

    def leave_out(rows: list[DamagedRow]) -> None:
        notices.append(
            Problem(N_("%n entries in {file} cannot be read."), N_("Everything else is there."), file=file, n=len(rows))
        )

    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            copy.deserialize(content[: _JOURNAL.start] + _NO_LOG + content[_JOURNAL.stop :])
            _check_layout(copy, file)
            settle(copy, file, leave_out)
            return plain_history(copy), tuple(notices)
    except (sqlite3.Error, UnicodeDecodeError, Damaged) as error:  # SQLite's own message may quote the damage
        raise damaged_copy(file) from error


def _check_layout(copy: sqlite3.Connection, file: Path) -> None:
    """Raise Problem if the tables do not match the layout that the file says it has."""
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


def _layout(version: int) -> set[tuple[str | int, ...]]:
    with closing(sqlite3.connect(":memory:")) as made:
        for script in MIGRATIONS[:version]:
            made.executescript(script)
        return set(made.execute(_LAYOUT))


def damaged_copy(file: Path) -> Problem:
    return Problem(N_("{file} is damaged and cannot be read completely."), CHOOSE_ANOTHER, file=file)
