"""The wording of goals and pauses: whole sentences, with the right day, and a year where it is another."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from psoas_timer.core.history.goal import DAYS, SESSIONS, Goal, Pause, PauseReason, change_goal
from psoas_timer.ui.kit.goal_words import (
    coming_sentences,
    effect_sentence,
    hour_word,
    many_sessions_sentence,
    now_sentence,
    pause_days,
    pause_word,
    reason_word,
    same_figures,
    weekday_names,
)

WEDNESDAY = date(2026, 7, 29)
START = (Goal(),)


def test_every_goal_is_told_in_whole_sentences_without_a_gap() -> None:
    goals = [Goal(days_a_week=d, sessions_a_day=s) for d in range(1, DAYS[1] + 1) for s in range(1, SESSIONS[1] + 1)]
    assert len({now_sentence(goal) for goal in goals}) == len(goals)
    for now in goals:
        told = {coming_sentences(now, coming, 2026) for coming in goals if not same_figures(now, coming)}
        assert len(told) == len(goals) - 1
        assert not any("{" in sentence or "1 days" in sentence for sentence in told | {now_sentence(now)})


@pytest.mark.parametrize(
    ("now", "coming", "sentence"),
    [
        (Goal(), Goal(WEDNESDAY, 1), "From Wednesday, 29 July: 1 day a week."),
        (Goal(sessions_a_day=2), Goal(WEDNESDAY, 5), "From Wednesday, 29 July: 5 days a week, once a day."),
        (Goal(), Goal(WEDNESDAY, 1, 2), "From Wednesday, 29 July: 1 day a week, twice that day."),
        (Goal(), Goal(WEDNESDAY, 6, 3), "From Wednesday, 29 July: 6 days a week, 3 sessions a day."),
        (Goal(), Goal(WEDNESDAY, 6, 1, 2),
         "From Wednesday, 29 July: 6 days a week. "
         "From then on, your weeks start on Wednesday; the few days just before do not count either way."),
        (Goal(), None, ""),
    ],
)  # fmt: skip
def test_what_is_to_come(now: Goal, coming: Goal | None, sentence: str) -> None:
    assert coming_sentences(now, coming, 2026) == sentence


def test_the_year_is_named_where_it_is_another() -> None:
    assert effect_sentence(START, date(2026, 12, 30), Goal(days_a_week=6)).endswith("from Monday, 4 January 2027.")


@pytest.mark.parametrize(
    ("goals", "wanted", "sentence"),
    [
        (START, Goal(), ""),
        (START, Goal(days_a_week=6), "Once set, it applies from Monday, 3 August."),
        (START, Goal(days_a_week=4), "Once set, it applies from this week."),
        (change_goal(START, WEDNESDAY, Goal(days_a_week=6)), Goal(), "Once set, your goal stays as it is."),
        (change_goal(START, WEDNESDAY, Goal(days_a_week=6)), Goal(days_a_week=6), ""),
        (START, Goal(first_weekday=6), "Once set, it applies from Sunday, 9 August."),
        (
            START,
            Goal(days_a_week=2, first_weekday=6),
            "Once set, the lower goal applies from this week, and your weeks start over on Sunday, 9 August.",
        ),
    ],
)
def test_when_a_wanted_goal_would_apply(goals: tuple[Goal, ...], wanted: Goal, sentence: str) -> None:
    assert effect_sentence(goals, WEDNESDAY, wanted) == sentence


def test_only_more_than_two_sessions_a_day_need_a_note() -> None:
    assert [bool(many_sessions_sentence(count)) for count in range(1, 5)] == [False, False, True, True]
    assert many_sessions_sentence(3).startswith("Your goal is 3 sessions a day.")


def test_goals_are_the_same_whenever_they_start() -> None:
    assert same_figures(Goal(WEDNESDAY, 5), Goal(date.min, 5))
    others = (Goal(date.min, 4), Goal(date.min, 5, 2), Goal(date.min, 5, 1, 6))
    assert not any(same_figures(Goal(WEDNESDAY, 5), other) for other in others)


def test_weekdays_and_hours_are_those_of_the_locale() -> None:
    assert (weekday_names()[0], weekday_names()[6], hour_word(0), hour_word(6)) == (
        "Monday", "Sunday", "00:00", "06:00",
    )  # fmt: skip
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert hour_word(3).replace("\u202f", " ") == "3:00 AM"


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 7, 1), date(2026, 7, 9), "1 July to 9 July"),
        (date(2026, 7, 1), date(2026, 7, 1), "1 July"),
        (date(2026, 7, 1), None, "1 July until you end it"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2025, 7, 1), date(2025, 7, 1), "1 July 2025"),
    ],
)
def test_a_pause_names_its_days_and_the_year_where_it_is_another(first: date, last: date | None, days: str) -> None:
    pause = Pause(uuid="p", first=first, last=last, reason=PauseReason.ILL)
    assert pause_days(pause, WEDNESDAY) == days
    assert pause_word(pause, WEDNESDAY) == f"Ill, {days}"


def test_each_reason_has_words_of_its_own() -> None:
    assert len({reason_word(reason) for reason in PauseReason}) == len(PauseReason)
