"""The values of a backup, one by one: what is right comes through as it is, and a fault says where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psoas_timer.store.backup.values import (
    MOST_S,
    YEARS,
    read_columns,
    read_day,
    read_if_any,
    read_instant,
    read_items,
    read_length,
    read_name,
    read_one_of,
    read_practice_date,
    read_table,
    read_text,
    read_truth,
    read_whole,
)

from psoas_timer.core.problem import BadValue
from psoas_timer.store.backup.json_text import BadPlace

ANYTHING = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.lists(st.integers(), max_size=2)
)
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31))
READERS: list[Callable[[object], object]] = [
    read_text, read_name, read_instant, read_day, read_practice_date, read_length, read_truth, read_table,
    lambda given: read_whole(0, 6, given), lambda given: read_one_of(str, ("left", "right"), given),
]  # fmt: skip


@given(ANYTHING)
def test_whatever_is_given_is_read_or_told(given_value: object) -> None:
    for read in READERS:
        try:
            assert read(given_value) is not None
        except BadValue as fault:
            assert str(fault)


@given(DAYS)
def test_a_date_comes_back(day: date) -> None:
    assert read_day(day.isoformat()) == read_practice_date(day.isoformat()) == day


@given(st.builds(datetime.combine, DAYS, st.times(timezones=st.just(UTC))))
def test_an_instant_comes_back_in_utc(instant: datetime) -> None:
    assert read_instant(instant.isoformat().replace("+00:00", "Z")) == instant


@pytest.mark.parametrize("text", ["2026-05-31", "2026-05-31T18:30:00", "2026-02-30T00:00:00Z", "1899-12-31T00:00:00Z"])
def test_what_is_no_instant_is_told(text: str) -> None:
    with pytest.raises(BadValue):
        read_instant(text)


def test_numbers_are_kept_as_they_were_written_within_their_bounds() -> None:
    assert [type(read_length(length)) for length in (1, 1.0)] == [int, float]
    assert read_length(MOST_S) == MOST_S
    assert (read_whole(1, 7, 1), read_whole(1, 7, 7)) == (1, 7)
    for wrong in (-0.1, MOST_S + 1, float("nan"), True, "1"):
        with pytest.raises(BadValue):
            read_length(wrong)


def test_null_is_read_where_a_value_may_be_missing() -> None:
    assert read_if_any(read_day, None) is None
    assert read_if_any(read_day, "2026-05-31") == date(2026, 5, 31)


def test_columns_are_read_by_their_keys_and_a_fault_is_told_at_its_own() -> None:
    readers = {"day": read_day, "note": read_text}
    assert read_columns({"day": "2026-05-31"}, readers, ["note"]) == {"day": date(2026, 5, 31)}
    with pytest.raises(BadValue, match="note is missing"):
        read_columns({"day": "2026-05-31"}, readers)
    for wrong, key in (({"day": 3, "note": ""}, "day"), ({"day": "2026-05-31", "mood": ""}, "mood")):
        with pytest.raises(BadPlace) as told:
            read_columns(wrong, readers, ["note"])
        assert told.value.path == (key,)


def test_no_two_items_have_one_name_and_the_second_is_told() -> None:
    assert read_items(["a", "b"], read_name, str) == ("a", "b")
    with pytest.raises(BadPlace) as told:
        read_items(["a", "b", "a"], read_name, str)
    assert told.value.path == (3,)
    assert "number 1" in str(told.value.fault)


def test_where_a_fault_is_deep_within_all_the_way_is_told() -> None:
    with pytest.raises(BadPlace) as told:
        read_columns({"days": ["2026-05-31", "x"]}, {"days": lambda days: read_items(days, read_day, str)})
    assert told.value.path == ("days", 2)
