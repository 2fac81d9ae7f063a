"""A lock on a folder that the system itself drops with the process that holds it, however that ended.

What is in the file is for people and decides nothing: a file left behind by a power loss, another computer or another
container never blocks.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

LOCK_FILE = "psoas-timer.lock"
_FILE_MODE = 0o600
_MOST_NOTED = 200

# Windows locks bytes rather than files, even against reading: one that no note reaches.
_LOCKED_BYTE = 1 << 20

_IS_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class Hold(Enum):
    """Who has the lock."""

    OURS = auto()
    TAKEN = auto()  # by another process, which is alive
    UNKNOWN = auto()  # there are no locks here, or the file cannot be made


class FolderLock:
    """The lock of one folder. Where its file cannot be made (a full disk, a read-only folder), the folder is locked.

    ``failure`` is why a lock is UNKNOWN.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / LOCK_FILE
        self._handle: int | None = None
        self.failure: OSError | None = None

    def take(self) -> Hold:
        """Take the lock, without waiting."""
        if self._handle is not None:
            return Hold.OURS
        self.failure = None
        hold = Hold.UNKNOWN
        for open_it in (self._open_file, self._open_file, self._open_folder):  # twice: it may be replaced meanwhile
            try:
                handle = open_it()
            except OSError as error:
                self.failure = self.failure or error
                continue
            hold = self._lock(handle)
            if hold is not Hold.UNKNOWN:
                break
        return hold

    def release(self) -> None:
        """Let others have it; the file stays, so that nobody locks one that another is about to remove."""
        if self._handle is not None:
            with suppress(OSError):
                unlock(self._handle)  # a program that is just being started may have the file open for a moment more
            os.close(self._handle)
            self._handle = None

    def note(self, text: str) -> None:
        """Write into the file who holds it, for a person who looks; does nothing where that is not possible."""
        if self._handle is not None:
            with suppress(OSError):
                os.ftruncate(self._handle, 0)
                os.write(self._handle, text.encode()[:_MOST_NOTED])

    def read_note(self) -> str:
        """Return what the holder wrote into the file, '' if there is nothing to read."""
        with suppress(OSError):
            handle = os.open(self._path, os.O_RDONLY | _never_waiting())
            try:
                return os.read(handle, _MOST_NOTED).decode(errors="replace")
            finally:
                os.close(handle)
        return ""

    def _open_file(self) -> int:
        return os.open(self._path, os.O_RDWR | os.O_CREAT | _never_waiting(), _FILE_MODE)

    def _open_folder(self) -> int:
        return os.open(self._folder, os.O_RDONLY | _never_waiting())

    def _lock(self, handle: int) -> Hold:
        try:
            lock_now(handle)
            if _is_at(handle, self._path) or _is_at(handle, self._folder):
                self._handle = handle
                return Hold.OURS
            self.failure = OSError(errno.ESTALE, os.strerror(errno.ESTALE))  # replaced or removed just now
        except OSError as error:
            if error.errno in _IS_TAKEN:
                os.close(handle)
                return Hold.TAKEN
            self.failure = error
        os.close(handle)
        return Hold.UNKNOWN


def _never_waiting() -> int:
    """Return flags with which opening a pipe does not wait, and no process started by this one inherits the handle."""
    return getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


def _is_at(handle: int, path: Path) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(handle), path.stat())
    return False


def lock_now(handle: int) -> None:
    """Lock an opened file; raises OSError, see _IS_TAKEN, instead of waiting."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        # flock belongs to the opened file, not to the process: another part of it that reads the file drops nothing.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def unlock(handle: int) -> None:
    """Let go of what lock_now locked; raises OSError."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_UN)
