"""Which sessions to show and in which order, as one value that the page asks with and the log answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SortKey(StrEnum):
    """What sessions may be sorted by."""

    START = "start"
    ROUTINE = "routine"
    PRACTISED = "practised"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Every session by default, newest first. ``first`` and ``last`` are practice dates, both included.

    ``text`` is looked for in the notes, whatever its case; '' takes every session, with a note or without.
    """

    routine_id: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None
    sort: SortKey = SortKey.START
    is_descending: bool = True

    @property
    def is_filtered(self) -> bool:
        """Tell whether it leaves out any session."""
        return bool(self.routine_id or self.text or self.first or self.last)
