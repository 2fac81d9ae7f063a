"""Print what share of a processor's core the running session view takes, beside a view that paints all, always.

Run by hand, on a screen of that size (or Xvfb): python tests/benchmarks/animation_cpu.py [--seconds S] [--rounds N]
On a machine without a screen: xvfb-run -s "-screen 0 3840x2160x24" python tests/benchmarks/animation_cpu.py

The session page plays in the program's real window. Each case runs for S seconds in each of N rounds; the cases take
turns, so that what else the machine does falls on all of them alike. "Core" is the process's own computing time by
the time on the wall, the median over the rounds; "ratio" is that by the same round's "full window, always": a window
in which a gradient orb is painted with all its background at every tick, as most breathing programs do. A server of
the screen that cannot keep up with so many pixels slows that window down, and the ratio flatters it: "at 60 Hz" is
the ratio to what it would take to paint at every tick all the same.
What the server does with the pixels is not counted. "Gap" is the largest time between two paints, the median over the
rounds, and "late" the share of frames that came more than 25 ms after the one before: a picture larger than the view
shows at 60 Hz (breath_view.LARGE_PX) is late by that measure at every frame. The aims are ratios: at 1280x800 at most
0.35 for the orb and 0.5 for the diaphragm, at 3840x2160 at most 0.2 and 0.4; gaps and late frames are to get no worse.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from math import pi, sin
from statistics import median
from time import perf_counter, process_time

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRadialGradient
from PySide6.QtWidgets import QApplication, QWidget

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import begin_record
from psoas_timer.core.settings import View
from psoas_timer.engine.player import FRAME_MS, Player
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.session import session_page as page_module
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.scene import Look
from psoas_timer.ui.session.session_page import SessionPage

SIZES = ((1280, 800), (3840, 2160))
BASELINE = "full window, always"
LATE_S = 0.025


class FullPaint(QWidget):
    """The baseline: a gradient orb that breathes, painted with the whole window at every tick."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.update)
        self.painted_s: list[float] = []

    def play(self) -> None:
        self.show()
        self._timer.start()
        spin(1.0)

    def rest(self) -> None:
        self._timer.stop()
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted_s.append(perf_counter())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(LIGHT.background))
        largest = min(self.width(), self.height()) * 0.42
        radius = largest * (0.7 + 0.3 * sin(2 * pi * perf_counter() / 10.0))
        centre = QPointF(self.rect().center())
        gradient = QRadialGradient(centre, radius)
        gradient.setColorAt(0.0, QColor(LIGHT.accent_soft))
        gradient.setColorAt(1.0, QColor(LIGHT.lungs))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(gradient)
        painter.drawEllipse(centre, radius, radius)


class WatchedView(BreathView):
    """A view that remembers when it was painted."""

    def __init__(self, load_picture: Callable[[str], str] | None = None) -> None:
        super().__init__(load_picture=load_picture)
        self.painted_s: list[float] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted_s.append(perf_counter())
        super().paintEvent(event)


class SessionWindow:
    """The program's window with a session in it; what is seen of it goes on where it stopped."""

    def __init__(self, width: int, height: int, pattern: str, view: View) -> None:
        timeline = make_session(pattern)
        self.player = Player()
        self.window = MainWindow()
        self.window.resize(width, height)
        page = SessionPage(self.player)
        page.set_look(Look(view=view), reduced_motion=False)
        page.show_session("Benchmark")
        self.window.visibility_changed.connect(self.player.set_seen)
        self.window.show_page(page)
        record = begin_record(
            timeline,
            uuid="benchmark",
            routine_id="benchmark",
            routine_title="Benchmark",
            started=datetime.now().astimezone(),
            zone="",
            first_side=Side.LEFT,
        )
        self.player.begin(timeline, record)
        self.player.pause()
        watched = page.findChild(WatchedView)
        assert watched is not None
        self.painted_s = watched.painted_s

    def show(self) -> None:
        self.window.show()
        spin(1.0)  # the first pictures of a window cost more

    def play(self) -> None:
        self.show()
        self.player.resume()
        spin(3.5)  # the countdown, and the first second of the breath

    def rest(self) -> None:
        self.player.pause()
        self.window.hide()


@dataclass(frozen=True)
class Case:
    """What is measured: ``begin`` leaves it running, ``end`` puts it away; ``painted_s`` is when it was painted."""

    name: str
    begin: Callable[[], object]
    end: Callable[[], object]
    painted_s: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Figures:
    """What a case took: its share of a core, its paints in a second, the largest gap and the share of late ones."""

    core: float
    paints: float
    gap_s: float
    late: float


@dataclass(frozen=True)
class Row:
    """A case's medians over the rounds; ``ratio`` and ``steady`` are to the same round's BASELINE."""

    name: str
    ratio: float
    steady: float  # to what the baseline would take if it painted at every tick
    median: Figures


