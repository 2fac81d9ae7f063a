"""A tray icon and nothing else, which obeys lines and prints wishes: the program of a test, run as a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.adherence import Week
from psoas_timer.desktop.session_bus import SessionBus
from psoas_timer.desktop.tray_presence import TrayPresence
from psoas_timer.ui.background.tray import Tray, TrayState

WEEK = "This week: 2 of 5, 5 days left."
WORDS = "2 of 5 this week. 5 minutes on your back?"
STATE = TrayState(
    Week(date(2026, 3, 2), (date(2026, 3, 2), date(2026, 3, 3)), 5, is_current=True), today=date(2026, 3, 4)
)
SETTLE_MS = 50


def say(word: object) -> None:
    print(word, flush=True)


class Program(QObject):
    """The icon over the presence of a tray, joined as the program joins them."""

    def __init__(self) -> None:
        super().__init__()
        self._presence = TrayPresence(SessionBus(self), self, settle_ms=SETTLE_MS)
        self._tray = tray = Tray(self, has_host=lambda: self._presence.has_host)
        tray.open_requested.connect(lambda: say("open"))
        tray.answered.connect(say)
        tray.quit_requested.connect(lambda: say("quit"))
        self._presence.appeared.connect(tray.appear)
        self._presence.appeared.connect(lambda: say("appeared"))
        self._orders: dict[str, Callable[[], object]] = {
            "there": lambda: tray.is_there,
            "tell": lambda: tray.show_message("Psoas Timer", WORDS),
            "wait": lambda: self._show(replace(STATE, reminder=WORDS)),
            "practise": lambda: self._show(replace(STATE, is_practising=True)),
        }
        tray.show_state(STATE)
        self._presence.watch()
        tray.appear()
        say("started")

    def obey(self) -> None:
        """Do what each line orders, and print what comes of it."""
        for line in os.read(sys.stdin.fileno(), 65536).decode().splitlines():
            say(self._orders[line]())

    def _show(self, state: TrayState) -> str:
        self._tray.show_state(state)
        return "shown"


def main() -> None:
    qt = QApplication(["psoas-timer"])
    qt.setQuitOnLastWindowClosed(False)
    program = Program()
    orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    orders.activated.connect(program.obey)
    qt.exec()


if __name__ == "__main__":
    main()
