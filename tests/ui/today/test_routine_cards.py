"""The routines on Today: what a card says, where pressing it leads, and that a card stays while it is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.ui.kit.position_picture import PositionPicture
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.routine_cards import RoutineCard, RoutineCards, RoutineGlance
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, labels_that_read_markup, open_window, press, reach_by_tab, texts_of
from tests.ui.pictures import bundled_picture
from tests.ui.scenes import count_differing, plain_stage


def routine_of(name: str, **values: object) -> Routine:
    usual: dict[str, object] = {"title": name.title(), "position": "On the back", "wants": ("a mat",)}
    return Routine(id=name, stages=(plain_stage(position="on_back"),), **(usual | values))  # type: ignore[arg-type]


NAMES = ("bridge", "front", "vacuum", "daily", "strong", "sitting")
LISTED = [RoutineGlance(routine_of(name), 300.0) for name in NAMES]


@pytest.fixture
def cards(qtbot: QtBot) -> RoutineCards:
    made = RoutineCards(bundled_picture)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.make_ready()
    show(made, LISTED)
    open_window(made)
    return made


def show(cards: RoutineCards, listed: list[RoutineGlance]) -> None:
    cards.show_routines(listed)
    QApplication.processEvents()  # new cards are shown when Qt lays them out


def cards_of(cards: RoutineCards) -> list[RoutineCard]:
    return [one for one in cards.findChildren(RoutineCard) if one.isVisible()]


@EACH_FAMILY
@pytest.mark.parametrize("is_locked", [False, True])
def test_until_the_first_paint_is_over_the_room_of_the_cards_is_kept(
    qapp: QApplication, qtbot: QtBot, is_locked: bool
) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    waiting = RoutineCards(bundled_picture)
    qtbot.addWidget(waiting)
    waiting.resize(1000, 20)
    waiting.ensurePolished()
    show(waiting, [replace(one, is_locked=is_locked) for one in LISTED[:5]])
    kept = waiting.minimumHeight()
    assert waiting.findChildren(RoutineCard) == []
    waiting.make_ready()
    open_window(waiting)
    assert len(cards_of(waiting)) == 5
    assert max(card.heightForWidth(card.width()) for card in cards_of(waiting)) == pytest.approx(kept, abs=4)
    assert waiting.minimumHeight() == 0


def test_a_card_says_length_and_position_and_shows_the_picture(cards: RoutineCards) -> None:
    card = cards_of(cards)[0]
    assert texts_of(card) == ["Bridge", "5 minutes. On the back."]
    assert card.findChild(PositionPicture).name == "on_back"


def test_a_screen_reader_and_the_mouse_are_told_what_it_needs(cards: RoutineCards) -> None:
    card = cards_of(cards)[0]
    assert card.accessibleName() == "Bridge"
    assert card.accessibleDescription() == "5 minutes. On the back. Needs: a mat."
    assert card.toolTip() == "Needs: a mat"


def test_what_cannot_be_used_yet_says_why_in_one_line(cards: RoutineCards) -> None:
    show(cards, [RoutineGlance(routine_of("front"), 300.0, is_locked=True)])
    (card,) = cards_of(cards)
    assert texts_of(card) == ["Front", "5 minutes. On the back.", "Read its cautions first."]
    assert card.accessibleDescription().endswith("Read its cautions first.")


@pytest.mark.parametrize(
    ("values", "said"),
    [({}, "Your own. 5 minutes. On the back."), ({"position": ""}, "Your own. 5 minutes.")],
)
def test_a_routine_of_the_persons_own_is_called_so(cards: RoutineCards, values: dict[str, str], said: str) -> None:
    show(cards, [RoutineGlance(routine_of("own", is_own=True, **values), 300.0)])
    assert texts_of(cards_of(cards)[0]) == ["Own", said]


def test_each_card_asks_for_its_routine_by_mouse_and_by_keys(cards: RoutineCards) -> None:
    asked: list[str] = []
    cards.routine_requested.connect(asked.append)
    for card in cards_of(cards):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        card.setFocus()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            press(cards, key)
    assert asked == [name for name in NAMES for _ in range(3)]


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


def test_a_card_keeps_the_focus_while_others_come_and_go(cards: RoutineCards) -> None:
    before = cards_of(cards)
    before[3].setFocus()
    show(cards, LISTED[1:])
    assert cards_of(cards) == before[1:]
    show(cards, LISTED)
    assert before[3].hasFocus()
    assert [card.accessibleName() for card in cards.findChildren(RoutineCard) if card in before[1:]] == [
        name.title() for name in NAMES[1:]
    ]


def test_tab_goes_through_the_cards_in_their_order_whenever_they_were_made(cards: RoutineCards) -> None:
    show(cards, LISTED[1:])
    show(cards, LISTED)
    assert len(reach_by_tab(cards)) == len(LISTED)
    shown = sorted(cards_of(cards), key=lambda card: (card.y(), card.x()))
    assert [card.accessibleName() for card in shown] == [name.title() for name in NAMES]
    shown[0].setFocus()
    for card in shown[1:]:
        press(cards, Qt.Key.Key_Tab)
        assert card.hasFocus()


def test_another_length_or_other_routines_are_shown_at_once(cards: RoutineCards) -> None:
    show(cards, [RoutineGlance(one.routine, 600.0) for one in LISTED])
    assert "10 minutes. On the back." in texts_of(cards)
    assert "5 minutes. On the back." not in texts_of(cards)
    show(cards, LISTED[:1])
    assert [card.accessibleName() for card in cards_of(cards)] == ["Bridge"]


def test_cards_follow_the_theme_those_made_later_as_well(cards: RoutineCards) -> None:
    def picture() -> object:
        one = cards_of(cards)[0].findChild(PositionPicture)
        one.grab()
        QApplication.processEvents()
        return one.grab().toImage()

    light = picture()
    cards.set_theme(DARK)
    dark = picture()
    assert count_differing(dark, light) > 500
    show(cards, [RoutineGlance(routine_of("other"), 60.0)])
    cards_of(cards)[0].findChild(PositionPicture).resize(dark.size())
    assert count_differing(picture(), dark) == 0


def test_texts_of_routines_are_shown_as_they_are(cards: RoutineCards) -> None:
    show(cards, [RoutineGlance(routine_of("own", title=MARKUP, position=MARKUP, wants=(MARKUP,)), 300.0)])
    assert labels_that_read_markup(cards) == []
    assert {MARKUP, f"5 minutes. {MARKUP}."} == set(texts_of(cards))


@EACH_FAMILY
@pytest.mark.parametrize(
    ("width", "count", "is_tall", "columns"),
    [(250, 6, False, 1), (400, 6, False, 2), (700, 6, False, 3), (700, 5, False, 3), (1000, 5, False, 5),
     (1000, 6, False, 6), (2000, 5, False, 5), (2000, 6, False, 6), (2000, 5, True, 3)],
)  # fmt: skip
def test_there_are_as_many_columns_as_have_room_and_the_rows_are_even(
    qapp: QApplication, cards: RoutineCards, width: int, count: int, is_tall: bool, columns: int
) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    cards.arrange(is_tall)
    show(cards, LISTED[:count])
    for _ in range(4):
        cards.resize(width, 1200)
        QApplication.processEvents()
    assert len({card.x() for card in cards_of(cards)}) == columns
    assert all(card.height() >= card.heightForWidth(card.width()) for card in cards_of(cards))
