"""How the program joins the desktop when it starts: what Qt tells of the end reaches who has to know."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from psoas_timer.app import background
from psoas_timer.desktop.autostart.base import Autostart, StartCommand
from tests.daily_reminder import DAILY
from tests.desktop.fake_notifier import FakeNotifier
from tests.running_app import EVENING, Running, Start, start

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what a window without a screen cannot do

TELL_QUIT = """
from PySide6.QtCore import QEvent
from psoas_timer.app.application import Application
qt = Application([])
qt.ending.connect(lambda: print("ending"))
qt.sendEvent(qt, QEvent(QEvent.Type.Quit))
"""


class FakeQt(QObject):
    """What of Qt's application is wanted, in the test's hands."""

    aboutToQuit = Signal()  # noqa: N815  (Qt's name)
    commitDataRequest = Signal()  # noqa: N815  (Qt's name)
    ending = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[int] = []

    def setQuitOnLastWindowClosed(self, quits: bool) -> None:
        pass

    def set_icon(self) -> None:
        pass

    def exit(self, code: int) -> None:
        self.codes.append(code)


class Joined:
    """The program on a desktop without a tray, with a reminder that waits."""

    def __init__(self, running: Running, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> None:
        self.app, self.qt, self.notifier = running.app, FakeQt(), FakeNotifier()
        autostart = Autostart(StartCommand(running.folder / "psoas-timer"), running.app)
        monkeypatch.setattr(background, "make_notifier", lambda *_given: self.notifier)
        monkeypatch.setattr(background, "make_autostart", lambda *_given: autostart)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={short_folder / 'nothing'}")
        qt: Any = self.qt
        background.join_desktop(qt, self.app, None)
        self.app.reminders.keep(DAILY)


@pytest.fixture
def joined(start: Start, monkeypatch: pytest.MonkeyPatch, short_folder: Path) -> Iterator[Joined]:
    made = Joined(start(EVENING), monkeypatch, short_folder)
    yield made
    made.qt.ending.emit()  # the window may close


@pytest.mark.parametrize("tell", ["ending", "commitDataRequest"])
def test_who_ends_the_session_of_the_desktop_is_asked_nothing(joined: Joined, qtbot: QtBot, tell: str) -> None:
    joined.app.window.close()
    assert joined.app.window.isVisible(), "it asks first"
    getattr(joined.qt, tell).emit()
    joined.app.window.close()
    assert not joined.app.window.isVisible()
    qtbot.waitUntil(lambda: joined.qt.codes == [0])


def test_at_the_end_no_notice_is_left_on_the_screen(joined: Joined) -> None:
    assert joined.notifier.is_open
    joined.qt.aboutToQuit.emit()
    assert not joined.notifier.is_open


def test_the_wish_of_the_system_that_it_quit_is_told() -> None:
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", TELL_QUIT], cwd=root, capture_output=True, text=True, timeout=60)
    assert told.stdout == "ending\n"
