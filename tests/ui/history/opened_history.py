"""The History page backed by the test's own log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import (
    PracticeDay,
    Week,
    current_streak,
    longest_streak,
    recent_share,
)
from psoas_timer.core.history.discomfort import Rating
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.history_values import History, SessionSource
from psoas_timer.ui.history.week_chart import WeekChart

NEWEST = date(2026, 11, 9)
MONDAY_EVENING = datetime(2026, 11, 9, 19, 30, tzinfo=UTC)


def make_record(number: int = 0) -> SessionRecord:
    started = MONDAY_EVENING - timedelta(hours=12 * number)
    return SessionRecord(
        uuid=str(number),
        routine_id="bridge",
        routine_title="Supported bridge",
        started=started,
        ended=started + timedelta(minutes=5),
        utc_offset_s=3600,
        zone="Europe/Berlin",
        practice_date=started.date(),
        planned_s=300.0,
        practised_s=300.0,
        status=Status.COMPLETE,
    )


class Log:
    """Sessions that count how often they are loaded."""

    def __init__(self, records: Sequence[SessionRecord]) -> None:
        self.records = records
        self.asked: list[tuple[int, int]] = []
        self.queries: list[SessionQuery] = []
        self.binned = 0

    def load(self, query: SessionQuery, offset: int, limit: int) -> Sequence[SessionRecord]:
        self.asked.append((offset, limit))
        self.queries.append(query)
        return self.records[offset : offset + limit]

    def source(self) -> SessionSource:
        return SessionSource(self.load, lambda _query: len(self.records), {}, lambda: self.binned)


def make_history(days_met: Sequence[int], log: Log, ratings: Sequence[Rating] = ()) -> History:
    weeks, days = [], {}
    for index, count in enumerate(days_met):
        start = NEWEST - timedelta(weeks=len(days_met) - 1 - index)
        adherent = tuple(start + timedelta(days=day) for day in range(count))
        days.update({day: PracticeDay(day, 1.0, 300.0) for day in adherent})
        weeks.append(Week(start, adherent, 5, start == NEWEST, count * 300.0, count))

    def load(first: date, last: date) -> Sequence[Rating]:
        return [one for one in ratings if first <= one.date <= last]

    return History(
        weeks, current_streak(weeks), longest_streak(weeks), recent_share(weeks), NEWEST + timedelta(days=3),
        log.source(), days, load if ratings else None,
    )  # fmt: skip


def open_page(qtbot: QtBot, days_met: Sequence[int] = (3,), log: Log | None = None) -> HistoryPage:
    page = HistoryPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_history(make_history(days_met, log or Log([make_record()])))
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    return page


def texts(page: HistoryPage) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}


def press(page: HistoryPage, name: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if name in (one.text(), one.accessibleName())]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def chart_of(page: HistoryPage) -> WeekChart:
    return page.findChild(WeekChart)  # type: ignore[return-value]


def table_of(page: HistoryPage, name: str = "Sessions, newest first") -> QTableView:
    return next(one for one in page.findChildren(QTableView) if one.accessibleName() == name)


def row_of(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]
