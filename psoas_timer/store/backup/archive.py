"""The backup file: all of a person's own data in one file, written and read back, whatever the file contains."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.history.kept import kept_fields
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.kind import Instant, Kind, Maybe
from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Settings
from psoas_timer.lib.bounded_file import read_bounded
from psoas_timer.store.backup.from_copy import damaged_copy, read_copy
from psoas_timer.store.backup.json_text import CHOOSE_ANOTHER, MEND, REMOVE, decode, line_of, parse, to_text
from psoas_timer.store.backup.layout import plain_history, plain_settings, read_settings
from psoas_timer.store.backup.routines import faults_of, own_routines, read_routines
from psoas_timer.store.database.connection import Damaged, expected_failures, file_of
from psoas_timer.store.database.daily_copy import SQLITE_HEADER
from psoas_timer.store.database.plain_rows import (
    SESSION_COLUMNS,
    KeptSession,
    read_goal,
    read_pause,
    read_reminder,
    read_session,
)
from psoas_timer.store.database.reading import content_of
from psoas_timer.store.database.session_rows import to_text as instant_text
from psoas_timer.store.places import disk_failures, write_private
from psoas_timer.store.values import BadPlace, Needless, Reader, advised, read_at, read_columns, read_items, show_path

FORMAT = "psoas-timer-backup"
# The version grows with each new field of a session, which says from which version on backups have it.
VERSION = max(field.since for field in kept_fields(SessionRecord))

# Some 300,000 sessions; two a day for 50 years are 36,500.
MOST_BYTES = 200_000_000
# The keys of one session alone, so that far too many are refused before they fill the memory.
_LEAST_BYTES = sum(len(f'"{column}": 0, ') for column in SESSION_COLUMNS)


@dataclass(frozen=True, slots=True)
class ArchiveCounts:
    """How much a backup holds; ``sessions`` includes the ``binned`` ones. ``notices`` say what it cannot hold."""

    sessions: int
    binned: int
    goals: int
    pauses: int
    routines: int
    reminders: int = 0
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """The contents of a backup ``file``, each item once; a copy of the database has no settings.

    ``made`` is None if the file does not give it. ``routines`` are texts by file name. ``notices`` say what cannot
    be used; everything else can.
    """

    file: Path
    made: datetime | None
    sessions: tuple[KeptSession, ...]
    goals: tuple[Goal, ...] = ()
    pauses: tuple[Pause, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    settings: Settings | None = None
    routines: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


def write_archive(
    path: Path, connection: sqlite3.Connection, settings: Settings, routines_folder: Path, now: datetime
) -> ArchiveCounts:
    """Write everything to ``path``, replacing what is there, for its owner only; ``now`` is aware.

    Raises Problem if the history cannot be read or the file cannot be written; an existing file then stays.
    """
    with expected_failures(file_of(connection)):
        (sessions_there,) = connection.execute("SELECT count(*) FROM session").fetchone()
        if sessions_there * _LEAST_BYTES > MOST_BYTES:
            raise _too_long()
        history = plain_history(connection)
    routines, notices = own_routines(routines_folder)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made": instant_text(now),
        **history,
        "settings": plain_settings(settings),
        "routines": routines,
    }
    content = to_text(document).encode()
    if len(content) > MOST_BYTES:
        raise _too_long()
    _read_json(content.decode(), path)  # what could not be restored is no backup
    write_private(path, content, is_chosen=True)
    _read_back(path, content)
    sessions = history["sessions"]
    return ArchiveCounts(
        sessions=len(sessions),
        binned=sum(session["deleted_utc"] is not None for session in sessions),
        goals=len(history["goals"]),
        pauses=len(history["pauses"]),
        routines=len(routines),
        reminders=len(history["reminders"]),
        notices=notices,
    )


def _too_long() -> Problem:
    return Problem(
        N_("Your history is too long for a single backup file: it would be larger than {most} MB."),
        N_("Copy the newest file in the folder of automatic copies instead: it can be restored as well."),
        most=MOST_BYTES // 1_000_000,
    )


def _read_back(path: Path, content: bytes) -> None:
    """Raise Problem unless the disk gives back what was written; what is no file cannot be asked."""
    with disk_failures(path, is_chosen=True):
        if path.is_file() and path.read_bytes() != content:
            raise Problem(
                N_("{file} could not be read back from the disk as it was written, so it is no backup."),
                N_("Check the disk, then back up to another one."),
                file=path,
            )


def read_archive(file: Path) -> Archive:
    """Return the contents of ``file``, a backup from write_backup or a copy of the database; nothing is written.

    Raises Problem with the file, line, key and remedy at the first thing that cannot be used, except for single
    settings and faulty routines, which the notices report.
    """
    content = _content_of_all(file)
    try:
        if content.startswith(SQLITE_HEADER):
            return _read_copy(content, file)
        return _read_json(decode(content, file), file)
    except RecursionError as error:
        raise Problem(N_("{file} has brackets nested too deeply for a backup."), CHOOSE_ANOTHER, file=file) from error


def _read_json(text: str, file: Path) -> Archive:
    place = N_("{file} cannot be restored: see {key} in line {line}.")
    try:
        given = parse(text, file)
        _check_format(given, file)
        return _to_backup(given, file)
    except BadPlace as bad:
        line, fault = line_of(bad.path, text), _advised(bad.fault)
        raise Problem(place, "{fault}", file=file, key=show_path(bad.path), line=line, fault=fault) from bad
    except BadValue as fault:  # a fault of the whole file, such as a missing key
        raise Problem(
            N_("{file} cannot be restored: see line {line}."), "{fault}",
            file=file, line=line_of((), text), fault=_advised(fault),
        ) from fault  # fmt: skip


def _read_copy(content: bytes, file: Path) -> Archive:
    history, notices = read_copy(content, file)
    try:
        return replace(_to_backup(history, file), notices=notices)
    except BadPlace as bad:
        raise Problem(
            N_("{file} cannot be restored: see {key}."), "{fault}",
            file=file, key=show_path(bad.path), fault=_advised(bad.fault),
        ) from bad  # fmt: skip


def _advised(fault: BadValue) -> BadValue:
    return advised(fault, REMOVE if isinstance(fault, Needless) else MEND)


def _to_backup(given: object, file: Path) -> Archive:
    """Return the contents of a document; raises BadPlace, or BadValue for a fault of the whole document."""
    values = read_columns(given, _DOCUMENT, optional=_DOCUMENT.keys() - {"sessions"})
    notices: tuple[Problem, ...] = ()
    settings = None
    if values.get("settings") is not None:
        settings, notices = read_at("settings", lambda plain: read_settings(plain, file), values["settings"])
    routines = values.get("routines", {})
    return Archive(
        file=file,
        made=values.get("made"),
        sessions=values["sessions"],
        goals=values.get("goals", ()),
        pauses=values.get("pauses", ()),
        reminders=values.get("reminders", ()),
        settings=settings,
        routines=routines,
        notices=(*notices, *faults_of(routines, file)),
    )


def _check_format(given: object, file: Path) -> None:
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise Problem(N_("{file} is not a Psoas Timer backup."), CHOOSE_ANOTHER, file=file)
    if "version" not in given:
        raise BadValue(N_("{key} is missing."), CHOOSE_ANOTHER, key="version")
    version = given["version"]
    if isinstance(version, int | float) and version > VERSION:
        raise Problem(
            N_("{file} is from a newer version of Psoas Timer."),
            N_("Install the newest version, then restore it. Nothing was changed."),
            file=file,
        )
    if version not in range(1, VERSION + 1):
        raise BadPlace(("version",), BadValue(N_("It is not {known}."), CHOOSE_ANOTHER, known=VERSION))


def _content_of_all(file: Path) -> bytes:
    """Return the content of a file; of a database with a log next to it, both together.

    The newest data is in the log. And such a file is left to SQLite: closing it otherwise would drop the locks that
    this process has on it, if it is our own database.
    """
    has_log = False
    with suppress(OSError):  # an impossible file name is reported when the file is opened
        has_log = file.is_file() and Path(f"{file}-wal").exists()
    if not has_log:
        return read_bounded(file, MOST_BYTES)
    try:
        return content_of(file)
    except Damaged as error:
        raise damaged_copy(file) from error


_DOCUMENT: Mapping[str, Kind | Reader] = {
    "format": Kind(),
    "version": Kind(),
    "made": Maybe(Instant()),
    "sessions": lambda given: read_items(given, read_session, lambda session: session.record.uuid),
    "goals": lambda given: read_items(given, read_goal, lambda goal: goal.effective),
    "pauses": lambda given: read_items(given, read_pause, lambda pause: pause.uuid),
    "settings": Kind(),
    "routines": read_routines,
    "reminders": lambda given: read_items(given, read_reminder, lambda reminder: reminder.uuid),
}
