"""The form for a reminder, new or changed, and what happens to a change when its reminder changes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QTimeEdit
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import Reminder
from psoas_timer.ui.settings.reminders_card import RemindersCard
from tests.ui.cards import in_page
from tests.ui.keyboard import texts_of
from tests.ui.settings.shown_reminders import DAILY, NOW, SHOWN, card, days_of, show

__all__ = ["card"]  # pytest finds its fixture by its name


def time_of(card: RemindersCard) -> QTimeEdit:
    return card.findChild(QTimeEdit)


def routine_of(card: RemindersCard) -> QComboBox:
    return card.findChild(QComboBox)


def test_the_week_begins_where_the_persons_does(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card)
    QApplication.processEvents()  # lays them out
    days = sorted((tick.y(), tick.x(), tick.text()) for tick in days_of(card))
    assert [name for _y, _x, name in days[:2]] == ["Sunday", "Monday"]


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
    assert "Change reminder" in texts_of(card)
    days_of(card)[2].click()
    buttons_of(card, "Save changes")[0].click()
    assert wanted == [replace(weekly, weekdays=frozenset({6}))]
    card.show_reminders(replace(SHOWN, reminders=[DAILY, weekly]))  # it could not be saved: press again
    buttons_of(card, "Save changes")[0].click()
    assert wanted[1] == wanted.pop(0)
    card.show_reminders(replace(SHOWN, reminders=[DAILY, replace(wanted[0], since=NOW.replace(hour=13))]))
    assert "New reminder" in texts_of(card)
    changed = replace(SHOWN, reminders=[replace(wanted[0], since=NOW.replace(hour=13))])
    card.show_reminders(changed)
    buttons_of(card, "Change")[0].click()
    card.show_reminders(changed)  # something else has changed
    assert "Change reminder" in texts_of(card)
    buttons_of(card, "Cancel")[0].click()
    buttons_of(card, "Add reminder")[0].click()
    assert [one.uuid for one in wanted] == ["w", "new"]


def test_a_change_is_left_by_its_button_or_when_its_reminder_goes(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card)
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    buttons_of(card, "Cancel")[0].click()
    assert buttons_of(card, "Cancel") == []
    assert buttons_of(card, "Add reminder")[0].hasFocus()
    buttons_of(card, "Change")[0].click()
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, is_on=False)]))
    buttons_of(card, "Save changes")[0].click()
    assert [one.is_on for one in wanted] == [False]  # as it was turned off in the meantime
    card.show_reminders(replace(SHOWN, reminders=[]))
    assert buttons_of(card, "Save changes") == []
    assert "New reminder" in texts_of(card)


def test_a_change_without_a_day_is_not_saved_and_says_so(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card, replace(SHOWN, reminders=[replace(DAILY, weekdays=frozenset({0}))]))
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    days_of(card)[0].click()
    buttons_of(card, "Save changes")[0].click()
    assert wanted == []
    assert "Choose at least one day." in texts_of(card)
    buttons_of(card, "Change")[0].click()
    assert "Choose at least one day." not in texts_of(card)


def test_the_form_comes_into_view_when_a_reminder_is_changed(qtbot: QtBot, card: RemindersCard) -> None:
    window = in_page(qtbot, card, 480, 300)
    card.show_reminders(SHOWN)
    qtbot.waitUntil(lambda: buttons_of(card, "Add reminder")[0].mapTo(card, QPoint()).y() > 300)
    buttons_of(card, "Change")[0].click()
    seen, chosen = window.rect(), time_of(card)
    qtbot.waitUntil(lambda: seen.contains(chosen.rect().translated(chosen.mapTo(window, QPoint(0, 0)))))


def test_a_reminder_of_a_routine_that_is_gone_keeps_it(qtbot: QtBot, card: RemindersCard) -> None:
    _window = show(qtbot, card, replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))
    wanted: list[Reminder] = []
    card.reminder_wanted.connect(wanted.append)
    buttons_of(card, "Change")[0].click()
    assert routine_of(card).currentText() == "A routine that no longer exists"
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))
    buttons_of(card, "Save changes")[0].click()
    assert [one.routine_id for one in wanted] == ["gone"]
    card.show_reminders(replace(SHOWN, reminders=[replace(DAILY, routine_id="gone")]))  # which ends the change
    assert routine_of(card).currentText() == "Whatever is due"  # for a new reminder
