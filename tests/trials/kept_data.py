"""Faults of the kept data: damage, bad rows, copies that were cut short, and a clock that is wrong."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.daily_copy import kept_copies, write_daily_copy
from psoas_timer.store.database.migrations import MIGRATIONS
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import BACKUPS_FOLDER, SESSIONS_FILE
from tests.store.histories import KEPT
from tests.store.spoilt_cells import NO_TEXT, Spoilt, spoil
from tests.trials.trial import Ground, need, trial, wait_until

SESSIONS = 40
READING = (("export", "out.csv"), ("backup", "out.json"), ("report", "out.pdf"))


def keep_sessions(ground: Ground, *, with_copies: bool = False) -> Path:
    """Make a history of one session on each of the last days, and return the path of the database."""
    ground.data.mkdir()
    path = ground.data / SESSIONS_FILE
    now = datetime.now(UTC)
    with closing(open_database(path, now).connection) as connection:
        log = SessionLog(connection)
        for number in range(SESSIONS):
            day = now - timedelta(days=SESSIONS - number)
            log.save(
                replace(KEPT.record, uuid=f"u-{number}", started=day, ended=day, practice_date=day.date(), note=""), day
            )
            if with_copies and number >= SESSIONS - 8:
                write_daily_copy(connection, ground.data / BACKUPS_FOLDER, day.date(), day)
    return path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 2 + 900] = b"\x5a" * 900
    path.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is kept in a folder; -shm is the notebook of those who have the database open."""
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file() and not one.name.endswith("-shm")}


def read_in_every_way(ground: Ground, code: int) -> list[str]:
    """Run the commands that only read, and return what they said on standard error; the data folder stays."""
    before = contents(ground.data)
    told = []
    for command, name in READING:
        (ground.folder / name).unlink(missing_ok=True)
        told.append(ground.run(command, ground.folder / name, code=code).stderr)
    after = contents(ground.data)
    assert before == after, (
        f"the data folder has changed: {[name for name in after if after[name] != before.get(name)]}"
    )
    return told


@trial(23, "Who only reads a damaged database says so, exits 1 and touches nothing")
def damage_is_told(ground: Ground) -> None:
    path = keep_sessions(ground)
    damage(path)
    for told in read_in_every_way(ground, code=1):
        assert f"{path} is damaged" in told, told
    assert not [name for _command, name in READING if (ground.folder / name).exists()], "a file was written"


@trial(23, "A database that is damaged under a running window is not renamed by a backup")
def damage_under_a_window(ground: Ground) -> None:
    path = keep_sessions(ground)
    with ground.running() as window:
        wait_until(lambda: path.with_name(f"{path.name}-wal").exists(), "window")
        time.sleep(3)
        damage(path)
        names = {one.name for one in ground.data.iterdir()}
        done = ground.run("backup", ground.folder / "out.json", code=1)
        assert "is damaged" in done.stderr, done.stderr
        assert {one.name for one in ground.data.iterdir()} == names
        assert window.poll() is None


BAD: list[Spoilt] = [
    ("session", "routine_id", 0, NO_TEXT),
    ("session", "note", 1, NO_TEXT),
    ("session", "zone", 2, NO_TEXT),
    ("session", "progress", 3, "null"),
    ("session", "started_utc", 4, "12:00"),
    ("session", "practice_date", 5, "9999-12-31"),
    ("session", "ended_utc", 6, "9999-12-31T23:59:59.999999Z"),
    ("session", "status", 7, "partiam"),
    ("session", "planned_s", 8, float("inf")),
    ("session", "uuid", 9, None),
]


def open_for_a_moment(ground: Ground, *before: str, **environment: str) -> str:
    """Start the program, let it do what it does once a day, end it, and return what it said on standard error."""
    said = ground.folder / "said.txt"
    with said.open("w") as errors:
        process = subprocess.Popen(
            [*before, *ground.command()],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,  # faketime stays between, and is not the program
        )
        try:
            code = process.wait(timeout=7)
            raise AssertionError(f"it ended with {code}: {said.read_text(errors='replace')}")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return said.read_text(errors="replace")


@trial(24, "A bad row costs itself: the program starts, keeps it aside, and all others are exported and backed up")
def one_bad_row(ground: Ground) -> None:
    path = keep_sessions(ground)
    spoil(path, BAD)
    left = SESSIONS - len(BAD)
    for told in read_in_every_way(ground, code=1):
        assert f"{len(BAD)} entries in {path} cannot be read" in told, told
    assert len(read_archive(ground.folder / "out.json").sessions) == left
    told = open_for_a_moment(ground)
    assert "Traceback" not in told, told
    (kept,) = ground.data.glob("sessions.damaged-rows-*.json")
    assert kept.read_text().count('"table": "session"') == len(BAD)
    read_in_every_way(ground, code=0)
    assert (ground.folder / "out.csv").read_text(encoding="utf-8-sig").count("\n") == left + 1


