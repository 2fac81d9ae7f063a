"""Starts the program: one instance, one window, and what is set for the whole process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from psoas_timer.app import App
from psoas_timer.core.problem import Problem
from psoas_timer.desktop.media_control import MediaControl
from psoas_timer.desktop.single_instance import SingleInstance
from psoas_timer.desktop.wakefulness import Wakefulness
from psoas_timer.media_keys import MediaKeys
from psoas_timer.store.fault_log import open_fault_log
from psoas_timer.store.places import assets_dir, data_dir

# The window is painted and can be used long before.
UPKEEP_DELAY_MS = 2000


def run(arguments: Sequence[str], data_override: Path | None, routine_id: str) -> int:
    """Open the window, begin ``routine_id`` where one is given, and return when the window is closed."""
    os.umask(0o077)  # whatever is written is the person's own affair
    folder = data_dir(data_override)
    open_fault_log(folder)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a session is checkpointed: nothing to tidy up
    set_language()
    qt = QApplication(list(arguments))
    qt.setStyle("Fusion")
    qt.setApplicationName("psoas-timer")
    qt.setApplicationDisplayName("Psoas Timer")
    qt.setDesktopFileName("psoas-timer")
    instance = SingleInstance(folder)
    if not instance.acquire():
        if instance.wake_other(routine_id):
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
    control = MediaControl()
    control.raise_requested.connect(app.come_to_front)
    MediaKeys(app.practice, control, app)
    app.window.show()
    QTimer.singleShot(0, instance.listen)
    QTimer.singleShot(0, lambda: qt.setWindowIcon(QIcon(str(assets_dir() / "icons" / "psoas-timer.svg"))))
    QTimer.singleShot(UPKEEP_DELAY_MS, app.keep_up)
    if routine_id:
        QTimer.singleShot(0, lambda: app.start_routine(routine_id))
    code = qt.exec()
    app.close()
    awake.close()
    instance.release()
    return code


def set_language() -> None:
    """Name days and months in the language of the sentences, by the calendar of the person's own country."""
    system = QLocale.system()
    if system.language() is not QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English, system.territory()))
