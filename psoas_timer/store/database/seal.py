"""A small file beside the database that says: every row was looked at, and nothing has been written since.

A start that finds it whole need not look at every row again. It is made at an orderly end and taken away at the next
start, so it never speaks of a run that was broken off; what a disk loses by itself is found by the look of each day.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from psoas_timer import __version__
from psoas_timer.core.problem import Problem
from psoas_timer.store.places import write_private

# The header of an SQLite file (its format, 1.3): the number of changes is in it.
_HEADER_BYTES = 100

# Files in which this run has met damage: they are not sealed.
_doubted: set[Path] = set()


def seal_path(path: Path) -> Path:
    """Return where the seal of the database at ``path`` is."""
    return path.with_name(f".{path.name}.seal")


def doubt(path: Path) -> None:
    """Let the next start look at every row."""
    _doubted.add(path)


def trust(path: Path) -> None:
    """Take back a doubt: every row was looked at."""
    _doubted.discard(path)


def seal(path: Path) -> None:
    """Seal a database that is closed and in which all rows are sound; that it fails harms nothing."""
    with suppress(OSError, Problem):
        if path not in _doubted and (mark := _mark(path)):
            write_private(seal_path(path), mark)


def break_seal(path: Path) -> bool:
    """Take the seal away, and tell whether it was whole."""
    with suppress(OSError, ValueError):
        given = seal_path(path).read_text(encoding="ascii")
        seal_path(path).unlink()
        return path not in _doubted and given == _mark(path)
    return False


def _mark(path: Path) -> str:
    """Return what tells this state of the file from every other; '' while something is left in a log."""
    for ending in ("-wal", "-journal"):
        if path.with_name(path.name + ending).exists():
            return ""
    found = path.stat()
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    return f"{__version__} {found.st_ino} {found.st_size} {found.st_mtime_ns} {header.hex()}\n"
