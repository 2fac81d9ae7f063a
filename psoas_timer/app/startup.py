"""Starts the program: one instance, one window, and the settings of the whole process."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from psoas_timer.app.application import Application
from psoas_timer.app.front import Start, make_front, paint_first
from psoas_timer.app.locale import follow_country, load_qt_sentences
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.desktop.qt_noise import leave_out_noise
from psoas_timer.desktop.single_instance import Claim, SingleInstance
from psoas_timer.lib.own_program import DESKTOP_ID
from psoas_timer.lib.translation import used_language
from psoas_timer.store.fault_log import open_fault_log
from psoas_timer.store.languages import ENGLISH
from psoas_timer.store.places import data_dir_path, named_data_dir, private_folder


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
    # As an argument, for the method returns a QStyle, whose hundreds of names in Python take 10 ms.
    qt = Application([*arguments, "-style", "Fusion"])
    if used_language().catalogue.language != ENGLISH:  # Qt's own sentences are in English
        load_qt_sentences(qt)
    qt.setApplicationName("psoas-timer")
    qt.setApplicationDisplayName("Psoas Timer")
    qt.setDesktopFileName(DESKTOP_ID)
    instance = SingleInstance(folder)
    match instance.claim(routine_id, is_quiet=is_hidden):
        case Claim.HANDED_ON:
            return 0
        case Claim.SILENT:
            raise silent(folder, instance.holder)
    front = make_front(qt, folder)
    start = Start(folder, named_data_dir(data_override) is not None, routine_id, is_hidden)
    if start.is_on_today:
        paint_first(qt, front)
    try:
        from psoas_timer.app.life import live  # most of the program, which the first paint does not need

        return live(qt, front, instance, start)
    except BaseException:
        front.window.hide()  # what went wrong is told elsewhere
        raise


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
