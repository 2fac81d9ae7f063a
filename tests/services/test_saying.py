"""A single sentence is said in the best way there is: recorded, by the system's voice, or as a chime."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.services.preferences import Preferences
from psoas_timer.services.saying import CHIME, Saying
from psoas_timer.store.voice_clips import VoiceClips
from tests.services.fake_sounds import FakeSounds, FakeVoice

CLIP = Path("paused.wav")


class Mouth:
    def __init__(self, folder: Path) -> None:
        self.sounds, self.voice = FakeSounds(), FakeVoice()
        clips = VoiceClips({"Paused.": CLIP}, {"Paused.": 0.6})
        self.saying = Saying(self.sounds, self.voice, clips, Preferences(folder / "settings.json"))


@pytest.fixture
def mouth(qapp: object, tmp_path: Path) -> Mouth:
    return Mouth(tmp_path)


def test_what_is_recorded_is_played_and_the_other_voice_stops(mouth: Mouth) -> None:
    mouth.saying.say("Paused.")
    assert (mouth.sounds.said, mouth.voice.said, mouth.voice.hushed) == ([CLIP], [], 1)


def test_what_is_not_is_said_by_the_systems_voice_instead_of_the_recording(mouth: Mouth) -> None:
    mouth.voice.appear()
    mouth.saying.say("Think of the sea.")
    assert (mouth.sounds.said, mouth.voice.said, mouth.sounds.hushed) == ([], ["Think of the sea."], 1)


def test_without_any_voice_a_chime_rings(mouth: Mouth) -> None:
    mouth.saying.say("Think of the sea.")
    assert (mouth.sounds.said, mouth.voice.said) == ([CHIME], [])


def test_what_is_to_be_said_later_can_be_forgotten(mouth: Mouth, qtbot: QtBot) -> None:
    mouth.saying.say_later(0.0, "Paused.")
    mouth.saying.forget()
    mouth.saying.say_later(0.01, "Think of the sea.")
    qtbot.waitUntil(lambda: mouth.sounds.said == [CHIME])
    assert mouth.saying.waiting == []


def test_sentences_follow_each_other_and_what_is_left_of_them_is_returned(mouth: Mouth, qtbot: QtBot) -> None:
    end_s = mouth.saying.say_in_turn(("Paused.", "Think of the sea.", "Paused."), 0.0)
    assert end_s > 2 * 0.6 + mouth.saying.length_s("Think of the sea.") > 2.0
    qtbot.waitUntil(lambda: mouth.sounds.said == [CLIP])
    assert mouth.saying.forget() == ["Paused.", "Think of the sea.", "Paused."], "the first has only begun"
    assert mouth.saying.forget() == []
