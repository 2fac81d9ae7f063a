"""A report for a therapist over a range of days: figures from a person's own sessions, and no claims about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from psoas_timer.core.history.adherence import MetShare, Week, recent_share
from psoas_timer.core.history.discomfort import Medians, Rating, medians, weekly_medians
from psoas_timer.core.history.session import DONE_SHARE, SessionRecord, Source, Status


class Paper(StrEnum):
    """What a report is printed on."""

    A4 = "a4"
    LETTER = "letter"


class Span(StrEnum):
    """How long a time one bar of a report covers."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# The most bars that can still be told apart on a page (our choice).
MOST_BARS = 78


@dataclass(frozen=True, slots=True)
class Bar:
    """Days a week against the target from ``start`` on, averaged if a bar covers more than one week.

    ``is_open`` says that its days are those of the current week, which is not met yet.
    """

    start: date
    days: float
    target: float
    is_current: bool = False
    is_open: bool = False
    is_neutral: bool = False
    is_paused: bool = False

    @property
    def is_met(self) -> bool:
        return not self.is_neutral and self.days >= self.target


@dataclass(frozen=True, slots=True)
class RoutineTotal:
    """The sessions of one routine; ``both``, ``left`` and ``right`` count sessions by the sides done."""

    title: str
    sessions: int
    practised_s: float
    both: int = 0
    left: int = 0
    right: int = 0

    @property
    def has_sides(self) -> bool:
        return self.both + self.left + self.right > 0


