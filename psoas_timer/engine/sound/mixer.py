"""Mixes sound files into one signal, each at its time: the heart of the sound process. Imports numpy."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from psoas_timer.engine.sound.speaker import Channel
from psoas_timer.engine.sound.wav_format import RATE, read_wav

# Seconds from silence to full volume and back: for a start in the middle, a pause, a volume change.
FADE_S = 0.2
# The breath's gain during speech: -10 dB. It begins to drop this long before the first word, and comes back slowly.
DUCKED = 0.32
DUCK_LEAD_S = FADE_S
RETURN_S = 0.6
# Between two sentences that are closer than this it stays down: a breath that swells for half a second is unrest.
CLOSE_S = 1.2
# What is struck sounds at its full volume for this long, whoever speaks, and then gives way to speech.
STRIKE_S, STRUCK_FADE_S = 0.15, 0.3
# Above this a sum is bent, so that it never passes CEILING: -1 dB. At the volumes of a new person only a mark or a bowl
# in the loudest moment of a word comes there.
BENT, CEILING = 0.7, 0.89
# A mark or clip that is later than this is not played at all. A late breath joins at its current point.
LATE_S = 0.5

Signal = NDArray[np.float32]
Gain = Signal | float  # one number where it does not change within a block, which is nearly always
# There may be a gap of some samples between two blocks, when the device's clock was corrected.
_CRACK = RATE // 100
_STEP = 1.0 / (FADE_S * RATE)  # a gain changes by no more than this from sample to sample
_DUCK_STEP, _RETURN_STEP = (1.0 - DUCKED) / (DUCK_LEAD_S * RATE), (1.0 - DUCKED) / (RETURN_S * RATE)
_DUCKING = (Channel.BREATH, Channel.BOWL)  # what gives way to speech, and joins where it is when it comes late


@dataclass(slots=True)
class Voice:
    """A file that plays from ``due_s`` on: ``done`` counts the samples already played, None before it starts."""

    samples: NDArray[np.int16]
    channel: Channel
    due_s: float
    done: int | None = None
    fade: float = 1.0
    is_leaving: bool = False

    @property
    def end_s(self) -> float:
        return self.due_s + len(self.samples) / RATE


class Mixer:
    """Everything that is playing or will play. Times are when it is to be heard, in the host's seconds."""

    def __init__(self) -> None:
        self._files: dict[Path, NDArray[np.int16]] = {}
        self._voices: list[Voice] = []
        self._volume = dict.fromkeys(Channel, 1.0)
        self._gain = dict.fromkeys(Channel, 1.0)
        self._duck = 1.0
        self._spoken_s = -np.inf  # when words sounded last

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is playing or about to play."""
        return not self._voices

    def load(self, path: Path, channel: Channel) -> None:
        """Have a file ready. Raises OSError, EOFError or wave.Error if it cannot be played."""
        if path not in self._files:
            data, rate = read_wav(path)
            if rate != RATE:
                raise wave.Error(f"{path} has {rate} samples a second, not {RATE}")
            self._files[path] = np.frombuffer(data, dtype="<i2")

    def arm(self, path: Path, channel: Channel, due_s: float) -> None:
        """Play a file at ``due_s``; raises the same errors as ``load``."""
        self.load(path, channel)
        self._voices.append(Voice(self._files[path], channel, due_s))

    def cancel(self, after_s: float, *channels: Channel) -> None:
        """Cancel whatever is due after ``after_s`` and has not begun."""
        self._voices = [
            voice
            for voice in self._voices
            if voice.done is not None or voice.due_s <= after_s or voice.channel not in channels
        ]

    def release(self, *channels: Channel) -> None:
        """Cancel whatever has not begun, and fade out the rest."""
        self.cancel(-np.inf, *channels)
        for voice in self._voices:
            voice.is_leaving = voice.is_leaving or voice.channel in channels

    def hush(self, before_s: float, *channels: Channel) -> None:
        """Fade out what has begun, and cancel what is due before ``before_s``; what comes later stays."""
        self._voices = [
            voice
            for voice in self._voices
            if voice.done is not None or voice.due_s >= before_s or voice.channel not in channels
        ]
        for voice in self._voices:
            voice.is_leaving = voice.is_leaving or (voice.done is not None and voice.channel in channels)

    def set_volume(self, channel: Channel, volume: float) -> None:
        """Move a channel to ``volume``, 0 to 1 in amplitude, in a short fade."""
        self._volume[channel] = volume
        if not any(voice.channel is channel and voice.done is not None for voice in self._voices):
            self._gain[channel] = volume

    def mix(self, start_s: float, count: int) -> NDArray[np.int16]:
        """Return the next ``count`` samples; the first will be heard at ``start_s``."""
        out = np.zeros(count, dtype=np.float32)
        gains = {channel: self._move_gain(channel, count) for channel in Channel}
        duck = self._duck_over(start_s, count)
        for voice in self._voices:
            if voice.done is None:
                self._begin(voice, start_s, count)
            if voice.done is not None:
                self._add(voice, out, max(round((voice.due_s - start_s) * RATE), 0), gains[voice.channel], duck)
        self._voices = [voice for voice in self._voices if not _is_over(voice)]
        mixed: NDArray[np.int16] = np.rint(_bend(out) * 32767.0).astype(np.int16)
        return mixed

    def _begin(self, voice: Voice, start_s: float, count: int) -> None:
        """Start a voice that is due in this block or earlier."""
        first = round((voice.due_s - start_s) * RATE)
        if first >= count:
            return
        voice.done = 0
        if first < -_CRACK and voice.channel in _DUCKING:
            voice.done, voice.fade = -first, 0.0
        elif start_s - voice.due_s > LATE_S and voice.channel is not Channel.BED:
            voice.done = len(voice.samples)

    def _add(self, voice: Voice, out: Signal, first: int, gain: Gain, duck: Signal | None) -> None:
        """Add a voice's samples, from sample ``first`` of the block on if it begins in this block."""
        assert voice.done is not None
        first = first if voice.done == 0 else 0
        part = voice.samples[voice.done : voice.done + len(out) - first]
        if voice.channel is Channel.BED and len(part) < len(out) - first:
            part = np.take(voice.samples, np.arange(voice.done, voice.done + len(out) - first), mode="wrap")
        level = (gain if isinstance(gain, float) else gain[first : first + len(part)]) * np.float32(1.0 / 32767.0)
        if voice.is_leaving or voice.fade < 1.0:
            fade = voice.fade + np.arange(1, len(part) + 1, dtype=np.float32) * (-_STEP if voice.is_leaving else _STEP)
            fade = np.clip(fade, 0.0, 1.0)
            level = level * fade
            voice.fade = float(fade[-1]) if len(fade) else voice.fade
        if duck is not None and voice.channel in _DUCKING:
            left = duck[first : first + len(part)]
            level = level * (
                left if voice.channel is Channel.BREATH else np.maximum(left, _struck(voice.done, len(part)))
            )
        out[first : first + len(part)] += part * level
        voice.done += len(part)
        if voice.channel is Channel.BED:
            voice.done %= len(voice.samples)

    def _move_gain(self, channel: Channel, count: int) -> Gain:
        """Return a channel's gain for each sample of a block, moving towards its volume."""
        if self._gain[channel] == self._volume[channel]:
            return self._gain[channel]
        moved = _move(self._gain[channel], self._volume[channel], _STEP, count)
        self._gain[channel] = float(moved[-1]) if count else self._gain[channel]
        return moved

    def _duck_over(self, start_s: float, count: int) -> Signal | None:
        """Return the gain that speech leaves to the breath, for each sample of a block; None if it is 1 all over.

        It turns at the very sample at which speech says so, so it does not depend on how long the blocks are.
        """
        speech = [voice for voice in self._voices if voice.channel is Channel.VOICE and not voice.is_leaving]
        if not speech and self._duck == 1.0:
            return None
        turns = [round((at_s - start_s) * RATE) for one in speech for at_s in (one.due_s - DUCK_LEAD_S, one.end_s)]
        edges = sorted({0, count, *(turn for turn in turns if 0 < turn < count)})
        parts = []
        for first, end in pairwise(edges):
            is_down = self._gives_way(speech, start_s + (first + 0.5) / RATE, start_s + end / RATE)
            part = _move(self._duck, DUCKED if is_down else 1.0, _DUCK_STEP if is_down else _RETURN_STEP, end - first)
            self._duck = float(part[-1])
            parts.append(part)
        return np.concatenate(parts) if parts else None

    def _gives_way(self, speech: Sequence[Voice], from_s: float, to_s: float) -> bool:
        """Tell whether the breath gives way between two turns: to words, or in a short gap between words."""
        if any(one.due_s - DUCK_LEAD_S <= from_s < one.end_s for one in speech):
            self._spoken_s = to_s
            return True
        next_s = min((one.due_s for one in speech if one.due_s > from_s), default=np.inf)
        return bool(next_s - self._spoken_s < CLOSE_S)


