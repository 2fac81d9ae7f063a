"""The program itself, however it was installed: what starts it again, and its own processes beside it."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from enum import StrEnum
from pathlib import Path

NAME = "psoas-timer"
# By this the desktop knows the program's menu entry, its icon and its metainfo (packaging/linux).
DESKTOP_ID = "io.github.psoas_timer.psoas_timer"
PACKAGE = Path(__file__).parents[1]

_LIBRARIES = "LD_LIBRARY_PATH"

# An executable made by PyInstaller or the like is the program itself, and no Python.
IS_FROZEN = bool(getattr(sys, "frozen", False))


class Side(StrEnum):
    """The processes that work beside the window's: the first word of their command line."""

    SOUND = "sound-host"
    SYSTEM_VOICE = "system-voice-host"


def side_command(side: Side, *, is_frozen: bool = IS_FROZEN) -> list[str]:
    """Return the command of ``side``: of this very program, whatever else is installed or lies in the folder."""
    return [*own_words(Path(sys.executable), PACKAGE, is_frozen=is_frozen), side]


def own_words(python: Path, package: Path, *, is_frozen: bool) -> tuple[str, ...]:
    """Return absolute words that start the program again.

    ``python`` is not resolved, for that would leave its virtual environment. The folder is named rather than the
    module: what Python runs then does not depend on the folder it is started in, nor on where it looks for modules.
    """
    return (str(python.absolute()),) if is_frozen else (str(python.absolute()), str(package))


def keep_own_libraries_to_itself(environ: MutableMapping[str, str], *, is_frozen: bool = IS_FROZEN) -> None:
    """Take our libraries out of the environment of what we start, a browser or a file manager, which has its own.

    A frozen program's loader names them there, and keeps what was there before. This process has read it already.
    """
    if is_frozen:
        environ.pop(_LIBRARIES, None)
        if before := environ.pop(f"{_LIBRARIES}_ORIG", None):
            environ[_LIBRARIES] = before


def script_here(beside: Path, started_as: Path) -> Path | None:
    """Return the script that starts the program, None if there is none.

    It is in the folder ``beside`` the Python, or else what we were ``started_as``: a distribution, pipx and pip for
    one user alone keep scripts elsewhere.
    """
    for script in (beside / NAME, started_as):
        if script.name == NAME and script.is_file() and os.access(script, os.X_OK):
            return script.absolute()
    return None
