"""Which routine is offered first today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar


class HasId(Protocol):
    """A routine, or its name."""

    @property
    def id(self) -> str: ...


One = TypeVar("One", bound=HasId)


def suggest_routine(routines: Sequence[One], last_practised: Mapping[str, date], today: date) -> One:
    """Return the first routine (the daily dose) until it is done today, then the one practised longest ago.

    ``last_practised`` gives the last practice date by routine id. There must be at least one routine.
    """
    undone = [routine for routine in routines if last_practised.get(routine.id) != today]
    if not undone or undone[0] is routines[0]:
        return routines[0]
    return min(undone, key=lambda routine: last_practised.get(routine.id, date.min))
