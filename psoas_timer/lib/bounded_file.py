"""A file that a person chose, read whole if it is not too large."""

from __future__ import annotations

from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_


def read_bounded(file: Path, most: int) -> bytes:
    """Return the content of ``file``; raises Problem if it cannot be read or has more than ``most`` bytes."""
    if not file.is_file():
        raise Problem(N_("There is no file {file}."), N_("Choose another file."), file=file)
    try:
        with file.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise Problem(
            N_("{file} cannot be read: {reason}."), N_("Check the permissions of the file, then try again."),
            file=file, reason=error.strerror or error,
        ) from error  # fmt: skip
    if len(content) > most:
        raise Problem(
            N_("{file} is larger than {most} MB, which is more than any history."),
            N_("Check that it is the right file."),
            file=file, most=most // 1_000_000,
        )  # fmt: skip
    return content
