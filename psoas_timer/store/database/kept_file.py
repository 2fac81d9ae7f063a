"""The database file while the program runs: deleted, moved or replaced by another meanwhile, it is noticed and kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.atomic_file import sync_folder
from psoas_timer.store.database.connection import (
    BUSY_TIMEOUT_S,
    Damaged,
    StandIn,
    back_up,
    expected_failures,
    file_of,
    open_database,
    stamp,
    write_copy,
)
from psoas_timer.store.database.own_content import OwnContent
from psoas_timer.store.database.seal import seal
from psoas_timer.store.places import BACKUPS_FOLDER, disk_failures, private_folder

# What SQLite keeps beside an open database.
_LOGS = ("-wal", "-shm")

# A copy under this name is listed among the automatic ones as made before a restore, which a replaced file is.
_MARK = "before-restore"

Identity = tuple[int, int]


class KeptFile:
    """The connection that writes to the database, and which file it has open.

    An open file outlives its name on most systems: it can still be read whole, but what is written to it is lost.
    ``moved`` is called with what has happened, and whether other sessions are there now. Used by one thread.
    """

    def __init__(
        self, connection: sqlite3.Connection, now: Callable[[], datetime], moved: Callable[[Problem, bool], None]
    ) -> None:
        self.path = file_of(connection)
        self._connection = connection
        self._now = now
        self._moved = moved
        has_file = not isinstance(connection, StandIn)
        self._found = self._look() if has_file else None
        self._logs = self._look_at_logs() if has_file else {}
        self._content = None if self._found is None else OwnContent(connection, self.path)
        self._written: Identity | None = None  # the file that was written again, until it is open
        self._has_copy = False  # of the sessions in the file that was replaced

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, as it is."""
        return self._connection

    def use(self) -> sqlite3.Connection:
        """Return the connection once the file at the path is the open one again; raises Problem if it cannot be.

        A stand-in has no file: it is returned as it is.
        """
        if isinstance(self._connection, StandIn):
            return self._connection
        with disk_failures(self.path):
            found = self._look()
            if found is None:
                self._write_again()
            elif found == self._written:
                self._open_again()
            elif found != self._found:
                self._take_other()
            elif self._content is not None and self._content.is_of_others():
                self._take_what_was_copied_in()
        return self._connection

    def make_sure(self) -> None:
        """Move what was written into the file itself, if its log was deleted: a crash would lose it with the log."""
        own = self._logs.get("-wal")
        with suppress(OSError):
            if own is not None and identity_of(self._beside("-wal")) != own:
                with expected_failures(self.path):
                    self._connection.execute("PRAGMA wal_checkpoint").fetchall()
        if self._content is not None:
            self._content.look()

    def close(self) -> None:
        """Close the file, and seal it if it is the one that was open."""
        self._connection.close()
        with suppress(OSError):
            if self._found is not None and self._look() == self._found:
                seal(self.path)
        if self._content is not None:
            self._content.close()
            self._content = None

    def _look(self) -> Identity | None:
        return identity_of(self.path)

    def _look_at_logs(self) -> dict[str, Identity | None]:
        return {ending: identity_of(self._beside(ending)) for ending in _LOGS}

    def _write_again(self) -> None:
        """Write everything that is still open to the path, where there is nothing."""
        folder = private_folder(self.path.parent)
        draft = folder / f".{self.path.name}.again"
        draft.unlink(missing_ok=True)
        write_copy(self._connection, draft)
        self._drop_own_logs()
        try:
            claim(draft, self.path)
        finally:
            draft.unlink(missing_ok=True)
        self._written = self._look()
        self._open_again()

    def _open_again(self) -> None:
        self._reopen()
        self._moved(
            Problem(
                N_("{file} was deleted or moved while Psoas Timer was open. It has been written again, with all your"
                " sessions."),
                N_("To keep your data in another place, close Psoas Timer before you move it."),
                file=self.path,
            ),
            False,
        )  # fmt: skip

    def _take_other(self) -> None:
        """Use the file that somebody put at the path, once it is a sound database; what was open is copied first."""
        self._copy_once()
        self._drop_own_logs()
        if not is_sound(self.path):
            raise Problem(
                N_("{file} was replaced while Psoas Timer was open, and what is there now is no database that it can"
                " read."),
                N_("Remove it, and your sessions are written again."),
                file=self.path,
            )  # fmt: skip
        self._reopen()
        self._has_copy = False
        self._moved(
            Problem(
                N_("{file} was replaced by another file while Psoas Timer was open. Your sessions are now those in"
                " that file."),
                N_("A copy of those before is in {backups}."),
                file=self.path, backups=self.path.parent / BACKUPS_FOLDER,
            ),
            True,
        )  # fmt: skip

    def _copy_once(self) -> None:
        if not self._has_copy:
            with suppress(Problem):  # the copy is a courtesy: the file was replaced on purpose
                back_up(self._connection, self.path, f"{_MARK}-{stamp(self._now())}")
            self._has_copy = True

    def _take_what_was_copied_in(self) -> None:
        """Use what somebody copied into the open file, as ``cp`` does: it gets the name again, as a file of its own.

        The open file is left: what its log holds belongs to the sessions before, and must never come into these.
        """
        assert self._content is not None
        draft = self.path.with_name(f".{self.path.name}.copied")
        self._copy_once()  # it is refused if it is a mixture of both
        try:
            draft.unlink(missing_ok=True)
            draft.touch(0o600)
            self._content.copy_to(draft)
            if not is_sound(draft):
                raise Problem(
                    N_("Something was copied over {file} while Psoas Timer was open, and what is there now is no"
                       " database that it can read."),
                    N_("Copy one of the files in {backups} there."),
                    file=self.path, backups=self.path.parent / BACKUPS_FOLDER,
                )  # fmt: skip
            self._drop_own_logs()
            draft.replace(self.path)
            sync_folder(self.path.parent)
        finally:
            for ending in ("", *_LOGS):
                draft.with_name(draft.name + ending).unlink(missing_ok=True)
        self._reopen()
        self._has_copy = False
        self._moved(
            Problem(
                N_("Another file was copied over {file} while Psoas Timer was open. Your sessions are now those in that"
                   " file."),
                N_("Older ones are in {backups}."),
                file=self.path, backups=self.path.parent / BACKUPS_FOLDER,
            ),
            True,
        )  # fmt: skip

    def _reopen(self) -> None:
        opened = open_database(self.path, self._now())
        with suppress(sqlite3.Error):
            self._connection.close()
        if self._content is not None:
            self._content.close()
        self._content = OwnContent(opened.connection, self.path)
        self._connection, self._found, self._written = opened.connection, self._look(), None
        self._logs = self._look_at_logs()

    def _drop_own_logs(self) -> None:
        """Remove the logs of the open file from beside the path: SQLite would apply them to what comes there."""
        for ending, own in self._logs.items():
            log = self._beside(ending)
            if own is not None and identity_of(log) == own:
                log.unlink(missing_ok=True)

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(self.path.name + ending)


def identity_of(path: Path) -> Identity | None:
    """Return what tells one file from another of the same name; None if there is none. Raises OSError."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


def claim(draft: Path, path: Path) -> None:
    """Give ``draft`` the name ``path``; raises FileExistsError if there is something by now, which is left alone."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        draft.replace(path)
    sync_folder(path.parent)


def is_sound(path: Path) -> bool:
    """Tell whether a file is a whole database with tables; raises Problem if it is locked or out of reach."""
    try:
        with (
            expected_failures(path),
            closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=BUSY_TIMEOUT_S)) as connection,
        ):
            is_whole = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            has_tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,)
            return bool(is_whole and has_tables)
    except Damaged:
        return False
