"""A week in words, below the chart."""

from __future__ import annotations

from datetime import date, timedelta

from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.week_read_out import WeekReadOut
from tests.ui.keyboard import controls_of, texts_of

MONDAY = date(2026, 11, 2)
DAYS = tuple(MONDAY + timedelta(days=offset) for offset in range(7))


def read_out(qtbot: QtBot, week: Week | None, this_year: int = 2026) -> list[str]:
    made = WeekReadOut()
    qtbot.addWidget(made)
    made.show_week(week, this_year)
    assert controls_of(made) == []
    return texts_of(made)


def test_it_says_how_the_week_went_on_which_days_and_how_much_was_done(qtbot: QtBot) -> None:
    week = Week(MONDAY, DAYS[:2], 5, practised_s=900.0, sessions=3)
    assert read_out(qtbot, week) == ["Week of 2 November: 2 of 5 days", "Monday and Tuesday", "3 sessions, 15 min."]


def test_a_week_of_another_year_is_named_with_it(qtbot: QtBot) -> None:
    assert read_out(qtbot, Week(MONDAY, DAYS[:5], 5), 2027)[0] == "Week of 2 November 2026: 5 of 5 days. Target met."


def test_a_paused_week_says_so_and_one_without_practice_too(qtbot: QtBot) -> None:
    paused = read_out(qtbot, Week(MONDAY, (), 0, paused=DAYS))
    assert paused[1:] == ["No days counted.", "0 sessions, 0 min. 7 days were paused."]


def test_none_takes_the_words_of_the_week_before_away(qtbot: QtBot) -> None:
    made = WeekReadOut()
    qtbot.addWidget(made)
    made.show_week(Week(MONDAY, DAYS[:2], 5), 2026)
    assert len(texts_of(made)) == 3
    made.show_week(None, 2026)
    assert texts_of(made) == []
