"""The command that starts this very program again."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from psoas_timer.desktop.autostart.base import StartCommand
from psoas_timer.lib.own_program import IS_FROZEN, PACKAGE, own_words, script_here


def _home() -> Path | None:
    with suppress(RuntimeError):  # the system does not know the user, and there is no HOME
        return Path.home()
    return None


@dataclass(frozen=True)
class Host:
    """The facts about the computer and this run that matter here; tests create their own."""

    system: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path | None = field(default_factory=_home)
    python: Path = Path(sys.executable or "")
    started_as: Path = field(default_factory=lambda: Path(sys.argv[0]))
    package: Path = PACKAGE
    is_frozen: bool = IS_FROZEN
    flatpak_info: Path = Path("/.flatpak-info")


def command_here(data_folder: Path | None = None, host: Host | None = None) -> StartCommand:
    """Return the command that starts this very program again.

    ``data_folder`` is the folder set for this run, None for the usual one: at login nothing else would set it.
    """
    host = host or Host()
    folder = data_folder.absolute() if data_folder else None
    if image := _app_image(host):
        return StartCommand(image, (), folder)
    python = host.python
    if host.system == "win32" and not host.is_frozen:
        quiet = python.with_name("pythonw.exe")  # the script and python.exe open a console window
        python = quiet if quiet.is_file() else python
    elif not host.is_frozen and (script := script_here(python.parent, host.started_as)):
        return StartCommand(script, (), folder)
    program, *arguments = own_words(python, host.package, is_frozen=host.is_frozen)
    return StartCommand(Path(program), tuple(arguments), folder)


def _app_image(host: Host) -> Path | None:
    """Return the AppImage that we run in. A program started by another AppImage inherits the variables of that one."""
    image, mounted = host.environ.get("APPIMAGE"), host.environ.get("APPDIR")
    if image and mounted and host.package.resolve().is_relative_to(Path(mounted).resolve()):
        return Path(image).absolute()
    return None
