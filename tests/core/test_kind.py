"""A value of its kind is accepted; any other is refused, with a remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.kind import (
    Day,
    Flag,
    Group,
    Instant,
    Kind,
    Maybe,
    Number,
    Offset,
    OneOf,
    Text,
    Unfit,
    Whole,
    figure,
)
from psoas_timer.core.problem import BadValue


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(), ""), (Text(most=1), "longer"), (Text(may_be_empty=False), "½"), (Whole(0, 3), 0), (Whole(0, 3), 3),
        (Offset(), -86_399), (Number(0.5, 2), 0.5), (Number(0.5, 2), 2), (Flag(), False), (OneOf(Colour), Colour.RED),
        (OneOf((0, 90)), 90), (Maybe(Flag()), None), (Maybe(Flag()), True), (Day(), date(2200, 12, 31)),
        (Day(is_any=True), date.min), (Instant(), datetime(1900, 1, 1, tzinfo=UTC)), (Kind(), object),
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_of_its_kind_is_taken_as_it_is(kind: Kind, value: object) -> None:
    assert kind.take(value) == value
    kind.check("it", value)


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        (Text(), None, "None is not text."),
        (Text(), "\ud800", "'\\ud800' contains an incomplete character."),
        (Text(may_be_empty=False), "", "It is empty."),
        (Whole(0, 3), 4, "4 is not a whole number from 0 to 3."),
        (Whole(0, 3), True, "True is not a whole number from 0 to 3."),
        (Whole(0, 3), 1.0, "1.0 is not a whole number from 0 to 3."),
        (Offset(), 86_400, "86400 is not a whole number from -86399 to 86399."),
        (Number(1 / 6, 1_000_000), 0, "0 is not a number from 0.167 to 1000000."),
        (Number(0, 1), nan, "nan is not a number from 0 to 1."),
        (Number(0, 1), inf, "inf is not a number from 0 to 1."),
        (Number(0, 1), "1", "'1' is not a number from 0 to 1."),
        (Flag(), 1, "1 is neither true nor false."),
        (OneOf(Colour), "green", "'green' is not one of: red, blue."),
        (OneOf(Colour), ["red"], "['red'] is not one of: red, blue."),
        (OneOf((0, 90)), False, "False is not one of: 0, 90."),
        (OneOf((0, 90)), 90.0, "90.0 is not one of: 0, 90."),
        (Maybe(Flag()), "", "'' is neither true nor false."),
        (Day(), date(1899, 12, 31), "is not within the years 1900 to 2200."),
        (Day(), "2026-05-31", "'2026-05-31' is not a date like 2026-05-31."),
        (Instant(), datetime(2026, 5, 31), "is not a time like 2026-05-31T18:30:00Z."),  # noqa: DTZ001 -- just that
    ],
    ids=repr,
)
def test_what_is_not_is_told_with_what_would_do(kind: Kind, value: object, sentence: str) -> None:
    with pytest.raises(Unfit) as told:
        kind.take(value)
    assert sentence in str(told.value)
    assert told.value.next_step
    with pytest.raises(BadValue, match=r"^mine is "):
        kind.check("mine", value)


@given(st.sampled_from(Colour))
def test_a_word_becomes_the_member_that_it_stands_for(colour: Colour) -> None:
    assert OneOf(Colour).take(str(colour.value)) is colour


def test_a_group_of_any_form_takes_a_part_and_stays_as_it_was() -> None:
    usual = {"a": 1, "b": 2}
    group = Group(usual, {"a": Whole(0, 9), "b": Whole(0, 9)})
    assert group.having(usual, "a", 5) == {"a": 5, "b": 2}
    assert usual == {"a": 1, "b": 2}
    whole = Whole(0, 9)
    assert Group(whole, {"most": Whole(0, 99)}).having(whole, "most", 20) == Whole(0, 20)


@pytest.mark.parametrize(("bound", "shown"), [(0, "0"), (10.0, "10"), (100, "100"), (-2.5, "-2.5"), (1 / 3, "0.333")])
def test_a_bound_is_shown_without_needless_zeros(bound: float, shown: str) -> None:
    assert figure(bound) == shown
