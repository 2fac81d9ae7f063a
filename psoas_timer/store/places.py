"""Where the program's files and the person's files lie, and how one of the latter is written whole."""

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
from psoas_timer.lib.atomic_file import replace_file

DATA_DIR_VARIABLE = "PSOAS_TIMER_DATA_DIR"

# Names inside the data folder.
SESSIONS_FILE = "sessions.sqlite3"
SETTINGS_FILE = "settings.json"
ROUTINES_FOLDER = "routines"
BACKUPS_FOLDER = "backups"
CACHE_FOLDER = "cache"

# What a person practises is their own affair: no one else on the machine may read it.
FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PACKAGE = Path(__file__).resolve().parent.parent
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def assets_dir() -> Path:
    """Return the folder of pictures, sounds and routines; raises Problem where it is missing.

    A built wheel has it inside the package, an editable install beside it.
    """
    inside, beside = _PACKAGE / "assets", _PACKAGE.parent / "assets"
    for folder in (inside, beside):
        if folder.is_dir():
            return folder
    raise Problem(
        N_("The program's pictures and sounds are missing: there is neither {inside} nor {beside}."),
        N_("Please install Psoas Timer again."),
        inside=inside, beside=beside,
    )  # fmt: skip


def data_dir(override: Path | None = None) -> Path:
    """Return the folder of the person's data as an absolute path, made if need be.

    ``override`` (``--data-dir``) comes first, then DATA_DIR_VARIABLE, then the system's usual place. Raises
    Problem where the folder cannot be made or written in.
    """
    return private_folder(data_dir_path(override))


def data_dir_path(override: Path | None = None) -> Path:
    """Return where data_dir is, whether it is there or not."""
    folder = named_data_dir(override) or user_data_path("psoas-timer", appauthor=False)
    with suppress(RuntimeError):  # "~nobody-here" has no home: then it is taken as it stands
        folder = folder.expanduser()
    return folder.absolute()


def named_data_dir(override: Path | None = None) -> Path | None:
    """Return the data folder that this run was told to use, by ``override`` or the variable; None for the usual."""
    named = os.environ.get(DATA_DIR_VARIABLE)
    return override or (Path(named) if named else None)


def cache_dir(data_folder: Path) -> Path:
    """Return the folder for what can be made again: the system's for the usual data folder, else one within it."""
    if data_folder == user_data_path("psoas-timer", appauthor=False).absolute():
        return user_cache_path("psoas-timer", appauthor=False)
    return data_folder / CACHE_FOLDER


def private_folder(folder: Path) -> Path:
    """Return ``folder``, made for its owner alone unless it exists; raises Problem where it cannot be written in.

    An existing folder keeps its mode: the person may share it on purpose, and the files in it are private.
    """
    with disk_failures(folder):
        try:
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):  # the only test of writing that is true on every system
                pass
        except (FileExistsError, NotADirectoryError) as error:
            raise Problem(
                N_("{file} is a file, but a folder is needed there."),
                N_("Rename or move that file, or choose another folder with --data-dir."),
                file=next((part for part in (folder, *folder.parents) if part.is_file()), folder),
            ) from error
    return folder


def write_private(path: Path, content: str | bytes, *, is_chosen: bool = False) -> None:
    """Replace the file at ``path`` by ``content``, a text in UTF-8, for its owner alone.

    Whatever happens, a crash or a power loss included, the file is the old one or the new one, whole. Raises
    Problem where it cannot be written; then the old one stays. The remedy names the data folder's option, unless
    ``is_chosen`` says that a person chose this very place for the file.
    """
    if isinstance(content, str):
        content = content.encode()
    with disk_failures(path, is_chosen=is_chosen):
        replace_file(path, content)


def refuse_existing(path: Path) -> None:
    """Raise Problem where there is anything at ``path`` that nobody was asked about."""
    if path.exists() or path.is_symlink():
        raise Problem(N_("{file} exists already."), N_("Choose another name, or remove that file first."), file=path)


def free_path(candidates: Iterable[Path]) -> Path:
    """Return the first of ``candidates`` at which there is nothing yet."""
    return next(path for path in candidates if not (path.exists() or path.is_symlink()))


@contextmanager
def disk_failures(path: Path, *, is_chosen: bool = False) -> Iterator[None]:
    """Turn any OSError of the block into a Problem that names ``path`` and the remedy, as write_private has it."""
    try:
        yield
    except OSError as error:
        raise _disk_problem(path, error, is_chosen) from error


def _disk_problem(path: Path, error: OSError, is_chosen: bool) -> Problem:
    if error.errno in _NO_ROOM:
        return Problem(
            N_("There is no room left on the disk for {path}."), N_("Free some space, then try again."), path=path
        )
    if error.errno in _NOT_ALLOWED:
        return Problem(
            N_("You are not allowed to write {path}."),
            N_("Choose another folder.") if is_chosen
            else N_("Give yourself the right to read and write it, or choose another folder with --data-dir."),
            path=path,
        )  # fmt: skip
    return Problem(
        N_("{path} cannot be used: {reason}."),
        N_("Check that its disk is connected, or choose another place.") if is_chosen
        else N_("Check that the path is right and its disk is connected, or choose another folder with --data-dir."),
        path=path, reason=error.strerror or error,
    )  # fmt: skip
