"""When to remind: once on each date, never twice, and not at all if there is nothing to remind about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.problem import BadValue
from psoas_timer.core.reminder import (
    LATE,
    LONGEST_WAIT_S,
    SHORTEST_WAIT_S,
    SNOOZE,
    Context,
    Firing,
    FiringState,
    Key,
    Reminder,
    due_instant,
    look,
    next_due,
    plan_weekdays,
    skip_day,
    snooze,
    suggested_reminders,
    told_again,
    wait_s,
    waiting,
)

BERLIN = ZoneInfo("Europe/Berlin")
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)
DAILY = Reminder(uuid="r", weekdays=frozenset(range(7)), at=time(18), since=LONG_AGO)
OPEN = Context()
WEDNESDAY = date(2026, 11, 25)


def at(hour: int, minute: int = 0, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), BERLIN)


class Days:
    """The rules over several days: what was shown, with a log that is written first."""

    def __init__(self, *reminders: Reminder, zone: ZoneInfo = BERLIN) -> None:
        self.reminders, self.zone = reminders, zone
        self.log: dict[Key, Firing] = {}
        self.notices: list[tuple[Key, ...]] = []

    def look(self, now: datetime, context: Context = OPEN) -> int:
        """Look once; return how many reminders the notice is of, 0 for none."""
        decision = look(now, self.reminders, self.log, self.zone, context)
        self.log.update({firing.key: firing for firing in decision.firings})
        if decision.shown:
            self.notices.append(tuple(firing.key for firing in decision.shown))
        return len(decision.shown)

    def skip(self, today: date) -> None:
        self.log.update({one.key: one for one in skip_day(today, self.reminders, self.log, self.zone)})

    @property
    def waiting(self) -> int:
        return len(waiting(self.log.values()))

    def states(self) -> list[FiringState]:
        """Return the states of Wednesday's reminders."""
        return [firing.state for firing in self.log.values() if firing.day == WEDNESDAY]


def test_a_reminder_is_shown_once_on_its_day() -> None:
    days = Days(DAILY)
    assert [days.look(now) for now in (at(17, 59), at(18), at(18, 0), at(18, 1), at(23))] == [0, 1, 0, 0, 0]


def test_only_its_weekdays_remind_and_only_while_it_is_on() -> None:
    thursdays = replace(DAILY, weekdays=frozenset({3}))
    assert Days(thursdays).look(at(18, 1)) == 0
    assert Days(thursdays).look(at(18, 1) + timedelta(days=1)) == 1
    assert Days(replace(DAILY, is_on=False)).look(at(18, 1)) == 0


def test_what_is_set_in_the_evening_does_not_remind_of_the_morning() -> None:
    days = Days(replace(DAILY, at=time(17), since=at(18)))
    assert [days.look(at(18, 1)), days.look(at(17, 0) + timedelta(days=1))] == [0, 1]


@pytest.mark.parametrize(
    ("late", "shown", "state"),
    [
        (timedelta(minutes=119), 1, FiringState.SHOWN),
        (LATE, 0, FiringState.MISSED),
        (timedelta(hours=8), 0, FiringState.MISSED),
    ],
)
def test_waking_late_catches_up_or_misses_quietly(late: timedelta, shown: int, state: FiringState) -> None:
    days = Days(DAILY)
    now = (at(18).astimezone(UTC) + late).astimezone(BERLIN)
    assert (days.look(now), days.states()) == (shown, [state])
    assert days.look(now + timedelta(minutes=1)) == 0


def test_all_that_is_late_is_one_notice() -> None:
    days = Days(DAILY, replace(DAILY, uuid="s", at=time(18, 30)), replace(DAILY, uuid="t", at=time(10)))
    assert days.look(at(19)) == 2
    assert len(days.notices) == 1


def test_nothing_reminds_where_there_is_nothing_to_remind_of_nor_later_that_day() -> None:
    days = Days(DAILY)
    assert days.look(at(18), Context(is_done=True)) == 0
    assert days.states() == [FiringState.QUIET]
    assert days.look(at(18, 30)) == 0


