"""What is said about discomfort: figures with their n, a change only if there is one, and never a cause."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.core.history.discomfort import Medians
from psoas_timer.ui.kit.discomfort_words import (
    MOST_SPOKEN_WEEKS,
    change_sentence,
    figure_word,
    medians_sentence,
    medians_summary,
    session_sentence,
)

MONDAY = date(2026, 11, 9)
HALVES = st.integers(0, 20).map(lambda number: number / 2)


@pytest.mark.parametrize(
    ("medians", "sentence"),
    [
        (Medians(4.0, 2.5, 5, 4), "Discomfort, median: 4 before (n 5), 2.5 after (n 4)."),
        (Medians(0.0, None, 1, 0), "Discomfort, median: 0 before (n 1)."),
        (Medians(None, 10.0, 0, 12), "Discomfort, median: 10 after (n 12)."),
        (Medians(), "Discomfort: no answers in this week."),
    ],
)
def test_medians_are_one_whole_sentence_with_their_n(medians: Medians, sentence: str) -> None:
    assert medians_sentence(medians) == sentence


@pytest.mark.parametrize(("value", "word"), [(0.0, "0"), (4.0, "4"), (2.5, "2.5"), (10.0, "10")])
def test_medians_are_written_whole_or_with_their_half(value: float, word: str) -> None:
    assert figure_word(value) == word


def test_change_is_said_in_figures_and_as_no_proof() -> None:
    assert change_sentence(Medians(6.0, 1.0, 9, 9), Medians(3.5, 1.0, 8, 8)) == (
        "Your median before sessions was 6 in the first weeks shown and 3.5 in the last. This alone shows no cause."
    )


@given(HALVES, HALVES)
def test_change_is_mentioned_from_two_points_on_in_both_directions(earlier: float, later: float) -> None:
    sentence = change_sentence(Medians(before=earlier, n_before=3), Medians(before=later, n_before=3))
    assert bool(sentence) == (abs(earlier - later) >= 2)


@pytest.mark.parametrize(("earlier", "later"), [(Medians(), Medians(8.0)), (Medians(8.0), Medians()), (Medians(),) * 2])
def test_no_change_is_mentioned_where_one_end_is_unknown(earlier: Medians, later: Medians) -> None:
    assert change_sentence(earlier, later) == ""


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (6, 3, "You rated it 6 before and 3 now."),
        (0, 2, "You rated it 0 before and 2 now."),
        (6, 5, ""),
        (6, 6, ""),
        (None, 3, ""),
        (6, None, ""),
    ],
)
def test_session_says_both_ratings_where_they_differ_to_speak_of(
    before: int | None, after: int | None, sentence: str
) -> None:
    assert session_sentence(before, after) == sentence


def test_summary_has_a_sentence_a_week_and_leaves_out_what_is_empty() -> None:
    starts = [MONDAY - timedelta(weeks=weeks) for weeks in (46, 2, 1, 0)]
    medians = [Medians(4.0, 2.5, 5, 4), Medians(), Medians(3.0, None, 1, 0), Medians(None, 1.0, 0, 2)]
    assert medians_summary(starts, medians) == (
        "Week of 22 December 2025: 4 before (n 5), 2.5 after (n 4). Week of 2 November: 3 before (n 1). "
        "Week of 9 November: 1 after (n 2)."
    )


def test_summary_of_many_weeks_is_that_of_the_newest() -> None:
    starts = [MONDAY - timedelta(weeks=weeks) for weeks in range(400, -1, -1)]
    summary = medians_summary(starts, [Medians(4.0, None, 1, 0)] * 401)
    assert summary.count("Week of") == MOST_SPOKEN_WEEKS
    assert "9 November:" in summary


def test_summary_without_a_figure_says_where_figures_come_from() -> None:
    for count in (0, 3):
        starts = [MONDAY + timedelta(weeks=week) for week in range(count)]
        assert medians_summary(starts, [Medians()] * count) == (
            "There are no answers in these weeks. Your answers before and after sessions appear here."
        )
