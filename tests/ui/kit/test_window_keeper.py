"""The window comes back where it was, wholly on a screen; what its person does with it stays done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.window_place import WindowPlace
from psoas_timer.ui.kit import window_keeper
from psoas_timer.ui.kit.main_window import MainWindow

KEPT = WindowPlace(x=20, y=60, width=640, height=500)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    return made


def show(window: MainWindow, kept: WindowPlace) -> None:
    window.put_back(kept)
    window.show()
    QApplication.processEvents()


def test_new_window_is_never_larger_than_its_screen(window: MainWindow) -> None:
    show(window, WindowPlace())
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_window_comes_back_where_it_was(window: MainWindow) -> None:
    show(window, KEPT)
    assert window.size().toTuple() == (640, 500)
    assert window.pos().toTuple() == (20, 60)
    assert window.place_now() == KEPT


def test_window_that_was_maximised_comes_back_so_and_keeps_its_own_size(window: MainWindow) -> None:
    kept = replace(KEPT, is_maximised=True)
    show(window, kept)
    assert window.isMaximized()
    assert window.place_now() == kept


def test_full_screen_is_not_what_comes_back(window: MainWindow) -> None:
    show(window, KEPT)
    window.toggle_full_screen()
    QApplication.processEvents()
    assert window.isFullScreen()
    assert window.place_now() == KEPT


def test_place_is_that_of_the_window_when_it_was_last_seen(window: MainWindow) -> None:
    show(window, KEPT)
    window.resize(700, 520)
    QApplication.processEvents()
    window.hide()
    assert (window.place_now().width, window.place_now().height) == (700, 520)


def test_window_far_beyond_every_screen_comes_to_one(window: MainWindow) -> None:
    show(window, replace(KEPT, x=9000, y=9000))
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_window_is_placed_once(window: MainWindow) -> None:
    show(window, KEPT)
    window.put_back(WindowPlace(x=0, y=0, width=500, height=420))
    assert window.size().toTuple() == (640, 500)


def test_window_that_was_never_shown_has_no_place_to_keep(window: MainWindow) -> None:
    assert window.place_now().width == 0


def test_it_is_told_once_the_window_has_come_to_rest(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_keeper, "REST_MS", 0)
    moved = MainWindow()
    qtbot.addWidget(moved)
    show(moved, KEPT)
    with qtbot.waitSignal(moved.place_changed):
        moved.resize(700, 520)
    assert moved.place_now() == replace(KEPT, width=700, height=520)
