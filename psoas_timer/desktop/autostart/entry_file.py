"""The small file that tells some systems what to start: read with care, written in one step, removed."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.atomic_file import replace_file

# More than any such file holds; a bigger one is something else.
MOST_BYTES = 64 * 1024

_AGAIN_WHEN_ALLOWED = N_("Change its permissions, then try again.")


def read_file(path: Path) -> bytes | None:
    """Return what is in the file, None if there is no ordinary, readable file of a sensible size."""
    try:
        if not path.is_file():  # reading a pipe could block
            return None
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    return content if len(content) <= MOST_BYTES else None


def write_file(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, for its owner only; missing folders are created likewise.

    A link at ``path`` is replaced, and its target stays unchanged. Raises Problem if the file cannot be written; an
    existing one then stays.
    """
    with _failures(path):
        for folder in reversed(path.parents):
            folder.mkdir(mode=0o700, exist_ok=True)
        replace_file(path, content)


def remove_file(path: Path) -> None:
    """Remove the file or link at ``path``, if there is one; raises Problem if that fails."""
    with _failures(path), suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


@contextmanager
def _failures(path: Path) -> Iterator[None]:
    """Turn any OSError in the block into a Problem that names ``path`` and the remedy."""
    try:
        yield
    except OSError as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: OSError) -> Problem:
    if _is_there(path, Path.is_dir) and not path.is_symlink():  # systems report this in different ways
        return Problem(
            N_("{file} is a folder, but a file is needed in its place."),
            N_("Rename or move it, then try again."),
            file=path,
        )
    if file := next((part for part in path.parents if _is_there(part, Path.is_file)), None):
        return Problem(
            N_("{file} is a file, but a folder is needed in its place."),
            N_("Rename or move it, then try again."),
            file=file,
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            N_("There is not enough disk space for {file}."), N_("Free up some space, then try again."), file=path
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Problem(N_("You do not have permission to write to {file}."), _AGAIN_WHEN_ALLOWED, file=path)
    return Problem(
        N_("{file} cannot be written: {reason}."), N_("Check that its disk is connected, then try again."),
        file=path, reason=error.strerror or error,
    )  # fmt: skip


def _is_there(path: Path, question: Callable[[Path], bool]) -> bool:
    """Answer a question about a path; False if we have no permission to look."""
    try:
        return question(path)
    except OSError:
        return False
