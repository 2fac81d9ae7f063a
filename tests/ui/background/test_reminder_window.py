"""The small window with a reminder: it appears without taking the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.ui.background.reminder_window import ReminderWindow

WORDS = "3 of 5 this week. <b>5</b> minutes & more?"


def test_the_small_window_comes_without_taking_the_keys_and_goes_without_an_answer(qtbot: QtBot) -> None:
    window = ReminderWindow()
    heard: list[ReminderAnswer] = []
    window.answered.connect(heard.append)
    window.show_reminder(WORDS)
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.close()
    assert (window.isVisible(), heard) == (False, [])
    window.show_reminder(WORDS)
    assert window.isVisible()
    window.hide()
    window.deleteLater()


def test_the_same_words_are_said_each_time_the_window_comes_up_and_once(said: list[str]) -> None:
    window = ReminderWindow()
    for times in (1, 2):
        window.show_reminder(WORDS)
        window.show_reminder(WORDS)
        assert said == [WORDS] * times
        window.hide()
    window.deleteLater()
