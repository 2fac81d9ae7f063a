"""The meter that the trials of what is heard go by, against figures of the standard."""

from __future__ import annotations

import numpy as np
import pytest

from tests.trials.loudness import RATE, integrated_lufs, true_peak_db


def sine(hz: float, seconds: float, level_db: float) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(10 ** (level_db / 20) * np.sin(2 * np.pi * hz * at + np.pi / 4))


def test_a_full_scale_tone_has_the_loudness_that_the_standard_names() -> None:
    assert integrated_lufs(sine(997.0, 5.0, 0.0)) == pytest.approx(-3.01, abs=0.02)


def test_quiet_parts_count_for_nothing() -> None:
    """Case 3 of EBU Tech 3341 for one channel: 10 s at -36 dB, 60 s at -23 dB, 10 s at -36 dB."""
    parts = [sine(1000.0, seconds, level) for seconds, level in ((10.0, -36.0), (60.0, -23.0), (10.0, -36.0))]
    assert integrated_lufs(np.concatenate(parts)) == pytest.approx(-23.0 - 3.01, abs=0.1)


def test_a_peak_between_two_samples_is_found() -> None:
    """A quarter of the rate at 45 degrees: every sample is 3 dB below the peak."""
    assert true_peak_db(sine(RATE / 4, 1.0, -6.0)) == pytest.approx(-6.0, abs=0.2)
