"""Reminders in every zone from 2000 to 2037: each hour of the day once on each date there is.

The expected result is worked out only from the clock changes, by adding offsets, while the rules ask the zone itself.
HYPOTHESIS_PROFILE=thorough tests every single change, which takes minutes, instead of one of each kind.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.reminder import LATE, Context, Firing, FiringState, Key, Reminder, due_instant, look, next_due
from tests.thoroughness import one_of_each
from tests.zones import FIRST, LAST, changes, different_zones

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
EVERY_DAY = frozenset(range(7))
OPEN = Context()

# A stretch of time with one offset: its first instant, its end, and what the clocks are ahead of UTC by.
Piece = tuple[datetime, datetime, timedelta]


@cache
def pieces(name: str) -> tuple[Piece, ...]:
    """Return the stretches of a zone from FIRST to LAST, one after another."""
    found = different_zones().get(name) or changes(ZoneInfo(name))
    offset = FIRST.astimezone(ZoneInfo(name)).utcoffset()
    assert offset is not None
    starts = [(FIRST, offset), *found]
    ends = [instant for instant, _offset in found] + [LAST]
    return tuple((start, end, offset) for (start, offset), end in zip(starts, ends, strict=True))


def expected_due(near: list[Piece], day: date, clock: time) -> tuple[datetime, timedelta] | None:
    """Return when the clock first shows ``clock`` on ``day`` or has passed it, and how long the gap is; or None."""
    wall, midnight = datetime.combine(day, clock, UTC), datetime.combine(day, time(), UTC)
    if not any(start + offset < midnight + DAY and end + offset > midnight for start, end, offset in near):
        return None
    before = near[0][2]
    for start, end, offset in near:
        if wall - offset < end:
            return (wall - offset, timedelta()) if wall - offset >= start else (start, offset - before)
        before = offset
    raise AssertionError("the pieces end too early")


class Place(NamedTuple):
    """A change of clocks: where, when, on which local date by the clocks before it, and the pieces around it."""

    name: str
    change: datetime
    day: date
    near: list[Piece]

    @property
    def kind(self) -> tuple[timedelta, ...]:
        """What makes changes alike: the time on the clocks, their jump, and what other changes are near."""
        (_start, _end, before), *later = self.near
        of_day = timedelta(seconds=(self.change + before - FIRST).seconds)
        return (of_day, *(part for start, _end, offset in later for part in (start - self.change, offset - before)))


@cache
def places() -> tuple[Place, ...]:
    """Return every change of clocks, with the pieces of four days before it and after it."""
    found = []
    for name in different_zones():
        all_pieces = pieces(name)
        for index in range(1, len(all_pieces)):
            change = all_pieces[index][0]
            near = [
                piece
                for piece in all_pieces[max(index - 4, 0) : index + 5]
                if piece[1] > change - 4 * DAY and piece[0] < change + 4 * DAY
            ]
            found.append(Place(name, change, (change + all_pieces[index - 1][2]).date(), near))
    return tuple(found)


HOURS = [Reminder(uuid=str(hour), weekdays=EVERY_DAY, at=time(hour), since=FIRST - 30 * DAY) for hour in range(24)]


def test_each_hour_has_one_instant_on_each_date_there_is_around_every_change_of_clocks() -> None:
    """It is the first that shows the hour, or within a gap's length of the gap's end."""
    wrong = []
    looked_at = one_of_each(places(), lambda place: place.kind)
    for name, _change, changed, near in looked_at:
        zone = ZoneInfo(name)
        for day in (changed - DAY, changed, changed + DAY):
            for hour in range(24):
                found, expected = due_instant(time(hour), day, zone), expected_due(near, day, time(hour))
                if found is None or expected is None:
                    is_right = found is expected
                else:
                    is_right = expected[0] <= found <= expected[0] + expected[1]
                if not is_right:
                    wrong.append((name, day, hour, found, expected))
    assert wrong == []
    assert len(places()) > 5_000


class Machine:
    """A computer that follows the rules: what was shown and when, with a log that is written first."""

    def __init__(self, reminders: list[Reminder], name: str) -> None:
        self.reminders, self.zone = reminders, ZoneInfo(name)
        self.log: dict[Key, Firing] = {}
        self.notices: list[tuple[datetime, tuple[Key, ...]]] = []

    def look(self, now: datetime, context: Context = OPEN) -> int:
        """Look once and return how many notices there were: none or one."""
        found = look(now, self.reminders, self.log, self.zone, context)
        self.log.update({firing.key: firing for firing in found.firings})
        if found.shown:
            self.notices.append((now, tuple(firing.key for firing in found.shown)))
        return len(found.shown) > 0

    def run(self, now: datetime, end: datetime) -> None:
        """Wake at each next_due, as the program does."""
        while now < end:
            self.look(now)
            now = next_due(now, self.reminders, self.log, self.zone) or end

    def shown(self) -> list[Key]:
        return [key for _now, keys in self.notices for key in keys]


def dates(name: str, first: date, last: date) -> set[date]:
    """Return the dates from ``first`` to ``last`` that a zone has, both included."""
    days = (first + offset * DAY for offset in range((last - first).days + 1))
    return {day for day in days if expected_due(list(pieces(name)), day, time(12)) is not None}


@pytest.mark.parametrize(
    ("name", "year", "hour"),
    [
        ("Pacific/Apia", 2011, 18),
        ("Pacific/Fakaofo", 2011, 0),
        ("America/Sao_Paulo", 2018, 0),  # midnight is left out
        ("America/St_Johns", 2008, 0),  # clocks went back at a minute past midnight
        ("Asia/Beirut", 2023, 23),
        ("Australia/Lord_Howe", 2026, 2),  # half an hour
        ("Antarctica/Troll", 2026, 1),  # two hours
        ("Africa/Casablanca", 2026, 2),  # twice in spring
        ("Europe/Berlin", 2026, 2),
    ],
)
def test_a_year_in_which_the_program_runs_shows_each_hour_once_on_each_date(name: str, year: int, hour: int) -> None:
    reminder = Reminder(uuid="r", weekdays=EVERY_DAY, at=time(hour), since=FIRST)
    machine = Machine([reminder], name)
    machine.run(datetime(year, 1, 2, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    shown = machine.shown()
    assert len(shown) == len(set(shown))
    first, last = date(year, 1, 4), date(year, 12, 29)
    assert {day for _uuid, day in shown if first <= day <= last} == dates(name, first, last)


def test_a_program_that_runs_over_a_change_of_clocks_shows_each_hour_once_on_each_date() -> None:
    """From one next_due to the next, with a reminder for each hour of the day."""
    wrong = []
    looked_at = one_of_each(places(), lambda place: place.kind)
    for place in looked_at:
        machine = Machine(HOURS, place.name)
        machine.run(place.change - 2 * DAY, place.change + 3 * DAY)
        shown = machine.shown()
        near_days = (place.day - DAY, place.day, place.day + DAY)
        wanted = [(hour.uuid, day) for day in near_days for hour in HOURS if expected_due(place.near, day, hour.at)]
        if sorted(key for key in shown if key[1] in near_days) != sorted(wanted) or len(shown) != len(set(shown)):
            wrong.append((place.name, place.change))
    assert wrong == []
    assert len(looked_at) > 40


NAMES = [
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "Asia/Kathmandu",
]
CLOCKS = st.lists(st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 30, 59])), min_size=1, max_size=6)
BEGIN = datetime(2011, 12, 28, tzinfo=UTC)  # two days before Samoa skips one

# What may happen to a computer: time passes, it sleeps, its clock is set, or it moves to another time zone.
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(1, 60)),
        st.tuples(st.just("sleep"), st.integers(1, 3 * 24 * 60)),
        st.tuples(st.just("set"), st.integers(-2 * 24 * 60, 2 * 24 * 60)),
        st.tuples(st.just("fly"), st.integers(0, len(NAMES) - 1)),
        st.tuples(st.just("practise"), st.integers(1, 30)),
    ),
    max_size=40,
)


def daily(clocks: list[time]) -> list[Reminder]:
    return [Reminder(uuid=str(n), weekdays=EVERY_DAY, at=at, since=FIRST) for n, at in enumerate(clocks)]


@given(CLOCKS, EVENTS)
def test_whatever_befalls_a_computer_no_date_is_reminded_of_twice_nor_too_late(
    clocks: list[time], events: list[tuple[str, int]]
) -> None:
    machine, now = Machine(daily(clocks), NAMES[0]), BEGIN
    for what, amount in events:
        if what == "fly":
            machine.zone = ZoneInfo(NAMES[amount])
        else:
            now += timedelta(minutes=amount)
        notices = machine.look(now, Context(is_practising=what == "practise"))
        assert not (notices and what == "practise")
        assert what == "practise" or machine.look(now) == 0
    shown = machine.shown()
    assert len(shown) == len(set(shown))
    for when, keys in machine.notices:
        assert all(timedelta() <= when - machine.log[key].due < LATE for key in keys)


@given(CLOCKS, st.integers(0, 24 * 60), st.sampled_from(NAMES))
def test_waking_after_eight_hours_is_one_notice_or_none(clocks: list[time], minutes: int, name: str) -> None:
    machine, asleep = Machine(daily(clocks), name), BEGIN + timedelta(minutes=minutes)
    machine.run(BEGIN - DAY, asleep)
    woken, before = asleep + 8 * HOUR, dict(machine.log)
    today = asleep.astimezone(machine.zone).date()
    found = [due_instant(at, today + offset * DAY, machine.zone) for at in clocks for offset in range(-2, 3)]
    in_time = [due for due in found if due is not None and woken - LATE < due <= woken]
    assert machine.look(woken) == (len(in_time) > 0)
    new = [firing for key, firing in machine.log.items() if key not in before]
    assert sorted(firing.due for firing in new if firing.state is FiringState.SHOWN) == sorted(in_time)
    assert all(firing.state is FiringState.MISSED for firing in new if firing.due not in in_time)
    assert machine.look(woken) == 0


@given(CLOCKS, st.lists(st.integers(1, 119), min_size=1, max_size=60), st.sampled_from(NAMES))
def test_a_computer_that_never_sleeps_for_two_hours_misses_nothing(
    clocks: list[time], steps: list[int], name: str
) -> None:
    machine, now = Machine(daily(clocks), name), BEGIN
    machine.look(now)
    for minutes in steps:
        now += timedelta(minutes=minutes)
        machine.look(now)
    first, last = (instant.astimezone(machine.zone).date() for instant in (BEGIN, now))
    wanted = {
        (reminder.uuid, first + offset * DAY)
        for reminder in machine.reminders
        for offset in range((last - first).days + 1)
        if (due := due_instant(reminder.at, first + offset * DAY, machine.zone)) and BEGIN <= due <= now
    }
    assert wanted <= set(machine.shown())
