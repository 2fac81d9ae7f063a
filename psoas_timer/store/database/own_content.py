"""What is in the file of an open database, without its log: it tells when somebody copies another file into it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_PART_BYTES = 1_000_000


class OwnContent:
    """The content of the file that ``connection`` has open, as it was after the last write; of none before the first.

    SQLite looks into the file only for what is in neither its memory nor its log, and so would mix what was copied in
    with what was there. By itself the content changes only when the log is merged into it; it is read only then.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        # Kept open with the connection: closing any descriptor of the file would drop the connection's locks on it.
        self._number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._touched = self._look_when()
        self._digest: bytes | None = None  # read by the thread that writes, not at the start
        self._version = 0
        self._version = self._others_version()

    def look(self) -> None:
        """Take what is there now as what belongs there."""
        if (touched := self._look_when()) != self._touched or self._digest is None:
            self._touched, self._digest = touched, self._read_digest()
        self._version = self._others_version()

    def is_of_others(self) -> bool:
        """Tell whether another file was copied in since, and not the log merged or only the time changed."""
        if self._look_when() == self._touched or self._read_digest() == self._digest:
            return False
        if self._others_version() == self._version and not self._is_as_seen():
            return True
        self.look()  # another program wrote, or merged the log
        return False

    def copy_to(self, draft: Path) -> None:
        """Write the content as it is to a file that exists."""
        with draft.open("r+b") as target:
            target.writelines(self._parts())
            target.flush()
            os.fsync(target.fileno())

    def close(self) -> None:
        """Close the file; only once the connection is closed."""
        os.close(self._number)

    def _look_when(self) -> tuple[int, int]:
        found = os.fstat(self._number)
        return found.st_mtime_ns, found.st_size

    def _read_digest(self) -> bytes:
        from hashlib import blake2b  # 3 ms

        digest = blake2b()
        for part in self._parts():
            digest.update(part)
        return digest.digest()

    def _parts(self) -> Iterator[bytes]:
        os.lseek(self._number, 0, os.SEEK_SET)
        while part := os.read(self._number, _PART_BYTES):
            yield part

    def _others_version(self) -> int:
        """Return a number that changes when another connection has written."""
        with suppress(sqlite3.Error):
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        return self._version

    def _is_as_seen(self) -> bool:
        """Tell whether the file holds what the connection sees, as after its log was merged."""
        with suppress(sqlite3.Error):
            return self._connection.serialize() == b"".join(self._parts())
        return False
