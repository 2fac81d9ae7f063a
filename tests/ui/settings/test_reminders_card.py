"""Reminders in Settings: by keyboard, for a screen reader, in little room and with many of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import Reminder
from psoas_timer.ui.kit.forms import ListRow
from psoas_timer.ui.kit.goal_words import weekday_names
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.reminders_card import MOST_SHOWN, RemindersCard, ShownReminders
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page
from tests.ui.keyboard import controls_of, labels_that_read_markup, nameless_controls, reach_by_tab, texts_of

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DAILY = Reminder(uuid="r", weekdays=frozenset(range(7)), at=time(18), since=NOW, routine_id="mine")
SHOWN = ShownReminders([DAILY], {"mine": "<b>Mine</b> & more"}, NOW.replace(hour=18), 6, keeps_running=True)


@pytest.fixture
def card(qtbot: QtBot) -> RemindersCard:
    return RemindersCard(lambda: "new", lambda: NOW)


def show(qtbot: QtBot, card: RemindersCard, shown: ShownReminders = SHOWN, width: int = 900) -> QWidget:
    window = in_page(qtbot, card, width, 900)
    card.show_reminders(shown)
    return window


def days_of(card: RemindersCard) -> list[Tick]:
    """Return the ticks of the weekdays from Monday on."""
    return [tick for name in weekday_names() for tick in card.findChildren(Tick) if tick.text() == name]


def time_of(card: RemindersCard) -> QTimeEdit:
    return card.findChild(QTimeEdit)


def routine_of(card: RemindersCard) -> QComboBox:
    return card.findChild(QComboBox)


def test_everything_has_a_name_is_reached_by_tab_and_is_no_markup(qtbot: QtBot, card: RemindersCard) -> None:
    window = show(qtbot, card, replace(SHOWN, starts_with_computer=False))
    assert nameless_controls(card) == []
    assert labels_that_read_markup(card) == []
    assert set(controls_of(card)) <= reach_by_tab(window)
    assert "Every day at 18:00, <b>Mine</b> & more" in texts_of(card)


def test_the_week_begins_where_the_persons_does(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card)
    QApplication.processEvents()  # lays them out
    days = sorted((tick.y(), tick.x(), tick.text()) for tick in days_of(card))
    assert [name for _y, _x, name in days[:2]] == ["Sunday", "Monday"]


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


def buttons_of(card: RemindersCard, text: str) -> list[QPushButton]:
    return [one for one in card.findChildren(QPushButton) if one.text() == text and one.isVisible()]


def test_a_reminder_is_changed_in_the_form_and_stays_the_same_one(qtbot: QtBot, card: RemindersCard) -> None:
    weekly = replace(DAILY, uuid="w", weekdays=frozenset({2, 6}), at=time(7, 15), is_on=False)
    _window = show(qtbot, card, replace(SHOWN, reminders=[DAILY, weekly]))
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[1].click()
    assert {day for day, tick in enumerate(days_of(card)) if tick.isChecked()} == {2, 6}
    assert (time_of(card).time().toString("HH:mm"), routine_of(card).currentText()) == ("07:15", "<b>Mine</b> & more")
    assert time_of(card).hasFocus()
    assert "Change the reminder" in texts_of(card)
    days_of(card)[2].click()
    buttons_of(card, "Save the change")[0].click()
    assert wanted == [replace(weekly, weekdays=frozenset({6}))]
    card.show_reminders(replace(SHOWN, reminders=[DAILY, weekly]))  # it could not be written: press again
    buttons_of(card, "Save the change")[0].click()
    assert wanted[1] == wanted.pop(0)
    card.show_reminders(replace(SHOWN, reminders=[DAILY, replace(wanted[0], since=NOW.replace(hour=13))]))
    assert "Another reminder" in texts_of(card)
    changed = replace(SHOWN, reminders=[replace(wanted[0], since=NOW.replace(hour=13))])
    card.show_reminders(changed)
    buttons_of(card, "Change")[0].click()
    card.show_reminders(changed)  # something else has changed
    assert "Change the reminder" in texts_of(card)
    buttons_of(card, "Leave it as it is")[0].click()
    buttons_of(card, "Add this reminder")[0].click()
    assert [one.uuid for one in wanted] == ["w", "new"]


def test_a_change_is_left_by_its_button_or_when_its_reminder_goes(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card)
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    buttons_of(card, "Leave it as it is")[0].click()
    assert buttons_of(card, "Leave it as it is") == []
    assert buttons_of(card, "Add this reminder")[0].hasFocus()
    buttons_of(card, "Change")[0].click()
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, is_on=False)]))
    buttons_of(card, "Save the change")[0].click()
    assert [one.is_on for one in wanted] == [False]  # as it was switched meanwhile
    card.show_reminders(replace(SHOWN, reminders=[]))
    assert buttons_of(card, "Save the change") == []
    assert "Another reminder" in texts_of(card)


def test_a_change_without_a_day_is_not_saved_and_says_so(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card, replace(SHOWN, reminders=[replace(DAILY, weekdays=frozenset({0}))]))
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    days_of(card)[0].click()
    buttons_of(card, "Save the change")[0].click()
    assert wanted == []
    assert "Choose one day at least." in texts_of(card)
    buttons_of(card, "Change")[0].click()
    assert "Choose one day at least." not in texts_of(card)


def test_the_form_comes_into_view_when_a_reminder_is_changed(qtbot: QtBot, card: RemindersCard) -> None:
    window = in_page(qtbot, card, 480, 300)
    card.show_reminders(SHOWN)
    qtbot.waitUntil(lambda: buttons_of(card, "Add this reminder")[0].y() > 300)
    buttons_of(card, "Change")[0].click()
    seen, chosen = window.rect(), time_of(card)
    qtbot.waitUntil(lambda: seen.contains(chosen.rect().translated(chosen.mapTo(window, QPoint(0, 0)))))


def test_a_reminder_of_a_routine_that_is_gone_keeps_it(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card, replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    assert routine_of(card).currentText() == "A routine that is no longer here"
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))
    buttons_of(card, "Save the change")[0].click()
    assert [one.routine_id for one in wanted] == ["gone"]
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))  # which ends the change
    assert routine_of(card).currentText() == "What is due"  # for another reminder
