"""Ctrl+C at any moment: while the program is being loaded, and where a library makes another exception of it."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

# What a shell reports of a program that SIGINT ended: 128 and the signal's number.
INTERRUPTED = 130


def end_quietly() -> None:
    """From now on, Ctrl+C ends the process with INTERRUPTED and no traceback, after all that is to be cleaned up.

    It raises KeyboardInterrupt as before. What nothing catches from then on is not told: Qt's loader makes an
    ImportError of it, SQLite an error of its own.
    """
    was_interrupted = False

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal was_interrupted
        was_interrupted = True
        raise KeyboardInterrupt

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if was_interrupted:
            os._exit(INTERRUPTED)
        sys.__excepthook__(kind, fault, trace)

    def unraisable_hook(found: UnraisableHookArgs) -> None:
        if was_interrupted:
            os._exit(INTERRUPTED)
        sys.__unraisablehook__(found)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not ignored, as in the background
        signal.signal(signal.SIGINT, interrupt)
    sys.excepthook, sys.unraisablehook = hook, unraisable_hook
