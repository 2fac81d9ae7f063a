"""The sessions card: sorted, searched and limited; a note, a count and a deletion; the place is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import Source, Status
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.ui.history.history_tables import BATCH
from psoas_timer.ui.history.sessions_card import SessionsCard
from psoas_timer.ui.kit.practice_words import status_word
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.history.opened_sessions import (
    NEWEST,
    PARTIAL,
    Log,
    chosen,
    click,
    click_heading,
    header,
    line,
    make_record,
    open_card,
    uuids,
)
from tests.ui.keyboard import MARKUP, button_named, nameless_controls, press, reach_by_tab, texts_of


def heading(card: SessionsCard, column: int) -> object:
    return card.table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)


# Words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Complete"),
        ({"status": Status.RUNNING}, "Running now"),
        ({"status": Status.PARTIAL, "practised_s": 100.0}, "Partly done"),
        ({"status": Status.PARTIAL, "practised_s": 100.0, "is_counted": True}, "Partly done, counted"),
        ({"status": Status.PARTIAL, "practised_s": 290.0, "is_counted": True}, "Partly done"),
        ({"source": Source.ENTERED}, "Entered later"),
        ({"source": Source.ENTERED, "status": Status.PARTIAL, "practised_s": 60.0}, "Entered later, partly"),
        ({"source": Source.IMPORTED}, "Imported"),
        (
            {"source": Source.IMPORTED, "status": Status.PARTIAL, "practised_s": 60.0, "is_counted": True},
            "Imported, counted",
        ),
        ({"source": "something newer"}, "Complete"),
    ],
)
def test_status_tells_how_it_stands_and_where_it_comes_from(changes: dict[str, object], words: str) -> None:
    assert status_word(make_record(**changes)) == words


def test_notes_and_titles_are_plain_text_everywhere(qtbot: QtBot) -> None:
    log = Log([make_record(note=MARKUP, routine_title=MARKUP)])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    assert line(card, "Note").text() == MARKUP
    assert any(MARKUP in text for text in texts_of(card))
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in card.findChildren(QLabel))
    assert "<b>" not in card.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# Sorting


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL, make_record(2)])
    card = open_card(qtbot, log)
    assert (uuids(card), heading(card, 0)) == (["0", "1", "2"], "Date, newest first")
    click_heading(card, 0)
    assert (uuids(card), heading(card, 0)) == (["2", "1", "0"], "Date, oldest first")
    click_heading(card, 2)
    assert (card.query.sort, card.query.is_descending) == (SortKey.ROUTINE, False)
    assert [heading(card, column) for column in range(4)] == ["Date", "Time", "Routine, A to Z", "Practised"]
    assert card.table.accessibleName() == "Sessions by routine, A to Z"
    click_heading(card, 3)
    assert (uuids(card)[-1], heading(card, 3)) == ("1", "Practised, longest first")
    click_heading(card, 4)
    assert (uuids(card)[-1], heading(card, 4)) == ("1", "Status, complete first")


@pytest.mark.parametrize("column", [1, 5, 6])
def test_other_headings_do_not_sort(qtbot: QtBot, column: int) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    click_heading(card, column)
    assert card.query == SessionQuery()


def test_headings_are_sorted_by_with_the_keys_too(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    header(card).setFocus()
    assert header(card).accessibleDescription() == "Date, newest first"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(card, key)
    assert header(card).accessibleDescription() == "Practised"
    press(card, Qt.Key.Key_Space)
    assert (card.query.sort, card.query.is_descending) == (SortKey.PRACTISED, True)
    press(card, Qt.Key.Key_Return)
    assert (card.query.sort, card.query.is_descending) == (SortKey.PRACTISED, False)
    assert header(card).accessibleDescription() == "Practised, shortest first"
    assert uuids(card) == ["1", "0"]


def test_a_heading_shows_its_arrow(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    down = header(card).grab().toImage()
    click_heading(card, 0)
    up = header(card).grab().toImage()
    click_heading(card, 0)
    assert header(card).grab().toImage() == down
    assert up != down


# What can be done with a session


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_key_deletes_once_and_the_keys_go_on_from_there(qtbot: QtBot, key: Qt.Key) -> None:
    log = Log([make_record(number) for number in range(4)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(1)
    press(card, key)
    press(card, key)
    assert uuids(card) == ["0", "2", "3"], "the second press finds nothing chosen"
    assert "Bin (1)" in texts_of(card)
    press(card, Qt.Key.Key_Down)
    assert chosen(card) == "2", "the one that has moved up"
    press(card, Qt.Key.Key_Down)
    assert chosen(card) == "3"


def test_delete_button_leaves_the_focus_in_the_table(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(3)])
    card = open_card(qtbot, log)
    card.table.selectRow(2)
    button_named(card, "Delete").setFocus()
    press(card, Qt.Key.Key_Return)
    assert uuids(card) == ["0", "1"]
    assert (chosen(card), card.table.hasFocus()) == (None, True)
    card.choose("1")
    assert chosen(card) == "1"
    card.choose("unknown")
    assert chosen(card) == "1"


def test_the_last_session_can_be_deleted(qtbot: QtBot) -> None:
    log = Log([make_record(0)])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    click(card, "Delete")
    assert {"0 sessions", "Bin (1)"} <= set(texts_of(card))


def test_adding_and_the_bin_are_asked_for(qtbot: QtBot) -> None:
    log = Log([make_record(0)])
    card = open_card(qtbot, log)
    assert not any(text.startswith("Bin") for text in texts_of(card)), "an empty bin is no matter"
    with qtbot.waitSignal(card.add_requested, timeout=100):
        click(card, "Add a session")
    log.binned = 3
    card.refresh()
    with qtbot.waitSignal(card.bin_requested, timeout=100):
        click(card, "Bin (3)")


# The place is kept, and large logs


def test_a_change_keeps_the_row_and_the_place(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    card = open_card(qtbot, log)
    for _ in range(3):
        card.table.scrollToBottom()
        QApplication.processEvents()
    card.table.selectRow(200)
    card.table.verticalScrollBar().setValue(190)
    log.change("200", note="changed")
    log.asked.clear()
    card.refresh()
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, 250)]
    assert (chosen(card), card.table.verticalScrollBar().value()) == ("200", 190)
    log.records.insert(0, replace(make_record(0), uuid="new", started=NEWEST + timedelta(hours=1)))
    card.refresh()
    assert chosen(card) == "200"
    assert card.table.currentIndex().row() == 201


def test_another_order_begins_at_the_first(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    card = open_card(qtbot, log)
    card.table.scrollToBottom()
    QApplication.processEvents()
    log.asked.clear()
    click_heading(card, 0)
    QApplication.processEvents()
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, BATCH)]
    assert uuids(card)[0] == "249"
    assert card.table.verticalScrollBar().value() == 0


def test_fifty_years_load_a_hundred_rows_and_more_on_scrolling(qtbot: QtBot) -> None:
    log = Log([replace(PARTIAL, uuid=str(number)) for number in range(36_500)])
    card = open_card(qtbot, log)
    QTest.qWait(50)  # the view asks for more from its own timer
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, BATCH)]
    assert "36,500 sessions" in texts_of(card)
    for _ in range(2):
        card.table.scrollToBottom()
        QApplication.processEvents()
    assert card.table.model().rowCount() == 300
    assert not card.table.model().canFetchMore(card.table.model().index(0, 0))
    assert card.table.model().canFetchMore(QModelIndex())


# By keyboard, and for everyone


def test_tab_reaches_every_control_and_all_have_names(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    log.binned = 1
    card = open_card(qtbot, log)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 9), "Week of 2 November.")
    card.table.selectRow(1)
    assert nameless_controls(card) == []
    named = {one.accessibleName() or one.text() for one in reach_by_tab(card) if isinstance(one, QPushButton)}
    assert named == {"Add a session", "Bin (1)", "Show all sessions", "Count it anyway", "Delete"}
    assert {header(card), card.table, line(card, "Note"), line(card, "Search notes")} <= reach_by_tab(card)


def test_tab_into_the_table_chooses_a_row(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    header(card).setFocus()
    press(card, Qt.Key.Key_Tab)
    assert (card.table.hasFocus(), chosen(card)) == (True, "0")


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(420, 100.0), (830, 175.0), (830, 250.0), (480, 250.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    log = Log([make_record(0, sides_done=(Side.LEFT, Side.RIGHT)), PARTIAL])
    log.binned = 12
    card = open_card(qtbot, log)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 9), "Week of 2 November.")
    card.table.selectRow(1)
    card.resize(width, 900)
    QApplication.processEvents()
    assert card.width() == width
    for one in (one for one in card.findChildren(QWidget) if one.isVisible()):
        if not card.table.isAncestorOf(one):  # which scrolls
            assert one.mapTo(card, one.rect().bottomRight()).x() < width
    for one in (one for one in card.findChildren(QPushButton) if one.isVisible()):
        assert one.width() >= one.minimumSizeHint().width()
