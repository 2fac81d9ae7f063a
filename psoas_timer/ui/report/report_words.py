"""The words of the report: figures and where they come from, never what they might prove."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale

from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.discomfort import Medians, notable_change
from psoas_timer.core.history.report import Report, ReportNote, RoutineTotal, Span
from psoas_timer.lib.translation import list_words, number_word, tr
from psoas_timer.ui.kit.dates import date_word
from psoas_timer.ui.kit.discomfort_words import figure_word, highest_word, lowest_word
from psoas_timer.ui.kit.practice_words import met_word, sessions_figure

# Up to this many pauses are listed with their days.
_MOST_PAUSES = 2

Named = tuple[str, str]


def heading_lines(report: Report) -> tuple[str, str, str]:
    """Return the title, the period with the date of the report, and that the figures are self-reported."""
    pattern = tr("d MMMM yyyy")
    stretch = tr("{first} to {last}. Made on {made}.").format(
        first=date_word(report.first, pattern),
        last=date_word(report.last, pattern),
        made=date_word(report.made, pattern),
    )
    own = tr("Self-reported: recorded with Psoas Timer by the person who practised. This is not a medical record.")
    return tr("Practice report"), stretch, own


def file_title(report: Report) -> str:
    """Return the title of the file, which a viewer shows in its window."""
    return tr("Practice report, {first} to {last}").format(
        first=_short_date(report.first), last=_short_date(report.last)
    )


def figures(report: Report) -> list[Named]:
    """Return the figures at the top, each with its caption."""
    weeks, minutes = report.met, round(report.practised_s / 60)
    met = tr("{met} of {of}").format(met=number_word(weeks.met), of=number_word(weeks.of))
    return [
        (met if weeks.of else number_word(0), tr("weeks met", weeks.of)),
        (number_word(report.days), tr("days counted", report.days)),
        (number_word(report.sessions), tr("sessions", report.sessions)),
        (number_word(minutes), tr("minutes", minutes)),
    ]


def terms(report: Report) -> list[Named]:
    """Return what the weeks are measured against, with names: the goal, and the pauses if there were any."""
    goals = {(week.goal_days, week.sessions_a_day) for week in report.weeks}
    found = []
    if goals:
        last = report.weeks[-1]
        name = tr("Goal") if len(goals) == 1 else tr("Goal at the end")
        found.append((name, _goal_words(last.goal_days, last.sessions_a_day)))
    if report.pauses:
        found.append((tr("Paused"), _pauses_words(report)))
    return found


def _goal_words(days: int, sessions: int) -> str:
    if sessions == 1:
        return tr("%n days a week", days)
    if sessions == 2:
        return tr("%n days a week, twice a day", days)
    return tr("%n days a week, {sessions} sessions a day", days).format(sessions=number_word(sessions))


def _pauses_words(report: Report) -> str:
    if len(report.pauses) > _MOST_PAUSES:
        words = tr("%n days in {count} periods", report.paused_days)
        return words.format(count=number_word(len(report.pauses)))
    stretches = []
    for first, last in report.pauses:
        words = tr("{first}") if first == last else tr("{first} to {last}")
        stretches.append(words.format(first=_short_date(first), last=_short_date(last)))
    return list_words(stretches)


def legend_sentence(span: Span) -> str:
    """Return the legend of the bars."""
    return {
        Span.WEEK: tr(
            "Days in each week. Filled: target met. Hatched: not met. Outlined: so far. Grey: pause. Line: target."
        ),
        Span.MONTH: tr("Average days a week in each month. Filled: target met. Hatched: not met. Line: target."),
        Span.QUARTER: tr("Average days a week in each quarter. Filled: target met. Hatched: not met. Line: target."),
        Span.YEAR: tr("Average days a week in each year. Filled: target met. Hatched: not met. Line: target."),
    }[span]


def bar_figure(days: float, span: Span) -> str:
    """Return the days shown above a bar: an average has one decimal place."""
    return QLocale().toString(float(days), "f", 0 if span is Span.WEEK else 1)


def target_word(days: float) -> str:
    """Return the target as shown at the end of its line."""
    return tr("target {days}").format(days=figure_word(days))


def week_headings(with_discomfort: bool) -> list[str]:
    """Return the headings of the table of weeks."""
    headings = [tr("Week of"), tr("Days"), tr("Met"), tr("Minutes")]
    return [*headings, tr("Before"), tr("After")] if with_discomfort else headings


def discomfort_heading() -> str:
    """Return the heading above the two discomfort columns."""
    return tr("Discomfort, median")


def week_cells(week: Week, medians: Medians, *, with_discomfort: bool) -> list[str]:
    """Return a week's row in the table."""
    days = number_word(week.days_met)
    if not week.is_neutral:
        days = tr("{met} of {target}").format(met=number_word(week.days_met), target=number_word(week.target))
    cells = [_short_date(week.start), days, met_word(week), number_word(round(week.practised_s / 60))]
    if with_discomfort:
        cells += [_with_n(medians.before, medians.n_before), _with_n(medians.after, medians.n_after)]
    return cells


