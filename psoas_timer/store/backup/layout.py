"""The contents of a backup: database rows and settings, to and from plain JSON values."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from psoas_timer.core.problem import BadValue, Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Settings
from psoas_timer.store import settings_file
from psoas_timer.store.database.plain_rows import (
    GOAL_COLUMNS,
    PAUSE_COLUMNS,
    REMINDER_COLUMNS,
    SESSION_COLUMNS,
    plain_reminder,
    plain_session,
)
from psoas_timer.store.values import read_table


def plain_history(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return every row of the database, including the bin; raises sqlite3.Error if it cannot be read."""
    sessions = connection.execute(f"SELECT {', '.join(SESSION_COLUMNS)} FROM session ORDER BY started_utc, rowid")
    goals = connection.execute(f"SELECT {', '.join(GOAL_COLUMNS)} FROM goal ORDER BY effective_date")
    pauses = connection.execute(f"SELECT {', '.join(PAUSE_COLUMNS)} FROM pause ORDER BY first_date, uuid")
    reminders = connection.execute(f"SELECT {', '.join(REMINDER_COLUMNS)} FROM reminder ORDER BY at, uuid")
    return {
        "sessions": [plain_session(dict(zip(SESSION_COLUMNS, row, strict=True))) for row in sessions],
        "goals": [dict(zip(GOAL_COLUMNS, row, strict=True)) for row in goals],
        "pauses": [dict(zip(PAUSE_COLUMNS, row, strict=True)) for row in pauses],
        "reminders": [plain_reminder(dict(zip(REMINDER_COLUMNS, row, strict=True))) for row in reminders],
    }


def plain_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings in the form of their file."""
    plain: dict[str, Any] = json.loads(settings_file.settings_text(settings))
    return plain


def read_settings(
    given: object, file: Path, usual: Settings = settings_file.USUAL
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings in a backup, and a notice for each that cannot be used and is taken from ``usual``.

    Raises BadValue if they are not settings, or are from a newer program.
    """
    plain = read_table(given)
    version = plain.get("version")
    if isinstance(version, int | float) and version > settings_file.VERSION:
        raise BadValue(
            N_("They are from a newer version of Psoas Timer."), N_("Install the newest version, then restore them.")
        )
    return settings_file.read_settings(plain, file, usual, ("settings",))
