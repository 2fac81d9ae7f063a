"""A row that goes on below: nothing in it is ever cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.wrapping_row import WrappingRow

NAMES = ("Days of 2026", "Previous year", "Next year")


def lay(qtbot: QtBot, width: int, *, spreads: bool = False) -> tuple[QWidget, list[QPushButton]]:
    page = QWidget()
    qtbot.addWidget(page)
    column, row = QVBoxLayout(page), WrappingRow(8, spreads=spreads)
    buttons = [QPushButton(name) for name in NAMES]
    for one in buttons:
        row.addWidget(one)
    column.addLayout(row)
    column.addStretch(1)
    page.resize(width, 400)
    page.show()
    QApplication.processEvents()
    return page, buttons


@pytest.mark.parametrize("width", [150, 200, 260, 400, 900])
def test_every_part_is_whole_and_clear_of_the_others(qtbot: QtBot, width: int) -> None:
    page, buttons = lay(qtbot, width)
    for one in buttons:
        assert one.width() >= one.sizeHint().width() and page.rect().contains(one.geometry())
        assert not any(one.geometry().intersects(other.geometry()) for other in buttons if other is not one)


def test_parts_stand_in_one_line_where_there_is_room(qtbot: QtBot) -> None:
    _page, buttons = lay(qtbot, 900)
    assert len({one.y() for one in buttons}) == 1
    assert [one.x() for one in buttons] == sorted(one.x() for one in buttons)


def test_first_part_takes_what_is_left_over(qtbot: QtBot) -> None:
    page, buttons = lay(qtbot, 900, spreads=True)
    assert buttons[0].width() > 400
    assert buttons[2].geometry().right() >= page.width() - 16


def test_lines_follow_each_other_in_a_narrow_window(qtbot: QtBot) -> None:
    _page, buttons = lay(qtbot, 150)
    assert [one.y() for one in buttons] == sorted({one.y() for one in buttons})


def test_hidden_parts_take_no_room(qtbot: QtBot) -> None:
    _page, buttons = lay(qtbot, 900)
    before = buttons[2].x()
    buttons[1].hide()
    QApplication.processEvents()
    assert buttons[2].x() < before
