"""Starts the program: one instance, one window, and the settings of the whole process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer

from psoas_timer.app.application import Application
from psoas_timer.app.background import join_desktop
from psoas_timer.app.locale import follow_country, load_qt_sentences
from psoas_timer.app.program import PATIENCE_S, App
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.desktop.end_signals import EndSignals
from psoas_timer.desktop.media.here import media_control_here
from psoas_timer.desktop.qt_noise import leave_out_noise
from psoas_timer.desktop.single_instance import Claim, SingleInstance
from psoas_timer.desktop.wakefulness import Wakefulness
from psoas_timer.engine.player import PlayerState
from psoas_timer.lib.translation import used_language
from psoas_timer.services.media_keys import MediaKeys
from psoas_timer.store.fault_log import open_fault_log
from psoas_timer.store.languages import ENGLISH
from psoas_timer.store.places import data_dir_path, named_data_dir, private_folder

# By then the window is painted and ready to use.
DAILY_TASKS_DELAY_MS = 2000
JOIN_DELAY_MS = 200
# How long the end may wait for what is still to be written if a signal asked for it, in seconds.
ASKED_PATIENCE_S = 2.0


def run(arguments: Sequence[str], data_override: Path | None, routine_id: str, *, is_hidden: bool = False) -> int:
    """Open the window, start ``routine_id`` if one is given, and return when the program has ended.

    If ``is_hidden``, the window stays hidden until the person asks for it.
    """
    os.umask(0o077)  # whatever is written is private
    folder = data_dir_path(data_override)
    with suppress(Problem):  # the program starts all the same, and tells it with what it could not open there
        private_folder(folder)
    open_fault_log(folder)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # until there is a window, there is nothing to clean up
    follow_country(used_language().catalogue)
    leave_out_noise()
    qt = Application(list(arguments))
    if used_language().catalogue.language != ENGLISH:  # Qt's own sentences are in English
        load_qt_sentences(qt)
    qt.setStyle("Fusion")
    qt.setApplicationName("psoas-timer")
    qt.setApplicationDisplayName("Psoas Timer")
    qt.setDesktopFileName("psoas-timer")
    instance = SingleInstance(folder)
    match instance.claim(routine_id, is_quiet=is_hidden):
        case Claim.HANDED_ON:
            return 0
        case Claim.SILENT:
            raise silent(folder, instance.holder)
    ending = EndSignals(qt.exit)
    app = App(qt, folder)
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
    if not is_hidden:
        app.open()
    told_folder = folder if named_data_dir(data_override) else None  # the start at login must name it again
    QTimer.singleShot(0 if is_hidden else JOIN_DELAY_MS, lambda: join_desktop(qt, app, told_folder))
    QTimer.singleShot(0, instance.listen)
    QTimer.singleShot(DAILY_TASKS_DELAY_MS, app.do_daily_tasks)
    if routine_id:
        QTimer.singleShot(0, lambda: app.start_routine(routine_id))
    code = qt.exec()
    app.close(ASKED_PATIENCE_S if ending.is_asked else PATIENCE_S)
    awake.close()
    instance.release()
    return code


def silent(folder: Path, holder: tuple[int, str] | None) -> Problem:
    """Return what to do about a program that holds ``folder`` and does not answer; ``holder`` is what it wrote."""
    what = N_("Psoas Timer is already open for the folder {folder}, but does not respond.")
    if holder is None:
        return Problem(what, N_("Close its window. If you cannot find it, restart the computer."), folder=folder)
    process, computer = holder
    return Problem(
        what,
        N_("Close its window. If you cannot find it, end process {process} on the computer {computer}, or restart it."),
        folder=folder, process=process, computer=computer,
    )  # fmt: skip
