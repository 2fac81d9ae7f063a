"""Print how much of the sound is lost on a busy machine: with the buffer and the priority that it has, and without.

Run by hand, on Linux with pulseaudio and pulseaudio-utils:
python -m tests.benchmarks.sound_dropouts [--seconds S] [--load N] [--rounds R]

N processes compute without a pause while the sound process plays the bed, which has no digital silence, on a virtual
card that is recorded: every run of zeros is sound that did not arrive in time. The variants take turns, so that each
meets the same machine; the first is the baseline, a buffer of 90 ms without priority. The recorder and the server run
as they always do, so what they lose is in every row.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from psoas_timer.engine.sound.cache import SoundCache
from tests.short_folder import make_short_folder
from tests.virtual_card import RATE, Recorder, environment, sound_server

HOST = """
import sys
from psoas_timer.engine.sound import host, stream
{change}
sys.exit(host.run())
"""
SHORT = "stream.AHEAD_S, stream.FEED_MS = 0.09, 20"
PLAIN = "host.raise_priority = lambda: ''"
VARIANTS = {
    "90 ms, no priority": f"{SHORT}; {PLAIN}",
    "90 ms, priority": SHORT,
    "as it is, no priority": PLAIN,
    "as it is": "pass",
}
GAP_S = 0.002
WARM_UP_S, COOL_DOWN_S = 4.0, 1.0


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep the machine busy with ``count`` processes."""
    processes = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"]) for _one in range(count)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def gaps(change: str, seconds: float, load: int) -> list[float]:
    """Return the lengths in seconds of what was not heard."""
    with make_short_folder() as card, sound_server(card), tempfile.TemporaryDirectory() as folder:
        bed = SoundCache(Path(folder)).make_bed()
        recorder = Recorder(card)
        command = [sys.executable, "-c", HOST.format(change=change)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(card)
        ) as process:
            assert process.stdin is not None and process.stdout is not None
            process.stdout.readline()  # it has a device
            process.stdin.write(json.dumps(["arm", str(bed), "bed", 0.0]).encode() + b"\n")
            process.stdin.flush()
            time.sleep(WARM_UP_S)
            with busy(load):
                time.sleep(seconds)
            time.sleep(COOL_DOWN_S)
            samples = recorder.latest(seconds + COOL_DOWN_S)
            process.stdin.close()
        recorder.drop()
    runs = np.diff(np.concatenate(([-1], np.flatnonzero(samples), [len(samples)]))) - 1
    return [float(run) / RATE for run in runs if run > GAP_S * RATE]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each variant plays in each round")
    parser.add_argument("--load", type=int, default=4 * (os.cpu_count() or 1), help="how many processes compute")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    lost: dict[str, list[float]] = {name: [] for name in VARIANTS}
    for _round in range(chosen.rounds):
        for name, change in VARIANTS.items():
            lost[name] += gaps(change, chosen.seconds, chosen.load)
    for name, found in lost.items():
        print(f"{name:<24}{len(found):4} gaps  {sum(found):6.2f} s in all  longest {max(found, default=0.0):5.2f} s")


if __name__ == "__main__":
    main()
