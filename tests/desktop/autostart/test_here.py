"""What is started at login, and which way each system has."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import Autostart, StartCommand
from psoas_timer.desktop.autostart.command import Host, command_here
from psoas_timer.desktop.autostart.here import autostart_here
from psoas_timer.desktop.session_bus import SessionBus
from tests.systems import POSIX

REASON = "Reminds you of your practice"


def make(path: Path, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(mode)
    return path


def a_host(folder: Path, system: str = "linux", **changes: object) -> Host:
    """Return a computer below ``folder``, on which nothing is yet."""
    given: dict[str, object] = {
        "system": system, "environ": {}, "home": folder / "home", "python": folder / "venv" / "bin" / "python3",
        "scripts": folder / "venv" / "bin", "package": folder / "psoas_timer", "is_frozen": False,
        "flatpak_info": folder / "none",
    }  # fmt: skip
    return Host(**{**given, **changes})  # type: ignore[arg-type]


# The command


def test_the_script_is_started_where_there_is_one(tmp_path: Path) -> None:
    host = a_host(tmp_path)
    script = make(host.scripts / "psoas-timer")
    assert command_here(None, host).words == (str(script), "--hidden")


@pytest.mark.parametrize("mode", [pytest.param(0o644, marks=POSIX), None])
def test_without_a_script_that_can_be_run_it_is_python_and_the_module(tmp_path: Path, mode: int | None) -> None:
    host = a_host(tmp_path)
    if mode:
        make(host.scripts / "psoas-timer", mode)
    assert command_here(None, host).words == (str(host.python), "-m", "psoas_timer", "--hidden")


@POSIX
def test_a_link_to_a_python_is_not_followed_out_of_its_environment(tmp_path: Path) -> None:
    host = a_host(tmp_path)
    host.python.parent.mkdir(parents=True)
    host.python.symlink_to(make(tmp_path / "usr" / "python3"))
    assert command_here(None, host).program == host.python


def test_the_folder_that_was_named_is_named_again_as_an_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = command_here(Path("my data"), a_host(tmp_path))
    assert command.words[-3:] == ("--hidden", "--data-dir", str(tmp_path / "my data"))


def test_an_app_image_is_started_and_not_what_is_in_it(tmp_path: Path) -> None:
    mounted = tmp_path / "mount"
    environ = {"APPIMAGE": str(tmp_path / "Psoas Timer.AppImage"), "APPDIR": str(mounted)}
    host = a_host(mounted, environ=environ)
    make(host.scripts / "psoas-timer")
    assert command_here(None, host).words == (str(tmp_path / "Psoas Timer.AppImage"), "--hidden")


def test_another_app_image_that_we_were_started_from_is_not_ours(tmp_path: Path) -> None:
    environ = {"APPIMAGE": str(tmp_path / "Terminal.AppImage"), "APPDIR": str(tmp_path / "mount")}
    host = a_host(tmp_path, environ=environ)
    script = make(host.scripts / "psoas-timer")
    assert command_here(None, host).program == script


def test_a_frozen_program_is_started_itself(tmp_path: Path) -> None:
    host = a_host(tmp_path, system="darwin", is_frozen=True)
    assert command_here(None, host).words == (str(host.python), "--hidden")


@pytest.mark.parametrize("name", ["pythonw.exe", "python.exe"])
def test_on_windows_no_console_is_opened_where_that_can_be_avoided(tmp_path: Path, name: str) -> None:
    make(tmp_path / name)
    make(tmp_path / "psoas-timer")
    host = a_host(tmp_path, system="win32", python=tmp_path / "python.exe", scripts=tmp_path)
    assert command_here(None, host).words == (str(tmp_path / name), "-m", "psoas_timer", "--hidden")


def test_the_command_of_this_very_run_is_absolute() -> None:
    command = command_here()
    assert command.program.is_absolute()
    assert command.program.is_file()


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
