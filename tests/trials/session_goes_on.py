"""Faults under a session that runs: disks and files that fail it, and ends that nobody asked for."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from psoas_timer.store.places import BACKUPS_FOLDER, ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE
from tests.trials.trial import CannotTryError, Ground, need, screen, trial, wait_until

BREATHS = 12
LENGTH_S = 2.0 * BREATHS
ROUTINE = f"""
title = "A short one"
position = "Sitting"
[[stage]]
id = "only"
title = "Only"
picture = "sitting"
pattern = {{ inhale_s = 1, exhale_s = 1 }}
cycles = {BREATHS}
"""
SETTINGS = '{"version": 1, "settle_s": 0, "theme": "dark"}'

# A session that paused or was held up would end later than this after its length.
SLACK_S = 2.0

HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""

# Every flush of the database takes its time, as on a worn card or behind a full write cache.
SLOW_DISK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
static void wait(void) {
    const char *seconds = getenv("SLOW_FLUSH_MS");
    long ms = seconds ? atol(seconds) : 0;
    struct timespec pause = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&pause, 0);
}
int fsync(int fd) { wait(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { wait(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
"""


def prepare(ground: Ground) -> Path:
    """Make a data folder with the short routine; return where its database will be."""
    (ground.data / ROUTINES_FOLDER).mkdir(parents=True)
    (ground.data / ROUTINES_FOLDER / "short-one.toml").write_text(ROUTINE)
    (ground.data / SETTINGS_FILE).write_text(SETTINGS)
    return ground.data / SESSIONS_FILE