@trial(26, "Killed while it copies before an update, it leaves no half copy in the list and none beside it")
def killed_while_copying(ground: Ground) -> None:
    ground.data.mkdir()
    path, now = ground.data / SESSIONS_FILE, datetime.now(UTC)
    with closing(open_database(path, now, migrations=MIGRATIONS[:3]).connection) as old:
        old.execute(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 50000)"
            " INSERT INTO session SELECT 'u-' || x, '2026-01-01T08:00:00.000000Z', '2026-01-01T08:10:00.000000Z', 0,"
            " '', '2026-01-01', 600, 600, 'complete', 'r', 'R', '', 'left', '{}', 0, 'timer', '',"
            " '2026-01-01T08:00:00.000000Z', '2026-01-01T08:00:00.000000Z', NULL, 0, NULL, NULL FROM n"
        )
    backups, dice, killed = ground.data / BACKUPS_FOLDER, random.Random(26), 0
    content = path.read_bytes()
    for _ in range(12):
        for one in (path, *backups.glob("*"), *backups.glob(".*")):
            one.unlink(missing_ok=True)
        path.write_bytes(content)
        with ground.running() as process:
            end = time.monotonic() + 30
            while process.poll() is None and not (backups.exists() and any(backups.iterdir())):
                assert time.monotonic() < end, "no copy was begun"
            time.sleep(dice.random() * 0.1)
            process.kill()
            process.wait()
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        listed = kept_copies(backups)
        killed += not listed
        for copy in listed:
            with closing(open_database(copy.path, now).connection) as whole:
                assert whole.execute("SELECT count(*) FROM session").fetchone() == (50_000,)
    assert killed, "it was never killed in time"
    path.write_bytes(content)
    open_for_a_moment(ground)
    drafts = [one.name for one in backups.iterdir() if one.name.startswith(".") and ".v3-" in one.name]
    assert not drafts, drafts


@trial(26, "A copy that was left with its log is read with it")
def a_copy_with_its_log(ground: Ground) -> None:
    path = keep_sessions(ground)
    copy = ground.folder / "sessions.before-import-20260601T080000Z.sqlite3"
    with closing(open_database(path, datetime.now(UTC)).connection) as connection:
        SessionLog(connection).save(replace(KEPT.record, uuid="in-the-log"), datetime.now(UTC))
        for ending in ("", "-wal"):
            copy.with_name(copy.name + ending).write_bytes(path.with_name(path.name + ending).read_bytes())
    assert "in-the-log" in {one.record.uuid for one in read_archive(copy).sessions}


# What the program's own window shows and does, pressed by the program's own objects.
PRESSING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QPushButton
from psoas_timer.app.program import App

qt = QApplication(sys.argv[:1])
app = App(qt, Path(sys.argv[1]), is_silent=True)
app.open()
print(app.window.messages.text)
for wish in ("Restore the newest copy", "Restore"):
    (button,) = [one for one in app.window.findChildren(QPushButton) if one.isVisible() and one.text() == wish]
    button.click()
    qt.processEvents()
print("restored:", app.journal.sessions.count())
app.close()
"""


@trial(28, "The message about damage names the copies, and restores the newest in the window")
def damage_offers_a_copy(ground: Ground) -> None:
    path = keep_sessions(ground, with_copies=True)
    damage(path)
    done = subprocess.run(
        [sys.executable, "-c", PRESSING, str(ground.data)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert f"{SESSIONS} sessions" in done.stdout, done.stdout + done.stderr
    assert f"{SESSIONS - 2} sessions" in done.stdout, done.stdout
    assert f"restored: {SESSIONS}" in done.stdout, done.stdout + done.stderr


@trial(30, "One start with the clock 400 days ahead, or in 1970, removes nothing for good")
def a_wrong_clock(ground: Ground) -> None:
    faketime = need("faketime")
    path = keep_sessions(ground, with_copies=True)
    with closing(open_database(path, datetime.now(UTC)).connection) as connection:
        SessionLog(connection).delete("u-0", datetime.now(UTC))
    copies = {copy.path.name for copy in kept_copies(ground.data / BACKUPS_FOLDER)}
    for clock in ("+400d", "1970-01-02 12:00:00", "+400d", "+0d"):
        told = clock if clock[0] == "+" else f"@{clock}"
        open_for_a_moment(ground, faketime, "-m", "-f", told, FAKETIME_DONT_FAKE_MONOTONIC="1")
        found = {copy.path.name for copy in kept_copies(ground.data / BACKUPS_FOLDER)}
        assert copies <= found or clock == "+0d", f"{clock} removed {copies - found}"
        with closing(open_database(path, datetime.now(UTC)).connection) as connection:
            assert SessionLog(connection).count_binned() == 1, f"{clock} emptied the bin"


@trial(31, "A zone of bytes that are no text, and the year 9999 in a row, end nothing")
def odd_rows(ground: Ground) -> None:
    path = keep_sessions(ground)
    spoil(path, [("session", "zone", 0, NO_TEXT), ("session", "started_utc", 1, "9999-12-31T23:59:59.999999Z")])
    read_in_every_way(ground, code=1)
    for told in (open_for_a_moment(ground), open_for_a_moment(ground)):
        assert "Traceback" not in told, told
    read_in_every_way(ground, code=0)


@trial(31, "Whatever bytes are turned in the database, each command ends with a sentence or with what can be read")
def turned_bytes(ground: Ground) -> None:
    path = keep_sessions(ground)
    content, dice = path.read_bytes(), random.Random(31)
    for _ in range(40):
        spoilt = bytearray(content)
        for _turn in range(dice.choice((1, 1, 3, 30))):
            spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
        path.write_bytes(spoilt)
        out = ground.folder / "out.json"
        out.unlink(missing_ok=True)
        done = ground.run("backup", out)
        assert path.read_bytes() == bytes(spoilt)
        if out.exists():
            sessions = len(read_archive(out).sessions)
            assert done.returncode == (0 if sessions == SESSIONS else 1), (done.returncode, sessions)
        else:
            assert done.returncode == 1
            assert done.stderr.strip()
        try:
            with closing(open_database(path, datetime.now(UTC)).connection) as connection:
                SessionLog(connection).sessions()
        except Problem as told:  # a turned bit may spell a newer layout
            assert "newer version" in str(told), str(told)
        for one in ground.data.iterdir():
            if one.is_file():
                one.unlink()
