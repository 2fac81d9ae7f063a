"""Which sessions are shown: by routine, by words in the note, by days, and the way back to all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session_query import SessionQuery
from tests.ui.history.opened_sessions import (
    PARTIAL,
    TITLES,
    Log,
    click,
    click_heading,
    line,
    make_record,
    open_card,
    uuids,
)
from tests.ui.keyboard import press, texts_of


def test_a_routine_is_filtered_by(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(number) for number in range(5)]))
    routines = card.findChild(QComboBox)
    assert [routines.itemText(index) for index in range(routines.count())] == ["All routines", *TITLES.values()]
    routines.setCurrentIndex(2)
    assert uuids(card) == ["1", "3"]
    assert "2 of 5 sessions" in texts_of(card)
    routines.setCurrentIndex(0)
    assert "5 sessions" in texts_of(card)


def test_words_of_the_note_are_found_after_a_moment_or_on_enter(qtbot: QtBot) -> None:
    card = open_card(qtbot, log := Log([make_record(0), PARTIAL]))
    find = line(card, "Search notes")
    find.setFocus()
    before = len(log.asked)
    QTest.keyClicks(find, "LEFT")
    assert len(log.asked) == before, "the search waits for the person"
    press(card, Qt.Key.Key_Return)
    assert uuids(card) == ["1"]
    press(card, Qt.Key.Key_Escape)
    assert (uuids(card), find.text()) == (["0", "1"], "")
    QTest.keyClicks(find, "left ")
    qtbot.waitUntil(lambda: uuids(card) == ["1"], timeout=2000)


def test_nothing_found_says_so_and_shows_the_way_back(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    find = line(card, "Search notes")
    find.setText("no such words")
    QTest.keyClick(find, Qt.Key.Key_Return)
    assert "No sessions match. Try another routine or other words." in texts_of(card)
    assert not line(card, "Note").isVisible()
    click(card, "Show all sessions")
    assert (uuids(card), find.text(), card.query) == (["0", "1"], "", SessionQuery())


def test_some_days_are_shown_with_a_visible_way_back(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(number) for number in range(20)]))
    click_heading(card, 0)
    card.findChild(QComboBox).setCurrentIndex(1)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 8), "Week of 2 November.")
    assert uuids(card) == ["7", "6", "5", "4", "3", "2", "1"], "in the order that was chosen, of every routine"
    assert {"Week of 2 November.", "7 of 20 sessions", "Show all sessions"} <= set(texts_of(card))
    assert card.findChild(QComboBox).currentIndex() == 0
    card.findChild(QComboBox).setCurrentIndex(1)
    assert uuids(card) == ["6", "4", "2"]
    assert "Week of 2 November." in texts_of(card), "the days stay while a filter is added"
    click(card, "Show all sessions")
    assert len(uuids(card)) == 20
    assert "Show all sessions" not in texts_of(card)
    assert card.table.hasFocus()
    card.limit_to(date(2026, 11, 8), date(2026, 11, 8), "8 November.")
    assert uuids(card) == ["1"]
    card.limit_to(None, None, "")
    assert len(uuids(card)) == 20


def test_a_routine_that_is_gone_is_filtered_by_no_longer(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.findChild(QComboBox).setCurrentIndex(1)
    card.show_sessions(log.source)
    assert card.query.routine_id == "bridge", "what was chosen outlives another visit"
    card.show_sessions(replace(log.source, routine_titles={"slow": "Slow breathing"}))
    assert card.query.routine_id == ""
    assert uuids(card) == ["0", "1"]
