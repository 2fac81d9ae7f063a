"""A list to read: its marks, its lines as they are, and others in their place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.listing import Listing
from tests.ui.keyboard import MARKUP, open_window, texts_of


def test_lines_are_shown_as_they_are_each_with_its_mark(qtbot: QtBot) -> None:
    numbered, plain = Listing([MARKUP, "Two"], numbered=True), Listing(["One", "Two"])
    for one in (numbered, plain):
        qtbot.addWidget(one)
    assert texts_of(numbered) == ["1.", MARKUP, "2.", "Two"]
    assert texts_of(plain) == ["•", "One", "•", "Two"]
    assert {one.textFormat() for one in numbered.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_other_lines_take_the_place_of_the_first_ones_at_once(qtbot: QtBot) -> None:
    box = Listing(["One", "Two", "Three"])
    qtbot.addWidget(box)
    open_window(box)
    box.show_lines(["Four"])
    QApplication.processEvents()
    assert texts_of(box) == ["•", "Four"]
    box.show_lines([])
    assert texts_of(box) == []


def test_a_shorter_list_leaves_no_gap_of_the_longer_one(qtbot: QtBot) -> None:
    fresh, changed = Listing(["One"]), Listing([f"Line {number}" for number in range(9)])
    for one in (fresh, changed):
        qtbot.addWidget(one)
        open_window(one)
    changed.show_lines(["One"])
    QApplication.processEvents()
    assert changed.sizeHint() == fresh.sizeHint()
    assert changed.heightForWidth(200) == fresh.heightForWidth(200)


def test_a_long_line_continues_beside_its_mark(qtbot: QtBot) -> None:
    box = Listing(["Two words " * 30], numbered=True)
    qtbot.addWidget(box)
    box.resize(300, box.heightForWidth(300))
    open_window(box)
    mark, words = box.findChildren(QLabel)
    assert words.height() > 2 * mark.height()
    assert (mark.y(), words.y()) == (0, 0)
    assert words.x() > mark.geometry().right()
    assert words.alignment() & Qt.AlignmentFlag.AlignLeft
