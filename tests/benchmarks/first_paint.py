"""Print how long the program takes from its start to its first paint and to its first key, beside an empty window.

Run by hand, on a screen (or Xvfb): python tests/benchmarks/first_paint.py [--runs N] [--days N]

Every run is a fresh process, in which modules are compiled already, as they are where pip has installed them. The
kinds of run take turns, so that what else the machine does falls on all of them
alike. "On the screen" is when the first picture of the whole window has been handed to the screen; "processor" is
the time the process had computed by then, which a busy machine disturbs less. "Usable" is when Today has been painted
with what it shows, and the first key has done what it is for. Who starts for the first time sees the introduction in
the place of Today. The aim is a ratio of at most 1.5 for the first paint.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import CLOCK_MONOTONIC, clock_gettime, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from psoas_timer.app.front import Front

# Qt, and the program itself, are imported in the process whose start is measured.

BARE, EMPTY, YEAR, USABLE = "empty window", "the very first start", "with data", "with data, usable"
WIDTH, HEIGHT = 1080, 760  # the size of the program's window


def run_bare() -> None:
    """Show a window with nothing in it and tell when it was painted: this is the child process."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            QTimer.singleShot(0, tell_and(qt.quit))

    qt = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(WIDTH, HEIGHT)
    window.show()
    qt.exec()


def run_program(kind: str, folder: str) -> None:
    """Run the program as the command line does and tell when it was painted, or usable: this is the child process."""
    from psoas_timer import __main__ as program
    from psoas_timer.desktop import preflight

    ask_preflight = preflight.missing_for_qt

    def ask_then_watch() -> object:
        problem = ask_preflight()
        watch_first_key() if kind == USABLE else watch_first_paint()
        return problem

    preflight.missing_for_qt = ask_then_watch  # type: ignore[assignment]  # the last thing before Qt is imported
    program.main(["--data-dir", folder])


