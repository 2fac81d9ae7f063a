"""Small widgets shared by pages: they make do with the available room, and leave a person's values alone."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.widgets import (
    Column,
    FlowGrid,
    Page,
    Tick,
    bring_into_view,
    button,
    draw_tick,
    label,
    scrolled,
    without_wheel,
)
from tests.ui.keyboard import MARKUP, open_window
from tests.ui.scenes import blank, count_differing, pixels


def turn_wheel(control: QWidget) -> None:
    middle = QPointF(control.rect().center())
    event = QWheelEvent(
        middle, control.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(control, event)


def test_a_label_shows_its_text_as_it_is(qtbot: QtBot) -> None:
    made = label(MARKUP)
    qtbot.addWidget(made)
    assert (made.text(), made.textFormat()) == (MARKUP, Qt.TextFormat.PlainText)


def test_enter_presses_a_button(qtbot: QtBot) -> None:
    made = button("Go on")
    qtbot.addWidget(made)
    pressed: list[bool] = []
    made.clicked.connect(lambda: pressed.append(True))
    open_window(made)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed == [True]


def test_a_page_gives_the_focus_on_to_its_first_control(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    one, page.first = QPushButton("One"), QPushButton("Two")
    layout.addWidget(one)
    layout.addWidget(page.first)
    open_window(page)
    page.setFocus()
    assert page.focusWidget() is page.first


@pytest.mark.parametrize(("width", "rows"), [(1592, 1), (200, 3)])
def test_cells_stand_in_as_many_columns_as_there_is_room_for(qtbot: QtBot, width: int, rows: int) -> None:
    grid = FlowGrid(cell_em=10, most=3)
    qtbot.addWidget(grid)
    grid.show_cells([QLabel("Before")])
    cells = [QLabel(text) for text in ("One", "Two", "Three")]
    grid.show_cells(cells)
    grid.resize(width, 300)
    open_window(grid)
    assert len({cell.y() for cell in cells}) == rows
    assert len({cell.width() for cell in cells}) == 1
    places = [(cell.y(), cell.x()) for cell in cells]
    assert places == sorted(places)
    assert [one.text() for one in grid.findChildren(QLabel) if one.isVisible()] == ["One", "Two", "Three"]


def test_rows_are_filled_evenly_and_columns_can_be_limited(qtbot: QtBot) -> None:
    grid = FlowGrid(cell_em=5, most=4)
    qtbot.addWidget(grid)
    cells = [QLabel(str(number)) for number in range(5)]
    grid.show_cells(cells)
    grid.resize(1600, 300)
    open_window(grid)
    assert len({cell.x() for cell in cells}) == 3, "three and two rather than four and one"
    more = [QLabel(str(number)) for number in range(2)]
    grid.show_cells(more)
    QApplication.processEvents()
    assert more[1].geometry().right() > 1500, "fewer columns use the whole width"
    grid.show_cells(cells := [QLabel(str(number)) for number in range(5)])
    grid.allow_columns(2)
    QApplication.processEvents()
    assert len({cell.x() for cell in cells}) == 2


def test_a_cell_that_stays_is_kept_with_the_focus(qtbot: QtBot) -> None:
    grid = FlowGrid(cell_em=10, most=3)
    qtbot.addWidget(grid)
    cells = [QPushButton(text) for text in ("One", "Two", "Three")]
    grid.show_cells(cells)
    grid.resize(1600, 300)
    open_window(grid)
    cells[1].setFocus()
    grid.show_cells(cells[1:])
    QApplication.processEvents()
    assert cells[1].hasFocus() and cells[1].x() < cells[2].x()


def test_a_column_follows_the_size_of_its_text(qtbot: QtBot) -> None:
    page = Column(widest_em=20)
    one = QLabel("One")
    page.column.addWidget(one)
    area = scrolled(page)
    qtbot.addWidget(area)
    area.resize(1000, 400)
    open_window(area)
    narrow = one.width()
    area.setStyleSheet("QWidget { font-size: 20pt; }")
    qtbot.waitUntil(lambda: one.width() > 1.5 * narrow)


def test_a_column_stays_readable_and_its_rows_break_where_it_is_narrow(qtbot: QtBot) -> None:
    page = Column()
    row = page.make_row(10)
    left, right = QLabel("Left"), QLabel("Right")
    row.addWidget(left)
    row.addWidget(right)
    page.column.addLayout(row)
    area = scrolled(page)
    qtbot.addWidget(area)
    em = page.fontMetrics().height()
    area.resize(em * 100, 400)
    open_window(area)
    assert left.y() == right.y()
    assert left.x() > 10 * em, "a wide window leaves room at both sides"
    area.resize(em * 20, 400)
    qtbot.waitUntil(lambda: left.y() < right.y())


def test_the_wheel_changes_nothing_that_it_passes(qtbot: QtBot) -> None:
    box = QSpinBox(value=5)
    qtbot.addWidget(box)
    open_window(box)
    turn_wheel(box)
    assert box.value() == 6
    without_wheel(box)
    turn_wheel(box)
    assert box.value() == 6
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert box.value() == 7


def test_what_is_to_be_seen_is_scrolled_to(qtbot: QtBot) -> None:
    content = QWidget()
    layout = QVBoxLayout(content)
    lines = [QLabel(f"Line {number}") for number in range(200)]
    for line in lines:
        layout.addWidget(line)
    area = scrolled(content)
    qtbot.addWidget(area)
    area.resize(300, 200)
    open_window(area)
    bring_into_view(lines[150])
    seen = area.viewport().rect()
    qtbot.waitUntil(lambda: seen.contains(lines[150].mapTo(area.viewport(), QPoint())))


def test_a_tick_is_pressed_anywhere_and_grows_with_its_words(qtbot: QtBot) -> None:
    tick = Tick("Remind me on this day of the week, too, and on every other one that I have chosen here")
    qtbot.addWidget(tick)
    assert tick.heightForWidth(120) > tick.heightForWidth(2000)
    tick.resize(400, tick.heightForWidth(400))
    open_window(tick)
    off = tick.grab().toImage()
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().bottomRight() - QPoint(1, 1))
    assert tick.isChecked()
    assert count_differing(tick.grab().toImage(), off) > 20


def test_a_tick_is_drawn_within_its_circle() -> None:
    image: QImage = blank(40, 40)
    painter = QPainter(image)
    draw_tick(painter, QPointF(20, 20), 10, Qt.GlobalColor.black)  # type: ignore[arg-type]
    painter.end()
    empty = blank(40, 40)
    changed = [(x, y) for x in range(40) for y in range(40) if image.pixel(x, y) != empty.pixel(x, y)]
    assert changed
    assert all(9 <= x <= 31 and 9 <= y <= 31 for x, y in changed)


@pytest.mark.parametrize("is_on", [True, False])
def test_the_focus_is_seen_on_a_tick_whether_it_is_on_or_not(qtbot: QtBot, is_on: bool) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    tick, other = Tick("Reduce motion"), QPushButton("Other")
    layout.addWidget(tick)
    layout.addWidget(other)
    tick.setChecked(is_on)
    open_window(page)
    seen = []
    for one in (tick, other):
        one.setFocus()
        box = pixels(tick.grab(QRect(0, 0, tick.height(), tick.height())).toImage())
        colour = tick.palette().color(QPalette.ColorRole.WindowText if is_on else QPalette.ColorRole.Accent)
        ring = np.abs(box - np.array(colour.getRgb()[:3])).max(axis=2) < 40
        seen.append(int(np.count_nonzero(ring)))
    assert seen[0] > seen[1] + 30, "a rim that is told from what is in it"


def test_the_focus_is_scrolled_into_view_from_outside(qtbot: QtBot) -> None:
    page, content, outside = QWidget(), QWidget(), QPushButton("Outside")
    qtbot.addWidget(page)
    rows = QVBoxLayout(content)
    buttons = [QPushButton(str(number)) for number in range(40)]
    for one in buttons:
        rows.addWidget(one)
    area = scrolled(content)
    outer = QVBoxLayout(page)
    outer.addWidget(outside)
    outer.addWidget(area)
    page.resize(300, 200)
    open_window(page)
    buttons[-1].setFocus()
    outside.setFocus()
    area.verticalScrollBar().setValue(0)
    buttons[-1].setFocus()
    place = buttons[-1].mapTo(area.viewport(), QPoint(0, 0)).y()
    assert 0 <= place <= area.viewport().height() - buttons[-1].height()


def test_cells_that_come_late_are_in_their_place_in_the_tab_order(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    grid, after = FlowGrid(5, 4), QPushButton("After")
    rows = QVBoxLayout(page)
    before = QPushButton("Before")
    for one in (before, grid, after):
        rows.addWidget(one)
    open_window(page)
    days = [QPushButton(day) for day in ("Monday", "Tuesday", "Wednesday")]
    grid.show_cells(days)
    QApplication.processEvents()
    reached = []
    before.setFocus()
    for _ in range(5):
        reached.append(page.focusWidget().text())  # type: ignore[attr-defined]
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert reached == ["Before", "Monday", "Tuesday", "Wednesday", "After"]
