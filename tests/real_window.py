"""The real program in a real window on a virtual screen, and a keyboard for it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE
from tests.tested_program import program_words

PATIENCE_S = 60.0
Found = TypeVar("Found")

# Six seconds of breathing, two stages, so that a key can skip to the second.
ROUTINE = """
title = "A short one"
position = "On your back"
[[stage]]
id = "first"
title = "First"
picture = "on_back"
pattern = { inhale_s = 1, exhale_s = 1 }
cycles = 30
[[stage]]
id = "second"
title = "Second"
picture = "on_back"
pattern = { inhale_s = 1, exhale_s = 1 }
cycles = 3
"""


def wait_for(find: Callable[[], Found | None], what: str, patience_s: float = PATIENCE_S) -> Found:
    """Ask repeatedly until there is an answer; the program may take its time, the test does not."""
    end_s = time.monotonic() + patience_s
    while time.monotonic() < end_s:
        found = find()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"no {what} within {patience_s:.0f} s")


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A virtual screen for this module alone: its DISPLAY."""
    with virtual_screen() as display:
        yield display


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Yield the DISPLAY of a new virtual screen."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            display = f":{answer.readline().strip()}"
        # It names its display a moment before it lets the first client in, and without -noreset it begins anew when
        # the last one has gone.
        command = ["xdotool", "getdisplaygeometry"]
        wait_for(
            lambda: (
                subprocess.run(command, env={**os.environ, "DISPLAY": display}, capture_output=True).returncode == 0
            ),
            "screen",
        )
        yield display
        server.terminate()


class Program:
    """The real program on its own data folder."""

    def __init__(self, screen: str, folder: Path) -> None:
        self.folder = folder
        self._env = {**os.environ, "DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [*program_words(), "--data-dir", str(self.folder), *arguments]
        process = subprocess.Popen(command, env=self._env)
        self._processes.append(process)
        return process

    def focus_window(self) -> None:
        window = wait_for(lambda: self.find_window("Psoas Timer"), "window")
        wait_for(lambda: self._ask("windowfocus", "--sync", window) is not None, "focus")

    def find_window(self, name: str) -> str | None:
        """Return the visible window with ``name`` in its title, None if there is none."""
        return self._ask("search", "--onlyvisible", "--name", name)

    @property
    def focused_window(self) -> str | None:
        return self._ask("getwindowfocus")

    def use_bus(self, address: str) -> None:
        """Start from now on with the session bus at ``address``."""
        self._env["DBUS_SESSION_BUS_ADDRESS"] = address

    def use(self, **environment: str) -> None:
        """Start from now on with these variables."""
        self._env = {**self._env, **environment}

    def press(self, *keys: str, delay_ms: int = 60) -> None:
        self._ask("key", "--delay", str(delay_ms), *keys)

    def hold(self, key: str, seconds: float) -> None:
        """Hold a key down, which X repeats after 0.66 s."""
        self._ask("keydown", key, "sleep", str(seconds), "keyup", key)

    def _ask(self, *words: str) -> str | None:
        done = subprocess.run(["xdotool", *words], env=self._env, capture_output=True, text=True, timeout=PATIENCE_S)
        return done.stdout.strip().split("\n")[0] if done.returncode == 0 else None

    def sessions(self) -> list[SessionRecord]:
        """What the history holds now, read from beside the running program."""
        try:
            connection = sqlite3.connect(f"file:{self.folder / SESSIONS_FILE}?mode=ro", uri=True)
            with closing(connection):
                return SessionLog(connection).sessions()
        except sqlite3.OperationalError:  # the program is only about to make it
            return []

    def find_session(self, status: Status) -> SessionRecord | None:
        return next((record for record in self.sessions() if record.status is status), None)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def program(screen: str, tmp_path: Path) -> Iterator[Program]:
    (tmp_path / ROUTINES_FOLDER).mkdir()
    (tmp_path / ROUTINES_FOLDER / "short-one.toml").write_text(ROUTINE)
    (tmp_path / SETTINGS_FILE).write_text('{"version": 1, "settle_s": 0}')
    made = Program(screen, tmp_path)
    yield made
    made.close()
