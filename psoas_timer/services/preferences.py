"""The person's settings while the program runs: one value, announced when it changes and saved soon after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from psoas_timer.core.breath.routine import StageChoice
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import TURNS, Settings, View
from psoas_timer.store.database.writer import Writer
from psoas_timer.store.settings_file import load_settings, save_settings

SAVE_DELAY_MS = 500
# How long the end of the program may wait for the file, in seconds.
PATIENCE_S = 5.0


class Preferences(QObject):
    """Owns the settings. If the file cannot be written, ``failed`` says so, and the change still applies.

    What changes is saved by a thread of its own, for a slow disk must not hold up a session.
    """

    changed = Signal(object)  # Settings
    failed = Signal(object)  # Problem
    _refused = Signal(object)  # Problem, from the thread that writes

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.settings, self.notices = load_settings(path)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._timer.timeout.connect(self._save_later)
        self._refused.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._writer = Writer("settings", _ignore)

    def change(self, settings: Settings) -> None:
        """Use ``settings`` from now on."""
        if settings != self.settings:
            self.settings = settings
            self._timer.start()
            self.changed.emit(settings)

    def adjust(self, **choices: Any) -> None:
        """Change some settings, given by name, and keep the others."""
        self.change(replace(self.settings, **choices))

    def choices_of(self, routine_id: str) -> Mapping[str, StageChoice]:
        """Return what was chosen for a routine, by stage id."""
        return self.settings.choices.get(routine_id, {})

    def choose(self, routine_id: str, stage_id: str, choice: StageChoice) -> None:
        """Remember a choice for one stage."""
        of_routine = {**self.choices_of(routine_id), stage_id: choice}
        self.change(replace(self.settings, choices={**self.settings.choices, routine_id: of_routine}))

    def acknowledge(self, routine_id: str) -> None:
        """Remember that a routine's cautions were read."""
        self.change(replace(self.settings, acknowledged=self.settings.acknowledged | {routine_id}))

    def turn_view(self) -> None:
        """Rotate the session view by a quarter turn, clockwise."""
        self.change(replace(self.settings, turn=TURNS[(TURNS.index(self.settings.turn) + 1) % len(TURNS)]))

    def swap_view(self) -> None:
        """Switch to the next view of the breath: orb, diaphragm, dim ring."""
        views = list(View)
        self.change(replace(self.settings, view=views[(views.index(self.settings.view) + 1) % len(views)]))

    def flush(self) -> None:
        """Save any unsaved change now."""
        if self._timer.isActive():
            self.save()

    def save(self) -> None:
        """Write the file now, and wait for it, but no longer than PATIENCE_S."""
        self._timer.stop()
        settings, failures = self.settings, list[Problem]()
        self._writer.attempt(lambda: save_settings(self._path, settings), failures.append)
        if not self._writer.flush(PATIENCE_S):
            failures.append(Problem(N_("The disk does not answer."), N_("Check that it is connected.")))
        for problem in failures:
            self.failed.emit(problem)

    def close(self) -> None:
        """Save any unsaved change, and end the thread."""
        self.flush()
        self._writer.close(0.0)

    def _save_later(self) -> None:
        settings = self.settings
        self._writer.attempt(lambda: save_settings(self._path, settings), self._refused.emit)


def _ignore(_event: object) -> None:
    """Nothing of the settings is kept for later: the next change is saved with all the others."""
