"""A waiting reminder: shown with its answers, by keyboard, for a screen reader, in little room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import ReminderAnswer
from psoas_timer.ui.kit.pending_bar import PendingBar
from psoas_timer.ui.kit.reminder_words import answer_words
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page
from tests.ui.keyboard import labels_that_read_markup, nameless_controls

WORDS = "3 of 5 this week. <b>5</b> minutes & more?"

ANSWERS = ("Start", "In 10 minutes", "Skip today")


@pytest.fixture
def bar(qtbot: QtBot) -> PendingBar:
    made = PendingBar()
    qtbot.addWidget(made)
    return made


def test_it_is_there_only_while_a_reminder_waits(bar: PendingBar) -> None:
    assert bar.isHidden()
    bar.show_reminder(WORDS)
    assert (bar.isVisible(), bar.text) == (True, WORDS)
    bar.show_reminder("")
    assert bar.isHidden()


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_answer_is_a_key_away(bar: PendingBar, answer: str) -> None:
    heard: list[ReminderAnswer] = []
    bar.answered.connect(heard.append)
    bar.show_reminder(WORDS)
    (button,) = [one for one in bar.findChildren(QPushButton) if one.text() == answer]
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert [answer_words()[one] for one in heard] == [answer]


def test_a_screen_reader_says_what_it_is_about_and_nothing_is_markup(bar: PendingBar) -> None:
    bar.show_reminder(WORDS)
    assert bar.accessibleName() == WORDS
    assert {one.accessibleDescription() for one in bar.findChildren(QPushButton)} == {WORDS}
    assert (nameless_controls(bar), labels_that_read_markup(bar)) == ([], [])


@EACH_FAMILY
@pytest.mark.parametrize("width", [260, 900])
def test_answers_stand_below_each_other_where_there_is_no_room(qtbot: QtBot, width: int) -> None:
    bar = PendingBar()
    _page = in_page(qtbot, bar, width, 400)
    bar.show_reminder(WORDS)
    buttons = bar.findChildren(QPushButton)
    qtbot.waitUntil(lambda: len({one.y() for one in buttons}) == (3 if width == 260 else 1))
    assert cut_off(bar) == []
