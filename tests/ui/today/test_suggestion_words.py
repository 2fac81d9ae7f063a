"""Why a routine is suggested: one honest sentence or two, from the history alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.ui.today.suggestion_words import why_sentence
from tests.ui.scenes import plain_stage

FRIDAY = date(2026, 11, 13)
BRIDGE = Routine(id="bridge", title="Supported bridge", stages=(plain_stage(),))
VACUUM = replace(BRIDGE, id="vacuum", title="Diaphragm vacuum")
DAILY, OTHER = Suggestion(BRIDGE, BRIDGE), Suggestion(VACUUM, BRIDGE, is_daily_done=True)


def ago(days: int) -> date:
    return FRIDAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        (replace(DAILY, is_new=True, is_first=True), "Begin with this one: it is the routine for most days."),
        (replace(DAILY, is_new=True), "It is the routine for most days, and new to you."),
        (replace(DAILY, last=ago(1)), "It is the routine for most days. You last did it yesterday."),
        (replace(DAILY, last=ago(3)), "It is the routine for most days. You last did it on Tuesday."),
        (replace(DAILY, last=ago(6)), "It is the routine for most days. You last did it on Saturday."),
        (replace(DAILY, last=ago(7)), "It is the routine for most days. You last did it on 6 November."),
        (replace(DAILY, last=ago(400)), "It is the routine for most days. You last did it on 9 October 2025."),
        (DAILY, "It is the routine for most days."),
        (
            replace(DAILY, is_daily_done=True, is_all_done=True),
            "You have practised every routine today. If you like, this one may be done twice a day.",
        ),
    ],
)
def test_the_daily_dose_is_explained_by_when_it_was_last_done(suggestion: Suggestion[Routine], said: str) -> None:
    assert why_sentence(suggestion, FRIDAY) == said


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        (replace(OTHER, is_new=True), "This one would be new to you."),
        (replace(OTHER, last=ago(1)), "This one was longest ago, yesterday."),
        (replace(OTHER, last=ago(2)), "This one was longest ago, on Wednesday."),
        (replace(OTHER, last=ago(30)), "This one was longest ago, on 14 October."),
        (OTHER, ""),
    ],
)
def test_another_routine_is_explained_by_the_daily_dose_that_is_done(
    suggestion: Suggestion[Routine], said: str
) -> None:
    assert why_sentence(suggestion, FRIDAY) == f"You have practised Supported bridge today. {said}".strip()
