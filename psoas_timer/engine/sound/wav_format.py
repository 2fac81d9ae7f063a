"""The format of the sound files: mono, 16 bit, at one sample rate, with a digest by which a damaged one is known."""

from __future__ import annotations

import hashlib
import struct
import wave
from pathlib import Path

from psoas_timer.lib.atomic_file import replace_file

# Samples a second; nearly every device uses this rate, so nothing has to be resampled.
RATE = 48_000

# A RIFF file with a chunk of our own between the format and the samples, which other programs skip: a SHA-256 of both.
_HEAD = struct.Struct("<4sI4s4sIHHIIHH4sI32s4sI")
_OURS = b"psum"


def write_wav(path: Path, samples: bytes, rate: int = RATE) -> Path:
    """Write a mono 16-bit WAV file, readable only by its owner. Raises OSError.

    Even after a power loss there is the whole file or none; where the disk keeps no such promise, ``is_whole`` tells.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(path, _head_of(samples, rate) + samples)
    return path


def is_whole(path: Path) -> bool:
    """Tell whether a file that ``write_wav`` wrote is there, with every byte as it was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    samples = content[_HEAD.size :]
    return bool(samples) and content[: _HEAD.size] == _head_of(samples, RATE)


def read_wav(path: Path) -> tuple[bytes, int]:
    """Return the samples of a mono 16-bit WAV file, and its sample rate.

    Raises OSError or EOFError if it cannot be read, wave.Error if it has another format or is cut off.
    """
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise wave.Error(f"{path} is not mono with 16 bits")
        samples = file.readframes(file.getnframes())
        if len(samples) != file.getnframes() * 2:
            raise wave.Error(f"{path} is cut off: {len(samples) // 2} of {file.getnframes()} samples")
        return samples, file.getframerate()


def _head_of(samples: bytes, rate: int) -> bytes:
    form = (b"fmt ", 16, 1, 1, rate, rate * 2, 2, 16)
    digest = hashlib.sha256(repr(form).encode() + samples).digest()
    size = _HEAD.size - 8 + len(samples)
    return _HEAD.pack(b"RIFF", size, b"WAVE", *form, _OURS, 32, digest, b"data", len(samples))
