"""The wording of the history: weeks that count, weeks that do not, and the share of the last weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from psoas_timer.core.history.adherence import MetShare, Week
from psoas_timer.ui.kit.practice_words import (
    met_word,
    recent_figure,
    recent_sentence,
    since_sentence,
    week_figure,
    week_sentence,
    work_sentence,
)

MONDAY = date(2026, 11, 9)
DAYS = tuple(MONDAY + timedelta(days=offset) for offset in range(7))
PLAIN = Week(MONDAY, DAYS[:3], 5)
PAUSE = Week(MONDAY, (), 0, paused=DAYS)
BETWEEN = Week(MONDAY, DAYS[:1], 3, length=3)


@pytest.mark.parametrize(
    ("week", "sentence", "figure", "met", "since"),
    [
        (PLAIN, "Week of 9 November: 3 of 5 days", "3 of 5", "No", "days, since 9 November"),
        (replace(PLAIN, target=3), "Week of 9 November: 3 of 3 days. Target met.", "3 of 3", "Yes",
         "days, since 9 November"),
        (replace(PLAIN, is_current=True), "This week, since 9 November: 3 of 5 days so far", "3 of 5", "Not yet",
         "days, since 9 November"),
        (PAUSE, "Week of 9 November: paused", "Paused", "Paused", "since 9 November"),
        (replace(PAUSE, is_current=True), "This week, since 9 November: paused", "Paused", "Paused",
         "since 9 November"),
        (BETWEEN, "9 November to 11 November: days in between, because your weeks now start on another day", "1",
         "In between", "days, since 9 November"),
    ],
)  # fmt: skip
def test_a_week_is_told_by_how_it_counts(week: Week, sentence: str, figure: str, met: str, since: str) -> None:
    assert week_sentence(week, 2026) == sentence
    assert week_figure(week) == figure
    assert met_word(week) == met
    assert since_sentence(week, 2026) == since


@pytest.mark.parametrize(
    ("paused", "sessions", "sentence"),
    [
        (0, 0, "0 sessions, 0 min."),
        (0, 1, "1 session, 5 min."),
        (1, 4, "4 sessions, 20 min. 1 day was paused."),
        (3, 2, "2 sessions, 10 min. 3 days were paused."),
    ],
)
def test_work_of_a_week_is_told_with_its_pauses(paused: int, sessions: int, sentence: str) -> None:
    week = Week(MONDAY, (), 5, practised_s=sessions * 300.0, sessions=sessions, paused=DAYS[:paused])
    assert work_sentence(week) == sentence


def test_share_of_the_last_weeks_is_a_figure_or_an_invitation() -> None:
    assert (recent_figure(MetShare(9, 12)), recent_sentence(MetShare(9, 12))) == ("9 of 12", "weeks met")
    assert (recent_figure(MetShare(0, 1)), recent_sentence(MetShare(0, 1))) == ("0 of 1", "week met")
    assert recent_figure(MetShare(0, 0)) == "None yet"
