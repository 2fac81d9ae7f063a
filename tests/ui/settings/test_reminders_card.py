"""Reminders in Settings: by keyboard, for a screen reader, in small windows and with many of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.forms import ListRow
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.reminders_card import MOST_SHOWN, RemindersCard
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off
from tests.ui.keyboard import controls_of, labels_that_read_markup, nameless_controls, reach_by_tab, texts_of
from tests.ui.settings.shown_reminders import DAILY, SHOWN, card, show

__all__ = ["card"]  # pytest finds its fixture by its name


def test_everything_has_a_name_is_reached_by_tab_and_is_no_markup(qtbot: QtBot, card: RemindersCard) -> None:
    window = show(qtbot, card, replace(SHOWN, starts_with_computer=False))
    assert nameless_controls(card) == []
    assert labels_that_read_markup(card) == []
    assert set(controls_of(card)) <= reach_by_tab(window)
    assert "Every day at 18:00, <b>Mine</b> & more" in texts_of(card)


def test_the_switch_for_the_start_is_there_only_where_there_is_something_to_switch(
    qtbot: QtBot, card: RemindersCard
) -> None:
    _window = show(qtbot, card)
    (starts,) = [tick for tick in card.findChildren(Tick) if tick.text().startswith("Start with the computer")]
    assert not starts.isVisible()
    card.show_autostart(True)
    assert (starts.isVisible(), starts.isChecked()) == (True, True)


def test_many_are_shown_when_asked_for(qtbot: QtBot, card: RemindersCard) -> None:
    many = [replace(DAILY, uuid=str(number)) for number in range(50)]
    _window = show(qtbot, card, replace(SHOWN, reminders=many))
    rows = card.findChildren(ListRow)
    assert sum(row.isVisible() for row in rows) == MOST_SHOWN
    (every,) = [one for one in card.findChildren(QPushButton) if one.text() == "Show all 50"]
    every.click()
    assert sum(row.isVisible() for row in rows) == 50


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(480, 100.0), (480, 175.0), (900, 175.0)])
def test_nothing_is_cut_off(qtbot: QtBot, card: RemindersCard, width: int, percent: float) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_style(application, LIGHT, 9.0, percent)
    _window = show(qtbot, card, replace(SHOWN, starts_with_computer=True), width)
    qtbot.waitUntil(lambda: cut_off(card) == [])
