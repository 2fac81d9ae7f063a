"""What is on the screen first: the window with its bar, in the person's colours, letters and place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from psoas_timer.flows.appearance import Appearance
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.places import SETTINGS_FILE, assets_dir
from psoas_timer.ui.kit.main_window import TODAY, MainWindow

# How long a start waits for the window manager before it goes on without a first paint, in seconds.
PATIENCE_S = 0.3
_STEP_MS = 10


@dataclass(frozen=True, slots=True)
class Start:
    """What a start is asked for: a data folder, the routine to begin with ('' for none), or to stay out of sight.

    ``is_named`` says that this folder is not the usual one: the start at login must name it again.
    """

    folder: Path
    is_named: bool = False
    routine_id: str = ""
    is_hidden: bool = False

    @property
    def is_on_today(self) -> bool:
        """Tell whether Today is what it shows; without a settings file, the introduction comes first."""
        if self.is_hidden or self.routine_id:
            return False
        return os.path.exists(self.folder / SETTINGS_FILE)  # noqa: PTH110  # Path.exists raises where one may not look


@dataclass(frozen=True)
class Front:
    """The settings, how the program looks, and its window, which is empty: all that the first paint needs."""

    preferences: Preferences
    appearance: Appearance
    window: MainWindow


def make_front(qt: QApplication, folder: Path) -> Front:
    """Return the front of the program with this data folder; nothing is shown yet."""
    preferences = Preferences(folder / SETTINGS_FILE)
    front = Front(preferences, Appearance(qt, preferences), MainWindow())
    front.appearance.dress(front.window)
    front.window.use_icons(load_icon)
    return front


def paint_first(qt: QApplication, front: Front) -> None:
    """Put the window on the screen as a start on Today will find it; the history and its pages come after that."""
    window = front.window
    window.put_back(front.preferences.settings.window)
    window.mark_place(TODAY)
    window.show()
    end_s = monotonic() + PATIENCE_S
    while not (handle := window.windowHandle()) or not handle.isExposed():  # it is painted as soon as it is exposed
        if monotonic() > end_s:
            return
        qt.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, _STEP_MS)


def load_icon(name: str) -> str:
    """Return the SVG of an icon."""
    return (assets_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
