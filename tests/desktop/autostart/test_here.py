"""What is started at login, and how each system does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import Autostart, StartCommand
from psoas_timer.desktop.autostart.here import autostart_here
from psoas_timer.desktop.session_bus import SessionBus
from tests.desktop.autostart.hosts import a_host, make

REASON = "Reminds you of your practice"


# The system's way


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ("linux", "XdgAutostart"), ("freebsd14", "XdgAutostart"), ("win32", "WindowsAutostart"),
        ("darwin", "MacAutostart"), ("plan9", "Autostart"),
    ],
)  # fmt: skip
def test_each_system_has_its_own_way(qtbot: QtBot, tmp_path: Path, system: str, name: str) -> None:
    found = autostart_here(StartCommand(tmp_path / "a"), SessionBus(), REASON, host=a_host(tmp_path, system))
    assert type(found).__name__ == name


@pytest.mark.parametrize("was_granted", [True, False])
def test_within_flatpak_it_is_the_portal(qtbot: QtBot, tmp_path: Path, was_granted: bool) -> None:
    host = a_host(tmp_path, flatpak_info=make(tmp_path / ".flatpak-info"))
    found = autostart_here(StartCommand(tmp_path / "a"), SessionBus(), REASON, was_granted=was_granted, host=host)
    assert (type(found).__name__, found.is_on()) == ("FlatpakAutostart", was_granted)


@pytest.mark.parametrize("system", ["linux", "darwin"])
def test_without_a_home_there_is_no_way(qtbot: QtBot, tmp_path: Path, system: str) -> None:
    host = a_host(tmp_path, system, home=None)
    assert type(autostart_here(StartCommand(tmp_path / "a"), SessionBus(), REASON, host=host)) is Autostart


def test_where_there_is_no_way_the_command_is_told(qtbot: QtBot) -> None:
    program = Path("/a folder/psoas-timer")
    autostart = Autostart(StartCommand(program))
    told: list[object] = []
    autostart.changed.connect(told.append)
    autostart.failed.connect(told.append)
    autostart.turn(True)
    autostart.refresh()
    autostart.turn(False)
    (problem, *states) = told
    assert isinstance(problem, Problem)
    assert f"'{program}' --hidden" in str(problem)
    assert (states, autostart.is_on()) == ([False, False], False)
