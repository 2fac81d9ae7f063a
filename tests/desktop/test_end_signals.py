"""The signals that ask a program to end: it ends in order, and in time even if it hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")

PROGRAM = """
import signal, sys, time
{before}
from PySide6.QtCore import QCoreApplication, QTimer
from psoas_timer.desktop.end_signals import EndSignals
qt = QCoreApplication([])
signals = EndSignals({end}, {patience_s})
QTimer.singleShot(0, lambda: print("ready", flush=True))
{then}
code = qt.exec()
print("in order", signals.is_asked, flush=True)
{after}
sys.exit(code)
"""
HANG = "QTimer.singleShot(0, lambda: time.sleep(1000))"
END_THAT_HANGS = "lambda code: (print('ending', flush=True), time.sleep(1000))"


def ended_by(
    *numbers: signal.Signals,
    before: str = "",
    end: str = "qt.exit",
    then: str = "",
    after: str = "",
    patience_s: float = 1000,
) -> tuple[int, str, str]:
    """Start a program, send it a signal after each line that it prints, and return its end."""
    program = PROGRAM.format(before=before, end=end, then=then, after=after, patience_s=patience_s)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        printed = ""
        for number in numbers:
            printed += process.stdout.readline()
            process.send_signal(number)
        rest, told = process.communicate(timeout=60)
    return process.returncode, printed + rest, told


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_ends_the_loop_in_order(name: str) -> None:
    number = signal.Signals[name]
    assert ended_by(number) == (128 + number, "ready\nin order True\n", "")


def test_a_program_that_hangs_ends_in_time() -> None:
    assert ended_by(signal.SIGTERM, then=HANG, patience_s=0.01) == (128 + signal.SIGTERM, "ready\n", "")


def test_a_second_ctrl_c_ends_an_end_that_takes_long() -> None:
    assert ended_by(signal.SIGINT, signal.SIGINT, end=END_THAT_HANGS) == (128 + signal.SIGINT, "ready\nending\n", "")


def test_a_terminal_that_closes_may_say_so_twice() -> None:
    code, printed, _told = ended_by(signal.SIGHUP, signal.SIGHUP, after="time.sleep(0.2); print('done')")
    assert (code, printed) == (128 + signal.SIGHUP, "ready\nin order True\ndone\n")


def test_a_signal_that_is_ignored_stays_so() -> None:
    ignored = "signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    code, printed, _told = ended_by(signal.SIGHUP, before=ignored, then="QTimer.singleShot(300, qt.quit)")
    assert (code, printed) == (0, "ready\nin order False\n")
