"""A volume is a slider that says its value in words, with a button to listen to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.volume_box import VolumeBox
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import button_named, open_window, reach_by_tab, texts_of


@pytest.fixture
def box(qtbot: QtBot) -> VolumeBox:
    made = VolumeBox(0, 100, 5)
    made.name("Voice volume", "How loud it is.")
    qtbot.addWidget(made)
    made.resize(500, 60)
    open_window(made)
    return made


def test_its_value_is_told_in_words(box: VolumeBox) -> None:
    told: list[int] = []
    box.value_changed.connect(told.append)
    box.slider.setValue(35)
    assert "35 %" in texts_of(box)
    box.slider.setValue(0)
    assert "Silent" in texts_of(box)
    assert told == [35, 0]


def test_arrow_and_page_keys_move_it(box: VolumeBox) -> None:
    box.slider.setValue(50)
    box.slider.setFocus()
    for key, value in (
        (Qt.Key.Key_Right, 55), (Qt.Key.Key_Left, 50), (Qt.Key.Key_PageUp, 70), (Qt.Key.Key_PageDown, 50),
        (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 100),
    ):  # fmt: skip
        QTest.keyClick(box.slider, key)
        assert box.slider.value() == value


def test_listen_turns_into_stop_and_is_asked_for_by_keys(box: VolumeBox) -> None:
    wanted: list[bool] = []
    box.listen_wanted.connect(wanted.append)
    width = button_named(box, "Listen").width()
    assert len(reach_by_tab(box)) == 2
    button_named(box, "Listen").setFocus()
    QTest.keyClick(button_named(box, "Listen"), Qt.Key.Key_Return)
    box.show_heard(True)
    button_named(box, "Stop").click()
    assert wanted == [True, False]
    assert button_named(box, "Stop").width() == width, "nothing moves"


def test_it_falls_silent_when_it_goes_out_of_view(box: VolumeBox) -> None:
    wanted: list[bool] = []
    box.listen_wanted.connect(wanted.append)
    box.hide()
    assert wanted == [], "nothing was heard"
    box.show()
    box.show_heard(True)
    box.hide()
    assert wanted == [False]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
@pytest.mark.parametrize("width", [360, 900])
def test_its_words_have_room(qapp: QApplication, box: VolumeBox, width: int, percent: float) -> None:
    apply_style(qapp, LIGHT, 10.5, percent)
    box.resize(width, box.minimumSizeHint().height())
    QApplication.processEvents()
    box.resize(width, box.minimumSizeHint().height())
    for value in (0, 100):
        box.slider.setValue(value)
        QApplication.processEvents()
        words = box.findChild(QLabel)
        assert isinstance(words, QLabel)
        assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width()
        listen = button_named(box, "Listen")
        assert listen.width() >= listen.sizeHint().width()
        assert box.rect().contains(listen.geometry()) and box.rect().contains(words.geometry())
