"""Starting at login, as every system has it: what is started, and how it is switched."""

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
            N_("Psoas Timer does not know how programs are started at login here."),
            N_("Add this command to what your system starts: {command}"),
            command=shlex.join(self._command.words),
        )

    def _switch_off(self) -> None:
        """Raises Problem where that fails; that it is off already is no failure."""

    def _update(self) -> None:
        """Raises Problem where that fails."""
