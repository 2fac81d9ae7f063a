"""What the program asks of the sound process, read by a stand-in process that echoes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.speech.sound import MARKS, SoundKind, SoundSet, Tone
from psoas_timer.engine.sound.speaker import Channel, Speaker, channel_of

PATIENCE_MS = 60_000
ECHO = """
import json, sys
print('{"is_available": true}', flush=True)
for line in sys.stdin:
    print(json.dumps({"wish": json.loads(line)}), flush=True)
"""


@pytest.fixture
def speaker(qtbot: QtBot) -> Iterator[Speaker]:
    made = Speaker([sys.executable, "-c", ECHO])
    yield made
    made.close()


def test_each_wish_reaches_the_process_as_one_list(speaker: Speaker, qtbot: QtBot) -> None:
    heard: list[object] = []
    speaker.told.connect(lambda told: heard.append(told["wish"]))
    speaker.release(Channel.BED)  # no process yet: dropped
    with qtbot.waitSignal(speaker.availability_changed, timeout=PATIENCE_MS):
        speaker.open()
    speaker.load(Path("in.wav"), Channel.BREATH)
    speaker.arm(Path("Größe.wav"), Channel.VOICE, 12.5)
    speaker.cancel(3.0, Channel.BREATH, Channel.MARK)
    speaker.hush(4.0, Channel.VOICE)
    speaker.release(*Channel)
    speaker.set_volume(Channel.MARK, 0.25)
    qtbot.waitUntil(lambda: len(heard) == 6, timeout=PATIENCE_MS)
    assert heard == [
        ["load", "in.wav", "breath"], ["arm", "Größe.wav", "voice", 12.5], ["cancel", 3.0, "breath", "mark"],
        ["hush", 4.0, "voice"],
        ["release", "breath", "bowl", "mark", "voice", "bed"], ["set_volume", "mark", 0.25],
    ]  # fmt: skip


@pytest.mark.parametrize("kind", list(SoundKind))
def test_marks_breaths_and_clips_have_channels_of_their_own(kind: SoundKind) -> None:
    assert channel_of(Tone(kind, 1.0)) is (Channel.MARK if kind in MARKS else Channel.BREATH)
    assert channel_of(Tone(kind, 1.0, SoundSet.BOWLS)) is (Channel.MARK if kind in MARKS else Channel.BOWL)
    assert channel_of(Path("a.wav")) is Channel.VOICE
