"""A table in a text file: as every spreadsheet saves it, and reported if it is unusable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from psoas_timer.core.problem import Problem
from psoas_timer.store.tables.export import COLUMNS, to_cells
from tests.store.tables.csv_files import SESSION, only, plan_of


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_may_save_it_in_their_own_way(tmp_path: Path, mark: str, newline: str, delimiter: str) -> None:
    rows = [
        [name.upper() for name in reversed(COLUMNS)],
        [cell.replace("412.2", "412,2") for cell in reversed(to_cells(replace(SESSION, note="Calm.")))],
    ]
    text = mark + "".join(delimiter.join(f'"{cell}"' for cell in row) + newline for row in rows)
    assert only(plan_of(tmp_path, text)) == replace(SESSION, note="Calm.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty."),
        (b"\xef\xbb\xbf\r\n , \r\n", "is empty."),
        (b"Calm.\n", "its first row, line 1, does not name a day and a routine."),
        (b"\npractice_date,note\n", "its first row, line 2, does not name a day and a routine."),
        (b"practice_date,routine,Routine\n", "has two columns named routine, in line 1."),
        (b"\xef\xbb\xbfpractice_date,routine\n2026-05-30,caf\xe9\n", "is not in UTF-8: see line 2."),
        ("practice_date,routine\n".encode("utf-16"), "is not a text file: line 1 contains"),
        (b"practice_date,routine\r\n2026-05-30,\0\r\n", "is not a text file: line 2 contains"),
        (b'practice_date,routine\n2026-05-30,"Slow\n2026-05-31,Slow\n', "cannot be read from line 2 on:"),
        (b"practice_date,routine\n2026-05-30,Slow\n2026-05-31," + b"x" * 200_000, "cannot be read from line 3 on:"),
    ],
)
def test_a_file_that_is_of_no_use_is_told_once(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(Problem) as told:
        plan_of(tmp_path, content)
    assert str(tmp_path / "mine.csv") in str(told.value)
    assert sentence in str(told.value)
    assert told.value.next_step
