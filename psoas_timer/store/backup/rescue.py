"""The copies that can bring back what was lost: found, counted, and kept for as long as they may be needed."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.store.database.connection import stamp
from psoas_timer.store.database.daily_copy import CopyReason, KeptCopy, kept_copies
from psoas_timer.store.database.reading import read_database
from psoas_timer.store.database.session_log import SessionReader
from psoas_timer.store.places import SESSIONS_FILE, free_path


@dataclass(frozen=True, slots=True)
class RestorableCopy:
    """A copy that can be read, and how many sessions it holds, without those in the bin."""

    copy: KeptCopy
    sessions: int


def restorable_copies(folder: Path, most: int) -> list[RestorableCopy]:
    """Return the newest copies in ``folder``, the backups folder, that can be read and hold any session."""
    found: list[RestorableCopy] = []
    for copy in kept_copies(folder):
        if len(found) == most:
            break
        with suppress(Problem):
            with closing(read_database(copy.path).connection) as connection:
                sessions = SessionReader(connection).count()
            if sessions:
                found.append(RestorableCopy(copy, sessions))
    return found


def keep_for_good(copy: KeptCopy) -> KeptCopy:
    """Return a daily copy under a name that no newer daily copy pushes out; any other copy as it is.

    After damage, a new history begins, whose copies would soon be the only ones.
    """
    if copy.reason is not CopyReason.DAILY:
        return copy
    stem, ending = SESSIONS_FILE.rsplit(".", 1)
    marks = (f"{stem}.before-damage-{stamp(copy.made)}{number}.{ending}" for number in ("", "-2", "-3"))
    with suppress(OSError, StopIteration):  # it is listed in any case, only not for as long
        kept = free_path(copy.path.with_name(name) for name in marks)
        for beside in ("-wal", "-shm"):
            if (part := copy.path.with_name(copy.path.name + beside)).exists():
                part.rename(kept.with_name(kept.name + beside))
        copy.path.rename(kept)
        return replace(copy, path=kept, reason=CopyReason.BEFORE_DAMAGE)
    return copy
