"""The program behind its window: built after the first paint, joined to the desktop, and run to its end."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer

from psoas_timer.app.application import Application
from psoas_timer.app.background import join_desktop
from psoas_timer.app.front import Front, Start
from psoas_timer.app.program import PATIENCE_S, App
from psoas_timer.desktop.end_signals import EndSignals
from psoas_timer.desktop.media.here import media_control_here
from psoas_timer.desktop.single_instance import SingleInstance
from psoas_timer.desktop.wakefulness import Wakefulness
from psoas_timer.engine.player import PlayerState
from psoas_timer.services.media_keys import MediaKeys

# By then the page is painted and ready to use.
DAILY_TASKS_DELAY_MS = 2000
JOIN_DELAY_MS = 200
# How long the end may wait for what is still to be written if a signal asked for it, in seconds.
ASKED_PATIENCE_S = 2.0


def live(qt: Application, front: Front, instance: SingleInstance, start: Start) -> int:
    """Run until the program ends, and return its exit code."""
    ending = EndSignals(qt.exit)
    app = App(qt, start.folder, front=front)
    app.welcome()
    sys.excepthook = app.tell_fault
    instance.woken.connect(app.answer)
    awake = Wakefulness(is_paused=lambda: app.player.state is PlayerState.PAUSED)
    app.practice.started.connect(awake.hold)
    app.practice.ended.connect(awake.release)
    awake.refused.connect(app.tell_sleepy_screen)
    control = media_control_here()
    control.raise_requested.connect(app.come_to_front)
    control.keys_taken.connect(app.ignore_media_keys)
    MediaKeys(app.practice, control, app)
    app.window.visibility_changed.connect(lambda: QTimer.singleShot(0, qt.set_icon))
    if not start.is_hidden:
        app.open()
        QTimer.singleShot(0, qt.set_icon)
    told_folder = start.folder if start.is_named else None
    QTimer.singleShot(0 if start.is_hidden else JOIN_DELAY_MS, lambda: join_desktop(qt, app, told_folder))
    QTimer.singleShot(0, instance.listen)
    QTimer.singleShot(DAILY_TASKS_DELAY_MS, app.do_daily_tasks)
    if start.routine_id:
        QTimer.singleShot(0, lambda: app.start_routine(start.routine_id))
    code = qt.exec()
    app.close(ASKED_PATIENCE_S if ending.is_asked else PATIENCE_S)
    awake.close()
    instance.release()
    return code
