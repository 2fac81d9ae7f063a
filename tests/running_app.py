"""The whole program, offscreen, with the test's own clocks, and what a person does in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from psoas_timer.app.program import App
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.engine.clock import Clocks, local_zone
from psoas_timer.engine.player import MAX_GAP_S
from psoas_timer.flows.transfer_flow import FileChooser
from psoas_timer.ui.settings.parts_list import PartsList

W = TypeVar("W", bound=QWidget)
SETTLE_S = 15.0
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


class Running:
    """The program on a folder, with time controlled by the test."""

    def __init__(
        self, qapp: QApplication, folder: Path, start: datetime = EVENING, chooser: FileChooser | None = None
    ) -> None:
        self.folder, self.start, self.now_s, self.chooser = folder, start, 0.0, chooser
        self.zone: tzinfo | None = None  # that of the system
        self.app = App(qapp, folder, self._clocks(), is_silent=True, chooser=chooser)
        # Somebody who has set a time to lie down: a session begins at once, also the first one of a routine.
        kept = self.app.preferences
        kept.settings = replace(
            kept.settings, settle_s=SETTLE_S if kept.settings.settle_s is None else kept.settings.settle_s
        )
        self.app.open()

    def _clocks(self) -> Clocks:
        return Clocks(lambda: self.now_s, lambda: self.start + timedelta(seconds=self.now_s), self._zone_at)

    def _zone_at(self, now: datetime) -> tzinfo:
        return self.zone or local_zone(now)

    def go_to(self, moment: datetime) -> None:
        """Set the wall clock to another time, and fire the timer that watches it."""
        self.start = moment - timedelta(seconds=self.now_s)
        self.app.timer.look()

    def open_page(self, name: str) -> None:
        """Press the name of a place at the top of the window; the quiet screen after a session is left first."""
        if self.page == "ClosingPage":
            self.press(Qt.Key.Key_Return)
        press(self, name)

    def open_part(self, name: str) -> None:
        """Click a part in the list of Settings."""
        self.open_page("Settings")
        parts = self.find(PartsList)
        (item,) = parts.findItems(name, Qt.MatchFlag.MatchExactly)
        place = parts.visualItemRect(item).center()
        QTest.mouseClick(parts.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def be_seen(self) -> None:
        """Let the window be painted, and do what it does only then."""
        for _ in range(3):
            QApplication.processEvents()

    def find(self, kind: type[W]) -> W:
        """Return the one visible widget of this class in the window."""
        (found,) = [one for one in self.app.window.findChildren(kind) if one.isVisible()]
        return found

    def find_named(self, kind: type[W], name: str) -> W:
        """Return the one control of this class that is seen and bears this name."""
        found = [one for one in self.app.window.findChildren(kind) if one.isVisible() and one.accessibleName() == name]
        assert len(found) == 1, f"{len(found)} controls {name}"
        return found[0]

    def accept_offer(self) -> None:
        """Press what the message on top of the window offers to do, which comes before the button that dismisses it."""
        act, _dismiss = [one for one in self.app.window.messages.findChildren(QPushButton) if one.isVisible()]
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)

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

    def settle(self) -> None:
        """Wait until everything is written, and let the window hear of it."""
        assert self.app.journal.ledger.flush(10.0)
        QApplication.processEvents()

    @property
    def page(self) -> str:
        return type(self.app.window.page).__name__

    @property
    def sessions(self) -> list[SessionRecord]:
        return self.app.journal.sessions.sessions()

    @property
    def texts(self) -> list[str]:
        """What is read in the window, without the places at which a long path may break."""
        labels = [one for one in self.app.window.findChildren(QLabel) if one.isVisible()]
        return [one.text().replace("\u200b", "") for one in labels]

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
    """Click the visible button with this text or name."""
    found = [
        one
        for one in running.app.window.findChildren(QPushButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    ]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
