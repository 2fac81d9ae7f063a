"""A note that was written is not lost, whoever wrote it: fingers, or a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.ui.kit.note_line import NoteLine


@pytest.fixture
def line(qtbot: QtBot) -> NoteLine:
    made = NoteLine("Note")
    qtbot.addWidget(made)
    return made


def test_a_note_set_by_a_screen_reader_is_a_change(line: NoteLine) -> None:
    line.show_note("Before")
    assert not line.is_changed
    QAccessible.queryAccessibleInterface(line).setText(QAccessible.Text.Value, " By voice ")
    assert line.text() == " By voice " and line.is_changed
    assert line.take() == "By voice"
    assert not line.is_changed


def test_a_note_is_taken_back(line: NoteLine) -> None:
    line.show_note("Before")
    line.insert("not ")
    line.take_back()
    assert line.text() == "Before" and not line.is_changed


@pytest.mark.parametrize("note", ["x" * (NOTE_LENGTH + 9), "\N{FACE WITH TEARS OF JOY}" * NOTE_LENGTH, "two\nlines "])
def test_a_note_from_elsewhere_stays_whole(line: NoteLine, note: str) -> None:
    line.show_note(note)
    assert line.text() == note and not line.is_changed
