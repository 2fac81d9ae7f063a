"""Numbers in a table: which sign is the decimal one, and which only groups the digits, is told by the whole file.

"1,200" is 1200 in one country and 1.2 in another. Every cell that can be read in one way only is a clue to the others;
where a file has no clue, a cell that can be read in two ways is a fault and not a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from psoas_timer.core.kind import Number, figure
from psoas_timer.core.problem import BadValue
from psoas_timer.core.sentence import N_

_FORM = re.compile(r"-?[0-9]{1,20}([ '’.,][0-9]{1,20}){0,8}")
_SIGNS = re.compile(r"[ '’.,]")
_DECIMAL_SIGNS = ".,"

# How spreadsheets separate cells where this is the decimal sign. Some programs separate them by commas everywhere.
_USUAL_DECIMAL = {",": ".", ";": ","}


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a cell may mean: its value, and the decimal sign that this implies, '' for either."""

    value: float
    decimal: str


@dataclass(frozen=True, slots=True)
class Decimals:
    """The decimal sign of a file, '' if nothing tells it.

    ``presumed`` is a cell that can be read in two ways, where no other cell shows which is right: its reading is only
    the usual one, and people must be told.
    """

    sign: str = ""
    presumed: str = ""


def decimal_sign(cells: Iterable[str], delimiter: str, kind: Number) -> Decimals:
    """Return the decimal sign of a file, from all of its numbers and what separates them.

    What cells show by themselves comes first. Where they show nothing, a sign that a country uses to separate neither
    cells nor decimals groups digits; any other sign does so unless some number would then be far out of its range.
    """
    shown: set[str] = set()
    doubtful: dict[str, str] = {}  # a sign, and the first cell with it
    is_far_out = False
    for cell in cells:
        found = list(_readings(plain(cell)))
        if len(found) == 1:
            shown.add(found[0].decimal)
        elif found:
            grouped, _as_decimal = found
            doubtful.setdefault(_other(grouped.decimal), cell.strip())
            is_far_out |= grouped.value > kind.most
    shown.discard("")
    if shown or len(doubtful) != 1:
        return Decimals(shown.pop() if len(shown) == 1 else "")
    ((sign, cell),) = doubtful.items()
    usual = _USUAL_DECIMAL.get(delimiter)
    if usual is not None and sign != usual:
        return Decimals(usual, cell)
    return Decimals(sign, cell) if is_far_out else Decimals()


def read_number(cell: str, decimal: str, kind: Number) -> float:
    """Return the number in a cell of a file with this decimal sign; raises BadValue, which may name ``{value}``."""
    given = plain(cell)
    found = list(_readings(given))
    if len(found) == 2 and decimal:
        found = [one for one in found if one.decimal == decimal]
    if len(found) == 2:
        grouped, as_decimal = found
        raise BadValue(
            N_("{value} may mean {whole} or {part}."),
            N_("Write it without a thousands separator, then import the file again."),
            whole=figure(grouped.value), part=figure(as_decimal.value),
        )  # fmt: skip
    return float(kind.take(found[0].value if found else given))


def plain(cell: str) -> str:
    """Return a cell in small letters with single, ordinary spaces; digits are also grouped by narrow ones."""
    return " ".join(cell.casefold().split())


def _readings(given: str) -> Iterator[_Reading]:
    """Yield what a number may mean: digits in groups first, then with a decimal sign."""
    if not _FORM.fullmatch(given):
        return
    groups, signs = _SIGNS.split(given.removeprefix("-")), _SIGNS.findall(given)
    minus = -1 if given.startswith("-") else 1
    if _is_grouped(groups, signs):
        implied = _other(signs[0]) if signs and signs[0] in _DECIMAL_SIGNS else ""
        yield _Reading(minus * float("".join(groups)), implied)
    if signs and signs[-1] in _DECIMAL_SIGNS and signs[-1] not in signs[:-1] and _is_grouped(groups[:-1], signs[:-1]):
        yield _Reading(minus * float(f"{''.join(groups[:-1])}.{groups[-1]}"), signs[-1])


def _is_grouped(groups: list[str], signs: list[str]) -> bool:
    """Tell whether a whole number is written in groups of three digits, in Indian ones, or in none."""
    first, *others = groups
    if not others:
        return True
    if len(set(signs)) > 1 or first.startswith("0") or len(first) > 3 or len(others[-1]) != 3:
        return False
    sizes = {len(group) for group in others[:-1]}
    return sizes <= {3} or (sizes == {2} and len(first) <= 2)


def _other(sign: str) -> str:
    return "," if sign == "." else "."
