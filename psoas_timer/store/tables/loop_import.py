"""Ticks read from a CSV export of Loop Habit Tracker (the Android app): one habit's ticks become sessions.

Its export is a ZIP: Habits.csv, which numbers and names the habits; a folder for each, such as "001 Stretch", with
its Checkmarks.csv; and a Checkmarks.csv for all, with one column per habit. The last is read only if a person chooses
that file itself: its habit names are written without quotation marks, and some versions wrote no values or lost ticks
in it (their issues 1162, 1652 and 2336). A habit's own table is "date,value" without a header row up to version 2.0,
and "Date,Value,Notes" from 2.1 on; values were numbers before and are words now.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.bounded_file import read_bounded
from psoas_timer.store.tables.csv_cells import read_date
from psoas_timer.store.tables.csv_import import NOON
from psoas_timer.store.tables.csv_text import brief, decode, numbered_rows
from psoas_timer.store.tables.import_plan import ImportPlan, PlanDraft, stable_uuid

# The limit for a ZIP, and for everything unpacked from it: a century of twenty habits takes 15 MB.
MOST_BYTES = 20_000_000

_TICKS = {"2", "YES_MANUAL"}  # ticked by the person; the other yes, 1, is calculated by the app
_OTHERS = {"", "-1", "0", "1", "3", "UNKNOWN", "NO", "YES_AUTO", "SKIP"}
_AMOUNT = re.compile(r"-?[0-9]+")  # the value of a measurable habit, in thousandths
_MEASURED = "NUMERICAL"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_OWN_TABLE = re.compile(r"([0-9]{3,9})([^/]{0,255})/Checkmarks\.csv")  # the folder name appears in every fault
_FOLDER = re.compile(r"[0-9]{3,9} (.+)")

_ZIP_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_EXPORT_AGAIN = N_("In Loop Habit Tracker, choose Settings, then Export as CSV, and import the new file unchanged.")
# What zipfile raises for data that only looks like a ZIP.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class LoopHabit:
    """A habit in an export: its name, how often it was ticked by hand, and whether it records amounts instead."""

    name: str
    ticks: int
    is_numerical: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a habit's values are: in a column of ``rows``, each with its line; ``odd`` are lines with too few cells."""

    habit: str
    table: Path
    rows: Sequence[tuple[int, list[str]]]
    odd: Sequence[int]
    column: int = 1
    is_numerical: bool = False

    def values(self) -> Iterator[str]:
        for _line, cells in self.rows:
            yield cells[self.column].strip().upper()

    def holds_amounts(self) -> bool:
        return self.is_numerical or any(
            value not in _TICKS and value not in _OTHERS and _AMOUNT.fullmatch(value) for value in self.values()
        )


def loop_habits(file: Path) -> tuple[LoopHabit, ...]:
    """Return the habits of an export, in its order; raises Problem if ``file`` is not an export.

    ``file`` is the ZIP, or a Checkmarks.csv from it: a habit's own or the one for all habits.
    """
    habits = []
    for table in _tables(file):
        is_numerical = table.holds_amounts()
        ticks = 0 if is_numerical else sum(value in _TICKS for value in table.values())
        habits.append(LoopHabit(table.habit, ticks, is_numerical))
    return tuple(habits)


def read_loop(
    file: Path, habit: str, routine_id: str, routine_title: str, planned_s: float, now: datetime
) -> ImportPlan:
    """Return a session of ``routine_id`` for each day on which ``habit`` was ticked by hand; nothing is written.

    It is complete, with ``planned_s``. Loop stores no time of day: a session is placed at noon of its date, with an
    offset of 0 and no zone, so that it shows as noon wherever the person is. Its uuid comes from the habit and the
    date, so a second import adds nothing twice. ``now`` is aware, in the person's own zone: later dates are skipped.
    Raises Problem if the file is not such an export, does not have the habit, or records amounts for it.
    """
    table = next((one for one in _tables(file) if one.habit == habit), None)
    if table is None:
        raise Problem(
            N_("{file} has no habit named {habit}."),
            N_("Choose one of the habits in it."),
            file=file,
            habit=brief(habit),
        )
    if table.holds_amounts():
        raise Problem(
            N_("{habit} in {file} records amounts, not ticks, so it does not say on which days you practised."),
            N_("Choose a habit with ticks."),
            habit=brief(habit), file=table.table,
        )  # fmt: skip
    draft = PlanDraft(file, table.table)
    for line in table.odd:
        with draft.row(line):
            raise BadValue(
                N_("Line {line} of {file} is skipped: its cells do not match the first row."),
                N_("Import the whole ZIP instead: it has a table for each habit."),
            )
    for line, cells in table.rows:
        with draft.row(line):
            day = read_date({"Date": cells[0]}, "Date", now.date())
            if day is None or not _is_tick(cells[table.column]):
                continue
            started = datetime.combine(day, NOON, UTC)
            draft.add(
                line,
                SessionRecord(
                    uuid=stable_uuid("loop", habit, day),
                    routine_id=routine_id,
                    routine_title=routine_title,
                    started=started,
                    ended=started + timedelta(seconds=planned_s),
                    utc_offset_s=0,
                    zone="",
                    practice_date=day,
                    planned_s=planned_s,
                    practised_s=planned_s,
                    status=Status.COMPLETE,
                    source=Source.IMPORTED,
                ),
            )
    return draft.plan()


