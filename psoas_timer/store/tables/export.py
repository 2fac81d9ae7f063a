"""The sessions as a table for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from io import StringIO
from pathlib import Path

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.store.places import write_private

# What a column is named, in the order of columns. Lengths are in seconds.
COLUMNS = (
    "practice_date", "started", "ended", "utc_offset", "zone", "routine", "routine_id", "status", "planned_s",
    "practised_s", "sides_done", "source", "note", "is_counted", "discomfort_before", "discomfort_after", "uuid",
)  # fmt: skip

# A cell that begins so is a formula to a spreadsheet: it would be computed, not shown.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8


def export_csv(path: Path, records: Iterable[SessionRecord]) -> int:
    """Write one row for each of ``records`` to ``path``, over what is there, for its owner alone; return their number.

    Times are local to where the session was, in ISO 8601. Raises Problem where it cannot be written; then what was
    there stays as it is.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")  # RFC 4180
    table.writerow(COLUMNS)
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
    cells = (
        record.practice_date.isoformat(),
        _local(record.started, there),
        _local(record.ended, there),
        str(there),  # UTC+01:00: a letter first, so that it is a text
        record.zone,
        record.routine_title,
        record.routine_id,
        record.status,
        f"{record.planned_s:.1f}",
        f"{record.practised_s:.1f}",
        " ".join(record.sides_done),
        record.source,
        record.note,
        "yes" if record.is_counted else "no",  # a spreadsheet would translate true and false
        _level(record.discomfort_before),
        _level(record.discomfort_after),
        record.uuid,
    )
    return [neutralise(cell) for cell in cells]


def _may_be_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA_SIGNS)


def _level(discomfort: int | None) -> str:
    return "" if discomfort is None else str(discomfort)


def _local(instant: datetime, there: timezone) -> str:
    return instant.astimezone(there).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
