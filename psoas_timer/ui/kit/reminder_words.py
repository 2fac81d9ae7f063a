"""The wording of reminders: when they come, and what they say. They never blame or promise a cure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import ceil

from PySide6.QtCore import QLocale, QTime

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import DONE_SHARE
from psoas_timer.core.reminder import Reminder, ReminderAnswer
from psoas_timer.lib.translation import list_words, number_word, tr
from psoas_timer.ui.kit.dates import long_date, time_pattern, time_word
from psoas_timer.ui.kit.goal_words import weekday_names
from psoas_timer.ui.kit.words import length_word

# From this many days in a row on, only the first and last are named.
_A_STRETCH = 3


def answer_words() -> Mapping[ReminderAnswer, str]:
    """Return the answers that get a button wherever a reminder is shown, in order, and the text on each."""
    return {
        ReminderAnswer.START: tr("Start"),
        ReminderAnswer.SNOOZE: tr("In 10 minutes"),
        ReminderAnswer.SKIP: tr("Skip today"),
    }


def days_word(weekdays: Collection[int], first_weekday: int) -> str:
    """Name days of the week, 0 (Monday) to 6: as one run if they are consecutive, otherwise in week order."""
    if len(weekdays) == 7:
        return tr("Every day")
    begins = [day for day in weekdays if (day - 1) % 7 not in weekdays]
    is_stretch = len(begins) == 1
    start = begins[0] if is_stretch else first_weekday
    days = ((start + place) % 7 for place in range(7))
    names = [weekday_names()[day] for day in days if day in weekdays]
    if is_stretch and len(names) >= _A_STRETCH:
        return tr("{first} to {last}").format(first=names[0], last=names[-1])
    return list_words(names)


def reminder_word(reminder: Reminder, titles: Mapping[str, str], first_weekday: int) -> str:
    """Return when a reminder comes and what for; ``titles`` holds routine titles by id."""
    days, at = days_word(reminder.weekdays, first_weekday), _clock(reminder)
    if not reminder.routine_id:
        return tr("{days} at {time}, whatever is due").format(days=days, time=at)
    title = titles.get(reminder.routine_id)
    if title is None:
        return tr("{days} at {time}, a routine that no longer exists").format(days=days, time=at)
    return tr("{days} at {time}, {routine}").format(days=days, time=at, routine=title)


def offer_sentence(reminder: Reminder, first_weekday: int) -> str:
    """Return the offer to turn this reminder on."""
    sentence = tr(
        "Would you like reminders? {days} at {time}, unless you are done for the day. You can change this in Settings."
    )
    return sentence.format(days=days_word(reminder.weekdays, first_weekday), time=_clock(reminder))


def standing_sentence(
    reminders: Sequence[Reminder], next_due: datetime | None, now: datetime, first_weekday: int
) -> str:
    """Sum up the reminders in one line; ``next_due`` and ``now`` are local."""
    on = [reminder for reminder in reminders if reminder.is_on]
    if not on:
        return tr("Off.")
    if len(on) > 1:
        told = tr("%n reminders are on.", len(on))
    else:
        days = days_word(on[0].weekdays, first_weekday)
        told = tr("{days} at {time}.").format(days=days, time=_clock(on[0]))
    return " ".join(sentence for sentence in (told, next_word(next_due, now)) if sentence)


def next_word(next_due: datetime | None, now: datetime) -> str:
    """Return when the next reminder may come, '' for never; both times are local."""
    if next_due is None:
        return ""
    days = (next_due.date() - now.date()).days
    if days == 0:
        sentence = tr("Next: today at {time}.")
    elif days == 1:
        sentence = tr("Next: tomorrow at {time}.")
    else:
        sentence = tr("Next: {day} at {time}.")
    day = weekday_names()[next_due.weekday()] if days < 7 else long_date(next_due.date(), now.year)
    return sentence.format(day=day, time=time_word(next_due))


def notice_body(week: Week, routine: Routine, length_s: float, share_today: float = 0.0, done: str = "") -> str:
    """Return what is left and what to do: "3 of 5 this week. 5 minutes on your back?".

    ``share_today`` adds up today's credits (``PracticeDay.share``), for a goal of several sessions a day. A week that
    counts neither way has no figures. A plan says in the person's own words what they have ``done`` by then ("had
    breakfast"): it comes first, in place of the question.
    """
    left, length = _left_sentence(week, share_today), length_word(length_s)
    sentences = (plan_sentence(done, routine, length), left) if done else (left, _question(routine, length))
    return " ".join(sentence for sentence in sentences if sentence)


def plan_sentence(done: str, routine: Routine, length: str, at: str = "") -> str:
    """Return a plan as the person says it: "When I have had breakfast, I lie down for 5 minutes."

    ``done`` is in their own words; '' leaves it out. ``at``, a time of day, is said if it is given.
    """
    lies = routine.position.strip().casefold() in ("on your back", "face down")
    sentences = {
        (True, True): tr("When I have {done}, at {time}, I lie down for {length}."),
        (True, False): tr("When I have {done}, I lie down for {length}."),
        (False, True): tr("At {time}, I lie down for {length}."),
        (False, False): tr("I lie down for {length}."),
    }
    if not lies:
        sentences = {
            (True, True): tr("When I have {done}, at {time}, I practise for {length}."),
            (True, False): tr("When I have {done}, I practise for {length}."),
            (False, True): tr("At {time}, I practise for {length}."),
            (False, False): tr("I practise for {length}."),
        }
    return sentences[bool(done), bool(at)].format(done=done, time=at, length=length)


def _left_sentence(week: Week, share_today: float) -> str:
    if week.is_neutral:
        return ""
    more = ceil(week.sessions_a_day - (1.0 - DONE_SHARE) - share_today - 1e-9)  # like PracticeDay.is_adherent
    if not 0 < more < week.sessions_a_day:
        sentence = tr("{met} of {target} this week.")
    else:
        sentence = tr("{met} of {target} this week, %n more today.", more)
    return sentence.format(met=number_word(week.days_met), target=number_word(week.target))


def _question(routine: Routine, length: str) -> str:
    """Return the question whether to do a routine, by position if it is one used by the built-in routines."""
    known = {
        "on your back": tr("{length} on your back?"),
        "face down": tr("{length} face down?"),
        "sitting": tr("{length}, sitting?"),
    }
    question = known.get(routine.position.strip().casefold(), tr("{length}: {routine}?"))
    return question.format(length=length, routine=routine.title)


def _clock(reminder: Reminder) -> str:
    return QLocale().toString(QTime(reminder.at.hour, reminder.at.minute), time_pattern())
