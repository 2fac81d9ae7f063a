"""Starts the program: one instance, one window, and what is set for the whole process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from psoas_timer.app import App
from psoas_timer.core.problem import Problem
from psoas_timer.desktop.media_control import media_control_here
from psoas_timer.desktop.single_instance import SingleInstance
from psoas_timer.desktop.wakefulness import Wakefulness
from psoas_timer.media_keys import MediaKeys
from psoas_timer.store.fault_log import open_fault_log
from psoas_timer.store.places import assets_dir, data_dir, named_data_dir
from psoas_timer.ui.words import tr

if TYPE_CHECKING:  # both are wanted after the first paint
    from psoas_timer.desktop.autostart import Autostart
    from psoas_timer.desktop.notice import Notifier
    from psoas_timer.desktop.session_bus import SessionBus

# The window is painted and can be used before.
UPKEEP_DELAY_MS = 2000
STAY_DELAY_MS = 200


class Application(QApplication):
    """Qt's application, which tells that the system wants it to quit before it asks the windows whether they may."""

    ending = Signal()

    def set_icon(self) -> None:
        """Give every window its icon, which costs a first paint its time and the background its memory."""
        if self.windowIcon().isNull():
            self.setWindowIcon(QIcon(str(assets_dir() / "icons" / "psoas-timer.svg")))

    # Qt's overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.ending.emit()
        return super().event(event)


def run(arguments: Sequence[str], data_override: Path | None, routine_id: str, *, is_hidden: bool = False) -> int:
    """Open the window, begin ``routine_id`` where one is given, and return when the program has ended.

    One that is hidden shows no window until somebody wants it.
    """
    os.umask(0o077)  # whatever is written is the person's own affair
    folder = data_dir(data_override)
    open_fault_log(folder)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a session is checkpointed: nothing to tidy up
    set_language()
    qt = Application(list(arguments))
    qt.setStyle("Fusion")
    qt.setApplicationName("psoas-timer")
    qt.setApplicationDisplayName("Psoas Timer")
    qt.setDesktopFileName("psoas-timer")
    instance = SingleInstance(folder)
    if not instance.acquire():
        if is_hidden or instance.wake_other(routine_id):
            return 0
        raise Problem(
            "Psoas Timer is open already for the folder {folder}, and does not answer.",
            "Close it first, or choose another folder with --data-dir.",
            folder=folder,
        )
    app = App(qt, folder)
    sys.excepthook = app.tell_fault
    instance.woken.connect(app.answer)
    awake = Wakefulness()
    app.practice.started.connect(awake.hold)
    app.practice.ended.connect(awake.release)
    awake.refused.connect(app.tell_sleepy_screen)
    control = media_control_here()
    control.raise_requested.connect(app.come_to_front)
    control.keys_taken.connect(app.leave_media_keys)
    MediaKeys(app.practice, control, app)
    app.window.seen_changed.connect(lambda: QTimer.singleShot(0, qt.set_icon))
    if not is_hidden:
        app.open()
    told_folder = folder if named_data_dir(data_override) else None  # at the next login nobody tells it again
    QTimer.singleShot(0 if is_hidden else STAY_DELAY_MS, lambda: _stay(qt, app, told_folder))
    QTimer.singleShot(0, instance.listen)
    QTimer.singleShot(UPKEEP_DELAY_MS, app.keep_up)
    if routine_id:
        QTimer.singleShot(0, lambda: app.start_routine(routine_id))
    code = qt.exec()
    app.close()
    awake.close()
    instance.release()
    return code


def _stay(qt: Application, app: App, told_folder: Path | None) -> None:
    """Join the desktop, once the window is painted: reminders, notices and the tray."""
    from psoas_timer.desktop.session_bus import SessionBus
    from psoas_timer.desktop.tray_presence import TrayPresence
    from psoas_timer.presence import Presence
    from psoas_timer.ui.tray import Tray

    qt.setQuitOnLastWindowClosed(False)  # from now on presence knows when it is over
    bus = SessionBus(app)
    notifier = _make_notifier(bus, app)
    tray_presence = TrayPresence(bus, app)
    tray = Tray(app, has_host=lambda: tray_presence.has_host)
    presence = Presence(app.window, app.practice, app.reminding, app.preferences, notifier, tray, app)
    app.reminding.notice_wanted.connect(qt.set_icon)
    presence.open_requested.connect(app.come_to_front)
    presence.start_requested.connect(app.start_due)
    presence.quit_requested.connect(lambda: qt.exit(0))
    presence.failed.connect(app.window.messages.tell)
    qt.aboutToQuit.connect(notifier.end)
    qt.ending.connect(presence.expect_end)
    qt.commitDataRequest.connect(presence.expect_end)
    tray_presence.appeared.connect(presence.appear)
    tray_presence.watch()
    app.take_autostart(_make_autostart(bus, app, told_folder))
    app.begin_reminding()
    presence.appear()


def _make_autostart(bus: SessionBus, app: App, told_folder: Path | None) -> Autostart:
    """Return how this system starts us at login, brought up to date where it is on."""
    from psoas_timer.desktop.autostart import autostart_here, command_here

    granted = app.preferences.settings.autostart_granted
    reason = tr("Psoas Timer reminds you in the background.")
    autostart = autostart_here(command_here(told_folder), bus, reason, was_granted=granted, parent=app)

    def remember(is_on: bool) -> None:
        app.preferences.change(replace(app.preferences.settings, autostart_granted=is_on))

    if autostart.is_forgetful:
        autostart.changed.connect(remember)
    autostart.refresh()
    return autostart


def _make_notifier(bus: SessionBus, app: App) -> Notifier:
    """Return the way in which this system shows notices."""
    if sys.platform in ("win32", "darwin"):
        from psoas_timer.desktop.system_notifier import SystemNotifier

        return SystemNotifier(app)
    from psoas_timer.desktop.notifier import DesktopNotifier

    return DesktopNotifier(bus, app)


def set_language() -> None:
    """Name days and months in the language of the sentences, by the calendar of the person's own country."""
    system = QLocale.system()
    if system.language() is not QLocale.Language.C:
        QLocale.setDefault(english_of(system))


def english_of(own: QLocale) -> QLocale:
    """Return English as it is written in a person's ``own`` country.

    Qt 6.11 has none for 138 countries and gives that of the US: there it is an English whose weeks begin on the same
    day and, where there is one, whose clock counts to 12 or 24 alike; Britain's of several.
    """
    language = QLocale.Language.English
    english = QLocale(language, own.territory())
    if english.territory() == own.territory():
        return english
    british = QLocale(language, QLocale.Country.UnitedKingdom)
    others = QLocale.matchingLocales(language, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    kept = _habits(own)
    return min((british, *others), key=lambda one: [had != has for had, has in zip(kept, _habits(one), strict=True)])


def _habits(locale: QLocale) -> tuple[Qt.DayOfWeek, bool]:
    """Return on which day a week begins, and whether the hours have a morning and an afternoon."""
    return locale.firstDayOfWeek(), "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
