"""The words of the history: each sentence whole, dates and lists in the order of the person's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from psoas_timer.core.adherence import Streak, Week
from psoas_timer.core.routine import Side
from psoas_timer.core.session import SessionRecord, Status
from psoas_timer.ui.words import tr


def date_word(day: date, pattern: str) -> str:
    """Return ``day`` by Qt's date ``pattern``, which goes through tr() because languages order it differently."""
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def long_date(day: date, this_year: int) -> str:
    """Return day and month, and the year where it is another than ``this_year``."""
    return date_word(day, tr("d MMMM") if day.year == this_year else tr("d MMMM yyyy"))


def week_sentence(week: Week, this_year: int) -> str:
    """Return where a week stands, for the read-out under the chart."""
    if week.is_current:
        sentence = (
            tr("This week, since {day}: {met} of {target} days. It is met.")
            if week.is_met
            else tr("This week, since {day}: {met} of {target} days so far")
        )
    else:
        sentence = (
            tr("Week of {day}: {met} of {target} days. It was met.")
            if week.is_met
            else tr("Week of {day}: {met} of {target} days")
        )
    return sentence.format(day=long_date(week.start, this_year), met=week.days_met, target=week.target)


def days_sentence(week: Week) -> str:
    """Return on which days of the week enough was practised."""
    if not week.adherent:
        return tr("No day is counted yet.") if week.is_current else tr("No day was counted.")
    names = [date_word(day, tr("dddd")) for day in week.adherent]
    return QLocale().createSeparatedList(names)


def chart_summary(weeks: Sequence[Week]) -> str:
    """Return what the chart shows and how to move in it, for a screen reader."""
    if not weeks:
        return tr("No weeks yet.")
    this_year = weeks[-1].start.year
    return tr("{count} weeks, from {first} to {last}; {met} of them met. Left and right choose a week.").format(
        count=len(weeks),
        first=long_date(weeks[0].start, this_year),
        last=long_date(weeks[-1].end, this_year),
        met=sum(week.is_met for week in weeks),
    )


def weeks_figure(count: int) -> str:
    """Return a number of weeks."""
    return tr("1 week") if count == 1 else tr("{n} weeks").format(n=count)


def current_sentence(streak: Streak, this_year: int) -> str:
    """Return since when the streak lasts."""
    if streak.first is None:
        return tr("Your streak begins with this week")
    return tr("in a row, since {day}").format(day=long_date(streak.first, this_year))


def longest_sentence(streak: Streak, this_year: int) -> str:
    """Return when the longest streak began."""
    if streak.first is None:
        return tr("Your first full week will start it")
    return tr("in a row, from {day} on").format(day=long_date(streak.first, this_year))


def week_figure(week: Week) -> str:
    """Return the days of the week against its target, as short as a figure."""
    return tr("{met} of {target}").format(met=week.days_met, target=week.target)


def sessions_figure(count: int) -> str:
    """Return a number of sessions."""
    return tr("1 session") if count == 1 else tr("{n} sessions").format(n=QLocale().toString(count))


def status_word(status: Status) -> str:
    """Return how a session stands."""
    return {
        Status.RUNNING: tr("Running now"),
        Status.PARTIAL: tr("Partly done"),
        Status.COMPLETE: tr("Complete"),
    }[status]


def sides_word(sides: Sequence[Side]) -> str:
    """Return the sides that were done, '' where there were none."""
    if len(sides) > 1:
        return tr("Both sides")
    return {Side.LEFT: tr("Left side"), Side.RIGHT: tr("Right side")}[sides[0]] if sides else ""


def practised_word(record: SessionRecord) -> str:
    """Return the practised minutes of the planned ones."""
    planned, done = max(round(record.planned_s / 60), 1), round(record.practised_s / 60)
    if done == 0:
        return tr("under 1 of {planned} min").format(planned=planned)
    return tr("{done} of {planned} min").format(done=done, planned=planned)


def local_start(record: SessionRecord) -> datetime:
    """Return when a session began by the clock on the wall, there and then; it is naive."""
    return record.started.replace(tzinfo=None) + timedelta(seconds=record.utc_offset_s)


def time_word(instant: datetime) -> str:
    """Return the time of day to the minute, as the person's locale writes it."""
    pattern = QLocale().timeFormat(QLocale.FormatType.ShortFormat).replace(":ss", "")
    return QLocale().toString(QTime(instant.hour, instant.minute), pattern)


def counted_sentence(record: SessionRecord) -> str:
    """Return for which day a session counts where that is another than the one it began on, else ''."""
    if record.practice_date == local_start(record).date():
        return ""
    return tr("Counts for {day}.").format(day=date_word(record.practice_date, tr("dddd, d MMMM yyyy")))
