"""Makes the sounds, as arrays of samples. Imports numpy: import this module only to render something."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from psoas_timer.core.breath.easing import ease_breath
from psoas_timer.core.speech.sound import MARKS, SoundKind, SoundSet, Tone
from psoas_timer.engine.sound.wav_format import RATE

Samples = NDArray[np.int16]
Signal = NDArray[np.float64]

# A new number makes every file again.
VERSION = 3
# No step from one sample to the next exceeds this share of full scale, in any file or in any mix of files at full
# volume. A click is a larger step than the sound itself makes; the brightest sound makes steps of 0.1.
MAX_STEP = 0.15

# Fades at the edges of a breath, in seconds. The final one lies after the phase, under the start of the next phase.
_ATTACK_S = 0.06
_RELEASE_S = 0.1
# Seconds in which the effort tone is let go: it drops by a fourth and fades.
_LET_GO_S = 0.9
_NOISE_SEED = 20_26
# Loudness (root mean square, share of full scale) of the breath with full lungs: -15 dB. With it and with SPEECH_GAIN a
# session at the volumes of a new person has -20 to -16 LUFS, as spoken programmes have
# (tests/trials/heard_whole.py measures it); less is lost in the room, on a laptop at half volume.
_FULL_RMS = 0.185
# The loudness with empty lungs as a share of that, so that the first moment of an inhale is heard.
_EMPTY_SHARE = 0.14
# No peak of the breath is higher, and none of speech, so that both together, the breath ducked, stay below full scale.
_PEAK = 0.6
SPEECH_PEAK = 0.8
# The recordings have -22 LUFS (packaging/voice/mastering.py); in a session speech is louder by this factor.
SPEECH_GAIN = 2.8
# Seconds around a peak of speech that are turned down with it.
_LIMITING_S = 0.01
_BED_S = 8.0
# -70 dB: inaudible in a room, but not the digital silence that puts Bluetooth speakers to sleep.
_BED_RMS = 0.0003


@dataclass(frozen=True, slots=True)
class Timbre:
    """Noise centred at ``empty_hz`` with empty lungs and at ``full_hz`` with full lungs, ``octaves`` wide.

    ``roughness`` is the share by which it swells, a few times a second, like water.
    """

    empty_hz: float
    full_hz: float
    octaves: float
    roughness: float = 0.0


# Our choice, by ear and by measurement: breathing in is bright and narrow, like air through the nose; breathing out is
# darker and wider, like a sigh.
TIMBRES = {
    (SoundSet.BREATH, SoundKind.INHALE): Timbre(380.0, 1500.0, 0.8),
    (SoundSet.BREATH, SoundKind.EXHALE): Timbre(180.0, 900.0, 1.1),
    (SoundSet.WAVES, SoundKind.INHALE): Timbre(300.0, 1000.0, 1.2, 0.12),
    (SoundSet.WAVES, SoundKind.EXHALE): Timbre(150.0, 1100.0, 1.4, 0.18),
}
_HUSH = Timbre(250.0, 250.0, 0.8)
# A plain hold, as a share of the breath's loudness: 38 dB below it, which is -61 dB.
_HUSH_SHARE = 0.0125

# The effort tone, for bowls the note of their stroke. Shares of its partials: loudspeakers of a laptop play nothing
# below 300 Hz, but the ear infers the low tone from its upper partials (the missing fundamental), so these are strong
# enough to be within 6 dB of the breath before it. Their phases are Schroeder's, which keep the peaks low.
_EFFORT_HZ = 110.0
_EFFORT_PARTIALS = (1.0, 0.85, 0.7, 0.55, 0.45, 0.35, 0.25, 0.15)
_EFFORT_RMS = 0.145

# Partials of a struck bowl: ratio to the lowest, share, and seconds until it falls to a third. The ratios are those of
# a free thin ring, 1 : 2.83 : 5.42 (Rayleigh, "The Theory of Sound", section 233); pairs 1.5 Hz apart make it beat.
_BOWL = ((1.0, 1.0, 1.6), (2.83, 0.35, 0.8), (5.42, 0.1, 0.35))
_BOWL_BEAT_HZ = 1.5
_BOWL_HZ = {
    SoundKind.INHALE: 396.0,
    SoundKind.HOLD: 297.0,
    SoundKind.EFFORT: 148.5,
    SoundKind.EXHALE: 264.0,
    SoundKind.EMPTY: 198.0,
}
_BOWL_SHARES = {SoundKind.HOLD: 0.5, SoundKind.EMPTY: 0.4}
_BOWL_PEAK = 0.4

# Notes of each mark: time in seconds, and Hz.
_NOTES: dict[SoundKind, tuple[tuple[float, float], ...]] = {
    SoundKind.STAGE: ((0.0, 330.0), (0.35, 440.0)),
    SoundKind.HALFWAY: ((0.0, 440.0),),
    SoundKind.ONE_MINUTE: ((0.0, 440.0), (0.5, 440.0)),
    SoundKind.LAST_BREATH: ((0.0, 294.0),),
    SoundKind.END: ((0.0, 528.0), (0.9, 440.0), (1.8, 330.0)),
    SoundKind.CHIME: ((0.0, 660.0),),
}
_MARK_PEAK = 0.22
# Bells fade this much faster than bowls, so that each note leaves room for the next.
_MARK_FALL = 0.3


def render(tone: Tone) -> Samples:
    """Return the samples of a tone, the same every time."""
    if tone.kind in MARKS:
        signal = _ring(_NOTES[tone.kind], tone.seconds, _MARK_PEAK, _MARK_FALL)
    elif tone.sound_set is SoundSet.BOWLS:
        signal = _bowl(tone)
    elif tone.kind is SoundKind.EFFORT:
        signal = _hum(tone.seconds, _EFFORT_HZ)
    elif tone.kind is SoundKind.HOLD:
        signal = _breathe(_HUSH, tone.seconds, lambda _share: 1.0) * _HUSH_SHARE
    elif tone.kind is SoundKind.INHALE:
        signal = _breathe(TIMBRES[tone.sound_set, tone.kind], tone.seconds, ease_breath)
    else:
        signal = _breathe(TIMBRES[tone.sound_set, tone.kind], tone.seconds, lambda share: 1.0 - ease_breath(share))
    return to_samples(signal)


def render_bed() -> Samples:
    """Return the quiet bed: noise that loops without a seam, as an inverse transform is periodic."""
    count = _count(_BED_S)
    [band] = _bands(count, (400.0,), 2.0)
    return to_samples(band * _BED_RMS)


def raise_speech(samples: Samples, rate: int) -> Samples:
    """Return a recording of ``rate`` samples a second as it is played: at RATE, as loud as a session wants it.

    One stream takes speech and breath, so both have one rate. 5 ms at each end are faded.
    """
    signal = samples.astype(np.float64) / 32767.0
    wide = _change_rate(signal, rate) if rate != RATE else signal
    return to_samples(_limit(wide * SPEECH_GAIN, SPEECH_PEAK) * _edges(len(wide), 0.005, 0.005))


def _change_rate(signal: Signal, rate: int) -> Signal:
    # Room, so that the end does not run into the start; whole periods of both rates, so that nothing is stretched.
    common = math.gcd(rate, RATE)
    step, wide_step = rate // common, RATE // common
    periods = -(-(len(signal) + round(0.05 * rate)) // step)
    spectrum = np.fft.rfft(np.concatenate((signal, np.zeros(periods * step - len(signal)))))
    count = round(len(signal) * RATE / rate)
    return np.asarray(np.fft.irfft(spectrum, periods * wide_step)[:count] * (RATE / rate))


def _limit(signal: Signal, peak: float) -> Signal:
    """Return ``signal`` with what surrounds a higher peak turned down, softly; without one it is unchanged."""
    needed = np.minimum(1.0, peak / np.maximum(np.abs(signal), 1e-9))
    if np.min(needed, initial=1.0) == 1.0:
        return signal
    half = _count(_LIMITING_S / 2)
    window = np.hanning(2 * half + 1)
    padded = np.pad(needed, 2 * half, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * half + 1).min(axis=1)
    return np.asarray(signal * np.convolve(lowest, window / window.sum(), "valid"))


def to_samples(signal: Signal) -> Samples:
    """Return numbers from -1 to 1 as 16-bit samples."""
    return np.rint(np.clip(signal, -1.0, 1.0) * 32767.0).astype(np.int16)


def loudness(fullness: Signal) -> Signal:
    """Return the loudness, 0 to 1, at each fullness of the lungs."""
    share: Signal = _EMPTY_SHARE + (1.0 - _EMPTY_SHARE) * fullness**0.7
    return share


def centre_hz(timbre: Timbre, fullness: Signal) -> Signal:
    """Return the centre of the noise at each fullness, in Hz, in even steps for the ear."""
    hz: Signal = timbre.empty_hz * (timbre.full_hz / timbre.empty_hz) ** fullness
    return hz


def _breathe(timbre: Timbre, seconds: float, fullness_at: Callable[[float], float]) -> Signal:
    """Return noise that follows the lungs over a phase and fades after its end."""
    count = _count(seconds + _RELEASE_S)
    share = np.linspace(0.0, 1.0, 201)  # between these points the curve is almost straight
    curve = np.array([fullness_at(float(one)) for one in share])
    fullness = np.interp(np.arange(count) / (seconds * RATE), share, curve)
    low, high = sorted((timbre.empty_hz, timbre.full_hz))
    octaves = np.log2(high / low)
    centres = low * 2.0 ** np.linspace(0.0, octaves, int(np.ceil(octaves / 0.6)) + 1)
    place = np.log2(centre_hz(timbre, fullness))
    weights = [np.exp(-0.5 * ((place - np.log2(centre)) / 0.45) ** 2) for centre in centres]
    total = np.sqrt(sum(weight**2 for weight in weights))
    bands = _bands(count, centres, timbre.octaves)
    noise = sum(band * weight for band, weight in zip(bands, weights, strict=True)) / total
    noise *= loudness(fullness) * _FULL_RMS * _edges(count, _ATTACK_S, _RELEASE_S)
    if timbre.roughness:
        noise *= 1.0 + timbre.roughness * _swell(count)
    return np.asarray(_PEAK * np.tanh(noise / _PEAK), dtype=np.float64)


def _bands(count: int, centres: Sequence[float] | Signal, octaves: float) -> list[Signal]:
    """Return noises of loudness 1, each around its centre in Hz and from its own seed, so that they add up as noise."""
    size = 2 ** int(np.ceil(np.log2(count))) if count < RATE * 8 else count
    hz = np.fft.rfftfreq(size, 1.0 / RATE)
    found: list[Signal] = []
    for centre in centres:
        distance = np.log2(np.maximum(hz, 1.0) / centre) / (octaves / 2.0)
        # The square root of hz gives octaves equal power, as in wind and water; there is nothing above 6 kHz.
        shape = np.exp(-0.5 * distance**2) / np.sqrt(np.maximum(hz, 20.0)) * (hz < 6000.0)
        phases = np.random.default_rng((_NOISE_SEED, round(centre))).uniform(0.0, 2.0 * np.pi, len(hz))
        band = np.fft.irfft(shape * np.exp(1j * phases), size)[:count]
        found.append(band / np.sqrt(np.mean(band**2)))
    return found


def _swell(count: int) -> Signal:
    """Return a slow random movement around 0, mostly from -1 to 1, below 3 Hz."""
    steps = np.random.default_rng(_NOISE_SEED).normal(0.0, 0.6, count // (RATE // 6) + 3)
    at = np.arange(count) / (RATE / 6)
    left = at.astype(np.int64)
    part = (1.0 - np.cos(np.pi * (at - left))) / 2.0
    unrest: Signal = steps[left] * (1.0 - part) + steps[left + 1] * part
    return np.clip(unrest, -1.0, 1.0)


def _hum(seconds: float, hz: float) -> Signal:
    """Return the effort tone: steady through the hold, then let go."""
    count, end = _count(seconds + _LET_GO_S), _count(seconds)
    let_go = np.clip((np.arange(count) - end) / (count - end), 0.0, 1.0)
    turn = np.cumsum(2.0 * np.pi * hz * 2.0 ** (-5.0 / 12.0 * let_go) / RATE)
    shares = np.array(_EFFORT_PARTIALS) * _EFFORT_RMS / np.sqrt(np.sum(np.square(_EFFORT_PARTIALS)) / 2.0)
    signal = sum(
        share * np.sin(turn * (index + 1) - np.pi * index * (index + 1) / len(shares))
        for index, share in enumerate(shares)
    )
    signal *= (1.0 + np.cos(np.pi * let_go)) / 2.0
    return np.asarray(signal * _edges(count, min(0.3, seconds / 3.0), 0.02), dtype=np.float64)


def _bowl(tone: Tone) -> Signal:
    """Return a bowl; while muscles work it hums on after its stroke, as one that is rubbed, until it is let go."""
    hz, peak = _BOWL_HZ[tone.kind], _BOWL_PEAK * _BOWL_SHARES.get(tone.kind, 1.0)
    if tone.kind is not SoundKind.EFFORT:
        return _ring(((0.0, hz),), tone.seconds, peak)
    hum = _hum(tone.seconds, hz)
    ring = _ring(((0.0, hz),), len(hum) / RATE, peak)
    return np.asarray(ring + hum, dtype=np.float64)


def _ring(notes: Sequence[tuple[float, float]], seconds: float, peak: float, fall: float = 1.0) -> Signal:
    """Return struck bowls, with each note (seconds, Hz) from its time on; ``fall`` below 1 makes them bells."""
    count = _count(seconds)
    signal = np.zeros(count)
    for at_s, hz in notes:
        at = np.arange(count - _count(at_s)) / RATE
        turn = 2.0 * np.pi * at
        note = sum(
            share
            * np.exp(-at / (fall * fall_s))
            * (np.sin(turn * hz * ratio) + np.sin(turn * (hz * ratio + _BOWL_BEAT_HZ)))
            for ratio, share, fall_s in _BOWL
        )
        signal[len(signal) - len(at) :] += note * _edges(len(at), 0.015, 0.5)
    return np.asarray(signal * (peak / np.max(np.abs(signal))), dtype=np.float64)


def _edges(count: int, attack_s: float, release_s: float) -> Signal:
    """Return a gain that rises from 0 in ``attack_s`` and falls to 0 in ``release_s``, both half a cosine."""
    gain = np.ones(count)
    for edge, side in ((_count(attack_s), slice(None)), (_count(release_s), slice(None, None, -1))):
        gain[side][:edge] *= (1.0 - np.cos(np.pi * np.arange(edge) / edge)) / 2.0
    return gain


def _count(seconds: float) -> int:
    return round(seconds * RATE)
