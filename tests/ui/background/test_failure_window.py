"""The small window that says why the program has not started: whole, plain, and closed by a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.ui.background.failure_window import FailureWindow, show_failure_window

REASON = "There is <b>not</b> enough disk space for /somebody/data & more. Free up some space, then try again."


@pytest.fixture
def window(qtbot: QtBot) -> FailureWindow:
    made = FailureWindow(REASON)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_reason_is_shown_and_read_out_literally(window: FailureWindow) -> None:
    heading, reason = window.findChildren(QLabel)
    assert heading.text() == "Psoas Timer could not start."
    assert reason.text().replace("\u200b", "") == REASON
    assert reason.textFormat() is Qt.TextFormat.PlainText
    assert reason.accessibleName() == REASON
    assert (window.accessibleName(), window.accessibleDescription()) == (heading.text(), REASON)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_closes_it(window: FailureWindow, key: Qt.Key) -> None:
    window.activateWindow()
    (close,) = window.findChildren(QPushButton)
    assert window.focusWidget() is close
    QTest.keyClick(close, key)
    assert not window.isVisible()


def test_a_very_long_reason_fits_into_a_small_screen(qtbot: QtBot) -> None:
    window = FailureWindow("/folder" * 60 + " is full.")
    qtbot.addWidget(window)
    assert window.sizeHint().width() < 700


def test_it_is_shown_until_it_is_closed(qapp: QApplication) -> None:
    seen: list[str] = []

    def close() -> None:
        window = qapp.activeModalWidget()
        assert isinstance(window, FailureWindow)
        seen.append(window.accessibleDescription())
        window.reject()

    before = qapp.styleSheet(), qapp.palette(), qapp.font()
    QTimer.singleShot(0, close)
    show_failure_window(qapp, REASON)
    assert seen == [REASON]
    qapp.setStyleSheet(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])
