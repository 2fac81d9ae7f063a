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
from psoas_timer.engine.sound.cache import (
    BED,
    KEEP_DAYS,
    MAX_FILES,
    MOST_REPAIRS,
    SoundCache,
    SoundMaker,
    UnusableClipError,
)
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


def test_a_file_is_on_the_disk_before_it_has_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("synced"), sync(handle)))
    monkeypatch.setattr(Path, "replace", lambda draft, path: (done.append("named"), replace(draft, path))[1])
    SoundCache(folder).make_tone(INHALE)
    assert done[:2] == ["synced", "named"]


def damage(path: Path, kind: str) -> None:
    """Do to a file what a power loss, a full disk or a bad disk does."""
    whole = path.read_bytes()
    middle = len(whole) // 2
    damaged = {
        "empty": b"",
        "cut off": whole[:middle],
        "zeros": bytes(len(whole)),
        "a flipped bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "longer": whole + b"\0\0",
        "of an older version": whole[:36] + whole[76:],
    }
    path.write_bytes(damaged[kind])


@pytest.mark.parametrize("kind", ["empty", "cut off", "zeros", "a flipped bit", "longer", "of an older version"])
@pytest.mark.parametrize("what", ["tone", "bed", "clip"])
def test_a_damaged_file_is_made_anew_and_said_in_the_log(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, kind: str, what: str
) -> None:
    clip = make_clip(tmp_path / "in.wav")
    make = {
        "tone": lambda: SoundCache(folder).make_tone(INHALE),
        "bed": lambda: SoundCache(folder).make_bed(),
        "clip": lambda: SoundCache(folder).make_clip(clip),
    }[what]
    path = make()
    whole = path.read_bytes()
    damage(path, kind)
    assert make() == path
    assert path.read_bytes() == whole
    assert [path.name in record.getMessage() for record in caplog.records] == [True]


def test_where_nothing_can_be_kept_sounds_are_made_in_a_temporary_place(tmp_path: Path) -> None:
    (tmp_path / "sounds").write_text("in the way")
    cache = SoundCache(tmp_path / "sounds")
    paths = [cache.make_tone(INHALE), cache.make_bed(), cache.make_clip(make_clip(tmp_path / "in.wav"))]
    assert all(read_wav(path)[0] for path in paths)
    assert cache.make_tone(INHALE) == paths[0], "made once"
    cache.close()
    assert not any(path.parent.exists() for path in paths)


def test_a_full_place_is_left_for_another(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [tmp_path / "first", tmp_path / "second"]
    for place in places:
        place.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(places[0]))
    monkeypatch.setattr("tempfile.tempdir", str(places[1]))
    full: list[Path] = [folder]

    def write(path: Path, samples: bytes, rate: int = RATE) -> Path:
        if any(path.is_relative_to(one) for one in full):
            raise OSError(28, "No space left on device")
        return write_wav(path, samples, rate)

    monkeypatch.setattr("psoas_timer.engine.sound.cache.write_wav", write)
    cache = SoundCache(folder)
    first = cache.make_tone(INHALE)
    full.append(places[0])
    second = cache.make_bed()
    assert first.is_relative_to(places[0]) and second.is_relative_to(places[1])
    assert first.exists(), "the sound process may still need it"
    cache.close()
    assert [list(place.iterdir()) for place in places] == [[], []]


@POSIX
def test_what_lies_in_a_folder_that_cannot_be_written_to_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = SoundCache(folder).make_tone(INHALE)

    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "utime", refuse)
    monkeypatch.setattr(synth, "render", lambda _tone: pytest.fail("rendered again"))
    assert SoundCache(folder).make_tone(INHALE) == path


