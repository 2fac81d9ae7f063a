"""Reads the values from a TOML file written by hand, and reports all of its faults at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from math import isfinite
from typing import Any, TypeGuard

from psoas_timer.core.breath.pattern import Bounds
from psoas_timer.core.kind import Flag, Kind, Number, Unfit, Whole
from psoas_timer.core.problem import Problem, Problems
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.toml_lines import find_lines, line_of
from psoas_timer.store.values import KeyPath, read, show, show_path

# More sentences than this at once are no help.
MOST_FAULTS = 40

# Invisible characters that join or direct the letters of some scripts.
_SHAPING_SIGNS = "\u200c\u200d\u200e\u200f"


class Faults:
    """The faults of one file, each with its line and key; ``source`` is searched for lines at the first fault."""

    def __init__(self, file: str, source: str) -> None:
        self._file = file
        self._source = source
        self._found: list[tuple[int, Problem]] = []

    def __len__(self) -> int:
        return len(self._found)

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return find_lines(self._source)

    def add(self, path: KeyPath, what: str, next_step: str, **values: object) -> None:
        """Note a fault; the sentences may use {file}, {line} and {key} as well as their own ``values``."""
        line = line_of(path, self._lines)
        self._found.append(
            (line, Problem(what, next_step, file=self._file, line=line, key=show_path(path), **values))
        )  # fmt: skip

    def raise_any(self) -> None:
        """Raise the one fault, or all of them as Problems in line order; do nothing if there are none."""
        faults = [fault for _, fault in sorted(self._found, key=lambda found: found[0])]
        if len(faults) == 1:
            raise faults[0]
        if len(faults) > MOST_FAULTS:
            more = len(faults) - MOST_FAULTS
            last = Problem(N_("{file} has %n more faults."), N_("Correct these first."), file=self._file, n=more)
            faults[MOST_FAULTS:] = [last]
        if faults:
            raise Problems(faults)


class Table:
    """One table of a file. Its values are checked; a faulty one is noted and its default returned."""

    def __init__(self, values: Mapping[str, object], path: KeyPath, faults: Faults) -> None:
        self.path = path
        self.faults = faults
        self._values = values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def keys(self) -> Collection[str]:
        return self._values.keys()

    def add_fault(self, key: str, what: str, next_step: str, **values: object) -> None:
        """Note a fault of ``key``, or of the table itself if ``key`` is ''."""
        self.faults.add((*self.path, key) if key else self.path, what, next_step, **values)

    def value(self, key: str) -> Any:
        """Return the value as it is in the file, None if it is missing."""
        return self._values.get(key)

    def text(self, key: str, limit: int) -> str:
        """Return a text of up to ``limit`` characters, '' if there is none."""
        return self._plain_text((*self.path, key), self._values.get(key, ""), limit)

    def needed_text(self, key: str, limit: int, example: str) -> str:
        """Return a text that must be there and must not be empty."""
        if key not in self._values:
            self.add_missing(key, example)
            return ""
        text = self.text(key, limit)
        if isinstance(self._values[key], str) and not text:
            self._add_empty((*self.path, key))
        return text

    def add_missing(self, key: str, example: str) -> None:
        """Note that ``key`` is missing; ``example`` is a line that would be valid."""
        self.add_fault(
            key, N_("{file}, line {line}: {key} is missing."), N_("Add it, such as {example}."), example=example
        )

    def texts(self, key: str, limit: int, most: int) -> tuple[str, ...]:
        """Return up to ``most`` texts, none of them empty."""
        found = self._list(key, N_('Write a list of texts, such as ["one", "two"].'), most)
        for number, text in enumerate(found, 1):
            if isinstance(text, str) and not text.strip():
                self._add_empty((*self.path, key, number))
        return tuple(self._plain_text((*self.path, key, number), text, limit) for number, text in enumerate(found, 1))

    def names(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return names from ``known``, each at most once."""
        found = self._list(key, N_('Write a list of names, such as ["slow"].'), len(known))
        names = []
        for number, name in enumerate(found, 1):
            if name in names:
                self.faults.add(
                    (*self.path, key, number), N_("{file}, line {line}: {key} contains {name} twice."),
                    N_("Name it only once."), name=show(name),
                )  # fmt: skip
            elif self._is_known((*self.path, key, number), name, known):
                names.append(str(name))
        return tuple(names)

    def name(self, key: str, known: Collection[str]) -> str:
        """Return a name from ``known``, '' if there is none."""
        if key in self._values and self._is_known((*self.path, key), self._values[key], known):
            return str(self._values[key])
        return ""

    def flag(self, key: str) -> bool:
        """Return true or false; false if it is missing."""
        return self._taken(key, Flag()) is True

    def number(self, key: str, bounds: Bounds) -> float | None:
        """Return a number within ``bounds``, both ends included; None if there is none."""
        found: float | None = self._taken(key, Number(*bounds))
        return found

    def whole_number(self, key: str, bounds: tuple[int, int]) -> int | None:
        """Return a whole number within ``bounds``, both ends included; None if there is none."""
        found: int | None = self._taken(key, Whole(*bounds))
        return found

    def table(self, key: str, example: str) -> Table:
        """Return the table that ``key`` holds, an empty one if there is none."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            self._add_no_table((*self.path, key), value, example)
            value = {}
        return Table(value, (*self.path, key), self.faults)

    def tables(self, key: str, example: str, most: int) -> Iterator[Table]:
        """Yield up to ``most`` tables from the list that ``key`` holds."""
        if isinstance(self._values.get(key), dict):  # [stage] instead of [[stage]]
            self.add_fault(
                key, N_("{file}, line {line}: {key} is a single table, not a list of tables."),
                N_("Start each with the line {example}, in double brackets."), example=example,
            )  # fmt: skip
            return
        found = self._list(key, N_("Start each of them with the line {example}."), most, example=example)
        for number, value in enumerate(found, 1):
            if isinstance(value, dict):
                yield Table(value, (*self.path, key, number), self.faults)
            else:
                self._add_no_table((*self.path, key, number), value, example)

    def _taken(self, key: str, kind: Kind) -> Any:
        """Return a value of this kind, None if it is missing or faulty."""
        try:
            return read(kind, self._values[key]) if key in self._values else None
        except Unfit as fault:
            shown = {**fault.values, "value": show(self._values[key])}
            self.add_fault(key, N_("{file}, line {line}: {key} is {value}."), fault.next_step, **shown)
            return None

    def _list(self, key: str, next_step: str, most: int, **values: object) -> list[object]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            self.add_fault(
                key,
                N_("{file}, line {line}: {key} is {value}, which is not a list."),
                next_step,
                value=show(value),
                **values,
            )
            return []
        if len(value) > most:
            self.add_fault(
                key, N_("{file}, line {line}: {key} has {count} entries."), N_("Use at most {most}."),
                count=len(value), most=most,
            )  # fmt: skip
        return value[:most]

    def _plain_text(self, path: KeyPath, value: object, limit: int) -> str:
        if not isinstance(value, str):
            self.faults.add(
                path, N_("{file}, line {line}: {key} is {value}, which is not text."),
                N_("Put the text in double quotes."),
                value=show(value),
            )  # fmt: skip
            return ""
        strange = "" if value.isprintable() else next((sign for sign in value if is_control(sign)), "")
        if strange:
            self.faults.add(
                path, N_("{file}, line {line}: {key} contains the control character {code}."),
                N_("Write plain text, all on one line."), code=f"U+{ord(strange):04X}",
            )  # fmt: skip
        if len(value) > limit:
            self.faults.add(
                path, N_("{file}, line {line}: {key} is {length} characters long."),
                N_("Shorten it to at most {limit}."),
                length=len(value), limit=limit,
            )  # fmt: skip
        return value.strip()

    def _is_known(self, path: KeyPath, name: object, known: Collection[str]) -> bool:
        if isinstance(name, str) and name in known:
            return True
        self.faults.add(
            path, N_("{file}, line {line}: {key} is {value}."), N_("Use one of: {known}."),
            value=show(name), known=[show(one) for one in known],
        )  # fmt: skip
        return False

    def _add_empty(self, path: KeyPath) -> None:
        self.faults.add(path, N_("{file}, line {line}: {key} is empty."), N_("Write a text between the quotes."))

    def _add_no_table(self, path: KeyPath, value: object, example: str) -> None:
        self.faults.add(
            path, N_("{file}, line {line}: {key} is {value}, which is not a table."), N_("Write it as {example}."),
            value=show(value), example=example,
        )  # fmt: skip


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether ``value`` is a finite number of a sensible size; true and false are not numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e15 if isinstance(value, int) else isfinite(value)


def is_control(sign: str) -> bool:
    """Tell whether a character controls the output instead of being shown; line breaks do."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign not in _SHAPING_SIGNS
