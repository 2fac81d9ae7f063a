"""The head of the sessions: its figures, and its two ways out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.history.sessions_heading import SessionsHeading
from tests.ui.keyboard import button_named, open_window, press, texts_of


@pytest.fixture
def heading(qtbot: QtBot) -> SessionsHeading:
    made = SessionsHeading()
    qtbot.addWidget(made)
    made.resize(800, 60)
    open_window(made)
    return made


@pytest.mark.parametrize(
    ("found", "total", "words"), [(1, 1, "1 session"), (12, 12, "12 sessions"), (3, 1200, "3 of 1,200 sessions")]
)
def test_it_says_how_many_are_shown_of_how_many(heading: SessionsHeading, found: int, total: int, words: str) -> None:
    heading.show_counts(found, total, 0)
    assert heading.count_words == words
    assert texts_of(heading) == ["Sessions", words, "Add a session"]


def test_the_bin_is_offered_while_something_is_in_it(heading: SessionsHeading) -> None:
    for binned, shown in ((2, ["Bin (2)"]), (0, []), (1500, ["Bin (1,500)"])):
        heading.show_counts(5, 5, binned)
        assert [text for text in texts_of(heading) if text.startswith("Bin")] == shown


def test_each_button_asks_for_what_it_says(heading: SessionsHeading) -> None:
    asked: list[str] = []
    heading.add_requested.connect(lambda: asked.append("add"))
    heading.bin_requested.connect(lambda: asked.append("bin"))
    heading.show_counts(5, 5, 1)
    for text in ("Add a session", "Bin (1)"):
        button_named(heading, text).setFocus()
        press(heading, Qt.Key.Key_Return)
    assert asked == ["add", "bin"]


def test_the_buttons_go_below_where_there_is_little_room(heading: SessionsHeading) -> None:
    add = button_named(heading, "Add a session")
    beside = add.y()
    heading.fit(is_narrow=True)
    heading.resize(300, 120)
    QApplication.processEvents()
    assert add.y() > beside
    assert add.x() == 0
    heading.fit(is_narrow=False)
    heading.resize(800, 60)
    QApplication.processEvents()
    assert add.x() > 400
