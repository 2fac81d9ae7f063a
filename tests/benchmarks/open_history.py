"""Print what opening History costs after one year and after fifty of two sessions a day, and the ratio.

Run by hand: python tests/benchmarks/open_history.py [--years N] [--a-day N] [--rounds N]
The aim: fifty years cost less than twice what one year costs. --years 115 --a-day 24 makes a million sessions.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from psoas_timer.core.history.adherence import current_streak, longest_streak, recent_share, weeks
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.history_values import History, SessionSource
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT

TODAY = date(2026, 11, 12)
AIM = 2.0

_INSERT = """
    INSERT INTO session (uuid, started_utc, ended_utc, utc_offset_s, zone, practice_date, planned_s, practised_s,
        status, routine_id, routine_title, sides_done, first_side, progress, stage_index, source, note, created_utc,
        modified_utc, discomfort_before, discomfort_after)
    VALUES (?, ?, ?, 0, 'Etc/UTC', ?, 300, 300, 'complete', 'bridge', 'Supported bridge', 'left,right', 'left',
        '{"0": 300.0}', 0, 'timer', '', ?, ?, 5, 4)
"""


def fill(connection: sqlite3.Connection, years: int, a_day: int) -> None:
    """Put so many sessions of each day into an empty database, by SQL: saving one at a time would take minutes."""
    rows = []
    for days_back in range(years * 365):
        day = TODAY - timedelta(days=days_back)
        for hour in range(24 - a_day, 24):
            start = datetime.combine(day, time(hour), tzinfo=UTC)
            began, ended = (
                instant.strftime("%Y-%m-%dT%H:%M:%S.000000Z") for instant in (start, start + timedelta(minutes=5))
            )
            rows.append((f"{days_back}-{hour}", began, ended, day.isoformat(), ended, ended))
    with connection:
        connection.execute("BEGIN")
        connection.executemany(_INSERT, rows)


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of each part of opening the page."""

    days_ms: float
    weeks_ms: float
    show_ms: float

    @property
    def total_ms(self) -> float:
        return self.days_ms + self.weeks_ms + self.show_ms


def open_once(app: QApplication, log: SessionLog) -> Cost:
    """Do what the program does when a person goes to History for the first time."""
    begin = perf_counter()
    days = log.practice_days()
    have_days = perf_counter()
    held = weeks(days, TODAY)
    have_weeks = perf_counter()
    source = SessionSource(
        lambda query, offset, limit: log.sessions(limit, offset, query),
        log.count,
        log.routine_titles(),
        log.count_binned,
    )
    history = History(
        weeks=held,
        current=current_streak(held),
        longest=longest_streak(held),
        recent=recent_share(held),
        today=TODAY,
        sessions=source,
        days={day.date: day for day in days},
        ratings=log.ratings if log.has_ratings() else None,
    )
    page = HistoryPage()
    page.show_history(history)
    page.resize(1280, 800)
    page.show()
    app.processEvents()
    page.repaint()
    painted = perf_counter()
    page.close()
    page.deleteLater()
    app.processEvents()
    return Cost((have_days - begin) * 1e3, (have_weeks - have_days) * 1e3, (painted - have_weeks) * 1e3)


def measure(app: QApplication, years: int, rounds: int, a_day: int = 2) -> Cost:
    """Return the cost of the best round, which the rest of the machine disturbed least."""
    with tempfile.TemporaryDirectory() as folder:
        connection = open_database(Path(folder) / "sessions.sqlite3", datetime.now(UTC)).connection
        fill(connection, years, a_day)
        log = SessionLog(connection)
        costs = [open_once(app, log) for _ in range(rounds)]
        connection.close()
    return min(costs, key=lambda cost: cost.total_ms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--years", type=int, default=50, help="years that are compared with one")
    parser.add_argument("--a-day", type=int, default=2, help="sessions of a day in these years, up to 24")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts")
    chosen = parser.parse_args()
    app = QApplication([])
    apply_style(app, LIGHT, 9.0, 100.0)
    measure(app, 1, 1)  # what only the first page costs: fonts, style sheet
    print("years  sessions  practice_days ms  weeks ms  page until painted ms  total ms")
    costs = []
    for years, a_day in ((1, 2), (chosen.years, chosen.a_day)):
        cost = measure(app, years, chosen.rounds, a_day)
        costs.append(cost)
        figures = f"{cost.days_ms:16.1f}  {cost.weeks_ms:8.1f}  {cost.show_ms:21.1f}  {cost.total_ms:8.1f}"
        print(f"{years:5}  {years * 365 * a_day:8}  {figures}")
    print(f"ratio {costs[1].total_ms / costs[0].total_ms:.2f} (aim: below {AIM:g})")


if __name__ == "__main__":
    main()
