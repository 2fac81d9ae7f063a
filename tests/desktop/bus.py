"""A session bus of the tests' own, and a way to ask on it while Qt's event loop runs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from tests.systems import needs

PATIENCE_S = 30.0
Answer = TypeVar("Answer")

NEEDS_BUS = needs("dbus-daemon")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    """A session bus with nobody on it yet."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield daemon
        daemon.terminate()


def meanwhile(qtbot: QtBot, ask: Callable[[], Answer]) -> Answer:
    """Return what ``ask`` returns, in a thread, while this one answers events."""
    with ThreadPoolExecutor(1) as worker:
        asked = worker.submit(ask)
        qtbot.waitUntil(asked.done, timeout=int(PATIENCE_S * 1000))
        return asked.result()
