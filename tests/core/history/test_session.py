"""What is stored of a session: how much was practised, which sides, and which day it counts for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import (
    DONE_SHARE,
    Progress,
    SessionRecord,
    Status,
    begin_record,
    practice_date,
    record_at,
    status_at_end,
)
from tests.core.strategies import instants, named_patterns, timelines

SLOW = BreathPattern(4, 0, 6, 0)

# Wall-clock time, without a time zone.
walls = st.builds(datetime.combine, st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.times())


def lay(*stages: dict[str, Any], settle_s: float = 0.0) -> Timeline:
    made = tuple(Stage(**{"id": "s", "title": "S", "pattern": SLOW, "cycles": 10} | changes) for changes in stages)
    return compile_timeline(Routine(id="r", title="R", stages=made), settle_s=settle_s)


def run(timeline: Timeline, *spans: tuple[float, float], start: Progress | None = None) -> Progress:
    """Return the progress of a session that ran through these spans of seconds, one after another."""
    progress = start or Progress()
    for a_s, b_s in spans:
        progress = progress.advanced(timeline, a_s, b_s)
    return progress


def spans_of(timeline: Timeline) -> st.SearchStrategy[list[tuple[float, float]]]:
    """Return runs through a session in any order, each from somewhere to somewhere later."""
    pair = st.tuples(instants(timeline), instants(timeline)).map(lambda ends: (min(ends), max(ends)))
    return st.lists(pair, max_size=8)


def record(**changes: Any) -> SessionRecord:
    start = datetime(2025, 3, 1, 18, tzinfo=UTC)
    usual = {
        "uuid": "u", "routine_id": "r", "routine_title": "R", "started": start, "ended": start, "utc_offset_s": 0,
        "zone": "UTC", "practice_date": start.date(), "planned_s": 100.0,
    }  # fmt: skip
    return SessionRecord(**usual | changes)


# --- progress ---


@given(timelines(), st.data())
def test_progress_never_decreases_and_never_exceeds_the_plan(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever order the session is run in: forwards, backwards, past its end."""
    progress = Progress()
    for a_s, b_s in data.draw(spans_of(timeline)):
        later = progress.advanced(timeline, a_s, b_s)
        assert later.practised_s >= progress.practised_s
        assert all(later.reached_s[index] >= reached_s for index, reached_s in progress.reached_s.items())
        for index, reached_s in later.reached_s.items():
            span = timeline.stage_spans[index]
            assert 0.0 <= reached_s <= span.end_s - span.practice_s
        progress = later
    assert progress.practised_s <= timeline.practice_s + 1e-6


@given(timelines(), st.data())
def test_each_second_counts_once_however_often_it_is_gone_through(timeline: Timeline, data: st.DataObject) -> None:
    spans = data.draw(spans_of(timeline))
    once = run(timeline, *spans)
    assert run(timeline, *spans, *reversed(spans)) == once


@given(timelines(), st.data())
def test_any_cut_of_a_run_into_ticks_practises_the_same(timeline: Timeline, data: st.DataObject) -> None:
    inside = st.floats(0.0, timeline.duration_s)
    end_s = data.draw(inside)
    cuts = sorted(min(at_s, end_s) for at_s in data.draw(st.lists(inside | instants(timeline), max_size=12)))
    ticks = [0.0, *(max(at_s, 0.0) for at_s in cuts), end_s]
    assert run(timeline, *pairwise(ticks)) == run(timeline, (0.0, end_s))


@given(timelines(), st.data())
def test_a_run_from_the_start_practises_what_lies_outside_the_settles(timeline: Timeline, data: st.DataObject) -> None:
    """The oracle adds up the segments."""
    end_s = data.draw(st.floats(0.0, timeline.duration_s))
    breathed_s = sum(
        max(min(one.end_s, end_s) - one.start_s, 0.0) for one in timeline.segments if one.phase is not Phase.SETTLE
    )
    assert run(timeline, (0.0, end_s)).practised_s == pytest.approx(breathed_s, abs=1e-6)


@given(timelines())
def test_a_session_run_to_its_end_is_practised_whole(timeline: Timeline) -> None:
    assert run(timeline, (0.0, timeline.duration_s)).practised_s == timeline.practice_s
    assert run(timeline, (0.0, timeline.duration_s + 5.0)).practised_s == timeline.practice_s


