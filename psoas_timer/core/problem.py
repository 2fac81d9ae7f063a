"""Failures that are expected, and what a person can do about each."""

from __future__ import annotations


class Problem(Exception):
    """An expected failure: what happened and what to do next, each a whole sentence.

    The sentences are templates; ``values`` fill their ``{names}``, so that the templates can be
    translated where they are shown.
    """

    def __init__(self, what: str, next_step: str, **values: object) -> None:
        super().__init__(what, next_step)
        self.what = what
        self.next_step = next_step
        self.values = values

    def __str__(self) -> str:
        return " ".join(part.format(**self.values) for part in (self.what, self.next_step) if part)


class BadValue(Problem, ValueError):
    """A value outside its bounds; a ValueError too, for callers who know nothing of Problem."""


class Problems(Problem):
    """Several faults of one thing, found in one pass and shown together, a line each."""

    def __init__(self, faults: list[Problem]) -> None:
        super().__init__("{faults}", "", faults="\n".join(str(fault) for fault in faults))
        self.faults = faults
