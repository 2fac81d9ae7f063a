"""The services over a folder of the test's own, with no window, and the time in the test's hands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QSignalSpy

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.engine.player import MAX_GAP_S, Player
from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.wall_timer import WallTimer
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionReader
from psoas_timer.store.places import ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE, assets_dir
from psoas_timer.store.routines.routine_shelf import RoutineShelf, open_shelf

SETTLE_S = 15.0
EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # a Monday


class Household:
    """Who keeps what is practised, and what they were heard to say: ``told`` has it in its order."""

    def __init__(self, folder: Path, moment: datetime = EVENING) -> None:
        self.folder, self.moment, self.now_s = folder, moment, 0.0
        self.loads = 0
        connection = open_database(folder / SESSIONS_FILE, moment).connection
        self.preferences = Preferences(folder / SETTINGS_FILE)
        self.preferences.adjust(settle_s=SETTLE_S)
        self.timer = WallTimer(self.now)
        self.journal = Journal(connection, self.preferences, self.now, self.timer)
        self.player = Player(lambda: self.now_s, self.now)
        self.practice = Practice(self.player, self.journal, self.preferences, self._load, self.now)
        self.told: list[str] = []
        self.journal.changed.connect(lambda: self.told.append("changed"))
        self.journal.day_turned.connect(lambda day: self.told.append(f"turned to {day}"))
        self.journal.held_back.connect(lambda _problem: self.told.append("held back"))
        self.journal.caught_up.connect(lambda: self.told.append("caught up"))
        self.journal.moved.connect(lambda _problem: self.told.append("moved"))
        self.journal.restored.connect(lambda: self.told.append("restored"))
        self.practice.ended.connect(lambda: self.told.append("ended"))
        self.practice.failed.connect(lambda _problem: self.told.append("failed"))

    def now(self) -> datetime:
        return self.moment

    @property
    def connection(self) -> sqlite3.Connection:
        """The one that writes, once it has written what there is."""
        self.journal.ledger.flush(1.0)
        return self.journal.ledger.connection

    def _load(self) -> RoutineShelf:
        self.loads += 1
        return open_shelf(assets_dir() / "routines", self.folder / ROUTINES_FOLDER)

    def go_to(self, moment: datetime) -> None:
        """Let the clock on the wall show another time, and the timer that watches it fire."""
        self.moment = moment
        self.timer.look()

    def start(self, routine_id: str = "supported-bridge", discomfort: int | None = None) -> None:
        self.practice.start(self.practice.routines[routine_id], discomfort)

    def run(self, seconds: float) -> None:
        """Let the session go on, in the longest steps that do not count as a sleep of the machine."""
        until_s = self.now_s + seconds
        while self.player.is_active and self.now_s < until_s:
            self.now_s = min(self.now_s + MAX_GAP_S, until_s)
            self.player.tick()

    def practise(self, routine_id: str = "supported-bridge") -> SessionRecord:
        """Practise a routine to its end."""
        self.start(routine_id)
        self.run(100_000)
        assert not self.player.is_active
        return self.sessions[0]

    def settle(self) -> None:
        """Wait until everything is written, and hear what came of it."""
        assert self.journal.ledger.flush(10.0)
        QCoreApplication.processEvents()

    def hear(self, signal: str) -> None:
        """Wait for a signal of the journal that comes from the thread that writes, unless it was heard already."""
        if signal not in [one.replace(" ", "_") for one in self.told]:
            spy = QSignalSpy(getattr(self.journal, signal))
            assert spy.wait(20_000), signal

    def refuse_writing(self, refuses: bool = True) -> None:
        """Let the database take nothing, or take it again."""
        self.journal.ledger.connection.execute(f"PRAGMA query_only = {'ON' if refuses else 'OFF'}")

    @property
    def sessions(self) -> list[SessionRecord]:
        return self.journal.sessions.sessions()

    @property
    def on_disk(self) -> list[SessionRecord]:
        """The sessions as another program finds them."""
        with closing(sqlite3.connect(self.folder / SESSIONS_FILE, timeout=0, isolation_level=None)) as other:
            return SessionReader(other).sessions()

    def close(self) -> None:
        self.timer.stop()
        if self.journal.ledger.is_closed:
            return
        self.refuse_writing(False)
        self.player.end()
        self.preferences.close()
        assert self.journal.ledger.close(10.0)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the database of a folder, as a viewer with an open edit does."""
    with closing(sqlite3.connect(folder / SESSIONS_FILE, timeout=10, isolation_level=None)) as viewer:
        viewer.execute("BEGIN EXCLUSIVE")
        yield
        viewer.execute("ROLLBACK")


@pytest.fixture
def household(qapp: QCoreApplication, tmp_path: Path) -> Iterator[Household]:
    made = Household(tmp_path)
    yield made
    made.close()
