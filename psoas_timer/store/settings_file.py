"""The settings file: JSON that a person can read, in which one bad value costs no more than that value."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from enum import StrEnum
from itertools import count
from pathlib import Path
from reprlib import repr as brief
from types import MappingProxyType
from typing import Any, TypeVar

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern, check_figure
from psoas_timer.core.breath.routine import STAGE_LENGTH_S, StageChoice
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.settings import Settings, ThemeChoice, View, default_patterns
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.store.places import disk_failures, free_path, write_private

VERSION = 1

_MEND = (
    "All settings are at their defaults now. Yours are kept in {kept}: to have them back, mend that file and rename it"
    " to {file} while Psoas Timer is closed."
)
_UPDATE = (
    "All settings are at their defaults now. Yours are kept in {kept}: to have them back, install the newest Psoas"
    " Timer and rename that file to {file}."
)

# What no setting comes near, and Python may refuse to read or to compare as a whole number.
_MOST_DIGITS = 15

Choice = TypeVar("Choice", bound=StrEnum)


def load_settings(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in the file at ``path``, and a notice for each thing in it that could not be used.

    A missing file gives the defaults. One that cannot be read, or is from a newer program, gives the defaults
    and is kept under another name. A value that cannot be used leaves its own default; the rest holds.
    """
    try:
        given = _parse(path)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        fault = Problem("{file} cannot be read: {reason}.", _MEND, file=path, reason=error.strerror or error)
        return Settings(), (_set_aside(path, fault),)
    except Problem as fault:
        return Settings(), (_set_aside(path, fault),)
    reading = _Reading(path)
    return reading.settings(given), tuple(reading.notices)


def save_settings(path: Path, settings: Settings) -> None:
    """Write every setting to ``path`` in one step; raises Problem where that fails, and the old file stays."""
    write_private(path, settings_text(settings))


def settings_text(settings: Settings) -> str:
    """Return what stands in a file with every setting."""
    content = {"version": VERSION, **{field.name: getattr(settings, field.name) for field in fields(settings)}}
    return json.dumps(content, indent=2, default=_to_plain, allow_nan=False) + "\n"


class _Reading:
    """One reading of a settings file; ``notices`` gathers a Problem for every value that cannot be used."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.notices: list[Problem] = []

    def settings(self, given: Mapping[str, object]) -> Settings:
        """Return the defaults with every usable value of ``given`` in its place."""
        settings = Settings()
        for key, value in given.items():
            with self._noting(key):
                if key == "version":
                    _check_known(str(value), (str(VERSION),))
                    continue
                settings = replace(settings, **{key: self._value(key, value)})
        return settings

    def _value(self, key: str, given: object) -> Any:
        """Return ``given`` as the type of this setting; its bounds are for Settings to check."""
        match key:
            case "patterns":
                return self._patterns(given)
            case "choices":
                return self._choices(given)
            case "acknowledged":
                return frozenset(_texts(given))
            case "view":
                return _one_of(View, given)
            case "theme":
                return _one_of(ThemeChoice, given)
            case "guidance":
                return _one_of(GuidanceLevel, given)
            case "sound":
                return self._sound(given)
            case "wait_for_me" | "reduced_motion" | "asks_discomfort" | "reminders_suggested":
                return _truth(given)
            case "tray_told" | "autostart_granted":
                return _truth(given)
            case "keeps_running":
                return None if given is None else _truth(given)
            case "turn" | "day_boundary_h":
                return _whole(given)
            case "discomfort_stop":
                return None if given is None else _whole(given)
            case "settle_s" | "text_percent":
                return given
        raise BadValue("There is no setting named {name}.", "Check its spelling, or remove it.", name=brief(key))

    def _patterns(self, given: object) -> Mapping[str, BreathPattern]:
        """Return a pattern for every name; a figure that the file leaves out is the program's own."""
        patterns = dict(default_patterns())
        for name, figures in _table(given).items():
            with self._noting(f"patterns.{name}"):
                _check_known(name, NAMED_PATTERNS)
                bounds = NAMED_PATTERNS[name].bounds
                for figure, value in _table(figures).items():
                    with self._noting(f"patterns.{name}.{figure}"):
                        _check_known(figure, bounds)
                        check_figure(figure, value, bounds[figure])
                        patterns[name] = replace(patterns[name], **{figure: value})
        return MappingProxyType(patterns)

    def _sound(self, given: object) -> SoundChoice:
        """Return what the file chooses; a value that it leaves out is the program's own."""
        sound = SoundChoice()
        for key, value in _table(given).items():
            with self._noting(f"sound.{key}"):
                _check_known(key, [figure.name for figure in fields(SoundChoice)])
                chosen: Any = _one_of(SoundSet, value) if key == "sound_set" else value
                sound = replace(sound, **{key: chosen})
        return sound

    def _choices(self, given: object) -> Mapping[str, Mapping[str, StageChoice]]:
        choices: dict[str, Mapping[str, StageChoice]] = {}
        for routine_id, stages in _table(given).items():
            with self._noting(f"choices.{routine_id}"):
                mine = {stage_id: self._choice(routine_id, stage_id, one) for stage_id, one in _table(stages).items()}
                choices[routine_id] = MappingProxyType(mine)
        return MappingProxyType(choices)

    def _choice(self, routine_id: str, stage_id: str, given: object) -> StageChoice:
        choice = StageChoice()
        with self._noting(f"choices.{routine_id}.{stage_id}"):
            for key, value in _table(given).items():
                with self._noting(f"choices.{routine_id}.{stage_id}.{key}"):
                    _check_known(key, ("pattern_name", "duration_s"))
                    if value is not None and key == "pattern_name":
                        _check_known(value, NAMED_PATTERNS)
                    elif value is not None:
                        check_figure(key, value, STAGE_LENGTH_S)
                    choice = replace(choice, **{key: value})
        return choice

    @contextmanager
    def _noting(self, key: str) -> Iterator[None]:
        """Leave the block at a BadValue and note it under the ``key`` at which it stands in the file."""
        try:
            yield
        except BadValue as fault:
            self.notices.append(
                Problem(
                    "{key} in {file} cannot be used and is passed over; everything else holds.", "{fault}",
                    key=key, file=self._file, fault=fault,
                )
            )  # fmt: skip


