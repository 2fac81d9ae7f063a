"""The window: places by mouse and by key, none of them during a session, and what it reports about itself."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit import key_place, main_window
from psoas_timer.ui.kit.main_window import HELP, HELP_KEYS, HISTORY, SETTINGS, TODAY, MainWindow
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Page
from tests.shown import Shown
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
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
    assert set(wishes) == {TODAY, HISTORY, SETTINGS, HELP}


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


def test_help_is_at_the_end_of_the_bar(window: MainWindow) -> None:
    open_at(window, TODAY)
    ends = {name: button_named(window, name).geometry().right() for name in ("Today", "History", "Settings", "Help")}
    assert max(ends, key=lambda name: ends[name]) == "Help"
    assert window.width() - ends["Help"] < 40


@pytest.mark.parametrize("place", [TODAY, ""])
def test_help_is_asked_for_by_key_on_every_page(window: MainWindow, place: str) -> None:
    asked: list[str] = []
    window.help_requested.connect(lambda: asked.append(window.place))
    page = open_at(window, place)
    QTest.keyClick(page, Qt.Key.Key_F1)
    QTest.keyClick(page, Qt.Key.Key_Question)
    assert asked == [place] * len(HELP_KEYS)


def test_a_question_mark_in_a_field_is_written(window: MainWindow) -> None:
    asked: list[str] = []
    window.help_requested.connect(lambda: asked.append("help"))
    field = QLineEdit()
    window.show_page(field, TODAY)
    window.show()
    window.activateWindow()
    QTest.keyClicks(field, "why?")
    assert (field.text(), asked) == ("why?", [])


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 150.0, 200.0, 250.0])
def test_the_bar_is_whole_in_the_smallest_window(window: MainWindow, qapp: QApplication, percent: float) -> None:
    open_at(window, TODAY)
    window.resize(480, 400)
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    shown = Shown(iter(()))
    shown.take(window, "bar")
    assert not shown.cut, shown.cut
    helping = next(one for one in window.findChildren(QPushButton) if one.accessibleName() == "Help")
    assert helping.text() in ("Help", "?")


@pytest.mark.parametrize(("scan", "wish"), [(10, TODAY), (11, HISTORY), (12, SETTINGS)])
def test_control_and_the_place_of_a_digit_are_enough_where_digits_need_shift(
    window: MainWindow, wishes: list[str], monkeypatch: pytest.MonkeyPatch, scan: int, wish: str
) -> None:
    """In France, the key of 1 gives an ampersand."""
    monkeypatch.setattr(key_place, "digit_of", partial(key_place.digit_of, platform="linux"))
    monkeypatch.setattr(main_window, "digit_of", key_place.digit_of)
    page = open_at(window, TODAY)
    QApplication.sendEvent(page, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Ampersand, CTRL, scan, 0, 0, "&"))
    assert wishes == [wish]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 200.0, 250.0])
def test_navigation_is_whole_in_the_smallest_window(window: MainWindow, qapp: QApplication, percent: float) -> None:
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    open_at(window, TODAY)
    window.resize(480, 400)
    QApplication.processEvents()
    for name in ("Today", "History", "Settings"):
        one = button_named(window, name)
        place = QRect(one.mapTo(window, QPoint(0, 0)), one.size())
        assert window.rect().contains(place) and one.width() >= one.sizeHint().width(), name


def test_the_focus_goes_straight_to_its_place_on_a_page_that_opens(window: MainWindow) -> None:
    """Else a screen reader reads out what it passes."""
    pages = [_page_of("Note", "Start"), _page_of("Today", "Done")]
    for page in pages:
        page.first = page.findChildren(QPushButton)[1]
    window.show_page(pages[0], TODAY)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    passed: list[str] = []

    def note(_before: QWidget | None, now: QWidget | None) -> None:
        passed.append(now.text() if isinstance(now, QPushButton) else "")

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.focusChanged.connect(note)
    window.show_page(pages[1], "")
    window.show_page(pages[0], TODAY)
    app.focusChanged.disconnect(note)
    assert passed == ["Done", "Start"]


def _page_of(*names: str) -> Page:
    page = Page()
    column = QVBoxLayout(page)
    for name in names:
        column.addWidget(QPushButton(name))
    return page
