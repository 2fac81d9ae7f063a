"""The person's settings while the program runs: one value, announced when it changes and saved soon after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.core.breath.routine import StageChoice
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import TURNS, Settings, View
from psoas_timer.store.settings_file import load_settings, save_settings

SAVE_DELAY_MS = 500


class Preferences(QObject):
    """Owns the settings. If the file cannot be written, ``failed`` says so, and the change still applies."""

    changed = Signal(object)  # Settings
    failed = Signal(object)  # Problem

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.settings, self.notices = load_settings(path)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)

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
        """Write the file."""
        self._timer.stop()
        try:
            save_settings(self._path, self.settings)
        except Problem as problem:
            self.failed.emit(problem)
