"""The Run key of a registry that is a dictionary, and Task Manager's switch in it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import StartCommand
from psoas_timer.desktop.autostart.windows import APPROVED, NAME, RUN, Registry, UserRegistry, WindowsAutostart

DISABLED = bytes([3, 0, 0, 0, 0xD4, 0x0D, 0x43, 0x8D, 0xC8, 0x3B, 0xD9, 1])
ENABLED = bytes([2, *[0] * 11])


class FakeRegistry:
    """A registry that refuses when told to."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {("other", "value"): "mine"}
        self.refuses = False

    def read(self, key: str, name: str) -> object:
        self._answer()
        return self.values.get((key, name))

    def write(self, key: str, name: str, text: str) -> None:
        self._answer()
        self.values[key, name] = text

    def delete(self, key: str, name: str) -> None:
        self._answer()
        self.values.pop((key, name), None)

    def _answer(self) -> None:
        if self.refuses:
            raise PermissionError(13, "Access is denied")


class Desk:
    def __init__(self, folder: Path) -> None:
        self.program = folder / "my programs" / "pythonw.exe"
        self.program.parent.mkdir()
        self.program.touch()
        self.command = StartCommand(self.program, ("-m", "psoas_timer"))
        self.registry = FakeRegistry()
        self.told: list[object] = []
        self.autostart = self.make(self.command)

    def make(self, command: StartCommand) -> WindowsAutostart:
        made = WindowsAutostart(command, self.registry)
        made.changed.connect(self.told.append)
        made.failed.connect(self.told.append)
        return made

    @property
    def line(self) -> object:
        return self.registry.values.get((RUN, NAME))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_is_off_then_on_then_off_and_leaves_nothing(desk: Desk) -> None:
    assert not desk.autostart.is_on()
    desk.autostart.turn(True)
    assert (desk.autostart.is_on(), desk.line) == (True, f'"{desk.program}" -m psoas_timer --hidden')
    desk.registry.values[APPROVED, NAME] = ENABLED
    desk.autostart.turn(False)
    desk.autostart.turn(False)
    assert desk.told == [True, False, False]
    assert desk.registry.values == {("other", "value"): "mine"}


@pytest.mark.parametrize("approval", [DISABLED, b"\x07" + DISABLED[1:], b"\x63\x60\x60\x60"])
def test_what_task_manager_switched_off_stays_off_until_it_is_switched_on_here(desk: Desk, approval: bytes) -> None:
    desk.registry.values |= {(RUN, NAME): f'"{desk.program}" --hidden', (APPROVED, NAME): approval}
    before = dict(desk.registry.values)
    assert not desk.autostart.is_on()
    desk.autostart.refresh()
    assert desk.registry.values == before
    desk.autostart.turn(True)
    assert desk.autostart.is_on()
    assert (APPROVED, NAME) not in desk.registry.values


@pytest.mark.parametrize("approval", [ENABLED, b"\x06", b"\x00", b"", "3", None])
def test_what_task_manager_leaves_on_is_on(desk: Desk, approval: object) -> None:
    desk.registry.values |= {(RUN, NAME): f'"{desk.program}" --hidden', (APPROVED, NAME): approval}
    assert desk.autostart.is_on()


@pytest.mark.parametrize("value", ["C:\\gone.exe --hidden", '"C:\\gone away.exe" --hidden', "", 7, b"\x01"])
def test_what_starts_nothing_is_off(desk: Desk, value: object) -> None:
    desk.registry.values[RUN, NAME] = value
    assert not desk.autostart.is_on()


def test_a_program_that_has_moved_is_found_again(desk: Desk) -> None:
    desk.registry.values[RUN, NAME] = '"C:\\old place\\pythonw.exe" -m psoas_timer --hidden'
    desk.autostart.refresh()
    assert desk.line == subprocess.list2cmdline(desk.command.words)
    assert desk.told == [True]


def test_a_run_with_another_data_folder_is_a_guest(desk: Desk) -> None:
    line = f'"{desk.program}" -m psoas_timer --hidden'
    guest = desk.make(StartCommand(desk.program, (), Path("/tries")))
    for mine, other in ((line, guest), (f"{line} --data-dir /mine", guest), (f"{line} --data-dir D:", desk.autostart)):
        desk.registry.values[RUN, NAME] = mine
        other.refresh()
        assert desk.line == mine


def test_nothing_is_switched_on_by_a_refresh(desk: Desk) -> None:
    desk.autostart.refresh()
    assert (desk.line, desk.told) == (None, [False])


@pytest.mark.parametrize("on", [True, False])
def test_a_refusal_is_told(desk: Desk, on: bool) -> None:
    desk.registry.refuses = True
    desk.autostart.turn(on)
    (problem,) = desk.told
    assert isinstance(problem, Problem)
    assert "Access is denied" in str(problem)
    assert not desk.autostart.is_on()


def test_a_command_that_windows_would_not_start_is_told(desk: Desk) -> None:
    desk.make(StartCommand(Path("/") / ("a" * 260) / "pythonw.exe")).turn(True)
    (problem,) = desk.told
    assert isinstance(problem, Problem)
    assert "shorter path" in str(problem)
    assert desk.line is None


class FakeWinreg(ModuleType):
    """What of winreg is used."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[str, dict[str, tuple[object, int]]] = {}

    def OpenKey(
        self, root: str, key: str, reserved: int = 0, access: int = 1
    ) -> AbstractContextManager[dict[str, tuple[object, int]]]:
        if (root, reserved) != (self.HKEY_CURRENT_USER, 0) or key not in self.keys:
            raise FileNotFoundError(2, "There is no such key")
        return nullcontext(self.keys[key])

    def CreateKeyEx(
        self, root: str, key: str, reserved: int, access: int
    ) -> AbstractContextManager[dict[str, tuple[object, int]]]:
        self.keys.setdefault(key, {})
        return self.OpenKey(root, key, reserved, access)

    def QueryValueEx(self, opened: dict[str, tuple[object, int]], name: str) -> tuple[object, int]:
        if name not in opened:
            raise FileNotFoundError(2, "There is no such value")
        return opened[name]

    def SetValueEx(
        self, opened: dict[str, tuple[object, int]], name: str, reserved: int, kind: int, value: object
    ) -> None:
        opened[name] = (value, kind)

    def DeleteValue(self, opened: dict[str, tuple[object, int]], name: str) -> None:
        if name not in opened:
            raise FileNotFoundError(2, "There is no such value")
        del opened[name]


def test_the_persons_own_part_of_the_registry_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    winreg = FakeWinreg()
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    registry: Registry = UserRegistry()
    assert registry.read(RUN, NAME) is None
    registry.delete(RUN, NAME)
    registry.write(RUN, NAME, "a %b% c")
    assert registry.read(RUN, NAME) == "a %b% c"
    assert winreg.keys == {RUN: {NAME: ("a %b% c", 1)}}
    registry.delete(RUN, NAME)
    registry.delete(RUN, NAME)
    assert registry.read(RUN, NAME) is None