@given(timelines(), st.data())
def test_settling_is_no_practice(timeline: Timeline, data: st.DataObject) -> None:
    settles = [one for one in timeline.segments if one.phase is Phase.SETTLE]
    assume(settles)
    settle = data.draw(st.sampled_from(settles))
    at_s = data.draw(st.floats(settle.start_s, settle.end_s))
    assert run(timeline, (settle.start_s, at_s)).practised_s == 0.0


@given(timelines(), named_patterns(), st.data())
def test_a_change_of_pace_takes_no_practice_away(
    timeline: Timeline, mine: dict[str, BreathPattern], data: st.DataObject
) -> None:
    at_s = data.draw(st.floats(0.0, timeline.duration_s))
    before = run(timeline, (0.0, at_s))
    paced = timeline.with_pace(at_s, mine)
    assert run(paced, (0.0, at_s), start=before).practised_s == before.practised_s
    assert before.practised_s <= paced.practice_s + 1e-6
    assert run(paced, (at_s, paced.duration_s), start=before).practised_s == pytest.approx(paced.practice_s)


def test_progress_is_a_value_and_the_old_one_stays_as_it_was() -> None:
    timeline = lay({})
    old = run(timeline, (0.0, 30.0))
    run(timeline, (30.0, 60.0), start=old)
    assert old.reached_s == {0: 30.0}


def test_a_skipped_stage_counts_only_as_far_as_it_was_reached() -> None:
    timeline = lay({}, {}, {"settle_s": 5.0})
    assert run(timeline, (0.0, 30.0), (100.0, 120.0), (200.0, 245.0)).reached_s == {0: 30.0, 1: 20.0, 2: 40.0}


def test_a_stage_done_again_after_skipping_back_counts_once() -> None:
    assert run(lay({}, {}), (0.0, 60.0), (0.0, 40.0), (40.0, 110.0)).reached_s == {0: 100.0, 1: 10.0}


# --- sides and status ---


@pytest.mark.parametrize(("reached_s", "is_done"), [(0.0, False), (79.9, False), (80.0, True), (100.0, True)])
def test_a_stage_is_done_from_80_percent_on(reached_s: float, is_done: bool) -> None:
    assert Progress({0: reached_s}).is_stage_done(lay({}), 0) is is_done


@pytest.mark.parametrize(
    ("reached_s", "sides"),
    [
        ({}, ()),
        ({0: 100.0}, ()),
        ({1: 100.0}, (Side.LEFT,)),
        ({2: 80.0}, (Side.RIGHT,)),
        ({1: 79.0, 2: 80.0}, (Side.RIGHT,)),
        ({2: 100.0, 1: 100.0}, (Side.LEFT, Side.RIGHT)),
    ],
)
def test_a_side_is_done_when_its_stage_is(reached_s: dict[int, float], sides: tuple[Side, ...]) -> None:
    assert Progress(reached_s).sides_done(lay({}, {"both_sides": True})) == sides


def test_a_side_is_done_only_when_every_stage_of_it_is() -> None:
    timeline = lay({"both_sides": True}, {"both_sides": True})
    assert Progress({0: 100.0, 1: 100.0, 3: 100.0}).sides_done(timeline) == (Side.RIGHT,)


def test_a_routine_without_sides_has_none_to_do() -> None:
    assert Progress({0: 100.0}).sides_done(lay({})) == ()


def test_a_routine_for_one_side_never_reports_the_other() -> None:
    assert Progress({0: 100.0}).sides_done(lay({"side": Side.LEFT})) == (Side.LEFT,)


@given(timelines())
def test_the_sides_of_a_finished_session_are_those_it_has(timeline: Timeline) -> None:
    spans = timeline.stage_spans
    whole = Progress({index: span.end_s - span.practice_s for index, span in enumerate(spans)})
    assert set(whole.sides_done(timeline)) == {one.side for one in timeline.stages if one.side}
    assert status_at_end(whole, timeline, True) is Status.COMPLETE
    assert Progress().sides_done(timeline) == ()


