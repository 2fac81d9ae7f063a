"""The database while the program runs: read by the window, and written by a thread of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.store.database.connection import BUSY_TIMEOUT_S, StandIn, expected_failures, write_copy
from psoas_timer.store.database.kept_file import KeptFile
from psoas_timer.store.database.summaries import keep_summaries
from psoas_timer.store.database.writer import Broke, CaughtUp, HeldBack, Writer
from psoas_timer.store.places import private_folder

T = TypeVar("T")
Act = Callable[[sqlite3.Connection], object]

# How long the window may wait, in seconds: for a write outside a session, before it is kept for later; for those before
# it, likewise; and for a read in a session.
PATIENCE_S = BUSY_TIMEOUT_S + 1.0  # by then, a lock has been told
SHORT_PATIENCE_S = 0.2
READ_TIMEOUT_S = 0.1


@dataclass(frozen=True, slots=True)
class Moved:
    """The file was deleted, moved or replaced, and is kept again; ``is_other`` says that other sessions are there."""

    problem: Problem
    is_other: bool


Event = HeldBack | CaughtUp | Broke | Moved


@dataclass(frozen=True, slots=True)
class Write:
    """What is written to the file, once it is at its place."""

    act: Act
    file: KeptFile

    def __call__(self) -> object:
        result = self.act(self.file.use())
        self.file.make_sure()
        return result


class _HeldError(Exception):
    """Another program has the file for itself."""


class Ledger:
    """Reads see what was written, even if it is not on the disk yet: then they are given a copy in memory.

    While it is ``hold``, for a session, no method waits for the disk: writes are kept until they succeed, and reads
    are of the copy. Otherwise a write is on the disk when its method returns, unless earlier ones are held back.
    ``tell`` is called in the thread that writes.
    """

    def __init__(
        self, connection: sqlite3.Connection, now: Callable[[], datetime], tell: Callable[[Event], None]
    ) -> None:
        self._file = KeptFile(connection, now, self._take_moved)
        self._tell = tell
        self._writer = Writer("sessions", tell)
        self._reader: sqlite3.Connection | None = None
        self._mirror: sqlite3.Connection | None = None
        self._is_held = False
        self.is_closed = False
        self._is_stale = False  # the reader has a file open that is no longer there

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that writes."""
        return self._file.connection

    @property
    def failure(self) -> Problem | None:
        """Why something is held back, None if nothing is."""
        return self._writer.failure

    # For a session

    def hold(self) -> None:
        """Keep the window from the disk until ``release``."""
        self._is_held = True
        try:
            self._make_mirror()
        except Problem:
            self._mirror = None  # tried again at the next read

    def release(self) -> None:
        """Let the window wait for the disk again; what is not written yet is read from memory until it is."""
        self._is_held = False

    # Reading

    @property
    def reading(self) -> sqlite3.Connection:
        """The connection to read from, for this once; raises Problem if the file is locked or out of reach."""
        if self._is_stale or not (self._is_held or self._writer.kept):
            self._mirror = None
        if self._mirror is None and (self._is_held or self._is_late):
            self._make_mirror()
        return self._mirror or self._disk()

    @property
    def _is_late(self) -> bool:
        """Tell whether something is still to be written, after a short wait."""
        return bool(self._writer.kept) and not self._writer.flush(SHORT_PATIENCE_S) and bool(self._writer.kept)

    def _disk(self) -> sqlite3.Connection:
        if isinstance(self.connection, StandIn):
            return self.connection
        if self._is_stale:  # who still reads from the old one may go on
            self._reader, self._is_stale = None, False
        if self._reader is None:
            if not (self.path.exists() or self._is_held):
                self._writer.call(self._file.use, PATIENCE_S)  # brings it back
            with expected_failures(self.path):
                uri = f"{self.path.as_uri()}?mode=rw"  # never made anew here
                self._reader = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)
        timeout_s = READ_TIMEOUT_S if self._is_held else BUSY_TIMEOUT_S
        self._reader.execute(f"PRAGMA busy_timeout = {round(timeout_s * 1000)}")
        return self._reader

    def _make_mirror(self) -> None:
        """Copy the database to memory, and write there what is still to be written."""
        self._mirror = None
        kept = self._writer.kept  # before the copy: what is written meanwhile may be written twice, not never
        reader = self._disk()
        mirror = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with expected_failures(self.path):
            reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # a lock is told here
            try:
                reader.backup(mirror, progress=_refuse_to_wait)
            except _HeldError:
                raise Problem(
                    N_("{file} is in use by another program."),
                    N_("Close the other program (a second Psoas Timer, a database viewer, a backup)."),
                    file=self.path,
                ) from None
            mirror.execute("PRAGMA foreign_keys = ON")
            keep_summaries(mirror)
        self._mirror = mirror
        for write in kept:
            if isinstance(write, Write):
                write.act(mirror)

    # Writing

    def keep(self, act: Act, key: str = "") -> None:
        """Write with ``act``, as often as it takes, and so that a later one with the same ``key`` replaces it.

        Raises Problem, and keeps nothing, if it fails at once outside of a session and nothing is held back.
        """
        if not self._is_held and self._writer.flush(SHORT_PATIENCE_S):
            self._mirror = None
            self._writer.offer(Write(act, self._file), PATIENCE_S)
            return
        with suppress(Problem):  # then it is not read before it is written
            if self._mirror is None:
                self._make_mirror()
        if self._mirror is not None:
            act(self._mirror)
        self._writer.keep(Write(act, self._file), key)

    def call(self, act: Callable[[sqlite3.Connection], T]) -> T:
        """Write once with ``act``, wait for it and return its result; raises Problem if it fails."""

        def write() -> T:
            result = act(self._file.use())
            self._file.make_sure()
            return result

        try:
            return self._writer.call(write, PATIENCE_S)
        finally:
            self._mirror = None

    def attempt(self, act: Act, failed: Callable[[Problem], None]) -> None:
        """Write once with ``act``, without waiting for it; ``failed`` is called in the thread that writes."""
        self._writer.attempt(Write(act, self._file), failed)

    def watch(self) -> None:
        """Look in the background whether the file is still at its place, and bring it back if it is not."""
        self._writer.keep(Write(_write_nothing, self._file), "watch")

    def flush(self, patience_s: float) -> bool:
        """Wait until everything is written, but at most ``patience_s``; tell whether it is, or it is closed."""
        return self.is_closed or self._writer.flush(patience_s)

    def rescue(self, copy: Path, patience_s: float) -> bool:
        """Write everything, with what is held back, to a file of its own; tell whether that worked in time."""
        failures: list[Problem] = []
        try:
            if self._mirror is None:
                self._make_mirror()
        except Problem:
            return False
        mirror = self._mirror
        assert mirror is not None

        def write() -> None:
            private_folder(copy.parent)
            write_copy(mirror, copy)

        writer = Writer("rescue", self._tell)
        writer.attempt(write, failures.append)
        return writer.close(patience_s) and not failures

    def close(self, patience_s: float) -> bool:
        """Write what is left, within ``patience_s``, and close the file; tell whether everything is written."""
        is_done = self._writer.close(patience_s)
        self.is_closed = True
        self._mirror = None
        if self._reader is not None:
            self._reader.close()
        if is_done:
            self._file.close()
        return is_done

    # In the thread that writes

    def _take_moved(self, problem: Problem, is_other: bool) -> None:
        self._is_stale = True
        self._tell(Moved(problem, is_other))


def _write_nothing(_connection: sqlite3.Connection) -> None:
    """Only have the file looked for."""


def _refuse_to_wait(status: int, _remaining: int, _total: int) -> None:
    """Stop a copy that would wait for another program without end."""
    if status & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise _HeldError
