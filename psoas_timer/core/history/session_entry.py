"""A session done elsewhere and entered by hand later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import DONE_SHARE, SessionRecord, Source, Status, practice_date
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

# The minutes that may be entered; more than three hours is probably a typing mistake.
ENTERED_MIN = (1, 180)


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What a person enters about a session; ``local_start`` is naive local time."""

    local_start: datetime
    routine_id: str
    practised_s: float
    sides: tuple[Side, ...] = ()
    note: str = ""

    @property
    def local_end(self) -> datetime:
        return self.local_start + timedelta(seconds=self.practised_s)


def check_over(start: datetime, end: datetime, now: datetime) -> None:
    """Raise BadValue unless a session was over by ``now``; all three are aware, or all three are naive."""
    if start > now:
        raise BadValue(N_("This session would start in the future."), N_("Choose an earlier date or time."))
    if end > now:
        raise BadValue(N_("This session would not have ended yet."), N_("Choose an earlier time or fewer minutes."))


def record_of_entry(
    entry: SessionEntry,
    *,
    uuid: str,
    title: str,
    planned_s: float,
    zone: str,
    utc_offset_s: int,
    boundary_h: int,
    now: datetime,
) -> SessionRecord:
    """Return the record of what was entered; ``now`` is aware, ``zone`` and ``utc_offset_s`` are those of its start.

    Raises BadValue if it was not over by ``now`` or its minutes are out of bounds.
    """
    least, most = ENTERED_MIN
    if not least <= entry.practised_s / 60 <= most:
        raise BadValue(
            N_("The number of minutes is out of range."), N_("Enter {least} to {most} minutes."), least=least, most=most
        )
    offset = timedelta(seconds=utc_offset_s)
    started, ended = ((local - offset).replace(tzinfo=UTC) for local in (entry.local_start, entry.local_end))
    check_over(started, ended, now)
    is_whole = entry.practised_s >= DONE_SHARE * planned_s
    return SessionRecord(
        uuid=uuid,
        routine_id=entry.routine_id,
        routine_title=title,
        started=started,
        ended=ended,
        utc_offset_s=utc_offset_s,
        zone=zone,
        practice_date=practice_date(entry.local_start, boundary_h),
        planned_s=planned_s,
        practised_s=entry.practised_s,
        status=Status.COMPLETE if is_whole else Status.PARTIAL,
        sides_done=entry.sides,
        first_side=entry.sides[0] if entry.sides else Side.LEFT,
        source=Source.ENTERED,
        note=entry.note,
    )
