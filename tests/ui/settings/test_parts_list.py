"""The list of Settings is one stop for Tab; its lines wrap, and a screen reader hears both of a line's texts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.settings.parts_list import Entry, PartsList
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import open_window

LONG = "Keep running in the background when the window is closed"


def shown(qtbot: QtBot, width: int = 260) -> PartsList:
    made = PartsList()
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show_entries([Entry("One"), Entry(LONG, "Reminders"), Entry("Three", "Data")], 0)
    open_window(made)
    return made


def test_arrows_move_and_enter_or_a_click_chooses(qtbot: QtBot) -> None:
    made = shown(qtbot)
    moved: list[int] = []
    chosen: list[int] = []
    made.moved.connect(moved.append)
    made.chosen.connect(chosen.append)
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert (moved, chosen) == ([1], [1])
    place = made.visualItemRect(made.item(2)).center()
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [1, 2]
    made.mark(0)
    assert moved[-1] == 2, "what the program marks is no move"


def test_what_a_screen_reader_hears_of_a_line(qtbot: QtBot) -> None:
    made = shown(qtbot)
    assert made.accessibleName() == "Parts of Settings"
    heard = [made.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert heard == [None, f"{LONG}, in Reminders", "Three, in Data"]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_lines_wrap_and_are_forty_pixels_high_at_least(qapp: QApplication, qtbot: QtBot, percent: float) -> None:
    apply_style(qapp, LIGHT, 10.5, percent)
    made = shown(qtbot)
    QApplication.processEvents()
    one, long = (made.visualItemRect(made.item(row)) for row in (0, 1))
    assert one.height() >= 40
    assert long.height() > one.height() + made.fontMetrics().height()
    assert long.width() <= made.viewport().width()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_open_line_and_the_focus_are_seen(qapp: QApplication, qtbot: QtBot, theme: Theme) -> None:
    apply_style(qapp, theme, 10.5, 100.0)
    made = shown(qtbot)

    def colours() -> set[str]:
        place = made.visualItemRect(made.item(0))
        image = made.viewport().grab(place).toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert {theme.accent_soft, theme.text} <= colours()
    made.clearFocus()
    assert theme.accent not in colours()
    made.setFocus()
    assert theme.accent in colours()
