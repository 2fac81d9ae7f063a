"""A session's field is declared once: database, backup and table follow from it."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from psoas_timer.core.history.kept import kept, kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Flag, Instant, Maybe, Number, Offset, Whole
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.plain_rows import read_session
from psoas_timer.store.database.session_rows import COLUMNS, plain_value, record_of, to_row
from psoas_timer.store.tables.csv_import import read_csv
from psoas_timer.store.tables.export import export_csv, table_fields
from tests.store.histories import NOW, SESSION

# When a session was written and when it was moved to the bin: only the log knows these, not the program's sessions.
OF_THE_LOG = {"created_utc", "modified_utc", "deleted_utc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithMood(SessionRecord):
    """A session with a field more, as a later program may have it."""

    mood: int | None = field(default=None, metadata=kept(Maybe(Whole(1, 5)), since=2))
    calm_at: datetime | None = field(default=None, metadata=kept(Maybe(Instant()), since=2))
    felt_warm: bool = field(default=False, metadata=kept(Flag(), column="is_warm", cell="warm", since=2))


def with_mood(**values: Any) -> WithMood:
    return WithMood(**{one.name: getattr(SESSION, one.name) for one in kept_fields(SessionRecord)}, **values)


def test_the_newest_layout_has_exactly_the_declared_columns(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "sessions.sqlite3", NOW).connection) as connection:
        columns = connection.execute("SELECT name, type, \"notnull\" FROM pragma_table_info('session')").fetchall()
    found = {name: (kind, bool(is_needed)) for name, kind, is_needed in columns if name not in OF_THE_LOG}
    assert found == {one.column: declared(one.kind) for one in kept_fields(SessionRecord)}
    assert {name for name, _kind, _is_needed in columns} == {*COLUMNS, *OF_THE_LOG}


def declared(kind: Any) -> tuple[str, bool]:
    """Return the type of a kind's column, and whether it must hold something."""
    if isinstance(kind, Maybe):
        return declared(kind.kind)[0], False
    if isinstance(kind, Whole | Offset | Flag):
        return "INTEGER", True
    return "REAL" if isinstance(kind, Number) else "TEXT", True


def test_a_field_more_reaches_the_row(tmp_path: Path) -> None:
    record = with_mood(mood=4, calm_at=SESSION.ended, felt_warm=True)
    row = to_row(record)
    with closing(open_database(tmp_path / "sessions.sqlite3", NOW).connection) as connection:
        connection.executescript(
            "ALTER TABLE session ADD COLUMN mood INTEGER; ALTER TABLE session ADD COLUMN calm_at TEXT;"
            " ALTER TABLE session ADD COLUMN is_warm INTEGER"
        )
        names = [*row, "created_utc", "modified_utc"]
        connection.execute(
            f"INSERT INTO session ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            [*row.values(), row["ended_utc"], row["ended_utc"]],
        )
        found = connection.execute(f"SELECT {', '.join(row)} FROM session").fetchone()
    assert record_of(WithMood, found) == record


def test_a_field_more_reaches_the_backup_and_an_older_one_goes_without() -> None:
    record = with_mood(mood=4, calm_at=SESSION.ended, felt_warm=True)
    stored = to_row(record)
    written = "2026-06-01T18:15:00Z"
    plain = {one.column: plain_value(one.kind, stored[one.column]) for one in kept_fields(WithMood)}
    given = json.loads(json.dumps({**plain, "created_utc": written, "modified_utc": written, "deleted_utc": None}))
    assert (given["mood"], given["is_warm"]) == (4, True)
    assert read_session(given, WithMood).record == record
    del given["mood"], given["calm_at"], given["is_warm"]
    assert read_session(given, WithMood).record == with_mood()


def test_a_field_more_reaches_the_table_there_and_back(tmp_path: Path) -> None:
    records = [with_mood(mood=4, calm_at=SESSION.ended, felt_warm=True), with_mood(felt_warm=False)]
    for record in records:
        file = tmp_path / "out.csv"
        export_csv(file, [record], WithMood)
        (found,) = read_csv(file, NOW, record_type=WithMood).records
        assert isinstance(found, WithMood)
        assert found.note == SESSION.note
        assert (found.mood, found.calm_at, found.felt_warm) == (record.mood, record.calm_at, record.felt_warm)
    assert [one.cell for one in table_fields(WithMood)][-4:] == ["mood", "calm_at", "warm", "uuid"]


def test_a_cell_of_a_field_more_is_held_to_its_bounds(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text("practice_date,routine,mood\n2026-05-30,Slow,6\n", encoding="utf-8")
    (bad,) = read_csv(file, NOW, record_type=WithMood).bad_rows
    assert "see mood. '6' is not a whole number from 1 to 5." in str(bad.reason)


def test_a_flag_that_may_be_missing_becomes_jsons_own() -> None:
    assert [plain_value(Maybe(Flag()), stored) for stored in (None, 0, 1)] == [None, False, True]


def test_what_is_odd_in_a_row_stays_for_its_reader() -> None:
    for one in kept_fields(SessionRecord):
        assert plain_value(one.kind, b"\xff") == b"\xff", one.name
