"""Plain values from files become the program's; each fault has its place, and the reader of the file adds advice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.kind import Day, Flag, Instant, Kind, Maybe, Number, OneOf, SomeOf, Stages, Texts, Unfit, Whole
from psoas_timer.core.problem import BadValue
from psoas_timer.store.values import (
    BadPlace,
    Needless,
    advised,
    parse_whole,
    read,
    read_clock,
    read_columns,
    read_items,
    show,
    show_path,
)

SIDES = SomeOf(OneOf(tuple(Side)))


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        (Maybe(Whole(0, 9)), None, None), (Maybe(Whole(0, 9)), 3, 3), (Number(0, 9), 3, 3.0), (Flag(), True, True),
        (Day(), "2026-05-31", date(2026, 5, 31)), (Day(is_any=True), "0001-01-01", date.min),
        (Instant(), "2026-05-31T18:30:00.25Z", datetime(2026, 5, 31, 18, 30, 0, 250_000, UTC)),
        (SIDES, ["right", "left"], (Side.RIGHT, Side.LEFT)), (SIDES, [], ()), (Texts(), ["b"], frozenset("b")),
        (Stages(Number(0, 9)), {"1": 2, "0": 0.5}, {1: 2, 0: 0.5}),
    ],
    ids=repr,
)  # fmt: skip
def test_a_plain_value_is_read_as_the_program_holds_it(kind: Kind, given: object, value: object) -> None:
    assert read(kind, given) == value


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        (Day(), "2026-02-30", "'2026-02-30' is not a date like 2026-05-31."),
        (Day(), "20260530", "'20260530' is not a date like 2026-05-31."),
        (Day(), "1899-12-31", "'1899-12-31' is not within the years 1900 to 2200."),
        (Day(), 20260531, "20260531 is not a date like 2026-05-31."),
        (Instant(), "2026-05-31T18:30:00", "'2026-05-31T18:30:00' is not a time like 2026-05-31T18:30:00Z."),
        (Instant(), "2026-02-30T18:30:00Z", "is not a time like 2026-05-31T18:30:00Z."),
        (Texts(), "slow", "'slow' is not a list of texts."),
        (Texts(), [1], "[1] is not a list of texts."),
        (SIDES, "left", "'left' is not a list."),
        (Stages(Number(0, 9)), [], "[] is not a set of names and values."),
    ],
    ids=repr,
)
def test_a_value_of_another_form_is_told_as_it_stands(kind: Kind, given: object, sentence: str) -> None:
    with pytest.raises(Unfit) as told:
        read(kind, given)
    assert str(told.value).startswith(sentence) or sentence in str(told.value)


@pytest.mark.parametrize(
    ("kind", "given", "place"),
    [
        (SIDES, ["left", "up"], "[2]"),
        (SIDES, ["left", "left"], "[2]"),
        (Stages(Number(0, 9)), {"0": 1, "3": -1}, "3"),
        (Stages(Number(0, 9)), {"01": 1}, "01"),
        (Stages(Number(0, 9)), {"a b": 1}, '"a b"'),
    ],
    ids=repr,
)  # fmt: skip
def test_a_fault_within_has_its_place(kind: Kind, given: object, place: str) -> None:
    with pytest.raises(BadPlace) as told:
        read(kind, given)
    assert show_path(told.value.path) == place


def test_columns_are_read_each_by_its_kind_or_its_reader() -> None:
    readers: dict[str, Any] = {"a": Whole(0, 9), "at": read_clock, "c": Flag()}
    assert read_columns({"at": "18:05", "a": 1}, readers, optional=["c"]) == {"a": 1, "at": time(18, 5)}
    with pytest.raises(Unfit, match=r"^c is missing\."):
        read_columns({"at": "18:05", "a": 1}, readers)
    with pytest.raises(BadPlace) as told:
        read_columns({"at": "18:05", "a": 1, "c": True, "d": 0}, readers)
    assert (told.value.path, type(told.value.fault)) == (("d",), Needless)
    with pytest.raises(BadPlace) as told:
        read_columns({"at": "24:00", "a": 1, "c": True}, readers)
    assert str(told.value.fault).startswith("'24:00' is not a time like 18:00.")


def test_of_two_items_of_one_name_the_second_is_needless() -> None:
    assert read_items(["a", "b"], str, str.lower) == ("a", "b")
    with pytest.raises(BadPlace) as told:
        read_items(["a", "b", "A"], str, str.lower)
    assert told.value.path == (3,)
    assert str(told.value.fault).startswith("It repeats number 1 of the list.")


def test_whoever_read_a_value_gives_the_advice_unless_it_has_its_own() -> None:
    with pytest.raises(Unfit) as told:
        read(Flag(), 1)
    assert str(advised(told.value, "Mend that.")) == "1 is neither true nor false. Mend that."
    own = BadValue("A pause ends before it begins.", "Give a later day.")
    assert advised(own, "Mend that.") is own


@given(st.integers(0, 10**40))
def test_a_number_with_too_many_digits_is_read_as_a_float(number: int) -> None:
    read_as = parse_whole(str(number))
    assert read_as == number if number < 10**15 else isinstance(read_as, float)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "true"), ("a\a", '"a\\u0007"'), ("x" * 50, f'"{"x" * 39}…"'), ([1], "[…]"), ({}, "{…}"), (1.5, "1.5"),
        (10**18, "0xde0b6b3a7640000"),
    ],
)  # fmt: skip
def test_a_value_is_shown_so_that_it_can_stand_in_a_sentence(value: object, shown: str) -> None:
    assert show(value) == shown
