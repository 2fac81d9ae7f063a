"""The list of keys is true: each does something where it is said to, and nothing else does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.shortcuts import session_shortcuts, window_shortcuts
from tests.running_app import Start, start

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

# What any window does by itself.
QT_OWN = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


def test_the_keys_of_the_window_are_those_it_has(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    told = {one for shortcut in window_shortcuts() for one in shortcut.keys}
    assert told - QT_OWN == {one.key().toString() for one in window.findChildren(QShortcut)}
    assert told >= QT_OWN


def test_the_keys_of_a_session_are_those_it_takes(start: Start) -> None:
    running = start()
    taken = set()
    for key in Qt.Key:
        if not running.app.player.is_active:
            running.app.practice.start(running.app.practice.routines["supported-bridge"])
            running.run(20)
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(running.app.window.page, event)
        if event.isAccepted():  # the session is where the key has taken it: the next begins anew
            taken.add(key)
            running.app.player.end()
            running.app.window.leave_full_screen()
            running.app.show_today()
    assert taken == {one for shortcut in session_shortcuts() for one in shortcut.keys}


def test_every_key_is_named_and_explained_once() -> None:
    for shortcuts in (window_shortcuts(), session_shortcuts()):
        assert all(one.names and one.does for one in shortcuts)
        keys = [key for one in shortcuts for key in one.keys]
        assert len(keys) == len(set(keys))
    for one in window_shortcuts():
        for key in one.keys:
            name = key if isinstance(key, str) else QKeySequence(key).toString()
            assert name[-1] in one.names or name in ("Backtab", "Return"), name
