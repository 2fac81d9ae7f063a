"""Autostart on Linux desktops: a desktop entry in the person's own autostart folder.

specifications.freedesktop.org/autostart-spec. Desktops let a person remove an entry, or turn it off in one of several
ways.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from psoas_timer.desktop.autostart.base import HIDDEN, Autostart, StartCommand
from psoas_timer.desktop.autostart.desktop_entry import DesktopEntry, escape, join_command, split_command, unescape
from psoas_timer.desktop.autostart.entry_file import read_file, remove_file, write_file
from psoas_timer.lib.own_program import DESKTOP_ID

NAME = "psoas-timer.desktop"

# Keys with which desktops turn an entry off without removing it: GNOME and Cinnamon, MATE.
_ENABLED_KEYS = ("X-GNOME-Autostart-enabled", "X-MATE-Autostart-enabled")
_YES, _NO = ("true", "1"), ("false", "0")


def config_folder(environ: Mapping[str, str], home: Path | None) -> Path | None:
    """Return the person's configuration folder (XDG Base Directory Specification), None if there is none."""
    named = Path(environ.get("XDG_CONFIG_HOME", ""))
    if named.is_absolute():  # relative paths must be ignored
        return named
    return home / ".config" if home else None


class XdgAutostart(Autostart):
    """Writes the entry, updates what has changed in it, and removes it. ``OnlyShowIn`` and the like stay."""

    def __init__(self, command: StartCommand, folder: Path, comment: str, parent: QObject | None = None) -> None:
        super().__init__(command, parent)
        self._path = folder / NAME
        self._comment = comment

    def is_on(self) -> bool:
        """Tell whether there is an entry that is not turned off, and its program can be started."""
        entry = self._enabled_entry()
        if entry is None:
            return False
        wanted = [*split_command(entry.value("Exec"))[:1], unescape(entry.value("TryExec"))]
        return all(shutil.which(program) for program in wanted if program)

    def _switch_on(self) -> None:
        found = DesktopEntry.parse(read_file(self._path)) or DesktopEntry()
        values = {
            "Type": "Application",
            "Name": "Psoas Timer",
            "Comment": escape(self._comment),
            **self._command_values(),
            "Icon": DESKTOP_ID,
            "Terminal": "false",
            "StartupNotify": "false",
            **{key: "true" for key in _ENABLED_KEYS if key == _ENABLED_KEYS[0] or found.value(key)},
        }
        write_file(self._path, bytes(found.with_values(values, without=("Hidden",))))

    def _switch_off(self) -> None:
        remove_file(self._path)

    def _update(self) -> None:
        entry = self._enabled_entry()
        if entry is None:
            return
        words = split_command(entry.value("Exec"))
        options = words[words.index(HIDDEN) :] if HIDDEN in words else ()
        if options != self._command.options:
            return
        if words != self._command.words or unescape(entry.value("TryExec")) != str(self._command.program):
            write_file(self._path, bytes(entry.with_values(self._command_values())))

    def _command_values(self) -> Mapping[str, str]:
        return {"Exec": join_command(self._command.words), "TryExec": escape(str(self._command.program))}

    def _enabled_entry(self) -> DesktopEntry | None:
        """Return the existing entry, unless it is turned off; its program may be gone."""
        entry = DesktopEntry.parse(read_file(self._path))
        if entry is None or not split_command(entry.value("Exec")) or entry.value("Hidden").lower() in _YES:
            return None
        is_off = any(entry.value(key).lower() in _NO for key in _ENABLED_KEYS)
        return None if is_off else entry
