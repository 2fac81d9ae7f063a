"""Which sessions to show, and in which order: the page asks with this value, and the log answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SortKey(StrEnum):
    """What sessions can be sorted by."""

    START = "start"
    ROUTINE = "routine"
    PRACTISED = "practised"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """Every session by default, newest first. ``first`` and ``last`` are practice dates, both included.

    ``text`` is searched for in notes, ignoring case; '' matches every session, with or without a note.
    """

    routine_id: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None
    sort: SortKey = SortKey.START
    is_descending: bool = True

    @property
    def is_filtered(self) -> bool:
        """Tell whether it may leave out sessions."""
        return bool(self.routine_id or self.text or self.first or self.last)
