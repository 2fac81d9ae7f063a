"""The table of the sessions: what is chosen and stays chosen, its keys, its headings, and the sentence for none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.history.session_query import SessionQuery, SortKey
from psoas_timer.ui.history.history_tables import BATCH
from psoas_timer.ui.history.sessions_view import SessionsView
from psoas_timer.ui.kit.sort_header import SortHeader
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.history.opened_sessions import make_record
from tests.ui.keyboard import open_window, press, texts_of

FEW = [make_record(number) for number in range(4)]
MANY = [make_record(number) for number in range(250)]


@pytest.fixture
def view(qtbot: QtBot) -> SessionsView:
    made = SessionsView()
    qtbot.addWidget(made)
    made.resize(900, 400)
    open_window(made)
    show(made, FEW)
    return made


def show(
    view: SessionsView, records: Sequence[SessionRecord], uuid: str = "", *, at_least: int = BATCH, keeps: bool = True
) -> bool:
    is_loaded = view.show_sessions(
        lambda offset, limit: records[offset : offset + limit], at_least, uuid, keeps_place=keeps
    )
    QApplication.processEvents()
    return is_loaded


def chosen(view: SessionsView) -> str | None:
    return view.chosen.uuid if view.chosen else None


# What is shown


def test_none_are_a_sentence_and_some_are_a_table(view: SessionsView) -> None:
    assert view.table.isVisible()
    assert show(view, [], "0") is False
    assert not view.table.isVisible()
    assert texts_of(view) == ["No sessions match. Try another routine or other words."]
    assert chosen(view) is None
    show(view, FEW)
    assert view.table.isVisible()
    assert texts_of(view) == []


def test_the_first_are_loaded_and_more_as_the_end_comes_into_view(view: SessionsView) -> None:
    show(view, MANY)
    assert view.count_loaded == BATCH
    view.table.scrollToBottom()
    QApplication.processEvents()
    assert view.count_loaded == 2 * BATCH
    show(view, MANY, at_least=230)
    assert view.count_loaded == 230


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 175.0])
def test_nine_rows_are_in_view_in_any_text_size(qapp: QApplication, view: SessionsView, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    show(view, MANY)
    view.resize(3000, view.minimumHeight())  # so wide that nothing scrolls sideways
    QApplication.processEvents()
    last = view.table.visualRect(view.table.model().index(8, 0))
    assert view.table.viewport().rect().contains(last)


# What is chosen


def test_a_choice_is_told_and_stays_when_the_same_sessions_are_shown_anew(view: SessionsView) -> None:
    told: list[str | None] = []
    view.chosen_changed.connect(lambda: told.append(chosen(view)))
    assert view.choose("2") is True
    assert view.choose("unknown") is False
    assert told == ["2"]
    assert show(view, [make_record(9), *FEW], "2") is True
    assert (chosen(view), view.table.currentIndex().row()) == ("2", 3)


def test_where_the_chosen_one_is_gone_the_keys_go_on_from_its_row(view: SessionsView) -> None:
    view.choose("2")
    assert show(view, [one for one in FEW if one.uuid != "2"], "2") is False
    assert chosen(view) is None
    view.table.setFocus()
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == "3", "the one that has moved up"


def test_another_order_starts_at_the_top_and_a_change_keeps_the_place(view: SessionsView) -> None:
    show(view, MANY)
    for keeps, place in ((True, 50), (False, 0)):
        view.table.verticalScrollBar().setValue(50)
        show(view, MANY, keeps=keeps)
        assert view.table.verticalScrollBar().value() == place


# Keys and mouse


@pytest.mark.parametrize("key", [Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_the_first_arrow_chooses_the_row_with_the_focus_and_the_next_one_moves(view: SessionsView, key: Qt.Key) -> None:
    view.table.setFocus(Qt.FocusReason.MouseFocusReason)
    assert chosen(view) is None
    press(view, key)
    assert chosen(view) == "0"
    press(view, Qt.Key.Key_Down)
    assert chosen(view) == "1"


def test_tab_into_the_table_chooses_a_row_unless_one_is(view: SessionsView) -> None:
    for before, after in ((None, "0"), ("3", "3")):
        if before:
            view.choose(before)
        view.table.clearFocus()
        view.table.setFocus(Qt.FocusReason.TabFocusReason)
        assert chosen(view) == after


def test_keys_and_a_double_click_ask_for_the_note_or_the_deletion(view: SessionsView) -> None:
    asked: list[object] = []
    view.note_requested.connect(asked.append)
    view.delete_requested.connect(lambda: asked.append("delete"))
    view.table.setFocus()
    press(view, Qt.Key.Key_F2)
    assert asked == [], "nothing is chosen yet"
    view.choose("1")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        press(view, key)
    by_key = Qt.FocusReason.ShortcutFocusReason
    assert asked == [by_key, by_key, by_key, "delete", "delete"]
    asked.clear()
    spot = view.table.visualRect(view.table.model().index(1, 0)).center()
    QTest.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert asked == [Qt.FocusReason.OtherFocusReason]


# Headings


def test_the_headings_say_the_order_and_ask_for_another(view: SessionsView) -> None:
    asked: list[object] = []
    view.sort_requested.connect(asked.append)
    assert view.table.accessibleName() == "Sessions, newest first"
    header = view.findChild(SortHeader)
    assert isinstance(header, SortHeader)
    for column in range(7):
        header.sectionClicked.emit(column)
    assert asked == [SortKey.START, SortKey.ROUTINE, SortKey.PRACTISED, SortKey.STATUS]
    view.show_order(replace(SessionQuery(), sort=SortKey.PRACTISED, is_descending=False))
    assert header.accessibleDescription() == "Practised, shortest first"
    assert view.table.accessibleName() == "Sessions, shortest first"
