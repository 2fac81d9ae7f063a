"""A field of a session declared once: what it may hold, and what it is called where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from psoas_timer.core.kind import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A field ``name``, its ``column`` in the database and in backups, and its ``cell`` in a table for spreadsheets.

    Those two bear its own name unless it says another; ``cell`` is None where no table has it. ``since`` is the
    version of the backup that has it first: an older one leaves the field at its default.
    """

    name: str = ""
    kind: Kind
    column: str = ""
    cell: str | None = ""
    since: int = 1


def kept(kind: Kind, **more: Any) -> Mapping[str, Kept]:
    """Return the metadata of a dataclass's field that is kept; see Kept."""
    return {"kept": Kept(kind=kind, **more)}


def kept_fields(record_type: Any) -> tuple[Kept, ...]:
    """Return every field of a record that is kept, in the order of the database's columns."""
    return _found(record_type)


@cache
def _found(record_type: Any) -> tuple[Kept, ...]:
    found = []
    for one in fields(record_type):
        field: Kept = one.metadata["kept"]
        cell = one.name if field.cell == "" else field.cell
        found.append(replace(field, name=one.name, column=field.column or one.name, cell=cell))
    return tuple(found)
