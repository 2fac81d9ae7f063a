"""The figures of a report: the sessions within its days, by routine and side, and where they come from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.adherence import MetShare, PracticeDay, Week, weeks
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.core.history.goal import Pause
from psoas_timer.core.history.report import (
    MOST_BARS,
    Bar,
    Report,
    ReportNote,
    RoutineTotal,
    Span,
    make_bars,
    make_report,
)
from psoas_timer.core.history.session import SessionRecord, Source, Status

TODAY = date(2026, 11, 25)  # a Wednesday
MONDAY = date(2026, 11, 23)
BOTH = (Side.LEFT, Side.RIGHT)


def session(
    day: date,
    routine: str = "bridge",
    *,
    practised_s: float = 300.0,
    sides: tuple[Side, ...] = (),
    source: str = Source.TIMER,
    note: str = "",
    is_counted: bool = False,
    before: int | None = None,
    after: int | None = None,
) -> SessionRecord:
    started = datetime.combine(day, time(18), tzinfo=UTC)
    return SessionRecord(
        uuid=f"{day}-{routine}-{practised_s}", routine_id=routine, routine_title=routine.title(), started=started,
        ended=started + timedelta(seconds=practised_s), utc_offset_s=0, zone="Etc/UTC", practice_date=day,
        planned_s=300.0, practised_s=practised_s,
        status=Status.COMPLETE if practised_s == 300.0 else Status.PARTIAL, sides_done=sides, source=source, note=note,
        is_counted=is_counted, discomfort_before=before, discomfort_after=after,
    )  # fmt: skip


def report(
    records: list[SessionRecord],
    first: date,
    last: date = TODAY,
    pauses: tuple[Pause, ...] = (),
    *,
    notes: bool = False,
) -> Report:
    shares: dict[date, float] = {}
    for record in records:
        shares[record.practice_date] = shares.get(record.practice_date, 0.0) + record.credit
    days = [PracticeDay(day, share) for day, share in shares.items()]
    return make_report(records, weeks(days, TODAY, pauses=pauses), first, last, TODAY, with_notes=notes)


def test_only_the_days_within_are_counted_both_ends_included() -> None:
    records = [session(MONDAY - timedelta(days=offset)) for offset in range(30)]
    made = report(records, MONDAY - timedelta(days=13), MONDAY - timedelta(days=1))
    assert (made.sessions, made.days, made.practised_s) == (13, 13, 13 * 300.0)
    assert [week.start for week in made.weeks] == [MONDAY - timedelta(weeks=2), MONDAY - timedelta(weeks=1)]
    assert made.met == MetShare(2, 2)


def test_the_current_week_counts_once_it_is_met_and_a_paused_one_never() -> None:
    records = [session(MONDAY), session(MONDAY - timedelta(days=14))]
    pause = Pause(uuid="p", first=MONDAY - timedelta(days=7), last=MONDAY - timedelta(days=1))
    made = report(records, MONDAY - timedelta(days=14), pauses=(pause,))
    assert made.met == MetShare(0, 1)
    assert made.pauses == [(pause.first, pause.last)]
    assert made.paused_days == 7


def test_pauses_are_told_as_stretches_cut_to_the_days_of_the_report() -> None:
    pauses = (
        Pause(uuid="a", first=MONDAY - timedelta(days=20), last=MONDAY - timedelta(days=12)),
        Pause(uuid="b", first=MONDAY - timedelta(days=11), last=MONDAY - timedelta(days=10)),
        Pause(uuid="c", first=MONDAY, last=None),
    )
    made = report([session(MONDAY - timedelta(days=40))], MONDAY - timedelta(days=14), pauses=pauses)
    assert made.pauses == [(MONDAY - timedelta(days=14), MONDAY - timedelta(days=10)), (MONDAY, TODAY)]
    assert made.paused_days == 8


@pytest.mark.parametrize(
    ("first", "last", "is_cut"),
    [
        (MONDAY - timedelta(days=14), TODAY, False),  # the current week goes on after today: nothing is left out
        (MONDAY - timedelta(days=14), MONDAY - timedelta(days=1), False),
        (MONDAY - timedelta(days=13), TODAY, True),
        (MONDAY - timedelta(days=14), MONDAY - timedelta(days=2), True),
        (MONDAY - timedelta(days=14), MONDAY, True),
    ],
)
def test_a_week_that_reaches_out_of_the_days_is_whole_and_told(first: date, last: date, is_cut: bool) -> None:
    records = [session(MONDAY - timedelta(days=offset)) for offset in range(-2, 40)]
    made = report(records, first, last)
    assert made.is_cut is is_cut
    assert all(week.days_met in (3, 7) for week in made.weeks)


def test_routines_are_told_with_their_sides_the_most_practised_first() -> None:
    records = [
        session(MONDAY, "bridge"),
        session(MONDAY, "front", sides=BOTH),
        session(MONDAY - timedelta(days=1), "front", sides=(Side.LEFT,), practised_s=100.0),
        session(MONDAY - timedelta(days=2), "front", sides=(Side.RIGHT,)),
    ]
    assert report(records, MONDAY - timedelta(days=6)).routines == [
        RoutineTotal("Front", 3, 700.0, both=1, left=1, right=1),
        RoutineTotal("Bridge", 1, 300.0),
    ]


def test_what_was_not_timed_is_told_apart() -> None:
    records = [
        session(MONDAY, source=Source.ENTERED),
        session(MONDAY - timedelta(days=1), source=Source.IMPORTED),
        session(MONDAY - timedelta(days=2), practised_s=90.0, is_counted=True),
        session(MONDAY - timedelta(days=3), practised_s=90.0),
        session(MONDAY - timedelta(days=4), is_counted=True),  # whole already: the person does not need to count it
    ]
    made = report(records, MONDAY - timedelta(days=6))
    assert (made.entered, made.imported, made.complete, made.partial, made.counted) == (1, 1, 3, 2, 1)


def test_discomfort_comes_as_medians_with_their_n() -> None:
    records = [
        session(MONDAY, before=4, after=2),
        session(MONDAY - timedelta(days=7), before=7),
        session(MONDAY - timedelta(days=8), before=5, after=5),
        session(MONDAY - timedelta(days=9)),
    ]
    made = report(records, MONDAY - timedelta(days=13))
    assert made.discomfort == Medians(5.0, 3.5, 3, 2)
    assert made.weekly_discomfort == [Medians(5.0, 5.0, 1, 1), Medians(7.0, None, 1, 0), Medians(4.0, 2.0, 1, 1)]


def test_the_first_and_the_last_third_of_the_weeks_are_set_against_each_other() -> None:
    levels = (9, 7, 5, 5, 3, 2)
    records = [session(MONDAY - timedelta(weeks=5 - index), before=level) for index, level in enumerate(levels)]
    made = report(records, MONDAY - timedelta(weeks=5))
    assert (made.earlier, made.later) == (Medians(8.0, None, 2, 0), Medians(2.5, None, 2, 0))
    few = report(records, MONDAY - timedelta(weeks=1))
    assert (few.earlier, few.later) == (Medians(), Medians())


def test_notes_come_only_where_they_are_wanted_newest_first() -> None:
    records = [session(MONDAY - timedelta(days=1), note="old"), session(MONDAY, note="  new\n one "), session(TODAY)]
    assert report(records, MONDAY - timedelta(days=6)).notes == []
    assert report(records, MONDAY - timedelta(days=6), notes=True).notes == [
        ReportNote(MONDAY, "Bridge", "new one"),
        ReportNote(MONDAY - timedelta(days=1), "Bridge", "old"),
    ]


def test_a_session_counts_for_its_practice_date_and_not_for_its_start() -> None:
    late = replace(session(MONDAY), practice_date=MONDAY - timedelta(days=1))
    assert report([late], MONDAY).sessions == 0
    assert report([late], MONDAY - timedelta(days=1), MONDAY - timedelta(days=1)).sessions == 1


def week(start: date, days: int, target: int = 5, **more: bool) -> Week:
    return Week(start, tuple(start + timedelta(days=offset) for offset in range(days)), target, **more)


@pytest.mark.parametrize(
    ("one", "bar", "is_met"),
    [
        (week(MONDAY, 5), Bar(MONDAY, 5.0, 5.0), True),
        (week(MONDAY, 4), Bar(MONDAY, 4.0, 5.0), False),
        (week(MONDAY, 4, is_current=True), Bar(MONDAY, 4.0, 5.0, is_current=True, is_open=True), False),
        (week(MONDAY, 5, is_current=True), Bar(MONDAY, 5.0, 5.0, is_current=True), True),
        (week(MONDAY, 1, 0), Bar(MONDAY, 1.0, 0.0, is_neutral=True), False),
        (
            replace(week(MONDAY, 1, 0), paused=(MONDAY,)),
            Bar(MONDAY, 1.0, 0.0, is_neutral=True, is_paused=True),
            False,
        ),
    ],
)
def test_a_week_is_one_bar(one: Week, bar: Bar, is_met: bool) -> None:
    assert make_bars([one]) == (Span.WEEK, [bar])
    assert bar.is_met is is_met


def test_the_bars_of_a_month_leave_out_what_counts_neither_way() -> None:
    start = date(2020, 1, 6)  # the first Monday of its month
    long_ago = [week(start + timedelta(weeks=index), 3) for index in range(MOST_BARS - 3)]
    ends = [week(date(2021, 11, 1), 2), week(date(2021, 11, 8), 5), week(date(2021, 11, 15), 1, 0)]
    current = week(date(2021, 11, 22), 1, is_current=True)
    span, bars = make_bars([*long_ago, *ends, current])
    assert span is Span.MONTH
    assert bars[0] == Bar(date(2020, 1, 1), 3.0, 5.0)
    assert bars[-1] == Bar(date(2021, 11, 1), 3.5, 5.0, is_current=True)


@given(st.integers(0, 4000), st.dates(date(1950, 1, 1), date(1990, 1, 1)))
@example(MOST_BARS, MONDAY)
@example(MOST_BARS + 1, MONDAY)
def test_bars_are_never_too_many_and_stand_in_order(count: int, start: date) -> None:
    span, bars = make_bars([week(start + timedelta(weeks=index), index % 8) for index in range(count)])
    assert len(bars) <= MOST_BARS
    assert len(bars) == count or (span is not Span.WEEK and len(bars) > 16)
    assert [bar.start for bar in bars] == sorted({bar.start for bar in bars})
    assert all(0 <= bar.days <= 7 and bar.target == 5 for bar in bars)


@given(
    st.lists(
        st.builds(
            session,
            st.dates(MONDAY - timedelta(days=60), TODAY),
            st.sampled_from(["bridge", "front", "vacuum"]),
            practised_s=st.sampled_from([60.0, 300.0]),
            sides=st.sampled_from([(), BOTH, (Side.LEFT,), (Side.RIGHT,)]),
        ),
        max_size=30,
    ),
    st.dates(MONDAY - timedelta(days=70), TODAY),
    st.integers(0, 70),
)
def test_the_parts_sum_up_to_the_whole(records: list[SessionRecord], first: date, length: int) -> None:
    made = report(records, first, first + timedelta(days=length))
    assert sum(total.sessions for total in made.routines) == made.sessions
    assert abs(sum(total.practised_s for total in made.routines) - made.practised_s) < 1e-6
    assert all(total.both + total.left + total.right <= total.sessions for total in made.routines)
    assert made.complete + made.partial == made.sessions
    assert made.entered + made.imported <= made.sessions
    assert made.days <= length + 1
    assert made.met.met <= made.met.of <= len(made.weeks) == len(made.weekly_discomfort)
