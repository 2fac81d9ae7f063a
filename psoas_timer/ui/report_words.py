"""The words of the report: figures with where they come from, and never what they would prove."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from psoas_timer.core.adherence import Week
from psoas_timer.core.discomfort import Medians
from psoas_timer.core.report import Report, ReportNote
from psoas_timer.ui.discomfort_words import figure_word
from psoas_timer.ui.history_words import date_word, long_date, met_word, sessions_figure
from psoas_timer.ui.words import tr

# So many routines are told one by one: the rest of the page needs its room.
MOST_ROUTINES = 8


def heading_lines(report: Report) -> tuple[str, str, str]:
    """Return the title, the stretch of days with when it was made, and that the figures are the person's own."""
    pattern = tr("d MMMM yyyy")
    stretch = tr("{first} to {last}. Made on {made}.").format(
        first=date_word(report.first, pattern),
        last=date_word(report.last, pattern),
        made=date_word(report.made, pattern),
    )
    own = tr("Self-reported: kept by the person who practised, with Psoas Timer. It is not a medical record.")
    return tr("Practice report"), stretch, own


def figures(report: Report) -> list[tuple[str, str]]:
    """Return the figures at the top, each with its caption."""
    locale = QLocale()
    met = tr("{met} of {of}").format(met=report.met.met, of=report.met.of) if report.met.of else locale.toString(0)
    return [
        (met, tr("weeks met")),
        (locale.toString(report.days), tr("days counted")),
        (locale.toString(report.sessions), tr("sessions")),
        (locale.toString(round(report.practised_s / 60)), tr("minutes")),
    ]


def week_headings(with_discomfort: bool) -> list[str]:
    """Return the headings of the table of weeks."""
    headings = [tr("Week of"), tr("Days"), tr("Target"), tr("Met"), tr("Minutes")]
    return [*headings, tr("Before")] if with_discomfort else headings


def week_cells(week: Week, medians: Medians, this_year: int, *, with_discomfort: bool) -> list[str]:
    """Return a week's row in the table."""
    minutes = QLocale().toString(round(week.practised_s / 60))
    cells = [long_date(week.start, this_year), str(week.days_met), str(week.target), met_word(week), minutes]
    if with_discomfort:
        cells.append(_with_n(medians.before, medians.n_before))
    return cells


def thinned_sentence(shown: int, of: int) -> str:
    """Return that only the newest weeks are in the table."""
    return tr("The newest {shown} of {of} weeks; the bars show all.").format(shown=shown, of=of)


def routine_lines(report: Report) -> list[str]:
    """Return a line for each routine, with its sides where it has any."""
    lines = []
    for total in report.routines[:MOST_ROUTINES]:
        values = {
            "title": total.title, "sessions": sessions_figure(total.sessions),
            "minutes": QLocale().toString(round(total.practised_s / 60)),
        }  # fmt: skip
        sentence = tr("{title}: {sessions}, {minutes} min.")
        if total.has_sides:
            sentence = tr(
                "{title}: {sessions}, {minutes} min. Both sides {both}, left only {left}, right only {right}."
            )
        lines.append(sentence.format(**values, both=total.both, left=total.left, right=total.right))
    more = len(report.routines) - MOST_ROUTINES
    if more > 0:
        lines.append(tr("1 more routine") if more == 1 else tr("{n} more routines").format(n=more))
    return lines


def discomfort_lines(report: Report) -> list[str]:
    """Return the medians of the whole stretch with their n; nothing where nobody was asked."""
    found = report.discomfort
    lines = []
    if found.before is not None:
        words = tr("Median before sessions: {level} (n {n}).")
        lines.append(words.format(level=figure_word(found.before), n=found.n_before))
    if found.after is not None:
        words = tr("Median after sessions: {level} (n {n}).")
        lines.append(words.format(level=figure_word(found.after), n=found.n_after))
    return lines


def entry_lines(report: Report) -> list[str]:
    """Return how the sessions came to be kept, and what of them is the person's own judgement."""
    timed = report.sessions - report.entered - report.imported
    lines = [tr("By the timer: {n}.").format(n=timed), tr("Entered later: {n}.").format(n=report.entered)]
    optional = (
        (report.imported, tr("Brought in from another program: {n}.")),
        (report.partial, tr("Ended early: {n}.")),
        (report.counted, tr("Counted as whole by the person: {n}.")),
        (report.paused, tr("Days paused: {n}.")),
    )
    return lines + [words.format(n=count) for count, words in optional if count]


def note_line(note: ReportNote, this_year: int) -> str:
    """Return a note with its day."""
    return tr("{day}: {note}").format(day=long_date(note.date, this_year), note=note.text)


def _with_n(median: float | None, n: int) -> str:
    return "" if median is None else tr("{level} (n {n})").format(level=figure_word(median), n=n)
