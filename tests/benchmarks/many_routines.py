"""How much longer the start takes with many routines of one's own: python -m tests.benchmarks.many_routines [COUNT]

Starts the real program without a screen, in a process of its own, with none and then with COUNT (10,000) files in the
folder of routines, each in turn and five times. Prints, for each, the time from the start of the process until Today
is painted with its cards, and the largest memory, and then how much more both are.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 5

# The moment is asked of the system, as Python's own start counts too.
_START = """
import os, resource, sys, time
from pathlib import Path
from psoas_timer.app.application import Application
from psoas_timer.app.program import App
from psoas_timer.ui.today.routine_cards import RoutineCard
qt = Application([])
app = App(qt, Path(sys.argv[1]), is_silent=True)
app.open()
while not app.window.findChildren(RoutineCard):  # they come after the first paint
    qt.processEvents()
ticks = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
took_s = time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
print(took_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
os._exit(0)
"""


def fill(folder: Path, count: int) -> None:
    """Write ``count`` routines into the folder of a person's own."""
    routines = folder / "routines"
    routines.mkdir(parents=True)
    whole = (Path(__file__).parents[2] / "assets" / "routines" / "supported-bridge.toml").read_text(encoding="utf-8")
    for number in range(count):
        text = whole.replace('title = "Supported bridge"', f'title = "Own {number}"', 1)
        (routines / f"own-{number:05}.toml").write_text(text, encoding="utf-8")


def start(folder: Path) -> tuple[float, float]:
    """Return the seconds until Today is painted, and the largest memory in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _START, str(folder)], env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    took_s, memory_mb = map(float, done.stdout.split())
    return took_s, memory_mb


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as made:
        folders = {number: Path(made) / str(number) for number in (0, count)}
        for number, folder in folders.items():
            fill(folder, number)
        found: dict[int, list[tuple[float, float]]] = {number: [] for number in folders}
        for _ in range(ROUNDS):
            for number, folder in folders.items():
                found[number].append(start(folder))
    middle = {number: [statistics.median(one) for one in zip(*each, strict=True)] for number, each in found.items()}
    for number, (took_s, memory_mb) in middle.items():
        print(f"{number:>6} routines of one's own: {took_s:5.2f} s, {memory_mb:4.0f} MB")
    more = middle[count][0] / middle[0][0]
    print(f"{more:.1f} times as long, {middle[count][1] - middle[0][1]:.0f} MB more")


if __name__ == "__main__":
    main()