def test_while_a_session_runs_nothing_reminds_and_its_end_decides() -> None:
    days = Days(DAILY)
    assert days.look(at(18, 5), Context(is_practising=True)) == 0
    assert days.log == {}
    assert days.look(at(18, 20), Context(is_done=True)) == 0
    other = Days(DAILY)
    other.look(at(18, 5), Context(is_practising=True))
    assert other.look(at(18, 20)) == 1


def test_in_ten_minutes_is_an_instant_and_has_an_end() -> None:
    days = Days(DAILY)
    days.look(at(18))
    key = ("r", WEDNESDAY)
    now = at(18, 3)
    for _ in range(40):  # snoozed again on purpose
        days.log[key] = snooze(days.log[key], now)
        assert days.log[key].until == now.astimezone(UTC) + SNOOZE
        assert next_due(now, days.reminders, days.log, BERLIN) == days.log[key].until
        assert days.look(now + SNOOZE - timedelta(seconds=1)) == 0
        now += SNOOZE
        assert days.look(now) == 1
    days.log[key] = snooze(days.log[key], now)
    assert days.look(now + SNOOZE, Context(today=WEDNESDAY + timedelta(days=1))) == 0
    assert days.states() == [FiringState.STALE]


def test_what_was_caught_up_late_may_be_put_off_too() -> None:
    days = Days(DAILY)
    assert days.look(at(19, 55)) == 1
    days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(19, 56))
    assert days.look(at(20, 6)) == 1


def test_what_is_switched_off_does_not_come_back_from_a_snooze() -> None:
    days = Days(DAILY)
    days.look(at(18))
    days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(18, 1))
    days.reminders = (replace(DAILY, is_on=False),)
    assert days.look(at(18, 30)) == 0
    assert next_due(at(18, 5), days.reminders, days.log, BERLIN) is None


def test_a_snooze_that_was_slept_through_is_missed() -> None:
    days = Days(DAILY)
    days.look(at(18))
    days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(18, 1))
    assert days.look(at(23)) == 0
    assert days.states() == [FiringState.MISSED]


def test_skip_today_keeps_quiet_what_is_still_to_come_and_no_other_day() -> None:
    days = Days(DAILY, replace(DAILY, uuid="s", at=time(20)))
    days.look(at(18))
    days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(18, 1))
    days.skip(WEDNESDAY)
    assert [days.look(at(18, 20)), days.look(at(20, 1))] == [0, 0]
    assert days.states() == [FiringState.SKIPPED] * 2
    assert days.look(at(18) + timedelta(days=1)) == 1


def test_skip_today_takes_what_is_shown_and_leaves_what_is_done_with() -> None:
    days = Days(DAILY, replace(DAILY, uuid="s", at=time(9)))
    days.look(at(12))
    days.look(at(18))
    days.skip(WEDNESDAY)
    assert {one.reminder_uuid: one.state for one in days.log.values() if one.day == WEDNESDAY} == {
        "r": FiringState.SKIPPED,
        "s": FiringState.MISSED,
    }


def test_skipping_after_midnight_is_for_the_day_that_has_not_ended_yet() -> None:
    """A day ends at three: a reminder at one belongs to the day before, one at six to the new one."""
    late = replace(DAILY, uuid="late", at=time(1))
    days = Days(late, replace(DAILY, uuid="early", at=time(6)))
    thursday = WEDNESDAY + timedelta(days=1)
    days.skip(WEDNESDAY)
    assert ("late", thursday) in days.log
    assert ("early", thursday) not in days.log
    assert [days.look(at(1, 1, thursday)), days.look(at(6, 1, thursday))] == [0, 1]


def test_beginning_a_session_answers_what_was_shown() -> None:
    days = Days(DAILY)
    days.look(at(18))
    assert days.waiting == 1
    days.look(at(18, 1), Context(is_practising=True))
    assert (days.waiting, days.states()) == (0, [FiringState.ANSWERED])
    assert days.look(at(18, 30)) == 0


