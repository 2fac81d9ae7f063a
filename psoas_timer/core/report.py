"""A report of a stretch of days for a therapist: figures that a person's own sessions give, and nothing they prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from psoas_timer.core.adherence import MetShare, Week, recent_share
from psoas_timer.core.discomfort import Medians, Rating, medians, weekly_medians
from psoas_timer.core.session import SessionRecord, Source, Status


class Paper(StrEnum):
    """What a report is printed on."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class RoutineTotal:
    """The sessions of one routine; ``both``, ``left`` and ``right`` count those in which such sides were done."""

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
    """What a person wrote to a session."""

    date: date
    routine_title: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures from ``first`` to ``last``, both included. ``weeks`` overlap it, oldest first, a median for each.

    ``days`` counts the adherent dates within, ``paused`` the paused ones. ``notes`` are newest first, none where they
    were not wanted. ``counted`` are partial sessions that the person lets count as whole ones.
    """

    first: date
    last: date
    made: date
    weeks: Sequence[Week] = ()
    met: MetShare = field(default_factory=lambda: MetShare(0, 0))
    days: int = 0
    sessions: int = 0
    practised_s: float = 0.0
    partial: int = 0
    counted: int = 0
    entered: int = 0
    imported: int = 0
    paused: int = 0
    routines: Sequence[RoutineTotal] = ()
    discomfort: Medians = field(default_factory=Medians)
    weekly_discomfort: Sequence[Medians] = ()
    notes: Sequence[ReportNote] = ()


def make_report(
    records: Iterable[SessionRecord],
    weeks: Sequence[Week],
    first: date,
    last: date,
    today: date,
    *,
    with_notes: bool,
) -> Report:
    """Return the report of the ``records`` whose practice dates lie from ``first`` to ``last``, both included.

    ``weeks`` are without gaps, oldest first. A week counts as met or not by all of its days, also those outside; the
    current one counts once it is met, a neutral one never.
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
    return Report(
        first=first,
        last=last,
        made=today,
        weeks=held,
        met=recent_share(held, max(len(held), 1)),
        days=sum(first <= day <= last for week in held for day in week.adherent),
        sessions=len(within),
        practised_s=sum(record.practised_s for record in within),
        partial=sum(record.status is Status.PARTIAL for record in within),
        counted=sum(record.is_counted for record in within),
        entered=sources.count(Source.ENTERED),
        imported=sources.count(Source.IMPORTED),
        paused=sum(first <= day <= last for week in held for day in week.paused),
        routines=_totals(within),
        discomfort=medians(ratings),
        weekly_discomfort=weekly_medians(ratings, [week.start for week in held]),
        notes=[
            ReportNote(record.practice_date, record.routine_title, " ".join(record.note.split()))
            for record in within
            if with_notes and record.note.strip()
        ],
    )


def _totals(records: Sequence[SessionRecord]) -> list[RoutineTotal]:
    """Return the totals of each routine under its latest title, the most practised first."""
    by_routine: dict[str, list[SessionRecord]] = {}
    for record in records:  # newest first
        by_routine.setdefault(record.routine_id, []).append(record)
    totals = []
    for found in by_routine.values():
        sides = [record.sides_done for record in found]
        totals.append(
            RoutineTotal(
                found[0].routine_title,
                len(found),
                sum(record.practised_s for record in found),
                both=sum(len(done) == 2 for done in sides),
                left=sum([side.value for side in done] == ["left"] for done in sides),
                right=sum([side.value for side in done] == ["right"] for done in sides),
            )
        )
    return sorted(totals, key=lambda total: -total.sessions)
