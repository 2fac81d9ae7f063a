"""Where each habit's values are in an export of Loop Habit Tracker: in its ZIP, or in one table from it.

The ZIP holds Habits.csv, which numbers and names the habits; a folder for each, such as "001 Stretch", with its
Checkmarks.csv; and a Checkmarks.csv for all, with one column per habit. The last is read only if a person chooses that
file itself: its habit names are written without quotation marks, and some versions wrote no values or lost ticks in it
(their issues 1162, 1652 and 2336). A habit's own table is "date,value" without a header row up to version 2.0, and
"Date,Value,Notes" from 2.1 on; values were numbers before and are words now.

People unpack the ZIP and pack it again: with the folder around it, on a Mac with a second, hidden copy of each name, on
Windows with other slashes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.bounded_file import read_bounded
from psoas_timer.store.tables.csv_text import decode, numbered_rows

# The limit for a ZIP, and for everything unpacked from it: a century of twenty habits takes 15 MB.
MOST_BYTES = 20_000_000
ZIP_SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
EXPORT_AGAIN = N_("In Loop Habit Tracker, choose Settings, then Export as CSV, and import the new file unchanged.")

TICKS = {"2", "YES_MANUAL"}  # ticked by the person; the other yes, 1, is calculated by the app
OTHERS = {"", "-1", "0", "1", "3", "UNKNOWN", "NO", "YES_AUTO", "SKIP"}
AMOUNT = re.compile(r"-?[0-9]{1,12}")  # the value of a measurable habit, in thousandths of its unit
MEASURED = "NUMERICAL"

_LIST = "habits.csv"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_OWN_TABLE = re.compile(r"([0-9]{3,9})([^/]{0,255})")  # the folder's name appears in every fault
_FOLDER = re.compile(r"([0-9]{3,9})(?: (.+))?")

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# What zipfile raises for data that only looks like a ZIP.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)


@dataclass(frozen=True, slots=True)
class LoopTable:
    """Where a habit's values are: in a column of ``rows``, each with its line; ``odd`` are lines with too few cells.

    ``unit`` is what a habit that ``is_measured`` is measured in, as the person wrote it; '' is unknown.
    """

    habit: str
    table: Path
    rows: Sequence[tuple[int, list[str]]]
    odd: Sequence[int] = ()
    column: int = 1
    is_measured: bool = False
    unit: str = ""

    def values(self) -> Iterator[str]:
        for _line, cells in self.rows:
            yield cells[self.column].strip().upper()

    def holds_amounts(self) -> bool:
        return self.is_measured or any(
            value not in TICKS and value not in OTHERS and AMOUNT.fullmatch(value) for value in self.values()
        )


@dataclass(frozen=True, slots=True)
class _Named:
    """A habit as Habits.csv describes it; before version 2.1 there is neither type nor unit."""

    name: str
    kind: str = ""
    unit: str = ""


def tables_of_text(file: Path, text: str) -> list[LoopTable]:
    """Return the habit of a single-habit table, named after its folder, or every habit of the table for all."""
    rows = list(numbered_rows(text, file))
    first = [cell.strip() for cell in rows[0][1]] if rows else []
    if first[:2] == ["Date", "Value"] or (len(first) == 2 and _DATE.fullmatch(first[0])):
        return [_own_table(_named_beside(file), file, rows)]
    if first[:1] != ["Date"] or first[:2] == ["Date", "Score"]:
        return []
    # Each row ends with a comma, after which there is an empty cell that another program may leave out.
    widths = {len(first), len(first) - (not first[-1])}
    fitting = [row for row in rows[1:] if len(row[1]) in widths]
    odd = [line for line, cells in rows[1:] if len(cells) not in widths]
    columns: dict[str, int] = {}
    for column, habit in enumerate(first):
        if column and habit:  # the last column has no name
            columns[free_name(habit, column, columns)] = column
    return [LoopTable(habit, file, fitting, odd, column) for habit, column in columns.items()]


def tables_of_zip(file: Path, content: bytes) -> list[LoopTable]:
    """Return every habit of a ZIP that has a table of its own, in whatever folder; only what is needed is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {path: one for one in archive.infolist() if (path := _place(one.filename)) is not None}
            own = [(path, found) for path in sorted(members) if (found := _is_own_table(path))]
            lists = {path.parent: path for path in members if path.name.casefold() == _LIST}
            exports = {path.parent.parent for path, _found in own}
            wanted = [*(lists[one] for one in exports if one in lists), *(path for path, _found in own)]
            contents = _unpack(file, archive, {path: members[path] for path in wanted})
    except _BROKEN as error:
        raise Problem(N_("{file} is a damaged ZIP file."), EXPORT_AGAIN, file=file) from error
    known = {
        one: _named_habits(decode(contents[lists[one]], file / "Habits.csv"), file / "Habits.csv")
        for one in exports
        if one in lists
    }
    tables: dict[str, LoopTable] = {}
    for path, found in own:
        table, number = file / found.group() / "Checkmarks.csv", int(found.group(1))
        named = known.get(path.parent.parent, {}).get(number) or _Named(found.group(2).strip() or found.group(1))
        name = free_name(named.name, number, tables)
        rows = list(numbered_rows(decode(contents[path], table), table))
        tables[name] = _own_table(_Named(name, named.kind, named.unit), table, rows)
    return list(tables.values())


