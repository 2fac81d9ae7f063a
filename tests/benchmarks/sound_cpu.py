"""Print what share of a core the sound of a running session takes: the sound process, and all of a windowless program.

Run by hand, on Linux with pulseaudio and pulseaudio-utils: python -m tests.benchmarks.sound_cpu [--seconds S]

A session of breaths of two seconds plays on a virtual card: five times as many sounds as a slow breath has. The aim is
at most 3 % of a core.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.virtual_card import environment, sound_server

SESSION = Path(__file__).parent.parent / "heard_session.py"
WARM_UP_S = 12.0


def find_child(parent: int) -> int:
    """Return the process id of the sound process of ``parent``."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == parent and b"sound-host" in command:
            return int(folder.name)
    raise RuntimeError("there is no sound process: is there a device?")


def computed_s(process: int) -> float:
    """Return the seconds that a process has computed, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to watch")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as root:
        card = Path(root)
        breaths = round((seconds + WARM_UP_S) / 2) + 5
        command = [sys.executable, str(SESSION), str(card / "sounds"), f"onsets{breaths}", "not", "", "0"]
        with sound_server(card), subprocess.Popen(command, env=environment(card), stdout=subprocess.DEVNULL) as player:
            time.sleep(WARM_UP_S)
            processes = {"sound process": find_child(player.pid), "program without a window": player.pid}
            before = {name: computed_s(process) for name, process in processes.items()}
            time.sleep(seconds)
            for name, process in processes.items():
                print(f"{name:<26}{(computed_s(process) - before[name]) / seconds * 100:5.1f} % of a core")
            player.kill()


if __name__ == "__main__":
    main()
