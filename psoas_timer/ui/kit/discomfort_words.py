"""The wording of discomfort ratings: figures with their n, and never a claim about what they prove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale

from psoas_timer.core.history.discomfort import SCALE, Medians, notable_change
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.dates import long_date

# A screen reader reads the figures of this many weeks, the newest that have any; the table has them all.
MOST_SPOKEN_WEEKS = 26


def lowest_word() -> str:
    """Return the fixed label at the lower end of the scale."""
    return tr("No discomfort")


def highest_word() -> str:
    """Return the fixed label at the upper end of the scale."""
    return tr("The worst imaginable")


def level_name(level: int) -> str:
    """Return what a screen reader calls a level, 0 to 10."""
    if level == SCALE[0]:
        return tr("0 of 10, no discomfort")
    if level == SCALE[-1]:
        return tr("10 of 10, the worst imaginable")
    return tr("{n} of 10").format(n=number_word(level))


def figure_word(value: float) -> str:
    """Return a median as written: a whole number, or with its half."""
    return QLocale().toString(float(value), "f", 0 if value == round(value) else 1)


def count_figure(count: int) -> str:
    """Return the number of answers behind a median, in short form."""
    return tr("n {count}").format(count=number_word(count))


def medians_sentence(medians: Medians) -> str:
    """Return the medians of a week, each with its number of answers."""
    if medians.before is not None and medians.after is not None:
        sentence = tr("Discomfort, median: {before} before (n {n_before}), {after} after (n {n_after}).")
    elif medians.before is not None:
        sentence = tr("Discomfort, median: {before} before (n {n_before}).")
    elif medians.after is not None:
        sentence = tr("Discomfort, median: {after} after (n {n_after}).")
    else:
        return tr("Discomfort: no answers in this week.")
    return _with_figures(sentence, medians)


def change_sentence(earlier: Medians, later: Medians) -> str:
    """Return how the median before sessions changed over the weeks in view; '' if there is no notable change."""
    if earlier.before is None or later.before is None or notable_change(earlier.before, later.before) is None:
        return ""
    sentence = tr(
        "Your median before sessions was {a} in the first weeks shown and {b} in the last. This alone shows no cause."
    )
    return sentence.format(a=figure_word(earlier.before), b=figure_word(later.before))


def session_sentence(before: int | None, after: int | None) -> str:
    """Return the ratings before and after a session; '' if the difference is not notable."""
    if notable_change(before, after) is None:
        return ""
    return tr("You rated it {before} before and {after} now.").format(before=before, after=after)


def no_answers_sentence() -> str:
    """Return the sentence shown in place of a chart without figures."""
    return tr("There are no answers in these weeks. Your answers before and after sessions appear here.")


def medians_summary(starts: Sequence[date], medians: Sequence[Medians]) -> str:
    """Return the chart's figures for a screen reader, one sentence per week; weeks without answers are left out."""
    known = [(start, one) for start, one in zip(starts, medians, strict=True) if one.n_before or one.n_after]
    if not known:
        return no_answers_sentence()
    this_year = starts[-1].year
    return " ".join(_week_sentence(start, one, this_year) for start, one in known[-MOST_SPOKEN_WEEKS:])


def _week_sentence(start: date, medians: Medians, this_year: int) -> str:
    if medians.before is not None and medians.after is not None:
        sentence = tr("Week of {day}: {before} before (n {n_before}), {after} after (n {n_after}).")
    elif medians.before is not None:
        sentence = tr("Week of {day}: {before} before (n {n_before}).")
    else:
        sentence = tr("Week of {day}: {after} after (n {n_after}).")
    return _with_figures(sentence, medians, day=long_date(start, this_year))


def _with_figures(sentence: str, medians: Medians, day: str = "") -> str:
    return sentence.format(
        day=day,
        before="" if medians.before is None else figure_word(medians.before),
        after="" if medians.after is None else figure_word(medians.after),
        n_before=number_word(medians.n_before),
        n_after=number_word(medians.n_after),
    )
