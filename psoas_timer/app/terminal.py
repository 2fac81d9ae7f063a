"""What the commands print. An output that is closed, full or no longer read never costs what was done before.

Standard output and standard error may be missing (None), as for a program that a desktop starts on Windows.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

# What a shell reports of a program that SIGPIPE ended: 128 and the signal's number.
READER_GONE = 141


class ReaderGoneError(Exception):
    """Whoever read standard output has gone, as ``head`` does after some lines: there is no more to do, or to say."""


def open_outputs() -> None:
    """Make both outputs safe to print to, and give the numbers of those that are closed to nothing.

    Without that, the next file to be opened would get such a number, and what a library prints would be in it.
    """
    if os.name == "posix":
        for number in (0, 1, 2):
            try:
                os.fstat(number)
            except OSError:
                os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    if isinstance(sys.stdout, TextIOWrapper):  # on Windows, files and pipes support few characters
        sys.stdout.reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print what a command has done, or nothing: the deed counts, and its message is not worth a failure."""
    with suppress(OSError, ReaderGoneError):
        _print(text, sys.stdout)


def say_aside(text: str) -> None:
    """Print a message where it is not part of what was asked for: on standard error."""
    with suppress(OSError, ReaderGoneError):
        _print(text, sys.stderr)


def hand_out(content: str | bytes) -> None:
    """Print what the person asked for, all of it.

    Raises Problem if that is not possible, and ReaderGoneError if nobody reads on.
    """
    if sys.stdout is None:
        raise Problem(
            N_("There is no standard output to write to."), N_("Run the command in a terminal, or name a file.")
        )
    try:
        _print(content, sys.stdout)
    except OSError as error:
        raise Problem(
            N_("Standard output cannot be written: {reason}."),
            N_("Check the disk or the program that it goes to, then try again."),
            reason=error.strerror or error,
        ) from error


def _print(content: str | bytes, output: TextIO | None) -> None:
    """Print at once. After a failure, nothing more is printed there, so that ending the program does not fail."""
    if output is None:
        return
    try:
        if isinstance(content, str):
            output.write(f"{content}\n")
        elif content:
            output.flush()
            output.buffer.write(content)
        output.flush()
    except OSError as error:
        _print_nothing_more(output)
        # Windows says EINVAL of a pipe whose reader has gone
        if error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL):
            raise ReaderGoneError from error
        raise


def _print_nothing_more(output: TextIO) -> None:
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, output.fileno())
        os.close(nothing)
