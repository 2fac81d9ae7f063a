"""A table in a text file: any file is accepted, and a sentence says what is wrong with it."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

# Spreadsheets in some countries write semicolons; tabs come from copying, and bars from other programs.
_DELIMITERS = re.compile(r"[,;\t|]")
_QUOTED = re.compile(r'"[^"]*"')
_FIRST_LINE = re.compile(r"[^\r\n]*")
# The line with which Excel is told what separates the cells. Saved again by a spreadsheet, it is a row like any other.
_HINT = re.compile(r'[ \r\n]*"?sep=(\\t|[^\w\r\n" ]?)"?[,;\t| ]*(\r\n|\r|\n|\Z)', re.IGNORECASE)
_BRIEF = 40  # how many characters of a cell are shown
_SAVE_AGAIN = N_('Open it in a spreadsheet and save it as "CSV UTF-8", then import it again.')

SQLITE_SIGN = b"SQLite format 3\0"
_PACKED_SIGNS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")  # the last begins what old spreadsheets wrote


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: what separates its cells, and where its first row begins, after a hint for Excel."""

    delimiter: str
    start: int
    line: int


def decode(content: bytes, table: Path) -> str:
    """Return the text of a table in UTF-8 or UTF-16; raises Problem if it is not text."""
    _refuse_other_kinds(content, table)
    encoding, mark = _encoding(content)
    content = content.removeprefix(mark)  # removed here, since an error's position is counted without it
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line_at(content[: error.start].decode(encoding, errors="replace"))
        raise Problem(N_("{file} is not in UTF-8: see line {line}."), _SAVE_AGAIN, file=table, line=line) from error
    nul = text.find("\0")
    if nul >= 0:
        raise Problem(
            N_("{file} is not a text file: line {line} contains binary data."), _SAVE_AGAIN,
            file=table, line=_line_at(text[:nul]),
        )  # fmt: skip
    return text


def layout(text: str) -> Layout:
    """Return how a table is written: as its hint says if the first row bears that out, otherwise by the first row."""
    hint = _HINT.match(text)
    start = hint.end() if hint else 0
    begin = start + len(text[start:]) - len(text[start:].lstrip("\r\n"))
    first = _FIRST_LINE.match(text, begin)
    row = _QUOTED.sub("", first.group() if first else "")
    hinted = hint.group(1).replace("\\t", "\t") if hint else ""
    found = _DELIMITERS.search(row)
    delimiter = hinted if hinted and hinted in row else found.group() if found else ","
    return Layout(delimiter, start, _line_at(text[:start]))


def numbered_rows(text: str, table: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line on which it starts, from 1; a quoted cell may span lines.

    Cells are separated by what a hint for Excel says, or by commas, semicolons, tabs or bars, whichever comes first.
    Raises Problem if the quotation marks do not match or a cell is too long for any table.
    """
    found = layout(text)
    reader = csv.reader(StringIO(text[found.start :], newline=""), delimiter=found.delimiter, strict=True)
    line = found.line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + found.line
    except csv.Error as error:
        raise Problem(
            N_("{file} cannot be read from line {line} on: it has a missing or extra quotation mark, or a cell that is"
            " far too long."),
            N_("Correct that line, or save the table from a spreadsheet again, then import it again."),
            file=table, line=line,
        ) from error  # fmt: skip


def brief(text: str) -> str:
    """Return ``text`` in quotation marks, on one line, shortened if it is long."""
    return repr(text if len(text) <= _BRIEF else f"{text[: _BRIEF - 3]}...")


def _refuse_other_kinds(content: bytes, table: Path) -> None:
    """Raise Problem for files that are no text but something that a person may well choose here."""
    if content.startswith(SQLITE_SIGN):
        raise Problem(
            N_("{file} is a database, not a table."),
            N_('To import a backup of Loop Habit Tracker, choose "From Loop Habit Tracker". To restore a copy of your'
            ' own sessions, choose "Restore from a backup".'),
            file=table,
        )  # fmt: skip
    if content.lstrip().startswith(b"{"):
        raise Problem(
            N_("{file} is a backup or another file of that kind, not a table."),
            N_('To restore a backup, choose "Restore from a backup".'),
            file=table,
        )
    if content.startswith(_PACKED_SIGNS):
        raise Problem(
            N_("{file} is a spreadsheet or a ZIP file, not a table in plain text."),
            N_('Open it in a spreadsheet and save it as "CSV UTF-8", then import that file. To import a ZIP from Loop'
            ' Habit Tracker, choose "From Loop Habit Tracker".'),
            file=table,
        )  # fmt: skip


def _encoding(content: bytes) -> tuple[str, bytes]:
    """Return the encoding, and the mark at the beginning that tells it; a header is of letters that UTF-16 pads."""
    for mark, name in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return name, mark
    padding = [byte == 0 for byte in content[:8]]
    if padding == [False, True] * 4:
        return "utf-16-le", b""
    return ("utf-16-be" if padding == [True, False] * 4 else "utf-8"), b""


def _line_at(before: str) -> int:
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
