"""A card to read: a stop for Tab, named and described in full, and keys that wrap where it is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from psoas_timer.ui.help.read_card import ReadCard, keys_card
from psoas_timer.ui.kit.shortcuts import session_shortcuts
from tests.ui.keyboard import MARKUP, controls_of, labels_that_read_markup, name_of, open_window, texts_of


def test_all_of_it_is_heard_at_one_stop(qtbot: QtBot) -> None:
    card = ReadCard("Signs")
    qtbot.addWidget(card)
    card.add_text(MARKUP)
    card.add_list(["One.", "Two."])
    assert card in [card, *controls_of(card)]
    assert name_of(card) == "Signs"
    assert card.accessibleDescription() == f"{MARKUP} One. Two."
    assert labels_that_read_markup(card) == []


def test_each_key_is_heard_with_what_it_does(qtbot: QtBot) -> None:
    card = keys_card("In a session", session_shortcuts())
    qtbot.addWidget(card)
    open_window(card)
    for one in session_shortcuts():
        assert f"{one.names}: {one.does}." in card.accessibleDescription()
        assert {one.names, one.does} <= set(texts_of(card))


def test_where_it_is_narrow_what_a_key_does_is_below_it(qtbot: QtBot) -> None:
    card = keys_card("In a session", session_shortcuts())
    qtbot.addWidget(card)
    open_window(card)
    em, first = card.fontMetrics().height(), session_shortcuts()[0]
    places = []
    for width_em in (60, 24):
        card.resize(em * width_em, em * 60)
        for _ in range(4):
            QApplication.processEvents()
        keys, does = (
            next(one for one in card.findChildren(QLabel) if one.text() == text) for text in (first.names, first.does)
        )
        places.append(does.x() > keys.x())
    assert places == [True, False]
