"""Where the program's files and the person's files are, and how a person's file is written safely."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.lib.atomic_file import write_through

DATA_DIR_VARIABLE = "PSOAS_TIMER_DATA_DIR"

# Names inside the data folder.
SESSIONS_FILE = "sessions.sqlite3"
SETTINGS_FILE = "settings.json"
ROUTINES_FOLDER = "routines"
BACKUPS_FOLDER = "backups"
CACHE_FOLDER = "cache"

# More than any settings take; a bigger file is something else.
MOST_SETTINGS_BYTES = 4_000_000

# What a person practises is private: nobody else on the machine may read it.
FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PACKAGE = Path(__file__).resolve().parent.parent
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}


def assets_dir(package: Path = _PACKAGE) -> Path:
    """Return the folder of pictures, sounds and routines; raises Problem if it is missing.

    A built wheel has it inside ``package``, the program's own folder; an editable install beside it.
    """
    inside, beside = package / "assets", package.parent / "assets"
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise Problem(
        N_("The program's pictures and sounds are missing: there is neither {inside} nor {beside}."),
        N_("Please install Psoas Timer again."),
        inside=inside, beside=beside,
    )  # fmt: skip


def data_dir(override: Path | None = None) -> Path:
    """Return the folder of the person's data as an absolute path, and create it if needed.

    ``override`` (``--data-dir``) comes first, then DATA_DIR_VARIABLE, then the system's usual place. Raises
    Problem if the folder cannot be created or written to.
    """
    return private_folder(data_dir_path(override))


def data_dir_path(override: Path | None = None) -> Path:
    """Return the path of data_dir, whether or not it exists."""
    return seen_from_home(named_data_dir(override) or user_data_path("psoas-timer", appauthor=False)).absolute()


def data_dir_to_read(override: Path | None = None) -> Path:
    """Return the path of data_dir for a command that only reads: nothing is made, and nothing tried out.

    Raises Problem if the folder cannot be opened, or if it was named for this run and is not there.
    """
    folder = data_dir_path(override)
    try:
        os.stat(os.path.join(folder, ""))  # noqa: PTH116, PTH118  # pathlib would drop the slash, which opens a folder
    except FileNotFoundError as error:
        if named_data_dir(override):
            raise Problem(N_("There is no folder {folder}."), _check_name(override), folder=folder) from error
    except NotADirectoryError as error:
        raise Problem(
            N_("{file} is a file, but a folder is needed in its place."), _check_name(override), file=folder
        ) from error
    except OSError as error:
        raise Problem(
            N_("The folder {folder} cannot be opened: {reason}."), _check_name(override),
            folder=folder, reason=error.strerror or error,
        ) from error  # fmt: skip
    return folder


def _check_name(override: Path | None) -> str:
    if override is not None:
        return N_("Check the name after --data-dir.")
    if named_data_dir():
        return N_("Check the environment variable PSOAS_TIMER_DATA_DIR.")
    return N_("Check its permissions, or choose another folder with --data-dir.")


def seen_from_home(path: Path) -> Path:
    """Return ``path`` with the home folder in place of a ~ at its start, which a shell may have left."""
    with suppress(RuntimeError):  # "~nobody-here" has no home: use the path as written
        return path.expanduser()
    return path


def named_data_dir(override: Path | None = None) -> Path | None:
    """Return the data folder set for this run by ``override`` or the variable; None for the usual one."""
    named = os.environ.get(DATA_DIR_VARIABLE)
    return override or (Path(named) if named else None)


def cache_dir(data_folder: Path) -> Path:
    """Return the folder for files that can be made again: the system's for the usual data folder, else inside it."""
    if data_folder == user_data_path("psoas-timer", appauthor=False).absolute():
        return user_cache_path("psoas-timer", appauthor=False)
    return data_folder / CACHE_FOLDER


def private_folder(folder: Path) -> Path:
    """Return ``folder``, created for its owner only unless it exists; raises Problem if it cannot be written to.

    An existing folder keeps its mode: the person may share it on purpose, and the files in it are private anyway.
    """
    with disk_failures(folder):
        try:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):  # the only reliable write test on every system
                pass
        except (FileExistsError, NotADirectoryError) as error:
            raise Problem(
                N_("{file} is a file, but a folder is needed in its place."),
                N_("Rename or move that file, or choose another folder with --data-dir."),
                file=next((part for part in (folder, *folder.parents) if part.is_file()), folder),
            ) from error
    return folder


def write_private(path: Path, content: str | bytes, *, is_chosen: bool = False) -> None:
    """Replace the file at ``path`` with ``content`` (a string is written as UTF-8), for its owner only.

    Even after a crash or a power loss, the file is either the old one or the new one, complete. A link is followed,
    and stays (see write_through). Raises Problem if it cannot be written; the old file then stays. The remedy names
    the option for the data folder, unless ``is_chosen`` says that the person chose this place for the file.
    """
    if isinstance(content, str):
        content = content.encode()
    with disk_failures(path, is_chosen=is_chosen):
        write_through(path, content)


def refuse_existing(path: Path) -> None:
    """Raise Problem if anything exists at ``path``: nobody has been asked whether to replace it."""
    with disk_failures(path, is_chosen=True):
        is_folder, is_there = path.is_dir(), path.exists() or path.is_symlink()
    if is_folder:
        raise Problem(N_("{file} is a folder."), N_("Add the name of a new file in it."), file=path)
    if is_there:
        raise Problem(N_("{file} already exists."), N_("Choose another name, or remove that file first."), file=path)


def free_path(candidates: Iterable[Path]) -> Path:
    """Return the first of ``candidates`` that does not exist yet."""
    return next(path for path in candidates if not os.path.lexists(path))  # which is quiet where nothing may be read


@contextmanager
def disk_failures(path: Path, *, is_chosen: bool = False) -> Iterator[None]:
    """Turn any OSError in the block into a Problem that names ``path`` and the remedy, as for write_private."""
    try:
        yield
    except OSError as error:
        raise _disk_problem(path, error, is_chosen) from error


def _disk_problem(path: Path, error: OSError, is_chosen: bool) -> Problem:
    if error.errno in _NO_ROOM:
        return Problem(N_("There is not enough disk space for {path}."), N_("Free up some space."), path=path)
    if error.errno == errno.EROFS:
        return Problem(
            N_("{path} is on a disk that can only be read."),
            N_("Choose another folder.") if is_chosen
            else N_("Make the disk writable, or choose another folder with --data-dir."),
            path=path,
        )  # fmt: skip
    if error.errno in _NOT_ALLOWED:
        return Problem(
            N_("You do not have permission to write to {path}."),
            N_("Choose another folder.") if is_chosen
            else N_("Change its permissions, or choose another folder with --data-dir."),
            path=path,
        )  # fmt: skip
    return Problem(
        N_("{path} cannot be used: {reason}."),
        N_("Check that its disk is connected, or choose another place.") if is_chosen
        else N_("Check that the path is right and its disk is connected, or choose another folder with --data-dir."),
        path=path, reason=error.strerror or error,
    )  # fmt: skip
