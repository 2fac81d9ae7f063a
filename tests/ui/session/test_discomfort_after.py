"""The question after a session: each answer is told, and the difference is said from two points on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.session.discomfort_after import DiscomfortAfter
from tests.ui.keyboard import button_named, nameless_controls, open_window, press, texts_of

QUESTION = "How much discomfort do you feel now?"


@pytest.fixture
def asked(qtbot: QtBot) -> DiscomfortAfter:
    made = DiscomfortAfter()
    qtbot.addWidget(made)
    made.resize(700, 200)
    open_window(made)
    made.show_levels(6, None)
    return made


@pytest.fixture
def answers(asked: DiscomfortAfter) -> list[object]:
    told: list[object] = []
    asked.level_chosen.connect(told.append)
    return told


def differences(asked: DiscomfortAfter) -> list[str]:
    return [text for text in texts_of(asked) if text.startswith("You rated")]


def test_it_asks_in_one_sentence_and_every_control_has_a_name(asked: DiscomfortAfter) -> None:
    assert texts_of(asked).count(QUESTION) == 1
    assert nameless_controls(asked) == []


def test_each_answer_is_told_and_can_be_withdrawn(asked: DiscomfortAfter, answers: list[object]) -> None:
    for text in ("4", "2", "Skip"):
        button_named(asked, text).click()
    assert answers == [4, 2, None]


def test_showing_an_answer_tells_none(asked: DiscomfortAfter, answers: list[object], said: list[str]) -> None:
    asked.show_levels(6, 3)
    assert asked.findChild(DiscomfortScale).level == 3
    assert differences(asked) == ["You rated it 6 before and 3 now."]
    asked.show_levels(6, None)
    assert asked.findChild(DiscomfortScale).level is None
    assert differences(asked) == []
    assert (answers, said) == ([], [])


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [(6, 3, "You rated it 6 before and 3 now."), (2, 7, "You rated it 2 before and 7 now."), (6, 5, ""), (None, 3, "")],
)
def test_a_difference_is_shown_and_a_screen_reader_says_it(
    asked: DiscomfortAfter, said: list[str], before: int | None, after: int, sentence: str
) -> None:
    asked.show_levels(before, None)
    button_named(asked, str(after)).click()
    assert differences(asked) == said == ([sentence] if sentence else [])
    button_named(asked, "Skip").click()
    assert differences(asked) == []


def test_enter_chooses_the_level_with_the_focus(asked: DiscomfortAfter, answers: list[object]) -> None:
    asked.findChild(DiscomfortScale).first.setFocus()
    for key in (Qt.Key.Key_3, Qt.Key.Key_Return):
        press(asked, key)
    assert answers == [3]
