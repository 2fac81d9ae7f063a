"""The wording of goals and pauses: what applies now, what is coming, and when a change takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QTime

from psoas_timer.core.history.goal import Goal, Pause, PauseReason, change_goal, goal_to_come, week_at
from psoas_timer.lib.translation import number_word, tr
from psoas_timer.ui.kit.dates import date_word, time_pattern


def weekday_names() -> list[str]:
    """Return the days of the week in the person's language, Monday first."""
    return [QLocale().standaloneDayName(day, QLocale.FormatType.LongFormat) for day in range(1, 8)]


def hour_word(hour: int) -> str:
    """Return a full hour as a clock shows it."""
    return QLocale().toString(QTime(hour, 0), time_pattern())


def now_sentence(goal: Goal) -> str:
    """Return the person's goal for this week."""
    if goal.sessions_a_day == 1:
        return tr("Your goal is %n days a week.", goal.days_a_week)
    if goal.sessions_a_day == 2:
        return tr("Your goal is %n days a week, twice a day.", goal.days_a_week)
    sentence = tr("Your goal is %n days a week, {sessions} sessions a day.", goal.days_a_week)
    return sentence.format(sessions=number_word(goal.sessions_a_day))


def coming_sentences(now: Goal, coming: Goal | None, this_year: int) -> str:
    """Return what will change and when; '' if no change is coming."""
    if coming is None:
        return ""
    sentences = []
    if (now.days_a_week, now.sessions_a_day) != (coming.days_a_week, coming.sessions_a_day):
        sentences.append(_figures_to_come(now, coming))
    if now.first_weekday != coming.first_weekday:
        sentences.append(
            tr("From then on, your weeks start on {weekday}; the few days just before do not count either way.")
            if sentences
            else tr("From {day}, your weeks start on {weekday}; the few days just before do not count either way.")
        )
    return " ".join(sentences).format(
        day=_day_word(coming.effective, this_year),
        weekday=weekday_names()[coming.first_weekday],
        sessions=number_word(coming.sessions_a_day),
    )


def _figures_to_come(now: Goal, coming: Goal) -> str:
    days = coming.days_a_week
    if coming.sessions_a_day == now.sessions_a_day == 1:
        return tr("From {day}: %n days a week.", days)
    if coming.sessions_a_day == 1:
        return tr("From {day}: %n days a week, once a day.", days)
    if coming.sessions_a_day == 2:
        return tr("From {day}: %n days a week, twice a day.", days)
    return tr("From {day}: %n days a week, {sessions} sessions a day.", days)


def many_sessions_sentence(sessions_a_day: int) -> str:
    """Return a note if a goal from elsewhere asks for more than two sessions a day; '' otherwise."""
    if sessions_a_day <= 2:
        return ""
    return tr("Your goal is %n sessions a day. It stays that way until you change the switch above.", sessions_a_day)


def effect_sentence(goals: Sequence[Goal], today: date, wanted: Goal) -> str:
    """Return when ``wanted`` would take effect; '' if it already applies or is already coming."""
    standing = goal_to_come(goals, today) or week_at(today, goals).goal
    if same_figures(standing, wanted):
        return ""
    changed = change_goal(goals, today, wanted)
    now, later, coming = week_at(today, goals).goal, week_at(today, changed).goal, goal_to_come(changed, today)
    if coming is None:
        if same_figures(now, later):
            return tr("Once set, your goal stays as it is.")
        return tr("Once set, it applies from this week.")
    if same_figures(now, later):
        sentence = tr("Once set, it applies from {day}.")
    else:
        sentence = tr("Once set, the lower goal applies from this week, and your weeks start over on {day}.")
    return sentence.format(day=_day_word(coming.effective, today.year))


def same_figures(one: Goal, other: Goal) -> bool:
    """Return whether two goals ask for the same, whenever they start."""
    return (one.days_a_week, one.sessions_a_day, one.first_weekday) == (
        other.days_a_week, other.sessions_a_day, other.first_weekday,
    )  # fmt: skip


def _day_word(day: date, this_year: int) -> str:
    return date_word(day, tr("dddd, d MMMM") if day.year == this_year else tr("dddd, d MMMM yyyy"))


def reason_word(reason: PauseReason) -> str:
    """Return why a person takes a break from practice."""
    return {
        PauseReason.ILL: tr("Ill"),
        PauseReason.TRAVELLING: tr("Travelling"),
        PauseReason.TOLD_TO_REST: tr("Advised to rest"),
        PauseReason.OTHER: tr("Another reason"),
    }[reason]


def pause_days(pause: Pause, today: date) -> str:
    """Return the first and last day of a pause; with the years unless it lies wholly in this one."""
    years = {pause.first.year, (pause.last or pause.first).year, today.year}
    pattern = tr("d MMMM") if len(years) == 1 else tr("d MMMM yyyy")
    if pause.last is None:
        days = tr("{first} until you end it")
    else:
        days = tr("{first}") if pause.last == pause.first else tr("{first} to {last}")
    return days.format(first=date_word(pause.first, pattern), last=date_word(pause.last or pause.first, pattern))


def pause_word(pause: Pause, today: date) -> str:
    """Return a name for a pause, used in the names of its buttons."""
    return tr("{reason}, {days}").format(reason=reason_word(pause.reason), days=pause_days(pause, today))
