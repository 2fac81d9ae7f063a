"""The reminders card as the tests open it."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.reminder import Reminder
from psoas_timer.ui.kit.goal_words import weekday_names
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.reminders_card import RemindersCard, ShownReminders
from tests.ui.cards import in_page

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
    """Return the ticks of the weekdays, starting with Monday."""
    return [tick for name in weekday_names() for tick in card.findChildren(Tick) if tick.text() == name]
