"""One trial: the real program, in a folder of its own, under a fault that a person has met."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.real_window import virtual_screen

PATIENCE_S = 30.0


class CannotTryError(Exception):
    """This machine lacks what the trial needs; the text says what."""


@dataclass(frozen=True)
class Ground:
    """Where one trial takes place: an empty folder, and the program started on the data folder in it."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder that every command is given; the program makes it."""
        return self.folder / "data"

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "psoas_timer", "--data-dir", str(self.data), *map(str, arguments)]

    def run(
        self, *arguments: str | Path, code: int | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, with nothing but pipes; ``code`` is the exit status that is expected."""
        done = subprocess.run(
            self.command(*arguments),
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE_S * 4,
        )
        told = done.stdout + done.stderr
        assert "Traceback" not in told, f"a traceback:\n{told}"
        if code is not None:
            assert done.returncode == code, f"exit {done.returncode} instead of {code}: {told.strip()}"
        return done

    @contextmanager
    def running(self, *arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """The program left running, without a screen unless the environment names one; ended at the end."""
        process = subprocess.Popen(
            self.command(*arguments),
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.communicate(timeout=PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()


@dataclass(frozen=True)
class Trial:
    """One fault of the list: its number there, what is right in one sentence, and what finds out."""

    number: int
    right: str
    run: Callable[[Ground], None]


ALL: list[Trial] = []


def trial(number: int, right: str) -> Callable[[Callable[[Ground], None]], Callable[[Ground], None]]:
    """Add a function to the list; it returns when all is right and fails by an assertion when it is not."""

    def add(run: Callable[[Ground], None]) -> Callable[[Ground], None]:
        ALL.append(Trial(number, right, run))
        return run

    return add


def wait_until(question: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Ask repeatedly until the answer is true.

    Raises
    ------
    AssertionError
        If it is not within ``patience_s`` seconds.
    """
    end_s = time.monotonic() + patience_s
    while not question():
        assert time.monotonic() < end_s, f"no {what} within {patience_s:.0f} s"
        time.sleep(0.05)


def need(program: str) -> str:
    """Return the path of an outside program.

    Raises
    ------
    CannotTryError
        If it is not installed.
    """
    from shutil import which

    found = which(program)
    if found is None:
        raise CannotTryError(f"needs {program}")
    return found


@contextmanager
def screen() -> Iterator[str]:
    """A virtual screen: its DISPLAY.

    Raises
    ------
    CannotTryError
        If the programs for one are not installed.
    """
    for program in ("Xvfb", "xdotool"):
        need(program)
    with virtual_screen() as display:
        yield display
