"""A session field declared once: what it may contain, and what it is called wherever it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from psoas_timer.core.kind import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A field ``name``, its ``column`` in the database and in backups, and its ``cell`` in a table for spreadsheets.

    Both use the field's own name unless another is given; ``cell`` is None if tables leave it out. ``since`` is the
    first backup version that has the field; from an older backup the field gets its default.
    """

    name: str = ""
    kind: Kind
    column: str = ""
    cell: str | None = ""
    since: int = 1


def kept(kind: Kind, **more: Any) -> Mapping[str, Kept]:
    """Return the metadata of a stored dataclass field; see Kept."""
    return {"kept": Kept(kind=kind, **more)}


def kept_fields(record_type: Any) -> tuple[Kept, ...]:
    """Return every stored field of a record, in the order of the database columns."""
    return _found(record_type)


@cache
def _found(record_type: Any) -> tuple[Kept, ...]:
    found = []
    for one in fields(record_type):
        field: Kept = one.metadata["kept"]
        cell = one.name if field.cell == "" else field.cell
        found.append(replace(field, name=one.name, column=field.column or one.name, cell=cell))
    return tuple(found)
