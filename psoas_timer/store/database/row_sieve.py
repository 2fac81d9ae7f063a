"""A condition in SQL that holds for sound sessions: it finds the few that the real reader must judge.

It may leave out sound rows, never let an unsound one through; reading a century of days this way takes a tenth of the
time that the reader would.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import permutations

from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import MOST_STAGES, SessionRecord
from psoas_timer.core.kind import YEARS, Day, Flag, Instant, Kind, Maybe, Number, OneOf, SomeOf, Stages, Text, Whole
from psoas_timer.store.database.plain_rows import INSTANTS

_FIGURE = "[0-9]"
_DAY = f"{_FIGURE * 4}-{_FIGURE * 2}-{_FIGURE * 2}"
_TIME = f"{_FIGURE * 2}:{_FIGURE * 2}:{_FIGURE * 2}"
_INSTANT = f"{_DAY}T{_TIME}.{_FIGURE * 6}Z"


def suspects(connection: sqlite3.Connection, columns: Collection[str]) -> list[int]:
    """Return the rowids of the sessions that may be unsound; ``columns`` are those that the table has."""
    kinds: dict[str, Kind] = {field.column: field.kind for field in kept_fields(SessionRecord)} | dict(INSTANTS)
    known = {column: kind for column, kind in kinds.items() if column in columns}
    connection.create_function("is_utf8", 1, _is_utf8, deterministic=True)
    sql = f"SELECT rowid FROM session NOT INDEXED WHERE ({' AND '.join(_conditions(known))}) IS NOT 1"
    return [int(rowid) for (rowid,) in connection.execute(sql)]


def _conditions(kinds: Mapping[str, Kind]) -> Iterator[str]:
    for column, kind in kinds.items():
        yield f"({_condition(kind, column)})"
    texts = [column for column, kind in kinds.items() if isinstance(kind, Text)]
    yield f"is_utf8(CAST({' || char(10) || '.join(texts)} AS BLOB))"  # SQLite itself does not look at letters


def _condition(kind: Kind, column: str) -> str:
    match kind:
        case Maybe():
            return f"{column} IS NULL OR ({_condition(kind.kind, column)})"
        case Text():
            return f"typeof({column}) = 'text'" + ("" if kind.may_be_empty else f" AND {column} <> ''")
        case Whole():
            return f"typeof({column}) = 'integer' AND {column} BETWEEN {kind.least} AND {kind.most}"
        case Number():
            return f"typeof({column}) IN ('real', 'integer') AND {column} BETWEEN {kind.least} AND {kind.most}"
        case Flag():
            return f"typeof({column}) = 'integer' AND {column} IN (0, 1)"
        case OneOf():
            return f"typeof({column}) = 'text' AND {column} IN ({_words(kind.known)})"
        case SomeOf() if isinstance(kind.kind, OneOf):
            some = [",".join(part) for size in range(3) for part in permutations(map(str, kind.kind.known), size)]
            return f"typeof({column}) = 'text' AND {column} IN ({_words(some)})"
        case Instant():
            form, is_real = _INSTANT, f"strftime('%Y-%m-%dT%H:%M:%S', {column}, '+0 days') = substr({column}, 1, 19)"
            return _dated(column, form, 27, is_real)
        case Day():
            return _dated(column, _DAY, 10, f"date({column}, '+0 days') = {column}")  # without it, February 30 stays
        case Stages():
            return _staged(column, kind)
    return "0"  # the reader judges what is unknown here


def _dated(column: str, form: str, length: int, is_real: str) -> str:
    """Return the condition of a date: SQL's own functions stop at a zero byte, so the length is counted as well."""
    within = f"{column} >= '{YEARS[0]}' AND {column} < '{YEARS[-1] + 1}'"
    is_long = f"length(CAST({column} AS BLOB)) = {length}"
    return f"typeof({column}) = 'text' AND {is_long} AND {column} GLOB '{form}' AND {within} AND {is_real}"


def _staged(column: str, kind: Stages) -> str:
    least, most = kind.seconds.least, kind.seconds.most
    unfit = (
        f"SELECT 1 FROM json_each({column})"
        f" WHERE type NOT IN ('integer', 'real') OR value NOT BETWEEN {least} AND {most}"
        f" OR key = '' OR length(key) >= {len(str(MOST_STAGES))} OR key GLOB '*[^0-9]*' OR (key GLOB '0?*')"
    )
    is_whole = f"typeof({column}) = 'text' AND instr(CAST({column} AS BLOB), x'00') = 0 AND json_valid({column})"
    return f"CASE WHEN {is_whole} THEN json_type({column}) = 'object' AND NOT EXISTS ({unfit}) ELSE 0 END"


def _words(known: Collection[object]) -> str:
    return ", ".join(f"'{word}'" for word in known)


def _is_utf8(letters: object) -> bool:
    try:
        return isinstance(letters, bytes) and letters.decode() is not None
    except UnicodeDecodeError:
        return False
