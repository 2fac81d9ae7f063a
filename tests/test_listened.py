"""Listen in Settings on a virtual sound card: the voice and the breath are heard, and leaving the part ends them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from psoas_timer.core.speech.spoken import TAKE_TIME
from psoas_timer.store.places import assets_dir
from psoas_timer.store.voice_clips import load_clips
from tests.systems import needs
from tests.virtual_card import PROGRAMS, Recorder, Recording, Signal, environment, read_clip, sound_server

from .short_folder import make_short_folder

pytestmark = [needs(*PROGRAMS), pytest.mark.alone]

PATIENCE_S = 120
# A fade, and the way to the card.
FADED_S = 0.6


def rms(part: Signal) -> float:
    return float(np.sqrt(np.mean(part**2)))


class Listened(NamedTuple):
    """When the voice was asked for, when the breath was, and when the part was left, by time.monotonic."""

    voice_s: float
    breath_s: float
    left_s: float
    recording: Recording


def record(data: Path) -> Listened:
    """Listen to the voice, then to the breath, and leave the part while it is heard."""
    with make_short_folder() as card, sound_server(card):
        recorder = Recorder(card)
        ran = subprocess.run(
            [sys.executable, "-m", "tests.listened_settings", str(data)],
            env=environment(card), capture_output=True, text=True, timeout=PATIENCE_S,
        )  # fmt: skip
        recording = recorder.stop()
    assert ran.returncode == 0, ran.stderr
    return Listened(*json.loads(ran.stdout.splitlines()[-1]), recording)


def test_the_voice_is_heard(recorded: Listened) -> None:
    sentence = read_clip(load_clips(assets_dir() / "voice" / "en").files[TAKE_TIME])
    _lag_s, sure = recorded.recording.find(sentence, recorded.voice_s + 2.0, 2.0)
    assert sure > 0.9, "the sentence was said"


def test_the_breath_is_heard_until_the_part_is_left(recorded: Listened) -> None:
    recording, left_s = recorded.recording, recorded.left_s
    inhale = recording.samples[recording.index_at(left_s - 1.5) : recording.index_at(left_s)]
    after = recording.samples[recording.index_at(left_s + FADED_S) : recording.index_at(left_s + 1.2)]
    assert recorded.breath_s < left_s
    assert rms(inhale) > 0.003
    assert rms(after) < rms(inhale) / 30, "it fell silent"