def test_what_was_put_off_comes_back_after_a_session_that_did_not_do() -> None:
    days = Days(DAILY)
    days.look(at(18))
    days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(18, 1))
    assert days.look(at(18, 12), Context(is_practising=True)) == 0
    assert days.look(at(18, 15)) == 1


@pytest.mark.parametrize("is_snoozed", [False, True])
def test_a_notice_is_stale_when_its_day_is_over(is_snoozed: bool) -> None:
    days = Days(replace(DAILY, at=time(23, 30)))
    thursday = WEDNESDAY + timedelta(days=1)
    days.look(at(23, 30), Context(today=WEDNESDAY))
    if is_snoozed:
        days.log["r", WEDNESDAY] = snooze(days.log["r", WEDNESDAY], at(2, 55, thursday))
    assert days.look(at(2, 59, thursday), Context(today=WEDNESDAY)) == 0
    assert FiringState.STALE not in days.states()
    assert days.look(at(3, 5, thursday), Context(today=thursday)) == 0
    assert days.states() == [FiringState.STALE]


def test_a_notice_is_stale_when_the_goal_was_reached_without_it() -> None:
    days = Days(DAILY)
    days.look(at(18))
    days.look(at(18, 30), Context(is_done=True))
    assert (days.waiting, days.states()) == (0, [FiringState.STALE])


def test_what_is_caught_up_with_after_its_day_is_missed() -> None:
    days = Days(replace(DAILY, at=time(23, 30)))
    thursday = WEDNESDAY + timedelta(days=1)
    midnight_is_the_end = Context(today=thursday, boundary_h=0)
    assert days.look(at(0, 30, thursday), midnight_is_the_end) == 0
    assert days.states() == [FiringState.MISSED]


def test_a_clock_set_back_shows_nothing_twice_and_one_set_forward_catches_up_once() -> None:
    days = Days(DAILY)
    assert [days.look(now) for now in (at(18), at(17), at(18, 1))] == [1, 0, 0]
    forward = Days(DAILY, replace(DAILY, uuid="s", at=time(19)))
    assert [forward.look(at(17)), forward.look(at(19, 30))] == [0, 2]


@pytest.mark.parametrize(
    ("moved", "state", "is_told"),
    [
        (replace(DAILY, at=time(19)), FiringState.SHOWN, True),
        (replace(DAILY, at=time(19)), FiringState.QUIET, True),
        (replace(DAILY, at=time(19)), FiringState.SKIPPED, False),
        (replace(DAILY, at=time(18, 5)), FiringState.SHOWN, False),  # it is past already
        (replace(DAILY, at=time(19), weekdays=frozenset({3})), FiringState.SHOWN, False),
        (replace(DAILY, uuid="s", at=time(19)), FiringState.SHOWN, False),
    ],
)
def test_one_moved_to_later_today_is_told_again_unless_it_was_skipped(
    moved: Reminder, state: FiringState, is_told: bool
) -> None:
    firing = Firing("r", WEDNESDAY, at(18), state)
    yesterday = Firing("r", WEDNESDAY - timedelta(days=1), at(18), FiringState.SHOWN)
    firings = {one.key: one for one in (yesterday, firing)}
    assert told_again(moved, at(18, 5), firings, BERLIN) == ((firing.key,) if is_told else ())


def test_flying_over_zones_reminds_once_for_a_date() -> None:
    days = Days(DAILY)
    days.look(at(18))
    days.zone = ZoneInfo("America/New_York")  # it is noon there, and six o'clock comes again
    assert days.look(at(18) + timedelta(hours=6)) == 0
    days.zone = ZoneInfo("Asia/Tokyo")
    assert days.look(datetime(2026, 11, 26, 18, tzinfo=ZoneInfo("Asia/Tokyo"))) == 1


