"""A card that is a button: as large as what is in it, and pressed wherever it is hit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.today.card_button import CardButton


@pytest.fixture
def card(qtbot: QtBot) -> CardButton:
    made = CardButton()
    qtbot.addWidget(made)
    made.put(label("Words that wrap on a card that is as narrow as this one."))
    row = QHBoxLayout()
    row.addWidget(label("Left"))
    row.addWidget(label("Right"))
    made.put_layout(row)
    return made


def test_a_narrow_card_is_taller(card: CardButton) -> None:
    assert card.hasHeightForWidth()
    assert card.heightForWidth(150) > card.heightForWidth(600) > 2 * card.fontMetrics().height()
    assert card.sizeHint().height() > 0 < card.minimumSizeHint().height()


def test_it_is_pressed_through_all_that_is_in_it(card: CardButton) -> None:
    pressed: list[bool] = []
    card.clicked.connect(lambda: pressed.append(True))
    card.resize(300, card.heightForWidth(300))
    card.show()
    for one in card.children():
        if one.isWidgetType():
            spot = one.geometry().center()  # type: ignore[attr-defined]
            assert card.childAt(spot) is None
            QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=spot)
    assert len(pressed) == 3
