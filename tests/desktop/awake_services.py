"""Services that keep the screen on, on a bus of the test's own: screen_saver.py, in processes beside the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.desktop.bus import PATIENCE_S, bus

__all__ = ["bus"]  # pytest finds its fixture by its name

ROOT = Path(__file__).resolve().parent.parent.parent
SCREEN_SAVER = "org.freedesktop.ScreenSaver"


class AwakeService:
    """The fake service, and what it says, line by line."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.desktop.screen_saver", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()
        assert self.next_line() == "ready"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def next_line(self) -> str:
        return self._lines.get(timeout=PATIENCE_S)


StartService = Callable[..., AwakeService]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No screen, and no system bus, whatever the person who runs the tests has."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SNAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")


@pytest.fixture
def start_awake(monkeypatch: pytest.MonkeyPatch, bare: None, bus: subprocess.Popen[str]) -> Iterator[StartService]:
    """Start a service by its name; the bus stands for the system's, too."""
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", os.environ["DBUS_SESSION_BUS_ADDRESS"])
    started: list[AwakeService] = []

    def start(*arguments: str) -> AwakeService:
        started.append(AwakeService(*arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.communicate()
