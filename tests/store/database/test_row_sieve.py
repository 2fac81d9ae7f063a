"""The sieve lets no row through that the reader would refuse, and holds hardly any other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.database.plain_rows import SESSION_COLUMNS, KeptSession, plain_session, read_session
from psoas_timer.store.database.row_sieve import suspects
from psoas_timer.store.values import BadPlace
from tests.store.histories import BINNED, KEPT, kept_sessions
from tests.store.spoilt_cells import NEARLY_RIGHT, NO_TEXT, VALUES


@pytest.fixture(scope="module")
def loose() -> Iterator[sqlite3.Connection]:
    """A table of sessions without any rule."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"CREATE TABLE session ({', '.join(SESSION_COLUMNS)})")
        yield connection


def put(connection: sqlite3.Connection, cells: dict[str, Any]) -> None:
    marks = ["CAST(? AS TEXT)" if cell == NO_TEXT else "?" for cell in cells.values()]
    connection.execute("DELETE FROM session")
    connection.execute(f"INSERT INTO session VALUES ({', '.join(marks)})", list(cells.values()))


def is_sound(cells: dict[str, Any]) -> bool:
    try:
        read_session(plain_session(cells))
    except (BadPlace, ValueError, TypeError, OverflowError, RecursionError):
        return False
    return True


@given(session=st.sampled_from([KEPT, BINNED]), column=st.sampled_from(SESSION_COLUMNS), value=VALUES)
def test_whatever_is_unsound_is_held(
    loose: sqlite3.Connection, session: KeptSession, column: str, value: object
) -> None:
    cells = {**dict(zip(SESSION_COLUMNS, session.row(), strict=True)), column: value}
    put(loose, cells)
    if not is_sound(cells):
        assert suspects(loose, SESSION_COLUMNS) == [1]


@pytest.mark.parametrize("column", SESSION_COLUMNS)
def test_every_text_that_is_nearly_right_is_held(loose: sqlite3.Connection, column: str) -> None:
    for text in NEARLY_RIGHT:
        cells = {**dict(zip(SESSION_COLUMNS, KEPT.row(), strict=True)), column: text}
        put(loose, cells)
        assert is_sound(cells) or suspects(loose, SESSION_COLUMNS) == [1], text


@given(session=kept_sessions())
def test_what_the_program_writes_passes(loose: sqlite3.Connection, session: KeptSession) -> None:
    put(loose, dict(zip(SESSION_COLUMNS, session.row(), strict=True)))
    assert suspects(loose, SESSION_COLUMNS) == []


def test_half_a_letter_in_two_columns_is_no_letter(loose: sqlite3.Connection) -> None:
    cells = dict(zip(SESSION_COLUMNS, KEPT.row(), strict=True))
    put(loose, cells)
    loose.execute("UPDATE session SET routine_title = CAST(x'41c3' AS TEXT), source = CAST(x'a941' AS TEXT)")
    assert suspects(loose, SESSION_COLUMNS) == [1]


def test_a_table_of_an_older_layout_lacks_columns(loose: sqlite3.Connection) -> None:
    put(loose, dict(zip(SESSION_COLUMNS, KEPT.row(), strict=True)))
    loose.execute("UPDATE session SET discomfort_after = 99")
    assert suspects(loose, SESSION_COLUMNS) == [1]
    assert suspects(loose, [column for column in SESSION_COLUMNS if column != "discomfort_after"]) == []
