"""Judges whole sessions by what is heard of them, and prints a Markdown table with a row for each routine.

Run by hand: python -m tests.trials.heard_whole [ROUTINE ...] [--sound-set SET] [--live] [--keep FOLDER]

Without --live a session is mixed into memory as the sound process would mix it, over a hundred times faster than it
plays. With --live the real program plays it on a virtual card (pulseaudio, pulseaudio-utils), and the card's recording
is judged. What the columns mean stands in heard_figures.py.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import wave
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from psoas_timer.core.history.session import Status
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import SoundChoice, SoundSet
from psoas_timer.engine.sound.cache import SoundCache
from psoas_timer.engine.sound.mixer import Mixer
from psoas_timer.engine.sound.speaker import Channel
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE, SETTINGS_FILE
from psoas_timer.store.settings_file import save_settings
from tests.short_folder import make_short_folder
from tests.trials.heard_figures import HEADS, Heard, Plan, read_wav
from tests.trials.loudness import RATE, Signal
from tests.virtual_card import Recorder, environment, sound_server

ROUTINES = (
    "supported-bridge", "front-stomach-release", "diaphragm-vacuum", "daily-breath", "strong-and-mobile",
    "sitting-check",
)  # fmt: skip
AHEAD_S = 1.5  # how early the program hands a sound to the sound process
BLOCK = 960


def mix(plan: Plan) -> Signal:
    """Return what the sound process would play, from the session's start on."""
    mixer = Mixer()
    for channel in Channel:
        if channel is not Channel.BED:
            mixer.set_volume(channel, plan.volume(channel))
    mixer.arm(plan.bed, Channel.BED, 0.0)
    coming = iter([*plan.files, (np.inf, plan.bed, Channel.BED, None)])
    at_s, path, channel, _sound = next(coming)
    blocks = []
    for start in range(0, round(plan.end_s * RATE), BLOCK):
        while at_s <= start / RATE + AHEAD_S:
            mixer.arm(path, channel, at_s)
            at_s, path, channel, _sound = next(coming)
        blocks.append(mixer.mix(start / RATE, BLOCK))
    return np.concatenate(blocks) / 32768.0


def play(plan: Plan) -> Signal:
    """Return the recording of the real program, from the session's start on."""
    with make_short_folder() as card, sound_server(card), tempfile.TemporaryDirectory() as root:
        data = Path(root)
        settle_s = plan.timeline.stage_spans[0].practice_s  # without a time of its own, the first session would wait
        own = Settings(sound=plan.choice, acknowledged=frozenset({plan.routine.id}), settle_s=settle_s)
        save_settings(data / SETTINGS_FILE, own)
        recorder = Recorder(card)
        command = [sys.executable, "-m", "psoas_timer", "--data-dir", str(data), "start", plan.routine.id]
        with subprocess.Popen(command, env=environment(card)) as program:
            started = wait_for_end(data, plan.end_s + 60.0)
            time.sleep(plan.end_s - plan.timeline.duration_s)
            program.terminate()
        recording = recorder.stop()
    started_s = started.timestamp() - (time.time() - time.monotonic())
    return recording.samples[recording.index_at(started_s) :]


def wait_for_end(data: Path, patience_s: float) -> datetime:
    """Wait until the one session is complete, and return when it started."""
    end_s = time.monotonic() + patience_s
    while time.monotonic() < end_s:
        if (data / SESSIONS_FILE).exists():
            with closing(open_database(data / SESSIONS_FILE, datetime.now(UTC)).connection) as connection:
                done = [one for one in SessionLog(connection).sessions() if one.status is Status.COMPLETE]
            if done:
                return done[0].started
        time.sleep(1.0)
    raise AssertionError("the session did not come to its end")


def keep(samples: Signal, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(samples * 32768.0).astype("<i2").tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("routines", nargs="*", default=ROUTINES)
    parser.add_argument("--sound-set", type=SoundSet, default=SoundChoice().sound_set)
    parser.add_argument("--live", action="store_true", help="record the real program on a virtual card")
    parser.add_argument("--keep", type=Path, help="a folder for the recordings")
    parser.add_argument("--judge", type=Path, help="a folder of recordings that were kept: judge those, play nothing")
    chosen = parser.parse_args()
    print("| " + " | ".join(HEADS) + " |", "|" + "---|" * len(HEADS), sep="\n", flush=True)
    for routine in chosen.routines:
        with tempfile.TemporaryDirectory() as folder:
            plan = Plan(routine, SoundChoice(sound_set=chosen.sound_set), SoundCache(Path(folder)))
            kept = f"{routine}-{chosen.sound_set}.wav"
            if chosen.judge is not None:
                samples = read_wav(chosen.judge / kept)
            else:
                samples = play(plan) if chosen.live else mix(plan)
            if chosen.keep is not None:
                chosen.keep.mkdir(parents=True, exist_ok=True)
                keep(samples, chosen.keep / kept)
            print("| " + " | ".join(Heard(plan, samples, not chosen.live).row()) + " |", flush=True)


if __name__ == "__main__":
    main()
