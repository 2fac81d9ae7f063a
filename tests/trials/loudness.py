"""How loud a recording is, as broadcasters measure it: ITU-R BS.1770-5 for one channel of 48,000 samples a second.

Two loudspeakers that play the same channel are 3 LU louder than the figure for one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Signal = NDArray[np.float64]

# The two filters of the K weighting at 48 kHz: numerator, denominator (BS.1770-5, annex 1, tables 1 and 2).
_FILTERS = (
    ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
_OFFSET = -0.691
_BLOCK_S, _HOP_S = 0.4, 0.1
_ABSOLUTE, _RELATIVE = -70.0, -10.0
_CHUNK = 1 << 20
_ROOM = 1 << 15  # samples after which both filters have died away


def weigh(samples: Signal) -> Signal:
    """Return ``samples`` with the K weighting."""
    size = _CHUNK + _ROOM
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(len(turn), dtype=np.complex128)
    for above, below in _FILTERS:
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    weighed = np.zeros(len(samples) + size)
    for first in range(0, len(samples), _CHUNK):
        weighed[first : first + size] += np.fft.irfft(np.fft.rfft(samples[first : first + _CHUNK], size) * response)
    return weighed[: len(samples)]


def integrated_lufs(samples: Signal) -> float:
    """Return the loudness of the whole in LUFS; quiet parts count for nothing, by both gates of the standard."""
    hop = round(_HOP_S * RATE)
    power = weigh(samples)[: len(samples) // hop * hop] ** 2
    steps = power.reshape(-1, hop).mean(axis=1)
    blocks = np.convolve(steps, np.ones(round(_BLOCK_S / _HOP_S)) * _HOP_S / _BLOCK_S, "valid")
    loud = blocks[_lufs(blocks) > _ABSOLUTE]
    loud = loud[_lufs(loud) > float(_lufs(np.mean(loud))) + _RELATIVE]
    return float(_lufs(np.mean(loud)))


def true_peak_db(samples: Signal) -> float:
    """Return the highest level between the samples in dB of full scale, by four times as many of them (annex 2)."""
    peak = float(np.max(np.abs(samples), initial=1e-9))
    for first in range(0, len(samples), _CHUNK - 2048):
        part = samples[first : first + _CHUNK]
        if np.max(np.abs(part)) > peak / 2:
            padded = np.concatenate((np.zeros(1024), part, np.zeros(1024)))
            between = np.fft.irfft(np.fft.rfft(padded), 4 * len(padded)) * 4
            peak = max(peak, float(np.max(np.abs(between[8 * 1024 : -8 * 1024]), initial=0.0)))
    return 20.0 * float(np.log10(peak))


def _lufs(power: object) -> Signal:
    return np.asarray(_OFFSET + 10.0 * np.log10(np.maximum(np.asarray(power, dtype=np.float64), 1e-12)))
