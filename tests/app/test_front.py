"""What is on the screen first, and how little of the program it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from psoas_timer.app.front import Start, make_front, paint_first
from psoas_timer.app.program import App
from psoas_timer.core.settings import ThemeChoice
from psoas_timer.core.window_place import WindowPlace
from psoas_timer.engine.clock import Clocks
from psoas_timer.store.places import SETTINGS_FILE
from psoas_timer.store.settings_file import USUAL, save_settings
from psoas_timer.ui.kit.theme import DARK
from tests.running_app import EVENING

# The real start, until its window has been painted: then it prints what has been imported.
PAINT = """
import json, os, sys
from pathlib import Path

from psoas_timer.app import startup

def stop(qt, front):
    paint_first(qt, front)
    assert front.window.windowHandle().isExposed()
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

paint_first, startup.paint_first = startup.paint_first, stop
startup.run(["psoas-timer"], Path(sys.argv[1]), "")
"""
# The database, the routines, the pages and the sound; what reads or checks them.
LATE = (
    "sqlite3", "hashlib", "tomllib", "numpy", "subprocess", "socket", "PySide6.QtNetwork",
    "PySide6.QtMultimedia",
    "psoas_timer.app.program", "psoas_timer.engine", "psoas_timer.store.database.connection",
    "psoas_timer.store.routines", "psoas_timer.ui.today", "psoas_timer.ui.history", "psoas_timer.ui.session",
    "psoas_timer.ui.settings", "psoas_timer.services.journal",
)  # fmt: skip


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """The data folder of somebody who has chosen dark colours and a place for the window."""
    save_settings(
        tmp_path / SETTINGS_FILE,
        replace(USUAL, theme=ThemeChoice.DARK, window=WindowPlace(x=60, y=50, width=640, height=480)),
    )
    return tmp_path


def test_the_first_paint_needs_little_of_the_program(known: Path) -> None:
    command = [sys.executable, "-c", PAINT, str(known)]
    environ = {"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": str(known)}
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=environ)
    assert ran.returncode == 0, ran.stderr
    imported = json.loads(ran.stdout)
    assert [name for name in imported if name.startswith(LATE)] == []


def test_the_window_is_painted_as_the_person_knows_it_and_then_filled(qapp: QApplication, known: Path) -> None:
    front = make_front(qapp, known)
    paint_first(qapp, front)
    window = front.window
    assert window.windowHandle().isExposed()
    assert window.is_empty
    assert [one.text() for one in window.findChildren(QPushButton) if one.isChecked()] == ["Today"]
    assert (window.width(), window.height()) == (640, 480)
    assert front.appearance.theme is DARK
    app = App(qapp, known, Clocks(lambda: 0.0, lambda: EVENING), is_silent=True, front=front)
    app.open()
    assert app.window is window
    assert type(window.page).__name__ == "TodayPage"
    assert (window.width(), window.height()) == (640, 480)
    app.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_nothing_is_painted_that_the_start_would_take_away_again(
    known: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert Start(known).is_on_today
    assert not Start(known, is_hidden=True).is_on_today
    assert not Start(known, routine_id="supported-bridge").is_on_today
    assert not Start(tmp_path_factory.mktemp("new")).is_on_today, "the introduction comes first"
