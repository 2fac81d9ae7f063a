"""Which routine is offered first today, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class HasId(Protocol):
    """A routine, or its name."""

    @property
    def id(self) -> str: ...


One = TypeVar("One", bound=HasId)


@dataclass(frozen=True, slots=True)
class Suggestion(Generic[One]):
    """A routine, and what the history says of it, so that the choice can be explained in one honest sentence.

    ``daily`` is the daily dose. ``last`` is the date before today on which ``routine`` was last practised, if any.
    What was practised only in part counts as practised.
    """

    routine: One
    daily: One
    last: date | None = None
    is_new: bool = False  # the routine was never practised
    is_first: bool = False  # nothing was ever practised
    is_daily_done: bool = False  # the daily dose was practised today
    is_all_done: bool = False  # every routine was practised today


def suggest(routines: Sequence[One], last_practised: Mapping[str, date], today: date) -> Suggestion[One]:
    """Suggest the first routine (the daily dose) until it is done today, then the one practised longest ago.

    ``last_practised`` gives the last practice date by routine id. There must be at least one routine.
    """
    daily = routines[0]
    undone = [routine for routine in routines if last_practised.get(routine.id) != today]
    if undone and undone[0] is not daily:
        chosen = min(undone, key=lambda routine: last_practised.get(routine.id, date.min))
    else:
        chosen = daily
    last = last_practised.get(chosen.id)
    return Suggestion(
        chosen,
        daily,
        last=last if last is not None and last < today else None,  # a clock that was once wrong has no say
        is_new=last is None,
        is_first=not last_practised,
        is_daily_done=last_practised.get(daily.id) == today,
        is_all_done=not undone,
    )
