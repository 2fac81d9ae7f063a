"""Help is one key away wherever one is, and takes nothing from a session."""

from __future__ import annotations

import getpass
import platform

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from psoas_timer import __version__
from psoas_timer.engine.player import PlayerState
from psoas_timer.flows.help_flow import HelpFlow
from psoas_timer.ui.help.help_page import HelpPage
from psoas_timer.ui.help.key_sheet import KeySheet
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.kit.main_window import HELP, HISTORY, SETTINGS, TODAY
from tests.running_app import Running, Start, press, start

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def begin(start: Start) -> Running:
    running = start()
    running.app.window.activateWindow()
    QApplication.processEvents()
    return running


def ask(running: Running, key: Qt.Key = Qt.Key.Key_F1) -> None:
    QTest.keyClick(running.app.window.focusWidget() or running.app.window, key)


def sheets(running: Running) -> list[KeySheet]:
    return [one for one in running.app.window.findChildren(KeySheet) if one.isVisible()]


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (TODAY, Qt.Key.Key_F1), (HISTORY, Qt.Key.Key_F1), (SETTINGS, Qt.Key.Key_F1),
        (TODAY, Qt.Key.Key_Question), (HISTORY, Qt.Key.Key_Question),
    ],
)  # fmt: skip
def test_a_key_opens_help_from_each_place(start: Start, place: str, key: Qt.Key) -> None:
    running = begin(start)
    running.app.window.place_requested.emit(place)
    ask(running, key)
    assert running.page == "HelpPage"
    running.press(Qt.Key.Key_Escape)
    assert running.page == "TodayPage"


def test_the_button_at_the_end_of_the_bar_opens_it(start: Start) -> None:
    running = begin(start)
    running.open_page("Help")
    assert (running.page, running.app.window.place) == ("HelpPage", HELP)


def test_a_question_mark_that_is_written_stays_one(start: Start) -> None:
    running = begin(start)
    running.app.window.place_requested.emit(HISTORY)
    history = running.find(HistoryPage)
    history.sessions.add_requested.emit()
    field = next(one for one in running.app.window.findChildren(QLineEdit) if one.isVisible() and one.placeholderText())
    page = running.page
    field.setFocus()
    QTest.keyClicks(field, "softer?")
    assert (field.text(), running.page, sheets(running)) == ("softer?", page, [])


def test_each_part_can_be_read(start: Start) -> None:
    running = begin(start)
    running.open_page("Help")
    page = running.find(HelpPage)
    for index, words in enumerate(("Pause and go on", "a pair of long, deep muscles", f"Psoas Timer {__version__}")):
        page.show_part(index)
        QApplication.processEvents()
        assert any(words in text for text in running.texts)


# --- in a session ---


@pytest.mark.parametrize("is_paused", [False, True])
def test_a_session_goes_on_or_stays_paused_under_the_keys(start: Start, is_paused: bool) -> None:
    running = begin(start)
    app = running.app
    app.start_routine("supported-bridge")
    running.run(20)
    if is_paused:
        app.player.pause()
    state, focus = app.player.state, app.window.focusWidget()
    ask(running)
    assert (len(sheets(running)), app.player.state, running.page) == (1, state, "SessionPage")
    running.run(2)
    ask(running, Qt.Key.Key_Question)
    assert (sheets(running), app.player.state, app.window.focusWidget()) == ([], state, focus)


def test_space_still_pauses_and_escape_only_closes_the_keys(start: Start) -> None:
    running = begin(start)
    app = running.app
    app.start_routine("supported-bridge")
    running.run(20)
    ask(running)
    running.press(Qt.Key.Key_Space)
    assert app.player.state is PlayerState.PAUSED
    running.press(Qt.Key.Key_Escape)
    assert (sheets(running), app.player.is_active) == ([], True)
    assert "End this session?" not in running.texts


def test_the_keys_go_with_the_session_that_ends_under_them(start: Start) -> None:
    running = begin(start)
    running.app.start_routine("supported-bridge")
    running.run(20)
    ask(running)
    running.finish_session()
    QApplication.processEvents()
    assert (running.page, sheets(running)) == ("ClosingPage", [])
    running.press(Qt.Key.Key_Return)
    running.app.start_routine("supported-bridge")
    running.run(5)
    assert sheets(running) == []
    ask(running)
    assert len(sheets(running)) == 1


def test_over_the_question_at_the_end_too_and_it_gets_the_focus_back(start: Start) -> None:
    running = begin(start)
    running.app.start_routine("supported-bridge")
    running.run(20)
    running.press(Qt.Key.Key_Escape)
    focus = running.app.window.focusWidget()
    ask(running)
    running.press(Qt.Key.Key_Escape)
    assert running.app.window.focusWidget() is focus
    assert "End this session?" in running.texts


# --- the introduction, and details ---


def test_the_introduction_can_be_seen_again_and_comes_back(start: Start) -> None:
    running = begin(start)
    running.open_page("Help")
    press(running, "See the introduction again")
    assert running.page == "AboutPage"
    press(running, "Skip the introduction")
    assert running.page == "HelpPage"


def test_details_name_versions_and_nothing_about_the_person(start: Start) -> None:
    running = begin(start)
    running.app.preferences.adjust(plans={"r": "fed the cat"})
    details = next(iter(running.app.findChildren(HelpFlow))).details()
    for one in (__version__, platform.python_version(), "PySide6", platform.system(), "100 %", "Screen: "):
        assert one in details
    for private in (str(running.folder), platform.node(), f"/{getpass.getuser()}", "fed the cat"):
        assert private not in details
