"""Print how far each sound begins from its place in the timeline, with a main thread that is free and one that is not.

Run by hand, on a quiet machine with pulseaudio and pulseaudio-utils:
python -m tests.benchmarks.sound_onset [--breaths N]

A virtual card plays what the program sends and is recorded; each phase's sound is found in the recording by
cross-correlation. A run lasts two seconds a breath. "mean" is what is left after the program's own compensation of
the device's latency; the aim is a p99 within 20 ms and a standard deviation under 5 ms. A "clock" above 1 ms means that
the recorder itself was disturbed: run again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.speech.sound import SoundKind, Tone
from psoas_timer.engine.sound.cache import SoundCache
from tests.heard_session import make_timeline
from tests.virtual_card import Recorder, Signal, environment, sound_server

SESSION = Path(__file__).parent.parent / "heard_session.py"
SURE = 0.3


def measure(breaths: int, blocked: str) -> str:
    """Return a row of figures for a session whose main thread is ``blocked`` for 200 ms in every second."""
    session = f"onsets{breaths}"
    with tempfile.TemporaryDirectory() as folder:
        card = Path(folder)
        with sound_server(card):
            recorder = Recorder(card)
            command = [sys.executable, str(SESSION), str(card / "sounds"), session, blocked, "", "0"]
            done = subprocess.run(command, env=environment(card), capture_output=True, text=True, check=True)
            recording = recorder.stop()
        begun_s = json.loads(done.stdout.strip().splitlines()[-1])["begun_s"]
        cache = SoundCache(card / "sounds")
        templates = {phase: read(cache.make_tone(Tone(kind, 1.0))) for phase, kind in PHASES.items()}
    errors_ms, missed = [], 0
    for segment in make_timeline(session).segments:
        if segment.phase in PHASES:
            lag_s, sure = recording.find(templates[segment.phase], begun_s + segment.start_s, 0.3)
            errors_ms.append(lag_s * 1000)
            missed += sure < SURE
    off = np.abs(np.array(errors_ms))
    return (
        f"{blocked:<10} n {len(off)}  mean {np.mean(errors_ms):+6.2f} ms  sd {np.std(errors_ms):5.2f}  "
        f"p99 {np.percentile(off, 99):6.2f}  missed {missed}  clock {recording.residual_s * 1000:.2f}"
    )


PHASES = {Phase.INHALE: SoundKind.INHALE, Phase.EXHALE: SoundKind.EXHALE}


def read(path: Path) -> Signal:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--breaths", type=int, default=105)
    options = parser.parse_args()
    for how in ("not", "sleep"):
        print(measure(options.breaths, how), flush=True)
