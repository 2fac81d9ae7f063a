"""A power loss at any moment of a session neither damages the history nor costs more than five seconds."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from psoas_timer.core.breath.timeline import DEFAULT_SETTLE_S
from psoas_timer.core.history.session import Status
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import SESSIONS_FILE
from tests.thoroughness import some_of

KILLS = 50  # with HYPOTHESIS_PROFILE=thorough
USUAL_KILLS = 6
TICK_S = 0.25 + 1e-3  # that of killed_session.py, and what printing rounds
MOST_LOST_S = 5.0
SESSION = Path(__file__).parent / "killed_session.py"


def run_until_killed(folder: Path, ticks: int, delay: int) -> float:
    """Run a session, kill it some instructions after this tick, and return the seconds it had reached."""
    folder.mkdir()
    with subprocess.Popen([sys.executable, str(SESSION), str(folder)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        elapsed_s = 0.0
        for _ in range(ticks):
            elapsed_s = float(child.stdout.readline())
        for _ in range(delay):  # so that the kill falls anywhere within a tick, a commit included
            pass
        child.kill()
        # What was printed before the kill was practised too.
        for line in child.stdout.read().split():
            elapsed_s = max(elapsed_s, float(line))
    return elapsed_s


def find_loss(folder: Path, ticks: int, delay: int) -> float:
    """Return the seconds of practice lost to one kill, after the checks that every kill must pass."""
    elapsed_s = run_until_killed(folder, ticks, delay)
    now = datetime(2026, 11, 23, 19, tzinfo=UTC)
    opened = open_database(folder / SESSIONS_FILE, now)
    with closing(opened.connection):
        assert opened.notices == ()
        assert opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        log = SessionLog(opened.connection)
        kept = log.close_unfinished(now)
        practised_s = kept[0].practised_s if kept else 0.0
        assert all(record.status is Status.PARTIAL for record in log.sessions())
    return max(elapsed_s - DEFAULT_SETTLE_S, 0.0) - practised_s


def test_kills_cost_at_most_five_seconds_each(tmp_path: Path) -> None:
    chance = random.Random(20261123)
    drawn = sorted((chance.randrange(1, 1250), chance.randrange(0, 40_000)) for _ in range(KILLS))
    moments = some_of(drawn, USUAL_KILLS)  # from the settle to the last breath
    with ThreadPoolExecutor(2) as pool:
        folders = [tmp_path / str(index) for index in range(len(moments))]
        losses = list(pool.map(find_loss, folders, *zip(*moments, strict=True)))
    assert len(losses) >= USUAL_KILLS
    assert max(losses) <= MOST_LOST_S
    assert min(losses) >= -TICK_S  # a tick may be kept just before it is printed


def test_a_killed_program_leaves_no_lock_on_its_file(tmp_path: Path) -> None:
    run_until_killed(tmp_path / "data", 50, 0)
    with closing(sqlite3.connect(tmp_path / "data" / SESSIONS_FILE, timeout=0)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