def table_sentence(report: Report, shown: int) -> str:
    """Return the remark on a table that shows ``shown`` weeks, '' if it needs none."""
    of = len(report.weeks)
    if shown < of:
        words = (
            tr("The latest {shown} of %n weeks; the bars show all. Weeks at either end are shown in full.", of)
            if report.is_cut
            else tr("The latest {shown} of %n weeks; the bars show all.", of)
        )
        return words.format(shown=number_word(shown))
    return tr("Weeks at either end are shown in full, including days outside these dates.") if report.is_cut else ""


def no_sessions_sentence() -> str:
    """Return the sentence that replaces bars and table if no session was recorded."""
    return tr("No sessions were recorded in this period. Practice that was not recorded does not appear here.")


def routine_sentence(total: RoutineTotal) -> str:
    """Return how much of a routine was practised, with its sides if it has any; its title is printed above."""
    sentence = tr("{sessions}, {minutes} min.")
    if total.has_sides:
        sentence = tr("{sessions}, {minutes} min. Both sides {both}, left only {left}, right only {right}.")
    return sentence.format(
        sessions=sessions_figure(total.sessions),
        minutes=number_word(round(total.practised_s / 60)),
        both=number_word(total.both),
        left=number_word(total.left),
        right=number_word(total.right),
    )


def more_routines_sentence(count: int) -> str:
    """Return how many routines are left out."""
    return tr("%n more routines", count)


def discomfort_lines(report: Report) -> list[str]:
    """Return the medians of the whole period with their n, and any notable change; nothing if nobody answered."""
    found = report.discomfort
    lines = []
    if found.before is not None:
        words = tr("Median before sessions: {level} (n {n}).")
        lines.append(words.format(level=figure_word(found.before), n=number_word(found.n_before)))
    if found.after is not None:
        words = tr("Median after sessions: {level} (n {n}).")
        lines.append(words.format(level=figure_word(found.after), n=number_word(found.n_after)))
    if not lines:
        return []
    earlier, later = report.earlier.before, report.later.before
    if earlier is not None and later is not None and notable_change(earlier, later) is not None:
        words = tr(
            "The median before sessions was {a} in the first third of the weeks and {b} in the last. "
            "This alone shows no cause."
        )
        lines.append(words.format(a=figure_word(earlier), b=figure_word(later)))
    words = tr("0: {lowest}. 10: {highest}.")
    return [*lines, words.format(lowest=lowest_word(), highest=highest_word())]


def entry_lines(report: Report) -> list[str]:
    """Return how the sessions were recorded, and how many rest on the person's own judgement."""
    timed = report.sessions - report.entered - report.imported
    always = (
        (timed, tr("With the timer: {n}.")),
        (report.entered, tr("Entered later: {n}.")),
    )
    optional = (
        (report.imported, tr("Imported from another program: {n}.")),
        (report.complete, tr("Complete: {n}.")),
        (report.partial, tr("Ended early: {n}.")),
        (report.counted, tr("Counted as complete by the person: {n}.")),
    )
    told = [*always, *((count, words) for count, words in optional if count)]
    return [words.format(n=number_word(count)) for count, words in told]


def note_line(note: ReportNote) -> str:
    """Return a note with its day and routine; a long title is cut."""
    title = note.routine_title if len(note.routine_title) <= 40 else note.routine_title[:39].rstrip() + "…"
    day, routine, text = _short_date(note.date), isolated(title), isolated(note.text)
    return tr("{day}, {routine}: {note}").format(day=day, routine=routine, note=text)


def boxes_sentence(scripts: Sequence[str]) -> str:
    """Return what the boxes on the page stand for, '' if no script is missing."""
    if not scripts:
        return ""
    words = tr("Boxes stand for characters that no font on the computer could draw: {scripts}.")
    return words.format(scripts=list_words(scripts))


def more_notes_sentence(count: int) -> str:
    """Return how many notes are left out."""
    return tr("%n more notes", count)


def _short_date(day: date) -> str:
    # Always with the year: paper may be read years later.
    return date_word(day, tr("d MMM yyyy"))


def _with_n(median: float | None, n: int) -> str:
    return "" if median is None else tr("{level} (n {n})").format(level=figure_word(median), n=number_word(n))


def isolated(text: str) -> str:
    """Return ``text`` kept apart from what stands around it on the line, if any of it is read from right to left."""
    is_mixed = any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)
    return f"\u2068{text}\u2069" if is_mixed else text
