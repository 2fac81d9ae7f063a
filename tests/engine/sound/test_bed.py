"""The bed of a session: started once, again on every new device, and ended shortly after the session."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.engine.sound.bed import Bed
from psoas_timer.engine.sound.speaker import Channel
from tests.engine.fake_sound import Armed, FakeClock, FakeSpeaker

FILE = Path("bed.wav")
HEARD = Armed(FILE, Channel.BED, 1000.0)


@pytest.fixture
def speaker(qapp: object) -> FakeSpeaker:
    return FakeSpeaker(FakeClock())


@pytest.fixture
def bed(speaker: FakeSpeaker) -> Bed:
    return Bed(speaker, speaker.clock)  # type: ignore[arg-type]


def test_it_waits_for_its_file_and_for_a_device(bed: Bed, speaker: FakeSpeaker) -> None:
    assert not bed.is_ready
    bed.begin()
    bed.take_file(FILE)
    assert bed.is_ready
    bed.begin()
    assert speaker.armed == []
    speaker.open()
    bed.begin()
    assert speaker.armed == [HEARD]


def test_it_begins_once_and_on_another_device_anew(bed: Bed, speaker: FakeSpeaker) -> None:
    bed.take_file(FILE)
    speaker.open()
    for _ in range(3):
        bed.begin()
    assert speaker.armed == [HEARD]
    bed.begin_anew()
    bed.begin()
    assert speaker.armed == [HEARD, HEARD]


def test_it_ends_when_it_is_told_unless_another_session_wants_it(bed: Bed, speaker: FakeSpeaker, qtbot: QtBot) -> None:
    bed.take_file(FILE)
    speaker.open()
    bed.begin()
    bed.end_in(0.001)
    bed.stay()
    qtbot.wait(5)
    assert speaker.released == []
    bed.end_in(0.001)
    qtbot.waitUntil(lambda: speaker.released == [(1000.0, (Channel.BED,))])
    bed.begin()
    assert speaker.armed[-1] == HEARD
