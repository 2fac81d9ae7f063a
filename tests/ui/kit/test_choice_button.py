"""A button for one of several answers: pressed it stays on, it is large enough, and moving keys are passed on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.choice_button import LEAST_TARGET_PX, ChoiceButton, is_moving_key
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import open_window, press
from tests.ui.scenes import count_differing

MOVING = (
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_0, Qt.Key.Key_5, Qt.Key.Key_9,
)  # fmt: skip


@pytest.fixture
def button(qtbot: QtBot) -> Iterator[ChoiceButton]:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    made = ChoiceButton("7", window)
    row.addWidget(made, 0, Qt.AlignmentFlag.AlignCenter)
    window.resize(200, 120)
    open_window(window)
    made.clearFocus()
    yield made


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_press_chooses_it_and_another_does_not_clear_it(button: ChoiceButton, key: Qt.Key) -> None:
    button.setFocus()
    for _ in range(2):
        press(button.window(), key)
        assert button.isChecked()


@pytest.mark.parametrize("key", MOVING)
def test_a_moving_key_is_passed_on_and_chooses_nothing(button: ChoiceButton, key: Qt.Key) -> None:
    moved: list[int] = []
    button.key_pressed.connect(moved.append)
    button.setFocus()
    press(button.window(), key)
    assert moved == [key.value]
    assert not button.isChecked()


@pytest.mark.parametrize(
    ("key", "modifiers", "moves"),
    [
        (Qt.Key.Key_3, Qt.KeyboardModifier.KeypadModifier, True),
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier, False),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, False),
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, False),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_a_key_of_the_keypad_moves_and_one_with_control_is_someone_elses(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, moves: bool
) -> None:
    assert is_moving_key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers)) is moves


def test_it_tells_when_it_gets_the_focus(button: ChoiceButton, qtbot: QtBot) -> None:
    with qtbot.waitSignal(button.focused, timeout=100):
        button.setFocus()


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 250.0])
@pytest.mark.parametrize("text", ["0", "10", "Skip"])
def test_it_is_large_enough_to_hit_and_no_larger_once_chosen(
    qapp: QApplication, qtbot: QtBot, percent: float, text: str
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    window = QWidget()
    qtbot.addWidget(window)
    button = ChoiceButton(text, window)
    size = button.sizeHint()
    assert min(size.width(), size.height()) >= LEAST_TARGET_PX
    assert size.height() == button.least_height == button.minimumSizeHint().height()
    font = button.font()
    font.setBold(True)
    assert size.width() >= QFontMetrics(font).horizontalAdvance(text) + button.fontMetrics().height() * 0.8
    button.setChecked(True)
    assert button.sizeHint() == size


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_each_state_is_seen(qapp: QApplication, button: ChoiceButton, theme: Theme) -> None:
    apply_style(qapp, theme, 9.0, 100.0)
    QApplication.processEvents()
    pictures = [button.grab().toImage()]
    button.is_of_focused_group = True
    pictures.append(button.grab().toImage())
    button.is_of_focused_group = False
    button.setChecked(True)
    pictures.append(button.grab().toImage())
    button.setFocus()
    pictures.append(button.grab().toImage())
    for index, one in enumerate(pictures):
        assert all(count_differing(one, other, above=20) > 20 for other in pictures[index + 1 :])
