"""The wording of the history: whole sentences, with dates and lists in the order of the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.adherence import MetShare, Streak, Week
from psoas_timer.core.history.session import DONE_SHARE, SessionRecord, Source, Status
from psoas_timer.core.history.session_query import SortKey
from psoas_timer.lib.translation import list_words, number_word, tr
from psoas_timer.ui.kit.dates import date_word, long_date, time_word


def week_sentence(week: Week, this_year: int) -> str:
    """Return how a week is going or went, for the read-out under the chart."""
    if week.is_neutral:
        sentence = _neutral_sentence(week)
    elif week.is_current:
        sentence = (
            tr("This week, since {day}: {met} of %n days. Target met.", week.target)
            if week.is_met
            else tr("This week, since {day}: {met} of %n days so far", week.target)
        )
    else:
        sentence = (
            tr("Week of {day}: {met} of %n days. Target met.", week.target)
            if week.is_met
            else tr("Week of {day}: {met} of %n days", week.target)
        )
    return sentence.format(
        day=long_date(week.start, this_year), last=long_date(week.end, this_year), met=number_word(week.days_met)
    )


def _neutral_sentence(week: Week) -> str:
    """Describe a week that counts neither way: a pause, or the days left over when the week's first day changes."""
    if week.length < 7:
        return tr("{day} to {last}: days in between, because your weeks now start on another day")
    return tr("This week, since {day}: paused") if week.is_current else tr("Week of {day}: paused")


def days_sentence(week: Week) -> str:
    """Return the days of the week that count."""
    if not week.adherent:
        return tr("No days counted yet.") if week.is_current else tr("No days counted.")
    return list_words([date_word(day, tr("dddd")) for day in week.adherent])


def work_sentence(week: Week) -> str:
    """Return how much was practised in a week, and how many days were paused."""
    sentence = tr("{sessions}, {minutes} min.")
    if week.paused:
        sentence = tr("{sessions}, {minutes} min. %n days were paused.", len(week.paused))
    return sentence.format(sessions=sessions_figure(week.sessions), minutes=number_word(round(week.practised_s / 60)))


def met_word(week: Week) -> str:
    """Return whether a week was met, in a word."""
    if week.is_neutral:
        return tr("Paused") if week.paused else tr("In between")
    return tr("Yes") if week.is_met else tr("Not yet") if week.is_current else tr("No")


def chart_summary(weeks: Sequence[Week]) -> str:
    """Return what the chart shows and how to move around in it, for a screen reader."""
    if not weeks:
        return tr("No weeks yet.")
    this_year = weeks[-1].start.year
    return tr("%n weeks, from {first} to {last}; {met} of them met. Left and right choose a week.", len(weeks)).format(
        first=long_date(weeks[0].start, this_year),
        last=long_date(weeks[-1].end, this_year),
        met=number_word(sum(week.is_met for week in weeks)),
    )


def weeks_figure(count: int) -> str:
    """Return a number of weeks."""
    return tr("%n weeks", count)


def current_sentence(streak: Streak, this_year: int) -> str:
    """Return when the current streak started."""
    if streak.first is None:
        return tr("Your streak starts with this week")
    return tr("in a row, since {day}").format(day=long_date(streak.first, this_year))


def longest_sentence(streak: Streak, this_year: int) -> str:
    """Return when the longest streak started and ended."""
    if streak.first is None or streak.last is None:
        return tr("Starts with your first full week")
    first, last = long_date(streak.first, this_year), long_date(streak.last, this_year)
    return tr("in a row, from {first} to {last}").format(first=first, last=last)


def recent_figure(share: MetShare) -> str:
    """Return how many of the last weeks were met, in short form."""
    return (
        tr("{met} of {of}").format(met=number_word(share.met), of=number_word(share.of)) if share.of else tr("None yet")
    )


def recent_sentence(share: MetShare) -> str:
    """Return what the figure for the last weeks counts."""
    if share.of == 0:
        return tr("Your first full week will appear here")
    return tr("weeks met", share.of)


def week_figure(week: Week) -> str:
    """Return the days met against the week's target, in short form."""
    if week.is_neutral:
        return tr("Paused") if week.length == 7 else number_word(week.days_met)
    return tr("{met} of {target}").format(met=number_word(week.days_met), target=number_word(week.target))


