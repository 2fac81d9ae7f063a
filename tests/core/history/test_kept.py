"""A stored field declared once: its names in the database, in tables and in the program, and since when."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from psoas_timer.core.history.kept import Kept, kept, kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Flag, Text, Whole


@dataclass(frozen=True)
class Swim:
    """A record that the program does not have."""

    lanes: int = field(metadata=kept(Whole(1, 200)))
    is_cold: bool = field(default=False, metadata=kept(Flag(), column="cold", cell="water", since=2))
    pool: str = field(default="", metadata=kept(Text(), cell=None))


def test_a_field_has_its_own_name_everywhere_unless_another_is_given() -> None:
    assert kept_fields(Swim) == (
        Kept(name="lanes", kind=Whole(1, 200), column="lanes", cell="lanes", since=1),
        Kept(name="is_cold", kind=Flag(), column="cold", cell="water", since=2),
        Kept(name="pool", kind=Text(), column="pool", cell=None, since=1),
    )


def test_a_field_of_a_record_that_is_not_declared_is_a_mistake_found_at_once() -> None:
    @dataclass(frozen=True)
    class Forgotten(Swim):
        coach: str = ""

    with pytest.raises(KeyError, match="kept"):
        kept_fields(Forgotten)


def test_no_two_fields_of_a_session_share_a_name() -> None:
    fields = kept_fields(SessionRecord)
    assert len({one.column for one in fields}) == len(fields)
    cells = [one.cell for one in fields if one.cell is not None]
    assert len(set(cells)) == len(cells)
    assert [one.name for one in fields if one.column != one.name] == ["started", "ended", "reached_s"]
