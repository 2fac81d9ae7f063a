"""All routines on offer: names first, and each file read whole when somebody asks for its routine.

A person may have thousands of files, and to read one whole takes some milliseconds. So while there are few, all are
read at once, and every fault is known; of many, only the title and the id are read. What is wrong with the others is
found one by one, in moments when nothing else is to be done (`check_next`).
"""

from __future__ import annotations

import re
import stat
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from psoas_timer.core.breath.routine import Routine, RoutineName
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.routine_file import (
    MOST_BYTES,
    LoadedRoutines,
    list_files,
    load_routine,
    load_routines,
    same_id,
)
from psoas_timer.store.routines.routine_keys import ID, TITLE
from psoas_timer.store.values import escape

# Up to as many files are read whole at once: a quarter of a second.
READ_AT_ONCE = 60

# The title and the id are above the first section, near the top.
_GLANCE_BYTES = 8192
_LONG_TEXT = re.compile(
    r'''=[ \t]*(?:"""[^"\\]*(?:(?:\\.|"{1,2}(?!"))[^"\\]*)*"{3,5}'''
    r"""|'''[^']*(?:'{1,2}(?!')[^']*)*'{3,5})""",
    re.DOTALL,
)
_SECTION = re.compile(r"^[ \t]*\[", re.MULTILINE)
_ANY_NAME = re.compile(r"""^[ \t]*["']?(id|title)["']?[ \t]*[=.]""", re.MULTILINE)
_TITLE_LINE = re.compile(rf'^title[ \t]*=[ \t]*"([^"\\\n]{{1,{TITLE}}})"[ \t]*(?:#.*)?$', re.MULTILINE)
_ID_LINE = re.compile(r'^id[ \t]*=[ \t]*"([^"\\\n]+)"[ \t]*(?:#.*)?$', re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RoutineShelf(Mapping[str, Routine]):
    """Routines by id, the program's own first, then the person's by title.

    A routine whose file has a fault is not there. While its file has not been read whole, its name may be.
    """

    def __init__(self, loaded: LoadedRoutines) -> None:
        self._read = loaded.by_id
        self._faults = dict(loaded.faults)
        self._names = [RoutineName(one.id, one.title) for one in loaded.routines]
        self._files: dict[str, list[Path]] = {}  # those with each id, by file name; the first one counts
        self._unchecked: deque[tuple[Path, str]] = deque()  # with the id that a glance has found

    @property
    def names(self) -> Sequence[RoutineName]:
        """The id and the title of every routine, in order; no file is read for them."""
        return self._names

    @property
    def faults(self) -> Sequence[tuple[Path, Problem]]:
        """What is wrong with the files that were read so far."""
        return tuple(self._faults.items())

    def check_next(self) -> bool:
        """Read one more file that was not read whole yet, to find its faults; returns False if there is none left."""
        if not self._unchecked:
            return False
        path, routine_id = self._unchecked.popleft()
        if path not in self._faults and routine_id not in self._read:
            self._load(path, routine_id)
        return True

    def add(self, files: Sequence[Path]) -> None:
        """Put ``files`` on the shelf, in their order, with a glance at each."""
        names, unnamed = [], []
        for path in files:
            found = glance(path)
            if found is None:
                unnamed.append(path)
                continue
            if self._claim(path, found.id):
                names.append(found)
                self._unchecked.append((path, found.id))
        self._put(names)
        self._unchecked.extend((path, "") for path in unnamed[READ_AT_ONCE:])
        for path in unnamed[:READ_AT_ONCE]:
            self._load(path, "")

    def _claim(self, path: Path, routine_id: str) -> bool:
        """Tell whether the file is the one to be used for this id; if not, that is its fault."""
        if routine_id in self._read and routine_id not in self._files:
            self._faults[path] = same_id(path, Path(f"{routine_id}.toml"), routine_id)
            return False
        files = self._files.setdefault(routine_id, [])
        files.append(path)
        if files[0] != path:
            self._faults[path] = same_id(path, files[0], routine_id)
        return files[0] == path

    def _put(self, names: Sequence[RoutineName]) -> None:
        """Add names of the person's own routines at their places."""
        own = [name for name in self._names if name.id in self._files and name not in names]
        shipped = [name for name in self._names if name.id not in self._files]
        self._names = [*shipped, *sorted([*own, *names], key=lambda name: (name.title.casefold(), name.id))]

    def _load(self, path: Path, routine_id: str) -> Routine | None:
        """Read a file whole, and note its fault; ``routine_id`` is what a glance has found, '' if nothing."""
        try:
            routine = replace(load_routine(path), is_own=True)
            if routine_id and routine.id != routine_id:
                raise Problem(
                    N_("{file} has been changed since Psoas Timer was started."),
                    N_("Close Psoas Timer, and open it again."), file=escape(str(path)),
                )  # fmt: skip
        except Problem as fault:
            self._faults[path] = fault
            if routine_id:
                self._give_up(routine_id)
            return None
        if not routine_id and self._claim(path, routine.id):
            self._put([RoutineName(routine.id, routine.title)])
        return routine

    def _give_up(self, routine_id: str) -> None:
        """Forget the file for an id, and use the next one that has it."""
        _faulty, *others = self._files.pop(routine_id)
        self._names = [name for name in self._names if name.id != routine_id]
        for path in others:
            del self._faults[path]
        self.add(others)

    # What a mapping needs

    def __getitem__(self, routine_id: str) -> Routine:
        while routine_id not in self._read:
            if routine_id not in self._files:
                raise KeyError(routine_id)
            routine = self._load(self._files[routine_id][0], routine_id)
            if routine is not None:
                self._read[routine_id] = routine
        return self._read[routine_id]

    def __iter__(self) -> Iterator[str]:
        return iter([name.id for name in self._names])

    def __len__(self) -> int:
        return len(self._names)


def open_shelf(shipped: Path, own: Path) -> RoutineShelf:
    """Return the routines in two folders: the program's, and the person's own, which need not exist."""
    files = list_files(own, [], may_be_missing=True)
    if len(files) <= READ_AT_ONCE:
        return RoutineShelf(load_routines(shipped, own))
    shelf = RoutineShelf(load_routines(shipped, None))
    shelf.add(files)
    return shelf


def glance(path: Path) -> RoutineName | None:
    """Return the name of a routine if it can be seen near the top of its file; nothing else is checked.

    A file in which that is not plain to see has to be read whole: None.
    """
    try:
        found = path.stat()  # opening a pipe would wait
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            return None
        with path.open("rb") as file:
            text = file.read(_GLANCE_BYTES).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except (OSError, ValueError):
        return None
    section = _SECTION.search(text)
    top = text[: section.start()] if section else ""
    if '"""' in top or "'''" in top:
        top = _LONG_TEXT.sub('= ""', top)
        if '"""' in top or "'''" in top:  # it goes on below, or is in a note
            return None
    titles, ids, named = _TITLE_LINE.findall(top), _ID_LINE.findall(top), _ANY_NAME.findall(top)
    if sorted(named) != ["id"] * len(ids) + ["title"] or len(titles) != 1:
        return None
    title, routine_id = titles[0].strip(), (ids or [path.stem])[0]
    is_plain = title and title.isprintable() and "\ufffd" not in title
    return RoutineName(routine_id, title) if is_plain and _ID.fullmatch(routine_id) and len(routine_id) <= ID else None
