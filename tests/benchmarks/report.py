"""Print what the program costs, each figure beside its baseline from the same run, as a Markdown table.

Run by hand, on Linux, on a screen of 3840x2160 (or Xvfb): python -m tests.benchmarks.report [--quick]
On a machine without a screen: xvfb-run -s "-screen 0 3840x2160x24" python -m tests.benchmarks.report

It takes less than 10 minutes, or with --quick 90 seconds: with fewer cases and rounds, and without the million
sessions. What each figure means, its script tells at its top. A part that cannot be measured here says why and leaves
the others alone. The ratios are what counts; a machine that does much else at the time raises those of small figures.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

# Each part imports its script when it is measured, in a process of its own: some choose their platform as they begin.

ORB, DIAPHRAGM = "orb", "diaphragm"
AIMS = {(ORB, 1280): "0.35", (DIAPHRAGM, 1280): "0.5", (ORB, 3840): "0.2", (DIAPHRAGM, 3840): "0.4"}


class Line(NamedTuple):
    """A line of the table: every cell as it is printed."""

    what: str
    figure: str
    baseline: str
    ratio: str
    aim: str = ""
    more: str = ""


def measure_animation(is_quick: bool) -> Iterator[Line]:
    from tests.benchmarks.animation_cpu import BASELINE, SIZES, begin_program, measure_size

    program = begin_program()
    for width, height in SIZES:
        # All cases with a picture that moves have a comma in their name.
        rows = measure_size(width, height, *((1.5, 1, "slow") if is_quick else (8.0, 2, ", ")))
        base = next(row for row in rows if row.name == BASELINE).median
        for row in rows:
            one, shown = row.median, row.name.split(",")[0]
            yield Line(
                f"{row.name}, {width}x{height}",
                f"{one.core:.1%} of a core",
                f"{base.core:.1%}",
                f"{row.ratio:.2f}",
                AIMS.get((shown, width), ""),
                f"{one.paints:.0f} paints/s, largest gap {one.gap_s * 1000:.0f} ms, {one.late:.1%} later than 25 ms; "
                f"{row.steady:.2f} of the baseline at 60 Hz",
            )
    program.quit()


def measure_start(is_quick: bool) -> Iterator[Line]:
    from tests.benchmarks.first_paint import BARE, measure_all

    with tempfile.TemporaryDirectory() as root:
        figures = measure_all(Path(root), 2 if is_quick else 7, 365)
    bare = figures.pop(BARE)
    for kind, found in figures.items():
        screen, computed = (
            median(one[column] / other[column] for one, other in zip(found, bare, strict=True)) for column in (0, 1)
        )
        seconds, bare_s = (median(one[0] for one in each) for each in (found, bare))
        more = f"{computed:.2f} by the processor's time"
        yield Line(
            f"start: {kind}", f"{seconds * 1000:.0f} ms", f"{bare_s * 1000:.0f} ms", f"{screen:.2f}", "1.5", more
        )


def measure_waiting(is_quick: bool) -> Iterator[Line]:
    from tests.benchmarks.idle import BARE, PROGRAM, measure

    minutes, settle_s = (0.05, 6.0) if is_quick else (1.0, 20.0)
    found = measure(minutes, settle_s)
    (before, after), bare = found[PROGRAM], found[BARE][1]
    share, wakeups = (after.cpu_s - before.cpu_s) / minutes / 60, (after.wakeups - before.wakeups) / minutes / 60
    yield Line(
        "memory in the background, ten reminders",
        f"{after.memory_mb:.0f} MB",
        f"{bare.memory_mb:.0f} MB",
        f"{after.memory_mb / bare.memory_mb:.2f}",
        "1.35",
        f"{share:.2%} of a core, {wakeups:.1f} wake-ups a second",
    )


def measure_history(is_quick: bool) -> Iterator[Line]:
    from PySide6.QtWidgets import QApplication

    from psoas_timer.ui.kit.style import apply_style
    from psoas_timer.ui.kit.theme import LIGHT
    from tests.benchmarks.open_history import measure

    app = QApplication([])
    apply_style(app, LIGHT, 9.0, 100.0)
    measure(app, 1, 1)  # what only the first page costs
    year_ms = measure(app, 1, 3).total_ms
    for years, a_day in ((50, 2),) if is_quick else ((50, 2), (115, 24)):
        cost_ms = measure(app, years, 2, a_day).total_ms
        what = f"History with {years * 365 * a_day:,} sessions, against 730"
        yield Line(what, f"{cost_ms:.0f} ms", f"{year_ms:.0f} ms", f"{cost_ms / year_ms:.2f}", "2")


def measure_sound(is_quick: bool) -> Iterator[Line]:
    command = [sys.executable, "-m", "tests.benchmarks.sound_cpu", "--seconds", "4" if is_quick else "30"]
    printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    shares = {line[:26].strip(): line[26:].split("%")[0].strip() for line in printed.splitlines()}
    more = f"all of the program without a window: {shares['program without a window']} %"
    yield Line("sound process", f"{shares['sound process']} % of a core", "", "", "1.5 %", more)


PARTS: dict[str, Callable[[bool], Iterator[Line]]] = {
    "animation": measure_animation,
    "start": measure_start,
    "waiting": measure_waiting,
    "history": measure_history,
    "sound": measure_sound,
}


def print_part(name: str, is_quick: bool) -> None:
    """Measure a part in a process of its own and print its lines."""
    command = [sys.executable, "-m", "tests.benchmarks.report", "--part", name, *(["--quick"] if is_quick else [])]
    child = subprocess.run(command, capture_output=True, text=True)
    lines = [Line(*json.loads(line)) for line in child.stdout.splitlines() if line.startswith("[")]
    if child.returncode != 0:
        why = (child.stderr.strip().splitlines() or ["no reason told"])[-1]
        lines.append(Line(name, "not measured", "", "", "", why))
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="in 90 seconds, with fewer cases and rounds")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        for line in PARTS[chosen.part](chosen.quick):
            print(json.dumps(line), flush=True)
        return
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{os.cpu_count()} cores, load {load} as it began\n")
    print("| what | figure | baseline | ratio | wanted, at most | more |\n|---|---|---|---|---|---|")
    for name in PARTS:
        print_part(name, chosen.quick)


if __name__ == "__main__":
    main()
