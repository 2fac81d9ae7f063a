"""The FILE that a command writes: a new file, or a stream, such as - for standard output."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from psoas_timer.app import terminal
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.translation import tr
from psoas_timer.store.places import disk_failures, refuse_existing, seen_from_home

# Names of what is open already. The files behind them must not be opened by name: they would be begun anew.
_OPEN = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,4})")
_STANDARD = {"-": 1, "/dev/stdout": 1, "/dev/stderr": 2}
_OUTPUT = 1


@dataclass(frozen=True, slots=True)
class OutputFile:
    """Where to write, what to call it, and how to tell so: standard output is for the content, and for no message."""

    path: Path
    name: str
    is_standard_output: bool = False

    def tell(self, text: str) -> None:
        """Print a message about what was written."""
        (terminal.say_aside if self.is_standard_output else terminal.say)(text)


@contextmanager
def output_file(named: Path) -> Iterator[OutputFile]:
    """Let the block write the file that a person named, and then pass it on if that is a stream.

    Raises Problem if a file exists already or a stream cannot be written, and ReaderGoneError.
    """
    number = _open_number(named)
    file = seen_from_home(named)
    if number is None and not _is_stream(file):
        refuse_existing(file)
        yield OutputFile(file, str(file))
        return
    with _temporary_folder() as folder:
        draft = Path(folder) / "output"
        is_output = number == _OUTPUT
        yield OutputFile(draft, tr("Standard output") if is_output else str(file), is_output)
        content = draft.read_bytes()
    if number == _OUTPUT:
        terminal.hand_out(content)
        return
    # Opening the name of a pipe waits for its reader
    to_open, is_ours = (file, True) if number is None else (number, False)
    try:
        with disk_failures(named, is_chosen=True), open(to_open, "wb", closefd=is_ours) as stream:
            stream.write(content)
    except Exception as failure:
        if isinstance(failure.__cause__, BrokenPipeError):
            raise terminal.ReaderGoneError from failure
        raise


def _temporary_folder() -> TemporaryDirectory[str]:
    """Return a new folder, for its owner only; raises Problem if there is no place for it."""
    try:
        return TemporaryDirectory(prefix="psoas-timer-")
    except OSError as error:
        raise Problem(
            N_("There is no folder for temporary files: {reason}."),
            N_("Name an ordinary file to write to, or set TMPDIR to a folder that you may write to."),
            reason=error.strerror or error,
        ) from error


def _open_number(named: Path) -> int | None:
    """Return the number of an open file that has this name."""
    name = str(named)
    if name in _STANDARD:
        return _STANDARD[name] if name == "-" or os.name == "posix" else None
    found = _OPEN.fullmatch(name)
    return int(found[1]) if found else None


def _is_stream(file: Path) -> bool:
    """Tell whether there is a pipe, or a device that takes one byte after another; disks are not to be written over."""
    with suppress(OSError):
        mode = file.stat().st_mode
        return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)
    return False
