"""What is heard when a volume is listened to: the breath that a session would play, or the voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.problem import Problem
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import SoundChoice, SoundKind, SoundSet, Tone
from psoas_timer.engine.sound.speaker import BREATH_VOLUME, Channel, Spoken
from psoas_timer.flows import listening
from psoas_timer.flows.listening import BREATH, VOICE, Listening, breath_sounds
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.voice_clips import load_clips


class FakeSample(QObject):
    """Remembers what it was to play."""

    ended = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.played: list[tuple[tuple[Spoken, ...], float]] = []
        self.volumes: dict[Channel, float] = {}
        self.stops = 0
        self.is_closed = False

    def play(self, sounds: Iterable[Spoken], lasts_s: float) -> None:
        self.played.append((tuple(sounds), lasts_s))

    def set_volume(self, channel: Channel, percent: float) -> None:
        self.volumes[channel] = percent

    def stop(self) -> None:
        self.stops += 1

    def close(self) -> None:
        self.is_closed = True


class Person:
    """Somebody who listens."""

    def __init__(self, folder: Path) -> None:
        self.preferences = Preferences(folder / "settings.json")
        self.sample = FakeSample()
        self.listening = Listening(self.preferences, folder, self.sample)  # type: ignore[arg-type]  # a fake
        self.heard: list[str] = []
        self.problems: list[Problem] = []
        self.listening.changed.connect(self.heard.append)
        self.listening.failed.connect(self.problems.append)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_the_breath_is_the_one_of_a_session(person: Person) -> None:
    pattern = BreathPattern(5, 1, 7, 2)
    settings = replace(Settings(), patterns={**Settings().patterns, "slow": pattern})
    assert breath_sounds(settings) == (
        (Spoken(0.0, Tone(SoundKind.INHALE, 5)), Spoken(5.0, Tone(SoundKind.EXHALE, 7))), 12.0,
    )  # fmt: skip
    bowls = replace(settings, sound=SoundChoice(sound_set=SoundSet.BOWLS))
    sounds, _lasts_s = breath_sounds(bowls)
    assert [(one.at_s, one.sound) for one in sounds] == [
        (0.0, Tone(SoundKind.INHALE, 4.0, SoundSet.BOWLS)), (5.0, Tone(SoundKind.EXHALE, 4.0, SoundSet.BOWLS)),
    ]  # fmt: skip


def test_breath_and_voice_are_played_as_loud_as_they_are_set(person: Person) -> None:
    person.listening.listen(BREATH, True)
    assert person.sample.played[-1] == breath_sounds(Settings())
    person.listening.listen(VOICE, True)
    (spoken,), lasts_s = person.sample.played[-1]
    assert isinstance(spoken.sound, Path) and spoken.sound.is_file()
    assert 1.0 < lasts_s < 6.0
    assert person.heard == [BREATH, VOICE]
    assert person.sample.stops == 2, "the breath stops when the voice starts"
    assert person.sample.volumes == {**dict.fromkeys(BREATH_VOLUME, 90.0), Channel.VOICE: 90.0}
    person.preferences.adjust(sound=SoundChoice(voice_percent=20))
    assert person.sample.volumes[Channel.VOICE] == 20.0, "also while it is heard"


def test_it_falls_silent_at_the_end_when_stopped_and_when_closed(person: Person) -> None:
    person.listening.listen(BREATH, True)
    person.sample.ended.emit()
    person.listening.listen(BREATH, True)
    person.listening.listen(BREATH, False)
    person.listening.close()
    assert person.heard == [BREATH, "", BREATH, "", ""]
    assert person.sample.is_closed
    assert len(person.sample.played) == 2


def test_a_voice_that_is_missing_is_told(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "load_clips", lambda _folder: load_clips(tmp_path))
    person.listening.listen(VOICE, True)
    assert len(person.problems) == 1 and person.heard[-1] == ""
    assert person.sample.played == []
