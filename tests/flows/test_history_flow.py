"""What a person does on History, in the whole program: count, delete, restore and enter sessions, rate discomfort."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QTimeEdit, QWidget

from psoas_timer.core.history.session import Source
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.kit.controls import DayBox
from psoas_timer.ui.kit.main_window import HISTORY
from tests.running_app import EVENING, Running, Start, practise, press, start
from tests.ui.keyboard import open_window

__all__ = ["start"]  # pytest finds its fixture by its name


def table(running: Running) -> QWidget:
    return running.find(HistoryPage).sessions.table


def open_history(running: Running) -> None:
    running.open_page("History")
    assert running.page == "HistoryPage"


def test_a_deleted_session_comes_back_by_undo(start: Start) -> None:
    running = start()
    practise(running)
    uuid = practise(running)
    open_history(running)
    QTest.keyClick(table(running), Qt.Key.Key_Up)
    QTest.keyClick(table(running), Qt.Key.Key_Delete)
    assert uuid not in [one.uuid for one in running.sessions]
    assert running.told == "The session was moved to the bin."
    press(running, "Undo")
    assert {one.uuid for one in running.sessions} >= {uuid}


def test_the_last_session_deleted_comes_back_from_the_bin(start: Start) -> None:
    running = start()
    practise(running)
    open_history(running)
    QTest.keyClick(table(running), Qt.Key.Key_Up)
    QTest.keyClick(table(running), Qt.Key.Key_Delete)
    assert running.sessions == []
    press(running, "Bin (1)")
    assert running.page == "BinPage"
    running.press(Qt.Key.Key_Return)  # Restore
    assert len(running.sessions) == 1
    running.press(Qt.Key.Key_Escape)
    assert running.page == "HistoryPage"


def test_a_partial_session_counts_when_the_person_says_so(start: Start) -> None:
    running = start()
    practise(running, 100)
    assert running.app.journal.weeks()[-1].days_met == 0
    open_history(running)
    QTest.keyClick(table(running), Qt.Key.Key_Up)
    counts = [one for one in table(running).window().findChildren(QAbstractButton) if "ount it" in one.text()]
    assert len(counts) == 1
    QTest.mouseClick(counts[0], Qt.MouseButton.LeftButton)
    assert running.app.journal.weeks()[-1].days_met == 1


def test_a_note_is_kept_when_the_window_closes_over_the_table(start: Start) -> None:
    running = start()
    practise(running)
    open_history(running)
    QTest.keyClick(table(running), Qt.Key.Key_Up)
    QTest.keyClick(table(running), Qt.Key.Key_F2)
    QTest.keyClicks(running.app.window.focusWidget(), "left hip was tight")
    running.app.window.close()
    assert running.sessions[0].note == "left hip was tight"


def test_a_session_done_elsewhere_counts_and_is_marked(start: Start) -> None:
    running = start()
    open_history(running)
    press(running, "Add a session done elsewhere")
    assert running.page == "SessionEntryPage"
    running.find(DayBox).setDate(QDate(2026, 11, 22))
    running.find_named(QTimeEdit, "Started at").setTime(QTime(7, 30))
    running.press(Qt.Key.Key_Return)
    assert running.page == "HistoryPage"
    (record,) = running.sessions
    assert (record.source, record.practice_date) == (Source.ENTERED, date(2026, 11, 22))
    assert date(2026, 11, 22) in running.app.journal.weeks(2)[-2].adherent


def test_nothing_is_entered_for_the_future(start: Start) -> None:
    running = start()
    open_history(running)
    press(running, "Add a session done elsewhere")
    running.find_named(QTimeEdit, "Started at").setTime(QTime(23, 59))
    running.find(DayBox).setDate(QDate(2026, 11, 23))
    running.press(Qt.Key.Key_Return)
    assert running.page == "SessionEntryPage"
    assert running.sessions == []


@pytest.mark.parametrize("hours", [2, 4])
def test_a_session_after_midnight_counts_by_the_boundary_of_the_day(start: Start, hours: int) -> None:
    running = start(datetime(2026, 11, 24, tzinfo=UTC) + timedelta(hours=hours))
    practise(running)
    assert running.sessions[0].practice_date == (date(2026, 11, 23) if hours < 3 else date(2026, 11, 24))
    assert EVENING.date() == date(2026, 11, 23)


def test_history_opens_at_its_top_whatever_has_the_focus(start: Start) -> None:
    running = start()
    practise(running)
    running.app.show_today()
    running.app.window.resize(900, 600)
    open_window(running.app.window)
    assert QApplication.focusWidget() is not None
    running.app.window.place_requested.emit(HISTORY)
    running.be_seen()
    page = running.app.window.page
    assert page.isAncestorOf(QApplication.focusWidget())
    (bar,) = [area.verticalScrollBar() for area in page.findChildren(QScrollArea) if area.verticalScrollBar().maximum()]
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    running.app.show_today()
    running.app.window.place_requested.emit(HISTORY)
    assert bar.value() == 0, "when it is opened again, too"
