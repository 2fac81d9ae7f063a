"""A row has its control beside its words, and below them where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.volume_box import VolumeBox
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.setting_row import SettingRow
from tests.typefaces import EACH_FAMILY

HINT = "What it changes, in a sentence that is long enough to need a second line where there is little room."


def shown(qtbot: QtBot, control: QWidget, width: int) -> SettingRow:
    row = SettingRow("A name", HINT, control)
    qtbot.addWidget(row)
    row.show()
    for _ in range(3):
        row.resize(width, max(row.heightForWidth(width), row.minimumSizeHint().height()))
        QApplication.processEvents()
    return row


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_the_control_goes_below_where_there_is_little_room(qapp: QApplication, qtbot: QtBot, percent: float) -> None:
    apply_style(qapp, LIGHT, 10.5, percent)
    for width, is_below in ((2200, False), (360, True)):
        control = ChoiceBox()
        control.addItems(["A long choice"])
        row = shown(qtbot, control, width)
        hint = next(one for one in row.findChildren(QLabel) if one.text() == HINT)
        bottom = hint.mapTo(row, QPoint(0, hint.height())).y()
        assert (control.y() >= bottom - 1) is is_below
        assert row.rect().contains(control.geometry())
        assert hint.height() >= hint.heightForWidth(hint.width())


@pytest.mark.parametrize("control", [ChoiceBox, lambda: VolumeBox(0, 100, 5), lambda: Tick("A name")])
def test_name_and_hint_reach_a_screen_reader(qtbot: QtBot, control: type[QWidget]) -> None:
    made = control()
    row = shown(qtbot, made, 600)
    assert row.isVisible()
    focused = made.slider if isinstance(made, VolumeBox) else made
    assert focused.accessibleDescription() == HINT
    assert "A name" in (focused.accessibleName(), getattr(focused, "text", str)())


def test_the_name_leads_to_its_control(qtbot: QtBot) -> None:
    control = ChoiceBox()
    row = shown(qtbot, control, 600)
    assert [one.buddy() for one in row.findChildren(QLabel) if one.text() == "A name"] == [control]
