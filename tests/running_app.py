"""The program as a whole, offscreen, under clocks of the test's own; and what a person does in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from psoas_timer.app.program import App
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.engine.player import MAX_GAP_S
from psoas_timer.flows.transfer_flow import FileChooser

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class Running:
    """The program on a folder, with time in the test's hands."""

    def __init__(
        self, qapp: QApplication, folder: Path, start: datetime = EVENING, chooser: FileChooser | None = None
    ) -> None:
        self.folder, self.start, self.now_s = folder, start, 0.0
        self.app = App(qapp, folder, lambda: self.now_s, self._wall, is_silent=True, chooser=chooser)
        self.app.open()

    def _wall(self) -> datetime:
        return self.start + timedelta(seconds=self.now_s)

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds * 2)):
            self.now_s += 0.5
            self.app.player.tick()

    def finish_session(self) -> None:
        """Let it run to its end in the longest steps that do not count as a sleep of the machine."""
        while self.app.player.is_active:
            self.now_s += MAX_GAP_S
            self.app.player.tick()

    def press(self, key: Qt.Key) -> None:
        widget = self.app.window.focusWidget() or self.app.window
        QTest.keyClick(widget, key)

    @property
    def page(self) -> str:
        return type(self.app.window._stack.currentWidget()).__name__

    @property
    def sessions(self) -> list[SessionRecord]:
        return self.app.practice.log.sessions()

    @property
    def told(self) -> str:
        return self.app.window.messages.text


Start = Callable[..., Running]


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    made: list[Running] = []

    def begin(at: datetime = EVENING, folder: Path = tmp_path) -> Running:
        made.append(Running(qapp, folder, at))
        return made[-1]

    yield begin
    for running in made:
        running.app.close()
    # A window that stays would be styled anew with every test after this one.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def practise(running: Running, seconds: float | None = None) -> str:
    running.app.start_routine("supported-bridge")
    if seconds is None:
        running.finish_session()
    else:
        running.run(seconds)
        running.app.player.end()
    return running.sessions[0].uuid


def press(running: Running, name: str) -> None:
    """Click the visible button of this text or name."""
    found = [
        one
        for one in running.app.window.findChildren(QPushButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
