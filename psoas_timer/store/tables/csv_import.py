"""Sessions read from a table in our own layout, written by export_csv or by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from psoas_timer.core.history.kept import Kept
from psoas_timer.core.history.session import (
    DAY_BOUNDARY_H,
    DONE_SHARE,
    LONGEST_ID,
    SessionRecord,
    Source,
    Status,
    practice_date,
)
from psoas_timer.core.kind import Instant, Maybe, Number, Offset, OneOf, figure
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.bounded_file import read_bounded
from psoas_timer.store.tables.csv_cells import SECONDS, read_cell, read_date, read_time
from psoas_timer.store.tables.csv_numbers import Decimals, decimal_sign, read_number
from psoas_timer.store.tables.csv_text import brief, decode, layout, numbered_rows
from psoas_timer.store.tables.export import table_fields, take_back
from psoas_timer.store.tables.import_plan import ImportPlan, PlanDraft, stable_uuid

MOST_BYTES = 100_000_000

_LENGTHS = ("planned_s", "practised_s")

# Columns that are read together with other cells.
_TOGETHER = {"started", "ended", "utc_offset_s", "practice_date", "status", *_LENGTHS}

# The time given to a session if only its day is known.
NOON = time(12)


def read_csv(
    file: Path,
    now: datetime,
    boundary_h: int = DAY_BOUNDARY_H,
    record_type: type[SessionRecord] = SessionRecord,
) -> ImportPlan:
    """Return the sessions in ``file``, the rows that cannot be used, and notices; nothing is written.

    ``now`` is aware, in the person's own zone: sessions in the future are skipped. ``boundary_h`` is the hour at which
    the day of a row without a practice date ends. Raises Problem if the whole file is unusable.

    A row only needs a day and a routine; empty cells at its end may be missing. Without a time it is at noon; without
    an offset its times are read as UTC and its zone as unknown, so that they show as written. A time with an offset of
    its own keeps its instant. Without lengths it has 0 s, and counts. A session that was running when it was exported
    is partial. Without a uuid it gets one from its day, time and routine.
    """
    text = decode(read_bounded(file, MOST_BYTES), file)
    fields = table_fields(record_type)
    rows = numbered_rows(text, file)
    line, header = next(rows, (1, []))
    draft = PlanDraft(file, file)
    columns = _columns(file, line, header, [str(field.cell) for field in fields], draft)
    whole = _look_through(text, file, columns, len(header))
    if presumed := whole.decimals.presumed:
        draft.notices.append(_presumed(file, presumed, whole.decimals.sign))
    reading = _Reading(now, boundary_h, whole.decimals.sign, record_type)
    for line, cells in rows:
        with draft.row(line):
            draft.add(line, reading.record(_named(columns, cells, len(header), is_cut_off=line == whole.cut_off_line)))
    return draft.plan()


@dataclass(frozen=True, slots=True)
class _Whole:
    """What only the whole file tells: its decimal sign, and the line it breaks off in, 0 for none."""

    decimals: Decimals
    cut_off_line: int


def _look_through(text: str, file: Path, columns: Mapping[str, int], width: int) -> _Whole:
    """Read all rows once for what one row does not tell.

    A last row that is not ended and alone has too few cells was cut off, perhaps within a number.
    """
    lengths = [index for name, index in columns.items() if name in _LENGTHS]
    numbers: list[str] = []
    count = last_line = 0
    short_lines: list[int] = []
    for line, cells in islice(numbered_rows(text, file), 1, None):
        numbers += {cells[index] for index in lengths if index < len(cells)}
        if len(cells) < width:
            short_lines.append(line)
        count, last_line = count + 1, line
    is_cut_off = count > 1 and short_lines == [last_line] and not text.endswith(("\n", "\r"))
    return _Whole(decimal_sign(numbers, layout(text).delimiter, SECONDS), last_line if is_cut_off else 0)


def _offset_in(zone: str, moment: datetime) -> timezone | None:
    """Return how far a time zone is ahead of UTC at an aware ``moment``, None if it is not known here."""
    try:
        ahead = moment.astimezone(ZoneInfo(zone)).utcoffset() if zone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a cell may hold anything, even the name of a folder
        return None
    return None if ahead is None else timezone(ahead)


def _presumed(file: Path, cell: str, decimal: str) -> Problem:
    return Problem(
        N_("In {file}, {value} is read as {number}, as is usual for a file like this one."),
        N_("If that is wrong, write numbers without a thousands separator, then import the file again."),
        file=file, value=brief(cell), number=figure(read_number(cell, decimal, Number(-inf, inf))),
    )  # fmt: skip


class _Reading:
    """One reading of a file; its methods raise BadValue if a cell cannot be used."""

    def __init__(self, now: datetime, boundary_h: int, decimal: str, record_type: type[SessionRecord]) -> None:
        self._plain_fields = [field for field in table_fields(record_type) if field.name not in _TOGETHER]
        self._now = now
        self._boundary_h = boundary_h
        self._decimal = decimal
        self._record_type = record_type
        self._alike: Counter[tuple[date, str]] = Counter()

    def record(self, cells: Mapping[str, str]) -> SessionRecord:
        """Return the session of a row, given as cells by column name.

        An empty cell leaves its field at the default; some cells fill in for others.
        """
        started, here = self._when(cells)
        # Without an offset, the row's local time is compared with the person's.
        latest = self._latest(here)
        day = self._day(cells, started, latest)
        start = started or datetime.combine(day, NOON)
        given = {field.name: self._value(cells, field, here) for field in self._plain_fields}
        routine_id, title = _routine(given["routine_id"], given["routine_title"])
        planned_s, practised_s, status, is_counted = _lengths(cells, given["is_counted"] or False, self._decimal)
        ended = self._instant(cells, "ended", here)
        begun = start.replace(tzinfo=here or UTC).astimezone(UTC)
        found = {
            **{name: value for name, value in given.items() if value is not None},
            "uuid": given["uuid"].strip() or self._uuid(day, started, routine_id),
            "routine_id": routine_id,
            "routine_title": title,
            "started": begun,
            "ended": ended or begun + timedelta(seconds=practised_s),
            "utc_offset_s": 0 if here is None else int(here.utcoffset(None).total_seconds()),
            "zone": "" if here is None else given["zone"],
            "practice_date": day,
            "planned_s": planned_s,
            "practised_s": practised_s,
            "status": status,
            "source": _source(given["source"]),
            "is_counted": is_counted,
        }
        return self._record_type(**found)

    def _when(self, cells: Mapping[str, str]) -> tuple[datetime | None, timezone | None]:
        """Return the local time of the start, and how far it is ahead of UTC; each is None if the row does not tell."""
        offset_s = read_cell(cells, "utc_offset", Offset())
        here = None if offset_s is None else timezone(timedelta(seconds=offset_s))
        started = read_time(cells, "started", self._latest(here), self._now)
        own = None if started is None else started.utcoffset()
        if started is None or own is None:
            return started, here
        here = here or _offset_in(cells.get("zone", "").strip(), started) or timezone(own)
        return started.astimezone(here).replace(tzinfo=None), here

    def _latest(self, here: timezone | None) -> datetime:
        return (self._now if here is None else self._now.astimezone(here)).replace(tzinfo=None)

    def _instant(self, cells: Mapping[str, str], column: str, here: timezone | None) -> datetime | None:
        found = read_time(cells, column, self._latest(here), self._now)
        if found is None:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=here or UTC)).astimezone(UTC)

    def _value(self, cells: Mapping[str, str], field: Kept, here: timezone | None) -> Any:
        """Return the value of a cell that does not depend on others, None if it is empty."""
        kind = field.kind.kind if isinstance(field.kind, Maybe) else field.kind
        if isinstance(kind, Instant):
            return self._instant(cells, str(field.cell), here)
        return read_cell(cells, str(field.cell), field.kind, self._decimal)

    def _day(self, cells: Mapping[str, str], started: datetime | None, latest: datetime) -> date:
        """Return the practice date: as written, or from the start time."""
        day = read_date(cells, "practice_date", latest.date())
        if day is not None:
            # A day may end hours after midnight, and the start be that of another zone; more is a mistake in one.
            if started is not None and abs(day - started.date()) > timedelta(days=1):
                raise BadValue(
                    N_("Line {line} of {file} is skipped: its practice_date, {day}, is far from its start, {started}."),
                    N_("Correct one of them, then import the file again."),
                    day=day, started=started.date(),
                )  # fmt: skip
            return day
        if started is not None:
            return practice_date(started, self._boundary_h)
        raise BadValue(
            N_("Line {line} of {file} is skipped: it has no date."),
            N_("Fill in practice_date, then import the file again."),
        )

    def _uuid(self, day: date, started: datetime | None, routine_id: str) -> str:
        """Return a uuid for a row without one: the same at every reading, even after its note was changed.

        Two sessions on one day with unknown times are told apart by their order.
        """
        if started is not None:
            return stable_uuid("csv", day, started, routine_id)
        self._alike[day, routine_id] += 1
        return stable_uuid("csv", day, self._alike[day, routine_id], routine_id)


def _columns(file: Path, line: int, header: list[str], known: Sequence[str], draft: PlanDraft) -> dict[str, int]:
    """Return the position of each known column; note the others, and raise Problem if a needed one is missing."""
    if not header:
        raise Problem(N_("{file} is empty."), N_("Choose another file."), file=file)
    columns: dict[str, int] = {}
    others: list[str] = []
    for index, cell in enumerate(header):
        name = cell.strip().casefold()
        if name in columns:
            raise Problem(
                N_("{file} has two columns named {name}, in line {line}."),
                N_("Remove one of them, then import it again."),
                file=file, line=line, name=name,
            )  # fmt: skip
        if name in known:
            columns[name] = index
        elif name:
            others.append(brief(cell))
    if columns.keys().isdisjoint(("practice_date", "started")) or columns.keys().isdisjoint(("routine", "routine_id")):
        raise Problem(
            N_("{file} is not a table of sessions: its first row, line {line}, does not name a day and a routine."),
            N_("It needs a column named practice_date or started, and one named routine or routine_id. To see all"
            " columns, export your sessions."),
            file=file, line=line,
        )  # fmt: skip
    if others:
        draft.notices.append(
            Problem(
                N_("Some columns of {file} are unknown and are ignored: {names}."),
                N_("Everything else is imported."),
                file=file, names=others[:10],
            )
        )  # fmt: skip
    return columns


def _named(columns: Mapping[str, int], cells: list[str], width: int, *, is_cut_off: bool) -> dict[str, str]:
    """Return a row's cells by name, each as it was before the export; raises BadValue if it has too many or breaks off.

    Some programs leave out the empty cells at the end of a row.
    """
    if is_cut_off:
        raise BadValue(
            N_("Line {line} of {file} is skipped: the file seems to end in the middle of it."),
            N_("Copy or save the file again, then import it."),
        )
    if any(cell.strip() for cell in cells[width:]):
        raise BadValue(
            N_("Line {line} of {file} is skipped: its number of cells is {found}, not {wanted} as in the"
            " first row."),
            N_("Look for a missing or extra separator or quotation mark there, then import the file again."),
            found=len(cells), wanted=width,
        )  # fmt: skip
    return {name: take_back(cells[index]) if index < len(cells) else "" for name, index in columns.items()}


def _routine(routine_id: str, title: str) -> tuple[str, str]:
    """Return the routine's id and title; if one is missing, it is made from the other."""
    if not routine_id and not title.strip():
        raise BadValue(
            N_("Line {line} of {file} is skipped: it has no routine."),
            N_("Fill in routine, then import the file again."),
        )
    slug = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
    return routine_id or (slug or title.strip())[:LONGEST_ID], title or routine_id


def _lengths(cells: Mapping[str, str], is_counted: bool, decimal: str) -> tuple[float, float, Status, bool]:
    """Return the planned and practised time in seconds, the status, and whether it counts as complete in any case.

    A missing length is taken from the other one, or is 0 for a partial session.
    """
    planned_s, practised_s = (read_cell(cells, name, SECONDS, decimal) for name in _LENGTHS)
    status: Status | None = read_cell(cells, "status", OneOf(tuple(Status)))
    if status is Status.RUNNING:
        status = Status.PARTIAL
    if planned_s is None and practised_s is None:
        # For a session without a length, its status is all we have.
        return 0.0, 0.0, status or Status.COMPLETE, is_counted or status is not Status.PARTIAL
    if practised_s is None:
        practised_s = 0.0 if planned_s is None or status is Status.PARTIAL else planned_s
    if planned_s is None:
        planned_s = practised_s
    if status is None:
        status = Status.COMPLETE if practised_s >= DONE_SHARE * planned_s else Status.PARTIAL
    return planned_s, practised_s, status, is_counted


def _source(given: str) -> Source:
    word = given.strip().casefold()
    return Source(word) if word in tuple(Source) else Source.IMPORTED
