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

# A row says first when it was and what; its uuid, which tells a person nothing, stands last.
_FIRST = ("practice_date", "started", "ended", "utc_offset", "zone", "routine", "routine_id", "status")
_LAST = "uuid"

# A cell that begins so is a formula to a spreadsheet: it would be computed, not shown.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8


def table_fields(record_type: Any = SessionRecord) -> Sequence[Kept]:
    """Return every field that a table has, in the order of its columns."""
    return _found(record_type)


@cache
def _found(record_type: Any) -> Sequence[Kept]:
    fields = {field.cell: field for field in kept_fields(record_type) if field.cell is not None}
    between = [cell for cell in fields if cell not in (*_FIRST, _LAST)]
    return [fields[cell] for cell in (*_FIRST, *between, _LAST)]


# What a column is named, in the order of columns. Lengths are in seconds.
COLUMNS = tuple(str(field.cell) for field in table_fields())


def export_csv(path: Path, records: Iterable[SessionRecord], record_type: type[SessionRecord] = SessionRecord) -> int:
    """Write one row for each of ``records`` to ``path``, over what is there, for its owner alone; return their number.

    Times are local to where the session was, in ISO 8601. Raises Problem where it cannot be written; then what was
    there stays as it is.
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
    """Return ``text`` so that no spreadsheet takes it for a formula: with an apostrophe before it, where it might.

    One that has such an apostrophe of its own gets another, so that ``take_back`` gives every text as it was.
    """
    return f"'{text}" if _may_be_formula(text) else text


def take_back(cell: str) -> str:
    """Return the text of which ``neutralise`` made ``cell``."""
    return cell[1:] if cell.startswith("'") and _may_be_formula(cell) else cell


def to_cells(record: SessionRecord) -> list[str]:
    """Return a session's row in the order of COLUMNS."""
    there = timezone(timedelta(seconds=record.utc_offset_s))
    fields = table_fields(type(record))
    return [neutralise(to_cell(field.kind, getattr(record, field.name), there)) for field in fields]


def _may_be_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA_SIGNS)
