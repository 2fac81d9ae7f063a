"""A condition in SQL that holds for sound sessions: it finds the few that the real reader must judge.

It may leave out sound rows, never let an unsound one through; reading a century of days this way takes a tenth of the
time that the reader would.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from itertools import permutations

from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import YEARS, Day, Flag, Instant, Kind, Maybe, Number, OneOf, SomeOf, Stages, Text, Whole
from psoas_timer.store.database.plain_rows import INSTANTS

# What the program writes, as bytes: SQL's own functions stop at a zero byte, and let February 30 pass.
_YEAR = f"(?:{'|'.join(sorted({str(year)[:2] for year in YEARS[:-1]}))})[0-9]{{2}}"
_DATE = f"{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}"
_DAYS = re.compile(f"{_DATE}(?:\n{_DATE})*".encode())
_INSTANTS = re.compile(f"{_DATE}T{_TIME}Z(?:\n{_DATE}T{_TIME}Z)*".encode())
_STAGES = re.compile(
    rb'\{(?:"(?:0|[1-9][0-9]{0,3})": [0-9]{1,6}(?:\.[0-9]{1,20})?(?:e-[0-9]{1,3})?(?:, (?=")|(?=\})))*\}'
)


def suspects(connection: sqlite3.Connection, columns: Collection[str]) -> list[int]:
    """Return the rowids of the sessions that may be unsound; ``columns`` are those that the table has."""
    kinds: dict[str, Kind] = {field.column: field.kind for field in kept_fields(SessionRecord)} | dict(INSTANTS)
    known = {column: kind for column, kind in kinds.items() if column in columns}
    connection.create_function("has_form", 4, _has_form, deterministic=True)
    connection.create_function("is_instant", 1, _is_instant, deterministic=True)
    sql = f"SELECT rowid FROM session NOT INDEXED WHERE ({' AND '.join(_conditions(known))}) IS NOT 1"
    return [int(rowid) for (rowid,) in connection.execute(sql)]


def _conditions(kinds: Mapping[str, Kind]) -> Iterator[str]:
    for column, kind in kinds.items():
        yield f"({_condition(kind, column)})"
    parts = (_joined(kinds, kind) for kind in (Text, Instant, Day, Stages))
    yield f"has_form({', '.join(parts)})"  # one call for a row, as calls from SQL are what takes the time


def _joined(kinds: Mapping[str, Kind], kind: type[Kind]) -> str:
    columns = [column for column, one in kinds.items() if isinstance(one, kind)]
    return f"CAST({' || char(10) || '.join(columns) or 'NULL'} AS BLOB)"


def _condition(kind: Kind, column: str) -> str:
    match kind:
        case Maybe(Instant()):
            return f"{column} IS NULL OR (typeof({column}) = 'text' AND is_instant(CAST({column} AS BLOB)))"
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
        case Instant() | Day() | Stages():
            return f"typeof({column}) = 'text'"  # its form is looked at with the others of the row
    return "0"  # the reader judges what is unknown here


def _words(known: Collection[object]) -> str:
    return ", ".join(f"'{word}'" for word in known)


def _has_form(texts: object, instants: object, days: object, stages: object) -> bool:
    """Tell whether the cells of a row, joined by kind, are as the program writes them."""
    forms = ((instants, _INSTANTS), (days, _DAYS), (stages, _STAGES))
    has_forms = all(isinstance(cells, bytes) and form.fullmatch(cells) for cells, form in forms)
    return has_forms and _is_utf8(texts)


def _is_instant(instant: object) -> bool:
    return isinstance(instant, bytes) and _INSTANTS.fullmatch(instant) is not None


def _is_utf8(letters: object) -> bool:
    try:
        return isinstance(letters, bytes) and letters.decode() is not None  # SQLite itself does not look at letters
    except UnicodeDecodeError:
        return False
