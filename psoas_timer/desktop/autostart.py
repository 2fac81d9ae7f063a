"""Whether the program starts, hidden, when a person logs in; each system has its own way, and a file here."""

from __future__ import annotations

import os
import shlex
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.session_bus import SessionBus

HIDDEN = "--hidden"
DATA_DIR = "--data-dir"

# Systems that keep to the Autostart Specification of freedesktop.org.
_XDG_SYSTEMS = ("linux", "freebsd", "openbsd", "netbsd", "dragonfly")


def _home() -> Path | None:
    with suppress(RuntimeError):  # a user whom the system does not know, and no HOME
        return Path.home()
    return None


@dataclass(frozen=True)
class Host:
    """What of the computer and of this run matters here; a test sets up its own."""

    system: str = sys.platform
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    home: Path | None = field(default_factory=_home)
    python: Path = Path(sys.executable or "")
    scripts: Path = field(default_factory=lambda: Path(sysconfig.get_path("scripts")))
    package: Path = Path(__file__).parent.parent
    is_frozen: bool = bool(getattr(sys, "frozen", False))  # python is the program itself then
    flatpak_info: Path = Path("/.flatpak-info")


@dataclass(frozen=True)
class StartCommand:
    """What is to be started: a program, what has to follow it, and the folder of the data where it is not the usual.

    Both paths are absolute.
    """

    program: Path
    arguments: tuple[str, ...] = ()
    data_folder: Path | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """What the program itself is told."""
        return (HIDDEN, DATA_DIR, str(self.data_folder)) if self.data_folder else (HIDDEN,)

    @property
    def words(self) -> tuple[str, ...]:
        return (str(self.program), *self.arguments, *self.options)


def command_here(data_folder: Path | None = None, host: Host | None = None) -> StartCommand:
    """Return the command that starts this very program again.

    ``data_folder`` is what this run was told to use, None for the usual one: at the next login nobody tells it again.
    """
    host = host or Host()
    folder = data_folder.absolute() if data_folder else None
    if image := _app_image(host):
        return StartCommand(image, (), folder)
    if host.is_frozen:
        return StartCommand(host.python.absolute(), (), folder)
    module = ("-m", "psoas_timer")
    if host.system == "win32":
        quiet = host.python.with_name("pythonw.exe")  # the script, and python.exe, open a console window
        return StartCommand((quiet if quiet.is_file() else host.python).absolute(), module, folder)
    script = host.scripts / "psoas-timer"
    if os.access(script, os.X_OK) and script.is_file():
        return StartCommand(script.absolute(), (), folder)
    return StartCommand(host.python.absolute(), module, folder)  # not resolved: it would leave its environment


def _app_image(host: Host) -> Path | None:
    """Return the AppImage that we are in. A program that another AppImage started inherits the variables of that."""
    image, mounted = host.environ.get("APPIMAGE"), host.environ.get("APPDIR")
    if image and mounted and host.package.resolve().is_relative_to(Path(mounted).resolve()):
        return Path(image).absolute()
    return None


class Autostart(QObject):
    """Lets the system start a command at login, or no more; this one never can.

    Nothing here waits or raises. A ``turn`` is followed by ``changed`` or ``failed``, at once or later. A way that
    ``is_forgetful`` cannot be asked how it is: what it said last is to be kept for the next run.
    """

    is_forgetful = False
    changed = Signal(bool)  # how it is now
    failed = Signal(object)  # Problem

    def __init__(self, command: StartCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command

    def is_on(self) -> bool:
        """Tell how it is now, whoever made it so."""
        return False

    def turn(self, on: bool) -> None:
        """Let the system start the command at login, or no more."""
        try:
            if on:
                self._switch_on()
            else:
                self._switch_off()
        except Problem as problem:
            self.failed.emit(problem)
        else:
            self.changed.emit(self.is_on())

    def refresh(self) -> None:
        """Where it is on, let it be today's command: the program may have moved. Nothing is switched on.

        A command with another data folder is left as it is: this run is a guest then.
        """
        try:
            self._update()
        except Problem as problem:
            self.failed.emit(problem)
        else:
            self.changed.emit(self.is_on())

    def _switch_on(self) -> None:
        """Raises Problem where that fails."""
        raise Problem(
            "Psoas Timer does not know how programs are started at login here.",
            "Add this command to what your system starts: {command}",
            command=shlex.join(self._command.words),
        )

    def _switch_off(self) -> None:
        """Raises Problem where that fails; that it is off already is no failure."""

    def _update(self) -> None:
        """Raises Problem where that fails."""


def autostart_here(
    command: StartCommand,
    bus: SessionBus,
    reason: str,
    *,
    was_granted: bool = False,
    host: Host | None = None,
    parent: QObject | None = None,
) -> Autostart:
    """Return the way of this system.

    ``reason`` is a sentence for the person who finds us among what is started. ``was_granted`` is what the last
    ``changed`` of an earlier run said: within Flatpak there is no other way to know. ``bus`` is used there only.
    """
    host = host or Host()
    if host.system.startswith(_XDG_SYSTEMS):
        if host.flatpak_info.exists():
            from psoas_timer.desktop.autostart_flatpak import FlatpakAutostart

            return FlatpakAutostart(command, bus, reason, was_granted=was_granted, parent=parent)
        from psoas_timer.desktop.autostart_xdg import XdgAutostart, config_folder

        if folder := config_folder(host.environ, host.home):
            return XdgAutostart(command, folder / "autostart", reason, parent)
    elif host.system == "win32":
        from psoas_timer.desktop.autostart_windows import WindowsAutostart

        return WindowsAutostart(command, parent=parent)
    elif host.system == "darwin" and host.home:
        from psoas_timer.desktop.autostart_macos import MacAutostart

        return MacAutostart(command, host.home, parent)
    return Autostart(command, parent)