@dataclass(frozen=True, slots=True)
class ReportNote:
    """A note that a person wrote about a session."""

    date: date
    routine_title: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures from ``first`` to ``last``, both included. ``weeks`` overlap the range, oldest first.

    ``weekly_discomfort`` has the medians of each week. ``days`` counts the adherent dates in the range; ``pauses`` are
    the first and last days of the pauses in it. ``earlier`` and ``later`` are the medians of the first and last third
    of the weeks. ``notes`` are newest first, or empty if not wanted. ``counted`` is the number of short sessions that
    the person counts as whole ones.
    """

    first: date
    last: date
    made: date
    weeks: Sequence[Week] = ()
    met: MetShare = field(default_factory=lambda: MetShare(0, 0))
    days: int = 0
    sessions: int = 0
    practised_s: float = 0.0
    complete: int = 0
    partial: int = 0
    counted: int = 0
    entered: int = 0
    imported: int = 0
    pauses: Sequence[tuple[date, date]] = ()
    routines: Sequence[RoutineTotal] = ()
    discomfort: Medians = field(default_factory=Medians)
    weekly_discomfort: Sequence[Medians] = ()
    earlier: Medians = field(default_factory=Medians)
    later: Medians = field(default_factory=Medians)
    notes: Sequence[ReportNote] = ()

    @property
    def is_cut(self) -> bool:
        """Tell whether its first or last week has days outside the range on which practice was possible."""
        return bool(self.weeks) and (self.weeks[0].start < self.first or min(self.weeks[-1].end, self.made) > self.last)

    @property
    def paused_days(self) -> int:
        return sum((last - first).days + 1 for first, last in self.pauses)


def make_report(
    records: Iterable[SessionRecord],
    weeks: Sequence[Week],
    first: date,
    last: date,
    today: date,
    *,
    with_notes: bool,
) -> Report:
    """Return the report of the ``records`` with practice dates from ``first`` to ``last``, both included.

    ``weeks`` have no gaps, oldest first. All days of a week decide whether it is met, even those outside the range.
    The current week counts once it is met, a neutral week never.
    """
    within = sorted(
        (record for record in records if first <= record.practice_date <= last),
        key=lambda record: record.started,
        reverse=True,
    )
    held = [week for week in weeks if week.start <= last and week.end >= first]
    ratings = [
        Rating(record.practice_date, record.discomfort_before, record.discomfort_after)
        for record in within
        if record.discomfort_before is not None or record.discomfort_after is not None
    ]
    sources = [record.source for record in within]
    third = len(held) // 3
    return Report(
        first=first,
        last=last,
        made=today,
        weeks=held,
        met=recent_share(held, max(len(held), 1)),
        days=sum(first <= day <= last for week in held for day in week.adherent),
        sessions=len(within),
        practised_s=sum(record.practised_s for record in within),
        complete=sum(record.status is Status.COMPLETE for record in within),
        partial=sum(record.status is Status.PARTIAL for record in within),
        counted=sum(record.is_counted and record.share < DONE_SHARE for record in within),
        entered=sources.count(Source.ENTERED),
        imported=sources.count(Source.IMPORTED),
        pauses=_stretches([day for week in held for day in week.paused if first <= day <= last]),
        routines=_totals(within),
        discomfort=medians(ratings),
        weekly_discomfort=weekly_medians(ratings, [week.start for week in held]),
        earlier=medians(one for one in ratings if third and one.date <= held[third - 1].end),
        later=medians(one for one in ratings if third and one.date >= held[-third].start),
        notes=[
            ReportNote(record.practice_date, _one_line(record.routine_title), _one_line(record.note))
            for record in within
            if with_notes and record.note.strip()
        ],
    )


def _totals(records: Sequence[SessionRecord]) -> list[RoutineTotal]:
    """Return the totals of each routine under its latest title, most practised first."""
    by_routine: dict[str, list[SessionRecord]] = {}
    for record in records:  # newest first
        by_routine.setdefault(record.routine_id, []).append(record)
    totals = []
    for found in by_routine.values():
        sides = [record.sides_done for record in found]
        totals.append(
            RoutineTotal(
                _one_line(found[0].routine_title),
                len(found),
                sum(record.practised_s for record in found),
                both=sum(len(done) == 2 for done in sides),
                left=sum([side.value for side in done] == ["left"] for done in sides),
                right=sum([side.value for side in done] == ["right"] for done in sides),
            )
        )
    return sorted(totals, key=lambda total: -total.sessions)


def _stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    """Return the first and last day of each run of consecutive ``days``, which are in order."""
    runs = groupby(enumerate(days), key=lambda numbered: numbered[1] - timedelta(days=numbered[0]))
    found = [[day for _index, day in run] for _key, run in runs]
    return [(run[0], run[-1]) for run in found]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def make_bars(weeks: Sequence[Week]) -> tuple[Span, list[Bar]]:
    """Return the bars of ``weeks``, oldest first: one each or, if too many, averages of months, quarters or years."""
    if len(weeks) <= MOST_BARS:
        return Span.WEEK, [_bar(week.start, [week]) for week in weeks]
    for span, months in ((Span.MONTH, 1), (Span.QUARTER, 3)):
        bars = _averages(weeks, months)
        if len(bars) <= MOST_BARS:
            return span, bars
    return Span.YEAR, _averages(weeks, 12)


def _averages(weeks: Sequence[Week], months: int) -> list[Bar]:
    """Return a bar for every ``months`` months of a year; a week belongs to the bar in which it starts."""
    starts = [week.start.replace(month=(week.start.month - 1) // months * months + 1, day=1) for week in weeks]
    groups = groupby(zip(starts, weeks, strict=True), key=lambda pair: pair[0])
    return [_bar(start, [week for _start, week in group]) for start, group in groups]


def _bar(start: date, weeks: Sequence[Week]) -> Bar:
    """Return the bar of those ``weeks`` that recent_share counts, or of the current week if there is no other."""
    held = [week for week in weeks if not week.is_neutral]
    counted = [week for week in held if week.is_met or not week.is_current] or held
    shown = counted or weeks
    return Bar(
        start,
        sum(week.days_met for week in shown) / len(shown),
        sum(week.target for week in shown) / len(shown),
        is_current=any(week.is_current for week in weeks),
        is_open=any(week.is_current and not week.is_met for week in counted),
        is_neutral=not counted,
        is_paused=not counted and any(week.paused for week in weeks),
    )
