"""How the week stands, in words: what is left, honest when it cannot be met, and never a reproach."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.adherence import MetShare, Streak, Week
from psoas_timer.ui.kit.week_words import paused_sentence, streak_sentence, week_standing, week_to_come, weeks_heading

MONDAY = date(2026, 11, 9)
WHOLE_WEEK = tuple(MONDAY + timedelta(days=day) for day in range(7))


def week_of(met: int, target: int = 5, **changes: object) -> Week:
    return Week(MONDAY, WHOLE_WEEK[:met], target, is_current=True, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("week", "weekday", "said"),
    [
        (week_of(2), 2, "2 of 5 days. 3 more by Sunday."),
        (week_of(4), 5, "4 of 5 days. 1 more by Sunday."),
        (week_of(3), 5, "3 of 5 days. 2 more by Sunday, one each day."),
        (week_of(4), 6, "4 of 5 days. 1 more today."),
        (week_of(0), 0, "5 days to go by Sunday."),
        (week_of(0, 1), 6, "1 day to go by Sunday."),
        (week_of(5), 5, "5 of 5 days. Your goal for the week is met."),
        (week_of(1, 1), 0, "1 of 1 day. Your goal for the week is met."),
        (week_of(6), 6, "6 days. Your goal for the week is met."),
        (week_of(1), 5, "1 of 5 days. The goal is out of reach this week; each day still counts."),
        (week_of(0), 3, "The goal is out of reach this week; each day still counts."),
        (week_of(0, 0, paused=WHOLE_WEEK), 2, "This week is paused."),
        (week_of(2, length=4), 3, "Your new week starts on Friday."),
    ],
)
def test_a_week_says_where_it_stands(week: Week, weekday: int, said: str) -> None:
    assert week_standing(week, MONDAY + timedelta(days=weekday)) == said


@pytest.mark.parametrize(
    ("weekday", "said"),
    [
        (0, "Today can be your first day. Your goal is 5 days by Sunday."),
        (2, "Today can be your first day. Your goal is 5 days by Sunday."),
        (3, "Today can be your first day. Your first full week starts on Monday."),
        (6, "Today can be your first day. Your first full week starts on Monday."),
    ],
)
def test_the_first_week_says_what_is_to_come(weekday: int, said: str) -> None:
    assert week_to_come(week_of(0), MONDAY + timedelta(days=weekday)) == said


def test_a_first_week_that_began_too_late_for_its_goal_looks_ahead() -> None:
    said = week_standing(week_of(1), MONDAY + timedelta(days=6), is_first=True)
    assert said == "1 of 5 days. Your first full week starts on Monday."


def test_a_first_week_that_is_paused_promises_nothing() -> None:
    assert week_to_come(week_of(0, 0, paused=WHOLE_WEEK), MONDAY) == "This week is paused."


@given(st.integers(0, 7), st.integers(1, 7), st.integers(0, 6))
def test_a_week_asks_for_more_exactly_as_long_as_it_can_be_met(met: int, target: int, weekday: int) -> None:
    today = MONDAY + timedelta(days=weekday)
    week = week_of(min(met, weekday + 1), target)
    said = week_standing(week, today)
    is_open = not week.is_met and week.days_met + week.days_left(today) >= target
    assert (" more " in said or " to go " in said) == is_open
    assert ("is met" in said) == week.is_met
    assert ("out of reach" in said) == (not week.is_met and not is_open)
    assert not said.startswith("0 of")


@pytest.mark.parametrize(
    ("streak", "said"),
    [
        (Streak(1, date(2026, 11, 2), date(2026, 11, 8)), "1 week in a row, since 2 November."),
        (Streak(60, date(2025, 9, 15), date(2026, 11, 8)), "60 weeks in a row, since 15 September 2025."),
    ],
)
def test_the_streak_is_said_in_words(streak: Streak, said: str) -> None:
    assert streak_sentence(streak, week_of(1), MONDAY, has_practised=True) == said


@pytest.mark.parametrize(
    ("week", "weekday", "when"),
    [
        (week_of(0), 2, "this"),
        (week_of(0), 3, "next"),
        (week_of(3), 5, "this"),
        (week_of(3), 6, "next"),
        (week_of(0, 0, paused=WHOLE_WEEK), 0, "next"),
        (week_of(2, length=4), 2, "next"),
    ],
)
def test_without_a_streak_it_is_said_when_one_can_start(week: Week, weekday: int, when: str) -> None:
    today = MONDAY + timedelta(days=weekday)
    assert streak_sentence(Streak(), week, today, has_practised=True) == f"A new streak can start {when} week."
    assert streak_sentence(Streak(), week, today, has_practised=False) == f"Your streak can start {when} week."


def test_paused_days_are_said_unless_they_are_the_whole_week() -> None:
    assert paused_sentence(week_of(1)) == ""
    assert paused_sentence(week_of(1, 5, paused=WHOLE_WEEK[3:4])) == "1 day is paused."
    assert paused_sentence(week_of(1, 3, paused=WHOLE_WEEK[3:6])) == "3 days are paused."
    assert paused_sentence(week_of(0, 0, paused=WHOLE_WEEK)) == ""


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (MetShare(0, 0), "Your weeks will appear here."),
        (MetShare(0, 1), "Your first weeks."),
        (MetShare(1, 1), "Your last week was met."),
        (MetShare(9, 12), "9 of your last 12 weeks met."),
    ],
)
def test_the_last_weeks_are_said_without_reproach(share: MetShare, said: str) -> None:
    assert weeks_heading(share) == said
