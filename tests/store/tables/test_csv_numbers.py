"""Numbers as different countries write them: read in the one way that is possible, or left out, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.kind import Number
from psoas_timer.core.problem import BadValue
from psoas_timer.store.tables.csv_numbers import decimal_sign, read_number
from tests.store.tables.csv_files import plan_of

SECONDS = Number(0, 86_400)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("600", 600.0), ("600.0", 600.0), ("600,0", 600.0), ("12,25", 12.25), ("0,500", 0.5), ("1200.500", 1200.5),
        ("1,200.5", 1200.5), ("1.200,5", 1200.5), ("1 200", 1200.0), ("1 200,5", 1200.5), ("1\u202f200,500", 1200.5),
        ("1\u00a0200", 1200.0), ("1'200.5", 1200.5), ("1’200", 1200.0), (" 600 ", 600.0), ("12,000.25", 12000.25),
        ("412.20000000000005", 412.20000000000005),
    ],
)  # fmt: skip
def test_what_can_be_read_in_one_way_is_read(cell: str, value: float) -> None:
    for decimal in ("", ".", ","):
        assert read_number(cell, decimal, SECONDS) == value


def test_indian_groups_are_read() -> None:
    assert read_number("1,00,000", "", Number(0, 1e6)) == 100_000.0
    assert read_number("1,00,000.5", "", Number(0, 1e6)) == 100_000.5


@pytest.mark.parametrize("cell", ["1,200", "12.000", "001,200"])
def test_the_files_sign_decides_where_there_are_two_ways(cell: str) -> None:
    sign = "," if "," in cell else "."
    other = "." if sign == "," else ","
    assert read_number(cell, sign, SECONDS) == float(cell.replace(",", "."))
    if not cell.startswith("0"):
        assert read_number(cell, other, SECONDS) == float(cell.replace(sign, ""))
        with pytest.raises(BadValue) as told:
            read_number(cell, "", SECONDS)
        assert told.value.what == "{value} may mean {whole} or {part}."


@pytest.mark.parametrize(
    "cell",
    ["1,2,3", "1,20,0", "1.2.3", ",5", "5,", "1,,200", "1,200,50", "10:00", "1e3", "600 s", "nan", "12 34", "1'20"],
)
def test_what_is_no_number_in_any_country_is_told(cell: str) -> None:
    with pytest.raises(BadValue, match="is not a number from 0 to 86400"):
        read_number(cell, ".", SECONDS)


@pytest.mark.parametrize(
    ("cells", "delimiter", "sign"),
    [
        (["1,200", "900"], ",", "."),
        (["1.200", "900"], ";", ","),
        (["1.200"], ",", ""),
        (["1,200"], ";", ""),
        (["1,200"], "\t", ""),
        (["1.200"], "\t", ""),
        (["1,200", "1.200"], ",", ""),
        (["1,200", "12,5"], ",", ","),
        (["1.200", "12.5"], ";", "."),
        (["1,200", "1.200,5"], ",", ","),
        (["1,200", "12,5", "12.5"], ",", ""),
        (["1.200", "1,234,567"], "\t", "."),
        (["600.000", "412.250"], ",", "."),
        (["600.000", "412.250"], "\t", "."),
        (["600,000"], ",", "."),
        (["1 200"], ";", ""),
        (["", "x", "1,2,3"], ",", ""),
    ],
)
def test_a_file_tells_its_sign_or_does_not(cells: list[str], delimiter: str, sign: str) -> None:
    found = decimal_sign(cells, delimiter, SECONDS)
    assert found.sign == sign


@given(
    st.lists(st.integers(0, 864_000), min_size=1), st.sampled_from((",.", ".,", " ,", "'.")), st.sampled_from(",;\t")
)
def test_a_file_of_one_country_is_read_as_it_was_written(tenths: list[int], signs: str, delimiter: str) -> None:
    cells = [f"{value / 10:,.1f}".replace(",", "G").replace(".", signs[1]).replace("G", signs[0]) for value in tenths]
    decimal = decimal_sign(cells, delimiter, SECONDS).sign
    assert [read_number(cell, decimal, SECONDS) for cell in cells] == [value / 10 for value in tenths]


@given(st.lists(st.integers(0, 86_400), min_size=1), st.sampled_from(((",", ","), (".", ";"))))
def test_whole_numbers_in_groups_are_never_read_as_parts(values: list[int], signs: tuple[str, str]) -> None:
    cells = [f"{value:,}".replace(",", signs[0]) for value in values]
    decimal = decimal_sign(cells, signs[1], SECONDS).sign
    assert [read_number(cell, decimal, SECONDS) for cell in cells] == values


@pytest.mark.parametrize(("delimiter", "cell"), [(",", '"1,200"'), (";", "1.200")])
def test_a_session_that_was_broken_off_stays_so(tmp_path: Path, delimiter: str, cell: str) -> None:
    rows = [["practice_date", "routine", "planned_s", "practised_s"], ["2026-05-30", "Slow", cell, "900"]]
    text = "\n".join(delimiter.join(row) for row in rows)
    plan = plan_of(tmp_path, text)
    (record,) = plan.records
    assert (record.planned_s, record.practised_s, record.credit) == (1200.0, 900.0, 0.75)
    assert [str(one) for one in plan.notices] == [
        f"In {tmp_path / 'mine.csv'}, '{cell.strip(chr(34))}' is read as 1200, as is usual for a file like this one. If"
        " that is wrong, write numbers without a thousands separator, then import the file again."
    ]
    point = "." if delimiter == "," else ","
    shown = plan_of(tmp_path, text.replace("900", f'"900{point}5"'))
    assert (shown.records[0].practised_s, shown.notices) == (900.5, ()), "the file itself shows how it is to be read"


def test_a_row_in_doubt_is_left_out_and_named(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, "practice_date\troutine\tpractised_s\n2026-05-29\tSlow\t1.200\n2026-05-30\tSlow\t900\n"
    )  # fmt: skip
    assert [record.practised_s for record in plan.records] == [900.0]
    (bad,) = plan.bad_rows
    assert str(bad.reason) == (
        f"Line 2 of {tmp_path / 'mine.csv'} is skipped: see practised_s. '1.200' may mean 1200 or 1.2. Write it without"
        " a thousands separator, then import the file again."
    )


def test_a_negative_length_in_groups_is_told(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, 'practice_date,routine,practised_s\n2026-05-29,Slow,"-1,200"\n')
    assert [str(one).partition(",")[2].strip().split(" as is")[0] for one in plan.notices] == [
        "'-1,200' is read as -1200,"
    ]
    assert "'-1,200' is not a number from 0 to 86400" in str(plan.bad_rows[0].reason)