def watch_first_paint() -> None:
    """Let the program's window tell when it has been painted; imports what the program imports next anyway."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from psoas_timer.ui.kit import main_window

    class Watched(main_window.MainWindow):
        has_told = False

        def paintEvent(self, event: QPaintEvent) -> None:
            if not self.has_told:
                Watched.has_told = True
                QTimer.singleShot(0, tell_and(lambda: os._exit(0)))
            super().paintEvent(event)

    main_window.MainWindow = Watched  # type: ignore[misc]
    from psoas_timer.app import startup

    paint_first = startup.paint_first

    def paint_then_tell(qt: QApplication, front: Front) -> None:
        paint_first(qt, front)
        if Watched.has_told:  # the loop goes on only when the page is there
            tell_and(lambda: os._exit(0))()

    startup.paint_first = paint_then_tell


def watch_first_key() -> None:
    """Let the program's window tell when a key pressed after the first paint of its page has moved the focus."""
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QWidget

    from psoas_timer.ui.kit import main_window

    class Watched(main_window.MainWindow):
        is_watched = False

        def show_page(self, page: QWidget, place: str = "") -> None:
            super().show_page(page, place)
            if not self.is_watched:
                self.is_watched = True
                page.installEventFilter(self)

        def eventFilter(self, page: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                page.removeEventFilter(self)
                QTimer.singleShot(0, self, self.press_key)
            return False

        def press_key(self) -> None:
            before = self.focusWidget()
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(before, key)
            assert self.focusWidget() is not before
            tell_and(self.close)()

    main_window.MainWindow = Watched  # type: ignore[misc]


def tell_and(leave: Callable[[], object]) -> Callable[[], None]:
    """Return what prints the time at which it is called and then leaves."""

    def tell() -> None:
        print(json.dumps([clock_gettime(CLOCK_MONOTONIC), process_time()]), flush=True)
        leave()

    return tell


def measure(kind: str, folder: Path) -> tuple[float, float]:
    """Return the seconds, and the seconds of processor, from the start of a process to its first paint."""
    arguments = [BARE] if kind == BARE else [kind, str(folder)]
    begun_s = clock_gettime(CLOCK_MONOTONIC)
    child = subprocess.run(
        [sys.executable, __file__, "--child", *arguments], stdout=subprocess.PIPE, text=True, check=True
    )
    painted_s, computed_s = json.loads(child.stdout.splitlines()[0])
    return painted_s - begun_s, computed_s


def fill_history(folder: Path, days: int) -> None:
    """Write a session for each of the last ``days`` days, and the settings of somebody who knows the program."""
    from dataclasses import replace

    from psoas_timer.core.breath.routine import Side
    from psoas_timer.core.breath.timeline import compile_timeline
    from psoas_timer.core.history.session import Status, begin_record
    from psoas_timer.store.database.connection import open_database
    from psoas_timer.store.database.session_log import SessionLog
    from psoas_timer.store.places import SESSIONS_FILE, SETTINGS_FILE, assets_dir
    from psoas_timer.store.routines.routine_file import load_routines
    from psoas_timer.store.settings_file import USUAL, save_settings

    routine = load_routines(assets_dir() / "routines", folder / "routines").routines[0]
    timeline = compile_timeline(routine)
    now = datetime.now().astimezone()
    save_settings(folder / SETTINGS_FILE, USUAL)
    connection = open_database(folder / SESSIONS_FILE, now).connection
    connection.execute("PRAGMA synchronous = OFF")  # only here: nothing of this is worth keeping
    log = SessionLog(connection)
    for back in range(days):
        started = now - timedelta(days=back, hours=1)
        record = begin_record(
            timeline,
            uuid=f"session-{back}",
            routine_id=routine.id,
            routine_title=routine.title,
            started=started,
            zone="",
            first_side=Side.LEFT,
        )
        reached_s = {i: span.end_s - span.practice_s for i, span in enumerate(timeline.stage_spans)}
        kept = replace(record, reached_s=reached_s, practised_s=timeline.practice_s, status=Status.COMPLETE)
        log.save(kept, started)
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="runs of each kind")
    parser.add_argument("--days", type=int, default=365, help="days of history where there is data")
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        kind, *folder = chosen.child
        run_bare() if kind == BARE else run_program(kind, *folder)
        return
    with tempfile.TemporaryDirectory() as root:
        print_table(measure_all(Path(root), chosen.runs, chosen.days))


def measure_all(root: Path, runs: int, days: int) -> dict[str, list[tuple[float, float]]]:
    """Return the figures of every run, by kind; a first run of each, which compiles the modules, is left out."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(root / "compiled")  # none of it in the checkout
    year = root / "year"
    year.mkdir()
    fill_history(year, days)
    figures: dict[str, list[tuple[float, float]]] = {BARE: [], EMPTY: [], YEAR: [], USABLE: []}
    for run in range(runs + 1):
        for kind, found in figures.items():
            empty = root / f"empty-{run}"
            found.append(measure(kind, empty if kind == EMPTY else year))
    return {kind: found[1:] for kind, found in figures.items()}


def print_table(figures: dict[str, list[tuple[float, float]]]) -> None:
    """Print medians, and each kind's ratio to the empty window: the median over the rounds of that round's ratio."""
    print(f"{'':<20}{'on the screen':>14}{'ratio':>8}{'processor':>12}{'ratio':>8}")
    for kind, found in figures.items():
        cells = []
        for column in (0, 1):
            ratio = median(one[column] / bare[column] for one, bare in zip(found, figures[BARE], strict=True))
            cells.append((median(one[column] for one in found) * 1000, ratio))
        (screen_ms, screen_ratio), (computed_ms, computed_ratio) = cells
        print(f"{kind:<20}{screen_ms:>11.0f} ms{screen_ratio:>8.2f}{computed_ms:>9.0f} ms{computed_ratio:>8.2f}")


if __name__ == "__main__":
    main()
