"""How the lungs fill and empty over the length of one phase."""

from __future__ import annotations

from math import cos, pi


def ease_breath(share: float) -> float:
    """Return the share of the air moved (0 to 1) when ``share`` (0 to 1) of the phase has passed.

    The air flows as half a sine wave, as Otis, Fenn and Rahn assume for breathing at rest
    ("Mechanics of breathing in man", Journal of Applied Physiology 2, 1950, 592-607). This is its
    integral, half a cosine: still at both ends, fastest in the middle.
    """
    return (1.0 - cos(pi * share)) / 2.0
