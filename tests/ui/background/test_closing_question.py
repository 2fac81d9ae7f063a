"""What closing the window asks if there is no tray: by keyboard, for a screen reader, in large text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.background.closing_question import ClosingQuestion
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off
from tests.ui.keyboard import controls_of, labels_that_read_markup, nameless_controls, press, reach_by_tab, texts_of


class Asked:
    """The question over a narrow window, and what was answered."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(480, 400)
        self.window.show()
        self.question = ClosingQuestion(self.window)
        self.answers: list[bool] = []
        self.question.answered.connect(self.answers.append)
        self.ask()

    def ask(self) -> None:
        self.question.open()
        self.question.activateWindow()
        QApplication.processEvents()


@pytest.fixture
def asked(qtbot: QtBot) -> Iterator[Asked]:
    yield Asked(qtbot)


def test_it_says_why_it_asks_and_what_can_be_done(asked: Asked) -> None:
    texts = " ".join(texts_of(asked.question))
    assert "Psoas Timer can only remind you while it is running." in texts
    assert (asked.question.minimise.text(), asked.question.quit.text()) == ("Minimise and remind me", "Quit")
    assert asked.question.accessibleName() == "Psoas Timer can only remind you while it is running."
    assert not nameless_controls(asked.question)
    assert not labels_that_read_markup(asked.question)


def test_enter_is_the_answer_that_loses_nothing(asked: Asked) -> None:
    assert asked.question.focusWidget() is asked.question.minimise
    press(asked.question, Qt.Key.Key_Return)
    assert asked.answers == [True]
    assert not asked.question.isVisible()


def test_the_other_answer_is_reached_by_tab(asked: Asked) -> None:
    assert reach_by_tab(asked.question) == set(controls_of(asked.question))
    asked.question.minimise.setFocus()
    press(asked.question, Qt.Key.Key_Tab)
    press(asked.question, Qt.Key.Key_Space)
    assert asked.answers == [False]
    assert not asked.question.isVisible()


def test_escape_answers_nothing_and_it_can_be_asked_again(asked: Asked) -> None:
    press(asked.question, Qt.Key.Key_Escape)
    assert (asked.answers, asked.question.isVisible()) == ([], False)
    asked.ask()
    assert asked.question.isVisible()
    press(asked.question, Qt.Key.Key_Return)
    assert asked.answers == [True]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 175.0, 250.0])
def test_nothing_is_cut_off_however_large_the_letters(qtbot: QtBot, qapp: QApplication, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    asked = Asked(qtbot)
    question = asked.question
    assert not cut_off(question)
    for button in (question.minimise, question.quit):
        assert button.width() >= button.sizeHint().width()
