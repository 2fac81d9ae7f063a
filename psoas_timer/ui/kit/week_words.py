"""How the week stands and how the last weeks went, in whole sentences without reproach."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QLocale

from psoas_timer.core.history.adherence import MetShare, Streak, Week
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.dates import long_date


def week_standing(week: Week, today: date, *, is_first: bool = False) -> str:
    """Return how the current week stands and what is left of it: "2 of 5 days. 3 more by Sunday.".

    A person's first week (``is_first``) may have begun too late for its goal: then the next one is what counts.
    """
    if week.is_neutral:
        return tr("This week is paused.") if week.paused else _short_week_word(week)
    if week.days_met > week.target:
        return tr("%n days. Your goal for the week is met.", week.days_met)
    missing, left = week.target - week.days_met, week.days_left(today)
    days = tr("{met} of %n days.", week.target).format(met=number_word(week.days_met))
    if missing == 0:
        return _join(days, tr("Your goal for the week is met."))
    if missing > left:
        beyond = tr("The goal is out of reach this week; each day still counts.")
        if is_first:
            beyond = _first_week_word(week)
        return _join(days, beyond) if week.days_met else beyond
    return _join(days, _more_word(week, today, missing, left)) if week.days_met else _to_go_word(week, missing)


def _more_word(week: Week, today: date, missing: int, left: int) -> str:
    if week.end == today:
        return tr("%n more today.", missing)
    if missing == left:
        return tr("%n more by {day}, one each day.", missing).format(day=_day_name(week.end))
    return tr("%n more by {day}.", missing).format(day=_day_name(week.end))


def _to_go_word(week: Week, missing: int) -> str:
    return tr("%n days to go by {day}.", missing).format(day=_day_name(week.end))


def _short_week_word(week: Week) -> str:
    return tr("Your new week starts on {day}.").format(day=_day_name(week.end + timedelta(days=1)))


def week_to_come(week: Week, today: date) -> str:
    """Return what the current week can become for a person who has not practised yet."""
    if week.is_neutral:
        return week_standing(week, today)
    left = week.days_left(today)
    if left < week.target:
        return _join(tr("Today can be your first day."), _first_week_word(week))
    goal = tr("Your goal is %n days by {day}.", week.target).format(day=_day_name(week.end))
    return _join(tr("Today can be your first day."), goal)


def _first_week_word(week: Week) -> str:
    return tr("Your first full week starts on {day}.").format(day=_day_name(week.end + timedelta(days=1)))


def paused_sentence(week: Week) -> str:
    """Return how many days of a week are paused, '' if none or all of them are."""
    return tr("%n days are paused.", len(week.paused)) if week.paused and not week.is_neutral else ""


def streak_sentence(streak: Streak, week: Week, today: date, has_practised: bool) -> str:
    """Return the streak in words; without one, when it can start. ``week`` is the current one."""
    if streak.first is not None:
        since = long_date(streak.first, today.year)
        return tr("%n weeks in a row, since {day}.", streak.weeks).format(day=since)
    if week.is_neutral or week.days_met + week.days_left(today) < week.target:
        return tr("A new streak can start next week.") if has_practised else tr("Your streak can start next week.")
    return tr("A new streak can start this week.") if has_practised else tr("Your streak can start this week.")


def weeks_heading(share: MetShare) -> str:
    """Return how many of the last weeks were met, and what is to come if there was no full week yet."""
    if share.of == 0:
        return tr("Your weeks will appear here.")
    if share.of == 1:
        return tr("Your last week was met.") if share.met else tr("Your first weeks.")
    return tr("{met} of your last %n weeks met.", share.of).format(met=number_word(share.met))


def _join(first: str, second: str) -> str:
    return f"{first} {second}"


def _day_name(day: date) -> str:
    return QLocale().dayName(day.isoweekday())
