"""A sample is played once everything is ready, once, and gives way to the next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import Problem
from psoas_timer.core.speech.sound import SoundKind, Tone
from psoas_timer.engine.sound.sample import LEAD_S, SoundSample
from psoas_timer.engine.sound.speaker import Channel, Spoken
from tests.engine.fake_sound import Armed, FakeClock, FakeSpeaker

IN, OUT, CLIP = Tone(SoundKind.INHALE, 4.0), Tone(SoundKind.EXHALE, 6.0), Path("clip.wav")
BREATH = (Spoken(0.0, IN), Spoken(4.0, OUT))


class SlowMaker(QObject):
    """Makes a file when it is told to."""

    tone_made = Signal(object, object)
    clip_made = Signal(object, object)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[Tone | Path] = []
        self.is_closed = False

    def want(self, tones: Iterable[Tone], clips: Iterable[Path] = ()) -> None:
        self.wanted += [*tones, *clips]

    def finish(self) -> None:
        wanted, self.wanted = self.wanted, []
        for one in wanted:
            made = self.tone_made if isinstance(one, Tone) else self.clip_made
            made.emit(one, path_of(one))

    def close(self) -> None:
        self.is_closed = True


def path_of(sound: Tone | Path) -> Path:
    return Path(f"{sound.kind}.wav") if isinstance(sound, Tone) else Path("doubled.wav")


class Heard:
    """A sample with the speakers and makers that it has asked for."""

    def __init__(self, *, has_device: bool = True) -> None:
        self.clock = FakeClock()
        self.has_device = has_device
        self.speakers: list[FakeSpeaker] = []
        self.makers: list[SlowMaker] = []
        self.sample = SoundSample(self._make_speaker, self._make_maker, self.clock)  # type: ignore[arg-type]  # fakes
        self.ends = 0
        self.problems: list[Problem] = []
        self.sample.ended.connect(self._count)
        self.sample.failed.connect(self.problems.append)

    def _make_speaker(self) -> FakeSpeaker:
        made = FakeSpeaker(self.clock)
        made.has_said_no = not self.has_device
        self.speakers.append(made)
        return made

    def _make_maker(self) -> SlowMaker:
        self.makers.append(SlowMaker())
        return self.makers[-1]

    def _count(self) -> None:
        self.ends += 1


@pytest.fixture
def heard() -> Heard:
    return Heard()


def test_nothing_is_started_before_the_first_sample(heard: Heard) -> None:
    heard.sample.set_volume(Channel.VOICE, 50)
    heard.sample.stop()
    heard.sample.close()
    assert (heard.speakers, heard.makers) == ([], [])


def test_all_is_armed_together_when_its_files_are_there(heard: Heard) -> None:
    heard.sample.set_volume(Channel.BREATH, 50)
    heard.sample.play(BREATH, 10.0)
    (speaker,), (maker,) = heard.speakers, heard.makers
    assert speaker.armed == []
    heard.clock.now_s += 0.5
    maker.finish()
    from_s = heard.clock.now_s + LEAD_S
    assert speaker.armed == [
        Armed(path_of(IN), Channel.BREATH, from_s), Armed(path_of(OUT), Channel.BREATH, from_s + 4.0),
    ]  # fmt: skip
    assert speaker.loaded == {path_of(IN), path_of(OUT)}
    assert speaker.volumes[Channel.BREATH] == 0.25
    heard.sample.set_volume(Channel.BREATH, 100)
    assert speaker.volumes[Channel.BREATH] == 1.0, "also while it is heard"


def test_the_next_sample_stops_the_one_before(heard: Heard) -> None:
    heard.sample.play(BREATH, 10.0)
    heard.makers[0].finish()
    heard.sample.play((Spoken(0.0, CLIP),), 2.0)
    (speaker,) = heard.speakers
    assert speaker.released[-1][1] == tuple(Channel)
    assert speaker.armed == []
    heard.makers[0].finish()
    assert [one.channel for one in speaker.armed] == [Channel.VOICE]


def test_a_file_that_comes_too_late_is_not_played(heard: Heard) -> None:
    heard.sample.play(BREATH, 10.0)
    heard.sample.stop()
    heard.makers[0].finish()
    assert heard.speakers[0].armed == []


def test_a_file_that_is_known_is_played_at_once(heard: Heard) -> None:
    heard.sample.play(BREATH, 10.0)
    heard.makers[0].finish()
    heard.sample.stop()
    heard.sample.play(BREATH, 10.0)
    assert len(heard.speakers[0].armed) == 2


def test_it_tells_when_it_is_over(heard: Heard, qtbot: QtBot) -> None:
    heard.sample.play((Spoken(0.0, CLIP),), 0.0)
    with qtbot.waitSignal(heard.sample.ended):
        heard.makers[0].finish()


def test_without_a_device_it_says_what_to_do(qtbot: QtBot) -> None:
    heard = Heard(has_device=False)
    heard.sample.play(BREATH, 10.0)
    heard.sample.play(BREATH, 10.0)
    assert [str(one) for one in heard.problems] == [
        "There is nothing that could play a sound. Connect speakers or headphones, and press Listen again."
    ] * 2
    assert heard.ends == 2
    heard.speakers[0].appear(True)
    heard.sample.play(BREATH, 10.0)
    heard.makers[0].finish()
    assert len(heard.speakers[0].armed) == 2


def test_a_device_that_goes_ends_it(heard: Heard) -> None:
    heard.sample.play(BREATH, 10.0)
    heard.makers[0].finish()
    heard.speakers[0].appear(False)
    assert (heard.ends, len(heard.problems)) == (1, 1)
    heard.speakers[0].appear(True)
    heard.speakers[0].appear(False)
    assert heard.ends == 1, "nothing was playing"


def test_a_file_that_cannot_be_made_is_told_and_tried_again_with_the_next(heard: Heard) -> None:
    problem = Problem("No.", "Try again.")
    heard.sample.play(BREATH, 10.0)
    heard.makers[0].failed.emit(problem)
    assert (heard.problems, heard.ends, heard.makers[0].is_closed) == ([problem], 1, True)
    heard.sample.play(BREATH, 10.0)
    heard.makers[1].finish()
    assert len(heard.speakers[1].armed) == 2
