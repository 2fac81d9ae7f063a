"""Why a routine is suggested, in words."""

from __future__ import annotations

from datetime import date

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.lib.translation import tr
from psoas_timer.ui.kit.dates import date_word, long_date

_DAYS_BY_NAME = 6  # a week ago has the same name as today


def why_sentence(suggestion: Suggestion[Routine], today: date) -> str:
    """Return why the routine is suggested, from what was practised before ``today``."""
    if suggestion.is_all_done:
        # Once or twice a day is the dose of the supported bridge, which comes first (the Well+Good article).
        return tr("You have practised every routine today. If you like, this one may be done twice a day.")
    if suggestion.is_daily_done:
        return _after_daily(suggestion, today).format(
            daily=suggestion.daily.title, day=last_day_word(suggestion.last, today)
        )
    if suggestion.is_first:
        return tr("Begin with this one: it is the routine for most days.")
    if suggestion.is_new:
        return tr("It is the routine for most days, and new to you.")
    return _daily(suggestion, today).format(day=last_day_word(suggestion.last, today))


def _after_daily(suggestion: Suggestion[Routine], today: date) -> str:
    if suggestion.is_new:
        return tr("You have practised {daily} today. This one would be new to you.")
    if suggestion.last is None:
        return tr("You have practised {daily} today.")
    if (today - suggestion.last).days == 1:
        return tr("You have practised {daily} today. This one was longest ago, yesterday.")
    return tr("You have practised {daily} today. This one was longest ago, on {day}.")


def _daily(suggestion: Suggestion[Routine], today: date) -> str:
    if suggestion.last is None:
        return tr("It is the routine for most days.")
    if (today - suggestion.last).days == 1:
        return tr("It is the routine for most days. You last did it yesterday.")
    return tr("It is the routine for most days. You last did it on {day}.")


def last_day_word(day: date | None, today: date) -> str:
    """Return the name of a day of the last week, an earlier one's date, '' for none."""
    if day is None:
        return ""
    return date_word(day, tr("dddd")) if (today - day).days <= _DAYS_BY_NAME else long_date(day, today.year)
