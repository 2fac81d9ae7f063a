"""Routine files on the disk: loading one of them, or all."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.problem import Problem, Problems
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.routine_schema import RoutineEntry, read_routine
from psoas_timer.store.routines.toml_table import Faults
from psoas_timer.store.values import escape, show

# Far more than any routine needs; a bigger file is something else.
MOST_BYTES = 256 * 1024
# tomllib's time grows with the square of the parts in a key like a.b.c; no sentence has that many dots either.
MOST_DOTS = 400


@dataclass(frozen=True, slots=True)
class LoadedRoutines:
    """Every routine that could be read, and what is wrong with each file that could not.

    The program's own routines come first, in their order; then the person's own, by title.
    """

    routines: tuple[Routine, ...]
    faults: tuple[tuple[Path, Problem], ...] = ()

    @property
    def by_id(self) -> dict[str, Routine]:
        """The routines by id, in order."""
        return {routine.id: routine for routine in self.routines}


def load_routine(path: Path) -> Routine:
    """Return the routine in a TOML file.

    Raises Problem, or Problems if there are several, with the file, line, key and remedy of each.
    """
    return _load_entry(path).routine


def routines_at(path: Path) -> list[Path]:
    """Return the file at ``path``, or the routine files in the folder there; raises Problem if it has none."""
    with suppress(OSError):
        if path.is_dir():
            faults: list[tuple[Path, Problem]] = []
            files = list_files(path, faults)
            if faults:
                raise faults[0][1]
            if not files:
                raise Problem(
                    N_("There is no routine file in the folder {file}."),
                    N_("Choose a folder with files whose names end in .toml."), file=_name(path),
                )  # fmt: skip
            return files
    return [path]


def load_routines(bundled: Path, own: Path | None) -> LoadedRoutines:
    """Return the routines in two folders: the program's, and the person's own, which need not exist.

    A faulty file does not stop the others from being read. If two have the same id, the program's is used, else the
    first by file name; the other becomes a fault that names both.
    """
    faults: list[tuple[Path, Problem]] = []
    entries = _load_folder(bundled, faults)
    entries.sort(key=lambda found: (found[1].order is None, found[1].order or 0, found[0].name))
    own_entries = _load_folder(own, faults, may_be_missing=True) if own else []
    taken: dict[str, Path] = {}
    routines: dict[bool, list[Routine]] = {False: [], True: []}
    for is_own, found in ((False, entries), (True, own_entries)):
        for path, entry in found:
            first = taken.setdefault(entry.routine.id, path)
            if first == path:
                routines[is_own].append(replace(entry.routine, is_own=is_own))
            else:
                faults.append((path, same_id(path, first, entry.routine.id)))
    by_title = sorted(routines[True], key=lambda routine: (routine.title.casefold(), routine.id))
    return LoadedRoutines((*routines[False], *by_title), tuple(faults))


def same_id(path: Path, first: Path, routine_id: str) -> Problem:
    """Return the fault of a file whose routine has the id of another one, which comes first."""
    return Problem(
        N_('{file} has the same id as {first}: "{id}".'),
        N_("Give it another id with a line at the top, such as id = {example}."),
        file=_name(path), first=_name(first), id=routine_id, example=show(f"my-{routine_id}"),
    )  # fmt: skip


def _load_folder(
    folder: Path, faults: list[tuple[Path, Problem]], *, may_be_missing: bool = False
) -> list[tuple[Path, RoutineEntry]]:
    """Return the contents of the TOML files in ``folder``, by file name; hidden files are skipped."""
    found = []
    for path in list_files(folder, faults, may_be_missing=may_be_missing):
        try:
            found.append((path, _load_entry(path)))
        except Problem as problem:
            faults.append((path, problem))
    return found


def list_files(folder: Path, faults: list[tuple[Path, Problem]], *, may_be_missing: bool = False) -> list[Path]:
    """Return the TOML files in ``folder``, by file name, but no hidden ones; if it cannot be read, that is a fault."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        if may_be_missing and isinstance(error, FileNotFoundError):
            return []
        problem = Problem(
            N_("The folder {file} cannot be read ({reason})."),
            N_("Check that it is a folder and that you have permission to open it."),
            file=_name(folder), reason=error.strerror or "",
        )  # fmt: skip
        faults.append((folder, problem))
        return []
    return [path for path in paths if path.suffix.lower() == ".toml" and not path.name.startswith(".")]


def _load_entry(path: Path) -> RoutineEntry:
    source = _read_text(path)
    values = _parse(source, _name(path))
    return read_routine(values, path.stem, Faults(_name(path), source))


def _read_text(path: Path) -> str:
    """Return the text of a file with \\n line ends; raises Problem if it cannot be read."""
    file = _name(path)
    try:
        if path.is_dir():
            raise Problem(
                N_("{file} is a folder."), N_("Choose a routine file in it whose name ends in .toml."), file=file
            )
        if path.exists() and not path.is_file():
            raise Problem(
                N_("{file} is not an ordinary file."), N_("Choose a file whose name ends in .toml."), file=file
            )
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Problem(N_("There is no file {file}."), N_("Check its name and its folder."), file=file) from None
    except (OSError, ValueError) as error:  # ValueError: not a possible file name
        reason = getattr(error, "strerror", None) or str(error)
        raise Problem(
            N_("{file} cannot be read ({reason})."),
            N_("Check that you have permission to open it."),
            file=file,
            reason=reason,
        ) from None
    if len(content) > MOST_BYTES:
        raise Problem(N_("{file} is larger than {most} KiB."), N_("Shorten it."), file=file, most=MOST_BYTES // 1024)
    try:
        # Some editors start a file with a byte order mark ("sig"), which TOML does not allow.
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return text if "\n" in text else text.replace("\r", "\n")  # as very old editors end lines
    except UnicodeDecodeError as error:
        raise Problem(
            N_("{file}, line {line}: there is a character that is not UTF-8."), N_("Save the file as UTF-8 text."),
            file=file, line=content.count(b"\n", 0, error.start) + 1,
        ) from None  # fmt: skip


def _parse(source: str, file: str) -> dict[str, object]:
    for line, row in enumerate(source.split("\n"), 1):
        if row.count(".") > MOST_DOTS:
            raise Problem(
                N_("{file}, line {line}: there are more than {most} dots."), N_("Shorten the line."),
                file=file, line=line, most=MOST_DOTS,
            )  # fmt: skip
    try:
        return tomllib.loads(source)
    except RecursionError:
        raise Problem(N_("{file} has brackets nested too deeply."), N_("Remove most of them."), file=file) from None
    except ValueError:  # TOMLDecodeError, or a number with thousands of digits
        from psoas_timer.store.routines.toml_remedy import faults_of_text  # most files have no faults

        faults = faults_of_text(source, file)
    raise faults[0] if len(faults) == 1 else Problems(faults)


def _name(path: Path) -> str:
    return escape(str(path))
