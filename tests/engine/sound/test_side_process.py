"""A real side process: it is asked, it answers, and another one is started when it dies."""

from __future__ import annotations

import sys

from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound.side_process import SideProcess

PATIENCE_MS = 60_000

READY_CODE = """print('{"is_available": true}', flush=True); input()"""  # ends with the first request
HOPELESS_CODE = "import sys; sys.exit(4)"


def test_a_hopeless_process_is_not_started_again(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess([sys.executable, "-c", HOPELESS_CODE])
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    assert not process.will_try_again
    process.close()


def test_a_process_that_dies_is_followed_by_another(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess([sys.executable, "-c", READY_CODE])
    seen: list[bool] = []
    process.availability_changed.connect(seen.append)
    process.open()
    qtbot.waitUntil(lambda: seen == [True], timeout=PATIENCE_MS)
    process.ask("end")
    qtbot.waitUntil(lambda: seen == [True, False, True], timeout=PATIENCE_MS)
    process.close()


def test_a_command_that_does_not_exist_is_said_and_costs_nothing(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess(["/nowhere/at-all"])
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    process.close()
