"""Starting at login, the part common to every system: what is started, and how it is turned on and off."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

HIDDEN = "--hidden"


DATA_DIR = "--data-dir"


@dataclass(frozen=True)
class StartCommand:
    """What to start: a program, the arguments it needs, and the data folder if it is not the usual one.

    Both paths are absolute.
    """

    program: Path
    arguments: tuple[str, ...] = ()
    data_folder: Path | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The arguments for Psoas Timer itself."""
        return (HIDDEN, DATA_DIR, str(self.data_folder)) if self.data_folder else (HIDDEN,)

    @property
    def words(self) -> tuple[str, ...]:
        return (str(self.program), *self.arguments, *self.options)


class Autostart(QObject):
    """Makes the system start a command at login, or stop doing so; this base class never can.

    Nothing here waits or raises. A ``turn`` is followed by ``changed`` or ``failed``, at once or later. A subclass
    that ``is_forgetful`` cannot be asked for its state: the caller keeps the last one for the next run.
    """

    is_forgetful = False
    changed = Signal(bool)  # the current state
    failed = Signal(object)  # Problem

    def __init__(self, command: StartCommand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command

    def is_on(self) -> bool:
        """Tell whether it is on now, whoever turned it on."""
        return False

    def turn(self, on: bool) -> None:
        """Make the system start the command at login, or stop doing so."""
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
        """If it is on, update the command, since the program may have moved; never turn it on.

        A command with another data folder is left alone: it belongs to another use of the program.
        """
        try:
            self._update()
        except Problem as problem:
            self.failed.emit(problem)
        else:
            self.changed.emit(self.is_on())

    def _switch_on(self) -> None:
        """Raises Problem if that fails."""
        raise Problem(
            N_("Psoas Timer does not know how to start programs at login on this system."),
            N_("Add this command to your system's startup programs: {command}"),
            command=shlex.join(self._command.words),
        )

    def _switch_off(self) -> None:
        """Raises Problem if that fails; being off already is not a failure."""

    def _update(self) -> None:
        """Raises Problem if that fails."""