def _is_tick(cell: str) -> bool:
    value = cell.strip().upper()
    if value not in _TICKS and value not in _OTHERS:
        raise BadValue(
            N_("Line {line} of {file} is skipped: {value} is not a value that Loop Habit Tracker writes."),
            _EXPORT_AGAIN,
            value=brief(cell),
        )  # fmt: skip
    return value in _TICKS


def _tables(file: Path) -> list[_Table]:
    """Return where each habit's values are, each under a unique name; raises Problem if there are none."""
    content = read_bounded(file, MOST_BYTES)
    tables = _of_zip(file, content) if content.startswith(_ZIP_SIGNS) else _of_text(file, decode(content, file))
    if not tables:
        raise Problem(N_("{file} is not an export from Loop Habit Tracker."), _EXPORT_AGAIN, file=file)
    return tables


def _of_text(file: Path, text: str) -> list[_Table]:
    """Return the habit of a single-habit table, named after its folder, or every habit of the table for all."""
    rows = list(numbered_rows(text, file))
    first = [cell.strip() for cell in rows[0][1]] if rows else []
    if first[:2] == ["Date", "Value"] or (len(first) == 2 and _DATE.fullmatch(first[0])):
        folder = _FOLDER.fullmatch(file.parent.name)
        return [_own_table(folder.group(1).strip() if folder else file.stem, file, rows)]
    if first[:1] != ["Date"] or first[:2] == ["Date", "Score"]:
        return []
    fitting = [row for row in rows[1:] if len(row[1]) == len(first)]
    odd = [line for line, cells in rows[1:] if len(cells) != len(first)]
    columns: dict[str, int] = {}
    for column, habit in enumerate(first):
        if column and habit:  # the last column has no name: each row ends with a comma
            columns[_free_name(habit, column, columns)] = column
    return [_Table(habit, file, fitting, odd, column) for habit, column in columns.items()]


def _own_table(habit: str, table: Path, rows: list[tuple[int, list[str]]], is_numerical: bool = False) -> _Table:
    if rows and rows[0][1][0].strip() == "Date":
        rows = rows[1:]
    odd = [line for line, cells in rows if len(cells) < 2]
    return _Table(habit, table, [row for row in rows if len(row[1]) > 1], odd, is_numerical=is_numerical)


def _of_zip(file: Path, content: bytes) -> list[_Table]:
    """Return every habit of a ZIP that has a table of its own; only those tables and Habits.csv are unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            own = [found for name in sorted(members) if (found := _OWN_TABLE.fullmatch(name))]
            wanted = ["Habits.csv", *(found.group() for found in own)]
            contents = _unpack(file, archive, [members[name] for name in wanted if name in members])
    except _BROKEN as error:
        raise Problem(N_("{file} is a damaged ZIP file."), _EXPORT_AGAIN, file=file) from error
    known = _named_habits(decode(contents.get("Habits.csv", b""), file / "Habits.csv"), file / "Habits.csv")
    tables: dict[str, _Table] = {}
    for found in own:
        table, number = file / found.group(), int(found.group(1))
        name, kind = known.get(number, (found.group(2).strip() or found.group(1), ""))
        name = _free_name(name, number, tables)
        rows = list(numbered_rows(decode(contents[found.group()], table), table))
        tables[name] = _own_table(name, table, rows, kind == _MEASURED)
    return list(tables.values())


def _unpack(file: Path, archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the contents of ``members`` by name, at most MOST_BYTES in all; raises Problem and what is in _BROKEN."""
    contents: dict[str, bytes] = {}
    left = MOST_BYTES
    for member in members:
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            raise Problem(
                N_("{file} is protected with a password or compressed in an unsupported way."), _EXPORT_AGAIN, file=file
            )
        with archive.open(member) as opened:
            content = opened.read(left + 1)  # the sizes stated in the ZIP may be false
        left -= len(content)
        if left < 0:
            raise Problem(
                N_("{file} contains more than {most} MB of ticks, more than any real history."),
                N_("Check that it is the right file."),
                file=file, most=MOST_BYTES // 1_000_000,
            )  # fmt: skip
        contents[member.filename] = content
    return contents


def _named_habits(text: str, table: Path) -> dict[int, tuple[str, str]]:
    """Return each habit's name and type ("" before version 2.1) by number."""
    rows = [[cell.strip() for cell in cells] for _line, cells in numbered_rows(text, table)]
    first = rows[0] if rows else []
    named = (dict(zip(first, cells, strict=False)) for cells in rows[1:])
    return {
        int(one["Position"]): (one["Name"], one.get("Type", ""))
        for one in named
        if _NUMBER.fullmatch(one.get("Position", "")) and one.get("Name")
    }


def _free_name(name: str, number: int, taken: Container[str]) -> str:
    """Return ``name``, with a number added if another habit has it: a person must be able to choose."""
    free = name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
