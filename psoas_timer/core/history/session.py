"""A session as it is stored: what was planned, what was practised, and which day it counts for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.history.discomfort import SCALE
from psoas_timer.core.history.kept import kept
from psoas_timer.core.kind import Day, Flag, Instant, Maybe, Number, Offset, OneOf, SomeOf, Stages, Text, Whole

# Until this hour, 0 to 6, a session after midnight belongs to the previous day (our choice).
DAY_BOUNDARY_H = 3

# The share of its planned time from which a session (or a side of it) counts as done (our choice).
DONE_SHARE = 0.8

# How long a deleted session can be restored, in days (our choice).
BIN_DAYS = 30

# How many characters a person may write in a note (our choice); an imported note may be longer.
NOTE_LENGTH = 500

# Limits that no session comes near (our choice): seconds, stages, and characters of a routine's id in a table.
LONGEST_ID = 100
MOST_S = 1_000_000
MOST_STAGES = 10_000


class Status(StrEnum):
    """The state of a session. A stored session is still RUNNING only after a crash."""

    RUNNING = "running"
    PARTIAL = "partial"
    COMPLETE = "complete"


class Source(StrEnum):
    """Where a session comes from: practised with the timer, entered by hand later, or imported from another program."""

    TIMER = "timer"
    ENTERED = "entered"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far each stage was practised: seconds of breathing by stage index, each second counted once.

    A stage always begins at its start, so the furthest point reached in it is the time practised.
    """

    reached_s: Mapping[int, float] = field(default_factory=dict)

    @property
    def practised_s(self) -> float:
        return sum(self.reached_s.values())

    def advanced(self, timeline: Timeline, a_s: float, b_s: float) -> Progress:
        """Return the progress after the session ran from ``a_s`` to ``b_s``, possibly past the end of a stage."""
        first, last = timeline.segment_at(a_s).stage_index, timeline.segment_at(b_s).stage_index
        reached_s = dict(self.reached_s)
        for index in range(first, last + 1):
            span = timeline.stage_spans[index]
            reached_s[index] = max(min(b_s, span.end_s) - span.practice_s, reached_s.get(index, 0.0))
        return Progress(reached_s)

    def is_stage_done(self, timeline: Timeline, index: int) -> bool:
        """Tell whether DONE_SHARE of a stage was practised."""
        span = timeline.stage_spans[index]
        return self.reached_s.get(index, 0.0) >= DONE_SHARE * (span.end_s - span.practice_s)

    def sides_done(self, timeline: Timeline) -> tuple[Side, ...]:
        """Return the sides on which every stage was done."""
        sided = [(index, stage.side) for index, stage in enumerate(timeline.stages) if stage.side]
        undone = {side for index, side in sided if not self.is_stage_done(timeline, index)}
        return tuple(side for side in Side if side not in undone and any(side is one for _index, one in sided))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """One row of the history. Instants are aware and in UTC; ``practice_date`` never changes once saved.

    ``is_counted`` says that the person counts a partial session as a whole one. Discomfort is 0 to 10, or None if the
    question was skipped or not asked. The database, backups and tables are built from what is declared here.
    """

    uuid: str = field(metadata=kept(Text(most=100, may_be_empty=False)))
    started: datetime = field(metadata=kept(Instant(), column="started_utc"))
    ended: datetime = field(metadata=kept(Instant(), column="ended_utc"))
    utc_offset_s: int = field(metadata=kept(Offset(), cell="utc_offset"))
    zone: str = field(metadata=kept(Text(most=100)))
    practice_date: date = field(metadata=kept(Day()))
    planned_s: float = field(metadata=kept(Number(0, MOST_S)))
    practised_s: float = field(default=0.0, metadata=kept(Number(0, MOST_S)))
    status: Status = field(default=Status.RUNNING, metadata=kept(OneOf(tuple(Status))))
    routine_id: str = field(metadata=kept(Text(most=LONGEST_ID)))
    routine_title: str = field(metadata=kept(Text(most=200), cell="routine"))
    sides_done: tuple[Side, ...] = field(default=(), metadata=kept(SomeOf(OneOf(tuple(Side)))))
    first_side: Side = field(default=Side.LEFT, metadata=kept(OneOf(tuple(Side)), cell=None))
    reached_s: Mapping[int, float] = field(
        default_factory=dict, metadata=kept(Stages(Number(0, MOST_S)), column="progress", cell=None)
    )
    stage_index: int = field(default=0, metadata=kept(Whole(0, MOST_STAGES), cell=None))
    source: str = field(default=Source.TIMER, metadata=kept(Text()))
    note: str = field(default="", metadata=kept(Text(most=2000)))
    is_counted: bool = field(default=False, metadata=kept(Flag()))
    discomfort_before: int | None = field(default=None, metadata=kept(Maybe(Whole(SCALE[0], SCALE[-1]))))
    discomfort_after: int | None = field(default=None, metadata=kept(Maybe(Whole(SCALE[0], SCALE[-1]))))

    @property
    def share(self) -> float:
        """The share of the planned time that was practised, 0 to 1."""
        return min(self.practised_s / self.planned_s, 1.0) if self.planned_s > 0 else 0.0

    @property
    def credit(self) -> float:
        """What it adds to its day, 0 to 1: a whole session from DONE_SHARE on, or if the person counts it."""
        return 1.0 if self.is_counted or self.share >= DONE_SHARE else self.share


def practice_date(local_start: datetime, boundary_h: int = DAY_BOUNDARY_H) -> date:
    """Return the day a session counts for: its local date, with days ending at ``boundary_h``.

    Takes wall-clock time and ignores the time zone and offset, so that no clock change can shift it.
    """
    return (local_start.replace(tzinfo=None) - timedelta(hours=boundary_h)).date()


def status_at_end(progress: Progress, timeline: Timeline, reached_end: bool) -> Status:
    """Return COMPLETE if the end was reached and DONE_SHARE of the plan was practised, otherwise PARTIAL."""
    practised = progress.practised_s >= DONE_SHARE * timeline.practice_s
    return Status.COMPLETE if reached_end and practised else Status.PARTIAL


def begin_record(
    timeline: Timeline,
    *,
    uuid: str,
    routine_id: str,
    routine_title: str,
    started: datetime,
    zone: str,
    first_side: Side,
    boundary_h: int = DAY_BOUNDARY_H,
) -> SessionRecord:
    """Return the record of a session that begins now; ``started`` is aware, in the person's own zone."""
    offset = started.utcoffset() or timedelta()
    return SessionRecord(
        uuid=uuid,
        routine_id=routine_id,
        routine_title=routine_title,
        started=started.astimezone(UTC),
        ended=started.astimezone(UTC),
        utc_offset_s=int(offset.total_seconds()),
        zone=zone,
        practice_date=practice_date(started, boundary_h),
        planned_s=timeline.practice_s,
        first_side=first_side,
    )


def record_at(
    record: SessionRecord, timeline: Timeline, progress: Progress, stage_index: int, now: datetime
) -> SessionRecord:
    """Return ``record`` brought up to date while the session runs."""
    return replace(
        record,
        ended=now.astimezone(UTC),
        planned_s=timeline.practice_s,
        practised_s=progress.practised_s,
        sides_done=progress.sides_done(timeline),
        reached_s=progress.reached_s,
        stage_index=stage_index,
    )
