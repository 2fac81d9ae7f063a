"""The voice: every sentence that is said has a recording, and each is the sound file that the manifest describes."""

from __future__ import annotations

import hashlib
import json
import math
import sys
import wave
from array import array
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.speech import spoken
from psoas_timer.core.speech.spoken import all_texts, before_stage, within_stage
from psoas_timer.store.routines.routine_file import load_routines
from tests.heard_texts import heard_texts

ASSETS = Path(__file__).parents[1] / "assets"
FOLDER = ASSETS / "voice" / "en"
MANIFEST = FOLDER / "manifest.json"
REMEDY = "run packaging/voice/render.py, then judge.py (packaging/voice/README.md)"

RATE = 24_000
MOST_BYTES = 20_000_000  # all recordings together
LONGEST_S = 10.0
MOST_LEADING_S = 0.0850
SILENT = 10 ** (-50 / 20)  # of full scale, as the mean of 5 ms: nothing of speech is below
MOST_AT_ENDS = 0.001  # of full scale: more would be heard as a click
PEAKS = (0.15, 0.81)

# The phonemes that are a syllable each, and the silence around the speech in a recording.
VOWELS = frozenset("AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻɐ")
AROUND_SPEECH_S = 0.085
MOST_PACE, CALM_PACE = 5.0, (2.9, 3.5)  # syllables a second

# Instructions that are only shown, and what is heard at that moment instead.
SAID_BY_THE_PHASE = {
    "Let your ribs go, then breathe in.": spoken.RELEASE,
    "Breathe in whenever you want to.": spoken.WHENEVER,
    "Breathe in and set the foot down.": "Breathe in, foot down.",
    "Breathe in and lower it slowly.": "Breathe in, leg down.",
}


class Recording(NamedTuple):
    """A sound file's form and its samples, full scale being 32768."""

    form: tuple[int, int, int]
    samples: array[int]


@cache
def entries() -> list[dict[str, object]]:
    clips = json.loads(MANIFEST.read_text(encoding="utf-8"))["clips"]
    assert isinstance(clips, list)
    return clips


@cache
def heard() -> set[str]:
    return heard_texts(load_routines(ASSETS / "routines", FOLDER / "no-own-routines").routines, lengths())


@cache
def lengths() -> dict[str, float]:
    return {str(entry["text"]): float(str(entry["seconds"])) for entry in entries()}


@cache
def recordings() -> dict[str, Recording]:
    found = {}
    for path in sorted(FOLDER.glob("*.wav")):
        with wave.open(str(path), "rb") as file:
            samples = array("h", file.readframes(file.getnframes()))
            if sys.byteorder == "big":
                samples.byteswap()
            found[path.name] = Recording((file.getframerate(), file.getnchannels(), file.getsampwidth()), samples)
    return found


def test_everything_that_is_said_has_a_recording() -> None:
    loaded = load_routines(ASSETS / "routines", FOLDER / "no-own-routines")
    assert not loaded.faults
    missing = set(all_texts(loaded.routines)) - {entry["text"] for entry in entries()}
    assert not missing, f"no recording of {sorted(missing)}: {REMEDY}"


def test_nothing_is_recorded_that_nobody_says() -> None:
    texts = all_texts(load_routines(ASSETS / "routines", FOLDER / "no-own-routines").routines)
    unsaid = [entry["text"] for entry in entries() if entry["text"] not in texts]
    assert not unsaid, f"nobody says {unsaid}: {REMEDY}"


def test_everything_that_is_recorded_is_heard_in_some_session() -> None:
    never = [entry["text"] for entry in entries() if entry["text"] not in heard()]
    assert not never, f"these are never said: {never}"


