"""The launch agent in a person's own Library."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.desktop.autostart.base import StartCommand
from psoas_timer.desktop.autostart.macos import MacAutostart
from tests.systems import POSIX

pytestmark = POSIX  # here the file mode says what can be started; on other systems the name does


class Desk:
    def __init__(self, folder: Path) -> None:
        self.program = folder / "my programs" / "psoas-timer"
        self.program.parent.mkdir()
        self.program.touch(0o755)
        self.home = folder / "home"
        self.agent = self.home / "Library" / "LaunchAgents" / "io.github.psoas_timer.plist"
        self.told: list[object] = []
        self.autostart = self.make(StartCommand(self.program))

    def make(self, command: StartCommand) -> MacAutostart:
        made = MacAutostart(command, self.home)
        made.changed.connect(self.told.append)
        made.failed.connect(self.told.append)
        return made

    def put(self, **changes: Any) -> None:
        """Write an agent that is on, with these values besides or instead."""
        usual = {"ProgramArguments": [str(self.program), "--hidden"], "RunAtLoad": True}
        self.agent.parent.mkdir(parents=True, exist_ok=True)
        self.agent.write_bytes(plistlib.dumps({**usual, **changes}))

    def read(self) -> dict[str, Any]:
        found: dict[str, Any] = plistlib.loads(self.agent.read_bytes())
        return found


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_it_is_off_then_on_then_off_and_leaves_nothing(desk: Desk) -> None:
    assert not desk.autostart.is_on()
    desk.autostart.turn(True)
    assert desk.autostart.is_on()
    assert desk.read() == {
        "Label": "io.github.psoas_timer", "ProgramArguments": [str(desk.program), "--hidden"], "RunAtLoad": True,
        "ProcessType": "Interactive",
    }  # fmt: skip
    desk.autostart.turn(False)
    desk.autostart.turn(False)
    assert desk.told == [True, False, False]
    assert list(desk.agent.parent.iterdir()) == []


@pytest.mark.parametrize(
    "changes", [{"RunAtLoad": False}, {"Disabled": True}, {"ProgramArguments": []}, {"ProgramArguments": "sh"},
                {"ProgramArguments": [7]}],
)  # fmt: skip
def test_an_agent_that_starts_nothing_is_off_until_it_is_switched_on_here(desk: Desk, changes: dict[str, Any]) -> None:
    desk.put(**changes, Nice=5)
    before = desk.agent.read_bytes()
    desk.autostart.refresh()
    assert desk.agent.read_bytes() == before
    desk.autostart.turn(True)
    assert desk.told == [False, True]
    assert desk.read()["Nice"] == 5


@pytest.mark.parametrize("content", [b"", b"<plist", b"bplist00", b"\xff", plistlib.dumps(["a"])])
def test_what_is_no_agent_is_off_and_makes_room_for_one(desk: Desk, content: bytes) -> None:
    desk.agent.parent.mkdir(parents=True)
    desk.agent.write_bytes(content)
    assert not desk.autostart.is_on()
    desk.autostart.turn(True)
    assert desk.autostart.is_on()


def test_a_program_that_has_moved_is_found_again(desk: Desk) -> None:
    desk.put(Nice=5)
    moved = desk.program.rename(desk.program.with_name("moved"))
    assert not desk.autostart.is_on()
    later = desk.make(StartCommand(moved))
    later.refresh()
    assert later.is_on()
    assert (desk.read()["ProgramArguments"], desk.read()["Nice"]) == ([str(moved), "--hidden"], 5)


def test_a_run_with_another_data_folder_is_a_guest(desk: Desk) -> None:
    desk.put()
    before = desk.agent.read_bytes()
    desk.make(StartCommand(desk.program, (), desk.home)).refresh()
    assert desk.agent.read_bytes() == before


def test_nothing_is_switched_on_by_a_refresh(desk: Desk) -> None:
    desk.autostart.refresh()
    assert (desk.told, desk.home.exists()) == ([False], False)


def test_a_folder_in_the_place_is_told(desk: Desk) -> None:
    desk.agent.mkdir(parents=True)
    desk.autostart.turn(True)
    (problem,) = desk.told
    assert isinstance(problem, Problem)
    assert f"{desk.agent} is a folder" in str(problem)
