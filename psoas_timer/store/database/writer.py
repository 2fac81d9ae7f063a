"""Writing in the background: one thread and one queue, so that no disk ever holds up who has something to keep."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

T = TypeVar("T")

# How long to wait after a failure before the next attempt, in seconds.
RETRY_S = 1.0
# A write that takes longer than this is told like a failure: the disk may never answer.
LATE_S = 10.0


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Something cannot be written for now; it is told once, until CaughtUp, and tried again."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """All that was held back has been written."""


@dataclass(frozen=True, slots=True)
class Broke:
    """A write ended in a bug; it is not tried again."""

    error: Exception


@dataclass(eq=False, slots=True)
class Job:
    """One write. A kept one is tried until it succeeds; any other is tried once, and its answer is waited for."""

    act: Callable[[], object]
    key: str
    is_kept: bool
    error: Exception | None = None
    is_judged: bool = False
    is_over: threading.Event = field(default_factory=threading.Event)


class Writer:
    """Does what it is given in that order, in a thread of its own, which begins with the first job.

    ``tell`` is called with what becomes of the jobs that are kept, in that thread or, of one that takes long, in any.
    """

    def __init__(
        self,
        name: str,
        tell: Callable[[HeldBack | CaughtUp | Broke], None],
        retry_s: float = RETRY_S,
        late_s: float = LATE_S,
    ) -> None:
        self._name = name
        self._tell = tell
        self._retry_s, self._late_s = retry_s, late_s
        self._moved_on = threading.Condition()  # guards all that follows
        self._jobs: deque[Job] = deque()
        self._current: Job | None = None
        self._failure: Problem | None = None
        self._began_at_s = self._retry_at_s = 0.0
        self._is_ending = False
        self._thread: threading.Thread | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether everything has been done."""
        with self._moved_on:
            return self._is_idle()

    @property
    def failure(self) -> Problem | None:
        """Why something is held back, None if nothing is."""
        with self._moved_on:
            return self._failure

    @property
    def kept(self) -> list[Callable[[], object]]:
        """What is kept and not yet known to be written, in order; the first may be just being written."""
        with self._moved_on:
            current = [] if self._current is None or self._current in self._jobs else [self._current]
            return [job.act for job in (*current, *self._jobs) if job.is_kept]

    def keep(self, act: Callable[[], object], key: str = "") -> None:
        """Do ``act`` after everything before it, as often as it takes; returns at once.

        It takes the place of the newest one that waits if both have the same ``key``: then it makes that one needless.
        """
        job = Job(act, key, is_kept=True)
        late = None
        with self._moved_on:
            if self._current and not self._failure and monotonic() - self._began_at_s > self._late_s:
                self._failure = Problem(N_("The disk does not answer."), N_("Check that it is connected."))
                late = HeldBack(self._failure)
            if key and self._jobs and self._jobs[-1].key == key:
                self._jobs[-1] = job
            else:
                self._jobs.append(job)
            self._go_on()
        if late is not None:
            self._tell(late)

    def attempt(self, act: Callable[[], object], failed: Callable[[Problem], None]) -> None:
        """Do ``act`` once, after everything before it; returns at once. ``failed`` is called in the thread."""

        def tried() -> None:
            try:
                act()
            except Problem as problem:
                failed(problem)

        with self._moved_on:
            self._jobs.append(Job(tried, "", is_kept=False))
            self._go_on()

    def offer(self, act: Callable[[], object], patience_s: float) -> bool:
        """Do ``act`` after everything before it, and tell whether it is done; one that takes longer is kept.

        Raises its error, and does not do it again, if it fails within ``patience_s``.
        """
        job = Job(act, "", is_kept=False)
        with self._moved_on:
            self._jobs.append(job)
            self._go_on(at_once=True)
        if not job.is_over.wait(patience_s):
            with self._moved_on:
                if not job.is_judged:
                    job.is_kept = True
                    return False
            job.is_over.wait()
        if job.error is not None:
            raise job.error
        return True

    def call(self, act: Callable[[], T], patience_s: float) -> T:
        """Do ``act`` once, after everything before it, wait for it, and return its result or raise its error.

        Raises Problem if it has not begun within ``patience_s``, because what comes before it is held back or takes
        too long; then it is not done.
        """
        results: list[T] = []
        job = Job(lambda: results.append(act()), "", is_kept=False)
        with self._moved_on:
            self._jobs.append(job)
            self._go_on(at_once=True)
        if not job.is_over.wait(patience_s):
            with self._moved_on:
                if job in self._jobs:
                    self._jobs.remove(job)
                    raise self._failure or Problem(
                        N_("The disk takes long to answer, so nothing was changed."), N_("Please try again.")
                    )
            job.is_over.wait()
        if job.error is not None:
            raise job.error
        return results[0]

    def flush(self, patience_s: float) -> bool:
        """Wait until everything has been done, but at most ``patience_s``; tell whether it has."""
        with self._moved_on:
            self._go_on(at_once=True)
            return self._moved_on.wait_for(self._is_idle, patience_s)

    def close(self, patience_s: float) -> bool:
        """Flush and end, telling nothing any more; tell whether everything has been done."""
        is_done = self.flush(patience_s)
        with self._moved_on:
            self._is_ending = True
            thread = self._thread
            self._moved_on.notify_all()
        if thread is not None and is_done:
            thread.join()
        return is_done

    def _is_idle(self) -> bool:
        return self._current is None and not self._jobs

    def _go_on(self, *, at_once: bool = False) -> None:
        if at_once:
            self._retry_at_s = 0.0
        if self._thread is None and self._jobs:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._moved_on.notify_all()

    # In the thread

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.act()
            except Exception as error:  # of a bug, too: the thread lives on
                job.error = error
            event = self._judge(job)
            if event is not None and not self._is_ending:
                self._tell(event)
            with self._moved_on:  # only now, so that who waited for it has been told
                self._current = None
                self._moved_on.notify_all()
            job.is_over.set()

    def _next(self) -> Job | None:
        """Wait for the next job and return it; None at the end."""
        with self._moved_on:
            while not self._is_ending:
                wait_s = self._retry_at_s - monotonic()
                if self._jobs and wait_s <= 0.0:
                    self._current, self._began_at_s = self._jobs.popleft(), monotonic()
                    return self._current
                self._moved_on.wait(wait_s if self._jobs else None)
        return None

    def _judge(self, job: Job) -> HeldBack | CaughtUp | Broke | None:
        """Take note of how a job ended; what failed and is kept comes again, unless the next makes it needless."""
        with self._moved_on:
            job.is_judged = True
            event: HeldBack | CaughtUp | Broke | None = None
            if job.is_kept and isinstance(job.error, Problem):
                event = None if self._failure else HeldBack(job.error)
                self._failure = job.error
                self._retry_at_s = monotonic() + self._retry_s
                is_needless = bool(job.key and self._jobs and self._jobs[0].key == job.key)
                if not is_needless:
                    job.error = None
                    self._jobs.appendleft(job)
            elif job.is_kept and job.error is not None:
                event = Broke(job.error)
            elif self._failure and not any(one.is_kept for one in self._jobs):
                event, self._failure = CaughtUp(), None
            return event
