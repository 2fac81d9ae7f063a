"""A session as a row: it comes back as it was, and the texts of instants sort as instants do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.store.database.session_rows import COLUMNS, to_record, to_row, to_text
from tests.store.histories import EVERYTHING, Everything

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(timezones=ZONES).filter(lambda instant: 1 < instant.year < 9999)


@given(EVERYTHING)
def test_every_session_comes_back_as_it_was(everything: Everything) -> None:
    for kept in everything.sessions:
        row = to_row(kept.record)
        assert tuple(row) == COLUMNS
        assert to_record(tuple(row.values())) == kept.record


@given(INSTANTS, INSTANTS)
def test_texts_sort_as_instants_do(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (one < other)
    assert datetime.fromisoformat(to_text(one)) == one


def test_an_instant_has_one_text_in_every_zone() -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert to_text(noon) == to_text(noon.astimezone(timezone(timedelta(hours=2)))) == "2026-06-01T12:00:00.000000Z"
    with pytest.raises(ValueError, match="has no zone"):
        to_text(noon.replace(tzinfo=None))
