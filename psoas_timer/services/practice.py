"""Practising: routines are compiled and played, and the journal stores each session while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Routine, RoutineName, Side, first_side_on
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.history.session import SessionRecord, begin_record
from psoas_timer.core.history.session_entry import SessionEntry, record_of_entry
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import compile_session
from psoas_timer.engine.clock import system_zone
from psoas_timer.engine.player import Player
from psoas_timer.lib.lazy import Lazy
from psoas_timer.services.journal import Journal
from psoas_timer.services.preferences import Preferences

if TYPE_CHECKING:  # imported when the routines are first needed
    from psoas_timer.store.routines.routine_shelf import RoutineShelf


class Practice(QObject):
    """Connects the player, the journal and the settings. A journal that cannot be written never holds up a session."""

    started = Signal(object)  # Routine
    ended = Signal(object, object)  # Routine, SessionRecord
    failed = Signal(object)  # Problem

    def __init__(
        self,
        player: Player,
        journal: Journal,
        preferences: Preferences,
        load: Callable[[], RoutineShelf],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.player = player
        self._journal = journal
        self._loaded = Lazy(load)
        self._preferences = preferences
        self._now = now
        self._routine: Routine | None = None
        player.checkpointed.connect(journal.checkpoint)
        player.finished.connect(self._finish)
        journal.restored.connect(self._loaded.forget)

    def compile(self, routine: Routine, *, first_side: Side | None = None, waits: bool = False) -> Timeline:
        """Lay out ``routine`` with the person's own figures; the first side is today's unless given."""
        return compile_session(
            routine,
            self._preferences.settings,
            first_side or first_side_on(self._journal.today.toordinal()),
            waits=waits,
        )

    def compile_start(self, routine: Routine) -> Timeline:
        """Lay out ``routine`` as a session of it would begin now."""
        return self.compile(routine, waits=self._waits(routine))

    def _waits(self, routine: Routine) -> bool:
        """Tell whether a session waits for Space: if the person wants that, or before the first of a routine.

        Who has set a time to lie down wants that instead.
        """
        settings = self._preferences.settings
        if settings.wait_for_me or settings.settle_s is not None:
            return settings.wait_for_me
        return routine.id not in self._journal.sessions.last_practised()

    def start(self, routine: Routine, discomfort: int | None = None) -> None:
        """Start a session, with the ``discomfort`` before it, 0 to 10; does nothing while one is under way."""
        if self.player.is_active:
            return
        first_side = first_side_on(self._journal.today.toordinal())
        waits = self._waits(routine)
        timeline = self.compile(routine, first_side=first_side, waits=waits)
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
        self._journal.hold()
        try:
            self._journal.freeze_goal()
        except Problem as problem:
            self.failed.emit(problem)
        record = replace(record, discomfort_before=discomfort)
        self._play(routine, timeline, record, 0, waits=waits)

    def enter(self, entry: SessionEntry) -> SessionRecord:
        """Store a session done elsewhere; raises BadValue if it is not over yet, Problem if it cannot be written."""
        routine = self.routine(entry.routine_id)
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
        with self._journal.changing():
            self._journal.freeze_goal()
            self._journal.save(record)
        return record

    @property
    def routines(self) -> Mapping[str, Routine]:
        """The routines on offer, by id; read when first needed, so not while only waiting to remind."""
        return self._loaded.get()

    @property
    def routine_names(self) -> Sequence[RoutineName]:
        """The name of each routine on offer, without reading all of their files."""
        return self._loaded.get().names

    def routine(self, routine_id: str) -> Routine:
        """Return one of the routines on offer; raises Problem if its file has proved to be faulty since."""
        found = self.routines.get(routine_id)
        if found is None:
            raise Problem(
                N_("The routine {routine} cannot be used any more."), N_("Choose another, and look at Today."),
                routine=routine_id,
            )  # fmt: skip
        return found

    @property
    def routine_faults(self) -> Sequence[Problem]:
        """What is wrong with the routine files that were read."""
        return [problem for _path, problem in self._loaded.get().faults]

    def check_next_routine(self) -> bool:
        """Look for faults in one more routine file; returns False if there is none left, or none was needed yet."""
        shelf = self._loaded.made
        return shelf is not None and shelf.check_next()

    def find_resumable(self) -> SessionRecord | None:
        """Close sessions that a crash left open and return the newest, if it can be resumed today."""
        if not self._journal.sessions.unfinished():  # as at nearly every start, which then waits for no write
            return None
        left = self._journal.close_unfinished()
        return self.resumable(left[0].uuid) if left else None

    def resumable(self, uuid: str) -> SessionRecord | None:
        """Return a session as it is stored now, if it can be resumed today.

        A session from an earlier day cannot, as the rest of it would count for that day.
        """
        record = self._journal.sessions.find(uuid)
        can_go_on = record and record.routine_id in self.routines and record.practice_date == self._journal.today
        return record if can_go_on else None

    def resume(self, record: SessionRecord) -> None:
        """Resume a session from the start of the stage in which it stopped, when the person is ready."""
        if self.player.is_active:
            return
        routine = self.routines[record.routine_id]
        timeline = self.compile(routine, first_side=record.first_side, waits=True)
        self._journal.hold()
        self._play(routine, timeline, record, self.stage_to_resume(record), waits=True)

    def stage_to_resume(self, record: SessionRecord) -> int:
        """Return the index of the stage in which a session stopped, within the routine as it is now."""
        timeline = self.compile(self.routines[record.routine_id], first_side=record.first_side)
        return min(record.stage_index, len(timeline.stages) - 1)

    def _play(self, routine: Routine, timeline: Timeline, record: SessionRecord, index: int, *, waits: bool) -> None:
        self._routine = routine
        known = {stage: seconds for stage, seconds in record.reached_s.items() if stage < len(timeline.stages)}
        self.started.emit(routine)
        self.player.begin(timeline, replace(record, reached_s=known), stage_index=index, waits=waits)

    def leave(self) -> None:
        """Stop the session without an end, as the program is being ended: the next start offers to go on with it."""
        self.player.leave()
        self._journal.release()

    def _finish(self, record: SessionRecord) -> None:
        with self._journal.changing():
            self._journal.save(record)
            if record.practised_s <= 0.0:
                self._journal.delete(record.uuid)
        assert self._routine is not None  # a session that ends was started
        self.ended.emit(self._routine, record)
        self._journal.release()


def new_uuid() -> str:
    """Return a new universally unique name."""
    from uuid import uuid4  # not at every start: its import also loads the machine's name

    return str(uuid4())
