"""The system's voice, spoken by a silent engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound.system_voice import SystemVoice
from psoas_timer.lib.own_program import Side, side_command

PATIENCE_MS = 60_000


@pytest.fixture
def voice(qapp: object) -> Iterator[SystemVoice]:
    made = SystemVoice([*side_command(Side.SYSTEM_VOICE), "mock"])
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
    voice = SystemVoice([*side_command(Side.SYSTEM_VOICE), "no-such-engine"])
    with qtbot.waitSignal(voice.availability_changed, timeout=PATIENCE_MS):
        voice.open()
    assert not voice.is_available
    assert not voice.will_try_again
    voice.close()
