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
        ("practice_date,routine\n2026-05-30,Slow\n".encode("utf-16")[:-3], "is not in UTF-8: see line 2."),
        ("practice_date,routine\n\0".encode("utf-16"), "is not a text file: line 2 contains"),
        (b"sep=;\n", "is empty."),
        (b"sep=;\n\npractice_date;note\n", "its first row, line 3, does not name a day and a routine."),
        (b'sep=;\npractice_date;routine\n2026-05-30;"Slow\n', "cannot be read from line 3 on:"),
        (b"SQLite format 3\0" + bytes(4000), "is a database, not a table. To import a backup of Loop Habit Tracker"),
        (b'{"format": 1}', "is a backup or another file of that kind, not a table. To restore a backup, choose"),
        (b"PK\x03\x04" + bytes(400), "is a spreadsheet or a ZIP file, not a table in plain text. Open it in"),
        (b"\xd0\xcf\x11\xe0" + bytes(400), "is a spreadsheet or a ZIP file, not a table in plain text. Open it in"),
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


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_text_in_unicode_is_read_however_it_is_stored(tmp_path: Path, encoding: str) -> None:
    """Spreadsheets write UTF-16 with tabs as "Unicode text"."""
    text = "practice_date\troutine\tnote\r\n2026-05-30\tSlow\t呼吸 🧘\r\n"
    assert only(plan_of(tmp_path, text.encode(encoding))).note == "呼吸 🧘"


@pytest.mark.parametrize("hint", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;", '"sep=;";;', "\nsep=; ", "sep=", "sep=,"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_line_that_tells_the_separator_is_no_header(tmp_path: Path, hint: str, newline: str, encoding: str) -> None:
    rows = [hint, "practice_date;routine;practised_s", "2026-05-30;Slow;600,0", "never;Slow;600,0", ""]
    plan = plan_of(tmp_path, "\n".join(rows).replace("\n", newline).encode(encoding))
    assert [record.practised_s for record in plan.records] == [600.0]
    assert [bad.line for bad in plan.bad_rows] == [5 if hint.startswith("\n") else 4]


@pytest.mark.parametrize(
    ("named", "sign"), [("|", "|"), ("^", "^"), ("\t", "\t"), ("\\t", "\t"), (":", ":"), (",", ",")]
)
def test_any_separator_can_be_told(tmp_path: Path, named: str, sign: str) -> None:
    text = f"sep={named}\npractice_date{sign}routine\n2026-05-30{sign}Slow\n"
    assert only(plan_of(tmp_path, text)).routine_title == "Slow"


def test_a_hint_that_another_program_kept_does_not_count(tmp_path: Path) -> None:
    """A spreadsheet that takes the hint for a row writes it again, and the rows in its own way."""
    text = "sep=;,,\npractice_date,routine,note\n2026-05-30,Slow,a;b\n"
    assert only(plan_of(tmp_path, text)).note == "a;b"
