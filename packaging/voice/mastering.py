"""Turns the engine's sound into a clip: trimmed, without rumble, equally loud, faded at both ends."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
from engine import FRAME_S, RATE, Signal, levels

VERSION = 3  # raise it when anything here changes the sound: every clip is then made again

LOUDNESS = -22.0  # LUFS of the speech itself, silences left out
PEAK = 0.8  # of full scale; if a plosive would exceed it, LIMITING_S around it are turned down
LIMITING_S = 0.01
LOWEST_HZ = 70.0  # below this there is no speech of this voice, only rumble and the mean

SILENT_DB = -52.0  # of full scale; a frame below this is silence
KEPT_BEFORE_S, KEPT_AFTER_S = 0.025, 0.06
FADE_IN_S, FADE_OUT_S = 0.008, 0.03

# The signs of the phonemes that are a syllable each.
VOWELS = set("AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻɐ")


def master(said: Signal) -> Signal:
    """Return the clip for what was ``said``."""
    clean = _high_pass(said)
    gain = 10 ** ((LOUDNESS - loudness(clean)) / 20)
    clip = _trim(_limit(clean * gain))
    rise, fall = round(FADE_IN_S * RATE), round(FADE_OUT_S * RATE)
    clip[:rise] *= np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    clip[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return clip


def loudness(clip: Signal) -> float:
    """Return the loudness of the speech in LUFS: K-weighted, over the frames within 20 dB of the loudest.

    ITU-R BS.1770 gates over blocks of 400 ms; many of these clips are shorter, so the frames here have 20 ms.
    """
    spectrum = np.fft.rfft(clip, 2 * len(clip))
    weighted = np.fft.irfft(spectrum * _k_weight(np.fft.rfftfreq(2 * len(clip), 1 / RATE)))[: len(clip)]
    level = levels(weighted, 0.02)
    active = level[level > level.max() - 20]
    return float(-0.691 + 10 * np.log10(np.mean(10 ** (active / 10))))


def write_wave(path: Path, clip: Signal) -> None:
    """Write ``clip`` as 16-bit mono."""
    samples = np.round(np.clip(clip, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def read_wave(path: Path) -> Signal:
    """Return the samples of a clip, full scale being 1."""
    with wave.open(str(path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return np.asarray(samples / 32768, np.float64)


def silences(clip: Signal) -> tuple[float, float, float]:
    """Return the seconds of silence before, after and, the longest, within the speech."""
    loud = np.nonzero(levels(clip) > SILENT_DB)[0]
    within = np.diff(loud).max(initial=1) - 1
    return float(loud[0] * FRAME_S), float(len(clip) / RATE - (loud[-1] + 1) * FRAME_S), float(within * FRAME_S)


def count_syllables(phonemes: str) -> int:
    """Return how many syllables are said, at least one."""
    return max(1, sum(sign in VOWELS for sign in phonemes))


def pace(clip: Signal, phonemes: str) -> float:
    """Return the syllables a second of a clip from its first sound to its last, pauses between them included."""
    before, after, _ = silences(clip)
    return count_syllables(phonemes) / (len(clip) / RATE - before - after)


def _trim(said: Signal) -> Signal:
    """Return ``said`` with KEPT_BEFORE_S and KEPT_AFTER_S of silence around the speech."""
    before, after, _ = silences(said)
    begin = round((before - KEPT_BEFORE_S) * RATE)
    end = round(len(said) - (after - KEPT_AFTER_S) * RATE)
    padded = np.concatenate([np.zeros(max(0, -begin)), said[max(0, begin) : end], np.zeros(max(0, end - len(said)))])
    return np.asarray(padded)


def _limit(clip: Signal) -> Signal:
    """Return ``clip`` with its peaks turned down to PEAK, softly; a clip without peaks is returned unchanged."""
    if np.abs(clip).max() <= PEAK:
        return clip
    half = round(LIMITING_S * RATE / 2)
    needed = np.pad(np.minimum(1, PEAK / np.maximum(np.abs(clip), PEAK)), 2 * half, constant_values=1)
    held = np.lib.stride_tricks.sliding_window_view(needed, 2 * half + 1).min(axis=1)
    window = np.hanning(2 * half + 1)
    return clip * np.convolve(held, window / window.sum(), "valid")


def _high_pass(said: Signal) -> Signal:
    """Return ``said`` without frequencies below LOWEST_HZ, and without shifting it in time."""
    size = 2 * len(said)
    ratio = (np.fft.rfftfreq(size, 1 / RATE) / LOWEST_HZ) ** 4
    return np.asarray(np.fft.irfft(np.fft.rfft(said, size) * ratio / (1 + ratio), size)[: len(said)])


def _k_weight(hertz: Signal) -> Signal:
    """Return the gain of the K-weighting of ITU-R BS.1770 at each frequency, from its two analogue prototypes."""
    turn = 1j * hertz
    shelf_hz, shelf_q, shelf_gain = 1681.97, 0.7072, 10 ** (3.99984 / 20)
    middle_gain = shelf_gain**0.4997
    shelf = (shelf_gain * turn**2 + middle_gain * shelf_hz / shelf_q * turn + shelf_hz**2) / (
        turn**2 + shelf_hz / shelf_q * turn + shelf_hz**2
    )
    pass_hz, pass_q = 38.135, 0.5003
    high_pass = turn**2 / (turn**2 + pass_hz / pass_q * turn + pass_hz**2)
    return np.abs(shelf * high_pass)