def rows(path: Path) -> list[tuple[str, float, float]]:
    """Status, seconds practised, and seconds from start to end of every session, as another program finds them."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        try:
            found = connection.execute("SELECT status, practised_s, started_utc, ended_utc FROM session").fetchall()
        except sqlite3.OperationalError:  # about to be made
            return []
    times = [[datetime.fromisoformat(text) for text in row[2:]] for row in found]
    return [(row[0], row[1], (end - start).total_seconds()) for row, (start, end) in zip(found, times, strict=True)]


def wait_for_practice(path: Path, seconds: float) -> None:
    wait_until(lambda: any(practised_s >= seconds for _s, practised_s, _l in rows(path)), f"{seconds} s of practice")


def check_whole(path: Path, number: int = 1) -> None:
    """The session was kept as complete, and took no longer than it lasts."""
    wait_until(
        lambda: [status for status, _p, _l in rows(path)].count("complete") == number, "complete session", 3 * LENGTH_S
    )
    for status, practised_s, lasted_s in rows(path):
        if status == "complete":
            assert practised_s == LENGTH_S, f"{practised_s} s of {LENGTH_S}"
            assert lasted_s <= LENGTH_S + SLACK_S, f"it took {lasted_s:.1f} s, so it was paused or held up"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another process has an open edit of the database."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


@trial(1, "A database that another program holds pauses nothing, and the session is kept afterwards")
def held_database(ground: Ground) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one"):
        wait_for_practice(path, 2.0)
        with held(path):
            time.sleep(6)
        wait_for_practice(path, 10.0)
        with held(path):  # to its end and beyond
            time.sleep(LENGTH_S - 10.0 + 4.0)
            assert rows(path)[0][0] == "running"
        check_whole(path)


@trial(1, "A disk whose every flush takes three seconds pauses nothing")
def slow_disk(ground: Ground) -> None:
    path = prepare(ground)
    source, shim = ground.folder / "slow_disk.c", ground.folder / "slow_disk.so"
    source.write_text(SLOW_DISK)
    subprocess.run([need("gcc"), "-shared", "-fPIC", "-o", shim, source, "-ldl"], check=True)
    with ground.running():  # the database is made while the disk is fast
        wait_until(lambda: path.exists() and path.with_name(path.name + "-wal").exists(), "database")
    with ground.running("start", "short-one", LD_PRELOAD=str(shim), SLOW_FLUSH_MS="3000"):
        check_whole(path)


@trial(1, "A process that is stopped for five seconds goes on at the right place")
def stopped_process(ground: Ground) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one") as process:
        wait_for_practice(path, 2.0)
        process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        process.send_signal(signal.SIGCONT)
        check_whole(path)


def check_goes_on(ground: Ground, path: Path) -> None:
    """The next start closes what was left as partial: it is the one that it offers to go on with."""
    (before,) = rows(path)
    assert before[0] == "running", f"{before[0]}: the next start would offer nothing"
    with ground.running():
        wait_until(lambda: [status for status, _p, _l in rows(path)] == ["partial"], "session closed as partial")
    assert rows(path)[0][1] == before[1]


@trial(3, "Any end that was not asked for leaves the session to be gone on with")
def ends_not_asked_for(ground: Ground) -> None:
    path = prepare(ground)
    for end in (signal.SIGTERM, signal.SIGKILL, signal.SIGHUP, signal.SIGINT):
        with ground.running("start", "short-one") as process:
            wait_for_practice(path, 4.0)
            began_s = time.monotonic()
            process.send_signal(end)
            process.wait(10)
            assert time.monotonic() - began_s < 3.0, f"{end.name} took too long"
            assert process.returncode in ({-end} if end is signal.SIGKILL else {128 + end}), process.returncode
            has_log = path.with_name(path.name + "-wal").exists()
            assert has_log == (end is signal.SIGKILL), f"{end.name} did not close the database"
        check_goes_on(ground, path)
        path.unlink()


@trial(3, "Closing the window in a session asks, goes on, and ends when told to")
def closing_asks(ground: Ground) -> None:
    path = prepare(ground)
    xdotool = need("xdotool")
    with screen() as display, managed(display):
        environment = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

        def press(*keys: str) -> None:
            subprocess.run([xdotool, "key", "--delay", "200", *keys], env={**os.environ, **environment}, check=True)

        with ground.running("start", "short-one", **environment) as process:
            wait_for_practice(path, 4.0)
            press("alt+F4")
            time.sleep(2)
            assert process.poll() is None, "the program has ended without a question"
            practised_s = rows(path)[0][1]
            time.sleep(3)
            assert rows(path)[0][1] == practised_s, "it goes on while it asks"
            press("Return")  # go on
            wait_for_practice(path, practised_s + 2.0)
            press("ctrl+q")
            time.sleep(2)
            assert process.poll() is None, "the program has ended without a question"
            press("Right", "Return")  # end
            assert process.wait(15) == 0
    assert [status for status, _p, _l in rows(path)] == ["partial"]


@trial(3, "Logging out while the disk is held ends in time, and what it did not take is in a copy")
def logout_while_held(ground: Ground) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one") as process:
        wait_for_practice(path, 4.0)
        with held(path):
            time.sleep(6)
            process.send_signal(signal.SIGTERM)
            _out, told = process.communicate(timeout=9)
    assert "is in a copy" in told, told
    assert "Traceback" not in told, told
    (copy,) = (ground.data / BACKUPS_FOLDER).glob("*before-restore*")
    assert rows(copy)[0][1] >= rows(path)[0][1] + 4.0, "what was practised last is not in it"


@contextmanager
def managed(display: str) -> Iterator[None]:
    """A window manager on a screen."""
    with subprocess.Popen(
        [need("openbox")], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as manager:
        time.sleep(1)
        yield
        manager.terminate()


def take_away_and_check(ground: Ground, take_away: str) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one"):
        wait_for_practice(path, 4.0)
        if take_away == "file":
            for one in ground.data.glob(f"{SESSIONS_FILE}*"):
                one.unlink()
        elif take_away == "folder":
            shutil.rmtree(ground.data)
        else:
            ground.data.rename(ground.folder / "moved")
        check_whole(path)


@trial(27, "A database deleted in a session is written again, and the session is in it")
def deleted_file(ground: Ground) -> None:
    take_away_and_check(ground, "file")


@trial(27, "A data folder deleted in a session is made again, and the session is in it")
def deleted_folder(ground: Ground) -> None:
    take_away_and_check(ground, "folder")


@trial(27, "A data folder moved in a session is made again, and the session is in it")
def moved_folder(ground: Ground) -> None:
    if os.name == "nt":
        raise CannotTryError("an open folder cannot be moved there")
    take_away_and_check(ground, "move")


@trial(27, "A database replaced in a session is used and not overwritten; the old one is copied")
def replaced_file(ground: Ground) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one"):
        check_whole(path)
    other = ground.folder / "other.sqlite3"
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(other)) as copy:
        connection.backup(copy)
        copy.execute("UPDATE session SET uuid = 'theirs'")
        copy.commit()
    with ground.running("start", "short-one"):
        wait_until(lambda: len(rows(path)) == 2, "second session")
        wait_until(lambda: rows(path)[-1][1] >= 4.0, "practice")
        other.rename(path)  # and the logs of the old one stay beside it
        check_whole(path, 2)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM session WHERE uuid = 'theirs'").fetchone() == (1,)
    assert list((ground.data / BACKUPS_FOLDER).glob("*before-restore*")), "no copy of the old one"


@trial(27, "A copy that is copied over the open database is used alone, and mixed with nothing")
def copied_over(ground: Ground) -> None:
    path = prepare(ground)
    with ground.running("start", "short-one"):
        check_whole(path)
    copy = shutil.copyfile(path, ground.folder / "copy.sqlite3")
    with ground.running("start", "short-one"):
        wait_until(lambda: len(rows(path)) == 2, "second session")
        wait_until(lambda: rows(path)[-1][1] >= 4.0, "practice")
        with copy.open("rb") as source, path.open("r+b") as target:  # as cp does: the same file, other content
            shutil.copyfileobj(source, target)
            target.truncate()
        check_whole(path, 2)
    check_whole(path, 2)
