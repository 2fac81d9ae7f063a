"""Ctrl+C at any moment: while the program is being loaded, and where a library makes another exception of it."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing's own takes milliseconds to import, in which Ctrl+C would still be told
if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType, TracebackType

# What a shell reports of a program that SIGINT ended: 128 and the signal's number.
INTERRUPTED = 130


def end_quietly() -> None:
    """From now on, Ctrl+C ends the process with INTERRUPTED and no traceback, after all that is to be cleaned up.

    It raises KeyboardInterrupt as before. What nothing catches from then on is not told: Qt's loader makes an
    ImportError of it, SQLite an error of its own.
    """
    was_interrupted = False
    tell, tell_unraisable = sys.__excepthook__, sys.__unraisablehook__

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal was_interrupted
        was_interrupted = True
        raise KeyboardInterrupt

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if was_interrupted or issubclass(kind, KeyboardInterrupt):
            os._exit(INTERRUPTED)
        tell(kind, fault, trace)

    def unraisable_hook(found: UnraisableHookArgs) -> None:
        if was_interrupted or issubclass(found.exc_type, KeyboardInterrupt):
            os._exit(INTERRUPTED)
        tell_unraisable(found)

    sys.excepthook, sys.unraisablehook = hook, unraisable_hook

    import signal  # from here on, an interruption of the import is quiet, too

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as in the background
        signal.signal(signal.SIGINT, interrupt)
