"""Form rows: the name belongs to the control, on screen, by key and for screen readers, and is never markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.controls import ChoiceBox, NumberBox
from psoas_timer.ui.kit.forms import add_row, new_form
from tests.ui.cards import turn_wheel
from tests.ui.keyboard import MARKUP, labels_that_read_markup, name_of, open_window


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Return a window with a form of two rows."""
    page = QWidget()
    qtbot.addWidget(page)
    form = new_form()
    add_row(form, MARKUP, ChoiceBox())
    add_row(form, "&Minutes", NumberBox())
    QVBoxLayout(page).addLayout(form)
    open_window(page)
    return page


def test_a_name_is_shown_as_it_is_and_is_no_markup(page: QWidget) -> None:
    assert [one.text() for one in page.findChildren(QLabel)] == [MARKUP, "&Minutes"]
    assert labels_that_read_markup(page) == []
    assert name_of(page.findChild(ChoiceBox)) == MARKUP


def test_a_name_leads_to_its_control(page: QWidget, qapp: QApplication) -> None:
    assert [one.buddy() for one in page.findChildren(QLabel)] == [page.findChild(ChoiceBox), page.findChild(QSpinBox)]
    relations = QAccessible.queryAccessibleInterface(page.findChild(QSpinBox)).relations()
    assert [one.object() for one, _kind in relations] == [page.findChildren(QLabel)[1]]
    page.findChild(ChoiceBox).setFocus()
    QTest.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qapp.processEvents()
    assert page.findChild(QSpinBox).hasFocus()


def test_the_wheel_is_left_to_the_page(page: QWidget) -> None:
    minutes = page.findChild(QSpinBox)
    minutes.setValue(9)
    turn_wheel(minutes)
    assert minutes.value() == 9
