"""The bin: what it shows, what it restores, and where the focus goes afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.ui.history.bin_page import BinPage
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    labels_that_read_markup,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)

STARTED = datetime(2026, 11, 9, 19, 30, tzinfo=UTC)


def make_record(number: int) -> SessionRecord:
    started = STARTED - timedelta(days=number)
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
        practised_s=130.0,
        status=Status.PARTIAL,
    )


def open_page(qtbot: QtBot, records: Sequence[SessionRecord]) -> tuple[BinPage, list[str]]:
    page = BinPage()
    qtbot.addWidget(page)
    page.resize(800, 500)
    restored: list[str] = []
    page.restore_requested.connect(restored.append)
    page.show_bin(records)
    open_window(page)
    page.setFocus()
    return page, restored


def restores(page: BinPage) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.text() == "Restore" and one.isVisibleTo(page)]


def test_shows_what_was_deleted_in_its_order(qtbot: QtBot) -> None:
    page, _restored = open_page(qtbot, [make_record(3), replace(make_record(0), note="by\nmistake")])
    texts = texts_of(page)
    assert "Sessions stay here for 30 days." in texts
    assert "Mon 9 Nov 2026, 20:30: Supported bridge" in texts
    assert "2 of 5 min  ·  by mistake" in texts
    assert [one.accessibleName() for one in restores(page)] == [
        "Restore Fri 6 Nov 2026, 20:30: Supported bridge",
        "Restore Mon 9 Nov 2026, 20:30: Supported bridge",
    ]


def test_restores_the_one_that_is_meant(qtbot: QtBot) -> None:
    page, restored = open_page(qtbot, [make_record(0), make_record(1)])
    QTest.mouseClick(restores(page)[1], Qt.MouseButton.LeftButton)
    assert restored == ["1"]


def test_keys_stay_in_the_list_as_it_gets_shorter(qtbot: QtBot) -> None:
    records = [make_record(number) for number in range(3)]
    page, restored = open_page(qtbot, records)
    page.restore_requested.connect(lambda _uuid: page.show_bin([one for one in records if one.uuid not in restored]))
    assert restores(page)[0].hasFocus()
    press(page, Qt.Key.Key_Tab)
    press(page, Qt.Key.Key_Return)
    assert restored == ["1"]
    assert restores(page)[1].hasFocus()
    press(page, Qt.Key.Key_Return)
    assert restored == ["1", "2"]
    assert restores(page)[0].hasFocus()
    press(page, Qt.Key.Key_Return)
    assert "The bin is empty." in texts_of(page)
    assert button_named(page, "Back").hasFocus()


def test_an_empty_bin_leads_back(qtbot: QtBot) -> None:
    page, _restored = open_page(qtbot, [])
    assert "The bin is empty." in texts_of(page)
    with qtbot.waitSignal(page.back_requested, timeout=100):
        press(page, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.back_requested, timeout=100):
        press(page, Qt.Key.Key_Escape)


def test_titles_and_notes_are_plain_text(qtbot: QtBot) -> None:
    page, _restored = open_page(qtbot, [replace(make_record(0), note=MARKUP, routine_title=MARKUP)])
    assert sum(MARKUP in text for text in texts_of(page)) == 2
    assert labels_that_read_markup(page) == []


def test_tab_reaches_every_control_and_all_have_names(qtbot: QtBot) -> None:
    page, _restored = open_page(qtbot, [make_record(number) for number in range(3)])
    assert nameless_controls(page) == []
    assert reach_by_tab(page) >= {*restores(page), button_named(page, "Back")}


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(420, 100.0), (830, 175.0), (830, 250.0), (480, 250.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page, _restored = open_page(qtbot, [replace(make_record(0), note="a long note " * 20)])
    page.resize(width, 600)
    QApplication.processEvents()
    assert page.width() == width
    for one in (*restores(page), button_named(page, "Back")):
        assert one.mapTo(page, one.rect().bottomRight()).x() < width
        assert one.width() >= one.minimumSizeHint().width()
