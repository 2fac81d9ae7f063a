"""Where nothing is wrong, standard error stays empty; what Qt says otherwise reaches it as before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.qt_noise import is_noise
from tests.desktop.bus import NEEDS_BUS, bus
from tests.desktop.fake_service import FakeService
from tests.real_window import PATIENCE_S, screen

__all__ = ["bus", "screen"]  # pytest finds its fixtures by their names

ROOT = Path(__file__).resolve().parents[2]
SPEAK = """
from PySide6.QtCore import QLoggingCategory, qCWarning, qWarning
from psoas_timer.desktop.qt_noise import leave_out_noise
leave_out_noise("linux")
qCWarning(QLoggingCategory("qt.qpa.services"), "Failed to register with host portal QDBusError(...)")
qCWarning(QLoggingCategory("qt.qpa.services"), "Unable to detect a web browser to launch 'x'")
qWarning("the disk is on fire")
"""


@pytest.mark.parametrize(
    ("category", "text", "expected"),
    [
        ("qt.qpa.services", 'Failed to register with host portal QDBusError("org...", "...")', True),
        ("qt.qpa.services", "Unable to detect a web browser to launch", False),
        ("qt.qpa.theme.gnome", 'dbus reply error: [ "..." ] "No such interface"', True),
        ("qt.qpa.wayland.textinput", "disableSurface(wl_surface*) Trying to disable 0x1 but 0x0 is focused", True),
        ("qt.qpa.xcb", "could not connect to display", False),
        ("default", "Failed to register with host portal", False),
    ],
)
def test_only_what_means_nothing_is_noise(category: str, text: str, expected: bool) -> None:
    assert is_noise(category, text) is expected


def test_what_means_something_is_written_as_qt_writes_it() -> None:
    told = subprocess.run([sys.executable, "-c", SPEAK], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert told.returncode == 0
    assert told.stderr.splitlines() == [
        "qt.qpa.services: Unable to detect a web browser to launch 'x'",
        "the disk is on fire",
    ]


@NEEDS_BUS
def test_a_portal_that_refuses_everything_is_not_told(
    qtbot: QtBot, bus: object, screen: str, tmp_path: Path, short_folder: Path
) -> None:
    portal = FakeService(qtbot, "refusing_portal")
    command = [sys.executable, "-m", "psoas_timer", "--data-dir", str(tmp_path)]
    env = {
        **os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "GNOME",
        "XDG_RUNTIME_DIR": str(short_folder), "NO_AT_BRIDGE": "1",
    }  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) as program:
        asked = ""
        while asked != "Register":
            asked = portal.hear()["asked"]
        # It answers a second start after what came before.
        assert subprocess.run([*command, "--hidden"], cwd=ROOT, env=env, timeout=PATIENCE_S).returncode == 0
        program.terminate()
        _output, told = program.communicate(timeout=PATIENCE_S)
    portal.kill()
    assert told == ""
