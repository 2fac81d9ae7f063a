"""What is in the file of an open database: what another program may do with it, and what is another file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.own_content import OwnContent
from tests.store.histories import NOW


@pytest.fixture
def content(tmp_path: Path) -> Iterator[OwnContent]:
    path = tmp_path / "sessions.sqlite3"
    connection = open_database(path, NOW).connection
    made = OwnContent(connection, path)
    made.look()
    yield made
    connection.close()
    made.close()


def test_a_log_that_another_program_merges_is_ours(content: OwnContent, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "sessions.sqlite3")) as other:
        other.execute("PRAGMA wal_checkpoint").fetchall()
    assert not content.is_of_others()
    assert not content.is_of_others()


def test_another_time_is_no_other_content(content: OwnContent, tmp_path: Path) -> None:
    os.utime(tmp_path / "sessions.sqlite3", (0, 0))
    assert not content.is_of_others()


@pytest.mark.skipif(os.name == "nt", reason="SQLite locks the bytes of an open file there")
@pytest.mark.parametrize("given", [b"", b"no database" * 1000])
def test_other_bytes_are_of_others_until_they_are_looked_at(content: OwnContent, tmp_path: Path, given: bytes) -> None:
    (tmp_path / "sessions.sqlite3").write_bytes(given)
    assert content.is_of_others()
    assert content.is_of_others()
    draft = tmp_path / "draft"
    draft.touch()
    content.copy_to(draft)
    assert draft.read_bytes() == given
    content.look()
    assert not content.is_of_others()
