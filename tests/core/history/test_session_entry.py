"""A session entered later: stored as entered, marked as such, and never in the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Source, Status, practice_date
from psoas_timer.core.history.session_entry import ENTERED_MIN, SessionEntry, record_of_entry
from psoas_timer.core.problem import BadValue

NOW = datetime(2026, 11, 9, 19, 30, tzinfo=UTC)
EVENING = datetime.fromisoformat("2026-11-08T18:15")
ENTRY = SessionEntry(EVENING, "bridge", 600.0, (Side.RIGHT, Side.LEFT), "at the gym")


def record_of(entry: SessionEntry = ENTRY, **changes: Any) -> SessionRecord:
    usual = {
        "uuid": "a",
        "title": "Supported bridge",
        "planned_s": 700.0,
        "zone": "Europe/Berlin",
        "utc_offset_s": 3600,
        "boundary_h": 3,
        "now": NOW,
    }
    return record_of_entry(entry, **{**usual, **changes})


def test_what_is_told_is_kept_and_marked_as_entered() -> None:
    assert record_of() == SessionRecord(
        uuid="a",
        routine_id="bridge",
        routine_title="Supported bridge",
        started=datetime(2026, 11, 8, 17, 15, tzinfo=UTC),
        ended=datetime(2026, 11, 8, 17, 25, tzinfo=UTC),
        utc_offset_s=3600,
        zone="Europe/Berlin",
        practice_date=date(2026, 11, 8),
        planned_s=700.0,
        practised_s=600.0,
        status=Status.COMPLETE,
        sides_done=(Side.RIGHT, Side.LEFT),
        first_side=Side.RIGHT,
        source=Source.ENTERED,
        note="at the gym",
    )


@pytest.mark.parametrize(
    ("practised_s", "status"), [(559.0, Status.PARTIAL), (560.0, Status.COMPLETE), (900.0, Status.COMPLETE)]
)
def test_it_is_complete_from_four_fifths_on(practised_s: float, status: Status) -> None:
    assert record_of(replace(ENTRY, practised_s=practised_s)).status is status


def test_a_session_after_midnight_counts_for_the_day_before() -> None:
    entry = replace(ENTRY, local_start=datetime.fromisoformat("2026-11-08T02:59"))
    assert record_of(entry).practice_date == date(2026, 11, 7)
    assert record_of(entry, boundary_h=0).practice_date == date(2026, 11, 8)


@pytest.mark.parametrize("offset_s", [-43_200, 0, 50_400])
def test_it_may_end_now_and_not_a_moment_later(offset_s: int) -> None:
    local_now = NOW.replace(tzinfo=None) + timedelta(seconds=offset_s)
    entry = replace(ENTRY, local_start=local_now - timedelta(minutes=10))
    assert record_of(entry, utc_offset_s=offset_s).ended == NOW
    with pytest.raises(BadValue, match="would not have ended yet"):
        record_of(replace(entry, local_start=entry.local_start + timedelta(seconds=1)), utc_offset_s=offset_s)
    with pytest.raises(BadValue, match="would start in the future"):
        record_of(replace(entry, local_start=local_now + timedelta(seconds=1)), utc_offset_s=offset_s)


@pytest.mark.parametrize("practised_s", [-60.0, 0.0, 59.0, ENTERED_MIN[1] * 60 + 1.0, float("nan")])
def test_minutes_out_of_bounds_are_refused(practised_s: float) -> None:
    with pytest.raises(BadValue, match="1 to 180 minutes"):
        record_of(replace(ENTRY, practised_s=practised_s))


@given(
    local_start=st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2037-12-31")),
    offset_s=st.integers(-14 * 3600, 14 * 3600),
    minutes=st.integers(*ENTERED_MIN),
    boundary_h=st.integers(0, 6),
)
def test_no_entry_ends_after_now(local_start: datetime, offset_s: int, minutes: int, boundary_h: int) -> None:
    entry = SessionEntry(local_start, "bridge", minutes * 60.0)
    try:
        record = record_of(entry, utc_offset_s=offset_s, boundary_h=boundary_h)
    except BadValue:
        assert entry.local_end - timedelta(seconds=offset_s) > NOW.replace(tzinfo=None)
    else:
        assert record.started < record.ended <= NOW
        assert (record.started + timedelta(seconds=offset_s)).replace(tzinfo=None) == local_start
        assert record.practice_date == practice_date(local_start, boundary_h)
