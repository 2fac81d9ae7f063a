"""A person's own routines in a backup: files read as texts, and written so that everything can be undone."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from reprlib import repr as brief
from tempfile import TemporaryDirectory

from psoas_timer.core.kind import Text
from psoas_timer.core.problem import BadValue, Problem, Problems
from psoas_timer.core.sentence import N_
from psoas_timer.lib.atomic_file import followed
from psoas_timer.store.backup.json_text import MEND
from psoas_timer.store.places import disk_failures, free_path, private_folder, write_private
from psoas_timer.store.routines.routine_file import MOST_BYTES, load_routine
from psoas_timer.store.values import escape, read, read_at, read_table

ENDING = ".toml"

# File names of up to 255 bytes work everywhere; the draft of a file has a few bytes more than the file.
_MOST_NAME_BYTES = 200
# What a name may not contain anywhere, or on Windows: a backup may be moved to another machine.
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_OF_A_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE | re.DOTALL)

_RENAME = N_("Rename it using plain letters, then make another backup. This one has everything else.")


def own_routines(folder: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the text of every routine file by name, and a notice for each that a backup cannot hold.

    The folder need not exist. Raises Problem if it cannot be read.
    """
    texts: dict[str, str] = {}
    notices = []
    with disk_failures(folder):
        files = [file for file in sorted(folder.iterdir()) if _is_routine(file)] if folder.exists() else []
    for file in files:
        try:
            check_name(file.name)
            texts[file.name] = _read(file)
        except BadValue:
            what = N_("The routine file {routine} is not in the backup: its name does not work on every system.")
            notices.append(Problem(what, _RENAME, routine=escape(str(file))))
        except Problem as fault:
            notices.append(fault)
    return texts, tuple(notices)


def read_routines(given: object) -> dict[str, str]:
    """Return the texts of the routine files in a backup by file name."""
    texts = {}
    for name, text in read_table(given).items():
        read_at(name, check_name, name)
        texts[name] = read_at(name, _read_routine_text, text)
    return texts


def check_name(name: str) -> None:
    """Raise BadValue unless a routine file can have this name on every system, in its own folder."""
    is_plain = (
        name.lower().endswith(ENDING)
        and not name.startswith(".")
        and not _NOT_IN_A_NAME.search(name)
        and not _OF_A_DEVICE.fullmatch(name)
    )
    if not is_plain or len(name.encode(errors="replace")) > _MOST_NAME_BYTES or read(Text(), name) != name:
        raise BadValue(
            N_("{name} does not work as the name of a routine file on every system."),
            N_("Rename it, for example to my-routine.toml, or choose another backup. Nothing was changed."),
            name=brief(name),
        )  # fmt: skip


def faults_of(texts: Mapping[str, str], file: Path) -> tuple[Problem, ...]:
    """Return a notice for each routine of the backup ``file`` that cannot be practised as it is."""
    notices = []
    with disk_failures(file), TemporaryDirectory() as folder:
        for name, text in texts.items():
            draft = Path(folder) / name
            draft.write_bytes(text.encode())
            try:
                load_routine(draft)
            except Problem as fault:
                notices.append(
                    Problem(
                        N_("The routine {routine} in {file} has a fault. It can be restored as it is."), "{fault}",
                        routine=escape(name), file=file, fault=_named(fault, name),
                    )
                )  # fmt: skip
            draft.unlink()
    return tuple(notices)


def same_in(folder: Path, name: str, text: str) -> bool | None:
    """Tell whether the file with this name has this text; None if nothing has this name.

    Raises Problem if it cannot be read.
    """
    file = folder / name
    with disk_failures(file):
        if not (file.exists() or file.is_symlink()):
            return None
        return file.is_file() and file.read_bytes() == text.encode()


@contextmanager
def routines_written(
    folder: Path, new: Mapping[str, str], other: Mapping[str, str], kept: Path, mark: str
) -> Iterator[None]:
    """Write ``new`` files, and replace existing ones with the ``other`` texts; undo it all if the block raises.

    Files that are replaced are copied to the folder ``kept`` first, with ``mark`` in their names. Raises Problem if
    a file cannot be written; everything is undone then, too.
    """
    with ExitStack() as undo:
        if new and not folder.exists():
            undo.callback(_undo_folder, folder)
        if new or other:
            private_folder(folder)
        for name, text in new.items():
            file = folder / name
            if file.exists() or file.is_symlink():  # the disk ignores upper and lower case
                raise Problem(
                    N_("{file} already exists."), N_("Rename that file, then restore again."), file=escape(str(file))
                )
            undo.callback(_undo_new, file)
            write_private(file, text)
        for name, text in other.items():
            file = folder / name
            with disk_failures(file):
                before = file.read_bytes()
            copy = _copy_path(private_folder(kept), file, mark)
            write_private(copy, before)
            undo.callback(_put_back, copy, file)
            write_private(file, text)
        yield
        undo.pop_all()


def _is_routine(file: Path) -> bool:
    """Tell whether a file counts as a routine, by the same rule as in routine_file."""
    return file.suffix.lower() == ENDING and not file.name.startswith(".") and file.is_file()


def _copy_path(folder: Path, file: Path, mark: str) -> Path:
    endings = (f"-{number}" if number > 1 else "" for number in count(1))
    return free_path(folder / f"{file.stem}.{mark}{ending}{file.suffix}" for ending in endings)


def _undo_new(file: Path) -> None:
    with disk_failures(file):
        file.unlink(missing_ok=True)


def _put_back(copy: Path, file: Path) -> None:
    """Move the copy back over the file: that needs no space on a disk that may be full.

    A link is followed, as it was when the file was written; over to another disk, the copy cannot be moved.
    """
    with disk_failures(file):
        try:
            copy.replace(followed(file))
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            write_private(file, copy.read_bytes())
            copy.unlink()


def _undo_folder(folder: Path) -> None:
    with suppress(OSError):  # another program has put something there in the meantime
        folder.rmdir()


def _read(file: Path) -> str:
    """Return a file's text byte for byte; raises Problem, used as a notice, if a backup cannot hold it."""
    name = escape(str(file))
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Problem(
            N_("The routine file {routine} is not in the backup: it cannot be read ({reason})."),
            N_("Check that you have permission to open it, then make another backup. This one has everything else."),
            routine=name, reason=error.strerror or "",
        ) from error  # fmt: skip
    if len(content) > MOST_BYTES:
        raise Problem(
            N_("The routine file {routine} is not in the backup: it is larger than {most} KiB."),
            N_("Shorten it, then make another backup. This one has everything else."),
            routine=name, most=MOST_BYTES // 1024,
        )  # fmt: skip
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise Problem(
            N_("The routine file {routine} is not in the backup: it is not in UTF-8."),
            N_("Save it as UTF-8 text, then make another backup. This one has everything else."),
            routine=name,
        ) from error


def _read_routine_text(given: object) -> str:
    text: str = read(Text(), given)
    if len(text.encode()) > MOST_BYTES:
        raise BadValue(N_("It is larger than {most} KiB."), MEND, most=MOST_BYTES // 1024)
    return text


def _named(fault: Problem, name: str) -> Problem:
    """Return a fault, or all of them, with the file's path on this disk replaced by its name."""
    if isinstance(fault, Problems):
        return Problems([_named(one, name) for one in fault.faults])
    return Problem(fault.what, fault.next_step, **{**fault.values, "file": escape(name)})
