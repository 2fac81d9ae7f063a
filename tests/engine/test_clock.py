"""The clocks: the session clock never steps back, and the wall clock knows its time zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from psoas_timer.engine import clock
from psoas_timer.engine.clock import Gap, GapWatch, awake_clock, local_now, local_zone, session_clock, system_zone

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_the_clock_of_a_session_never_steps_back() -> None:
    seen = [session_clock() for _ in range(1000)]
    assert all(earlier <= later for earlier, later in pairwise(seen))


def test_the_clock_that_stops_in_sleep_runs_with_the_other_while_the_machine_is_awake() -> None:
    watch = GapWatch(session_clock, awake_clock)
    gaps = [watch.look() for _ in range(1000)]
    assert all(gap.length_s >= 0.0 for gap in gaps)
    assert sum(gap.slept_s for gap in gaps) == pytest.approx(0.0, abs=0.1)


def test_a_gap_tells_sleep_from_a_stall() -> None:
    clocks = {"session": 10.0, "awake": 4.0}
    watch = GapWatch(lambda: clocks["session"], lambda: clocks["awake"])
    clocks.update(session=17.0, awake=11.0)
    assert watch.look() == Gap(17.0, 7.0, 0.0)
    clocks.update(session=117.0, awake=12.0)
    assert watch.look() == Gap(117.0, 100.0, 99.0)


def test_the_clock_on_the_wall_has_an_offset() -> None:
    assert local_now().utcoffset() is not None


def test_the_zone_is_that_of_the_system_where_its_name_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "system_zone", lambda: "Europe/Berlin")
    now = SUMMER.astimezone(ZoneInfo("Europe/Berlin"))
    assert local_zone(now) == ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("name", ["Nowhere/At_All", "", "../etc", "America/New_York"])
def test_where_the_name_is_wrong_or_unknown_the_offset_of_now_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(clock, "system_zone", lambda: name)
    now = SUMMER.astimezone(ZoneInfo("Europe/Berlin"))
    assert local_zone(now).utcoffset(now.replace(tzinfo=None)) == timedelta(hours=2)


def test_the_systems_zone_has_a_name() -> None:
    assert system_zone()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="where the C library has its zone from the system at each call")
def test_another_zone_is_seen_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for zone, hours in (("JST-9", 9), ("EST5", -5)):
            patch.setenv("TZ", zone)
            assert local_now().utcoffset() == timedelta(hours=hours)
    local_now()  # and back to the machine's own
