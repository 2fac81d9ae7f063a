"""Headings that sort: asked for by mouse and by keys, read out with their order, and always in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.sort_header import SortHeader
from tests.ui.keyboard import name_of, open_window, press
from tests.ui.scenes import count_differing

NAMES = ("Date", "Time", "Routine", "Practised")
SORTABLE = (0, 2, 3)


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[SortHeader]:
    model = QStandardItemModel(1, len(NAMES))
    for column, name in enumerate(NAMES):
        item = QStandardItem(name)
        item.setData(f"{name}, read out", Qt.ItemDataRole.AccessibleTextRole)
        model.setHorizontalHeaderItem(column, item)
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    made = SortHeader(SORTABLE, view)
    view.resize(600, 200)
    open_window(view)
    made.setFocus()
    yield made


@pytest.fixture
def asked(header: SortHeader) -> list[int]:
    columns: list[int] = []
    header.sort_requested.connect(columns.append)
    return columns


def click(header: SortHeader, column: int) -> None:
    spot = header.rect().center()
    spot.setX(header.sectionViewportPosition(column) + 12)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_click_asks_to_sort_by_a_heading_that_can_be_sorted_by(header: SortHeader, asked: list[int]) -> None:
    for column in range(len(NAMES)):
        click(header, column)
    assert asked == list(SORTABLE)


def test_keys_move_between_the_sortable_headings_and_ask(header: SortHeader, asked: list[int]) -> None:
    keys = Qt.Key
    for key in (keys.Key_Left, keys.Key_Return, keys.Key_Right, keys.Key_Space, keys.Key_Right, keys.Key_Enter):
        press(header, key)
    press(header, keys.Key_Right)
    press(header, keys.Key_Space)
    assert asked == [0, 2, 3, 3], "the ends are ends"


def test_a_screen_reader_says_the_heading_with_the_focus(header: SortHeader) -> None:
    assert name_of(header) == "Sort by"
    header.show_order(3, is_descending=False)
    assert header.accessibleDescription() == "Practised, read out"
    press(header, Qt.Key.Key_Left)
    assert header.accessibleDescription() == "Routine, read out"


def test_it_is_one_stop_of_tab_and_a_click_leaves_the_focus_alone(header: SortHeader) -> None:
    assert header.focusPolicy() == Qt.FocusPolicy.TabFocus
    view = header.parent()
    assert isinstance(view, QTableView)
    view.setFocus()
    click(header, 2)
    assert view.hasFocus()


def test_the_arrow_is_at_the_order_and_turns_round(header: SortHeader) -> None:
    pictures = []
    for column, is_descending in ((0, True), (0, False), (2, True)):
        header.show_order(column, is_descending)
        header.clearFocus()
        QApplication.processEvents()
        pictures.append(header.grab().toImage())
    assert count_differing(pictures[0], pictures[1], above=30) > 5
    assert count_differing(pictures[0], pictures[2], above=30) > 20


def test_focus_is_seen_at_the_heading_it_is_on(header: SortHeader) -> None:
    at_first = header.grab().toImage()
    press(header, Qt.Key.Key_Right)
    moved = header.grab().toImage()
    header.clearFocus()
    QApplication.processEvents()
    without = header.grab().toImage()
    for one, other in ((at_first, moved), (moved, without), (at_first, without)):
        assert count_differing(one, other, above=30) > 50


def test_a_heading_beyond_the_edge_comes_into_sight_with_the_focus(header: SortHeader) -> None:
    view = header.parent()
    assert isinstance(view, QTableView)
    for column in range(len(NAMES)):
        view.setColumnWidth(column, 250)
    QApplication.processEvents()
    for key, column in ((Qt.Key.Key_Right, 2), (Qt.Key.Key_Right, 3), (Qt.Key.Key_Left, 2), (Qt.Key.Key_Left, 0)):
        press(header, key)
        left = header.sectionViewportPosition(column)
        assert 0 <= left <= header.viewport().width() - 250, NAMES[column]


def test_other_keys_are_left_to_the_window(header: SortHeader, asked: list[int]) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_A):
        press(header, key)
    assert asked == []
    assert header.accessibleDescription() == "Date, read out"
