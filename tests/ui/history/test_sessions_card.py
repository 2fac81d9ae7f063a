"""The sessions' card: sorted, searched and limited; a note, a count and a deletion; the place that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.ui.history.history_tables import BATCH
from psoas_timer.ui.history.history_values import SessionSource
from psoas_timer.ui.history.sessions_card import SessionsCard
from psoas_timer.ui.kit.practice_words import status_word
from psoas_timer.ui.kit.sort_header import SortHeader
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, button_named, nameless_controls, open_window, press, reach_by_tab, texts_of

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
    """Sessions that answer queries, and remember how they were asked."""

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
    """Show a card that is wired to ``log`` as the program wires it."""
    card = SessionsCard()
    qtbot.addWidget(card)
    card.resize(900, 640)
    card.note_changed.connect(lambda uuid, note: (log.change(uuid, note=note), card.refresh()))
    card.counted_changed.connect(lambda uuid, is_counted: (log.change(uuid, is_counted=is_counted), card.refresh()))
    card.delete_requested.connect(lambda uuid: (log.drop(uuid), card.refresh()))
    card.show_sessions(log.source)
    open_window(card)
    return card


def uuids(card: SessionsCard) -> list[str]:
    return [card._model.record_at(row).uuid for row in range(card._model.rowCount())]  # type: ignore[union-attr]


def chosen(card: SessionsCard) -> str | None:
    rows = card.table.selectionModel().selectedRows()
    return card._model.record_at(rows[0].row()).uuid if rows else None  # type: ignore[union-attr]


def line(card: SessionsCard, name: str) -> QLineEdit:
    return next(one for one in card.findChildren(QLineEdit) if one.accessibleName() == name)


def header(card: SessionsCard) -> SortHeader:
    return card.findChild(SortHeader)  # type: ignore[return-value]


def click_heading(card: SessionsCard, column: int) -> None:
    one = header(card)
    spot = one.rect().center()
    spot.setX(one.sectionViewportPosition(column) + 12)
    QTest.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def heading(card: SessionsCard, column: int) -> object:
    return card.table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)


def click(card: SessionsCard, text: str) -> None:
    QTest.mouseClick(button_named(card, text), Qt.MouseButton.LeftButton)


# Words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Complete"),
        ({"status": Status.RUNNING}, "Running now"),
        ({"status": Status.PARTIAL, "practised_s": 100.0}, "Partly done"),
        ({"status": Status.PARTIAL, "practised_s": 100.0, "is_counted": True}, "Partly done, counted"),
        ({"status": Status.PARTIAL, "practised_s": 290.0, "is_counted": True}, "Partly done"),
        ({"source": Source.ENTERED}, "Entered later"),
        ({"source": Source.ENTERED, "status": Status.PARTIAL, "practised_s": 60.0}, "Entered later, partly"),
        ({"source": Source.IMPORTED}, "Imported"),
        (
            {"source": Source.IMPORTED, "status": Status.PARTIAL, "practised_s": 60.0, "is_counted": True},
            "Imported, counted",
        ),
        ({"source": "something newer"}, "Complete"),
    ],
)
def test_status_tells_how_it_stands_and_where_it_comes_from(changes: dict[str, object], words: str) -> None:
    assert status_word(make_record(**changes)) == words


def test_notes_and_titles_are_plain_text_everywhere(qtbot: QtBot) -> None:
    log = Log([make_record(note=MARKUP, routine_title=MARKUP)])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    assert line(card, "Note").text() == MARKUP
    assert any(MARKUP in text for text in texts_of(card))
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in card.findChildren(QLabel))
    assert "<b>" not in card.table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


# Sorting


def test_a_click_on_a_heading_sorts_and_another_turns_it_round(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL, make_record(2)])
    card = open_card(qtbot, log)
    assert (uuids(card), heading(card, 0)) == (["0", "1", "2"], "Date, newest first")
    click_heading(card, 0)
    assert (uuids(card), heading(card, 0)) == (["2", "1", "0"], "Date, oldest first")
    click_heading(card, 2)
    assert (card.query.sort, card.query.is_descending) == (SortKey.ROUTINE, False)
    assert [heading(card, column) for column in range(4)] == ["Date", "Time", "Routine, A to Z", "Practised"]
    assert card.table.accessibleName() == "Sessions by routine, A to Z"
    click_heading(card, 3)
    assert (uuids(card)[-1], heading(card, 3)) == ("1", "Practised, longest first")
    click_heading(card, 4)
    assert (uuids(card)[-1], heading(card, 4)) == ("1", "Status, complete first")


@pytest.mark.parametrize("column", [1, 5, 6])
def test_other_headings_do_not_sort(qtbot: QtBot, column: int) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    click_heading(card, column)
    assert card.query == SessionQuery()


def test_headings_are_sorted_by_with_the_keys_too(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    header(card).setFocus()
    assert header(card).accessibleDescription() == "Date, newest first"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        press(card, key)
    assert header(card).accessibleDescription() == "Practised"
    press(card, Qt.Key.Key_Space)
    assert (card.query.sort, card.query.is_descending) == (SortKey.PRACTISED, True)
    press(card, Qt.Key.Key_Return)
    assert (card.query.sort, card.query.is_descending) == (SortKey.PRACTISED, False)
    assert header(card).accessibleDescription() == "Practised, shortest first"
    assert uuids(card) == ["1", "0"]


def test_a_heading_shows_its_arrow(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    down = header(card).grab().toImage()
    click_heading(card, 0)
    up = header(card).grab().toImage()
    click_heading(card, 0)
    assert header(card).grab().toImage() == down
    assert up != down


# Filters


def test_a_routine_is_filtered_by(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(number) for number in range(5)]))
    routines = card.findChild(QComboBox)
    assert [routines.itemText(index) for index in range(routines.count())] == ["Every routine", *TITLES.values()]
    routines.setCurrentIndex(2)
    assert uuids(card) == ["1", "3"]
    assert "2 of 5 sessions" in texts_of(card)
    routines.setCurrentIndex(0)
    assert "5 sessions" in texts_of(card)


def test_words_of_the_note_are_found_after_a_moment_or_on_enter(qtbot: QtBot) -> None:
    card = open_card(qtbot, log := Log([make_record(0), PARTIAL]))
    find = line(card, "Find in notes")
    find.setFocus()
    before = len(log.asked)
    QTest.keyClicks(find, "LEFT")
    assert len(log.asked) == before, "the search waits for the person"
    press(card, Qt.Key.Key_Return)
    assert uuids(card) == ["1"]
    press(card, Qt.Key.Key_Escape)
    assert (uuids(card), find.text()) == (["0", "1"], "")
    QTest.keyClicks(find, "left ")
    qtbot.waitUntil(lambda: uuids(card) == ["1"], timeout=2000)


def test_nothing_found_says_so_and_shows_the_way_back(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    find = line(card, "Find in notes")
    find.setText("no such words")
    QTest.keyClick(find, Qt.Key.Key_Return)
    assert "No session matches. Another routine or other words may find one." in texts_of(card)
    assert not line(card, "Note").isVisible()
    click(card, "Show every session")
    assert (uuids(card), find.text(), card.query) == (["0", "1"], "", SessionQuery())


def test_some_days_are_shown_with_a_visible_way_back(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(number) for number in range(20)]))
    click_heading(card, 0)
    card.findChild(QComboBox).setCurrentIndex(1)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 8), "Week of 2 November.")
    assert uuids(card) == ["7", "6", "5", "4", "3", "2", "1"], "in the order that was chosen, of every routine"
    assert {"Week of 2 November.", "7 of 20 sessions", "Show every session"} <= set(texts_of(card))
    assert card.findChild(QComboBox).currentIndex() == 0
    card.findChild(QComboBox).setCurrentIndex(1)
    assert uuids(card) == ["6", "4", "2"]
    assert "Week of 2 November." in texts_of(card), "the days stay while a filter is added"
    click(card, "Show every session")
    assert len(uuids(card)) == 20
    assert "Show every session" not in texts_of(card)
    assert card.table.hasFocus()
    card.limit_to(date(2026, 11, 8), date(2026, 11, 8), "8 November.")
    assert uuids(card) == ["1"]
    card.limit_to(None, None, "")
    assert len(uuids(card)) == 20


def test_a_routine_that_is_gone_is_filtered_by_no_longer(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.findChild(QComboBox).setCurrentIndex(1)
    card.show_sessions(log.source)
    assert card.query.routine_id == "bridge", "what was chosen outlives another visit"
    card.show_sessions(replace(log.source, routine_titles={"slow": "Slow breathing"}))
    assert card.query.routine_id == ""
    assert uuids(card) == ["0", "1"]


# What may be done with a session


def test_without_a_choice_a_sentence_invites(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0)]))
    assert "Choose a session to write a note, or to delete it." in texts_of(card)
    assert not line(card, "Note").isVisible()
    card.table.selectRow(0)
    assert "Mon 9 Nov 2026, 19:30: Supported bridge" in texts_of(card)
    assert line(card, "Note").isVisible()


def test_enter_in_the_note_keeps_it_and_the_choice(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL, make_record(2)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(1)
    press(card, Qt.Key.Key_Return)
    note = line(card, "Note")
    assert note.hasFocus()
    note.setText("")
    QTest.keyClicks(note, " much softer ")
    press(card, Qt.Key.Key_Return)
    assert log.records[1].note == "much softer"
    assert (chosen(card), card.table.hasFocus()) == ("1", True)
    assert card.table.model().index(1, 6).data() == "much softer"


def test_leaving_the_note_keeps_it(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(1)
    note = line(card, "Note")
    note.setFocus()
    note.insert("x")
    card.table.setFocus()
    assert "x" in log.records[1].note


def test_a_row_that_is_left_keeps_its_note(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(1)
    line(card, "Note").insert("!")
    card.table.selectRow(0)
    assert "!" in log.records[1].note
    assert line(card, "Note").text() == ""
    QApplication.processEvents()  # the card loads anew when the table has done its choice
    assert (chosen(card), line(card, "Note").text()) == ("0", "")
    assert "!" in card.table.model().index(1, 6).data()


def test_escape_takes_an_unkept_note_back(qtbot: QtBot) -> None:
    log = Log([PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    note = line(card, "Note")
    note.setFocus()
    note.insert("never mind")
    press(card, Qt.Key.Key_Escape)
    assert (note.text(), log.records[0].note) == (PARTIAL.note, PARTIAL.note)
    assert card.table.hasFocus()


def test_a_note_being_written_outlives_a_refresh_and_is_kept_at_the_end(qtbot: QtBot) -> None:
    log = Log([PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    line(card, "Note").setText("")
    line(card, "Note").insert("half a thou")
    card.refresh()
    assert line(card, "Note").text() == "half a thou"
    card.keep_note()
    assert log.records[0].note == "half a thou"


def test_a_long_note_of_many_lines_is_left_alone(qtbot: QtBot) -> None:
    log = Log([make_record(note="first\nsecond " + "long " * 200)])
    card = open_card(qtbot, log)
    kept = log.records[0].note
    card.table.selectRow(0)
    line(card, "Note").setFocus()
    card.table.setFocus()
    card.keep_note()
    assert log.records[0].note == kept
    line(card, "Note").setCursorPosition(0)
    line(card, "Note").backspace()
    line(card, "Note").setSelection(0, 1)
    line(card, "Note").del_()
    card.keep_note()
    assert log.records[0].note == kept[1:].strip()


def test_a_partial_is_counted_and_no_longer(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    assert "Count it anyway" not in texts_of(card), "it counts already"
    card.table.selectRow(1)
    click(card, "Count it anyway")
    assert log.records[1].is_counted
    assert card.table.model().index(1, 4).data() == "Partly done, counted"
    assert chosen(card) == "1"
    click(card, "No longer count it")
    assert not log.records[1].is_counted


def test_four_fifths_count_without_being_asked(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(practised_s=240.0, status=Status.PARTIAL)]))
    card.table.selectRow(0)
    assert "Count it anyway" not in texts_of(card)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_key_deletes_once_and_the_keys_go_on_from_there(qtbot: QtBot, key: Qt.Key) -> None:
    log = Log([make_record(number) for number in range(4)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(1)
    press(card, key)
    press(card, key)
    assert uuids(card) == ["0", "2", "3"], "the second press finds nothing chosen"
    assert "Bin (1)" in texts_of(card)
    press(card, Qt.Key.Key_Down)
    assert chosen(card) == "2", "the one that has moved up"
    press(card, Qt.Key.Key_Down)
    assert chosen(card) == "3"


def test_delete_button_leaves_the_focus_in_the_table(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(3)])
    card = open_card(qtbot, log)
    card.table.selectRow(2)
    button_named(card, "Delete").setFocus()
    press(card, Qt.Key.Key_Return)
    assert uuids(card) == ["0", "1"]
    assert (chosen(card), card.table.hasFocus()) == (None, True)
    card.choose("1")
    assert chosen(card) == "1"
    card.choose("unknown")
    assert chosen(card) == "1"


def test_the_last_session_can_be_deleted(qtbot: QtBot) -> None:
    log = Log([make_record(0)])
    card = open_card(qtbot, log)
    card.table.selectRow(0)
    click(card, "Delete")
    assert {"0 sessions", "Bin (1)"} <= set(texts_of(card))


def test_a_running_session_is_not_deleted(qtbot: QtBot) -> None:
    log = Log([make_record(status=Status.RUNNING)])
    card = open_card(qtbot, log)
    card.table.setFocus()
    card.table.selectRow(0)
    press(card, Qt.Key.Key_Delete)
    assert not button_named(card, "Delete").isEnabled()
    assert uuids(card) == ["0"]


def test_adding_and_the_bin_are_asked_for(qtbot: QtBot) -> None:
    log = Log([make_record(0)])
    card = open_card(qtbot, log)
    assert not any(text.startswith("Bin") for text in texts_of(card)), "an empty bin is no matter"
    with qtbot.waitSignal(card.add_requested, timeout=100):
        click(card, "Add a session")
    log.binned = 3
    card.refresh()
    with qtbot.waitSignal(card.bin_requested, timeout=100):
        click(card, "Bin (3)")


# The place that is kept, and much that is kept


def test_a_change_keeps_the_row_and_the_place(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    card = open_card(qtbot, log)
    for _ in range(3):
        card.table.scrollToBottom()
        QApplication.processEvents()
    card.table.selectRow(200)
    card.table.verticalScrollBar().setValue(190)
    log.change("200", note="changed")
    log.asked.clear()
    card.refresh()
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, 250)]
    assert (chosen(card), card.table.verticalScrollBar().value()) == ("200", 190)
    log.records.insert(0, replace(make_record(0), uuid="new", started=NEWEST + timedelta(hours=1)))
    card.refresh()
    assert chosen(card) == "200"
    assert card.table.currentIndex().row() == 201


def test_another_order_begins_at_the_first(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    card = open_card(qtbot, log)
    card.table.scrollToBottom()
    QApplication.processEvents()
    log.asked.clear()
    click_heading(card, 0)
    QApplication.processEvents()
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, BATCH)]
    assert uuids(card)[0] == "249"
    assert card.table.verticalScrollBar().value() == 0


def test_fifty_years_load_a_hundred_rows_and_more_on_scrolling(qtbot: QtBot) -> None:
    log = Log([replace(PARTIAL, uuid=str(number)) for number in range(36_500)])
    card = open_card(qtbot, log)
    QTest.qWait(50)  # the view asks for more from a timer of its own
    assert [(offset, limit) for _query, offset, limit in log.asked] == [(0, BATCH)]
    assert "36,500 sessions" in texts_of(card)
    for _ in range(2):
        card.table.scrollToBottom()
        QApplication.processEvents()
    assert card.table.model().rowCount() == 300
    assert not card.table.model().canFetchMore(card.table.model().index(0, 0))
    assert card.table.model().canFetchMore(QModelIndex())


# By keyboard, and for everyone


def test_tab_reaches_every_control_and_all_have_names(qtbot: QtBot) -> None:
    log = Log([make_record(0), PARTIAL])
    log.binned = 1
    card = open_card(qtbot, log)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 9), "Week of 2 November.")
    card.table.selectRow(1)
    assert nameless_controls(card) == []
    named = {one.accessibleName() or one.text() for one in reach_by_tab(card) if isinstance(one, QPushButton)}
    assert named == {"Add a session", "Bin (1)", "Show every session", "Count it anyway", "Delete"}
    assert {header(card), card.table, line(card, "Note"), line(card, "Find in notes")} <= reach_by_tab(card)


def test_tab_into_the_table_chooses_a_row(qtbot: QtBot) -> None:
    card = open_card(qtbot, Log([make_record(0), PARTIAL]))
    header(card).setFocus()
    press(card, Qt.Key.Key_Tab)
    assert (card.table.hasFocus(), chosen(card)) == (True, "0")


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(420, 100.0), (830, 175.0), (830, 250.0), (480, 250.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    log = Log([make_record(0, sides_done=(Side.LEFT, Side.RIGHT)), PARTIAL])
    log.binned = 12
    card = open_card(qtbot, log)
    card.limit_to(date(2026, 11, 2), date(2026, 11, 9), "Week of 2 November.")
    card.table.selectRow(1)
    card.resize(width, 900)
    QApplication.processEvents()
    assert card.width() == width
    for one in (one for one in card.findChildren(QWidget) if one.isVisible()):
        if not card.table.isAncestorOf(one):  # which scrolls
            assert one.mapTo(card, one.rect().bottomRight()).x() < width
    for one in (one for one in card.findChildren(QPushButton) if one.isVisible()):
        assert one.width() >= one.minimumSizeHint().width()
