"""Where a person's data is, and the way to export and import it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.settings.data_card import DataCard
from tests.ui.keyboard import MARKUP, button_named, labels_that_read_markup, name_of, open_window, texts_of


def shown(qtbot: QtBot, folder: str) -> DataCard:
    made = DataCard(folder)
    qtbot.addWidget(made)
    open_window(made)
    return made


def test_export_and_import_are_asked_for(qtbot: QtBot) -> None:
    card = shown(qtbot, "data folder")
    with qtbot.waitSignal(card.transfer_requested, timeout=100):
        button_named(card, "Export and import…").click()
    assert [one.name for one in card.findables] == ["Export and import", "Folder of your data"]


def test_the_path_of_the_data_is_selected_and_copied_by_keys_and_wraps_anywhere(qtbot: QtBot) -> None:
    folder = "C:\\Users\\Somebody\\AppData\\Local\\psoas-timer"
    card = shown(qtbot, folder)
    where = card.findChild(PathLabel)
    assert isinstance(where, PathLabel)
    where.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(where, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == folder
    assert where.minimumSizeHint().width() < where.fontMetrics().horizontalAdvance(folder)
    assert name_of(where) == f"Your sessions and settings stay on this computer, in {folder}."


def test_folder_of_the_data_is_shown_as_it_is(qtbot: QtBot) -> None:
    card = shown(qtbot, MARKUP)
    assert any(MARKUP in text for text in texts_of(card))
    assert not any(MARKUP in text for text in labels_that_read_markup(card))
