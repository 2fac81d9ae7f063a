"""Listen in Settings on a virtual sound card: the voice and the breath are heard, and leaving the part ends them."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from psoas_timer.core.speech.spoken import TAKE_TIME
from psoas_timer.store.places import assets_dir
from psoas_timer.store.voice_clips import load_clips
from tests.systems import needs
from tests.virtual_card import PROGRAMS, RATE, Recorder, Signal, environment, sound_server

from .short_folder import make_short_folder

pytestmark = [needs(*PROGRAMS), pytest.mark.alone]

PATIENCE_S = 120
# A fade, and the way to the card.
FADED_S = 0.6


def rms(part: Signal) -> float:
    return float(np.sqrt(np.mean(part**2)))


def clip() -> Signal:
    """Return the sentence at the card's rate."""
    with wave.open(str(load_clips(assets_dir() / "voice" / "en").files[TAKE_TIME]), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0
        rate = file.getframerate()
    times = np.arange(round(len(samples) * RATE / rate)) / RATE
    return np.interp(times, np.arange(len(samples)) / rate, samples)


def test_voice_and_breath_are_heard_until_the_part_is_left(tmp_path: Path) -> None:
    with make_short_folder() as card, sound_server(card):
        recorder = Recorder(card)
        ran = subprocess.run(
            [sys.executable, "-m", "tests.listened_settings", str(tmp_path)],
            env=environment(card), capture_output=True, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        recording = recorder.stop()
    assert ran.returncode == 0, ran.stderr
    voice_s, breath_s, left_s = json.loads(ran.stdout.splitlines()[-1])
    _lag_s, sure = recording.find(clip(), voice_s + 2.0, 2.0)
    assert sure > 0.9, "the sentence was said"
    inhale = recording.samples[recording.index_at(left_s - 1.5) : recording.index_at(left_s)]
    after = recording.samples[recording.index_at(left_s + FADED_S) : recording.index_at(left_s + 1.2)]
    assert breath_s < left_s
    assert rms(inhale) > 0.003
    assert rms(after) < rms(inhale) / 30, "it fell silent"
