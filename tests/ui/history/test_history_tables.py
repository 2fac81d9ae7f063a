"""Sessions as rows of a table: in words and local time, a hundred at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import Status
from psoas_timer.ui.history.history_tables import BATCH
from tests.ui.history.opened_history import (
    NEWEST,
    Log,
    make_record,
    open_page,
    row_of,
    table_of,
    texts,
)


def test_session_row_is_told_in_words_and_local_time(qtbot: QtBot) -> None:
    record = replace(
        make_record(),
        practised_s=130.0,
        status=Status.PARTIAL,
        sides_done=(Side.LEFT,),
        note="softer\ntoday",
        utc_offset_s=-5 * 3600,
    )
    page = open_page(qtbot, log=Log([record]))
    cells = row_of(table_of(page).model(), 0)
    assert cells[:2] == ["Mon 9 Nov 2026", "14:30"]
    assert cells[2:] == ["Supported bridge", "2 of 5 min", "Partly done", "Left side", "softer today"]


def test_session_after_midnight_says_which_day_it_counts_for(qtbot: QtBot) -> None:
    record = replace(make_record(), started=datetime(2026, 11, 9, 23, 30, tzinfo=UTC), practice_date=NEWEST)
    page = open_page(qtbot, log=Log([record]))
    index = table_of(page).model().index(0, 0)
    assert index.data() == "Tue 10 Nov 2026"
    assert "Counts for Monday, 9 November 2026." in index.data(Qt.ItemDataRole.ToolTipRole)


def test_titles_and_notes_are_plain_text(qtbot: QtBot) -> None:
    record = replace(make_record(), routine_title="<b>x</b>", note="<img src=a> & more")
    page = open_page(qtbot, log=Log([record]))
    index = table_of(page).model().index(0, 2)
    assert index.data() == "<b>x</b>"
    assert row_of(table_of(page).model(), 0)[6] == "<img src=a> & more"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=a&gt; &amp; more</p>"
    plain = [one.textFormat() is Qt.TextFormat.PlainText for one in page.findChildren(QLabel)]
    assert all(plain)


def test_fifty_years_load_a_hundred_rows(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(36_500)])
    page = open_page(qtbot, [5] * 2_600, log)
    QTest.qWait(50)  # the view asks for more from its own timer
    assert log.asked == [(0, BATCH)]
    assert table_of(page).model().rowCount() == 100
    assert "36,500 sessions" in texts(page)


def test_scrolling_to_the_end_loads_the_next_hundred(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    page = open_page(qtbot, log=log)
    table = table_of(page)
    for _ in range(5):
        table.scrollToBottom()
        QApplication.processEvents()
    assert log.asked == [(0, BATCH), (100, BATCH), (200, BATCH)]
    assert table.model().rowCount() == 250
    times = [row_of(table.model(), row)[1] for row in (0, 100, 249)]
    assert times == ["20:30", "20:30", "08:30"]


def test_a_last_full_batch_ends_quietly(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(100)])
    page = open_page(qtbot, log=log)
    table = table_of(page)
    for _ in range(3):
        table.scrollToBottom()
        QApplication.processEvents()
    assert log.asked == [(0, BATCH), (100, BATCH)]
    assert table.model().rowCount() == 100
