"""The format of the sound files: mono, 16 bit, at one sample rate."""

from __future__ import annotations

import os
import tempfile
import wave
from pathlib import Path

# Samples a second; nearly every device uses this rate, so nothing has to be resampled.
RATE = 48_000


def write_wav(path: Path, samples: bytes, rate: int = RATE) -> Path:
    """Write a mono 16-bit WAV file completely or not at all, readable only by its owner. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(suffix=".part", dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate)
            file.writeframes(samples)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return path


def read_wav(path: Path) -> tuple[bytes, int]:
    """Return the samples of a mono 16-bit WAV file, and its sample rate.

    Raises OSError or EOFError if it cannot be read, wave.Error if it has another format.
    """
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise wave.Error(f"{path} is not mono with 16 bits")
        return file.readframes(file.getnframes()), file.getframerate()
