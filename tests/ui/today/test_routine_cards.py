"""The routines on Today: what a card says, where pressing it leads, and that a card stays while it is right."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.today.routine_cards import RoutineCard, RoutineCards
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, labels_that_read_markup, open_window, press, texts_of
from tests.ui.scenes import plain_stage


def routine_of(name: str, **values: object) -> Routine:
    usual: dict[str, object] = {"title": name.title(), "position": "On the back", "wants": ("a mat",)}
    return Routine(id=name, stages=(plain_stage(),), **(usual | values))  # type: ignore[arg-type]


LISTED = [(routine_of(name), 300.0) for name in ("bridge", "front", "vacuum", "daily", "strong", "sitting")]


@pytest.fixture
def cards(qtbot: QtBot) -> RoutineCards:
    made = RoutineCards()
    qtbot.addWidget(made)
    made.resize(1000, 500)
    show(made, LISTED)
    open_window(made)
    return made


def show(cards: RoutineCards, listed: list[tuple[Routine, float]]) -> None:
    cards.show_routines(listed)
    QApplication.processEvents()  # new cards are shown when Qt lays them out


def cards_of(cards: RoutineCards) -> list[RoutineCard]:
    return [one for one in cards.findChildren(RoutineCard) if one.isVisible()]


def test_a_card_says_length_position_and_needs(cards: RoutineCards) -> None:
    card = cards_of(cards)[0]
    assert texts_of(card) == ["Bridge", "5 minutes. On the back", "Needs: a mat"]
    assert card.accessibleName() == "Bridge"
    assert card.accessibleDescription() == "5 minutes. On the back. Needs: a mat"


def test_each_card_asks_for_its_routine_by_mouse_and_by_keys(cards: RoutineCards) -> None:
    asked: list[str] = []
    cards.routine_requested.connect(asked.append)
    for card in cards_of(cards):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        card.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            press(cards, key)
    assert asked == [routine.id for routine, _length_s in LISTED for _ in range(3)]


def test_the_words_on_a_card_leave_the_mouse_to_it(cards: RoutineCards) -> None:
    asked: list[str] = []
    cards.routine_requested.connect(asked.append)
    card = cards_of(cards)[1]
    for spot in (card.rect().center(), card.childrenRect().center(), card.childrenRect().topLeft()):
        assert cards.childAt(card.mapTo(cards, spot)) is card
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=spot)
    assert asked == ["front"] * 3


def test_the_same_routines_keep_their_cards_and_the_focus(cards: RoutineCards) -> None:
    before = cards_of(cards)
    before[2].setFocus()
    show(cards, list(LISTED))
    assert cards_of(cards) == before
    assert before[2].hasFocus()


def test_another_length_or_other_routines_are_shown_at_once(cards: RoutineCards) -> None:
    show(cards, [(routine, 600.0) for routine, _length_s in LISTED])
    assert "10 minutes. On the back" in texts_of(cards)
    assert "5 minutes. On the back" not in texts_of(cards)
    show(cards, LISTED[:1])
    assert [card.accessibleName() for card in cards_of(cards)] == ["Bridge"]


def test_texts_of_routines_are_shown_as_they_are(cards: RoutineCards) -> None:
    show(cards, [(routine_of("own", title=MARKUP, position=MARKUP, wants=(MARKUP,)), 300.0)])
    assert labels_that_read_markup(cards) == []
    assert {MARKUP, f"Needs: {MARKUP}"} <= set(texts_of(cards))


@EACH_FAMILY
@pytest.mark.parametrize(("width", "columns"), [(300, 1), (600, 2), (1000, 3), (2000, 3)])
def test_there_are_as_many_columns_as_have_room_but_no_more_than_three(
    qapp: QApplication, cards: RoutineCards, width: int, columns: int
) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    cards.resize(width, 900)
    for _ in range(3):
        QApplication.processEvents()
    assert len({card.x() for card in cards_of(cards)}) == columns
    assert all(card.height() >= card.heightForWidth(card.width()) for card in cards_of(cards))
