"""A cell of a table: what it means, and what is told of one that cannot be used."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from tests.store.tables.csv_files import NOW, only, plan_of


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("practice_date", "30.05.2026", "'30.05.2026' in practice_date is not a date like 2026-05-31."),
        ("practice_date", "20260530", "'20260530' in practice_date is not a date like 2026-05-31."),
        ("practice_date", "2026-02-30", "'2026-02-30' in practice_date is not a date like 2026-05-31."),
        ("practice_date", "1969-12-31", "'1969-12-31' in practice_date is not within the years 1970 to 2200."),
        ("practice_date", "2026-06-02", "'2026-06-02' in practice_date is still to come."),
        ("started", "5/30/26 6:00 PM", "'5/30/26 6:00 PM' in started is not a date and time like 2026-05-31 18:30:00."),
        ("started", "2026-06-01 20:15:01", "'2026-06-01 20:15:01' in started is still to come."),
        ("ended", "2201-01-01 00:00", "'2201-01-01 00:00' in ended is not within the years 1970 to 2200."),
        ("utc_offset", "CET", "'CET' in utc_offset is not an offset like UTC+01:00."),
        ("utc_offset", "UTC+24:00", "'UTC+24:00' in utc_offset is not an offset like UTC+01:00."),
        ("planned_s", "nan", "'nan' in planned_s is not a number of seconds from 0 to 86400."),
        ("planned_s", "'-1", '"\'-1" in planned_s is not a number of seconds from 0 to 86400.'),
        ("practised_s", "86400.1", "'86400.1' in practised_s is not a number of seconds from 0 to 86400."),
        ("practised_s", "1e3", "'1e3' in practised_s is not a number of seconds from 0 to 86400."),
        ("status", "done", "'done' in status is not known here."),
        ("sides_done", "left left", "'left left' in sides_done is not known here."),
        ("is_counted", "WAHR", "'WAHR' in is_counted is not known here."),
        ("discomfort_before", "11", "'11' in discomfort_before is not known here."),
        ("discomfort_after", "6.5", "'6.5' in discomfort_after is not known here."),
        ("routine", "x" * 201, "its routine is longer than 200 characters."),
        ("note", "x" * 2001, "its note is longer than 2000 characters."),
        ("uuid", "x" * 101, "its uuid is longer than 100 characters."),
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
    assert str(row.reason).startswith(f"Line 4 of {tmp_path / 'mine.csv'} is left out: {shown}")


def test_what_is_still_to_come_is_judged_where_it_happened(tmp_path: Path) -> None:
    text = "practice_date,started,utc_offset,routine\n2026-06-02,2026-06-02 08:15,UTC+14:00,Slow\n"
    assert only(plan_of(tmp_path, text)).started == NOW.astimezone(UTC)  # there it is tomorrow
    assert len(plan_of(tmp_path, text.replace("08:15", "08:16")).bad_rows) == 1
