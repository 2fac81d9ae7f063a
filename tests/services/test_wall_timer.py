"""One timer for all that wait: the earliest instant of any, a minute at most, and silence after the end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import LONGEST_WAIT_S, SHORTEST_WAIT_S
from psoas_timer.services.wall_timer import WallTimer
from tests.services.household import EVENING


class Watcher:
    """Somebody who waits for an instant, None for never."""

    def __init__(self, timer: WallTimer, due: datetime | None = None) -> None:
        self.due, self.looks, self.asked = due, 0, 0
        timer.watch(self.look, self.next_due)

    def look(self) -> None:
        self.looks += 1

    def next_due(self) -> datetime | None:
        self.asked += 1
        return self.due


class Wall:
    """A clock in the test's hands and the timer that watches it."""

    def __init__(self) -> None:
        self.moment = EVENING
        self.timer = WallTimer(lambda: self.moment)

    def watcher(self, after_s: float | None = None) -> Watcher:
        return Watcher(self.timer, None if after_s is None else EVENING + timedelta(seconds=after_s))


@pytest.fixture
def wall(qapp: QCoreApplication) -> Wall:
    return Wall()


def test_it_rests_while_nobody_names_an_instant(wall: Wall) -> None:
    assert wall.timer.wait_ms == -1
    watcher = wall.watcher()
    assert wall.timer.wait_ms == -1
    watcher.due = EVENING + timedelta(seconds=7)
    wall.timer.wait()
    assert wall.timer.wait_ms == 7_000
    watcher.due = None
    wall.timer.wait()
    assert wall.timer.wait_ms == -1


def test_it_waits_for_the_earliest_of_all(wall: Wall) -> None:
    late, early, _never = wall.watcher(40), wall.watcher(20), wall.watcher()
    assert wall.timer.wait_ms == 20_000
    early.due = None
    wall.timer.wait()
    assert wall.timer.wait_ms == 40_000
    late.due = EVENING + timedelta(seconds=30)
    wall.timer.look()
    assert wall.timer.wait_ms == 30_000


@pytest.mark.parametrize("seconds", [61, 3600, 86_400 * 365])
def test_it_waits_a_minute_at_most(wall: Wall, seconds: float) -> None:
    wall.watcher(seconds)
    assert wall.timer.wait_ms == LONGEST_WAIT_S * 1000 == 60_000


@pytest.mark.parametrize("seconds", [0.0, 0.001, -5, -86_400])
def test_what_is_due_or_over_makes_it_look_soon_and_not_at_once_for_ever(wall: Wall, seconds: float) -> None:
    wall.watcher(seconds)
    assert wall.timer.wait_ms == SHORTEST_WAIT_S * 1000


def test_each_look_asks_everybody_and_compares_with_the_clock_as_it_is_by_then(wall: Wall) -> None:
    watchers = [wall.watcher(45), wall.watcher(), wall.watcher(50)]
    wall.moment = EVENING + timedelta(seconds=30)
    wall.timer.look()
    assert [one.looks for one in watchers] == [1, 1, 1]
    assert wall.timer.wait_ms == 15_000
    wall.moment = EVENING - timedelta(hours=1)  # the clock is set back
    wall.timer.look()
    assert wall.timer.wait_ms == 60_000


def test_who_has_looked_may_name_another_instant(wall: Wall) -> None:
    due = [EVENING + timedelta(seconds=10)]
    wall.timer.watch(lambda: due.append(due[-1] + timedelta(seconds=20)), lambda: due[-1])
    assert wall.timer.wait_ms == 10_000
    wall.moment = due[0]
    wall.timer.look()
    assert wall.timer.wait_ms == 20_000


def test_it_looks_by_itself_when_it_is_time(wall: Wall, qtbot: QtBot) -> None:
    watcher = wall.watcher(10)
    wall.timer.findChild(QTimer).setInterval(0)
    qtbot.waitUntil(lambda: watcher.looks > 0)
    assert wall.timer.wait_ms > 0, "and again"


def test_nobody_is_asked_after_the_end(wall: Wall) -> None:
    watcher = wall.watcher(10)
    wall.timer.stop()
    asked = watcher.asked
    assert wall.timer.wait_ms == -1
    wall.timer.look()
    wall.timer.wait()
    assert (watcher.looks, watcher.asked, wall.timer.wait_ms) == (0, asked, -1)
