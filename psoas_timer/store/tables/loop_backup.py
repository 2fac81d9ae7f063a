"""The full backup of Loop Habit Tracker, "Loop Habits Backup.db": its database, read in memory and never run.

Its tables are Habits (id, name, position, and from version 1.8 on type and unit) and Repetitions (habit, timestamp in
milliseconds of UTC midnight, value as in its CSV export). Anything else in the file, such as a view or a trigger, is
left alone: SQLite is allowed to read these two tables and nothing more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.tables.import_plan import MOST_ROWS
from psoas_timer.store.tables.loop_tables import EXPORT_AGAIN, MEASURED, LoopTable, free_name

# Where a file says whether it has a write-ahead log, and the value for having none: in memory there is none.
_JOURNAL = slice(18, 20)
_NO_LOG = b"\1\1"

_NEEDED = {"habits": {"id", "name"}, "repetitions": {"habit", "timestamp"}}
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}
MOST_STEPS = 2_000  # of STEP instructions each: far more than any history needs, and a few seconds
STEP = 100_000

_EPOCH = date(1970, 1, 1)
_MS_A_DAY = 86_400_000
_MEASURED_TYPE = 1


def tables_of_database(file: Path, content: bytes) -> list[LoopTable]:
    """Return every habit of the backup with this ``content``; raises Problem if it is damaged or another database."""
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            copy.deserialize(content[: _JOURNAL.start] + _NO_LOG + content[_JOURNAL.stop :])
            copy.text_factory = lambda text: text.decode(errors="replace")
            left = iter(range(MOST_STEPS))
            copy.set_progress_handler(lambda: next(left, None) is None, STEP)
            columns = _columns(copy)
            _check_tables(file, set(_tables(copy)), columns)
            copy.execute("PRAGMA trusted_schema = OFF")
            if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise _damaged(file)
            copy.set_authorizer(_allow_reading)
            return _read(file, copy, columns)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise _damaged(file) from error


def _tables(copy: sqlite3.Connection) -> Iterator[str]:
    """Yield the names of real tables, in small letters: neither views nor what a program would have to compute."""
    for name, sql in copy.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"):
        if not str(sql).upper().startswith("CREATE VIRTUAL"):
            yield str(name).casefold()


def _columns(copy: sqlite3.Connection) -> dict[str, set[str]]:
    return {table: {str(row[1]).casefold() for row in copy.execute(f"PRAGMA table_info({table})")} for table in _NEEDED}


def _check_tables(file: Path, tables: set[str], columns: dict[str, set[str]]) -> None:
    if all(name in tables and needed <= columns[name] for name, needed in _NEEDED.items()):
        return
    if tables & _NEEDED.keys():
        raise Problem(
            N_("{file} looks like a full backup of Loop Habit Tracker, but its ticks cannot be found."),
            EXPORT_AGAIN,
            file=file,
        )
    if "session" in tables:
        raise Problem(
            N_("{file} contains sessions of Psoas Timer, not of Loop Habit Tracker."),
            N_('Choose "Restore from a backup" instead.'),
            file=file,
        )
    raise Problem(N_("{file} is a database, but not from Loop Habit Tracker."), EXPORT_AGAIN, file=file)


def _read(file: Path, copy: sqlite3.Connection, columns: dict[str, set[str]]) -> list[LoopTable]:
    """Return the habits in their own order, each with its days, newest first; rows are numbered from 1."""
    habits = copy.execute(
        "SELECT id, name, {}, {} FROM habits ORDER BY {}, id".format(
            *(_or_empty(columns["habits"], name) for name in ("type", "unit", "position"))
        )
    ).fetchall()
    rows: dict[object, list[tuple[int, str]]] = {}
    value = "value" if "value" in columns["repetitions"] else "2"  # before there were others, each row was a tick
    found = copy.execute(f"SELECT habit, timestamp, {value} FROM repetitions ORDER BY timestamp DESC")
    for number, (habit, timestamp, amount) in enumerate(found):
        if number == MOST_ROWS:
            raise Problem(
                N_("{file} contains more than {most:n} ticks, more than any real history."),
                N_("Check that it is the right file."),
                file=file, most=MOST_ROWS,
            )  # fmt: skip
        rows.setdefault(habit, []).append((timestamp, "" if amount is None else str(amount)))
    tables: dict[str, LoopTable] = {}
    for number, (habit, name, kind, unit) in enumerate(habits, start=1):
        shown = free_name(str(name or "").strip() or str(number), number, tables)
        dated = [(line, [_day(one), amount]) for line, (one, amount) in enumerate(rows.get(habit, ()), start=1)]
        is_measured = kind == _MEASURED_TYPE or str(kind).upper() == MEASURED
        tables[shown] = LoopTable(shown, file, dated, is_measured=is_measured, unit=str(unit or ""))
    return list(tables.values())


def _or_empty(columns: set[str], name: str) -> str:
    return name if name in columns else "NULL"


def _day(timestamp: object) -> str:
    """Return the date of a timestamp as it is in the CSV export; what is no date stays as it is, to be told."""
    try:
        return str(_EPOCH + timedelta(days=timestamp // _MS_A_DAY)) if isinstance(timestamp, int) else str(timestamp)
    except OverflowError:
        return str(timestamp)


def _allow_reading(action: int, table: str | None, _column: str | None, *_where: object) -> int:
    is_known = action == sqlite3.SQLITE_SELECT or str(table).casefold() in _NEEDED
    return sqlite3.SQLITE_OK if action in _ALLOWED and is_known else sqlite3.SQLITE_DENY


def _damaged(file: Path) -> Problem:
    return Problem(N_("{file} is damaged and cannot be read completely."), EXPORT_AGAIN, file=file)
