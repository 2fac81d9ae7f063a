"""The command that starts this very program again, however it was installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from psoas_timer.desktop.autostart.command import command_here
from tests.desktop.autostart.hosts import a_host, make
from tests.systems import POSIX


def test_the_script_is_started_where_there_is_one(tmp_path: Path) -> None:
    host = a_host(tmp_path)
    script = make(host.python.with_name("psoas-timer"))
    assert command_here(None, host).words == (str(script), "--hidden")


def test_a_script_that_is_kept_elsewhere_is_started_as_it_was(tmp_path: Path) -> None:
    script = make(tmp_path / ".local" / "bin" / "psoas-timer")
    assert command_here(None, a_host(tmp_path, started_as=script)).words == (str(script), "--hidden")


@pytest.mark.parametrize("mode", [pytest.param(0o644, marks=POSIX), None])
def test_without_a_script_that_can_be_run_it_is_python_and_the_package(tmp_path: Path, mode: int | None) -> None:
    host = a_host(tmp_path)
    if mode:
        make(host.python.with_name("psoas-timer"), mode)
    assert command_here(None, host).words == (str(host.python), str(host.package), "--hidden")


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
    make(host.python.with_name("psoas-timer"))
    assert command_here(None, host).words == (str(tmp_path / "Psoas Timer.AppImage"), "--hidden")


def test_another_app_image_that_we_were_started_from_is_not_ours(tmp_path: Path) -> None:
    environ = {"APPIMAGE": str(tmp_path / "Terminal.AppImage"), "APPDIR": str(tmp_path / "mount")}
    host = a_host(tmp_path, environ=environ)
    script = make(host.python.with_name("psoas-timer"))
    assert command_here(None, host).program == script


def test_a_frozen_program_is_started_itself(tmp_path: Path) -> None:
    host = a_host(tmp_path, system="darwin", is_frozen=True)
    assert command_here(None, host).words == (str(host.python), "--hidden")


@pytest.mark.parametrize("name", ["pythonw.exe", "python.exe"])
def test_on_windows_no_console_is_opened_where_that_can_be_avoided(tmp_path: Path, name: str) -> None:
    make(tmp_path / name)
    make(tmp_path / "psoas-timer")
    host = a_host(tmp_path, system="win32", python=tmp_path / "python.exe")
    assert command_here(None, host).words == (str(tmp_path / name), str(host.package), "--hidden")


def test_the_command_of_this_very_run_is_absolute() -> None:
    command = command_here()
    assert command.program.is_absolute()
    assert command.program.is_file()
