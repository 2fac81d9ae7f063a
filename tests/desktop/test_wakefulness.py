"""The screen stays awake while it is held, on a session bus of the test's own, and by fakes for what goes wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.wakefulness import Wakefulness
from tests.desktop.bus import NEEDS_BUS, PATIENCE_S, bus
from tests.systems import LINUX

__all__ = ["bus"]  # pytest finds its fixture by its name

ROOT = Path(__file__).resolve().parent.parent.parent

HOLD = """
import sys
from PySide6.QtCore import QCoreApplication
from psoas_timer.desktop.wakefulness import Wakefulness
qt = QCoreApplication([])
awake = Wakefulness()
awake.hold()
qt.exec()
"""


class ScreenSaver:
    """The fake screen saver and what it says, line by line."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.desktop.screen_saver", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()
        assert self.next_line() == "ready"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def next_line(self) -> str:
        return self._lines.get(timeout=PATIENCE_S)


StartSaver = Callable[..., ScreenSaver]


@pytest.fixture
def start_saver(bus: None) -> Iterator[StartSaver]:
    started: list[ScreenSaver] = []

    def start(*arguments: str) -> ScreenSaver:
        started.append(ScreenSaver(*arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()


@pytest.fixture
def awake(qtbot: QtBot) -> Iterator[Wakefulness]:
    made = Wakefulness()
    yield made
    made.close()


@NEEDS_BUS
def test_the_screen_is_held_awake_and_let_go(start_saver: StartSaver, awake: Wakefulness) -> None:
    saver = start_saver()
    awake.hold()
    awake.hold()  # it is held once
    assert saver.next_line() == "held"
    awake.release()
    assert saver.next_line() == "released"
    awake.hold()
    assert saver.next_line() == "held"


@NEEDS_BUS
def test_a_program_that_is_killed_holds_nothing(start_saver: StartSaver) -> None:
    saver = start_saver()
    with subprocess.Popen([sys.executable, "-c", HOLD], cwd=ROOT) as program:
        assert saver.next_line() == "held"
        program.send_signal(signal.SIGKILL)
    assert saver.next_line() == "gone"


@NEEDS_BUS
def test_a_screen_saver_that_refuses_is_told(qtbot: QtBot, start_saver: StartSaver, awake: Wakefulness) -> None:
    saver = start_saver("--refuses")
    with qtbot.waitSignal(awake.refused, timeout=int(PATIENCE_S * 1000)):
        awake.hold()
    assert saver.next_line() == "refused"


@NEEDS_BUS
def test_a_bus_without_a_screen_saver_is_told(qtbot: QtBot, bus: None, awake: Wakefulness) -> None:
    with qtbot.waitSignal(awake.refused, timeout=int(PATIENCE_S * 1000)):
        awake.hold()


@LINUX
@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
def test_no_bus_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, awake: Wakefulness, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with qtbot.waitSignal(awake.refused, timeout=int(PATIENCE_S * 1000)):
        awake.hold()


class FakeLock:
    """A system that grants the wish, and may fail when it is taken or taken back."""

    def __init__(self, *, fails_to_take: bool = False, fails_to_leave: bool = False) -> None:
        self._fails_to_take, self._fails_to_leave = fails_to_take, fails_to_leave
        self.done: list[str] = []

    def take(self) -> bool:
        self.done.append("take")
        if self._fails_to_take:
            raise OSError("nothing here")
        return True

    def leave(self) -> None:
        self.done.append("leave")
        if self._fails_to_leave:
            raise RuntimeError("the service is gone")


def test_what_is_held_is_let_go_when_the_program_closes(qtbot: QtBot) -> None:
    lock = FakeLock()
    awake = Wakefulness(lambda: lock)
    awake.hold()
    awake.close()
    awake.close()
    assert lock.done == ["take", "leave"]


def test_a_service_that_is_gone_is_no_fault(qtbot: QtBot) -> None:
    lock = FakeLock(fails_to_leave=True)
    awake = Wakefulness(lambda: lock)
    awake.hold()
    awake.release()
    awake.hold()
    awake.close()
    assert lock.done == ["take", "leave", "take", "leave"]


def test_a_library_that_breaks_ends_no_session(qtbot: QtBot) -> None:
    awake = Wakefulness(lambda: FakeLock(fails_to_take=True))
    with qtbot.waitSignal(awake.refused):
        awake.hold()
    awake.close()


def test_nothing_is_asked_before_it_is_held(qtbot: QtBot) -> None:
    lock = FakeLock()
    awake = Wakefulness(lambda: lock)
    awake.release()
    awake.close()
    assert lock.done == []
