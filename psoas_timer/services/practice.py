"""Practising: routines are compiled and played, and what was practised is kept while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from psoas_timer.core.breath.routine import Routine, Side, first_side_on, tailor
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.adherence import PracticeDay, Week, weeks
from psoas_timer.core.history.goal import Goal, change_goal
from psoas_timer.core.history.session import SessionRecord, begin_record, practice_date
from psoas_timer.core.history.session_entry import SessionEntry, record_of_entry
from psoas_timer.core.problem import Problem
from psoas_timer.engine.clock import system_zone
from psoas_timer.engine.player import Player
from psoas_timer.services.preferences import Preferences
from psoas_timer.store.database.goal_log import GoalLog
from psoas_timer.store.database.session_log import SessionLog

if TYPE_CHECKING:  # imported when the routines are first wanted
    from psoas_timer.store.routines.routine_file import LoadedRoutines


class Practice(QObject):
    """Joins the player, the log and the settings. A log that cannot be written never stops a session."""

    started = Signal(object)  # Routine
    ended = Signal(object, object)  # Routine, SessionRecord
    failed = Signal(object)  # Problem

    def __init__(
        self,
        player: Player,
        log: SessionLog,
        goal_log: GoalLog,
        preferences: Preferences,
        load: Callable[[], LoadedRoutines],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.player = player
        self.log = log
        self.goal_log = goal_log
        self._load = load
        self._preferences = preferences
        self._now = now
        self._routine: Routine | None = None
        player.checkpointed.connect(self._keep)
        player.finished.connect(self._finish)

    @property
    def today(self) -> date:
        """The practice date now."""
        return practice_date(self._now(), self._preferences.settings.day_boundary_h)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goal's history; until one is kept, five days a week by the calendar of the person's locale."""
        return self.goal_log.goals() or (Goal(first_weekday=first_weekday()),)

    def weeks(self, at_least: int = 1) -> list[Week]:
        """Return the weeks up to now."""
        return self.weeks_of(self.log.practice_days(), at_least)

    def weeks_of(self, days: Sequence[PracticeDay], at_least: int = 1) -> list[Week]:
        """Return the weeks up to now, in which these ``days`` were practised."""
        return weeks(days, self.today, goals=self.goals, pauses=self.goal_log.pauses(), at_least=at_least)

    def days_since(self, start: date) -> dict[date, PracticeDay]:
        """Return what was practised from ``start`` on, by date."""
        return {day.date: day for day in self.log.practice_days(start)}

    def compile(self, routine: Routine, *, first_side: Side | None = None) -> Timeline:
        """Lay out ``routine`` with the person's own figures; the first side is today's unless it is given."""
        settings = self._preferences.settings
        tailored = tailor(routine, settings.patterns, self._preferences.choices_of(routine.id))
        return compile_timeline(
            tailored,
            settle_s=0.0 if settings.wait_for_me else settings.settle_s,
            first_side=first_side or first_side_on(self.today.toordinal()),
        )

    def start(self, routine: Routine, discomfort: int | None = None) -> None:
        """Begin a session, with the ``discomfort`` before it, 0 to 10; nothing happens while one is under way."""
        if self.player.is_active:
            return
        first_side = first_side_on(self.today.toordinal())
        timeline = self.compile(routine, first_side=first_side)
        record = begin_record(
            timeline,
            uuid=new_uuid(),
            routine_id=routine.id,
            routine_title=routine.title,
            started=self._now(),
            zone=system_zone(),
            first_side=first_side,
            boundary_h=self._preferences.settings.day_boundary_h,
        )
        self._freeze_goal()
        record = replace(record, discomfort_before=discomfort)
        self._play(routine, timeline, record, 0, waits=self._preferences.settings.wait_for_me)

    def enter(self, entry: SessionEntry) -> SessionRecord:
        """Keep a session that was done elsewhere; raises BadValue where it is not over yet, else Problem."""
        routine = self.routines[entry.routine_id]
        offset = entry.local_start.astimezone().utcoffset() or timedelta()
        record = record_of_entry(
            entry,
            uuid=new_uuid(),
            title=routine.title,
            planned_s=self.compile(routine).practice_s,
            zone=system_zone(),
            utc_offset_s=round(offset.total_seconds()),
            boundary_h=self._preferences.settings.day_boundary_h,
            now=self._now(),
        )
        self._freeze_goal()
        self.log.save(record, self._now())
        return record

    def change_goal(self, wanted: Goal) -> None:
        """Aim at ``wanted`` as soon as it may hold; raises Problem where it cannot be kept."""
        self.goal_log.keep_goals(change_goal(self.goals, self.today, wanted))

    @cached_property
    def _loaded(self) -> LoadedRoutines:
        """What the files of routines hold, read when it is first wanted: who waits to remind does not want it yet."""
        return self._load()

    @cached_property
    def routines(self) -> Mapping[str, Routine]:
        """The routines that are offered, by id."""
        return {routine.id: routine for routine in self._loaded.routines}

    @property
    def routine_faults(self) -> Sequence[Problem]:
        """What is wrong with files of routines."""
        return [problem for _path, problem in self._loaded.faults]

    def reload_routines(self) -> None:
        """Offer what the files of routines hold by now."""
        for read in ("_loaded", "routines"):
            self.__dict__.pop(read, None)

    def _freeze_goal(self) -> None:
        """Keep the first goal with the first session, so that another locale does not move the weeks later."""
        try:
            if not self.goal_log.goals():
                self.goal_log.keep_goals(self.goals)
        except Problem as problem:
            self.failed.emit(problem)

    def find_resumable(self) -> SessionRecord | None:
        """Close what a crash left open and return the newest of it, where it can go on today."""
        left = self.log.close_unfinished(self._now())
        return self.resumable(left[0].uuid) if left else None

    def resumable(self, uuid: str) -> SessionRecord | None:
        """Return a session as it is kept now, where it can go on today.

        A session of an earlier day stays as it is: going on now would count for that day.
        """
        record = self.log.find(uuid)
        can_go_on = record and record.routine_id in self.routines and record.practice_date == self.today
        return record if can_go_on else None

    def resume(self, record: SessionRecord) -> None:
        """Go on with a session from the start of the stage in which it stopped, when the person is ready."""
        if self.player.is_active:
            return
        routine = self.routines[record.routine_id]
        timeline = self.compile(routine, first_side=record.first_side)
        self._play(routine, timeline, record, self.stage_to_resume(record), waits=True)

    def stage_to_resume(self, record: SessionRecord) -> int:
        """Return the index of the stage in which a session stopped, as the routine is now."""
        timeline = self.compile(self.routines[record.routine_id], first_side=record.first_side)
        return min(record.stage_index, len(timeline.stages) - 1)

    def _play(self, routine: Routine, timeline: Timeline, record: SessionRecord, index: int, *, waits: bool) -> None:
        self._routine = routine
        known = {stage: seconds for stage, seconds in record.reached_s.items() if stage < len(timeline.stages)}
        self.started.emit(routine)
        self.player.begin(timeline, replace(record, reached_s=known), stage_index=index, waits=waits)

    def _keep(self, record: SessionRecord) -> bool:
        try:
            self.log.save(record, self._now())
        except Problem as problem:
            self.failed.emit(problem)
            return False
        return True

    def _finish(self, record: SessionRecord) -> None:
        if self._keep(record) and record.practised_s <= 0.0:
            self.log.delete(record.uuid, self._now())
        assert self._routine is not None  # a session that ends was begun
        self.ended.emit(self._routine, record)


def first_weekday() -> int:
    """Return the first day of the week in the person's locale, 0 (Monday) to 6 (Sunday)."""
    return QLocale().firstDayOfWeek().value - 1


def new_uuid() -> str:
    """Return a name that nothing else has, anywhere."""
    from uuid import uuid4  # not with every start: it also reads in what a machine is called by

    return str(uuid4())
