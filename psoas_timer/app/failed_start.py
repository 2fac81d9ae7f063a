"""Shows why the program has not started to who started it without a terminal: from a menu, at login, by a link."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from psoas_timer.app.application import Application
from psoas_timer.app.background import make_notifier
from psoas_timer.desktop.notices.notice import Notice
from psoas_timer.desktop.qt_noise import leave_out_noise
from psoas_timer.desktop.session_bus import SessionBus
from psoas_timer.lib.own_program import DESKTOP_ID
from psoas_timer.lib.translation import tr

# How long the program stays for the notice: some desktops remove one with the program that it is from.
NOTICE_MS = 60_000


def show_failure(text: str, *, is_hidden: bool) -> None:
    """Show ``text`` in a small window or, if ``is_hidden``, in a notice, and return when the person has seen it.

    A notice that the desktop does not show is replaced by the window. It needs a Qt that can open one.
    """
    leave_out_noise()
    known = QApplication.instance()
    qt = known if isinstance(known, QApplication) else Application(["psoas-timer"])
    qt.setApplicationName("psoas-timer")
    qt.setApplicationDisplayName("Psoas Timer")
    qt.setDesktopFileName(DESKTOP_ID)
    if isinstance(qt, Application):
        qt.set_icon()
    if not is_hidden or not _notify(text):
        from psoas_timer.ui.background.failure_window import show_failure_window

        show_failure_window(qt, text)


def _notify(text: str) -> bool:
    """Show ``text`` in a notice; False if the person wants the window, or there are no notices here."""
    loop = QEventLoop()
    bus = SessionBus(loop)
    notifier = make_notifier(bus, loop)
    notifier.refused.connect(lambda: loop.exit(1))
    notifier.answered.connect(lambda *_answer: loop.exit(1))  # it was pressed
    QTimer.singleShot(NOTICE_MS, loop, lambda: loop.exit(0))
    QTimer.singleShot(0, loop, lambda: notifier.show(Notice(tr("Psoas Timer could not start."), text, {})))
    is_done = loop.exec() == 0
    bus.close()
    return is_done
