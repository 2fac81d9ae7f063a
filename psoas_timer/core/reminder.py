"""When to remind: each reminder once on each of its local dates, despite clock changes, time zones and sleep.

A firing is keyed by reminder and local date, and written before it is shown, so it never happens twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from psoas_timer.core.history.session import DAY_BOUNDARY_H, practice_date
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

# A computer that wakes up later than this after a reminder no longer shows it (our choice).
LATE = timedelta(hours=2)
SNOOZE = timedelta(minutes=10)

# The bounds of a wait, in seconds. No longer, as a timer does not notice the computer sleeping or its clock being set.
# No shorter, so that a reminder waiting for the end of a session does not keep the program busy.
LONGEST_WAIT_S = 60.0
SHORTEST_WAIT_S = 1.0

_DAY = timedelta(days=1)
# A reminder's dates are at most a week apart, or two weeks if a time zone skips one of them.
_HORIZON_DAYS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder at a local time on some weekdays, 0 (Monday) to 6 (Sunday).

    ``routine_id`` is '' for whatever is due. It applies from the aware instant ``since`` on: a reminder set in the
    evening does not remind of that morning. Raises BadValue if there is no weekday or the time is not a whole minute.
    """

    uuid: str
    weekdays: frozenset[int]
    at: time
    since: datetime
    routine_id: str = ""
    is_on: bool = True

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise BadValue(N_("A reminder needs a day of the week."), N_("Choose at least one."))
        if self.at != self.at.replace(second=0, microsecond=0, tzinfo=None):
            raise BadValue(N_("The reminder's time is {time}."), N_("Use a local time in whole minutes."), time=self.at)


class ReminderAnswer(StrEnum):
    """What a person may answer to a reminder; OPEN is a press on the notice itself instead of one of its buttons."""

    OPEN = "open"
    START = "start"
    SNOOZE = "snooze"
    SKIP = "skip"


class FiringState(StrEnum):
    """The state of a reminder on one date. The first two wait for the person; the others are final."""

    SHOWN = "shown"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"  # by the person, for the day
    ANSWERED = "answered"  # a session was started
    STALE = "stale"  # nothing is left to remind about, or its day is over
    MISSED = "missed"  # the computer slept for too long
    QUIET = "quiet"  # there was nothing to remind about


Key = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Firing:
    """One reminder on one local date: when it was ``due`` and, if snoozed, ``until`` when; both aware."""

    reminder_uuid: str
    day: date
    due: datetime
    state: FiringState
    until: datetime | None = None

    @property
    def key(self) -> Key:
        return self.reminder_uuid, self.day


