"""Keys as a window gets them from X: what is repeated while a key is held is no new press.

The order of events is the one that was recorded; tests/test_real_window.py holds a real key.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit import key_repeat
from psoas_timer.ui.kit.key_repeat import KeyRepeat, mend_key_repeat

SPACE, RIGHT = Qt.Key.Key_Space, Qt.Key.Key_Right
DOWN, UP = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


class Board(QWidget):
    """Notes the keys it gets: p and r for a press and a release, in capitals if they are repeats."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def send(self, kind: QEvent.Type, key: Qt.Key, at_ms: int, *, repeats: bool = False) -> None:
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, 65, 32, 0, " ", repeats, 1)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(self.windowHandle(), event)

    def note(self, letter: str, event: QKeyEvent) -> None:
        name = "space" if event.key() == SPACE else "right"
        self.noted.append(f"{letter.upper() if event.isAutoRepeat() else letter} {name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.note("p", event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.note("r", event)


@pytest.fixture
def board(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    KeyRepeat(made.windowHandle())
    return made


def test_a_release_and_a_press_of_one_moment_are_a_repeat(board: Board, qtbot: QtBot) -> None:
    board.send(DOWN, SPACE, 1000)
    for at_ms in (1660, 1700, 1740):
        board.send(UP, SPACE, at_ms)
        board.send(DOWN, SPACE, at_ms)
    board.send(UP, SPACE, 1790)
    qtbot.waitUntil(lambda: board.noted[-1] == "r space")
    assert board.noted == ["p space", "P space", "P space", "P space", "r space"]


def test_what_qt_tells_rightly_stays_as_it_is(board: Board, qtbot: QtBot) -> None:
    board.send(DOWN, SPACE, 1000)
    board.send(UP, SPACE, 1660, repeats=True)
    board.send(DOWN, SPACE, 1660, repeats=True)
    board.send(UP, SPACE, 1700)
    qtbot.waitUntil(lambda: board.noted[-1] == "r space")
    assert board.noted == ["p space", "R space", "P space", "r space"]


def test_quick_presses_are_all_there_and_in_order(board: Board, qtbot: QtBot) -> None:
    for at_ms, key in ((1000, SPACE), (1010, SPACE), (1020, RIGHT)):
        board.send(DOWN, key, at_ms)
        board.send(UP, key, at_ms + 5)
    qtbot.waitUntil(lambda: len(board.noted) == 6)
    assert board.noted == ["p space", "r space"] * 2 + ["p right", "r right"]


def test_a_release_counts_once_it_is_certain_and_not_before(
    board: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.send(DOWN, SPACE, 1000)
    board.send(UP, SPACE, 1100)
    assert board.noted == ["p space"]
    assert 20 <= key_repeat.RELEASE_MS <= 50
    qtbot.waitUntil(lambda: board.noted == ["p space", "r space"])


def test_keys_that_a_program_sends_are_not_delayed(board: Board) -> None:
    board.send(DOWN, SPACE, 0)
    board.send(UP, SPACE, 0)
    board.send(DOWN, SPACE, 0)
    assert board.noted == ["p space", "r space", "p space"]


def test_only_x_needs_it(board: Board, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    mend_key_repeat(other.windowHandle())
    assert other.windowHandle().findChild(KeyRepeat) is None  # offscreen
