"""Histories of any kind, for what has to take all of them along: backups and their restoring."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Side, StageChoice
from psoas_timer.core.history.goal import Goal, Pause, PauseReason
from psoas_timer.core.history.session import SessionRecord, Source, Status, practice_date
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import Settings, ThemeChoice, View
from psoas_timer.store.database.connection import open_database, transaction
from psoas_timer.store.database.goal_log import goal_row, pause_row
from psoas_timer.store.database.plain_rows import (
    GOAL_COLUMNS,
    PAUSE_COLUMNS,
    REMINDER_COLUMNS,
    SESSION_COLUMNS,
    KeptSession,
)
from psoas_timer.store.database.reminder_log import reminder_row
from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER, SESSIONS_FILE

NOW = datetime(2026, 6, 1, 20, 15, tzinfo=timezone(timedelta(hours=2)))

ROUTINE = """title = "Knees"
summary = "Knees in, knees out. Größe: ½"

[[stage]]
id = "one"
title = "One"
pattern = "slow"
minutes = 5
"""

SESSION = SessionRecord(
    uuid="u-1", routine_id="front-stomach-release", routine_title="Front-stomach release",
    started=datetime(2026, 5, 30, 23, 30, 5, 120, tzinfo=UTC), ended=datetime(2026, 5, 30, 23, 42, tzinfo=UTC),
    utc_offset_s=2 * 3600, zone="Europe/Berlin", practice_date=date(2026, 5, 30), planned_s=590.0, practised_s=412.2,
    status=Status.PARTIAL, sides_done=(Side.RIGHT, Side.LEFT), reached_s={1: 212.2, 0: 200.0}, stage_index=1,
    note='Calm, "soft",\r\nand\nslow. Größe', is_counted=True, discomfort_before=6, discomfort_after=0,
)  # fmt: skip
KEPT = KeptSession(SESSION, NOW.astimezone(UTC), NOW.astimezone(UTC) + timedelta(hours=1))
BINNED = replace(KEPT, record=replace(SESSION, uuid="u-2", note="", reached_s={}), deleted=NOW.astimezone(UTC))


@dataclass(frozen=True)
class Everything:
    """All that a backup takes along."""

    sessions: tuple[KeptSession, ...] = ()
    goals: tuple[Goal, ...] = ()
    pauses: tuple[Pause, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    settings: Settings = field(default_factory=Settings)
    routines: dict[str, str] = field(default_factory=dict)


SOME = Everything(
    (KEPT, BINNED),
    (Goal(), Goal(date(2026, 3, 2), 3, 2, 6)),
    (Pause(uuid="p-1", first=date(2026, 4, 1), last=None, reason=PauseReason.ILL),),
    (Reminder(uuid="r-1", weekdays=frozenset({0, 4}), at=time(18, 5), since=KEPT.created, routine_id="hip-mat"),),
    Settings(settle_s=20.0, acknowledged=frozenset({"front-stomach-release"})),
    {"knees.toml": ROUTINE},
)


class Home:
    """A data folder with an open database, for thousands of examples: none has to outlive a power loss."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.routines = folder / ROUTINES_FOLDER
        self.backups = folder / BACKUPS_FOLDER
        self.connection = open_database(folder / SESSIONS_FILE, NOW).connection
        self.connection.execute("PRAGMA synchronous = OFF")

    def become(self, everything: Everything) -> None:
        """Hold this and nothing else."""
        for folder in (self.routines, self.backups):
            for file in folder.iterdir() if folder.exists() else ():
                file.unlink()
        if self.routines.exists():
            self.routines.rmdir()
        with transaction(self.connection):
            for table, columns, rows in (
                ("session", SESSION_COLUMNS, [session.row() for session in everything.sessions]),
                ("goal", GOAL_COLUMNS, map(goal_row, everything.goals)),
                ("pause", PAUSE_COLUMNS, map(pause_row, everything.pauses)),
                ("reminder", REMINDER_COLUMNS, map(reminder_row, everything.reminders)),
            ):
                self.connection.execute(f"DELETE FROM {table}")
                marks = ", ".join("?" * len(columns))
                self.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
        for name, text in everything.routines.items():
            self.routines.mkdir(exist_ok=True)
            (self.routines / name).write_bytes(text.encode())

    def dump(self) -> dict[str, Any]:
        """Return every row of every table by its name, and every routine file."""
        tables = [name for (name,) in self.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: self.connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
        files = sorted(self.routines.iterdir()) if self.routines.exists() else []
        return {**rows, "files": {file.name: file.read_bytes() for file in files}}


@pytest.fixture(scope="module", autouse=True)
def no_sync() -> Iterator[None]:
    """Spare the disk: that a file is synced is test_places' matter, and the laws here write thousands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="module")
def shared_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Home]]:
    homes = Home(tmp_path_factory.mktemp("here")), Home(tmp_path_factory.mktemp("there"))
    with closing(homes[0].connection), closing(homes[1].connection):
        yield homes


@pytest.fixture
def home(shared_homes: tuple[Home, Home]) -> Home:
    shared_homes[0].become(SOME)
    return shared_homes[0]


@pytest.fixture
def other(shared_homes: tuple[Home, Home]) -> Home:
    shared_homes[1].become(Everything())
    return shared_homes[1]


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
UUIDS = st.sampled_from("abcd") | NAMES  # so that two histories have some in common
LENGTHS = st.floats(0, 1_000_000)
LEVELS = st.none() | st.integers(0, 10)
_SINCE_1901 = datetime(1901, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=298 * 365)).map(lambda span: _SINCE_1901 + span)
DAYS = st.dates()


@st.composite
def kept_sessions(draw: st.DrawFn) -> KeptSession:
    """A session as the database may hold it, in the bin or not."""
    started, offset_s = draw(INSTANTS), draw(st.integers(-86_399, 86_399))
    record = SessionRecord(
        uuid=draw(UUIDS), routine_id=draw(TEXTS), routine_title=draw(TEXTS), started=started, ended=draw(INSTANTS),
        utc_offset_s=offset_s, zone=draw(TEXTS),
        practice_date=practice_date(started + timedelta(seconds=offset_s), draw(st.integers(0, 6))),
        planned_s=draw(LENGTHS), practised_s=draw(LENGTHS), status=draw(st.sampled_from(Status)),
        sides_done=draw(st.sampled_from(((), (Side.LEFT,), (Side.RIGHT,), tuple(Side), tuple(reversed(Side))))),
        first_side=draw(st.sampled_from(Side)),
        reached_s=draw(st.dictionaries(st.integers(0, 99), LENGTHS | st.integers(0, 900), max_size=3)),
        stage_index=draw(st.integers(0, 99)), source=draw(st.sampled_from(Source) | TEXTS), note=draw(TEXTS),
        is_counted=draw(st.booleans()), discomfort_before=draw(LEVELS), discomfort_after=draw(LEVELS),
    )  # fmt: skip
    return KeptSession(record, draw(INSTANTS), draw(INSTANTS), draw(st.none() | INSTANTS))


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    first, last = draw(DAYS), draw(st.none() | DAYS)
    days = (first, last) if last is None else (min(first, last), max(first, last))
    return Pause(uuid=draw(UUIDS), first=days[0], last=days[1], reason=draw(st.sampled_from(PauseReason)))


REMINDERS = st.builds(
    Reminder,
    uuid=UUIDS,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    since=INSTANTS,
    routine_id=TEXTS,
    is_on=st.booleans(),
)
GOALS = st.builds(Goal, st.just(date.min) | DAYS, st.integers(1, 7), st.integers(1, 4), st.integers(0, 6))
CHOICES = st.builds(
    StageChoice, st.none() | st.sampled_from(sorted(NAMED_PATTERNS)), st.none() | st.floats(10.0, 3600.0)
)
SETTINGS = st.builds(
    Settings,
    settle_s=st.none() | st.floats(0, 60),
    wait_for_me=st.booleans(),
    view=st.sampled_from(View),
    turn=st.sampled_from((0, 90, 180, 270)),
    theme=st.sampled_from(ThemeChoice),
    choices=st.dictionaries(st.text(max_size=9), st.dictionaries(st.text(max_size=9), CHOICES, max_size=2), max_size=2),
    acknowledged=st.frozensets(st.text(max_size=9), max_size=2),
    day_boundary_h=st.integers(0, 6),
    discomfort_stop=st.none() | st.integers(1, 10),
)
ROUTINE_FILES = st.dictionaries(
    st.sampled_from(("knees.toml", "Arms.TOML", "größe ½.toml")), st.just(ROUTINE) | TEXTS, max_size=3
)
EVERYTHING = st.builds(
    Everything,
    st.lists(kept_sessions(), max_size=4, unique_by=lambda session: session.record.uuid).map(tuple),
    st.lists(GOALS, max_size=3, unique_by=lambda goal: goal.effective).map(tuple),
    st.lists(pauses(), max_size=3, unique_by=lambda pause: pause.uuid).map(tuple),
    st.lists(REMINDERS, max_size=3, unique_by=lambda reminder: reminder.uuid).map(tuple),
    SETTINGS,
    ROUTINE_FILES,
)
