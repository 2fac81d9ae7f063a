"""Ctrl+C at any moment: the process ends with 130 and says nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from psoas_timer.lib.interruption import INTERRUPTED
from tests.systems import POSIX

BEGIN = (
    "import os, signal, sys\nfrom psoas_timer.lib.interruption import end_quietly\nend_quietly()\n"
    "def interrupt(): os.kill(os.getpid(), signal.SIGINT)\n"
)
IN_A_CORNER = "class A:\n    def __del__(self): {action}\na = A(); del a\nsys.exit(3)\n"
MADE_ANOTHER = "try:\n    interrupt()\nexcept KeyboardInterrupt:\n    raise ImportError('could not import') from None\n"
CLEANED_UP = "try:\n    interrupt()\nfinally:\n    print('cleaned up', flush=True)\n"


def run(script: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@POSIX
@pytest.mark.parametrize("script", ["interrupt()", IN_A_CORNER.format(action="interrupt()"), MADE_ANOTHER])
def test_an_interruption_ends_the_process_without_a_word(script: str) -> None:
    assert run(script) == (INTERRUPTED, "")


@POSIX
def test_what_is_to_be_cleaned_up_is() -> None:
    assert run(CLEANED_UP) == (INTERRUPTED, "cleaned up\n")


@POSIX
def test_who_was_told_to_ignore_it_still_does() -> None:
    """As a shell tells what it runs in the background."""
    ignoring = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    script = f"{ignoring}{BEGIN}interrupt()\nsys.exit(3)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 3


@pytest.mark.parametrize("script", ["1 / 0", IN_A_CORNER.format(action="1 / 0")])
def test_any_other_failure_is_told_as_before(script: str) -> None:
    code, told = run(script)
    assert "ZeroDivisionError" in told
    assert code == (3 if "__del__" in script else 1)
