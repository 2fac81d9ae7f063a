"""A service of the desktop that is a process of the tests' own: what it says as JSON, line by line, and its orders."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from pytestqt.qtbot import QtBot

from tests.desktop.bus import PATIENCE_S

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_MS = int(PATIENCE_S * 1000)


class FakeService:
    """The process of a ``module`` of tests.desktop, ready to be asked."""

    def __init__(self, qtbot: QtBot, module: str, *options: str) -> None:
        self.qtbot = qtbot
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"tests.desktop.{module}", *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()
        assert self.hear() == {"ready": True}

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    @property
    def has_more(self) -> bool:
        """Tell whether it has said anything that was not heard yet."""
        return not self._lines.empty()

    def hear(self) -> dict[str, Any]:
        """Return what it was asked next, while this thread answers events."""
        self.qtbot.waitUntil(lambda: self.has_more, timeout=PATIENCE_MS)
        heard: dict[str, Any] = json.loads(self._lines.get())
        return heard

    def order(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()
