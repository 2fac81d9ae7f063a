"""The keys over a page: it keeps the keyboard, lets Space through, and goes without a trace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.help.key_sheet import KeySheet
from psoas_timer.ui.help.read_card import keys_card
from psoas_timer.ui.kit.shortcuts import session_shortcuts, window_shortcuts
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import button_named, name_of, open_window, press


class UnderPage(QWidget):
    """A page that notes each key that it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[int] = []
        self.resize(900, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(event.key())


class Opened:
    def __init__(self, qtbot: QtBot) -> None:
        self.page = UnderPage()
        qtbot.addWidget(self.page)
        open_window(self.page)
        cards = [keys_card("In a session", session_shortcuts()), keys_card("Everywhere", window_shortcuts())]
        self.sheet = KeySheet(self.page, cards)
        self.closed: list[str] = []
        self.sheet.closed.connect(lambda: self.closed.append("closed"))
        self.sheet.open()
        QApplication.processEvents()


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def test_it_has_the_focus_and_is_read_out(opened: Opened) -> None:
    assert opened.sheet.hasFocus()
    assert name_of(opened.sheet) == "Keyboard shortcuts"
    for one in (*session_shortcuts(), *window_shortcuts()):
        assert one.does in opened.sheet.accessibleDescription()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_key_takes_it_away_and_the_page_gets_none_of_it(opened: Opened, key: Qt.Key) -> None:
    press(opened.page, key)
    assert (opened.closed, opened.sheet.isVisible(), opened.page.keys) == (["closed"], False, [])


def test_space_reaches_the_page_and_other_keys_do_not(opened: Opened) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_R, Qt.Key.Key_Down):
        press(opened.page, key)
    assert opened.page.keys == [Qt.Key.Key_Space]
    assert opened.sheet.isVisible()


def test_tab_stays_on_it_and_close_closes(opened: Opened) -> None:
    for _ in range(3):
        press(opened.page, Qt.Key.Key_Tab)
        assert opened.sheet.isAncestorOf(opened.page.focusWidget()) or opened.sheet.hasFocus()
    button_named(opened.sheet, "Close").click()
    assert opened.closed == ["closed"]


def test_a_page_that_is_left_takes_it_along(opened: Opened) -> None:
    opened.page.hide()
    assert opened.closed == ["closed"]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_it_fits_the_page_and_scrolls(opened: Opened, qapp: QApplication, percent: float) -> None:
    opened.page.resize(480, 400)
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    shown = Shown(iter(()))
    shown.take(opened.page, "Keys")
    assert not shown.cut, shown.cut
    assert opened.page.rect().contains(opened.sheet.geometry())
    bar = opened.sheet.findChild(QScrollArea).verticalScrollBar()
    press(opened.page, Qt.Key.Key_PageDown)
    assert bar.value() > 0
