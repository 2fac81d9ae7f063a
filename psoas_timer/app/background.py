"""Joins the desktop once the window is painted: reminders, notices, the tray, starting at login."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from psoas_timer.app.application import Application
from psoas_timer.app.program import App
from psoas_timer.lib.translation import tr

if TYPE_CHECKING:  # these are needed only after the first paint
    from psoas_timer.desktop.autostart.base import Autostart
    from psoas_timer.desktop.notices.notice import Notifier
    from psoas_timer.desktop.session_bus import SessionBus


def join_desktop(qt: Application, app: App, told_folder: Path | None) -> None:
    """Join the desktop, once the window is painted: reminders, notices and the tray."""
    from psoas_timer.desktop.session_bus import SessionBus
    from psoas_timer.desktop.tray_presence import TrayPresence
    from psoas_timer.flows.background_flow import BackgroundFlow
    from psoas_timer.ui.background.tray import Tray

    qt.setQuitOnLastWindowClosed(False)  # from now on the flow decides when to quit
    bus = SessionBus(app)
    notifier = make_notifier(bus, app)
    tray_presence = TrayPresence(bus, app)
    tray = Tray(app, has_host=lambda: tray_presence.has_host)
    app.appearance.dress(tray.menu)
    flow = BackgroundFlow(app.window, app.services, app.reminders, notifier, tray, app)
    app.reminders.notice_wanted.connect(qt.set_icon)
    flow.open_requested.connect(app.come_to_front)
    flow.quit_requested.connect(lambda: qt.exit(0))
    flow.failed.connect(app.window.messages.tell)
    qt.aboutToQuit.connect(notifier.end)
    qt.ending.connect(flow.expect_end)
    qt.commitDataRequest.connect(flow.expect_end)
    tray_presence.appeared.connect(flow.appear)
    tray_presence.watch()
    app.take_autostart(make_autostart(bus, app, told_folder))
    app.begin_reminding()
    flow.appear()


def make_autostart(bus: SessionBus, app: App, told_folder: Path | None) -> Autostart:
    """Return how this system starts the program at login, brought up to date if it is on."""
    from psoas_timer.desktop.autostart.command import command_here
    from psoas_timer.desktop.autostart.here import autostart_here

    granted = app.preferences.settings.autostart_granted
    reason = tr("Psoas Timer reminds you in the background.")
    autostart = autostart_here(command_here(told_folder), bus, reason, was_granted=granted, parent=app)

    def remember(is_on: bool) -> None:
        app.preferences.change(replace(app.preferences.settings, autostart_granted=is_on))

    if autostart.is_forgetful:
        autostart.changed.connect(remember)
    autostart.refresh()
    return autostart


def make_notifier(bus: SessionBus, parent: QObject) -> Notifier:
    """Return how this system shows notices."""
    if sys.platform in ("win32", "darwin"):
        from psoas_timer.desktop.notices.native import NativeNotifier

        return NativeNotifier(parent)
    from psoas_timer.desktop.notices.freedesktop import FreedesktopNotifier

    return FreedesktopNotifier(bus, parent)