def test_every_instruction_is_heard_in_some_form() -> None:
    """What is only shown is lost on closed eyes, unless the words for its phase say it."""
    routines = load_routines(ASSETS / "routines", FOLDER / "no-own-routines").routines
    only_shown = {
        one.words.for_side(side)
        for routine in routines
        for stage in routine.stages
        for one in stage.instructions
        for side in (tuple(Side) if stage.both_sides else (None,))
        if not before_stage(one, side) and not within_stage(one, side)
    }
    assert only_shown == set(SAID_BY_THE_PHASE)
    assert set(SAID_BY_THE_PHASE.values()) <= heard()


def test_the_voice_takes_its_time() -> None:
    """4.3 syllables a second is conversation; nobody follows a movement with closed eyes at more than 5."""
    syllables = {str(entry["text"]): sum(sign in VOWELS for sign in str(entry["phonemes"])) for entry in entries()}
    paces = {text: count / (lengths()[text] - AROUND_SPEECH_S) for text, count in syllables.items()}
    assert {text: pace for text, pace in paces.items() if pace > MOST_PACE} == {}
    whole = sum(syllables.values()) / sum(lengths()[text] - AROUND_SPEECH_S for text in syllables)
    assert CALM_PACE[0] <= whole <= CALM_PACE[1]


def test_the_folder_holds_the_manifests_files_each_once_and_nothing_else() -> None:
    files = [str(entry["file"]) for entry in entries()]
    assert sorted({path.name for path in FOLDER.iterdir()}) == sorted([*files, MANIFEST.name])
    assert len({entry["text"] for entry in entries()}) == len(files)


def test_each_file_is_the_one_that_was_made() -> None:
    changed = [
        entry["file"]
        for entry in entries()
        if hashlib.sha256((FOLDER / str(entry["file"])).read_bytes()).hexdigest() != entry["sha256"]
    ]
    assert not changed, REMEDY


def test_each_file_name_bears_the_hash_of_its_text() -> None:
    for entry in entries():
        digest = hashlib.sha256(str(entry["text"]).encode()).hexdigest()[:6]
        assert str(entry["file"]).endswith(f"-{digest}.wav"), entry


def test_every_recording_has_the_same_form() -> None:
    assert {name: found.form for name, found in recordings().items() if found.form != (RATE, 1, 2)} == {}


def test_every_recording_lasts_as_long_as_the_manifest_says() -> None:
    for entry in entries():
        seconds = len(recordings()[str(entry["file"])].samples) / RATE
        assert entry["seconds"] == pytest.approx(seconds, abs=0.001), entry
        assert 0.1 < seconds < LONGEST_S, entry


def test_speech_begins_at_once() -> None:
    late = {name: leading_s(found.samples) for name, found in recordings().items()}
    assert {name: seconds for name, seconds in late.items() if seconds > MOST_LEADING_S} == {}


def test_no_recording_begins_or_ends_with_a_click() -> None:
    bound = MOST_AT_ENDS * 32768
    loud = {name: (found.samples[0], found.samples[-1]) for name, found in recordings().items()}
    assert {name: ends for name, ends in loud.items() if max(map(abs, ends)) > bound} == {}


def test_no_recording_is_clipped_or_faint() -> None:
    peaks = {name: max(max(found.samples), -min(found.samples)) / 32768 for name, found in recordings().items()}
    assert {name: peak for name, peak in peaks.items() if not PEAKS[0] <= peak <= PEAKS[1]} == {}


def test_all_recordings_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_the_notice_and_the_manifest_say_that_the_voice_is_synthetic() -> None:
    assert "synthetic" in (ASSETS / "voice" / "NOTICE").read_text(encoding="utf-8")
    assert json.loads(MANIFEST.read_text(encoding="utf-8"))["synthetic"] is True


def leading_s(samples: array[int]) -> float:
    """Return the seconds before the first frame of 5 ms that is not silent."""
    frame = RATE // 200
    for begin in range(0, len(samples), frame):
        part = samples[begin : begin + frame]
        if math.sqrt(sum(sample * sample for sample in part) / len(part)) > SILENT * 32768:
            return begin / RATE
    return len(samples) / RATE
