"""The practice date in every zone from 2000 to 2037: midnight, changed clocks and the date line move no session."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Routine, Side, Stage
from psoas_timer.core.breath.timeline import compile_timeline
from psoas_timer.core.history.adherence import PracticeDay, weeks
from psoas_timer.core.history.session import SessionRecord, begin_record, practice_date
from psoas_timer.core.settings import DAY_BOUNDARIES_H
from tests.zones import FIRST, LAST, different_zones

AROUND = [timedelta(minutes=minutes) for minutes in (-300, -61, -1, 0, 1, 29, 30, 59, 60, 61, 181, 420, 1439)]

_STAGE = Stage(id="s", title="S", pattern=BreathPattern(4, 0, 6, 0), cycles=10)
_TIMELINE = compile_timeline(Routine(id="bridge", title="Bridge", stages=(_STAGE,)))


def begun_at(instant: datetime, zone: str, boundary_h: int = 3) -> SessionRecord:
    return begin_record(
        _TIMELINE,
        uuid=f"{instant} {zone}",
        routine_id="bridge",
        routine_title="Bridge",
        started=instant.astimezone(ZoneInfo(zone)),
        zone=zone,
        first_side=Side.LEFT,
        boundary_h=boundary_h,
    )


def wall_of(record: SessionRecord) -> datetime:
    """Return the wall-clock time from what the log stores, without any time zone file."""
    return record.started.replace(tzinfo=None) + timedelta(seconds=record.utc_offset_s)


def test_the_sweep_sees_the_zones_and_their_changes() -> None:
    found = different_zones()
    assert len(found) > 100
    assert sum(map(len, found.values())) > 5_000
    jumps = dict(found["Pacific/Apia"])
    assert jumps[datetime(2011, 12, 30, 10, tzinfo=UTC)] == timedelta(hours=14)  # the date line moved across Samoa


@pytest.mark.parametrize("boundary_h", DAY_BOUNDARIES_H)
def test_around_every_change_of_clocks_the_wall_alone_decides_and_the_log_keeps_it(boundary_h: int) -> None:
    wrong = []
    for zone, found in different_zones().items():
        here = ZoneInfo(zone)
        for change, _offset in found:
            for delta in AROUND:
                local = (change + delta).astimezone(here)
                expected = local.date() - timedelta(days=local.hour < boundary_h)
                if practice_date(local, boundary_h) != expected:
                    wrong.append((zone, local))
    assert wrong == []


def test_a_session_over_a_change_of_clocks_keeps_its_day_wherever_it_is_read() -> None:
    wrong = []
    for zone, found in different_zones().items():
        for change, _offset in found:
            record = begun_at(change - timedelta(minutes=3), zone)
            local = record.started.astimezone(ZoneInfo(zone))
            expected = local.date() - timedelta(days=local.hour < 3)
            if not record.practice_date == practice_date(wall_of(record)) == expected:
                wrong.append((zone, change))
    assert wrong == []


@pytest.mark.parametrize("zone", ["Pacific/Apia", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"])
def test_a_session_each_noon_fills_every_day_there_was_once(zone: str) -> None:
    here = ZoneInfo(zone)
    noons = (datetime(2008, 1, 1, 12, tzinfo=here) + timedelta(days=index) for index in range(5 * 365))
    instants = [noon.astimezone(UTC) for noon in noons]
    dates = [begun_at(instant, zone).practice_date for instant in instants]
    existing = {instant.astimezone(here).date() for instant in instants}
    found = weeks([PracticeDay(day, 1.0) for day in sorted(set(dates))], dates[-1])
    assert {day for week in found for day in week.adherent} == existing
    assert (date(2011, 12, 30) in existing) is (zone != "Pacific/Apia")


def test_flying_over_the_date_line_gives_a_day_twice_and_it_counts_once() -> None:
    auckland = begun_at(datetime(2026, 3, 1, 19, tzinfo=UTC), "Pacific/Auckland")  # Monday, 8 in the morning
    honolulu = begun_at(datetime(2026, 3, 2, 18, tzinfo=UTC), "Pacific/Honolulu")  # Monday again, 8 in the morning
    assert auckland.practice_date == honolulu.practice_date == date(2026, 3, 2)
    (week,) = weeks([PracticeDay(date(2026, 3, 2), 2.0, sessions=2)], date(2026, 3, 8))
    assert (week.days_met, week.sessions) == (1, 2)


seconds = st.integers(0, int((LAST - FIRST).total_seconds()))


@given(
    st.lists(st.tuples(seconds, st.integers(0, 999)), max_size=20),
    st.sampled_from(DAY_BOUNDARIES_H),
    st.sampled_from(DAY_BOUNDARIES_H),
)
def test_no_journey_and_no_later_boundary_moves_what_was_saved(
    stops: list[tuple[int, int]], boundary_h: int, later_h: int
) -> None:
    zones = list(different_zones())
    records = [
        begun_at(FIRST + timedelta(seconds=second), zones[number % len(zones)], boundary_h) for second, number in stops
    ]
    for record in records:
        wall = wall_of(record)
        assert record.practice_date == practice_date(wall, boundary_h)
        assert abs((record.practice_date - record.started.date()).days) <= 2
        assert practice_date(wall, later_h) - record.practice_date in {timedelta(days=days) for days in (-1, 0, 1)}
