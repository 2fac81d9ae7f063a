"""The sessions card backed by the test's own log, and ways to operate it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.ui.history.history_tables import SessionTable
from psoas_timer.ui.history.history_values import SessionSource
from psoas_timer.ui.history.sessions_card import SessionsCard
from psoas_timer.ui.kit.sort_header import SortHeader
from tests.ui.keyboard import button_named, open_window

NEWEST = datetime(2026, 11, 9, 19, 30, tzinfo=UTC)
TITLES = {"bridge": "Supported bridge", "slow": "Slow breathing"}


def make_record(number: int = 0, **changes: object) -> SessionRecord:
    started = NEWEST - timedelta(days=number)
    routine_id = list(TITLES)[number % 2]
    usual = SessionRecord(
        uuid=str(number),
        routine_id=routine_id,
        routine_title=TITLES[routine_id],
        started=started,
        ended=started + timedelta(minutes=5),
        utc_offset_s=0,
        zone="Etc/UTC",
        practice_date=started.date(),
        planned_s=300.0,
        practised_s=300.0,
        status=Status.COMPLETE,
    )
    return replace(usual, **changes)


PARTIAL = make_record(1, practised_s=120.0, status=Status.PARTIAL, note="softer on the left")


class Log:
    """Sessions that answer queries and record them."""

    def __init__(self, records: Sequence[SessionRecord]) -> None:
        self.records = list(records)
        self.binned = 0
        self.asked: list[tuple[SessionQuery, int, int]] = []

    def found(self, query: SessionQuery) -> list[SessionRecord]:
        held = [
            one
            for one in self.records
            if query.routine_id in ("", one.routine_id)
            and query.text.casefold() in one.note.casefold()
            and (query.first or date.min) <= one.practice_date <= (query.last or date.max)
        ]
        keys = {
            SortKey.START: lambda one: one.started,
            SortKey.ROUTINE: lambda one: one.routine_title,
            SortKey.PRACTISED: lambda one: one.practised_s,
            SortKey.STATUS: lambda one: one.status,
        }
        return sorted(held, key=keys[query.sort], reverse=query.is_descending)

    def load(self, query: SessionQuery, offset: int, limit: int) -> Sequence[SessionRecord]:
        self.asked.append((query, offset, limit))
        return self.found(query)[offset : offset + limit]

    def change(self, uuid: str, **changes: object) -> None:
        self.records = [replace(one, **changes) if one.uuid == uuid else one for one in self.records]

    def drop(self, uuid: str) -> None:
        self.records = [one for one in self.records if one.uuid != uuid]
        self.binned += 1

    @property
    def source(self) -> SessionSource:
        return SessionSource(self.load, lambda query: len(self.found(query)), TITLES, lambda: self.binned)


def open_card(qtbot: QtBot, log: Log) -> SessionsCard:
    """Show a card wired to ``log`` as the program does it."""
    card = SessionsCard()
    qtbot.addWidget(card)
    card.resize(900, 640)
    card.note_changed.connect(lambda uuid, note: (log.change(uuid, note=note), card.refresh()))
    card.counted_changed.connect(lambda uuid, is_counted: (log.change(uuid, is_counted=is_counted), card.refresh()))
    card.delete_requested.connect(lambda uuid: (log.drop(uuid), card.refresh()))
    card.show_sessions(log.source)
    open_window(card)
    return card


def table_of(card: SessionsCard) -> SessionTable:
    found = card.findChild(QTableView).model()
    assert isinstance(found, SessionTable)
    return found


def uuids(card: SessionsCard) -> list[str]:
    return [table_of(card).record_at(row).uuid for row in range(table_of(card).rowCount())]


def line(card: SessionsCard, name: str) -> QLineEdit:
    return next(one for one in card.findChildren(QLineEdit) if one.accessibleName() == name)


def header(card: SessionsCard) -> SortHeader:
    return card.findChild(SortHeader)  # type: ignore[return-value]


def click_heading(card: SessionsCard, column: int) -> None:
    one = header(card)
    spot = one.rect().center()
    spot.setX(one.sectionViewportPosition(column) + 12)
    QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def click(card: SessionsCard, text: str) -> None:
    QTest.mouseClick(button_named(card, text), Qt.MouseButton.LeftButton)


def chosen(card: SessionsCard) -> str | None:
    rows = card.table.selectionModel().selectedRows()
    return table_of(card).record_at(rows[0].row()).uuid if rows else None