def _move(gain: float, target: float, step: float, count: int) -> Signal:
    """Return a gain that moves from ``gain`` to ``target`` by ``step`` a sample."""
    if target == gain:
        return np.full(count, gain, dtype=np.float32)
    way = np.arange(1, count + 1, dtype=np.float32) * np.float32(step)
    moved = np.minimum(gain + way, target) if target >= gain else np.maximum(gain - way, target)
    return np.asarray(moved, dtype=np.float32)


def _struck(done: int, count: int) -> Signal:
    """Return how much of a stroke stands out, for ``count`` samples from sample ``done`` of its file on."""
    age_s = np.arange(done, done + count, dtype=np.float32) / RATE
    return np.clip(1.0 - (age_s - np.float32(STRIKE_S)) / np.float32(STRUCK_FADE_S), 0.0, 1.0)


def _bend(out: Signal) -> Signal:
    """Return the sum with its peaks bent below CEILING, without a corner."""
    size = np.abs(out)
    if np.max(size, initial=0.0) <= BENT:
        return out
    room = CEILING - BENT
    bent = np.where(size > BENT, BENT + room * np.tanh((size - BENT) / room), size)
    return np.asarray(np.copysign(bent, out), dtype=np.float32)


def _is_over(voice: Voice) -> bool:
    if voice.done is None:
        return False
    has_ended = voice.done >= len(voice.samples) and voice.channel is not Channel.BED
    return has_ended or (voice.is_leaving and voice.fade == 0.0)
