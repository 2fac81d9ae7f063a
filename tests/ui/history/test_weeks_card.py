"""The weeks in a card: the stretch in view, and the same weeks as a table."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.ui.history.history_page import HistoryPage
from tests.ui.history.opened_history import (
    NEWEST,
    Log,
    chart_of,
    make_history,
    make_record,
    open_page,
    press,
    row_of,
    table_of,
    texts,
)


def is_enabled(page: HistoryPage, text: str) -> bool:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text).isEnabled()


def test_read_out_follows_the_keys(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    assert {"This week, since 9 November: 3 of 5 days so far", "Monday, Tuesday and Wednesday"} <= texts(page)
    QTest.keyClick(chart_of(page), Qt.Key.Key_Left)
    assert {"Week of 2 November: 4 of 5 days", "Monday, Tuesday, Wednesday and Thursday"} <= texts(page)


def test_shows_twelve_weeks_at_first_and_others_on_wish(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 60)
    assert len(chart_of(page).weeks) == 12
    for name, shown in (("Show 26 weeks", 26), ("Show 52 weeks", 52), ("Show all weeks", 60), ("Show 12 weeks", 12)):
        press(page, name)
        assert len(chart_of(page).weeks) == shown
        assert chart_of(page).weeks[-1].start == NEWEST


def test_older_and_newer_are_offered_where_there_are_such(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 20)
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (True, False)
    press(page, "Older")
    assert chart_of(page).weeks[0].start == NEWEST - timedelta(weeks=19)
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (False, True)
    press(page, "Newer")
    assert chart_of(page).weeks[-1].start == NEWEST
    press(page, "Show all weeks")
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (False, False)


def test_keys_go_on_beyond_the_weeks_in_view(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 20)
    chart = chart_of(page)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.selected is not None
    assert chart.selected.start == NEWEST - timedelta(weeks=12)
    for _ in range(12):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.selected.start == NEWEST


def test_new_figures_keep_the_stretch_in_view(qtbot: QtBot) -> None:
    log = Log([make_record()])
    page = open_page(qtbot, [5] * 60, log)
    press(page, "Show 26 weeks")
    page.show_history(make_history([5] * 59 + [4], log))
    assert len(chart_of(page).weeks) == 26
    assert "This week, since 9 November: 4 of 5 days so far" in texts(page)


def test_the_same_weeks_are_offered_as_a_table(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 2])
    press(page, "Show as table")
    table = table_of(page, "Practice in each week")
    assert table.isVisible()
    assert not chart_of(page).isVisible()
    model = table.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert heads == ["Week of", "Days", "Target", "Met", "Sessions", "Minutes"]
    assert [row_of(model, row) for row in range(model.rowCount())] == [
        ["9 November 2026", "2", "5", "Not yet", "2", "10"],
        ["2 November 2026", "4", "5", "No", "4", "20"],
        ["26 October 2026", "5", "5", "Yes", "5", "25"],
    ]
    press(page, "Show as chart")
    assert chart_of(page).isVisible()
