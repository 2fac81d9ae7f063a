"""Expected failures, and what a person can do about each."""

from __future__ import annotations


class Problem(Exception):
    """An expected failure: what happened and what to do next, each a whole sentence.

    The sentences are templates, marked with N_() and translated where they are shown (`lib/translation.py`,
    problem_text). ``values`` fill their ``{names}``; a value may be a Problem, a marked sentence or a list of names.
    ``{name:n}`` is an amount, formatted for the locale; ``n`` is the count that %n stands for. As a string, for the
    log, it is English.
    """

    def __init__(self, what: str, next_step: str, **values: object) -> None:
        super().__init__(what, next_step)
        self.what = what
        self.next_step = next_step
        self.values = values

    def __str__(self) -> str:
        values = {
            name: ", ".join(map(str, one)) if isinstance(one, tuple | list) else one
            for name, one in self.values.items()
        }
        parts = (part.replace("%n", str(values.get("n"))) for part in (self.what, self.next_step) if part)
        return " ".join(part.format(**values) for part in parts)


class BadValue(Problem, ValueError):
    """A value outside its bounds; also a ValueError, for callers that do not know Problem."""


class Problems(Problem):
    """Several faults found in one pass and shown together, one on each line."""

    def __init__(self, faults: list[Problem]) -> None:
        super().__init__("{faults}", "", faults="\n".join(str(fault) for fault in faults))
        self.faults = faults