def within_zip(file: Path, content: bytes) -> tuple[Path, bytes] | None:
    """Return an export or a backup that a person packed into another ZIP, the last by name, None if there is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = {path: one for one in archive.infolist() if (path := _place(one.filename)) is not None}
            fitting = sorted(path for path in members if path.suffix.casefold() in (".zip", ".db"))
            if not fitting:
                return None
            return file / fitting[-1].name[-255:], _unpack(file, archive, {fitting[-1]: members[fitting[-1]]})[
                fitting[-1]
            ]
    except _BROKEN as error:
        raise Problem(N_("{file} is a damaged ZIP file."), EXPORT_AGAIN, file=file) from error


def free_name(name: str, number: int, taken: Container[str]) -> str:
    """Return ``name``, with a number added if another habit has it: a person must be able to choose."""
    free = name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def _own_table(named: _Named, table: Path, rows: list[tuple[int, list[str]]]) -> LoopTable:
    if rows and rows[0][1][0].strip() == "Date":
        rows = rows[1:]
    fitting, odd = [row for row in rows if len(row[1]) > 1], [line for line, cells in rows if len(cells) < 2]
    return LoopTable(named.name, table, fitting, odd, is_measured=named.kind == MEASURED, unit=named.unit)


def _named_beside(table: Path) -> _Named:
    """Return the habit of a table that a person unpacked: by the list in the folder above, or by its folder's name."""
    folder = _FOLDER.fullmatch(table.parent.name)
    if folder is None:
        return _Named(table.stem)
    beside = table.parent.parent / "Habits.csv"
    try:
        known = _named_habits(decode(read_bounded(beside, MOST_BYTES), beside), beside)
    except Problem:  # it was not asked for
        known = {}
    return known.get(int(folder.group(1))) or _Named((folder.group(2) or "").strip() or table.stem)


def _place(name: str) -> PurePosixPath | None:
    """Return where a member of a ZIP belongs, None for what is not a person's own or leads out of it."""
    path = PurePosixPath(name.replace("\\", "/").lstrip("/"))
    is_hidden = any(part == "__MACOSX" or part.startswith(("._", "..")) for part in path.parts)
    return None if is_hidden or name.endswith(("/", "\\")) else path


def _is_own_table(path: PurePosixPath) -> re.Match[str] | None:
    return _OWN_TABLE.fullmatch(path.parent.name) if path.name.casefold() == "checkmarks.csv" else None


def _unpack(
    file: Path, archive: zipfile.ZipFile, members: dict[PurePosixPath, zipfile.ZipInfo]
) -> dict[PurePosixPath, bytes]:
    """Return the contents of ``members``, at most MOST_BYTES in all; raises Problem and what is in _BROKEN."""
    contents: dict[PurePosixPath, bytes] = {}
    left = MOST_BYTES
    for path, member in members.items():
        if member.flag_bits & _ENCRYPTED or member.compress_type not in _METHODS:
            raise Problem(
                N_("{file} is protected with a password or compressed in an unsupported way."), EXPORT_AGAIN, file=file
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
        contents[path] = content
    return contents


def _named_habits(text: str, table: Path) -> dict[int, _Named]:
    """Return each habit by its number."""
    rows: Iterable[list[str]] = ([cell.strip() for cell in cells] for _line, cells in numbered_rows(text, table))
    first: list[str] = next(iter(rows), [])
    named = (dict(zip(first, cells, strict=False)) for cells in rows)
    return {
        int(one["Position"]): _Named(one["Name"], one.get("Type", "").upper(), one.get("Unit", ""))
        for one in named
        if _NUMBER.fullmatch(one.get("Position", "")) and one.get("Name")
    }
