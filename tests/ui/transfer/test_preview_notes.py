"""The notes of a preview: how many there are, a few of them on the page, and any number of them in a list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.transfer.preview_notes import PreviewNotes
from tests.ui.keyboard import MARKUP, labels_that_read_markup, name_of, open_window, press, texts_of

NOTES = [f"Line {line} of out.csv is skipped: it names no day." for line in range(2, 5002)]


@pytest.fixture
def notes(qtbot: QtBot) -> Iterator[PreviewNotes]:
    """Notes in a window, between two fields."""
    window, made = QWidget(), PreviewNotes()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for one in (QLineEdit(), made, QLineEdit()):
        column.addWidget(one)
    window.resize(600, 500)
    open_window(window)
    yield made  # the window is needed until the test is over


def show(notes: PreviewNotes, texts: list[str]) -> None:
    notes.show_notes(texts)
    QApplication.processEvents()  # new labels are shown when Qt lays them out


def lines_of(notes: PreviewNotes) -> QListView:
    return notes.findChild(QListView)  # type: ignore[return-value]


@pytest.mark.parametrize(("count", "title"), [(1, "1 note"), (2, "2 notes"), (6, "6 notes")])
def test_a_few_are_words_on_the_page_with_their_number_above(notes: PreviewNotes, count: int, title: str) -> None:
    show(notes, NOTES[:count])
    marked = [text for note in NOTES[:count] for text in ("•", note)]
    assert texts_of(notes) == [title, *marked]
    assert not lines_of(notes).isVisible()


def test_more_are_a_named_list_with_their_number_above(notes: PreviewNotes) -> None:
    show(notes, NOTES[:7])
    assert texts_of(notes) == ["7 notes"]
    assert lines_of(notes).isVisible()
    assert name_of(lines_of(notes)) == "Skipped rows and notes"
    show(notes, NOTES)
    assert texts_of(notes) == ["5,000 notes"]
    assert [lines_of(notes).model().index(row, 0).data() for row in (0, 4999)] == [NOTES[0], NOTES[-1]]
    assert len(notes.findChildren(QWidget)) < 30, "a line is not a widget of its own"


def test_without_any_there_is_nothing_to_see_and_the_next_ones_are_seen(notes: PreviewNotes) -> None:
    assert not notes.isVisible()
    for some in (NOTES[:3], NOTES[:30]):
        show(notes, some)
        assert notes.isVisible()
        show(notes, [])
        assert not notes.isVisible()


def test_a_list_that_is_shown_anew_starts_at_its_first_line(notes: PreviewNotes) -> None:
    show(notes, NOTES[:400])
    lines_of(notes).scrollToBottom()
    assert lines_of(notes).verticalScrollBar().value() > 0
    show(notes, NOTES[:300])
    assert lines_of(notes).verticalScrollBar().value() == 0


def test_keys_in_the_list_say_that_another_line_was_reached_and_tab_leaves_it(notes: PreviewNotes) -> None:
    show(notes, NOTES[:20])
    reached: list[int] = []
    notes.line_reached.connect(lambda: reached.append(lines_of(notes).currentIndex().row()))
    before, after = notes.window().findChildren(QLineEdit)
    before.setFocus()
    press(notes.window(), Qt.Key.Key_Tab)
    assert lines_of(notes).hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_End):
        press(notes.window(), key)
    assert reached[-3:] == [1, 2, 19]
    press(notes.window(), Qt.Key.Key_Tab)
    assert after.hasFocus()


@pytest.mark.parametrize("count", [1, 9])
def test_texts_of_files_are_shown_as_they_are(notes: PreviewNotes, count: int) -> None:
    show(notes, [MARKUP] * count)
    assert labels_that_read_markup(notes) == []
    assert MARKUP in texts_of(notes) or lines_of(notes).model().index(0, 0).data() == MARKUP
