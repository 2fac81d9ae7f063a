"""Rows that cannot be read: each is kept aside with all its cells, and costs the history nothing but itself.

SQLite's own check does not read letters, dates or JSON as the program does. Sound is what a backup would bring back
(`plain_rows.py`); so what is left can be listed, added up, exported and restored.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from psoas_timer.store.values import BadPlace

Cells = dict[str, Any]

# How many faults SQLite reports before it stops looking. More of one kind change nothing.
_MOST_FAULTS = 100

# What SQLite says of single rows and of indexes, which are made from rows; anything else is damage of the file.
_ROW_FAULT = re.compile(
    r"CHECK constraint failed in .*|(NULL|NUMERIC|TEXT|non-\w+) value in .*"
    r"|row \d+ missing from index .*|wrong # of entries in index .*|non-unique entry in index .*"
    r"|rowid not at end-of-record for row \d+ of index .*|row \d+ values differ from index .*"
)


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A row as it was found: its table, and its cells by column; text that is not UTF-8 is bytes."""

    table: str
    cells: Cells


def faults(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite's full check says of the file; [] if it is sound."""
    found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})")]
    return [] if found == ["ok"] else found


def are_of_rows(found: Iterable[str]) -> bool:
    """Tell whether each of these faults is of single rows or indexes, so that all other rows can be read."""
    return all(_ROW_FAULT.fullmatch(fault) for fault in found)


def take_out(connection: sqlite3.Connection, keep: Callable[[list[DamagedRow]], None], *, anew: bool) -> int:
    """Remove every row that cannot be read, and return their number; ``keep`` is handed them first.

    ``anew`` says that SQLite found faults: the tables are then filled again from the sound rows, as an index that does
    not fit its table can be neither used nor changed. All or nothing, in one transaction. Raises sqlite3.Error.
    """
    with _as_found(connection), _without_links(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            damaged = _sift_anew(connection) if anew else _sift(connection)
            if damaged:
                keep(damaged)
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
    return len(damaged)


def has_unsound(connection: sqlite3.Connection) -> bool:
    """Tell whether there is any row that cannot be read; changes nothing."""
    with _as_found(connection):
        return any(_unsound(connection, table) for table in _tables(connection))


def rows_text(rows: Iterable[DamagedRow]) -> str:
    """Return damaged rows as JSON, one on each line; bytes are written in hexadecimal."""
    lines = (json.dumps({"table": row.table, **row.cells}, default=lambda cell: {"bytes": cell.hex()}) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _sift(connection: sqlite3.Connection) -> list[DamagedRow]:
    damaged = []
    for table in _tables(connection):
        unsound = _unsound(connection, table)
        damaged += [DamagedRow(table, cells) for cells in unsound.values()]
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(rowid,) for rowid in unsound])
    return damaged


def _sift_anew(connection: sqlite3.Connection) -> list[DamagedRow]:
    damaged = []
    if connection.execute("SELECT * FROM sqlite_schema WHERE name = 'practice_day'").fetchone():
        connection.execute("DELETE FROM practice_day")  # it is added up anew from the sessions
    for table in _tables(connection):
        found = list(_rows(connection, table))
        connection.execute(f"DELETE FROM {table}")  # without WHERE, SQLite clears table and indexes unread
        for rowid, cells in found:
            if not (_is_sound(table, cells) and _is_added(connection, table, rowid, cells)):
                damaged.append(DamagedRow(table, cells))
    return damaged


def _is_added(connection: sqlite3.Connection, table: str, rowid: int, cells: Cells) -> bool:
    marks = ", ".join("?" * (len(cells) + 1))
    try:
        connection.execute(
            f"INSERT INTO {table} (rowid, {', '.join(cells)}) VALUES ({marks})", (rowid, *cells.values())
        )
    except sqlite3.IntegrityError:  # a second row with the same key, or a value that the table does not allow
        return False
    return True


def _unsound(connection: sqlite3.Connection, table: str) -> dict[int, Cells]:
    """Return the rows of a table that cannot be read, by rowid."""
    if table == "session":
        from psoas_timer.store.database.row_sieve import suspects

        rows: Iterable[tuple[int, Cells]] = [
            row
            for rowid in suspects(connection, _columns(connection, table))
            for row in _rows(connection, table, f"WHERE rowid = {rowid}")
        ]
    else:
        rows = _rows(connection, table)
    return {rowid: cells for rowid, cells in rows if not _is_sound(table, cells)}


def _rows(connection: sqlite3.Connection, table: str, where: str = "") -> Iterator[tuple[int, Cells]]:
    columns = _columns(connection, table)
    sql = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED {where} ORDER BY rowid"
    for rowid, *cells in connection.execute(sql).fetchall():
        yield rowid, dict(zip(columns, cells, strict=True))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [_text(row[0]) for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows are known here; an older layout has fewer."""
    there = {_text(row[0]) for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return [table for table in _readers() if table in there]


def _is_sound(table: str, cells: Cells) -> bool:
    columns, read = _readers()[table]
    try:
        read({column: cells[column] for column in columns if column in cells})
    except (BadPlace, ValueError, TypeError, OverflowError, RecursionError):
        return False
    return True


@contextmanager
def _as_found(connection: sqlite3.Connection) -> Iterator[None]:
    """Let text that is not UTF-8 be read as bytes."""
    usual = connection.text_factory
    connection.text_factory = _text
    try:
        yield
    finally:
        connection.text_factory = usual


@contextmanager
def _without_links(connection: sqlite3.Connection) -> Iterator[None]:
    """Switch foreign keys off, as a table that is filled again would lose what refers to it."""
    (was_on,) = connection.execute("PRAGMA foreign_keys").fetchone()
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA foreign_keys = {was_on}")


def _text(letters: Any) -> Any:
    try:
        return letters.decode() if isinstance(letters, bytes) else letters
    except UnicodeDecodeError:
        return letters


@cache
def _readers() -> Mapping[str, tuple[tuple[str, ...], Callable[[Cells], object]]]:
    """Return what reads the rows of each table, given those of its columns that the program knows."""
    from psoas_timer.store.database import plain_rows as plain  # a start that need not look at the rows goes without

    return {
        "session": (plain.SESSION_COLUMNS, lambda cells: plain.check_session(plain.plain_session(cells))),
        "goal": (plain.GOAL_COLUMNS, plain.read_goal),
        "pause": (plain.PAUSE_COLUMNS, plain.read_pause),
        "reminder": (plain.REMINDER_COLUMNS, lambda cells: plain.read_reminder(plain.plain_reminder(cells))),
        "firing": (plain.FIRING_COLUMNS, plain.read_firing),
    }
