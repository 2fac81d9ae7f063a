"""Gathers what the pages show from the sessions and the settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import current_streak, longest_streak, recent_share
from psoas_timer.core.history.suggestion import Suggestion, suggest
from psoas_timer.core.problem import Problem, Problems
from psoas_timer.lib.translation import list_words, problem_text, tr
from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences

if TYPE_CHECKING:  # imported when their pages are first shown
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.history.history_values import History
    from psoas_timer.ui.session.routine_page import Preparation
    from psoas_timer.ui.today.today_page import Today

WEEKS_ON_TODAY = 12
# As many routines as are read without a wait; the page offers more.
MOST_CARDS = 60
MOST_FAULTS = 10


def gather_today(practice: Practice, journal: Journal, preferences: Preferences, most: int = MOST_CARDS) -> Today:
    """Return what to do now, the week so far, the streak and the first ``most`` routines."""
    from psoas_timer.ui.today.today_page import Today

    days = journal.sessions.practice_days()
    weeks = journal.weeks_of(days, WEEKS_ON_TODAY)
    first = days[0].date if days else None
    found = (practice.routines.get(name.id) for name in list(practice.routine_names)[:most])
    routines, acknowledged = [one for one in found if one is not None], preferences.settings.acknowledged
    suggestion = suggestion_of(practice, journal)
    if suggestion.routine.id not in {one.id for one in routines}:
        routines.append(suggestion.routine)
    return Today(
        today=journal.today,
        weeks=weeks[-WEEKS_ON_TODAY:],
        days=journal.days_since(weeks[-1].start),
        streak=current_streak(weeks),
        recent=recent_share([week for week in weeks if first and week.end >= first]),  # none before the first session
        routines=routines,
        lengths_s={routine.id: practice.compile(routine).practice_s for routine in routines},
        suggestion=suggestion,
        since=first,
        locked=frozenset(one.id for one in routines if one.presses_belly and one.id not in acknowledged),
        more=len(practice.routine_names) - len(routines),
        faults=_fault_words(practice.routine_faults),
    )


def _fault_words(faults: Sequence[Problem]) -> list[str]:
    """Return what is wrong with the first faulty files, and how many more there are, with some of their names."""
    told = [problem_text(problem) for problem in faults[:MOST_FAULTS]]
    if others := faults[MOST_FAULTS:]:
        names = [Path(str(name)).name for name in (_file_of(fault) for fault in others[:3])]
        text = tr("%n more routine files have faults, such as {names}.", len(others))
        told.append(text.format(names=list_words(names)))
    return told


def _file_of(fault: Problem) -> object:
    return fault.faults[0].values["file"] if isinstance(fault, Problems) else fault.values["file"]


def suggested_routine(practice: Practice, journal: Journal) -> Routine:
    """Return the routine that is due."""
    return suggestion_of(practice, journal).routine


def suggestion_of(practice: Practice, journal: Journal) -> Suggestion[Routine]:
    """Return the routine that is due, and why."""
    last_practised = journal.sessions.last_practised()
    while True:  # a name goes when its file proves to be faulty; the program's own stay
        found = suggest(practice.routine_names, last_practised, journal.today)
        routine, daily = practice.routines.get(found.routine.id), practice.routines.get(found.daily.id)
        if routine and daily:
            return Suggestion(
                routine,
                daily,
                last=found.last,
                is_new=found.is_new,
                is_first=found.is_first,
                is_daily_done=found.is_daily_done,
                is_all_done=found.is_all_done,
            )


def gather_reminder(
    practice: Practice, journal: Journal, reminders: Reminders, plans: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the text of a reminder: the person's plan, what is left of the week, and what could be done now."""
    from psoas_timer.ui.kit.reminder_words import notice_body

    routine = practice.routines.get(reminders.routine_id) or suggested_routine(practice, journal)
    day = journal.days_since(journal.today).get(journal.today)
    done = next((plans[one.reminder_uuid] for one in reminders.waiting if plans.get(one.reminder_uuid)), "")
    length_s = practice.compile(routine).practice_s
    return notice_body(journal.this_week(), routine, length_s, day.share if day else 0.0, done)


def gather_preparation(practice: Practice, preferences: Preferences, routine_id: str) -> Preparation:
    """Return a routine with the choices made for it."""
    from psoas_timer.ui.session.routine_page import Preparation

    routine = practice.routines[routine_id]
    return Preparation(
        routine,
        practice.compile(routine),
        preferences.choices_of(routine_id),
        routine_id in preferences.settings.acknowledged,
    )


def gather_history(journal: Journal) -> History:
    """Return every week, day and streak, and a way to load the sessions in portions."""
    from psoas_timer.ui.history.history_values import History, SessionSource

    log = journal.sessions
    days = log.practice_days()
    weeks = journal.weeks_of(days)
    return History(
        weeks=weeks,
        current=current_streak(weeks),
        longest=longest_streak(weeks),
        recent=recent_share(weeks),
        today=journal.today,
        sessions=SessionSource(
            lambda query, offset, limit: journal.sessions.sessions(limit, offset, query),
            lambda query: journal.sessions.count(query),
            log.routine_titles(),
            lambda: journal.sessions.count_binned(),
        ),
        days={day.date: day for day in days},
        ratings=(lambda first, last: journal.sessions.ratings(first, last)) if log.has_ratings() else None,
        first_weekday=journal.goals[-1].first_weekday,
    )
