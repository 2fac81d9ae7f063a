"""A clip as it is heard in a session: over the breath, as loud as the program plays both at first."""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
from clips import ROOT
from engine import RATE, Signal

sys.path.insert(0, str(ROOT))

from psoas_timer.core.speech.sound import SoundChoice, SoundKind, Tone, amplitude_of
from psoas_timer.engine.sound.mixer import Mixer
from psoas_timer.engine.sound.speaker import Channel
from psoas_timer.engine.sound.synth import raise_speech, render
from psoas_timer.engine.sound.wav_format import RATE as MIXED_RATE
from psoas_timer.engine.sound.wav_format import write_wav

# A breath out of the usual length; it is loudest in its middle, so that is where the middle of the clip comes.
EXHALE_S = 6.0
# The breath that goes before and after the words.
AROUND_S = 1.0


def heard(clip: Signal) -> Signal:
    """Return ``clip`` at its own rate, under the program's own mix with the loudest part of a breath out."""
    choice, mixer = SoundChoice(), Mixer()
    mixer.set_volume(Channel.BREATH, amplitude_of(choice.breath_percent))
    mixer.set_volume(Channel.VOICE, amplitude_of(choice.voice_percent))
    length_s = len(clip) / RATE
    first_s = EXHALE_S / 2 - length_s / 2
    with tempfile.TemporaryDirectory() as name:
        voice = Path(name) / "voice.wav"
        samples = raise_speech(np.round(clip * 32767).astype(np.int16), RATE)
        write_wav(voice, samples.tobytes())
        breath_s = 0.0
        while breath_s > first_s - AROUND_S:
            breath_s -= EXHALE_S
        while breath_s < first_s + length_s + AROUND_S:
            mixer.arm(_breath(), Channel.BREATH, breath_s)
            breath_s += EXHALE_S
        mixer.arm(voice, Channel.VOICE, first_s)
        count = round((length_s + 2 * AROUND_S) * MIXED_RATE)
        blocks = [
            mixer.mix(first_s - AROUND_S + begin / MIXED_RATE, min(BLOCK, count - begin))
            for begin in range(0, count, BLOCK)
        ]
    return np.concatenate(blocks)[:: MIXED_RATE // RATE] / 32768


# Samples that the sound process mixes at a time.
BLOCK = MIXED_RATE // 50


@cache
def _breath() -> Path:
    """Return the file of a breath out, made once for this run."""
    path = Path(tempfile.mkdtemp()) / "breath.wav"
    return write_wav(path, render(Tone(SoundKind.EXHALE, EXHALE_S)).tobytes())
