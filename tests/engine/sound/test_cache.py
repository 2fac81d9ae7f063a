"""The cache of rendered sounds: made once, completely or not at all, private, and not kept forever."""

from __future__ import annotations

import os
import stat
import time
import wave
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.speech.sound import SoundKind, SoundSet, Tone
from psoas_timer.engine.sound import synth
from psoas_timer.engine.sound.cache import KEEP_DAYS, MAX_FILES, SoundCache, SoundMaker
from psoas_timer.engine.sound.wav_format import RATE, read_wav, write_wav
from tests.systems import POSIX

INHALE = Tone(SoundKind.INHALE, 1.0)
DAY_S = 86_400.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sounds"


def make_clip(path: Path, seconds: float = 0.5, rate: int = 24_000) -> Path:
    return write_wav(path, (np.arange(round(seconds * rate)) % 100).astype("<i2").tobytes(), rate)


def test_a_tone_is_rendered_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = SoundCache(folder).make_tone(INHALE)
    monkeypatch.setattr(synth, "render", lambda _tone: pytest.fail("rendered again"))
    assert SoundCache(folder).make_tone(INHALE) == path
    assert len(read_wav(path)[0]) == round(1.1 * RATE) * 2


def test_what_differs_has_its_own_file_and_a_new_version_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = SoundCache(folder)
    tones = [
        INHALE,
        Tone(SoundKind.INHALE, 1.001),
        Tone(SoundKind.EXHALE, 1.0),
        Tone(SoundKind.INHALE, 1.0, SoundSet.WAVES),
    ]
    paths = {cache.make_tone(tone) for tone in tones}
    monkeypatch.setattr(synth, "VERSION", synth.VERSION + 1)
    paths |= {cache.make_tone(tone) for tone in tones}
    assert len(paths) == 8


@POSIX
def test_files_and_folder_are_private(folder: Path) -> None:
    path = SoundCache(folder).make_tone(INHALE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_file_that_cannot_be_finished_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_paths: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        SoundCache(folder).make_tone(INHALE)
    assert list(folder.iterdir()) == []


def test_a_clip_comes_at_the_breaths_rate(folder: Path, tmp_path: Path) -> None:
    path = SoundCache(folder).make_clip(make_clip(tmp_path / "in.wav"))
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        assert file.getnframes() == RATE // 2


def test_a_clip_that_was_recorded_anew_is_made_anew(folder: Path, tmp_path: Path) -> None:
    cache = SoundCache(folder)
    first = cache.make_clip(make_clip(tmp_path / "in.wav"))
    assert cache.make_clip(make_clip(tmp_path / "in.wav", 0.6)) != first


def test_a_clip_of_another_rate_is_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "in.wav", rate=44_100)
    assert SoundCache(folder).make_clip(clip) == clip


def test_what_nobody_needs_goes(folder: Path) -> None:
    cache, now_s = SoundCache(folder), time.time()
    kept, old, part = cache.make_tone(INHALE), cache.make_bed(), folder / "x.part"
    part.write_bytes(b"")
    for path in (old, part):
        os.utime(path, (now_s, now_s - (KEEP_DAYS + 1) * DAY_S))
    cache.prune(now_s)
    assert list(folder.iterdir()) == [kept]


def test_of_too_many_the_oldest_go(folder: Path) -> None:
    folder.mkdir()
    now_s = time.time()
    for number in range(MAX_FILES + 3):
        path = folder / f"{number}.wav"
        path.write_bytes(b"")
        os.utime(path, (now_s, now_s - number))
    SoundCache(folder).prune(now_s)
    assert len(list(folder.iterdir())) == MAX_FILES
    assert not (folder / f"{MAX_FILES}.wav").exists()


def test_using_a_file_keeps_it(folder: Path) -> None:
    cache, now_s = SoundCache(folder), time.time()
    path = cache.make_tone(INHALE)
    os.utime(path, (now_s, now_s - (KEEP_DAYS + 1) * DAY_S))
    cache.make_tone(INHALE)
    cache.prune(now_s)
    assert path.exists()


def test_the_maker_makes_each_wish_once_and_the_bed(folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    maker, made = SoundMaker(folder), []
    clip = make_clip(tmp_path / "in.wav")
    maker.tone_made.connect(lambda tone, path: made.append((tone, path)))
    maker.clip_made.connect(lambda said, path: made.append((said, path)))
    maker.bed_made.connect(lambda path: made.append(("bed", path)))
    maker.want([INHALE, INHALE], [clip])
    maker.want([INHALE], [clip])
    qtbot.waitUntil(lambda: len(made) == 3)
    maker.close()
    assert [wish for wish, _path in made] == ["bed", INHALE, clip]
    assert all(path.exists() for _wish, path in made)


def test_a_folder_that_cannot_be_made_is_told_once_and_costs_nothing_else(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "sounds").write_text("in the way")
    maker, problems = SoundMaker(tmp_path / "sounds"), []
    maker.failed.connect(problems.append)
    maker.want([INHALE, Tone(SoundKind.EXHALE, 1.0)])
    qtbot.waitUntil(lambda: len(problems) == 1)
    maker.close()
    qtbot.wait(20)
    assert len(problems) == 1
    assert str(tmp_path) in str(problems[0])
