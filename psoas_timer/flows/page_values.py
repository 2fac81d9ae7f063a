"""Gathers what the pages show from the sessions and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import current_streak, longest_streak, recent_share
from psoas_timer.core.history.suggestion import suggest_routine
from psoas_timer.lib.translation import problem_text
from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.preferences import Preferences

if TYPE_CHECKING:  # imported when their pages are first shown
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.history.history_values import History
    from psoas_timer.ui.session.routine_page import Preparation
    from psoas_timer.ui.today.today_page import Today

WEEKS_ON_TODAY = 12


def gather_today(practice: Practice, journal: Journal) -> Today:
    """Return the week so far, the streak and the routines."""
    from psoas_timer.ui.today.today_page import Today

    days = journal.sessions.practice_days()
    weeks = journal.weeks_of(days, WEEKS_ON_TODAY)
    first = days[0].date if days else journal.today
    routines = list(practice.routines.values())
    return Today(
        today=journal.today,
        weeks=weeks[-WEEKS_ON_TODAY:],
        days=journal.days_since(weeks[-1].start),
        streak=current_streak(weeks),
        recent=recent_share([week for week in weeks if week.end >= first]),  # none before the first session
        routines=routines,
        lengths_s={routine.id: practice.compile(routine).practice_s for routine in routines},
        suggested=suggested_routine(practice, journal),
        faults=[problem_text(problem) for problem in practice.routine_faults],
    )


def suggested_routine(practice: Practice, journal: Journal) -> Routine:
    """Return the routine that is due."""
    return suggest_routine(list(practice.routines.values()), journal.sessions.last_practised(), journal.today)


def gather_reminder(practice: Practice, journal: Journal, reminders: Reminders) -> str:
    """Return the text of a reminder: what is left of the week, and what could be done now."""
    from psoas_timer.ui.kit.reminder_words import notice_body

    routine = practice.routines.get(reminders.routine_id) or suggested_routine(practice, journal)
    day = journal.days_since(journal.today).get(journal.today)
    return notice_body(journal.this_week(), routine, practice.compile(routine).practice_s, day.share if day else 0.0)


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
            lambda query, offset, limit: log.sessions(limit, offset, query),
            log.count,
            log.routine_titles(),
            log.count_binned,
        ),
        days={day.date: day for day in days},
        ratings=log.ratings(),
        first_weekday=journal.goals[-1].first_weekday,
    )
