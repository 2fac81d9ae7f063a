"""What a screen reader meets where Qt has no words of its own."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.accessible import give_role
from psoas_timer.ui.kit.widgets import card, label

Role, Text = QAccessible.Role, QAccessible.Text


def test_a_place_is_a_tab_that_can_be_pressed(qtbot: QtBot) -> None:
    tab = QPushButton("&History")
    qtbot.addWidget(tab)
    tab.setCheckable(True)
    give_role(tab, Role.PageTab)
    met = QAccessible.queryAccessibleInterface(tab)
    assert (met.role(), met.text(Text.Name), met.state().selected) == (Role.PageTab, "History", 0)
    met.actionInterface().doAction(met.actionInterface().actionNames()[0])
    assert tab.isChecked() and met.state().selected
    tab.setEnabled(False)
    assert "Press" not in met.actionInterface().actionNames()


def test_a_choice_is_checked(qtbot: QtBot) -> None:
    choice = QPushButton("Days")
    qtbot.addWidget(choice)
    choice.setCheckable(True)
    give_role(choice, Role.RadioButton)
    met = QAccessible.queryAccessibleInterface(choice)
    assert met.state().checkable and not met.state().checked
    choice.setChecked(True)
    assert met.state().checked


@pytest.mark.parametrize("role", [Role.Chart, Role.Graphic])
def test_the_figures_of_a_picture_are_in_its_name(qtbot: QtBot, role: QAccessible.Role) -> None:
    chart = QWidget()
    qtbot.addWidget(chart)
    give_role(chart, role)
    chart.setAccessibleName("Days counted")
    chart.setAccessibleDescription("Three of five.")
    met = QAccessible.queryAccessibleInterface(chart)
    assert (met.text(Text.Name), met.text(Text.Description)) == ("Days counted. Three of five", "")


def test_a_card_is_called_by_its_heading(qtbot: QtBot) -> None:
    frame, layout = card()
    qtbot.addWidget(frame)
    layout.addWidget(label("Facts", "muted"))
    layout.addWidget(label("Take care", "heading"))
    met = QAccessible.queryAccessibleInterface(frame)
    assert (met.role(), met.text(Text.Name)) == (Role.Grouping, "Take care")


def test_it_lives_as_long_as_its_widget(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for _ in range(200):
        frame = QFrame()
        give_role(frame, Role.Grouping)
        column.addWidget(frame)
        gc.collect(0)
        assert QAccessible.queryAccessibleInterface(frame).role() is Role.Grouping
        shiboken6.delete(frame)
