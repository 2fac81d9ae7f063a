"""A file that somebody chose, read whole: no larger than it may be."""

from __future__ import annotations

from pathlib import Path

from psoas_timer.core.problem import Problem


def read_bounded(file: Path, most: int) -> bytes:
    """Return the content of ``file``; raises Problem where it cannot be read or has more than ``most`` bytes."""
    if not file.is_file():
        raise Problem("There is no file {file}.", "Choose another file.", file=file)
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise Problem(
            "{file} cannot be read: {reason}.", "Check that you may read it, then try again.",
            file=file, reason=error.strerror or error,
        ) from error  # fmt: skip
    if len(content) > most:
        raise Problem(
            "{file} is larger than {most} MB, more than any history.", "Check that it is the right file.",
            file=file, most=most // 1_000_000,
        )  # fmt: skip
    return content
