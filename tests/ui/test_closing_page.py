"""The quiet end: what was done, the way out, and a note that is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from psoas_timer.core.adherence import Week
from psoas_timer.core.routine import Routine
from psoas_timer.core.session import SessionRecord, Status
from psoas_timer.ui.closing_page import NOTE_LENGTH, ClosingPage

from .keyboard import MARKUP, labels_that_read_markup, nameless_controls, open_window, press, reach_by_tab, texts_of
from .scenes import plain_stage

NOW = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
RECORD = SessionRecord(
    uuid="one", routine_id="bridge", routine_title="Supported bridge", started=NOW, ended=NOW, utc_offset_s=0,
    zone="UTC", practice_date=date(2026, 11, 9), planned_s=300.0, practised_s=300.0, status=Status.COMPLETE,
)  # fmt: skip
ROUTINE = Routine(
    id="bridge", title="Supported bridge", stages=(plain_stage(),), closing=("Lift the hips.", "Roll to a side.")
)
WEEK = Week(date(2026, 11, 9), (date(2026, 11, 9),), 5, is_current=True)


@pytest.fixture
def page(qtbot: QtBot) -> ClosingPage:
    made = ClosingPage()
    qtbot.addWidget(made)
    made.resize(900, 600)
    open_window(made)
    show(made, ROUTINE, RECORD)
    return made


def show(page: ClosingPage, routine: Routine, record: SessionRecord) -> None:
    page.show_closing(routine, record, WEEK)
    page.setFocus()  # as the window does with the page that it shows
    QApplication.processEvents()  # what is new is shown when Qt lays it out


@pytest.fixture
def heard(page: ClosingPage) -> list[object]:
    wishes: list[object] = []
    page.note_changed.connect(lambda *note: wishes.append(note))
    page.done_requested.connect(lambda: wishes.append("done"))
    return wishes


def test_whole_session_is_praised_and_an_early_end_is_no_failure(page: ClosingPage) -> None:
    assert "Well done." in texts_of(page)
    show(page, ROUTINE, replace(RECORD, status=Status.PARTIAL, practised_s=95.0))
    assert "That is enough for now." in texts_of(page)
    assert "Well done." not in texts_of(page)
    assert any("1:35" in text and "5:00" in text for text in texts_of(page))


def test_way_out_is_listed_in_order_and_the_week_is_said(page: ClosingPage) -> None:
    said = texts_of(page)
    assert said.index("Lift the hips.") < said.index("Roll to a side.")
    assert "This week: 1 of 5 days." in said


def test_routine_without_a_way_out_shows_none(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, closing=()), RECORD)
    assert "Take your time" not in texts_of(page)


def test_way_out_of_one_routine_is_not_shown_after_another(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, closing=("Stand up.",)), RECORD)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "Stand up." in texts_of(page)
    assert "Lift the hips." not in texts_of(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_one_key_leads_home(page: ClosingPage, heard: list[object], key: Qt.Key) -> None:
    press(page, key)
    assert heard == ["done"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_note_is_kept_once_on_leaving(page: ClosingPage, heard: list[object], key: Qt.Key) -> None:
    note = page.findChild(QLineEdit)
    note.setFocus()
    QTest.keyClicks(note, "  The left side is softer. ")
    press(page, key)
    assert heard == [("one", "The left side is softer."), "done"]
    page.keep_note()
    assert len(heard) == 2


def test_note_that_was_not_touched_is_not_told(page: ClosingPage, heard: list[object]) -> None:
    show(page, ROUTINE, replace(RECORD, note="From before"))
    assert page.findChild(QLineEdit).text() == "From before"
    page.keep_note()
    assert heard == []


def test_note_of_one_session_is_not_that_of_the_next(page: ClosingPage, heard: list[object]) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), "First")
    page.keep_note()
    show(page, ROUTINE, replace(RECORD, uuid="two"))
    assert page.findChild(QLineEdit).text() == ""
    page.keep_note()
    assert heard == [("one", "First")]


def test_note_has_a_longest_length(page: ClosingPage, heard: list[object]) -> None:
    note = page.findChild(QLineEdit)
    note.setFocus()
    note.insert("x" * (NOTE_LENGTH + 20))
    page.keep_note()
    assert heard == [] or len(heard[0][1]) == NOTE_LENGTH  # type: ignore[index]
    assert len(note.text()) == NOTE_LENGTH


def test_texts_of_routines_are_shown_as_they_are(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, title=MARKUP, closing=(MARKUP,)), RECORD)
    assert MARKUP in texts_of(page)
    assert labels_that_read_markup(page) == []


def test_every_control_has_a_name_and_is_reached_by_tab(page: ClosingPage) -> None:
    assert nameless_controls(page) == []
    assert sorted(type(one).__name__ for one in reach_by_tab(page)) == ["QLineEdit", "QPushButton"]
