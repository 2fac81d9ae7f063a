"""Files written whole: even after a crash or power loss, there is either the old file or the new one."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

PRIVATE = 0o600

# A draft's name begins with that of its file, and no file system takes names of more than about 255 bytes.
_MOST_NAME = 40
_NOT_BESIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}


class _NotBesideError(OSError):
    """Nothing new can be put beside the file or in its place: the folder is read-only, or only the file is mounted."""


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, readable only by its owner; a file or link there is replaced, not followed.

    Raises OSError if it cannot be written, and Problem if there is a device or a pipe; what was there then stays.
    """
    if not path.is_symlink():
        _refuse_special(path)
    _replace(path, content, PRIVATE)


def write_through(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, or to the file that a link there leads to, which need not exist yet.

    A person may keep a file in another folder and have links to it. A file behind a symbolic link keeps its mode; any
    other is readable only by its owner. What cannot be replaced without breaking something is written in place: a file
    with several names, and one in whose folder nothing new may be put. Raises as replace_file does.
    """
    target = followed(path)
    _refuse_special(target)
    known = target.stat() if target.exists() else None
    if known and known.st_nlink > 1:
        _write_in_place(target, content)
        return
    mode = stat.S_IMODE(known.st_mode) if known and target != path else PRIVATE
    try:
        _replace(target, content, mode)
    except _NotBesideError:
        if known is None or not stat.S_ISREG(known.st_mode):
            raise
        _write_in_place(target, content)


def followed(path: Path) -> Path:
    """Return the path at the end of the symbolic links at ``path``, whether or not anything is there.

    Raises OSError if the links lead in a circle.
    """
    if not path.is_symlink():
        return path
    with suppress(FileNotFoundError):
        path.stat()  # resolve() alone does not tell a circle from a link to nowhere
    return path.resolve()


def _refuse_special(path: Path) -> None:
    """Raise Problem if there is a pipe, a device or a socket: a file must never take its place."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):  # a folder cannot be replaced anyway
        raise Problem(
            N_("{file} is not an ordinary file."), N_("Rename or move it, or choose another place."), file=path
        )


def _replace(path: Path, content: bytes, mode: int) -> None:
    with _beside():
        handle, name = tempfile.mkstemp(
            prefix=f".{path.name[:_MOST_NAME]}.", dir=path.parent
        )  # nobody else may read it
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if mode != PRIVATE:
                draft.chmod(mode)
            os.fsync(file.fileno())
        with _beside():
            draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    sync_folder(path.parent)


@contextmanager
def _beside() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NOT_BESIDE:
            raise _NotBesideError(error.errno, error.strerror) from error
        raise


def _write_in_place(path: Path, content: bytes) -> None:
    """Write over the file itself; the disk is asked for the room first, so that a full one costs nothing."""
    with path.open("r+b") as file:
        if hasattr(os, "posix_fallocate") and content:
            try:
                os.posix_fallocate(file.fileno(), 0, len(content))
            except OSError as error:
                if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # not every file system can
                    raise
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Write the folder's new entry to disk, if the system can; the file itself is already there."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some file systems cannot sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def name_whole(draft: Path, path: Path) -> None:
    """Give a finished ``draft`` its name: its content is on the disk first, and the name after it.

    Raises OSError if that is not possible; a file at ``path`` then stays.
    """
    handle = os.open(draft, os.O_RDWR)  # Windows syncs only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)
    sync_folder(path.parent)
