"""Print what the program costs while it waits in the background, beside a bare tray program of Qt.

Run by hand, on Linux, on a screen (or Xvfb): python tests/benchmarks/idle.py [--minutes M] [--settle S]

Both run at the same time, so that what else the machine does falls on both alike: the program with ``--hidden`` and
ten reminders of which none falls due meanwhile, and a program that does nothing but show a tray icon. Measured over
the given minutes, after the start has settled: processor time, wake-ups (voluntary switches of all threads), and
memory (proportional set size). The aim is under 0.05 % of a core, under 1 wake-up a second, memory within 1.5 times.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

BARE = "bare tray program"
PROGRAM = "Psoas Timer, ten reminders"
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def run_bare() -> None:
    """Show a tray icon and nothing else: this is the child process."""
    from PySide6.QtGui import QColor, QIcon, QPixmap
    from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

    qt = QApplication(sys.argv[:1])
    qt.setQuitOnLastWindowClosed(False)
    picture = QPixmap(22, 22)
    picture.fill(QColor("teal"))
    menu = QMenu()
    menu.addAction("Quit", qt.quit)
    icon = QSystemTrayIcon(QIcon(picture))
    icon.setContextMenu(menu)
    icon.show()
    qt.exec()


@dataclass(frozen=True)
class Cost:
    """What a process has used so far: seconds of a core, wake-ups, and memory in MB now."""

    cpu_s: float
    wakeups: int
    memory_mb: float


def cost_of(pid: int) -> Cost:
    folder = Path("/proc") / str(pid)
    stat = (folder / "stat").read_text().rsplit(")", 1)[1].split()
    switches = 0
    for task in (folder / "task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                switches += int(line.split()[1])
    pss_kb = next(int(line.split()[1]) for line in (folder / "smaps_rollup").open() if line.startswith("Pss:"))
    return Cost((int(stat[11]) + int(stat[12])) / TICKS_A_SECOND, switches, pss_kb / 1024)


def fill(folder: Path) -> None:
    """Write ten reminders, each of which has just been or is long to come, and nothing else."""
    from psoas_timer.core.reminder import Reminder
    from psoas_timer.store.database.connection import open_database
    from psoas_timer.store.database.reminder_log import ReminderLog
    from psoas_timer.store.places import SESSIONS_FILE

    now = datetime.now(UTC)
    with closing(open_database(folder / SESSIONS_FILE, now).connection) as connection:
        for number in range(10):
            later = (now.astimezone() + timedelta(hours=4 + number)).replace(second=0, microsecond=0)
            wish = Reminder(uuid=str(uuid4()), weekdays=frozenset(range(7)), at=later.time(), since=now)
            ReminderLog(connection).keep(wish)


@contextmanager
def running(command: list[str], environ: dict[str, str]) -> Iterator[int]:
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.terminate()


@contextmanager
def session_bus() -> Iterator[str]:
    """A bus of its own: what else is on the desktop's must not wake the two."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


def measure(minutes: float, settle_s: float) -> dict[str, tuple[Cost, Cost]]:
    """Run both and return what each had used before and after."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        fill(folder)
        environ = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": stack.enter_context(session_bus())}
        program = [sys.executable, "-m", "psoas_timer", "--data-dir", str(folder), "--hidden"]
        pids = {
            BARE: stack.enter_context(running([sys.executable, __file__, "--bare"], environ)),
            PROGRAM: stack.enter_context(running(program, environ)),
        }
        time.sleep(settle_s)
        before = {name: cost_of(pid) for name, pid in pids.items()}
        time.sleep(minutes * 60)
        return {name: (before[name], cost_of(pid)) for name, pid in pids.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--settle", type=float, default=20.0, help="seconds after the start that do not count")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        run_bare()
        return
    seconds = options.minutes * 60
    found = measure(options.minutes, options.settle)
    print(f"over {options.minutes:g} minutes")
    for name, (before, after) in found.items():
        share = (after.cpu_s - before.cpu_s) / seconds
        print(
            f"{name:28} {share:8.4%} of a core  {(after.wakeups - before.wakeups) / seconds:6.3f} wake-ups a second"
            f"  {after.memory_mb:6.1f} MB"
        )
    print(f"memory: {found[PROGRAM][1].memory_mb / found[BARE][1].memory_mb:.2f} times the bare one's")


if __name__ == "__main__":
    main()
