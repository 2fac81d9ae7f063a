"""What can be done with a session: its note is saved, it is counted, and it goes to the bin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import Status
from tests.ui.history.opened_sessions import (
    PARTIAL,
    Log,
    chosen,
    click,
    line,
    make_record,
    open_card,
    uuids,
)
from tests.ui.keyboard import button_named, press, texts_of


def test_without_a_choice_a_sentence_invites(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0)]))
    assert "Choose a session to add a note to it or delete it." in texts_of(card)
    assert not line(card, "Note").isVisible()
    card.table.selectRow(0)
    assert "Mon 9 Nov 2026, 19:30: Supported bridge" in texts_of(card)
    assert line(card, "Note").isVisible()


def test_enter_in_the_note_keeps_it_and_the_choice(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL, make_record(2)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(1)
    press(card, Qt.Key.Key_Return)
    note = line(card, "Note")
    assert note.hasFocus()
    note.setText("")
    QTest.keyClicks(note, " much softer ")
    press(card, Qt.Key.Key_Return)
    assert log.records[1].note == "much softer"
    assert (chosen(card), card.table.hasFocus()) == ("1", True)
    assert card.table.model().index(1, 6).data() == "much softer"


def test_leaving_the_note_keeps_it(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(1)
    note = line(card, "Note")
    note.setFocus()
    note.insert("x")
    card.table.setFocus()
    assert "x" in log.records[1].note


def test_a_row_that_is_left_keeps_its_note(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(1)
    line(card, "Note").insert("!")
    card.table.selectRow(0)
    assert "!" in log.records[1].note
    assert line(card, "Note").text() == ""
    QApplication.processEvents()  # the card reloads when the table has changed its selection
    assert (chosen(card), line(card, "Note").text()) == ("0", "")
    assert "!" in card.table.model().index(1, 6).data()


def test_escape_takes_an_unkept_note_back(qtbot: QtBot) -> None:
    log = Log([PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    note = line(card, "Note")
    note.setFocus()
    note.insert("never mind")
    press(card, Qt.Key.Key_Escape)
    assert (note.text(), log.records[0].note) == (PARTIAL.note, PARTIAL.note)
    assert card.table.hasFocus()


def test_a_note_being_written_outlives_a_refresh_and_is_kept_at_the_end(qtbot: QtBot) -> None:
    log = Log([PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    line(card, "Note").setText("")
    line(card, "Note").insert("half a thou")
    card.refresh()
    assert line(card, "Note").text() == "half a thou"
    card.keep_note()
    assert log.records[0].note == "half a thou"


def test_a_note_set_by_a_screen_reader_is_kept_when_the_page_is_left(qtbot: QtBot) -> None:
    log = Log([PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    QAccessible.queryAccessibleInterface(line(card, "Note")).setText(QAccessible.Text.Value, "By voice")
    card.hide()
    assert log.records[0].note == "By voice"


def test_a_long_note_of_many_lines_is_left_alone(qtbot: QtBot) -> None:
    log = Log([make_record(note="first\nsecond " + "long " * 200)])
    card = open_card(qtbot, log)
    kept = log.records[0].note
    card.table.selectRow(0)
    line(card, "Note").setFocus()
    card.table.setFocus()
    card.keep_note()
    assert log.records[0].note == kept
    line(card, "Note").setCursorPosition(0)
    line(card, "Note").backspace()
    line(card, "Note").setSelection(0, 1)
    line(card, "Note").del_()
    card.keep_note()
    assert log.records[0].note == kept[1:].strip()


def test_a_partial_is_counted_and_no_longer(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    assert "Count it anyway" not in texts_of(card), "it counts already"
    card.table.selectRow(1)
    click(card, "Count it anyway")
    assert log.records[1].is_counted
    assert card.table.model().index(1, 4).data() == "Partly done, counted"
    assert chosen(card) == "1"
    click(card, "Stop counting it")
    assert not log.records[1].is_counted


def test_four_fifths_count_without_being_asked(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(practised_s=240.0, status=Status.PARTIAL)]))
    card.table.selectRow(0)
    assert "Count it anyway" not in texts_of(card)


def test_a_running_session_is_not_deleted(qtbot: QtBot) -> None:
    log = Log([make_record(status=Status.RUNNING)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(0)
    press(card, Qt.Key.Key_Delete)
    assert not button_named(card, "Delete").isEnabled()
    assert uuids(card) == ["0"]