@dataclass(frozen=True, slots=True)
class Context:
    """What there is to remind about: nothing once today's goal is done, or the week is met or paused.

    While a session runs there are no reminders; those that fall due wait until it ends. ``today`` is the practice
    date, which ends at ``boundary_h``; reminders due on an earlier date are over. None if that does not matter.
    """

    is_done: bool = False
    is_practising: bool = False
    today: date | None = None
    boundary_h: int = DAY_BOUNDARY_H

    def is_over(self, firing: Firing, zone: tzinfo) -> bool:
        """Tell whether the day for which a reminder was due has ended."""
        return self.today is not None and practice_date(firing.due.astimezone(zone), self.boundary_h) < self.today


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do now: write ``firings``, and show those that are SHOWN as one notice."""

    firings: tuple[Firing, ...] = ()

    @property
    def shown(self) -> tuple[Firing, ...]:
        return tuple(firing for firing in self.firings if firing.state is FiringState.SHOWN)


def due_instant(at: time, day: date, zone: tzinfo) -> datetime | None:
    """Return the instant (UTC) of ``at`` on a local date; None if the time zone has no such date.

    A time that the clocks skip comes as long after the gap as it lies in it; of a time that comes twice, the first.
    """
    if not _exists(day, zone):
        return None
    return datetime.combine(day, at, zone).astimezone(UTC)  # fold=0


def next_due(
    now: datetime, reminders: Iterable[Reminder], firings: Mapping[Key, Firing], zone: tzinfo
) -> datetime | None:
    """Return the next instant (UTC), not before ``now``, when there may be something to show; None for never."""
    reminders = list(reminders)
    found = [until for _firing, until in _snoozed(reminders, firings)]
    for reminder in reminders:
        coming = (
            due
            for day, due in _dates(reminder, _local_date(now, zone) - _DAY, _HORIZON_DAYS, zone)
            if due >= now and (reminder.uuid, day) not in firings
        )
        if (due := next(coming, None)) is not None:
            found.append(due)
    return max(min(found), now.astimezone(UTC)) if found else None


def look(
    now: datetime, reminders: Iterable[Reminder], firings: Mapping[Key, Firing], zone: tzinfo, context: Context
) -> Decision:
    """Return what is due ``now``; ``firings`` are at least those of today and yesterday.

    Reminders due for less than LATE are shown, all at once; older ones are missed and not shown. The firings also
    include reminders shown earlier whose time is now over: their notice is to be withdrawn.
    """
    settled = _settled(firings, zone, context)
    if context.is_practising:
        return Decision(settled)
    reminders = list(reminders)
    over = {firing.key for firing in settled}
    due = [(firing, firing.due) for firing in _new(now, reminders, firings, zone)]
    due += [(one, until) for one, until in _snoozed(reminders, firings) if until <= now and one.key not in over]
    found = (replace(one, state=_state(now - since, one, zone, context), until=None) for one, since in due)
    return Decision((*settled, *found))


def waiting(firings: Iterable[Firing]) -> tuple[Firing, ...]:
    """Return what was shown and is not answered yet."""
    return tuple(firing for firing in firings if firing.state is FiringState.SHOWN)


def told_again(reminder: Reminder, now: datetime, firings: Mapping[Key, Firing], zone: tzinfo) -> tuple[Key, ...]:
    """Return the firings to forget when a reminder moves: those on dates when its new time is still to come.

    Dates that a person skipped stay skipped.
    """
    days = [day for uuid, day in firings if uuid == reminder.uuid and day.weekday() in reminder.weekdays]
    coming = [day for day in days if (due := due_instant(reminder.at, day, zone)) is not None and due > now]
    keys = [(reminder.uuid, day) for day in coming]
    return tuple(key for key in keys if firings[key].state is not FiringState.SKIPPED)


def snooze(firing: Firing, now: datetime) -> Firing:
    """Return the firing to be shown again SNOOZE after ``now``, an instant that a restart does not move.

    It becomes stale when its day ends.
    """
    return replace(firing, state=FiringState.SNOOZED, until=now.astimezone(UTC) + SNOOZE)


def skip_day(
    today: date,
    reminders: Iterable[Reminder],
    firings: Mapping[Key, Firing],
    zone: tzinfo,
    boundary_h: int = DAY_BOUNDARY_H,
) -> tuple[Firing, ...]:
    """Return the firings that keep the practice date ``today`` quiet: those shown, snoozed or still to come.

    A practice date ends at ``boundary_h`` o'clock, so skipping it after midnight does not skip the next one.
    """
    coming = (
        Firing(reminder.uuid, day, due, FiringState.SKIPPED)
        for reminder in reminders
        for day, due in _dates(reminder, today, 2, zone)
        if (reminder.uuid, day) not in firings and practice_date(due.astimezone(zone), boundary_h) == today
    )
    open_ones = (replace(one, state=FiringState.SKIPPED, until=None) for one in firings.values() if _is_open(one))
    return (*coming, *open_ones)


def wait_s(now: datetime, due: datetime | None) -> float:
    """Return how long to wait before looking again, in seconds: SHORTEST_WAIT_S to LONGEST_WAIT_S."""
    left_s = (due - now).total_seconds() if due else LONGEST_WAIT_S
    return min(max(left_s, SHORTEST_WAIT_S), LONGEST_WAIT_S)


def suggested_reminders(uuids: Sequence[str], since: datetime) -> tuple[Reminder, ...]:
    """Return the suggestion at the first run, off until the person agrees: Monday to Friday at six in the evening.

    The source suggests five days a week; the hour is our choice. ``uuids`` has one.
    """
    return (Reminder(uuid=uuids[0], weekdays=frozenset(range(5)), at=time(18), since=since, is_on=False),)


# The days that a plan names, by how many there are in a week: spread out, with a rest between (our choice).
_SPREAD: Mapping[int, tuple[int, ...]] = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4)}


def plan_weekdays(days_a_week: int) -> frozenset[int]:
    """Return the weekdays, 0 (Monday) to 6, on which a plan for ``days_a_week`` (1 to 7) reminds."""
    return frozenset(_SPREAD.get(days_a_week, range(days_a_week)))


def _new(now: datetime, reminders: Iterable[Reminder], firings: Mapping[Key, Firing], zone: tzinfo) -> Iterable[Firing]:
    """Yield what fell due today or yesterday and has no firing yet."""
    for reminder in reminders:
        for day, due in _dates(reminder, _local_date(now, zone) - _DAY, 2, zone):
            if due <= now and (reminder.uuid, day) not in firings:
                yield Firing(reminder.uuid, day, due, FiringState.SHOWN)


def _snoozed(reminders: Iterable[Reminder], firings: Mapping[Key, Firing]) -> Iterator[tuple[Firing, datetime]]:
    """Yield each snoozed firing and when its snooze ends; reminders switched off since are left out."""
    on = {reminder.uuid for reminder in reminders if reminder.is_on}
    for firing in firings.values():
        if firing.state is FiringState.SNOOZED and firing.until is not None and firing.reminder_uuid in on:
            yield firing, firing.until


def _settled(firings: Mapping[Key, Firing], zone: tzinfo, context: Context) -> tuple[Firing, ...]:
    """Return the open firings that are now over, with their final state."""

    def is_stale(firing: Firing) -> bool:
        return context.is_over(firing, zone) or (context.is_done and firing.state is FiringState.SHOWN)

    found = []
    for firing in filter(_is_open, firings.values()):
        if context.is_practising and firing.state is FiringState.SHOWN:
            found.append(replace(firing, state=FiringState.ANSWERED))
        elif is_stale(firing):
            found.append(replace(firing, state=FiringState.STALE, until=None))
    return tuple(found)


def _is_open(firing: Firing) -> bool:
    return firing.state in (FiringState.SHOWN, FiringState.SNOOZED)


def _state(late: timedelta, firing: Firing, zone: tzinfo, context: Context) -> FiringState:
    if late >= LATE or context.is_over(firing, zone):
        return FiringState.MISSED
    return FiringState.QUIET if context.is_done else FiringState.SHOWN


def _dates(reminder: Reminder, first: date, days: int, zone: tzinfo) -> Iterable[tuple[date, datetime]]:
    """Yield the dates of a reminder in ``days`` days from ``first`` on, with the instants when it is due."""
    if not reminder.is_on:
        return
    for offset in range(days):
        day = first + offset * _DAY
        if day.weekday() not in reminder.weekdays:
            continue
        due = due_instant(reminder.at, day, zone)
        if due is not None and due >= reminder.since:
            yield day, due


def _exists(day: date, zone: tzinfo) -> bool:
    """Tell whether a time zone has a date. Clocks change at night and by hours: only a skipped date has no noon."""
    noon = datetime.combine(day, time(12), zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _local_date(instant: datetime, zone: tzinfo) -> date:
    return instant.astimezone(zone).date()
