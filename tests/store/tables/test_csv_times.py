"""Dates and times whose order is certain, in every form that other programs write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.tables.csv_numbers import plain
from psoas_timer.store.tables.csv_times import parse_day, parse_time
from tests.store.tables.csv_files import only, plan_of

EVENING = datetime.fromisoformat("2026-05-03T18:30")  # local
INDIA = timezone(timedelta(hours=5, minutes=30))
WEST = timezone(-timedelta(hours=3))


@pytest.mark.parametrize(
    "cell",
    ["2026-05-03", "2026-5-3", "2026/05/03", "2026.05.03", "20260503", "2026-05-03 00:00:00", "2026-05-03T00:00"],
)
def test_a_day_with_its_year_first_is_certain(cell: str) -> None:
    assert parse_day(plain(cell)) == date(2026, 5, 3)


@pytest.mark.parametrize(
    "cell", ["03.05.2026", "5/3/2026", "03-05-2026", "5/3/26", "2026-05", "2026-05/03", "2026503", "2026-02-30",
             "2026-W20-3", "2026-05-03 18:30", "46145", "May 3 2026"],
)  # fmt: skip
def test_no_other_day_is_guessed(cell: str) -> None:
    assert parse_day(plain(cell)) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-05-03 18:30", EVENING),
        ("2026-05-03T18:30:00", EVENING),
        ("2026-05-03t18:30:00.000", EVENING),
        ("2026-05-03  18:30:00,5", EVENING.replace(microsecond=500_000)),
        ("2026-05-03T18:30:00.1234567", EVENING.replace(microsecond=123_456)),
        ("2026-05-03 8:05", EVENING.replace(hour=8, minute=5)),
        ("2026/5/3 6:30 PM", EVENING),
        ("2026-05-03 12:05 a.m.", EVENING.replace(hour=0, minute=5)),
        ("20260503T183000", EVENING),
        ("20260503T1830", EVENING),
        ("2026-05-03T18:30:00Z", EVENING.replace(tzinfo=UTC)),
        ("2026-05-03 18:30:00 UTC", EVENING.replace(tzinfo=UTC)),
        ("2026-05-03 18:30:00+00:00", EVENING.replace(tzinfo=UTC)),
        ("2026-05-03T18:30+0530", EVENING.replace(tzinfo=INDIA)),
        ("20260503T183000.25-03", EVENING.replace(microsecond=250_000, tzinfo=WEST)),
        ("2026-05-03T18:30:00\N{MINUS SIGN}03:00", EVENING.replace(tzinfo=WEST)),
        ("2026-05-03T18:30 UTC+05:30", EVENING.replace(tzinfo=INDIA)),
    ],
)
def test_a_time_is_read_with_its_offset(cell: str, expected: datetime) -> None:
    found = parse_time(plain(cell))
    assert found == expected
    assert found is not None
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(
    "cell", ["5/3/26 6:00 PM", "2026-05-03", "18:30", "2026-05-03 24:00", "2026-05-03 18:60", "2026-05-03 18:30:60",
             "2026-05-03 13:00 PM", "2026-05-03 0:30 am", "2026-05-03T18:30+24:00", "2026-05-03T18:30Z+01:00",
             "2026-05-03 1830", "2026-05-03 18.30", "2026-02-30 18:30", "2026-05-03T18:30[Europe/Berlin]",
             "0000-05-03 18:30", "2026-05-03 18:30 CET"],
)  # fmt: skip
def test_what_is_no_time_is_none(cell: str) -> None:
    assert parse_time(plain(cell)) is None


@given(st.datetimes(), st.integers(-1439, 1439))
def test_every_time_is_read_as_python_writes_it(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_time(plain(moment.isoformat())) == moment
    assert parse_time(plain(str(aware))) == aware


def test_an_instant_stays_and_its_day_is_the_local_one(tmp_path: Path) -> None:
    record = only(plan_of(tmp_path, "started,routine\n2026-05-30T01:00:00+05:30,Slow\n"))
    assert record.started == datetime(2026, 5, 29, 19, 30, tzinfo=UTC)
    assert (record.utc_offset_s, record.zone) == (19_800, "")
    assert record.practice_date == date(2026, 5, 29), "before 3 in the morning"


def test_an_offset_of_the_row_shows_where_an_instant_was(tmp_path: Path) -> None:
    text = "started,ended,utc_offset,zone,routine\n2026-05-30T22:30Z,2026-05-30T22:40Z,UTC+05:30,Asia/Kolkata,Slow\n"
    record = only(plan_of(tmp_path, text))
    assert record.started == datetime(2026, 5, 30, 22, 30, tzinfo=UTC)
    assert record.ended - record.started == timedelta(minutes=10)
    assert (record.utc_offset_s, record.zone, record.practice_date) == (19_800, "Asia/Kolkata", date(2026, 5, 31))


def test_a_zone_of_the_row_shows_where_an_instant_was(tmp_path: Path) -> None:
    text = "started,zone,routine\n2026-05-30T03:30Z,America/New_York,Slow\n"
    record = only(plan_of(tmp_path, text))
    assert record.started == datetime(2026, 5, 30, 3, 30, tzinfo=UTC)
    assert (record.utc_offset_s, record.zone) == (-4 * 3600, "America/New_York")
    assert record.practice_date == date(2026, 5, 29), "it was half past eleven in the evening"


@pytest.mark.parametrize("zone", ["", "Here", "../../etc/passwd", "Europe", "\x01", "x" * 100])
def test_a_zone_that_is_not_known_leaves_the_instant_where_it_is(tmp_path: Path, zone: str) -> None:
    record = only(plan_of(tmp_path, f"started,zone,routine\n2026-05-30T08:30+02:00,{zone},Slow\n"))
    assert (record.started.hour, record.utc_offset_s, record.zone) == (6, 7200, zone)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("9999-12-31T23:59:59-12:00", "is not within the years 1970 to 2200"),
        ("9999-12-31T23:59:59", "is not within the years 1970 to 2200"),
        ("0001-01-01T00:00:00+14:00", "is not within the years 1970 to 2200"),
        ("2026-06-01T18:15:01Z", "is in the future"),
        ("2026-06-01T14:15:01-04:00", "is in the future"),
    ],
)
def test_far_and_future_instants_are_told(tmp_path: Path, cell: str, fault: str) -> None:
    for head in ("started,routine", "started,routine,utc_offset", "started,routine,ended"):
        row = f"2026-05-30 08:00,Slow,{cell}" if head.endswith("ended") else f"{cell},Slow"
        plan = plan_of(tmp_path, f"{head}\n{row}\n")
        assert plan.records == ()
        assert fault in str(plan.bad_rows[0].reason)


def test_what_began_this_very_second_is_past(tmp_path: Path) -> None:
    assert only(plan_of(tmp_path, "started,routine\n2026-06-01T18:15:00Z,Slow\n"))
