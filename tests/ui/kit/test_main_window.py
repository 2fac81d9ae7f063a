"""The window: places by mouse and by key, none of them during a session, and what it reports about itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.main_window import HISTORY, SETTINGS, TODAY, MainWindow
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.kit.widgets import Page
from tests.ui.keyboard import button_named, nameless_controls, press, texts_of

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def wishes(window: MainWindow) -> list[str]:
    heard: list[str] = []
    window.place_requested.connect(heard.append)
    return heard


def open_at(window: MainWindow, place: str) -> QWidget:
    page = QPushButton("Page")
    window.show_page(page, place)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return page


def test_buttons_are_wishes_to_go_to_a_place(window: MainWindow, wishes: list[str]) -> None:
    open_at(window, TODAY)
    for name in ("History", "Settings", "Today"):
        button_named(window, name).click()
    assert wishes == [HISTORY, SETTINGS, TODAY]


def test_control_and_a_digit_are_wishes_to_go_to_a_place(window: MainWindow, wishes: list[str]) -> None:
    page = open_at(window, TODAY)
    for key in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        QTest.keyClick(page, key, CTRL)
    assert wishes == [SETTINGS, HISTORY, TODAY]


def test_session_has_no_bar_and_no_way_to_another_place(window: MainWindow, wishes: list[str]) -> None:
    page = open_at(window, "")
    assert texts_of(window) == ["Page"]
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(page, key, CTRL)
    assert wishes == []


def test_button_of_the_place_that_is_shown_is_checked(window: MainWindow) -> None:
    names = {TODAY: "Today", HISTORY: "History", SETTINGS: "Settings"}
    pages = {place: QPushButton(f"Page of {place}") for place in names}
    for place in (TODAY, SETTINGS, HISTORY, TODAY):
        window.show_page(pages[place], place)
        checked = [name for name in names.values() if button_named(window, name).isChecked()]
        assert checked == [names[place]]


def test_refused_wish_leaves_the_button_of_the_place_checked(window: MainWindow) -> None:
    open_at(window, TODAY)
    button_named(window, "Today").click()
    assert button_named(window, "Today").isChecked()


def test_page_that_is_shown_gets_the_focus(window: MainWindow) -> None:
    first, second = open_at(window, TODAY), QPushButton("Other")
    assert window.focusWidget() is first
    window.show_page(second, HISTORY)
    assert window.focusWidget() is second
    window.show_page(first, TODAY)
    assert window.focusWidget() is first


def test_every_place_is_reached_by_tab_and_space(window: MainWindow, wishes: list[str]) -> None:
    open_at(window, TODAY)
    for _ in range(8):
        press(window, Qt.Key.Key_Tab)
        if isinstance(window.focusWidget(), QPushButton):
            press(window, Qt.Key.Key_Space)
    assert set(wishes) == {TODAY, HISTORY, SETTINGS}


def test_every_control_has_a_name(window: MainWindow) -> None:
    open_at(window, TODAY)
    window.messages.show_message(Message("One.", "Do it", lambda: None))
    assert nameless_controls(window) == []


def test_window_says_when_it_is_seen_and_when_not(window: MainWindow) -> None:
    seen: list[bool] = []
    window.visibility_changed.connect(seen.append)
    window.show()
    window.setWindowState(Qt.WindowState.WindowMinimized)
    QApplication.processEvents()
    window.setWindowState(Qt.WindowState.WindowNoState)
    QApplication.processEvents()
    window.hide()
    assert [seen[0], seen[-1]] == [True, False]
    assert False in seen[1:-1]
    assert seen[seen.index(False) :].count(True) >= 1


def test_full_screen_goes_and_comes_back(window: MainWindow) -> None:
    open_at(window, TODAY)
    window.toggle_full_screen()
    assert window.isFullScreen()
    window.toggle_full_screen()
    assert not window.isFullScreen()
    window.leave_full_screen()
    assert not window.isFullScreen()


def test_full_screen_comes_back_to_a_maximised_window(window: MainWindow) -> None:
    open_at(window, TODAY)
    window.showMaximized()
    window.toggle_full_screen()
    window.leave_full_screen()
    assert window.isMaximized()


def test_window_says_that_it_closes_before_it_does(window: MainWindow) -> None:
    heard: list[bool] = []
    window.closing.connect(lambda: heard.append(window.isVisible()))
    window.show()
    window.close()
    assert heard == [True]


def test_window_stays_where_it_may_not_close(window: MainWindow) -> None:
    heard: list[bool] = []
    window.closing.connect(lambda: heard.append(True))
    window.may_close = lambda: False
    window.show()
    assert not window.close()
    assert window.isVisible()
    assert heard == []


def test_control_that_a_page_wants_in_focus_gets_it(window: MainWindow) -> None:
    """Both when the page is new and when it is shown again."""
    page = Page()
    QPushButton("Other", page)
    page.first = QPushButton("Wanted", page)
    for _ in range(2):
        open_at(window, TODAY)
        window.show_page(page, TODAY)
        QApplication.processEvents()
        assert window.focusWidget() is page.first
