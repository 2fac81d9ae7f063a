"""The real program on the test's own desktop: notices, a tray that comes late, the background, quitting."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import Status
from psoas_timer.core.reminder import FiringState
from psoas_timer.store.places import SESSIONS_FILE
from tests.desktop.bus import NEEDS_BUS, bus
from tests.desktop.fake_notification_service import Service, start_service
from tests.real_window import PATIENCE_S, Program, program, screen, wait_for
from tests.reminded_program import firings, remind_now

__all__ = ["bus", "program", "screen", "start_service"]  # pytest finds its fixtures by their names

pytestmark = NEEDS_BUS

StartService = Callable[..., Service]
ROOT = Path(__file__).resolve().parent.parent


class Watcher:
    """A tray that is there from now on, and which icons have registered with it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.status_notifier_watcher"], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert self.hear() == "ready"

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def watchers() -> Iterator[list[Watcher]]:
    made: list[Watcher] = []
    yield made
    for one in made:
        one.kill()


def practise_once(program: Program) -> None:
    """Start and leave the routine once, so that a reminder's Start begins it at once."""
    process = program.start("start", "short-one")
    wait_for(lambda: any(record.practised_s > 0 for record in program.sessions()), "practice")
    process.kill()
    process.wait()


def test_a_reminder_becomes_a_notice_whose_start_begins_the_routine(
    qtbot: QtBot, start_service: StartService, program: Program
) -> None:
    practise_once(program)
    remind_now(program)
    service = start_service()
    program.start("--hidden")
    asked = service.hear()
    assert asked["body"] == "0 of 5 this week. 1 minute on your back?"
    assert firings(program) == {FiringState.SHOWN: None}
    service.order("press last start")
    assert service.hear()["asked"] == "CloseNotification"
    wait_for(lambda: program.find_session(Status.RUNNING), "running session")
    wait_for(lambda: firings(program) == {FiringState.ANSWERED: None}, "answer")


def test_in_ten_minutes_comes_back_over_a_restart(qtbot: QtBot, start_service: StartService, program: Program) -> None:
    remind_now(program)
    service = start_service()
    process = program.start("--hidden")
    service.hear()
    service.order("press last snooze")
    service.hear()
    until = wait_for(lambda: firings(program).get(FiringState.SNOOZED), "snooze")
    assert timedelta(minutes=8) < until - datetime.now(UTC) <= timedelta(minutes=10)
    process.kill()
    process.wait()
    with closing(sqlite3.connect(program.folder / SESSIONS_FILE)) as connection, connection:
        connection.execute("UPDATE firing SET until_utc = ?", (f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}.000000Z",))
    program.start("--hidden")
    assert service.hear()["asked"] == "Notify"


def test_skip_today_keeps_quiet_over_a_restart(qtbot: QtBot, start_service: StartService, program: Program) -> None:
    remind_now(program)
    service = start_service()
    process = program.start("--hidden")
    service.hear()
    service.order("press last skip")
    assert service.hear()["asked"] == "CloseNotification"
    wait_for(lambda: firings(program) == {FiringState.SKIPPED: None}, "skipped day")
    process.kill()
    process.wait()
    program.start()
    program.focus_window()
    assert firings(program) == {FiringState.SKIPPED: None}
    assert not service.has_more


def test_a_click_opens_the_window(qtbot: QtBot, start_service: StartService, program: Program) -> None:
    remind_now(program)
    service = start_service()
    program.start("--hidden")
    service.hear()
    assert program.find_window("Psoas Timer") is None
    service.order("press last default")
    wait_for(lambda: program.find_window("Psoas Timer"), "window")


def test_without_a_service_a_window_reminds_and_takes_no_keys(bus: object, program: Program) -> None:
    remind_now(program)
    program.start("--hidden")
    window = wait_for(lambda: program.find_window("Psoas Timer reminder"), "window")
    assert program.focused_window != window
    assert firings(program) == {FiringState.SHOWN: None}


def test_without_a_bus_a_window_reminds(program: Program, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
    program.use_bus(f"unix:path={short_folder / 'nothing'}")
    remind_now(program)
    program.start("--hidden")
    wait_for(lambda: program.find_window("Psoas Timer reminder"), "window")


def test_a_tray_on_the_bus_does_not_ask_the_service_that_has_refused(
    qtbot: QtBot, start_service: StartService, program: Program, watchers: list[Watcher]
) -> None:
    remind_now(program)
    watchers.append(Watcher())
    service = start_service("--rude")
    program.start("--hidden")
    assert watchers[0].hear().startswith("registered")
    assert service.hear()["asked"] == "Notify"
    wait_for(lambda: program.find_window("Psoas Timer reminder"), "window")
    assert not service.has_more


def test_a_service_that_dies_is_told_again_when_it_is_back(
    qtbot: QtBot, start_service: StartService, program: Program
) -> None:
    remind_now(program)
    service = start_service("--no-actions")
    program.start("--hidden")
    assert service.hear()["actions"] == []
    service.kill()
    assert start_service().hear()["asked"] == "Notify"
    assert firings(program) == {FiringState.SHOWN: None}


def test_a_tray_that_comes_late_gets_the_icon_once_and_one_that_comes_back_too(
    bus: object, program: Program, watchers: list[Watcher]
) -> None:
    process = program.start("--hidden")
    wait_for(lambda: (program.folder / "psoas-timer.lock").exists(), "program")
    for _ in range(2):
        watchers.append(Watcher())
        assert watchers[-1].hear().startswith("registered")
        assert process.poll() is None
        watchers[-1].kill()


def test_a_hidden_one_is_opened_by_a_second_start_and_ended_by_a_key(bus: object, program: Program) -> None:
    first = program.start("--hidden")
    wait_for(lambda: any(program.folder.glob("sessions.sqlite3*")), "program")
    wait_for(lambda: program.start().wait() == 0, "answer to the second start")
    program.focus_window()
    assert program.start("--hidden").wait(PATIENCE_S) == 0
    assert first.poll() is None
    program.press("ctrl+q")
    assert first.wait(PATIENCE_S) == 0
