"""Autostart on macOS: a launch agent in the person's own Library (launchd.plist(5)).

System Settings, General, Login Items, lists it under "Allow in the Background", with the name of the Python that it
starts. If a person turns it off there, a program can neither see that for a plain file of this kind nor undo it. So
"on" here means that the file exists and asks to be started.
"""

from __future__ import annotations

import plistlib
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import Any

from PySide6.QtCore import QObject

from psoas_timer.desktop.autostart.base import HIDDEN, Autostart, StartCommand
from psoas_timer.desktop.autostart.entry_file import read_file, remove_file, write_file

LABEL = "io.github.psoas_timer"


class MacAutostart(Autostart):
    """Writes and removes the agent's file; launchd reads it at the next login, and nothing is started now."""

    def __init__(self, command: StartCommand, home: Path, parent: QObject | None = None) -> None:
        super().__init__(command, parent)
        self._path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def is_on(self) -> bool:
        """Tell whether there is an agent that is not turned off, and its program can be started."""
        agent = self._enabled_agent()
        return agent is not None and which(_words(agent)[0]) is not None

    def _switch_on(self) -> None:
        self._write(self._read() or {})

    def _switch_off(self) -> None:
        remove_file(self._path)

    def _update(self) -> None:
        agent = self._enabled_agent()
        if agent is None:
            return
        words = _words(agent)
        options = words[words.index(HIDDEN) :] if HIDDEN in words else ()
        if options == self._command.options and words != self._command.words:
            self._write(agent)

    def _write(self, found: Mapping[str, Any]) -> None:
        """Write the agent; anything else a person has added to its file stays."""
        ours = {
            "Label": LABEL,
            "ProgramArguments": list(self._command.words),
            "RunAtLoad": True,
            "ProcessType": "Interactive",  # otherwise the system would slow it down, and the breath would be uneven
        }
        others = {key: value for key, value in found.items() if key not in ("Disabled", "Program")}
        write_file(self._path, plistlib.dumps({**others, **ours}))

    def _read(self) -> dict[str, Any] | None:
        try:
            agent = plistlib.loads(read_file(self._path) or b"")
        except Exception:  # each of its two formats can be damaged in its own ways
            return None
        return agent if isinstance(agent, dict) else None

    def _enabled_agent(self) -> dict[str, Any] | None:
        agent = self._read()
        is_off = agent is None or agent.get("RunAtLoad") is not True or agent.get("Disabled") is True
        return agent if agent and not is_off and _words(agent) else None


def _words(agent: Mapping[str, Any]) -> tuple[str, ...]:
    words = agent.get("ProgramArguments")
    return tuple(words) if isinstance(words, list) and all(isinstance(word, str) for word in words) else ()
