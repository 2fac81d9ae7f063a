"""Reminders while the program runs: checked on time, written before they are shown, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.problem import Problem
from psoas_timer.core.reminder import (
    SNOOZE,
    Context,
    Decision,
    Firing,
    FiringState,
    Reminder,
    ReminderAnswer,
    look,
    next_due,
    skip_day,
    snooze,
    told_again,
)
from psoas_timer.services.journal import Journal
from psoas_timer.services.practice import Practice
from psoas_timer.services.wall_timer import WallTimer
from psoas_timer.store.database.kept_reminders import KeptReminders
from psoas_timer.store.database.reminder_book import ReminderBook
from psoas_timer.store.database.reminder_log import ReminderLog

_DAY = timedelta(days=1)


class Reminders(QObject):
    """Owns the reminders and their firings. A firing that cannot be written is not shown: ``failed`` says why."""

    notice_wanted = Signal()  # a new reminder waits for an answer
    notice_over = Signal()  # none is waiting any more
    trial_wanted = Signal()  # the person wants to see a test reminder
    start_requested = Signal(str)  # the answer to start a routine: its id, '' for whatever is due
    open_requested = Signal()  # the answer to open the program
    changed = Signal()  # the reminders, those waiting, or what to say about them
    failed = Signal(object)  # Problem

    def __init__(
        self,
        practice: Practice,
        journal: Journal,
        log: ReminderLog | KeptReminders,
        timer: WallTimer,
        parent: QObject | None = None,
        *,
        zone_at: Callable[[datetime], tzinfo],
    ) -> None:
        super().__init__(parent)
        self._practice = practice
        self._journal = journal
        self._book = ReminderBook(log)
        self._timer = timer
        self.now = journal.now
        self._zone_at = zone_at
        self._is_practising = False
        self._is_over = False
        self._has_complained = False
        self._answered: tuple[Firing, ...] = ()  # by the running session
        self._rests_until: datetime | None = None
        self._has_notice = False
        timer.watch(self._look, self._next_look)
        journal.changed.connect(self.reconsider)
        journal.day_turned.connect(self.reconsider)
        journal.restored.connect(self.take_restored)
        practice.started.connect(lambda: self._practise(True))
        practice.ended.connect(self._rest)

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        """Every reminder, earliest of the day first."""
        return self._book.reminders

    @property
    def waiting(self) -> tuple[Firing, ...]:
        """The reminders that were shown and are not answered yet."""
        return self._book.waiting

    @property
    def is_on(self) -> bool:
        """Tell whether any reminder is on."""
        return self._book.is_on

    @property
    def next_due(self) -> datetime | None:
        """The local time when there may be something to show; None for never."""
        zone = self._zone()
        due = next_due(self.now(), self.reminders, self._book.firings, zone)
        return due.astimezone(zone) if due else None

    @property
    def routine_id(self) -> str:
        """The routine of the waiting reminders, '' for whatever is due."""
        wanted = {reminder.uuid: reminder.routine_id for reminder in self.reminders}
        found = {wanted.get(firing.reminder_uuid, "") for firing in self.waiting}
        routine_id = found.pop() if len(found) == 1 else ""
        return routine_id if routine_id in self._practice.routines else ""

    # The person's decisions

    def begin(self) -> None:
        """Load the reminders, at the start or after they were changed from outside.

        Those that were waiting still wait and are not announced again, as their notice may still be on the screen.
        """
        with self._telling():
            self._book.load(self.now().date() - 2 * _DAY)
        self._has_notice = self._has_notice or bool(self.waiting)
        self._is_practising = self._practice.player.is_active
        self.reconsider()

    def take_restored(self) -> None:
        """Load the reminders after a backup was restored; new or changed ones apply from now on."""
        with self._telling():
            self._book.count_new_from(self.now())
        self.begin()

    def tell_again(self) -> None:
        """Announce the waiting reminders again, if they would otherwise not be seen."""
        if self.waiting:
            self._has_notice = True
            self.notice_wanted.emit()

    def end(self) -> None:
        """Stop reminding; what falls due from now on is left to the next start."""
        self._is_over = True

    def keep(self, reminder: Reminder) -> None:
        """Save a reminder, which applies from now on: one set in the evening does not remind of that morning.

        A reminder that is moved to later today comes then, even if it was already shown today.
        """
        before = [(one.weekdays, one.at) for one in self.reminders if one.uuid == reminder.uuid]
        is_moved = bool(before) and before != [(reminder.weekdays, reminder.at)]
        with self._telling():
            forgotten = told_again(reminder, self.now(), self._book.firings, self._zone()) if is_moved else ()
            self._book.keep(replace(reminder, since=self.now().astimezone(UTC)), forgotten)
            self.reconsider()

    def remove(self, uuid: str) -> Callable[[], bool] | None:
        """Delete a reminder and its firings; return a function that tries to restore them, None if there is none."""
        gone = next((reminder for reminder in self.reminders if reminder.uuid == uuid), None)
        firings = [firing for firing in self._book.firings.values() if firing.reminder_uuid == uuid]
        if gone is None:
            return None
        with self._telling():
            self._book.remove(uuid)
            self.reconsider()
            return lambda: self._bring_back(gone, firings)
        return None

    def _bring_back(self, reminder: Reminder, firings: Iterable[Firing]) -> bool:
        with self._telling():
            self._book.bring_back(reminder, firings)
            self._has_notice = bool(self.waiting)
            self.reconsider()
            return True
        return False

    def answer(self, answer: ReminderAnswer) -> None:
        """Carry out the person's answer to the waiting reminders, wherever it was given."""
        match answer:
            case ReminderAnswer.OPEN:
                self.open_requested.emit()
            case ReminderAnswer.START:
                self.start_requested.emit(self.routine_id)
            case ReminderAnswer.SNOOZE:
                self.snooze()
            case ReminderAnswer.SKIP:
                self.skip_today()

    def snooze(self) -> None:
        """Snooze the waiting reminders."""
        with self._telling():
            self._book.write(snooze(firing, self.now()) for firing in self.waiting)
            self.reconsider()

    def skip_today(self) -> None:
        """Show no more reminders until the current day ends."""
        with self._telling():
            self._book.write(
                skip_day(
                    self._journal.today, self.reminders, self._book.firings, self._zone(), self._journal.day_ends_h
                )
            )
            self.reconsider()

    # As time passes

    def look(self) -> None:
        """Check now what is due."""
        self._look()
        self._timer.wait()

    def _look(self) -> None:
        if self._is_over:
            return
        with self._telling(is_asked=False):
            self._book.count_at_most_from(self.now())
            decision = self._decide()
            if decision.firings:
                self._book.write(decision.firings)
                self._has_complained = False
                self._answered += tuple(one for one in decision.firings if one.state is FiringState.ANSWERED)
                self._take_back()
                self.changed.emit()
            if decision.shown:
                self._has_notice = True
                self.notice_wanted.emit()

    def _rest(self, _routine: Routine, record: SessionRecord) -> None:
        """After a session, show no reminders for the length of a snooze; those that fall due then come afterwards.

        If the session ended before its first breath, the reminders that it answered wait again.
        """
        if record.practised_s > 0:
            self._rests_until = self.now() + SNOOZE
        else:
            self._rests_until = None
            with self._telling():
                self._book.write(replace(firing, state=FiringState.SHOWN) for firing in self._answered)
            self.changed.emit()
        self._practise(False)

    @property
    def _is_resting(self) -> bool:
        until = self._rests_until
        return until is not None and timedelta() < until - self.now() <= SNOOZE  # the clock may be set back

    def _practise(self, is_practising: bool) -> None:
        self._is_practising = is_practising
        self._answered = ()
        self.look()

    def _take_back(self) -> None:
        """Withdraw the notice if no reminder is waiting any more."""
        if self._has_notice and not self.waiting:
            self._has_notice = False
            self.notice_over.emit()

    def _next_look(self) -> datetime | None:
        """Return when to look again: every minute while a reminder waits, a session runs or the disk is full."""
        if self._book.is_stuck or self.waiting or (self.is_on and (self._is_practising or self._is_resting)):
            return self.now() + _DAY
        return self.next_due

    def _decide(self) -> Decision:
        """Return what is due; the sessions are read only if it depends on them."""
        now, zone = self.now(), self._zone()
        if self._is_practising:
            context = Context(is_practising=True)
        elif self.waiting or self._is_due(now, zone):
            context = self._context()
            context = replace(context, is_practising=self._is_resting and not context.is_done)
        else:
            return Decision()
        return look(now, self.reminders, self._book.firings, zone, context)

    def _is_due(self, now: datetime, zone: tzinfo) -> bool:
        return bool(look(now, self.reminders, self._book.firings, zone, Context()).firings)

    def _context(self) -> Context:
        today, week = self._journal.today, self._journal.this_week()
        is_done = week.is_met or today in week.adherent or today in week.paused
        return Context(is_done, False, today, self._journal.day_ends_h)

    def reconsider(self) -> None:
        """Check again what there is to remind about, and announce that something has changed."""
        self._take_back()
        self.changed.emit()
        self.look()

    @contextmanager
    def _telling(self, *, is_asked: bool = True) -> Iterator[None]:
        """Report a failure; one in the background is reported once, until something can be written again."""
        try:
            yield
        except Problem as problem:
            if is_asked or not self._has_complained:
                self.failed.emit(problem)
            self._has_complained = True

    def _zone(self) -> tzinfo:
        return self._zone_at(self.now())