def _parse(path: Path) -> dict[str, object]:
    """Return the JSON object in the file.

    Raises OSError, and Problem where the whole file is of no use; ``_set_aside`` fills in its ``{kept}``.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"), parse_int=_parse_whole)
    except json.JSONDecodeError as error:
        what = "{file} is damaged: what stands in line {line}, column {column} is not JSON."
        raise Problem(what, _MEND, file=path, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:  # no UTF-8, or nested beyond all sense
        raise Problem("{file} is damaged: it is not a JSON text.", _MEND, file=path) from error
    if not isinstance(given, dict):
        raise Problem("{file} is damaged: it does not begin with a brace.", _MEND, file=path)
    version = given.get("version")
    if isinstance(version, int | float) and version > VERSION:
        raise Problem("{file} comes from a newer Psoas Timer.", _UPDATE, file=path)
    return given


def _parse_whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _set_aside(path: Path, fault: Problem) -> Problem:
    """Rename the file at ``path``, over no other, and return ``fault`` with the new name."""
    kept = free_path(path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    try:
        with disk_failures(path):
            path.rename(kept)
    except Problem as stuck:
        return stuck
    return Problem(fault.what, fault.next_step, **{**fault.values, "kept": kept})


def _to_plain(value: object) -> object:
    """Return as JSON's own types what json does not know."""
    if isinstance(value, BreathPattern | SoundChoice | StageChoice):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(f"{value!r} has no place in a settings file")


def _table(given: object) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    raise BadValue("{value} stands where names and values belong.", "Put them in braces.", value=brief(given))


def _texts(given: object) -> list[str]:
    if isinstance(given, list) and all(isinstance(text, str) for text in given):
        return given
    raise BadValue("{value} is not a list of texts.", "Put texts in quotes into brackets.", value=brief(given))


def _truth(given: object) -> bool:
    if isinstance(given, bool):
        return given
    raise BadValue("{value} is neither true nor false.", "Give one of the two, without quotes.", value=brief(given))


def _whole(given: object) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise BadValue("{value} is not a whole number.", "Give one, without quotes.", value=brief(given))


def _one_of(kind: type[Choice], given: object) -> Choice:
    _check_known(given, tuple(kind))
    return kind(str(given))


def _check_known(given: object, known: Collection[str]) -> None:
    if not (isinstance(given, str) and given in known):
        raise BadValue("{value} is not known here.", "Use one of: {known}.", value=brief(given), known=", ".join(known))
