"""A table in a text file: any file is accepted, and a sentence says what is wrong with it."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

_DELIMITERS = re.compile(r"[,;\t]")  # spreadsheets in some countries write semicolons; tabs come from copying
_QUOTED = re.compile(r'"[^"]*"')
_BRIEF = 40  # how many characters of a cell are shown
_SAVE_AGAIN = N_('Open it in a spreadsheet and save it as "CSV UTF-8", then import it again.')


def decode(content: bytes, table: Path) -> str:
    """Return the text of a table in UTF-8, with or without a byte order mark; raises Problem if it is not text."""
    content = content.removeprefix(BOM_UTF8)  # removed here, since an error's position is counted without it
    nul = content.find(0)
    if nul >= 0:
        raise Problem(
            N_("{file} is not a text file: line {line} contains binary data."), _SAVE_AGAIN,
            file=table, line=_line_at(content, nul),
        )  # fmt: skip
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = _line_at(content, error.start)
        raise Problem(N_("{file} is not in UTF-8: see line {line}."), _SAVE_AGAIN, file=table, line=line) from error


def numbered_rows(text: str, table: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line on which it starts, from 1; a quoted cell may span lines.

    Cells are separated by commas, semicolons or tabs, whichever comes first. Raises Problem if the quotation marks do
    not match or a cell is too long for any table.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
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


def _line_at(content: bytes, position: int) -> int:
    before = content[:position]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def _delimiter(text: str) -> str:
    """Return the separator of the first row's cells."""
    first = text.lstrip("\r\n").partition("\n")[0]
    found = _DELIMITERS.search(_QUOTED.sub("", first))
    return found.group() if found else ","
