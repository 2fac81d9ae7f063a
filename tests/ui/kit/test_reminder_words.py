"""The wording of reminders: days, times, what comes next, and what a notice says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QLocale

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.reminder import Reminder
from psoas_timer.store.places import assets_dir
from psoas_timer.store.routines.routine_file import load_routine
from psoas_timer.ui.kit.reminder_words import (
    days_word,
    next_word,
    notice_body,
    offer_sentence,
    plan_sentence,
    reminder_word,
    standing_sentence,
)

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday
WORKDAYS = Reminder(uuid="r", weekdays=frozenset(range(5)), at=time(18), since=NOW)
MONDAY = date(2026, 11, 23)
WEEK = Week(MONDAY, (MONDAY,), 5, is_current=True)
BRIDGE = load_routine(assets_dir() / "routines" / "supported-bridge.toml")


@pytest.mark.parametrize(
    ("days", "first", "words"),
    [
        (range(7), 0, "Every day"),
        (range(5), 0, "Monday to Friday"),
        (range(5), 6, "Monday to Friday"),
        ((5, 6), 0, "Saturday and Sunday"),
        ((6, 0, 1), 0, "Sunday to Tuesday"),
        ((0, 2, 4), 0, "Monday, Wednesday and Friday"),
        ((0, 6), 0, "Sunday and Monday"),
        ((3,), 0, "Thursday"),
        ((0, 3), 3, "Thursday and Monday"),
    ],
)
def test_days_are_told_as_they_follow_each_other(days: range, first: int, words: str) -> None:
    assert days_word(frozenset(days), first) == words


def test_a_reminder_is_told_with_its_routine() -> None:
    assert reminder_word(WORKDAYS, {}, 0) == "Monday to Friday at 18:00, whatever is due"
    bridge = replace(WORKDAYS, routine_id="supported-bridge", at=time(7, 5))
    assert reminder_word(bridge, {"supported-bridge": "Supported bridge"}, 0).endswith("07:05, Supported bridge")
    assert reminder_word(bridge, {}, 0).endswith("07:05, a routine that no longer exists")


def test_times_are_those_of_the_persons_country() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert "6:00" in reminder_word(WORKDAYS, {}, 0)
    assert "PM" in reminder_word(WORKDAYS, {}, 0)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Next: today at 18:00."),
        (1, "Next: tomorrow at 18:00."),
        (2, "Next: Friday at 18:00."),
        (7, "Next: 2 December at 18:00."),
    ],
)
def test_the_next_one_is_told_as_people_do(days: int, words: str) -> None:
    assert next_word(NOW.replace(hour=18) + timedelta(days=days), NOW) == words


def test_how_things_stand_is_one_line() -> None:
    assert standing_sentence([], None, NOW, 0) == "Off."
    assert standing_sentence([replace(WORKDAYS, is_on=False)], None, NOW, 0) == "Off."
    due = NOW.replace(hour=18)
    assert standing_sentence([WORKDAYS], due, NOW, 0) == "Monday to Friday at 18:00. Next: today at 18:00."
    assert standing_sentence([WORKDAYS] * 2, due, NOW, 0) == "2 reminders are on. Next: today at 18:00."


def test_the_offer_says_when() -> None:
    assert offer_sentence(WORKDAYS, 0).startswith("Would you like reminders? Monday to Friday at 18:00")


@pytest.mark.parametrize(
    ("position", "question"),
    [
        ("On your back", "5 minutes on your back?"),
        ("Face down", "5 minutes face down?"),
        ("Sitting", "5 minutes, sitting?"),
        ("On one leg", "5 minutes: Supported bridge?"),
    ],
)
def test_a_notice_says_what_is_left_and_asks(position: str, question: str) -> None:
    assert notice_body(WEEK, replace(BRIDGE, position=position), 300.0) == f"1 of 5 this week. {question}"


def test_a_plan_comes_first_in_the_own_words_of_the_person() -> None:
    body = notice_body(WEEK, BRIDGE, 300.0, done="had <b>breakfast</b>")
    assert body == "When I have had <b>breakfast</b>, I lie down for 5 minutes. 1 of 5 this week."


@pytest.mark.parametrize(
    ("done", "position", "time", "sentence"),
    [
        ("come home", "On your back", "08:00", "When I have come home, at 08:00, I lie down for 5 minutes."),
        ("come home", "Face down", "", "When I have come home, I lie down for 5 minutes."),
        ("", "On your back", "08:00", "At 08:00, I lie down for 5 minutes."),
        ("", "On your back", "", "I lie down for 5 minutes."),
        ("come home", "Sitting", "08:00", "When I have come home, at 08:00, I practise for 5 minutes."),
        ("come home", "Sitting", "", "When I have come home, I practise for 5 minutes."),
        ("", "Sitting", "08:00", "At 08:00, I practise for 5 minutes."),
        ("", "Sitting", "", "I practise for 5 minutes."),
    ],
)
def test_a_plan_is_one_sentence(done: str, position: str, time: str, sentence: str) -> None:
    assert plan_sentence(done, replace(BRIDGE, position=position), "5 minutes", time) == sentence


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (0.0, "1 of 5 this week."),
        (0.5, "1 of 5 this week."),
        (1.0, "1 of 5 this week, once more today."),
    ],
)
def test_twice_a_day_is_counted_within_the_day(share: float, sentence: str) -> None:
    assert notice_body(replace(WEEK, sessions_a_day=2), BRIDGE, 300.0, share).startswith(f"{sentence} 5 minutes")


def test_a_week_that_counts_neither_way_has_no_figures() -> None:
    assert notice_body(replace(WEEK, length=3), BRIDGE, 60.0) == "1 minute on your back?"
