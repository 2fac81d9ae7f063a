"""How far the long sweeps go: a fixed sample of cases by default, all of them with HYPOTHESIS_PROFILE=thorough."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

IS_THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"

Case = TypeVar("Case")


def some_of(cases: Sequence[Case], number: int) -> list[Case]:
    """Return ``number`` (2 or more) of ``cases``, the first, the last and evenly between; all of them if thorough."""
    if IS_THOROUGH or len(cases) <= number:
        return list(cases)
    return [cases[index * (len(cases) - 1) // (number - 1)] for index in range(number)]


def one_of_each(cases: Iterable[Case], kind: Callable[[Case], Hashable]) -> list[Case]:
    """Return the first case of each kind; all of them if thorough."""
    if IS_THOROUGH:
        return list(cases)
    first: dict[Hashable, Case] = {}
    for case in cases:
        first.setdefault(kind(case), case)
    return list(first.values())


def each_pair(cases: Sequence[Case], values: Callable[[Case], Mapping[str, Hashable]]) -> list[Case]:
    """Return, in their order, cases in which any two values meet that meet in ``cases``; all of them if thorough.

    ``values`` names what a case is made of: its size, its text, its font. What goes wrong takes two of them at most.
    """
    if IS_THOROUGH:
        return list(cases)
    pairs = [set(combinations(sorted(values(case).items()), 2)) for case in cases]
    wanted = set[object]().union(*pairs)
    chosen: set[int] = set()
    while wanted:
        best = max(range(len(cases)), key=lambda index: len(pairs[index] & wanted))  # the first of the best
        chosen.add(best)
        wanted -= pairs[best]
    return [case for index, case in enumerate(cases) if index in chosen]
