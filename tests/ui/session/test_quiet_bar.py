"""The bar of a session comes with the mouse, goes by itself, and leaves the keyboard to the session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DIM, LIGHT
from psoas_timer.ui.session.quiet_bar import BACK, END, NEXT, PAUSE, TURN, VIEW, QuietBar
from tests.typefaces import EACH_FAMILY, PLAIN_POINT_SIZE
from tests.ui.keyboard import button_named, nameless_controls


class Desk:
    def __init__(self, qtbot: QtBot, size: tuple[int, int] = (900, 600)) -> None:
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.page.resize(*size)
        self.stage = QPushButton("Session", self.page)
        self.bar = QuietBar(self.page)
        self.heard: list[str] = []
        self.bar.asked.connect(self.heard.append)
        self.page.show()
        self.page.activateWindow()
        self.stage.setFocus()
        QApplication.processEvents()

    def move(self, *places: tuple[float, float]) -> None:
        for x, y in places:
            self.bar.take_mouse(QPointF(x, y))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_it_is_hidden_until_the_mouse_moves(desk: Desk) -> None:
    assert desk.bar.isHidden()
    desk.move((10, 10))  # Qt tells where the mouse is when the window comes up
    assert desk.bar.isHidden()
    desk.move((40, 10))
    assert desk.bar.isVisible()


def test_a_trembling_mouse_is_no_move(desk: Desk) -> None:
    desk.move((10, 10), (11, 10), (10, 11), (12, 10), (10, 10))
    assert desk.bar.isHidden()


def test_it_goes_by_itself(desk: Desk) -> None:
    desk.move((10, 10), (40, 10))
    desk.bar.rest()
    assert desk.bar.isHidden()


def test_buttons_are_wishes_and_leave_the_keyboard_where_it_was(desk: Desk) -> None:
    desk.bar.come()
    for name in ("Pause", "Back", "Next", "View", "Turn", "End"):
        QTest.mouseClick(button_named(desk.bar, name), Qt.MouseButton.LeftButton)
        assert desk.stage.hasFocus(), name
    assert desk.heard == [PAUSE, BACK, NEXT, VIEW, TURN, END]


def test_it_stays_while_the_keyboard_is_in_it(desk: Desk) -> None:
    desk.bar.come()
    button_named(desk.bar, "Next").setFocus(Qt.FocusReason.TabFocusReason)
    desk.bar.rest()
    assert desk.bar.isVisible()
    desk.stage.setFocus()
    desk.bar.rest()
    assert desk.bar.isHidden()


def test_sound_opens_above_the_buttons_and_closes_again(desk: Desk) -> None:
    desk.bar.come()
    QTest.mouseClick(button_named(desk.bar, "Sound"), Qt.MouseButton.LeftButton)
    assert desk.bar.sound.isVisible() and desk.page.rect().contains(desk.bar.geometry())
    QTest.mouseClick(button_named(desk.bar, "Sound"), Qt.MouseButton.LeftButton)
    assert not desk.bar.sound.isVisible() and desk.heard == []


def test_first_button_says_what_it_does_now(desk: Desk) -> None:
    desk.bar.show_pause(True)
    assert button_named(desk.bar, "Continue")
    desk.bar.show_pause(False)
    assert button_named(desk.bar, "Pause")


def test_every_control_has_a_name(desk: Desk) -> None:
    desk.bar.come()
    desk.bar.sound.show()
    assert nameless_controls(desk.bar) == []


def test_it_is_dim_in_the_dark_view(desk: Desk) -> None:
    desk.bar.set_theme(DIM)
    desk.bar.come()
    QApplication.processEvents()
    picture = desk.bar.grab().toImage()
    assert max(picture.pixelColor(x, 10).lightness() for x in range(20, picture.width() - 20, 7)) < 90
    desk.bar.set_theme(LIGHT)
    assert desk.bar.styleSheet() == ""


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 150.0, 250.0])
@pytest.mark.parametrize("size", [(480, 400), (400, 480), (1280, 800)])
def test_every_button_is_whole_in_every_window(
    qtbot: QtBot, qapp: QApplication, size: tuple[int, int], percent: float
) -> None:
    apply_style(qapp, LIGHT, PLAIN_POINT_SIZE, percent)
    desk = Desk(qtbot, size)
    desk.bar.come()
    QApplication.processEvents()
    assert desk.page.rect().contains(desk.bar.geometry())
    for one in [one for one in desk.bar.findChildren(QPushButton) if one.isVisible()]:
        assert one.width() >= one.sizeHint().width() and one.height() >= one.sizeHint().height(), one.text()
        assert desk.bar.rect().contains(one.geometry()), one.text()