@pytest.mark.parametrize(
    ("zone", "day", "clock", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # left out
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # comes twice
        ("Pacific/Apia", date(2011, 12, 30), time(18), None),  # a date that was skipped
        ("Pacific/Apia", date(2011, 12, 31), time(18), datetime(2011, 12, 31, 4, tzinfo=UTC)),
        ("America/Sao_Paulo", date(2018, 11, 4), time(0, 30), datetime(2018, 11, 4, 3, 30, tzinfo=UTC)),
    ],
)
def test_changed_clocks(zone: str, day: date, clock: time, utc: datetime | None) -> None:
    assert due_instant(clock, day, ZoneInfo(zone)) == utc


@pytest.mark.parametrize(
    "fields",
    [{"weekdays": frozenset()}, {"weekdays": frozenset({7})}, {"at": time(18, 0, 1)}, {"at": time(18, tzinfo=UTC)}],
)
def test_nonsense_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(BadValue):
        replace(DAILY, **fields)


def test_the_next_one_is_known_and_the_wait_is_short() -> None:
    assert next_due(at(17), [DAILY], {}, BERLIN) == at(18)
    shown = {("r", WEDNESDAY): Firing("r", WEDNESDAY, at(18), FiringState.SHOWN)}
    assert next_due(at(18), [DAILY], shown, BERLIN) == at(18, day=WEDNESDAY + timedelta(days=1))
    assert next_due(at(18), [], {}, BERLIN) is None
    assert wait_s(at(17), at(18)) == LONGEST_WAIT_S
    assert wait_s(at(17, 59), at(18) - timedelta(seconds=30)) == 30.0
    assert wait_s(at(18), at(17)) == SHORTEST_WAIT_S
    assert wait_s(at(18), None) == LONGEST_WAIT_S


def test_five_days_a_week_are_suggested_and_nothing_reminds_before_it_is_agreed_to() -> None:
    (suggested,) = suggested_reminders(["u"], LONG_AGO)
    assert (suggested.weekdays, suggested.at, suggested.is_on) == (frozenset(range(5)), time(18), False)


def test_a_plan_reminds_on_as_many_days_as_its_goal_with_rests_between() -> None:
    assert [len(plan_weekdays(days)) for days in range(1, 8)] == list(range(1, 8))
    assert plan_weekdays(3) == {0, 2, 4}
    assert plan_weekdays(4) == {0, 1, 3, 4}
    assert plan_weekdays(5) == set(range(5))


MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))


@given(
    st.lists(st.tuples(MINUTES, st.frozensets(st.integers(0, 6), min_size=1)), min_size=1, max_size=4),
    st.lists(st.integers(-90, 600), max_size=60),
    st.sampled_from(["Europe/Berlin", "Pacific/Apia", "America/St_Johns", "Australia/Lord_Howe"]),
)
def test_whatever_the_clock_does_no_date_is_reminded_of_twice(
    rules: list[tuple[time, frozenset[int]]], steps: list[int], name: str
) -> None:
    zone = ZoneInfo(name)
    reminders = [
        Reminder(uuid=str(index), weekdays=weekdays, at=clock, since=LONG_AGO)
        for index, (clock, weekdays) in enumerate(rules)
    ]
    days, now = Days(*reminders, zone=zone), datetime(2011, 12, 27, tzinfo=UTC)
    for minutes in steps:  # slept, woken, set back and forth
        now += timedelta(minutes=minutes)
        days.look(now)
    keys = [key for notice in days.notices for key in notice]
    assert len(keys) == len(set(keys))


@given(st.lists(MINUTES, min_size=1, max_size=5), st.integers(0, 24 * 60), st.integers(1, 20 * 60))
def test_waking_is_one_notice_or_none_and_none_after_it(clocks: list[time], start: int, slept: int) -> None:
    days = Days(*(replace(DAILY, uuid=str(index), at=clock) for index, clock in enumerate(clocks)))
    now = at(0).astimezone(UTC) + timedelta(minutes=start)
    days.look(now)
    before = len(days.notices)
    days.look(now + timedelta(minutes=slept))
    assert len(days.notices) - before <= 1
    days.look(now + timedelta(minutes=slept))
    assert len(days.notices) - before <= 1
