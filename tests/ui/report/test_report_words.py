"""The words of the report: figures and where they come from, and no proof of anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from psoas_timer.core.history.adherence import MetShare, Week
from psoas_timer.core.history.discomfort import Medians
from psoas_timer.core.history.report import Report, ReportNote, RoutineTotal, Span
from psoas_timer.ui.report.report_words import (
    bar_figure,
    discomfort_lines,
    entry_lines,
    figures,
    file_title,
    heading_lines,
    legend_sentence,
    more_notes_sentence,
    more_routines_sentence,
    note_line,
    routine_sentence,
    table_sentence,
    target_word,
    terms,
    week_cells,
    week_headings,
)

MONDAY = date(2026, 11, 23)
EMPTY = Report(first=MONDAY, last=MONDAY, made=MONDAY)


def test_the_heading_says_which_days_and_that_it_is_self_reported() -> None:
    title, stretch, own = heading_lines(EMPTY)
    assert title == "Practice report"
    assert stretch == "23 November 2026 to 23 November 2026. Made on 23 November 2026."
    assert own.startswith("Self-reported")
    assert file_title(EMPTY) == "Practice report, 23 Nov 2026 to 23 Nov 2026"


def test_the_figures_have_their_captions() -> None:
    report = replace(EMPTY, met=MetShare(4, 11), days=40, sessions=1044, practised_s=1800.0)
    assert figures(report) == [
        ("4 of 11", "weeks met"), ("40", "days counted"), ("1,044", "sessions"), ("30", "minutes"),
    ]  # fmt: skip
    assert figures(EMPTY)[0] == ("0", "weeks met")


@pytest.mark.parametrize(
    ("days", "sessions", "words"),
    [
        (5, 1, "5 days a week"),
        (1, 1, "1 day a week"),
        (5, 2, "5 days a week, twice a day"),
        (1, 2, "1 day a week, twice that day"),
        (4, 3, "4 days a week, 3 sessions a day"),
        (1, 3, "1 day a week, 3 sessions that day"),
    ],
)
def test_the_goal_is_told_in_words(days: int, sessions: int, words: str) -> None:
    week = Week(MONDAY, (), 5, goal_days=days, sessions_a_day=sessions)
    assert terms(replace(EMPTY, weeks=[week])) == [("Goal", words)]
    before = Week(MONDAY - timedelta(weeks=1), (), 5, goal_days=7, sessions_a_day=sessions)
    assert terms(replace(EMPTY, weeks=[before, week])) == [("Goal at the end", words)]


def test_few_pauses_are_told_with_their_days_and_many_as_a_sum() -> None:
    day = timedelta(days=1)
    pauses = [(MONDAY - day * 9, MONDAY - day * 8), (MONDAY, MONDAY), (MONDAY + day * 2, MONDAY + day * 2)]
    assert terms(EMPTY) == []
    assert terms(replace(EMPTY, pauses=pauses[:2])) == [("Paused", "14 Nov 2026 to 15 Nov 2026 and 23 Nov 2026")]
    assert terms(replace(EMPTY, pauses=pauses)) == [("Paused", "4 days in 3 periods")]


def test_a_week_is_a_row_of_the_table() -> None:
    week = Week(MONDAY, (MONDAY,) * 3, 5, practised_s=900.0)
    assert week_cells(week, Medians(), with_discomfort=False) == ["23 Nov 2026", "3 of 5", "No", "15"]
    cells = week_cells(week, Medians(4.0, None, 12, 0), with_discomfort=True)
    assert cells == ["23 Nov 2026", "3 of 5", "No", "15", "4 (n 12)", ""]
    assert len(week_headings(True)) == len(cells)
    paused = Week(MONDAY, (MONDAY,), 0, paused=(MONDAY,))
    assert week_cells(paused, Medians(), with_discomfort=False)[1:3] == ["1", "Paused"]


def test_the_table_says_what_is_left_out_and_what_reaches_out() -> None:
    whole = replace(EMPTY, weeks=[Week(MONDAY, (), 5)] * 3)
    cut = replace(whole, first=MONDAY + timedelta(days=1))
    assert table_sentence(whole, 3) == ""
    assert table_sentence(whole, 2) == "The latest 2 of 3 weeks; the bars show all."
    assert table_sentence(cut, 3) == "Weeks at either end are shown in full, including days outside these dates."
    assert table_sentence(cut, 2).endswith("Weeks at either end are shown in full.")


def test_bars_have_a_legend_and_averages_a_decimal_place() -> None:
    assert len({legend_sentence(span) for span in Span}) == 4
    assert (bar_figure(4.0, Span.WEEK), bar_figure(4.0, Span.MONTH), bar_figure(4.26, Span.YEAR)) == ("4", "4.0", "4.3")
    assert (target_word(5.0), target_word(4.5)) == ("target 5", "target 4.5")


def test_sides_are_told_only_where_a_routine_has_some() -> None:
    assert routine_sentence(RoutineTotal("Bridge", 1, 300.0)) == "1 session, 5 min."
    sided = routine_sentence(RoutineTotal("Front", 14, 4200.0, 10, 3, 1))
    assert sided == "14 sessions, 70 min. Both sides 10, left only 3, right only 1."
    assert (more_routines_sentence(1), more_routines_sentence(2)) == ("1 more routine", "2 more routines")


def test_a_change_is_told_from_two_points_on_and_never_as_proof() -> None:
    report = replace(EMPTY, discomfort=Medians(5.0, 3.5, 40, 38), earlier=Medians(6.0), later=Medians(4.5))
    assert discomfort_lines(report) == [
        "Median before sessions: 5 (n 40).",
        "Median after sessions: 3.5 (n 38).",
        "0: No discomfort. 10: The worst imaginable.",
    ]
    told = discomfort_lines(replace(report, later=Medians(4.0)))[2]
    assert told == (
        "The median before sessions was 6 in the first third of the weeks and 4 in the last. This alone shows no cause."
    )
    assert discomfort_lines(EMPTY) == []


def test_it_is_told_how_the_sessions_came_to_be_kept() -> None:
    report = replace(EMPTY, sessions=44, entered=3)
    assert entry_lines(report) == ["With the timer: 41.", "Entered later: 3."]
    assert entry_lines(replace(report, imported=1, complete=40, partial=4, counted=2)) == [
        "With the timer: 40.", "Entered later: 3.", "Imported from another program: 1.", "Complete: 40.",
        "Ended early: 4.", "Counted as complete by the person: 2.",
    ]  # fmt: skip


def test_a_note_has_its_day_and_routine_and_stays_as_it_is() -> None:
    assert note_line(ReportNote(MONDAY, "Bridge", "<b>a {day} b</b>")) == "23 Nov 2026, Bridge: <b>a {day} b</b>"
    assert "w" * 41 not in note_line(ReportNote(MONDAY, "w" * 50, "fine"))
    assert (more_notes_sentence(1), more_notes_sentence(1234)) == ("1 more note", "1,234 more notes")


def test_a_note_that_is_read_from_right_to_left_stays_apart_from_its_day() -> None:
    """Else the figures at its beginning would move in front of the routine's name."""
    line = note_line(ReportNote(MONDAY, "مرونة", "12 abc"))
    assert line == "23 Nov 2026, \u2068مرونة\u2069: 12 abc"
    assert note_line(ReportNote(MONDAY, "Bridge", "שלום")).endswith("Bridge: \u2068שלום\u2069")
