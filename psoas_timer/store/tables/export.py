"""The sessions as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import timedelta, timezone
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from psoas_timer.core.history.kept import Kept, kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.store.places import write_private
from psoas_timer.store.tables.csv_cells import to_cell

# A row starts with when and what; its uuid, which means nothing to a person, comes last.
_FIRST = ("practice_date", "started", "ended", "utc_offset", "zone", "routine", "routine_id", "status")
_LAST = "uuid"

# Spreadsheets treat a cell that starts like this as a formula: they would compute it, not show it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # how a spreadsheet recognises UTF-8


def table_fields(record_type: Any = SessionRecord) -> Sequence[Kept]:
    """Return every field in a table, in column order."""
    return _found(record_type)


@cache
def _found(record_type: Any) -> Sequence[Kept]:
    fields = {field.cell: field for field in kept_fields(record_type) if field.cell is not None}
    between = [cell for cell in fields if cell not in (*_FIRST, _LAST)]
    return [fields[cell] for cell in (*_FIRST, *between, _LAST)]


# Column names, in order. Lengths are in seconds.
COLUMNS = tuple(str(field.cell) for field in table_fields())


def export_csv(path: Path, records: Iterable[SessionRecord], record_type: type[SessionRecord] = SessionRecord) -> int:
    """Write one row for each of ``records`` to ``path``, for its owner only, and return their number.

    An existing file is replaced. Times are local to where the session took place, in ISO 8601. Raises Problem if the
    file cannot be written; an existing one then stays unchanged.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    table.writerow(field.cell for field in table_fields(record_type))
    count = 0
    for record in records:
        table.writerow(to_cells(record))
        count += 1
    write_private(path, _BYTE_ORDER_MARK + text.getvalue(), is_chosen=True)
    return count


def neutralise(text: str) -> str:
    """Return ``text`` with an apostrophe in front if a spreadsheet might take it for a formula.

    A text that already has such an apostrophe gets another, so that ``take_back`` restores every text exactly.
    """
    return f"'{text}" if _may_be_formula(text) else text


def take_back(cell: str) -> str:
    """Return the text from which ``neutralise`` made ``cell``."""
    return cell[1:] if cell.startswith("'") and _may_be_formula(cell) else cell


def to_cells(record: SessionRecord) -> list[str]:
    """Return a session's row in the order of COLUMNS."""
    there = timezone(timedelta(seconds=record.utc_offset_s))
    fields = table_fields(type(record))
    return [neutralise(to_cell(field.kind, getattr(record, field.name), there)) for field in fields]


def _may_be_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA_SIGNS)
