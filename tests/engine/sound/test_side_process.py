"""A real process beside the program: it is asked, it answers, and it is followed by another when it dies."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound.side_process import SideProcess, side_command
from psoas_timer.engine.sound.system_voice import SystemVoice

PATIENCE_MS = 60_000
READY_CODE = """print('{"is_available": true}', flush=True); input()"""
HOPELESS_CODE = "import sys; sys.exit(4)"


@pytest.fixture
def voice(qapp: object) -> Iterator[SystemVoice]:
    made = SystemVoice([*side_command("system_voice_host"), "mock"])
    yield made
    made.close()


def test_the_systems_voice_says_a_sentence_in_a_process_of_its_own(voice: SystemVoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(voice.availability_changed, timeout=PATIENCE_MS):
        voice.open()
    assert voice.is_available
    heard: list[bool] = []
    voice.speaking_changed.connect(heard.append)
    voice.say("Think of the sea.", 0.8)
    qtbot.waitUntil(lambda: heard == [True, False], timeout=PATIENCE_MS)


def test_what_is_being_said_can_be_broken_off(voice: SystemVoice, qtbot: QtBot) -> None:
    with qtbot.waitSignal(voice.availability_changed, timeout=PATIENCE_MS):
        voice.open()
    heard: list[bool] = []
    voice.speaking_changed.connect(heard.append)
    voice.say(" ".join(["sea"] * 500), 0.8)  # minutes of it
    qtbot.waitUntil(lambda: heard == [True], timeout=PATIENCE_MS)
    voice.hush()
    qtbot.waitUntil(lambda: heard == [True, False], timeout=PATIENCE_MS)


def test_an_engine_that_is_not_there_is_no_voice_and_not_asked_again(qapp: object, qtbot: QtBot) -> None:
    voice = SystemVoice([*side_command("system_voice_host"), "no-such-engine"])
    with qtbot.waitSignal(voice.availability_changed, timeout=PATIENCE_MS):
        voice.open()
    assert not voice.is_available
    assert not voice._timer.isActive()
    voice.close()


def test_a_hopeless_process_is_not_started_again(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess([sys.executable, "-c", HOPELESS_CODE])
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    assert not process._timer.isActive()
    process.close()


def test_a_process_that_dies_is_followed_by_another(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess([sys.executable, "-c", READY_CODE])
    seen: list[bool] = []
    process.availability_changed.connect(seen.append)
    process.open()
    qtbot.waitUntil(lambda: seen == [True], timeout=PATIENCE_MS)
    assert process._process is not None
    process._process.kill()
    qtbot.waitUntil(lambda: seen == [True, False, True], timeout=PATIENCE_MS)
    process.close()


def test_a_command_that_does_not_exist_is_said_and_costs_nothing(qapp: object, qtbot: QtBot) -> None:
    process = SideProcess(["/nowhere/at-all"])
    with qtbot.waitSignal(process.availability_changed, timeout=PATIENCE_MS):
        process.open()
    assert not process.is_available
    process.close()
