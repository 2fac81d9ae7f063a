r"""Autostart on Windows: a value of the Run key in the person's own part of the registry.

learn.microsoft.com, "Run and RunOnce Registry Keys". Task Manager and Settings keep that value and turn it off with
another one, of the same name, in StartupApproved. Its format is not documented; seen as the first byte are 02 and 06
for on, and 03 and 07, followed by the time of the click, for off. No value means on.
"""

from __future__ import annotations

import importlib
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.desktop.autostart.base import Autostart, StartCommand

NAME = "Psoas Timer"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

# Longer commands are not started, according to the page named above.
MOST_CHARACTERS = 260


class Registry(Protocol):
    """The person's own part of the registry; each method raises OSError if the system refuses."""

    def read(self, key: str, name: str) -> object:
        """Return a value, None if there is none."""

    def write(self, key: str, name: str, text: str) -> None:
        """Set a text; a missing key is created."""

    def delete(self, key: str, name: str) -> None:
        """Remove a value, if it is there."""


class UserRegistry:
    """HKEY_CURRENT_USER through winreg, which other systems do not have."""

    def read(self, key: str, name: str) -> object:
        winreg = self._winreg()
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value: object = winreg.QueryValueEx(opened, name)[0]
                return value
        except FileNotFoundError:
            return None

    def write(self, key: str, name: str, text: str) -> None:
        winreg = self._winreg()
        with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)  # not REG_EXPAND_SZ: a % is just a %

    def delete(self, key: str, name: str) -> None:
        winreg = self._winreg()
        with (
            suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened,
        ):
            winreg.DeleteValue(opened, name)

    def _winreg(self) -> Any:
        return importlib.import_module("winreg")


class WindowsAutostart(Autostart):
    """Sets and removes the value.

    If a person turns it off in Task Manager, it is off here and stays off until they turn it on here: the value in
    StartupApproved is then removed, or turning it on would do nothing. It is also removed with the command, so that
    nothing is left behind.
    """

    def __init__(self, command: StartCommand, registry: Registry | None = None, parent: QObject | None = None) -> None:
        super().__init__(command, parent)
        self._registry = registry or UserRegistry()

    def is_on(self) -> bool:
        """Tell whether there is a command that is not turned off, and its program exists."""
        command = self._enabled_command()
        return bool(command) and Path(_program(command)).is_file()

    def _switch_on(self) -> None:
        self._write()
        self._change(self._registry.delete, APPROVED, NAME)

    def _switch_off(self) -> None:
        for key in (RUN, APPROVED):
            self._change(self._registry.delete, key, NAME)

    def _update(self) -> None:
        found = self._enabled_command()
        is_ours = found.endswith(" " + subprocess.list2cmdline(self._command.options))
        if is_ours and found != subprocess.list2cmdline(self._command.words):
            self._write()

    def _write(self) -> None:
        line = subprocess.list2cmdline(self._command.words)
        if len(line) > MOST_CHARACTERS:
            raise Problem(
                N_("Windows cannot start commands of more than {most:n} characters, and this one has {length:n}:"
                " {command}"),
                N_("Move Psoas Timer to a folder with a shorter path, then try again."),
                most=MOST_CHARACTERS, length=len(line), command=line,
            )  # fmt: skip
        self._change(self._registry.write, RUN, NAME, line)

    def _enabled_command(self) -> str:
        """Return the command that is set, '' if there is none or it is turned off."""
        try:
            command, approval = self._registry.read(RUN, NAME), self._registry.read(APPROVED, NAME)
        except OSError:
            return ""
        is_off = isinstance(approval, bytes) and bool(approval) and approval[0] % 2 == 1
        return command if isinstance(command, str) and not is_off else ""

    def _change(self, act: Callable[..., None], *arguments: str) -> None:
        try:
            act(*arguments)
        except OSError as error:
            raise Problem(
                N_("Windows does not allow Psoas Timer to change your startup apps: {reason}."),
                N_("Ask the administrator of this computer to allow it, then try again."),
                reason=error.strerror or error,
            ) from error


def _program(line: str) -> str:
    """Return the program of a command line made by list2cmdline."""
    return line[1:].partition('"')[0] if line.startswith('"') else line.partition(" ")[0]
