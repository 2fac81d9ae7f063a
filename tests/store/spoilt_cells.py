"""Cells that no program wrote, some of which SQLite would refuse: put into a database as a failing disk leaves them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

# Text that is not UTF-8: SQLite stores it as it is.
NO_TEXT = b"caf\xe9 \xff"

Spoilt = tuple[str, str, int, Any]  # table, column, which row from 0 (the last if there are fewer), and its value

_CELLS = {
    "session": (
        "uuid", "started_utc", "ended_utc", "utc_offset_s", "zone", "practice_date", "planned_s", "practised_s",
        "status", "routine_id", "routine_title", "sides_done", "first_side", "progress", "stage_index", "source",
        "note", "created_utc", "modified_utc", "deleted_utc", "is_counted", "discomfort_before", "discomfort_after",
    ),
    "goal": ("effective_date", "days_a_week", "sessions_a_day", "first_weekday"),
    "pause": ("uuid", "first_date", "last_date", "reason"),
    "reminder": ("uuid", "weekdays", "at", "since_utc", "routine_id", "is_on"),
    "firing": ("reminder_uuid", "day", "due_utc", "state", "until_utc"),
}  # fmt: skip
PLACES = [(table, column) for table, columns in _CELLS.items() for column in columns]

_KEYS = {"session": "uuid", "goal": "effective_date", "pause": "uuid", "reminder": "uuid"}

NEARLY_RIGHT = [
    "", "null", "[]", "{}", '{"0": null}', '{"0": NaN}', '{"0": 1e999}', '{"x": 1}', '{"00": 1}', '{"0": "1"}', "{",
    '{"12345": 1}', "[" * 9000, '{"0": 1}\0', "12:00", "2026-05-30", "2026-02-30", "9999-12-31", "0001-01-01",
    "9999-12-31T23:59:59.999999Z", "2026-05-30T23:30:05.000120Z\0", "2026-05-30T25:30:05.000120Z", "20260530",
    "2026-02-30T23:30:05.000120Z", "2026-05-30T23:30:05", "2026-05-30T23:30:05+02:00", "now", "left,left",
    "sideways", "0123456789", "٣", "left\0", "Europe/Berlin\0", "24:00", "complete ",
]  # fmt: skip
VALUES = st.one_of(
    st.none(), st.sampled_from(NEARLY_RIGHT), st.text(max_size=20), st.binary(max_size=20), st.just(NO_TEXT),
    st.integers(-(2**63), 2**63 - 1), st.sampled_from([-1, 0, 1, 2, 11, 86_400, 10**6, 10**9]), st.floats(),
)  # fmt: skip
SPOILT = st.tuples(st.sampled_from(PLACES), st.integers(0, 5), VALUES).map(lambda one: (*one[0], one[1], one[2]))


def spoil(path: Path, cells: Iterable[Spoilt]) -> None:
    """Put values into cells of the closed database at ``path``; bytes become text that is not UTF-8.

    The tables are without their rules meanwhile. A key that is there already stays as it was.
    """
    rules = _rules(path)
    _write_rules(path, {table: _without_rules(table, path) for table in rules})
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, column, which, value in cells:
            taken = "CAST(? AS TEXT)" if isinstance(value, bytes) and value == NO_TEXT else "?"
            row = (
                f"(SELECT rowid FROM {table} ORDER BY rowid LIMIT 1 OFFSET min(?, (SELECT count(*) - 1 FROM {table})))"
            )
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {taken} WHERE rowid = {row}", (value, which))
    _write_rules(path, rules)


def _rules(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall())


def _without_rules(table: str, path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    key = _KEYS.get(table)
    defined = [f"{column} PRIMARY KEY" if column == key else column for column in columns]
    if key is None:
        defined.append(f"PRIMARY KEY ({columns[0]}, {columns[1]})")
    return f"CREATE TABLE {table} ({', '.join(defined)})"


def _write_rules(path: Path, rules: dict[str, str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        connection.executemany(
            "UPDATE sqlite_schema SET sql = ? WHERE name = ?", [(sql, name) for name, sql in rules.items()]
        )
        connection.execute("COMMIT")
