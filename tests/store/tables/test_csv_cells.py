"""A cell of a table: what it means, and what is reported for one that cannot be used."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from tests.store.tables.csv_files import NOW, only, plan_of


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("practice_date", "30.05.2026", "see practice_date. '30.05.2026' is not a date like 2026-05-31."),
        ("practice_date", "05/30/2026", "see practice_date. '05/30/2026' is not a date like 2026-05-31."),
        ("practice_date", "9999-12-31", "see practice_date. '9999-12-31' is not within the years 1970 to 2200."),
        ("practice_date", "2026-02-30", "see practice_date. '2026-02-30' is not a date like 2026-05-31."),
        ("practice_date", "1969-12-31", "see practice_date. '1969-12-31' is not within the years 1970 to 2200."),
        ("practice_date", "2026-06-02", "see practice_date. '2026-06-02' is in the future."),
        (
            "started",
            "5/30/26 6:00 PM",
            "see started. '5/30/26 6:00 PM' is not a date and time like 2026-05-31 18:30:00.",
        ),
        ("started", "2026-06-01 20:15:01", "see started. '2026-06-01 20:15:01' is in the future."),
        ("ended", "2201-01-01 00:00", "see ended. '2201-01-01 00:00' is not within the years 1970 to 2200."),
        ("utc_offset", "CET", "see utc_offset. 'CET' is not an offset like UTC+01:00."),
        ("utc_offset", "UTC+24:00", "see utc_offset. 'UTC+24:00' is not an offset like UTC+01:00."),
        ("planned_s", "nan", "see planned_s. 'nan' is not a number from 0 to 86400."),
        ("planned_s", "'-1", 'see planned_s. "\'-1" is not a number from 0 to 86400.'),
        ("practised_s", "86400.1", "see practised_s. '86400.1' is not a number from 0 to 86400."),
        ("practised_s", "1e3", "see practised_s. '1e3' is not a number from 0 to 86400."),
        ("status", "done", "see status. 'done' is not one of: running, partial, complete."),
        ("sides_done", "left left", "see sides_done. 'left left' contains a duplicate."),
        ("is_counted", "WAHR", "see is_counted. 'WAHR' is not one of: no, false, 0, yes, true, 1."),
        ("discomfort_before", "11", "see discomfort_before. '11' is not a whole number from 0 to 10."),
        ("discomfort_after", "6.5", "see discomfort_after. '6.5' is not a whole number from 0 to 10."),
        ("sides_done", "left up", "see sides_done. 'left up' is not one of: left, right."),
        ("routine", "x" * 201, "see routine. It is longer than 200 characters."),
        ("note", "x" * 2001, "see note. It is longer than 2000 characters."),
        ("uuid", "x" * 101, "see uuid. It is longer than 100 characters."),
    ],
)
def test_a_cell_that_cannot_be_used_costs_its_row(tmp_path: Path, column: str, cell: str, sentence: str) -> None:
    good = {"practice_date": "2026-05-30", "routine": "Slow", "note": '"two\nlines"'}
    head = ["practice_date", "routine", "note", *({column} - good.keys())]
    bad = {**good, column: cell}
    lines = [",".join(row.get(name, "") for name in head) for row in (good, bad, good)]
    plan = plan_of(tmp_path, "\n".join((",".join(head), *lines)) + "\n")
    assert len(plan.records) == 2
    (row,) = plan.bad_rows
    assert row.line == 4  # the row before it has two
    shown = sentence.replace('"\'-1"', "'-1'")  # the apostrophe was the export's
    assert str(row.reason).startswith(f"Line 4 of {tmp_path / 'mine.csv'} is skipped: {shown}")


def test_what_is_still_to_come_is_judged_where_it_happened(tmp_path: Path) -> None:
    text = "practice_date,started,utc_offset,routine\n2026-06-02,2026-06-02 08:15,UTC+14:00,Slow\n"
    assert only(plan_of(tmp_path, text)).started == NOW.astimezone(UTC)  # there it is tomorrow
    assert len(plan_of(tmp_path, text.replace("08:15", "08:16")).bad_rows) == 1


@pytest.mark.parametrize("level", ["6", "6.0", "6,0", " 6.00 "])
def test_a_whole_number_may_have_an_empty_part(tmp_path: Path, level: str) -> None:
    """Other programs write one in a column that has empty cells."""
    text = f'practice_date,routine,discomfort_before\n2026-05-30,Slow,"{level}"\n'
    assert only(plan_of(tmp_path, text)).discomfort_before == 6