@pytest.mark.parametrize("kind", ["missing", "empty", "cut off", "zeros", "text", "silence", "stereo", "a folder"])
def test_a_recording_that_cannot_be_played_is_refused_by_name(folder: Path, tmp_path: Path, kind: str) -> None:
    clip = make_clip(tmp_path / "in.wav")
    if kind in ("empty", "cut off", "zeros"):
        damage(clip, kind)
    elif kind == "text":
        clip.write_text("version https://git-lfs.github.com/spec/v1")
    elif kind == "silence":
        write_wav(clip, bytes(4000), 24_000)
    else:
        clip.unlink()
    if kind == "a folder":
        clip.mkdir()
    if kind == "stereo":
        with wave.open(str(clip), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(24_000)
            file.writeframes(b"\1\2" * 100)
    with pytest.raises(UnusableClipError, match=r"in\.wav"):
        SoundCache(folder).make_clip(clip)


def test_a_clip_comes_at_the_breaths_rate(folder: Path, tmp_path: Path) -> None:
    path = SoundCache(folder).make_clip(make_clip(tmp_path / "in.wav"))
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        assert file.getnframes() == RATE // 2


def test_a_clip_that_was_recorded_anew_is_made_anew(folder: Path, tmp_path: Path) -> None:
    cache = SoundCache(folder)
    first = cache.make_clip(make_clip(tmp_path / "in.wav"))
    assert cache.make_clip(make_clip(tmp_path / "in.wav", 0.6)) != first


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
def test_a_clip_of_another_rate_is_heard_too(folder: Path, tmp_path: Path, rate: int) -> None:
    samples, found = read_wav(SoundCache(folder).make_clip(make_clip(tmp_path / "in.wav", rate=rate)))
    assert (found, len(samples)) == (RATE, RATE)


def test_a_clip_of_the_breaths_rate_is_raised_as_all_are(folder: Path, tmp_path: Path) -> None:
    cache = SoundCache(folder)
    low, high = (cache.make_clip(make_clip(tmp_path / f"{rate}.wav", rate=rate)) for rate in (RATE // 2, RATE))
    levels = [
        np.sqrt(np.mean(np.square(np.frombuffer(read_wav(path)[0], dtype="<i2") / 32767.0))) for path in (low, high)
    ]
    assert levels[0] == pytest.approx(levels[1], rel=0.05)


def test_what_nobody_needs_goes(folder: Path) -> None:
    cache, now_s = SoundCache(folder), time.time()
    kept, old = cache.make_tone(INHALE), cache.make_bed()
    drafts = [folder / "x.part", folder / f".{kept.name}.x7_q"]
    for draft in drafts:
        draft.write_bytes(b"")
    for path in (old, *drafts):
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


class Disk:
    """A disk that takes nothing while it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = True
        monkeypatch.setattr("psoas_timer.engine.sound.cache.write_wav", self.write)

    def write(self, path: Path, samples: bytes, rate: int = RATE) -> Path:
        if self.is_full:
            raise OSError(28, "No space left on device")
        return write_wav(path, samples, rate)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def test_sounds_that_can_be_made_nowhere_are_told_once_and_made_when_there_is_room(
    tmp_path: Path, qtbot: QtBot, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psoas_timer.engine.sound.cache.RETRY_MS", 20)
    maker, problems, made = SoundMaker(tmp_path / "sounds"), [], []
    maker.failed.connect(problems.append)
    maker.recovered.connect(lambda told: made.append("recovered" if told is problems[0] else "another"))
    maker.tone_made.connect(lambda tone, _path: made.append(tone))
    tones = [INHALE, Tone(SoundKind.EXHALE, 1.0)]
    maker.want(tones)
    qtbot.waitUntil(lambda: len(problems) == 1)
    qtbot.wait(60)
    assert len(problems) == 1
    assert str(tmp_path) in str(problems[0])
    disk.is_full = False
    qtbot.waitUntil(lambda: set(made) == {"recovered", *tones})
    maker.close()


def test_a_recording_that_cannot_be_played_is_told_apart_and_not_tried_again(
    folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    maker, refused, problems = SoundMaker(folder), [], []
    maker.clip_refused.connect(refused.append)
    maker.failed.connect(problems.append)
    (tmp_path / "in.wav").write_bytes(b"")
    maker.want([INHALE], [tmp_path / "in.wav"])
    qtbot.waitUntil(lambda: refused == [tmp_path / "in.wav"])
    maker.close()
    assert not problems


def test_a_file_that_vanished_is_made_again_but_not_for_ever(folder: Path, qtbot: QtBot) -> None:
    maker, made = SoundMaker(folder), []
    maker.tone_made.connect(lambda _tone, path: made.append(path))
    maker.bed_made.connect(lambda _path: made.append(BED))
    maker.want([INHALE])
    qtbot.waitUntil(lambda: len(made) == 2)
    made[1].unlink()
    maker.repair(INHALE)
    qtbot.waitUntil(lambda: len(made) == 3)
    assert made[2].exists()
    for _time in range(MOST_REPAIRS + 2):
        maker.repair(INHALE)
    maker.repair(BED)
    qtbot.waitUntil(lambda: made[-1] == BED)
    maker.close()
    assert len(made) == 2 + MOST_REPAIRS + 1