@pytest.mark.parametrize(
    ("practised_s", "reached_end", "status"),
    [
        (200.0, True, Status.COMPLETE),
        (160.0, True, Status.COMPLETE),
        (159.9, True, Status.PARTIAL),
        (200.0, False, Status.PARTIAL),
        (0.0, True, Status.PARTIAL),
    ],
)
def test_a_session_is_complete_at_its_end_with_80_percent(
    practised_s: float, reached_end: bool, status: Status
) -> None:
    """Skipping to the end does not make a session, nor does stopping just before it."""
    progress = Progress({0: practised_s / 2, 1: practised_s / 2})
    assert status_at_end(progress, lay({}, {}, settle_s=60.0), reached_end) is status


# --- the record ---


@pytest.mark.parametrize(
    ("practised_s", "planned_s", "share"), [(0, 100, 0), (80, 100, 0.8), (100, 100, 1), (130, 100, 1), (5, 0, 0)]
)
def test_the_share_is_that_of_the_plan_and_at_most_all_of_it(
    practised_s: float, planned_s: float, share: float
) -> None:
    assert record(practised_s=practised_s, planned_s=planned_s).share == share


@given(walls, st.integers(-14 * 4, 14 * 4), timelines())
def test_a_record_begins_in_utc_with_the_local_day_and_offset(
    local: datetime, quarters: int, timeline: Timeline
) -> None:
    offset = timedelta(minutes=15 * quarters)
    started = local.replace(microsecond=0, tzinfo=timezone(offset))
    begun = begin_record(
        timeline, uuid="u", routine_id="r", routine_title="R", started=started, zone="Z", first_side=Side.RIGHT
    )
    assert begun.started == started and begun.started.utcoffset() == timedelta(0)
    assert begun.ended == begun.started
    assert begun.started + timedelta(seconds=begun.utc_offset_s) == started.replace(tzinfo=UTC)
    assert begun.practice_date == practice_date(local)
    assert (begun.status, begun.planned_s, begun.practised_s) == (Status.RUNNING, timeline.practice_s, 0.0)


@given(timelines(), st.data())
def test_a_record_kept_up_to_date_keeps_what_it_began_with(timeline: Timeline, data: st.DataObject) -> None:
    progress = run(timeline, *data.draw(spans_of(timeline)))
    now = datetime(2025, 3, 2, 4, tzinfo=timezone(timedelta(hours=5)))
    kept = record_at(record(note="knee"), timeline, progress, 0, now)
    assert kept.practised_s == progress.practised_s
    assert kept.reached_s == progress.reached_s
    assert kept.sides_done == progress.sides_done(timeline)
    assert kept.planned_s == timeline.practice_s
    assert (kept.ended, kept.ended.utcoffset()) == (now, timedelta(0))
    began = record()
    assert (kept.uuid, kept.started, kept.practice_date) == (began.uuid, began.started, began.practice_date)
    assert kept.note == "knee"
    assert 0.0 <= kept.share <= 1.0


# --- the day ---


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2025-03-10T03:00", date(2025, 3, 10)),
        ("2025-03-10T02:59:59.999999", date(2025, 3, 9)),
        ("2025-03-10T00:00", date(2025, 3, 9)),
        ("2025-03-09T23:59", date(2025, 3, 9)),
        ("2025-01-01T01:00", date(2024, 12, 31)),
        ("2024-03-01T02:00", date(2024, 2, 29)),
    ],
)
def test_the_night_until_three_belongs_to_the_day_before(local: str, day: date) -> None:
    assert practice_date(datetime.fromisoformat(local)) == day


@given(
    walls,
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    st.integers(0, 1),
)
def test_no_zone_and_no_change_of_clocks_moves_the_day(local: datetime, zone: timezone, fold: int) -> None:
    assert practice_date(local.replace(tzinfo=zone, fold=fold)) == practice_date(local)


@given(st.dates(date(1990, 1, 2), date(2100, 1, 1)), st.times())
def test_the_day_is_todays_from_three_on_and_yesterdays_before(day: date, at: time) -> None:
    expected = day if at >= time(3) else day - timedelta(days=1)
    assert practice_date(datetime.combine(day, at)) == expected


def test_done_is_80_percent() -> None:
    assert DONE_SHARE == 0.8