def make_session(pattern: str) -> Timeline:
    """Return an hour of one pattern, with the effort that contract and release has in its hold."""
    effort = Phase.HOLD_IN if pattern == "contract-release" else None
    named = NAMED_PATTERNS[pattern]
    stage = Stage(
        id="only", title="Stage", pattern=named.pattern, pattern_name=pattern, duration_s=3600.0, effort=effort
    )
    stages = (replace(stage, settle_s=0.0),)
    return compile_timeline(Routine(id="benchmark", title="Benchmark", stages=stages), settle_s=0.0)


def spin(seconds: float) -> None:
    """Let the program run."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def make_cases(width: int, height: int) -> list[Case]:
    """Return the cases for a window of one size."""
    tick = QTimer(interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
    tick.timeout.connect(lambda: None)
    full = FullPaint()
    full.resize(width, height)
    cases = [
        Case("a tick that does nothing", tick.start, tick.stop),
        Case(BASELINE, full.play, full.rest, full.painted_s),
    ]
    for view in (View.ORB, View.DIAPHRAGM):
        for pattern in ("slow", "contract-release"):
            one = SessionWindow(width, height, pattern, view)
            name = f"{view}, {NAMED_PATTERNS[pattern].title.lower()}"
            cases.append(Case(name, one.play, one.rest, one.painted_s))
    paused = SessionWindow(width, height, "slow", View.ORB)
    cases.append(Case("paused", paused.show, paused.rest, paused.painted_s))
    unseen = SessionWindow(width, height, "slow", View.ORB)

    def play_unseen() -> None:
        unseen.play()
        unseen.window.hide()

    cases.append(Case("runs in a hidden window", play_unseen, unseen.rest, unseen.painted_s))
    return cases


def measure(case: Case, seconds: float) -> Figures:
    """Run a case and return what it took."""
    case.begin()
    case.painted_s.clear()
    computed_s, begun_s = process_time(), perf_counter()
    spin(seconds)
    took_s, computed_s = perf_counter() - begun_s, process_time() - computed_s
    gaps_s = [after - before for before, after in pairwise(case.painted_s)]
    late = sum(gap_s > LATE_S for gap_s in gaps_s) / max(len(gaps_s), 1)
    found = Figures(computed_s / took_s, len(case.painted_s) / took_s, max(gaps_s, default=0.0), late)
    case.end()
    return found


def measure_size(width: int, height: int, seconds: float, rounds: int, only: str = "") -> list[Row]:
    """Return a row for each case whose name has ``only`` in it, and for the baseline; the cases take turns."""
    cases = [one for one in make_cases(width, height) if only in one.name or one.name == BASELINE]
    figures = [[measure(case, seconds) for case in cases] for _round in range(rounds)]
    base = [one.name for one in cases].index(BASELINE)
    rows = []
    for index, case in enumerate(cases):
        pairs = [(one[index], one[base]) for one in figures]
        rows.append(
            Row(
                case.name,
                median(one.core / full.core for one, full in pairs),
                median(one.core / (full.core / full.paints * 1000 / FRAME_MS) for one, full in pairs),
                Figures(
                    median(one.core for one, _ in pairs),
                    median(one.paints for one, _ in pairs),
                    median(one.gap_s for one, _ in pairs),
                    median(one.late for one, _ in pairs),
                ),
            )
        )
    return rows


def begin_program() -> QApplication:
    """Return the application that the windows need, dressed as the program is."""
    page_module.BreathView = WatchedView  # type: ignore[attr-defined, assignment]
    qt = QApplication(sys.argv[:1])
    qt.setStyle("Fusion")
    qt.setQuitOnLastWindowClosed(False)
    apply_style(qt, LIGHT, qt.font().pointSizeF(), 100.0)
    return qt


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each case runs in a round")
    parser.add_argument("--rounds", type=int, default=3, help="rounds")
    parser.add_argument("--only", default="", help="only the cases whose name has this in it, beside the baseline")
    parser.add_argument("--size", default="", help="only this size, such as 3840x2160")
    chosen = parser.parse_args()
    program = begin_program()  # kept until the end
    for width, height in SIZES:
        if chosen.size in ("", f"{width}x{height}"):
            print_table(f"{width}x{height}", measure_size(width, height, chosen.seconds, chosen.rounds, chosen.only))
    program.quit()


def print_table(size: str, rows: list[Row]) -> None:
    print(f"{size:<44}{'core':>8}{'ratio':>8}{'at 60 Hz':>10}{'paints/s':>10}{'gap':>10}{'late':>8}")
    for row in rows:
        one = row.median
        print(
            f"  {row.name:<42}{one.core:>7.1%}{row.ratio:>8.2f}{row.steady:>10.2f}{one.paints:>10.1f}"
            f"{one.gap_s * 1000:>7.0f} ms{one.late:>8.1%}"
        )
    print(flush=True)


if __name__ == "__main__":
    main()
