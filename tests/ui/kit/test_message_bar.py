"""The message bar: one sentence at a time, shown literally, and what can be done about it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.problem import BadValue, Problem, Problems
from psoas_timer.lib.translation import problem_text
from psoas_timer.ui.kit.main_window import MainWindow
from psoas_timer.ui.kit.message_bar import Message, MessageBar
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    labels_that_read_markup,
    nameless_controls,
    press,
    reach_by_tab,
    texts_of,
)


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def test_bar_is_hidden_while_there_is_nothing_to_tell(bar: MessageBar) -> None:
    assert bar.isHidden()
    assert bar.text == ""


def test_messages_are_shown_one_after_the_other_and_each_once(bar: MessageBar) -> None:
    for text in ("One.", "Two.", "One.", "Two.", "Three."):
        bar.show_message(Message(text))
    seen = []
    while bar.text:
        assert not bar.isHidden()
        assert bar.text in texts_of(bar)
        seen.append(bar.text)
        button_named(bar, "Dismiss").click()
    assert seen == ["One.", "Two.", "Three."]
    assert bar.isHidden()


def test_dismissed_message_may_come_again(bar: MessageBar) -> None:
    for _ in range(2):
        bar.show_message(Message("The disk is full."))
        assert bar.text
        button_named(bar, "Dismiss").click()
    assert bar.isHidden()


def test_action_is_done_once_and_takes_its_message_away(bar: MessageBar) -> None:
    done: list[str] = []
    bar.show_message(Message("A session stopped early.", "Go on from there", lambda: done.append(bar.text)))
    bar.show_message(Message("Another."))
    button_named(bar, "Go on from there").click()
    assert done == ["Another."]  # it is already gone when the action runs
    assert bar.text == "Another."
    assert "Go on from there" not in texts_of(bar)


def test_action_may_tell_something_itself(bar: MessageBar) -> None:
    bar.show_message(Message("Again?", "Again", lambda: bar.show_message(Message("Again?"))))
    button_named(bar, "Again").click()
    assert bar.text == "Again?"


def test_undo_takes_back_the_last_thing_and_then_the_one_before(bar: MessageBar) -> None:
    done: list[str] = []
    for name in ("first", "second"):
        bar.show_message(Message("It is removed.", "Undo", lambda name=name: done.append(name)))
        bar.show_message(Message("Another."))
    for _ in range(2):
        assert bar.text == "It is removed."
        button_named(bar, "Undo").click()
    assert (done, bar.text) == (["second", "first"], "Another.")


def test_dismissing_takes_the_same_words_away_together(bar: MessageBar) -> None:
    for text in ("It is removed.", "It is removed.", "Another."):
        bar.show_message(Message(text, "Undo", lambda: None))
    button_named(bar, "Dismiss").click()
    assert bar.text == "Another."


def test_message_is_taken_back_wherever_it_stands(bar: MessageBar) -> None:
    first, second = Message("One."), Message("Two.")
    for message in (first, second):
        bar.show_message(message)
    bar.withdraw(second)
    assert bar.text == "One."
    for _ in range(2):
        bar.withdraw(first)
    assert bar.isHidden()


def test_problem_is_told_with_its_remedy(bar: MessageBar) -> None:
    bar.tell(Problem("There is no routine named {name}.", "These are known: {known}.", name="x", known="bridge"))
    assert bar.text == "There is no routine named x. These are known: bridge."


def test_braces_in_what_a_file_says_do_no_harm() -> None:
    told = problem_text(BadValue("{name} is {value}.", "", name="title", value="{a} {0} {"))
    assert told == "title is {a} {0} {."
    assert problem_text(Problems([BadValue("{name} is bad.", "", name="{x}")])) == "{x} is bad."


def test_message_is_shown_as_it_is(bar: MessageBar) -> None:
    bar.show_message(Message(MARKUP))
    assert MARKUP in texts_of(bar)
    assert labels_that_read_markup(bar) == []


def test_bar_works_by_keys_alone(bar: MessageBar) -> None:
    bar.show_message(Message("One.", "Do it", lambda: None))
    bar.show()
    assert nameless_controls(bar) == []
    reached = reach_by_tab(bar)
    assert {button_named(bar, "Do it"), button_named(bar, "Dismiss")} <= reached
    button_named(bar, "Dismiss").setFocus()
    press(bar, Qt.Key.Key_Return)
    assert bar.isHidden()


def test_an_offer_waits_where_it_would_disturb_and_what_has_gone_wrong_does_not(bar: MessageBar) -> None:
    done: list[str] = []
    bar.show_message(Message("Shall we remind you?", "Remind me", lambda: done.append("reminded")))
    bar.hold_offers(True)
    assert bar.isHidden()
    bar.show_message(Message("The disk is full."))
    assert bar.text == "The disk is full."
    button_named(bar, "Dismiss").click()
    assert bar.isHidden()
    bar.hold_offers(False)
    assert bar.text == "Shall we remind you?"
    button_named(bar, "Remind me").click()
    assert (done, bar.isHidden()) == (["reminded"], True)


def test_a_screen_reader_says_each_message_that_comes_up_once_with_its_offer(bar: MessageBar, said: list[str]) -> None:
    bar.show_message(Message("A session stopped early.", "Go on from there", lambda: None))
    for _ in range(2):
        bar.show_message(Message("The disk is full."))
    assert said == ["A session stopped early. Go on from there"]
    button_named(bar, "Dismiss").click()
    assert said[1:] == ["The disk is full."]
    button_named(bar, "Dismiss").click()
    assert len(said) == 2


def test_what_was_told_before_the_window_came_is_said_when_it_comes(qtbot: QtBot, said: list[str]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = MessageBar(window)
    bar.show_message(Message("The disk is full."))
    assert said == []
    for _ in range(2):  # the window is hidden, say to the tray, and comes back
        window.show()
        window.hide()
    assert said == ["The disk is full."]


def test_what_cannot_wait_is_shown_with_its_offer_where_others_are_held_back(bar: MessageBar) -> None:
    bar.hold_offers(True)
    bar.show_message(Message("It was deleted.", "Undo", lambda: None))
    bar.show_message(Message("The sound has stopped.", "Try again", lambda: None, cannot_wait=True))
    assert bar.text == "The sound has stopped."


LONG = "Your practice cannot be saved at the moment. You can carry on: Psoas Timer keeps it and tries again. The disk."


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 150.0, 250.0])
@pytest.mark.parametrize("size", [(480, 400), (900, 600)])
def test_message_wraps_beside_or_above_its_buttons_and_leaves_half_of_the_window(
    qtbot: QtBot, size: tuple[int, int], percent: float, qapp: QApplication
) -> None:
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    window = MainWindow()
    qtbot.addWidget(window)
    window.messages.show_message(Message(LONG, "Resume", lambda: None, cannot_wait=True))
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    bar = window.messages
    assert (window.width(), window.height()) == size
    assert bar.height() <= size[1] // 2 + 1
    shown = [one for one in bar.findChildren(QPushButton) if one.isVisible()]
    assert len(shown) == 2
    for one in shown:
        assert one.width() >= one.sizeHint().width() - 1 and bar.rect().contains(one.geometry())
    words = next(one for one in bar.findChildren(QLabel) if one.text() == LONG)
    assert words.height() >= words.heightForWidth(words.width()) - 1  # what does not fit scrolls, whole


def test_bar_steps_aside_for_a_question_and_comes_back(bar: MessageBar) -> None:
    bar.show()
    bar.show_message(Message("The disk is full."))
    bar.step_aside(True)
    assert bar.isHidden() and bar.text == "The disk is full."
    bar.step_aside(False)
    assert bar.isVisible()
