"""The one thing to do now: what is said of it, its picture, Start, and that all of it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.ui.kit.position_picture import PositionPicture
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.kit.widgets import label
from psoas_timer.ui.today.suggestion_card import SuggestionCard, fit_role
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, button_named, labels_that_read_markup, texts_of
from tests.ui.pictures import bundled_picture
from tests.ui.scenes import count_differing, plain_stage

TODAY = date(2026, 11, 11)
BRIDGE = Routine(
    id="bridge", title="Supported bridge", position="On your back", wants=("a mat",),
    stages=(plain_stage(position="on_block"),),
)  # fmt: skip
SUGGESTION = Suggestion(BRIDGE, BRIDGE, TODAY - timedelta(days=1))
Direction = QBoxLayout.Direction


@pytest.fixture
def card(qapp: QApplication, qtbot: QtBot) -> SuggestionCard:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    made = SuggestionCard(bundled_picture)
    qtbot.addWidget(made)
    made.show_suggestion(SUGGESTION, 300.0, TODAY)
    made.resize(1000, 240)
    made.show()
    return made


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    """What holds a card as a page does: the card is as narrow as it is told to be."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(2000, 2000)
    return made


def test_it_says_what_how_long_with_what_and_why(card: SuggestionCard) -> None:
    assert texts_of(card) == [
        "Supported bridge",
        "5 minutes. On your back.",
        "You need: a mat.",
        "It is the routine for most days. You last did it yesterday.",
        "Start",
        "Look at it first",
    ]
    assert card.findChild(PositionPicture).name == "on_block"


def test_a_routine_without_a_position_is_not_placed(card: SuggestionCard) -> None:
    card.show_suggestion(replace(SUGGESTION, routine=replace(BRIDGE, position="")), 300.0, TODAY)
    assert "5 minutes." in texts_of(card)


def test_both_wishes_carry_the_routine_and_have_a_name_of_their_own(card: SuggestionCard) -> None:
    wishes: list[str] = []
    card.start_requested.connect(lambda routine_id: wishes.append(f"start {routine_id}"))
    card.look_requested.connect(lambda routine_id: wishes.append(f"look at {routine_id}"))
    for name in ("Start", "Look at it first"):
        button_named(card, name).click()
    assert wishes == ["start bridge", "look at bridge"]
    names = [one.accessibleName() for one in card.findChildren(QPushButton)]
    assert names == ["Start Supported bridge", "Look at Supported bridge first"]


def test_texts_of_routines_are_shown_as_they_are(card: SuggestionCard) -> None:
    own = replace(BRIDGE, title=MARKUP, position=MARKUP, wants=(MARKUP,))
    card.show_suggestion(replace(SUGGESTION, routine=own), 300.0, TODAY)
    assert labels_that_read_markup(card) == []
    assert {MARKUP, f"5 minutes. {MARKUP}.", f"You need: {MARKUP}."} <= set(texts_of(card))


@pytest.mark.parametrize("direction", [Direction.LeftToRight, Direction.TopToBottom, Direction.BottomToTop])
def test_the_picture_stands_beside_above_or_below(card: SuggestionCard, direction: Direction) -> None:
    card.arrange(direction)
    card.resize(600, 700)
    QApplication.processEvents()
    picture, title = card.findChild(PositionPicture).geometry(), card.findChild(QLabel).geometry()
    beside, above = picture.right() < title.left(), picture.bottom() < title.top()
    assert (beside, above) == (direction is Direction.LeftToRight, direction is Direction.TopToBottom)


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
@pytest.mark.parametrize(("width", "direction"), [(420, Direction.BottomToTop), (1000, Direction.LeftToRight)])
def test_every_word_is_whole_in_a_narrow_card_with_large_text(
    qapp: QApplication, card: SuggestionCard, holder: QWidget, width: int, direction: Direction, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    card.arrange(direction)
    card.setParent(holder)
    holder.show()
    card.show()
    for _ in range(4):
        card.resize(width, card.heightForWidth(width))
        QApplication.processEvents()
    assert card.width() == width
    for text in card.findChildren(QLabel):
        longest = max(text.fontMetrics().horizontalAdvance(word) for word in text.text().split())
        assert text.width() >= longest, text.text()
        assert text.height() >= text.heightForWidth(text.width()), text.text()
    for one in card.findChildren(QPushButton):
        assert one.width() >= one.sizeHint().width() and card.rect().contains(one.geometry()), one.text()


def test_a_title_is_as_large_as_its_longest_word_permits(qapp: QApplication, qtbot: QtBot) -> None:
    apply_style(qapp, LIGHT, 10.0, 100.0)
    title = label("Supported bridge", "display")
    qtbot.addWidget(title)
    roles = []
    for width in (500, 150, 100, 80, 20, 500):
        fit_role(title, width)
        roles.append(title.property("role"))
    assert roles[0] == roles[-1] == "display"
    assert roles[4] == "strong"
    assert len(set(roles)) >= 3


def test_the_picture_follows_the_theme(card: SuggestionCard) -> None:
    picture = card.findChild(PositionPicture)
    for _ in range(3):
        QApplication.processEvents()
    light = picture.grab().toImage()
    card.set_theme(DARK)
    assert count_differing(picture.grab().toImage(), light) > 500
