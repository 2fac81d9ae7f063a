"""The settings file: JSON that a person can read, where one bad value affects only that setting."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, is_dataclass
from itertools import count
from pathlib import Path
from reprlib import repr as brief
from types import MappingProxyType
from typing import Any

from psoas_timer.core.described import group_of
from psoas_timer.core.kind import Group, Kind, OneOf, Table
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Settings
from psoas_timer.store.places import MOST_SETTINGS_BYTES, disk_failures, free_path, write_private
from psoas_timer.store.values import KeyPath, advised, parse_whole, read, read_table

VERSION = 1

# Every setting at its default.
USUAL = Settings()

# A sentence with more names than this is no help.
_MOST_NAMED = 8

_MEND = N_(
    "All settings have been reset to their defaults. Yours are kept in {kept}. To get them back, correct that file and"
    " rename it to {file} while Psoas Timer is closed."
)
_UPDATE = N_(
    "All settings have been reset to their defaults. Yours are kept in {kept}. To get them back, install the newest"
    " version of Psoas Timer and rename that file to {file}."
)
_PEEKED = N_("The default settings were used instead. Start Psoas Timer: it keeps that file and says how to mend it.")


def load_settings(path: Path, usual: Settings = USUAL) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in the file at ``path``, and a notice for each thing in it that could not be used.

    A missing file gives the ``usual`` settings. So does a file that cannot be read or is from a newer program, and
    it is kept under another name. A value that cannot be used is replaced by its default; the other values apply.
    """
    try:
        return read_settings(_parse(path), path, usual)
    except (FileNotFoundError, NotADirectoryError):
        return usual, ()
    except OSError as error:
        fault = Problem(N_("{file} cannot be read: {reason}."), _MEND, file=path, reason=error.strerror or error)
        return usual, (_set_aside(path, fault),)
    except Problem as fault:
        return usual, (_set_aside(path, fault),)


def peek_settings(path: Path, usual: Settings = USUAL) -> tuple[Settings, tuple[Problem, ...]]:
    """Return what load_settings does, for who only reads: a file that cannot be read stays where it is."""
    try:
        return read_settings(_parse(path), path, usual)
    except FileNotFoundError:
        return usual, ()
    except OSError as error:
        fault = Problem(N_("{file} cannot be read: {reason}."), _PEEKED, file=path, reason=error.strerror or error)
        return usual, (fault,)
    except Problem as fault:
        return usual, (Problem(fault.what, _PEEKED, **fault.values),)


def read_settings(
    given: Mapping[str, object], file: Path, usual: Settings = USUAL, place: KeyPath = ()
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the ``usual`` settings with every usable value of ``given``, and a notice for each unusable one.

    ``place`` is where the values are in ``file``.
    """
    reading = _Reading(file)
    kind = Group(usual, {"version": OneOf((VERSION,)), **group_of(usual).kinds})
    return reading.group(place, kind, given), tuple(reading.notices)


def save_settings(path: Path, settings: Settings) -> None:
    """Write every setting to ``path`` in one step; raises Problem if that fails, leaving the old file in place."""
    write_private(path, settings_text(settings))


def settings_text(settings: Settings) -> str:
    """Return the text of a file with every setting."""
    content = {"version": VERSION, **{field.name: getattr(settings, field.name) for field in fields(settings)}}
    return json.dumps(content, indent=2, default=_to_plain, allow_nan=False) + "\n"


class _Reading:
    """One reading of a settings file; ``notices`` collects a Problem for every value that cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.notices: list[Problem] = []

    def group(self, place: KeyPath, kind: Group, given: object) -> Any:
        """Return the usual values of a group, replaced by every usable value of ``given``."""
        value = kind.usual
        with self._noting(place):
            for name, part in read_table(given).items():
                with self._noting((*place, name)):
                    _check_known(name, kind)
                    found = self._value((*place, name), kind.kinds[name], part)
                    if name != "version":
                        value = kind.having(value, name, found)
        return value

    def _value(self, place: KeyPath, kind: Kind, given: object) -> Any:
        """Return ``given`` in its kind's form; a faulty value inside it affects only itself."""
        if isinstance(kind, Group):
            return self.group(place, kind, given)
        if not isinstance(kind, Table):
            return read(kind, given)
        values = {}
        for name, part in read_table(given).items():
            with self._noting((*place, name)):
                values[name] = self._value((*place, name), kind.kind, part)
        return MappingProxyType(values)

    @contextmanager
    def _noting(self, place: KeyPath) -> Iterator[None]:
        """Leave the block at a BadValue and note it under its ``place`` in the file."""
        try:
            yield
        except BadValue as fault:
            self.notices.append(
                Problem(
                    N_("{key} in {file} cannot be used and is ignored. All other settings apply."), "{fault}",
                    key=".".join(map(str, place)), file=self._file, fault=advised(fault, ""),
                )
            )  # fmt: skip


def _check_known(name: str, kind: Group) -> None:
    """Raise BadValue unless a group has this name; if the group has only a few names, the fault lists them."""
    if name not in kind.kinds and len(kind.kinds) > _MOST_NAMED:
        raise BadValue(
            N_("There is no setting named {name}."), N_("Check its spelling, or remove it."), name=brief(name)
        )
    OneOf(tuple(kind.kinds)).take(name)


def _parse(path: Path) -> dict[str, object]:
    """Return the JSON object in the file.

    Raises OSError, and Problem if the whole file is unusable; ``_set_aside`` fills in its ``{kept}``.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):  # nobody may ever write into a pipe
        raise Problem(N_("{file} is not an ordinary file."), _MEND, file=path)
    try:
        given = json.loads(_read_text(path), parse_int=parse_whole)
    except json.JSONDecodeError as error:
        what = N_("{file} is damaged: line {line} is not valid JSON at column {column}.")
        raise Problem(what, _MEND, file=path, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # not UTF-8, or nested absurdly deep
        raise Problem(N_("{file} is damaged: it is not valid JSON."), _MEND, file=path) from error
    if not isinstance(given, dict):
        raise Problem(N_("{file} is damaged: it does not start with a brace."), _MEND, file=path)
    version = given.get("version")
    if isinstance(version, int | float) and version > VERSION:
        raise Problem(N_("{file} is from a newer version of Psoas Timer."), _UPDATE, file=path)
    return given


def _read_text(path: Path) -> str:
    if path.stat().st_size > MOST_SETTINGS_BYTES:
        what = N_("{file} is larger than {most} MB, so it holds something other than settings.")
        raise Problem(what, _MEND, file=path, most=MOST_SETTINGS_BYTES // 1_000_000)
    return path.read_text(encoding="utf-8-sig")


def _set_aside(path: Path, fault: Problem) -> Problem:
    """Rename the file at ``path`` without replacing another, and return ``fault`` with the new name."""
    kept = free_path(path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    try:
        with disk_failures(path):
            path.rename(kept)
    except Problem as stuck:
        return stuck
    return Problem(fault.what, fault.next_step, **{**fault.values, "kept": kept})


def _to_plain(value: object) -> object:
    """Return, as JSON's own types, a value that json cannot write by itself."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{value!r} has no place in a settings file")
