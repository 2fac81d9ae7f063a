"""What an imported file would add to the log: previewed first, then written completely or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid5

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.database.connection import expected_failures, file_of, transaction
from psoas_timer.store.database.session_rows import COLUMNS, Row, to_record, to_row, to_text
from psoas_timer.store.tables.export import to_cells

# More than any history has, and still within a computer's memory.
MOST_ROWS = 1_000_000
MOST_BAD_ROWS = 10_000
MOST_NAMED = 5  # lines of rows with the same fault

_NAMESPACE = UUID(
    "2faedffc-25da-4871-9368-f4c8987b94e3"
)  # a random uuid; if it changed, repeated imports would duplicate sessions
_AT_ONCE = 500  # uuids per statement

# Not INSERT OR IGNORE, which would also ignore a broken constraint.
_INSERT = f"""
    INSERT INTO session ({", ".join(COLUMNS)}, created_utc, modified_utc)
    VALUES ({", ".join(f":{name}" for name in COLUMNS)}, :now, :now)
    ON CONFLICT (uuid) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A skipped row: the line of the file on which it starts, from 1, and the reason, which names file and line."""

    line: int
    reason: Problem


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What ``file`` contains: sessions to add, each uuid once, skipped rows, and notices."""

    file: Path
    records: tuple[SessionRecord, ...]
    bad_rows: tuple[BadRow, ...] = ()
    notices: tuple[Problem, ...] = ()

    def told(self) -> tuple[Problem, ...]:
        """Return the notices, then why rows are skipped: each kind of fault once, with its count and its first row."""
        alike: dict[object, list[BadRow]] = {}
        for bad in self.bad_rows:
            alike.setdefault(_kind_of_fault(bad.reason), []).append(bad)
        return (*self.notices, *(_told_once(rows) for rows in alike.values()))


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many sessions of a plan are new, are in the log unchanged, or are there with different content.

    ``binned`` counts the sessions in the log that the person deleted: they stay deleted.
    """

    new: int = 0
    already_there: int = 0
    conflicting: int = 0
    binned: int = 0


class PlanDraft:
    """A plan being built; ``table`` is the file, or the part of a ZIP, whose lines are counted."""

    def __init__(self, file: Path, table: Path) -> None:
        self._file = file
        self._table = table
        self._line_of: dict[str, int] = {}
        self._records: list[SessionRecord] = []
        self._bad_rows: list[BadRow] = []
        self.notices: list[Problem] = []

    @contextmanager
    def row(self, line: int) -> Iterator[None]:
        """Skip the row at a BadValue; its sentences may name ``{line}`` and ``{file}``.

        Raises Problem if so many rows are skipped that it must be the wrong file.
        """
        try:
            yield
        except BadValue as fault:
            if len(self._bad_rows) == MOST_BAD_ROWS:
                raise Problem(
                    N_("More than {most:n} rows of {file} cannot be used. The last of them is line {line}. {first}"),
                    N_("Check that it is the right file. Nothing was changed."),
                    most=MOST_BAD_ROWS, file=self._table, line=line, first=self._bad_rows[0].reason,
                ) from fault  # fmt: skip
            named = {**fault.values, "line": line, "file": self._table}
            self._bad_rows.append(BadRow(line, Problem(fault.what, fault.next_step, **named)))

    def add(self, line: int, record: SessionRecord) -> None:
        """Add the session of a row; raises BadValue if the file already has it, Problem if there are too many."""
        first = self._line_of.setdefault(record.uuid, line)
        if first != line:
            raise BadValue(
                N_("Line {line} of {file} is skipped: it repeats the session in line {first}."),
                N_("Line {first} is imported. If both are the same session, nothing is lost."),
                first=first,
            )
        if len(self._records) == MOST_ROWS:
            raise Problem(
                N_("{file} contains more than {most:n} sessions: line {line} is one too many."),
                N_("Split it into several files. Nothing was changed."),
                file=self._table, most=MOST_ROWS, line=line,
            )  # fmt: skip
        self._records.append(record)

    def plan(self) -> ImportPlan:
        """Return what was found, with the skipped rows in line order."""
        bad_rows = sorted(self._bad_rows, key=lambda row: row.line)
        return ImportPlan(self._file, tuple(self._records), tuple(bad_rows), tuple(self.notices))


def _kind_of_fault(reason: Problem) -> object:
    """Return what is the same in all rows with this fault, whatever is written in them."""
    within = reason.values.get("fault")
    told = (within.what, within.next_step) if isinstance(within, Problem) else ()
    return reason.what, reason.next_step, reason.values.get("column"), told


def _told_once(rows: Sequence[BadRow]) -> Problem:
    first = rows[0].reason
    if len(rows) == 1:
        return first
    what = N_("%n rows of {file} are skipped for the same reason: see lines {lines}.")
    if len(rows) > MOST_NAMED:
        what = N_("%n rows of {file} are skipped for the same reason. The first are lines {lines}.")
    lines = [str(row.line) for row in rows[:MOST_NAMED]]
    return Problem(what, "{first}", n=len(rows), lines=lines, file=first.values["file"], first=first)


def stable_uuid(*parts: object) -> str:
    """Return a uuid that is the same for the same parts, at any time and on any computer."""
    return str(uuid5(_NAMESPACE, repr(tuple(str(part) for part in parts))))


def preview_import(plan: ImportPlan, connection: sqlite3.Connection) -> ImportCounts:
    """Return what ``run_import`` would find, without changing anything; raises Problem if the log cannot be read.

    Contents are compared as exported, so values that CSV rounds or omits do not conflict.
    """
    same = other = binned = 0
    for record, row in _existing(plan, connection):
        *kept, deleted_utc = row
        if to_cells(to_record(tuple(kept))) == to_cells(record):
            same += 1
        else:
            other += 1
        binned += deleted_utc is not None
    return ImportCounts(len(plan.records) - same - other, same, other, binned)


def run_import(plan: ImportPlan, connection: sqlite3.Connection, now: datetime) -> int:
    """Add the plan's sessions, all or none, and return how many were new; ``now`` is aware.

    A session whose uuid is known stays unchanged, even in the bin. Raises Problem if the log cannot be written.
    """
    stamp = to_text(now)
    with transaction(connection):
        done = connection.executemany(_INSERT, ({**to_row(record), "now": stamp} for record in plan.records))
    return done.rowcount


def _existing(plan: ImportPlan, connection: sqlite3.Connection) -> Iterator[tuple[SessionRecord, Row]]:
    """Yield each session of the plan whose uuid is in the log, with its row there: COLUMNS, then deleted_utc."""
    left = iter(plan.records)
    while some := {record.uuid: record for record in islice(left, _AT_ONCE)}:
        marks = ", ".join("?" * len(some))
        with expected_failures(file_of(connection)):
            rows = connection.execute(
                f"SELECT {', '.join(COLUMNS)}, deleted_utc FROM session WHERE uuid IN ({marks})", tuple(some)
            ).fetchall()
        for row in rows:
            yield some[row[0]], row
