"""The screen stays awake while it is held, on a session bus of the test's own, and by fakes for what goes wrong."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.desktop.wakefulness import REST_AFTER, Wakefulness
from tests.desktop.awake_services import ROOT, SCREEN_SAVER, StartService, bare, bus, start_awake
from tests.desktop.bus import NEEDS_BUS, PATIENCE_S
from tests.systems import LINUX

__all__ = ["bare", "bus", "start_awake"]  # pytest finds its fixtures by their names

HELD = "held Psoas Timer A breathing session is running"

HOLD = """
import sys
from PySide6.QtCore import QCoreApplication
from psoas_timer.desktop.wakefulness import Wakefulness
qt = QCoreApplication([])
awake = Wakefulness()
awake.hold()
qt.exec()
"""


@pytest.fixture
def awake(qtbot: QtBot, bare: None) -> Iterator[Wakefulness]:
    made = Wakefulness()
    yield made
    made.close()


@NEEDS_BUS
def test_the_screen_is_held_awake_and_let_go(start_awake: StartService, awake: Wakefulness) -> None:
    saver = start_awake(SCREEN_SAVER)
    awake.hold()
    awake.hold()  # it is held once
    assert saver.next_line() == HELD
    awake.release()
    assert saver.next_line() == "released"
    awake.hold()
    assert saver.next_line() == HELD


@NEEDS_BUS
def test_a_program_that_is_killed_holds_nothing(start_awake: StartService) -> None:
    saver = start_awake(SCREEN_SAVER)
    with subprocess.Popen([sys.executable, "-c", HOLD], cwd=ROOT) as program:
        assert saver.next_line() == HELD
        program.send_signal(signal.SIGKILL)
    assert saver.next_line() == "gone"


@NEEDS_BUS
def test_a_screen_saver_that_refuses_is_told(qtbot: QtBot, start_awake: StartService, awake: Wakefulness) -> None:
    saver = start_awake(SCREEN_SAVER, "--refuses")
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

    def renew(self) -> None:
        self.done.append("renew")
        if self._fails_to_leave:
            raise RuntimeError("the service is gone")

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


def test_what_does_not_last_is_said_again_until_it_is_released(qtbot: QtBot) -> None:
    lock = FakeLock(fails_to_leave=True)
    awake = Wakefulness(lambda: lock)
    awake.renew()
    awake.hold()
    awake.renew()
    awake.renew()
    awake.release()
    awake.renew()
    awake.close()
    assert lock.done == ["take", "renew", "renew", "leave"]


def test_a_session_that_stays_paused_lets_the_screen_sleep_until_it_goes_on(qtbot: QtBot) -> None:
    lock = FakeLock()
    paused = [True]
    awake = Wakefulness(lambda: lock, is_paused=lambda: paused[0])
    awake.hold()
    for _ in range(REST_AFTER + 5):
        awake.renew()
    paused[0] = False
    awake.renew()
    awake.renew()
    awake.close()
    assert lock.done == ["take", *["renew"] * (REST_AFTER - 1), "leave", "take", "renew", "leave"]