def since_sentence(week: Week, this_year: int) -> str:
    """Return when this week started."""
    sentence = tr("since {day}") if week.is_neutral and week.length == 7 else tr("days, since {day}")
    return sentence.format(day=long_date(week.start, this_year))


def week_limit_sentence(first: date, last: date) -> str:
    """Return that only the sessions of one week are shown, first and last day included."""
    pattern = tr("d MMMM yyyy")
    return tr("Showing only the week from {first} to {last}.").format(
        first=date_word(first, pattern), last=date_word(last, pattern)
    )


def day_limit_sentence(day: date) -> str:
    """Return that only the sessions of one day are shown."""
    return tr("Showing only {day}.").format(day=date_word(day, tr("dddd, d MMMM yyyy")))


def sessions_figure(count: int) -> str:
    """Return a number of sessions."""
    return tr("%n sessions", count)


def status_word(record: SessionRecord) -> str:
    """Return the status of a session, and where it comes from if not from the timer."""
    is_partial, is_counted = record.status is Status.PARTIAL, record.is_counted and record.share < DONE_SHARE
    if record.status is Status.RUNNING:
        return tr("Running now")
    if record.source == Source.ENTERED:
        words = tr("Entered later"), tr("Entered later, partly"), tr("Entered later, counted")
    elif record.source == Source.IMPORTED:
        words = tr("Imported"), tr("Imported, partly"), tr("Imported, counted")
    else:
        words = tr("Complete"), tr("Partly done"), tr("Partly done, counted")
    return words[is_partial + (is_partial and is_counted)]


def order_words(sort: SortKey, is_descending: bool) -> tuple[str, str]:
    """Return the heading of the sorted column with its order, and the name of a table of sessions in that order."""
    return {
        (SortKey.START, True): (tr("Date, newest first"), tr("Sessions, newest first")),
        (SortKey.START, False): (tr("Date, oldest first"), tr("Sessions, oldest first")),
        (SortKey.ROUTINE, False): (tr("Routine, A to Z"), tr("Sessions by routine, A to Z")),
        (SortKey.ROUTINE, True): (tr("Routine, Z to A"), tr("Sessions by routine, Z to A")),
        (SortKey.PRACTISED, True): (tr("Practised, longest first"), tr("Sessions, longest first")),
        (SortKey.PRACTISED, False): (tr("Practised, shortest first"), tr("Sessions, shortest first")),
        (SortKey.STATUS, False): (tr("Status, complete first"), tr("Sessions, complete first")),
        (SortKey.STATUS, True): (tr("Status, partly done first"), tr("Sessions, partly done first")),
    }[sort, is_descending]


def found_figure(count: int, total: int) -> str:
    """Return how many of all sessions are shown."""
    if count == total:
        return sessions_figure(total)
    return tr("{some} of %n sessions", total).format(some=number_word(count))


def session_title(record: SessionRecord) -> str:
    """Return a name for a session: when it started, and its routine."""
    start = local_start(record)
    return tr("{day}, {time}: {routine}").format(
        day=date_word(start.date(), tr("ddd d MMM yyyy")), time=time_word(start), routine=record.routine_title
    )


def sides_word(sides: Sequence[Side]) -> str:
    """Return the sides done, '' if there were none."""
    if len(sides) > 1:
        return tr("Both sides")
    return {Side.LEFT: tr("Left side"), Side.RIGHT: tr("Right side")}[sides[0]] if sides else ""


def practised_word(record: SessionRecord) -> str:
    """Return the minutes practised out of those planned."""
    planned, done = max(round(record.planned_s / 60), 1), round(record.practised_s / 60)
    if done == 0:
        return tr("under 1 of {planned} min").format(planned=number_word(planned))
    return tr("{done} of {planned} min").format(done=number_word(done), planned=number_word(planned))


def local_start(record: SessionRecord) -> datetime:
    """Return when a session started by the local clock at the time, as a naive datetime."""
    return record.started.replace(tzinfo=None) + timedelta(seconds=record.utc_offset_s)


def counted_sentence(record: SessionRecord) -> str:
    """Return which day a session counts for if that is not the day it started on; '' otherwise."""
    if record.practice_date == local_start(record).date():
        return ""
    return tr("Counts for {day}.").format(day=date_word(record.practice_date, tr("dddd, d MMMM yyyy")))
