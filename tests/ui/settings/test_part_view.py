"""One part of Settings: a title, its cards, the way back where it is needed, and the way to the defaults."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section
from psoas_timer.ui.kit.controls import ChoiceBox
from psoas_timer.ui.kit.forms import Card, Findable
from psoas_timer.ui.settings.part_view import TITLES, PartView
from tests.ui.keyboard import button_named, open_window, texts_of


def shown(qtbot: QtBot, *, has_defaults: bool = True) -> tuple[PartView, list[ChoiceBox]]:
    card, boxes = Card("A card"), [ChoiceBox(), ChoiceBox()]
    for box in boxes:
        card.column.addWidget(box)
        card.findables.append(Findable("A box", "", box))
    part = PartView(Section.LOOK, [card], has_defaults=has_defaults)
    qtbot.addWidget(part)
    part.resize(500, 300)
    open_window(part)
    return part, boxes


def test_every_part_has_a_title() -> None:
    assert list(TITLES) == list(Section)


def test_it_shows_its_title_and_its_cards(qtbot: QtBot) -> None:
    part, _boxes = shown(qtbot)
    part.show_way_back(False)
    assert texts_of(part) == ["Appearance", "A card", "Reset to defaults"]
    part.show_way_back(True)
    with qtbot.waitSignal(part.back_requested, timeout=100):
        button_named(part, "Back to all settings").click()


def test_the_keyboard_goes_to_the_first_control_that_can_be_used(qtbot: QtBot) -> None:
    part, boxes = shown(qtbot)
    boxes[0].setEnabled(False)
    part.focus_first()
    assert boxes[1].hasFocus()


def test_a_button_that_goes_dead_gives_the_keyboard_away(qtbot: QtBot) -> None:
    part, boxes = shown(qtbot)
    reset = button_named(part, "Reset to defaults")
    reset.setFocus()
    part.allow_reset(False)
    assert boxes[0].hasFocus() and not reset.isEnabled()


def test_without_defaults_there_is_nothing_to_reset(qtbot: QtBot) -> None:
    part, _boxes = shown(qtbot, has_defaults=False)
    assert "Reset to defaults" not in texts_of(part)
