"""A setting described where it is declared: found by its name, with its default, and held to its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pytest

from psoas_timer.core.described import Section, Setting, check_settings, group_of, setting, settings_of
from psoas_timer.core.kind import Flag, Number, Table, Whole
from psoas_timer.core.problem import BadValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Bath:
    """Settings of a thing that the program does not have."""

    degrees: int = setting(37, Whole(20, 42), "Temperature", Section.SESSION, unit="°C", step=2)
    has_foam: bool = setting(False, Flag(), of_this_machine=True)
    shares: Mapping[str, float] = setting(lambda: MappingProxyType({"salt": 0.5}), Table(Number(0, 1)))


def test_a_setting_keeps_its_default_and_each_object_has_its_own() -> None:
    assert (Bath().degrees, Bath().has_foam, dict(Bath().shares)) == (37, False, {"salt": 0.5})
    assert Bath().shares is not Bath().shares


def test_settings_are_found_in_declared_order_with_their_descriptions() -> None:
    degrees, has_foam, shares = settings_of(Bath)
    assert degrees == Setting(
        name="degrees", kind=Whole(20, 42), label="Temperature", section=Section.SESSION, unit="°C", step=2
    )
    assert (has_foam.name, has_foam.section, has_foam.of_this_machine) == ("has_foam", None, True)
    assert (shares.name, shares.of_this_machine) == ("shares", False)


@pytest.mark.parametrize(
    ("choice", "name"),
    [(Bath(degrees=43), "degrees"), (Bath(degrees=True), "degrees"), (Bath(has_foam=1), "has_foam")],  # type: ignore[arg-type]
    ids=repr,
)
def test_a_value_that_is_not_of_its_kind_is_refused_by_name(choice: Bath, name: str) -> None:
    with pytest.raises(BadValue, match=name):
        check_settings(choice)


def test_values_of_their_kinds_are_no_matter() -> None:
    for choice in (Bath(), Bath(degrees=20), Bath(degrees=42, has_foam=True)):
        check_settings(choice)


def test_a_group_of_settings_knows_each_kind_and_makes_another_value() -> None:
    group = group_of(Bath())
    assert group.usual == Bath()
    assert {name: type(kind) for name, kind in group.kinds.items()} == {
        "degrees": Whole, "has_foam": Flag, "shares": Table,
    }  # fmt: skip
    assert group.having(Bath(), "degrees", 40) == Bath(degrees=40, shares=Bath().shares)
