"""Print how long a built program takes until its window is on the screen, beside the checkout's, and what it takes up.

Run by hand, on Xvfb without a window manager: python tests/benchmarks/built_program.py PROGRAM [--runs N]

PROGRAM is the executable of a package, such as dist/psoas-timer/psoas-timer. Every run is a fresh process with an empty
data folder; the two take turns, so that what else the machine does falls on both alike. The time ends when the X server
is asked to show the window, which is the same moment for both.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.real_window import PATIENCE_S, virtual_screen

ROOT = Path(__file__).resolve().parents[2]


def measure(words: list[str], folder: Path, display: str) -> float:
    """Return the seconds from the start of a process until it shows a window."""
    environ = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    begun_s = time.monotonic()
    with subprocess.Popen([*words, "--data-dir", str(folder)], env=environ, cwd=ROOT) as program:
        try:
            look = ["xdotool", "search", "--onlyvisible", "--pid", str(program.pid)]
            while subprocess.run(look, env=environ, capture_output=True).returncode:
                assert time.monotonic() - begun_s < PATIENCE_S, "no window"
            return time.monotonic() - begun_s
        finally:
            program.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=10)
    chosen = parser.parse_args()
    kinds = {"checkout": [sys.executable, "-m", "psoas_timer"], "built": [str(chosen.program.absolute())]}
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    with virtual_screen() as display, tempfile.TemporaryDirectory() as folder:
        for run in range(chosen.runs + 1):
            for kind, words in kinds.items():
                found[kind].append(measure(words, Path(folder, f"{kind}-{run}"), display))
    for kind, times_s in found.items():  # without the first of each, which reads the disk
        print(f"{kind:<10}{median(times_s[1:]) * 1000:>8.0f} ms")
    ratios = [built / ours for ours, built in zip(found["checkout"][1:], found["built"][1:], strict=True)]
    print(f"{'ratio':<10}{median(ratios):>8.2f}")
    files = [one for one in chosen.program.parent.rglob("*") if one.is_file() and not one.is_symlink()]
    print(f"{'unpacked':<10}{sum(one.stat().st_size for one in files) / 1e6:>8.0f} MB")


if __name__ == "__main__":
    main()
