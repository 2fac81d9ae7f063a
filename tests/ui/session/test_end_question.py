"""The question before a session ends: whole in every window, and alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.session.end_question import EndQuestion
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import button_named, press


def ask(qtbot: QtBot, size: tuple[int, int]) -> tuple[QWidget, EndQuestion]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(*size)
    question = EndQuestion(page)
    page.show()
    question.open()
    QApplication.processEvents()
    return page, question


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 150.0, 250.0])
@pytest.mark.parametrize("size", [(480, 400), (400, 480), (1280, 800)])
def test_question_is_whole_in_every_window(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], percent: float
) -> None:
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    page, question = ask(qtbot, size)
    assert page.rect().contains(question.geometry())
    for one in question.findChildren(QPushButton):
        assert one.width() >= one.sizeHint().width() and one.height() >= one.sizeHint().height() - 2
        assert question.rect().contains(one.geometry())
    for words in question.findChildren(QLabel):
        if words.isVisible():
            assert words.height() >= words.heightForWidth(words.width()) - 1, words.text()
    assert any(one.isVisible() and one.text() == "End this session?" for one in question.findChildren(QLabel))


def test_answers_are_wishes(qtbot: QtBot) -> None:
    _page, question = ask(qtbot, (900, 600))
    heard: list[str] = []
    question.end_requested.connect(lambda: heard.append("end"))
    question.go_on_requested.connect(lambda: heard.append("go on"))
    button_named(question, "End session").click()
    press(question, Qt.Key.Key_Escape)
    button_named(question, "Continue").click()
    assert heard == ["end", "go on", "go on"]
