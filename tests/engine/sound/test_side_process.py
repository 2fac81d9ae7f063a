"""A real side process: it is asked, it answers, and another one is started when it dies, but not for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QTimer
from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound.side_process import LOOK_AGAIN_MS, MOST_RESTARTS, WITHIN_S, Outage, Restarts, SideProcess
from tests.moved_clock import MovedClock
from tests.systems import POSIX

PATIENCE_MS = 60_000

AVAILABLE = """print('{"is_available": true}', flush=True)\n"""
READY_CODE = AVAILABLE + "input()"  # ends with the first request
HOPELESS_CODE = "import sys; sys.exit(4)"
CRASHING_CODE = "import os, sys; print('no luck', file=sys.stderr, flush=True); os.kill(os.getpid(), 11)"
DEAF_CODE = AVAILABLE + "import time; time.sleep(600)"
NOISY_CODE = "print('ALSA lib: hello', flush=True); print('[1]', flush=True)\n" + AVAILABLE + "input()"
READER_CODE = """
import logging, os
from PySide6.QtCore import QCoreApplication, QTimer
from psoas_timer.engine.sound.side_process import WishReader
qt = QCoreApplication([])
reader = WishReader()
reader.report_faults()
reader.heard.connect(lambda wish: (DEED))
reader.left.connect(qt.quit)
QTimer.singleShot(0, lambda: reader.tell(is_available=True))
QTimer.singleShot(0, reader.listen)
qt.exec()
"""
FAULTY_CODE = READER_CODE.replace("DEED", "logging.getLogger('psoas_timer.some').warning('a bad %s', wish[0])")
HARDY_CODE = READER_CODE.replace("DEED", "os.kill(os.getpid(), 15), reader.tell(lives=True)")

Make = Callable[..., SideProcess]


@pytest.fixture
def make(qapp: object) -> Iterator[Make]:
    made: list[SideProcess] = []

    def make_process(code: str, **more: object) -> SideProcess:
        made.append(SideProcess([sys.executable, "-c", code], restart_ms=1, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make_process
    for process in made:
        process.close()


def test_restarts_have_an_end_that_time_or_a_wish_takes_back() -> None:
    clock = MovedClock()
    restarts = Restarts(clock)
    assert [restarts.may_restart() for _ in range(MOST_RESTARTS + 1)] == [True] * MOST_RESTARTS + [False]
    clock.now_s += WITHIN_S
    assert restarts.may_restart()
    for _ in range(MOST_RESTARTS):
        restarts.may_restart()
    assert not restarts.may_restart()
    restarts.forgive()
    assert restarts.may_restart()


def test_rare_ends_never_add_up() -> None:
    clock = MovedClock()
    restarts = Restarts(clock)
    for _ in range(50):
        clock.now_s += WITHIN_S / MOST_RESTARTS
        assert restarts.may_restart()


def test_a_hopeless_process_is_not_started_again(make: Make, qtbot: QtBot) -> None:
    process = make(HOPELESS_CODE)
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    assert not process.will_try_again
    assert process.outage is Outage.LACKS_PARTS


def test_a_process_that_dies_is_followed_by_another(make: Make, qtbot: QtBot) -> None:
    process = make(READY_CODE)
    seen: list[tuple[bool, Outage | None]] = []
    process.outage_changed.connect(lambda: seen.append((process.is_available, process.outage)))
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)
    process.ask("end")
    qtbot.waitUntil(lambda: len(seen) == 2, timeout=PATIENCE_MS)
    assert seen == [(False, Outage.RESTARTING), (True, None)]


def test_one_that_keeps_crashing_is_given_up_with_its_last_words_and_can_be_tried_again(
    make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    process = make(CRASHING_CODE)
    for _time in range(2):
        caplog.clear()
        process.open()
        process.try_again()
        qtbot.waitUntil(lambda: process.outage is Outage.KEEPS_ENDING, timeout=PATIENCE_MS)
        assert not process.will_try_again
        ends = [record.getMessage() for record in caplog.records if "signal 11" in record.getMessage()]
        assert len(ends) == MOST_RESTARTS + 1
        assert all("no luck" in one for one in ends)


def test_a_lost_device_is_looked_for_now_and_then_after_it_was_given_up(make: Make, qtbot: QtBot) -> None:
    process = make("import sys; sys.exit(3)")
    process.open()
    qtbot.waitUntil(lambda: process.outage is Outage.KEEPS_ENDING, timeout=PATIENCE_MS)
    assert process.will_try_again
    (timer,) = [one for one in process.findChildren(QTimer) if one.isActive()]
    assert timer.interval() == LOOK_AGAIN_MS


def test_to_open_it_once_more_does_not_wake_what_was_given_up(make: Make, qtbot: QtBot) -> None:
    process = make(CRASHING_CODE)
    process.open()
    qtbot.waitUntil(lambda: process.outage is Outage.KEEPS_ENDING, timeout=PATIENCE_MS)
    process.open()
    assert process.outage is Outage.KEEPS_ENDING


def test_one_that_was_closed_stays_closed(make: Make, qtbot: QtBot) -> None:
    """Settings that are saved while the program closes are applied, and ask for sound."""
    process = make(READY_CODE)
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)
    process.close()
    process.open()
    assert [one.state() for one in process.findChildren(QProcess)] == [QProcess.ProcessState.NotRunning]


def test_a_crash_by_the_signal_of_the_same_number_is_not_hopeless(make: Make, qtbot: QtBot) -> None:
    process = make(CRASHING_CODE.replace("11)", "4)"))
    with qtbot.waitSignal(process.outage_changed, timeout=PATIENCE_MS):
        process.open()
    assert process.outage is Outage.RESTARTING


def test_one_that_no_longer_answers_is_replaced(make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    process = make(DEAF_CODE, watch_ms=20)
    outages: list[Outage | None] = []
    process.outage_changed.connect(lambda: outages.append(process.outage))
    process.open()
    qtbot.waitUntil(lambda: Outage.RESTARTING in outages, timeout=PATIENCE_MS)
    assert any("does not answer" in record.getMessage() for record in caplog.records)


def test_one_that_answers_stays(make: Make, qtbot: QtBot) -> None:
    process = make(FAULTY_CODE, watch_ms=100)
    outages: list[Outage | None] = []
    process.outage_changed.connect(lambda: outages.append(process.outage))
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)
    qtbot.wait(1000)  # twice as long as one that is deaf would live
    assert outages == []


def test_a_warning_inside_the_process_reaches_the_log(
    make: Make, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    process = make(FAULTY_CODE)
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)
    process.ask("sound")
    qtbot.waitUntil(lambda: any("a bad sound" in one.getMessage() for one in caplog.records), timeout=PATIENCE_MS)


def test_a_signal_to_all_is_left_to_the_program(make: Make, qtbot: QtBot) -> None:
    process = make(HARDY_CODE)
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)
    with qtbot.waitSignal(process.told, timeout=PATIENCE_MS) as told:
        process.ask("die")
    assert told.args == [{"lives": True}]
    process.close()
    assert process.outage is None


def test_what_a_library_writes_does_no_harm(make: Make, qtbot: QtBot) -> None:
    process = make(NOISY_CODE)
    process.open()
    qtbot.waitUntil(lambda: process.is_available, timeout=PATIENCE_MS)


def test_a_command_that_does_not_exist_is_said_and_costs_nothing(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess(["/nowhere/at-all"])
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    assert process.outage is Outage.NOT_STARTED
    process.try_again()
    process.close()


@POSIX
def test_a_process_whose_input_cannot_be_read_ends_rather_than_outlive_the_program(tmp_path: Path) -> None:
    unreadable = os.open(tmp_path / "input", os.O_WRONLY | os.O_CREAT)
    try:
        command = [sys.executable, "-c", FAULTY_CODE]
        done = subprocess.run(command, stdin=unreadable, capture_output=True, text=True, timeout=PATIENCE_MS / 1000)
    finally:
        os.close(unreadable)
    assert done.returncode == 0
    assert "cannot be read any more" in done.stdout
