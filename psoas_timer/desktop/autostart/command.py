"""The command that starts this very program again."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from psoas_timer.desktop.autostart.base import StartCommand


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
    scripts: Path = field(default_factory=lambda: Path(sysconfig.get_path("scripts")))
    package: Path = Path(__file__).parents[2]
    is_frozen: bool = bool(getattr(sys, "frozen", False))  # then the executable is the program itself
    flatpak_info: Path = Path("/.flatpak-info")


def command_here(data_folder: Path | None = None, host: Host | None = None) -> StartCommand:
    """Return the command that starts this very program again.

    ``data_folder`` is the folder set for this run, None for the usual one: at login nothing else would set it.
    """
    host = host or Host()
    folder = data_folder.absolute() if data_folder else None
    if image := _app_image(host):
        return StartCommand(image, (), folder)
    if host.is_frozen:
        return StartCommand(host.python.absolute(), (), folder)
    module = ("-m", "psoas_timer")
    if host.system == "win32":
        quiet = host.python.with_name("pythonw.exe")  # the script and python.exe open a console window
        return StartCommand((quiet if quiet.is_file() else host.python).absolute(), module, folder)
    script = host.scripts / "psoas-timer"
    if os.access(script, os.X_OK) and script.is_file():
        return StartCommand(script.absolute(), (), folder)
    return StartCommand(
        host.python.absolute(), module, folder
    )  # not resolved: a resolved path would leave the virtual environment


def _app_image(host: Host) -> Path | None:
    """Return the AppImage that we run in. A program started by another AppImage inherits the variables of that one."""
    image, mounted = host.environ.get("APPIMAGE"), host.environ.get("APPDIR")
    if image and mounted and host.package.resolve().is_relative_to(Path(mounted).resolve()):
        return Path(image).absolute()
    return None
