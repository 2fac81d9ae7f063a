"""The quiet end: what was done, the way out, and a note that is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import NOTE_LENGTH, SessionRecord, Status
from psoas_timer.ui.kit.discomfort_scale import DiscomfortScale
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.closing_page import ClosingPage
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
from tests.ui.scenes import plain_stage

NOW = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
RECORD = SessionRecord(
    uuid="one", routine_id="bridge", routine_title="Supported bridge", started=NOW, ended=NOW, utc_offset_s=0,
    zone="UTC", practice_date=date(2026, 11, 9), planned_s=300.0, practised_s=300.0, status=Status.COMPLETE,
)  # fmt: skip
ROUTINE = Routine(
    id="bridge", title="Supported bridge", stages=(plain_stage(),), closing=("Lift the hips.", "Roll to a side.")
)
WEEK = Week(date(2026, 11, 9), (date(2026, 11, 9),), 5, is_current=True)


@pytest.fixture
def page(qtbot: QtBot) -> ClosingPage:
    made = ClosingPage()
    qtbot.addWidget(made)
    made.resize(900, 600)
    open_window(made)
    show(made, ROUTINE, RECORD)
    return made


def show(page: ClosingPage, routine: Routine, record: SessionRecord) -> None:
    page.show_closing(routine, record, WEEK)
    page.setFocus()  # as the window does with the page it shows
    QApplication.processEvents()  # new widgets are shown when Qt lays them out


@pytest.fixture
def heard(page: ClosingPage) -> list[object]:
    wishes: list[object] = []
    page.note_changed.connect(lambda *note: wishes.append(note))
    page.done_requested.connect(lambda: wishes.append("done"))
    return wishes


def test_whole_session_is_praised_and_an_early_end_is_no_failure(page: ClosingPage) -> None:
    assert "Well done." in texts_of(page)
    show(page, ROUTINE, replace(RECORD, status=Status.PARTIAL, practised_s=95.0))
    assert "That is enough for now." in texts_of(page)
    assert "Well done." not in texts_of(page)
    assert any("1:35" in text and "5:00" in text for text in texts_of(page))


def test_way_out_is_listed_in_order_and_the_week_is_said(page: ClosingPage) -> None:
    said = texts_of(page)
    assert said.index("Lift the hips.") < said.index("Roll to a side.")
    assert "This week: 1 of 5 days." in said


def test_routine_without_a_way_out_shows_none(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, closing=()), RECORD)
    assert "Take your time" not in texts_of(page)


def test_way_out_of_one_routine_is_not_shown_after_another(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, closing=("Stand up.",)), RECORD)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert "Stand up." in texts_of(page)
    assert "Lift the hips." not in texts_of(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_one_key_leads_home(page: ClosingPage, heard: list[object], key: Qt.Key) -> None:
    press(page, key)
    assert heard == ["done"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_note_is_kept_once_on_leaving(page: ClosingPage, heard: list[object], key: Qt.Key) -> None:
    note = page.findChild(QLineEdit)
    note.setFocus()
    QTest.keyClicks(note, "  The left side is softer. ")
    press(page, key)
    assert heard == [("one", "The left side is softer."), "done"]
    page.keep_note()
    assert len(heard) == 2


def test_a_note_set_by_a_screen_reader_is_kept(page: ClosingPage, heard: list[object]) -> None:
    note = page.findChild(QLineEdit)
    QAccessible.queryAccessibleInterface(note).setText(QAccessible.Text.Value, "By voice")
    button_named(page, "Done").click()
    assert heard == [("one", "By voice"), "done"]


def test_note_that_was_not_touched_is_not_told(page: ClosingPage, heard: list[object]) -> None:
    show(page, ROUTINE, replace(RECORD, note="From before"))
    assert page.findChild(QLineEdit).text() == "From before"
    page.keep_note()
    assert heard == []


def test_note_of_one_session_is_not_that_of_the_next(page: ClosingPage, heard: list[object]) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), "First")
    page.keep_note()
    show(page, ROUTINE, replace(RECORD, uuid="two"))
    assert page.findChild(QLineEdit).text() == ""
    page.keep_note()
    assert heard == [("one", "First")]


def test_note_has_a_longest_length(page: ClosingPage, heard: list[object]) -> None:
    note = page.findChild(QLineEdit)
    note.setFocus()
    note.insert("x" * (NOTE_LENGTH + 20))
    page.keep_note()
    assert heard == [] or len(heard[0][1]) == NOTE_LENGTH  # type: ignore[index]
    assert len(note.text()) == NOTE_LENGTH


def test_texts_of_routines_are_shown_as_they_are(page: ClosingPage) -> None:
    show(page, replace(ROUTINE, title=MARKUP, closing=(MARKUP,)), RECORD)
    assert MARKUP in texts_of(page)
    assert labels_that_read_markup(page) == []


def test_every_control_has_a_name_and_is_reached_by_tab(page: ClosingPage) -> None:
    assert nameless_controls(page) == []
    assert sorted(type(one).__name__ for one in reach_by_tab(page)) == ["NoteLine", "QPushButton"]


# --- discomfort, if a person wants to be asked, and paused weeks ---

QUESTION = "How much discomfort do you feel now?"


def ask(page: ClosingPage, record: SessionRecord = RECORD) -> None:
    page.show_closing(ROUTINE, record, WEEK, asks_discomfort=True)
    page.setFocus()
    QApplication.processEvents()


@pytest.fixture
def answers(page: ClosingPage) -> list[object]:
    wishes: list[object] = []
    page.discomfort_chosen.connect(lambda *answer: wishes.append(answer))
    return wishes


def test_discomfort_is_asked_only_where_it_is_wanted(page: ClosingPage) -> None:
    assert QUESTION not in texts_of(page)
    ask(page)
    assert QUESTION in texts_of(page)
    show(page, ROUTINE, RECORD)
    assert QUESTION not in texts_of(page)


def test_answer_is_told_with_its_session_and_the_last_one_counts(page: ClosingPage, answers: list[object]) -> None:
    ask(page)
    for text in ("4", "2", "Skip"):
        button_named(page, text).click()
    assert answers == [("one", 4), ("one", 2), ("one", None)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_leaving_without_an_answer_is_one_key_and_tells_none(
    page: ClosingPage, answers: list[object], heard: list[object], key: Qt.Key
) -> None:
    ask(page, replace(RECORD, discomfort_before=6))
    press(page, key)
    assert heard == ["done"]
    assert answers == []


def test_enter_on_a_level_chooses_it_and_stays(page: ClosingPage, answers: list[object], heard: list[object]) -> None:
    ask(page)
    page.findChild(DiscomfortScale).first.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_3, Qt.Key.Key_Return):
        press(page, key)
    assert answers == [("one", 3)]
    assert heard == []


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [(6, 3, "You rated it 6 before and 3 now."), (2, 7, "You rated it 2 before and 7 now."), (6, 5, ""), (None, 3, "")],
)
def test_difference_is_said_from_two_points_on_and_in_figures_alone(
    page: ClosingPage, before: int | None, after: int, sentence: str
) -> None:
    ask(page, replace(RECORD, discomfort_before=before))
    assert not any(text.startswith("You rated") for text in texts_of(page))
    button_named(page, str(after)).click()
    assert [text for text in texts_of(page) if text.startswith("You rated")] == ([sentence] if sentence else [])
    button_named(page, "Skip").click()
    assert not any(text.startswith("You rated") for text in texts_of(page))


def test_answer_of_one_session_is_not_that_of_the_next(page: ClosingPage, answers: list[object]) -> None:
    ask(page, replace(RECORD, discomfort_before=6, discomfort_after=3))
    assert page.findChild(DiscomfortScale).level == 3
    assert "You rated it 6 before and 3 now." in texts_of(page)
    ask(page, replace(RECORD, uuid="two", discomfort_before=6))
    assert page.findChild(DiscomfortScale).level is None
    assert answers == []


def test_question_has_names_and_is_reached_by_tab(page: ClosingPage) -> None:
    ask(page)
    assert nameless_controls(page) == []
    assert sorted(type(one).__name__ for one in reach_by_tab(page)) == [
        "ChoiceButton", "DiscomfortScale", "NoteLine", "QPushButton",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        (Week(WEEK.start, (), 0, paused=(WEEK.start,)), "This week is paused. Each day still counts."),
        (Week(WEEK.start, (), 2, length=3), "Your week starts over. Each day still counts."),
        (Week(WEEK.start, (), 3, paused=(WEEK.start,)), "This week: 0 of 3 days."),
    ],
)
def test_week_without_a_target_is_held_against_none(page: ClosingPage, week: Week, sentence: str) -> None:
    page.show_closing(ROUTINE, RECORD, week)
    assert sentence in texts_of(page)
    assert not any("of 0" in text for text in texts_of(page))


@EACH_FAMILY
@pytest.mark.parametrize(("width", "height"), [(900, 600), (480, 400)])
@pytest.mark.parametrize("percent", [100.0, 175.0, 250.0])
def test_larger_text_scrolls_and_the_way_home_stays_whole(
    page: ClosingPage, qapp: QApplication, width: int, height: int, percent: float
) -> None:
    ask(page, replace(RECORD, discomfort_before=6, discomfort_after=3))
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(width, height)
    for _ in range(4):
        QApplication.processEvents()
    assert page.size().toTuple() == (width, height)
    home = button_named(page, "Done")
    assert home.height() >= home.sizeHint().height()
    assert page.rect().contains(QRect(home.mapTo(page, home.rect().topLeft()), home.size()))
    content = page.findChild(QScrollArea).widget()
    assert content.height() >= content.heightForWidth(content.width())


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_page_is_painted_in_the_theme(page: ClosingPage, qapp: QApplication, theme: Theme) -> None:
    ask(page)
    apply_style(qapp, theme, 9.0, 100.0)
    QApplication.processEvents()
    assert page.grab().toImage().pixelColor(5, 5).name() == theme.background


@pytest.mark.parametrize(
    ("days", "target", "meaning"),
    [(1, 5, "4 more days meet your goal for this week."), (4, 5, "1 more day meets your goal for this week."),
     (5, 5, "You have met your goal for this week.")],
)  # fmt: skip
def test_one_sentence_says_what_the_day_means_for_the_week(
    page: ClosingPage, days: int, target: int, meaning: str
) -> None:
    adherent = tuple(date(2026, 11, 9) + timedelta(days=n) for n in range(days))
    today = adherent[-1]
    record = replace(RECORD, practice_date=today)
    page.show_closing(ROUTINE, record, Week(date(2026, 11, 9), adherent, target, is_current=True))
    assert meaning in texts_of(page)


def test_goal_out_of_reach_is_no_failure(page: ClosingPage) -> None:
    sunday = date(2026, 11, 15)
    page.show_closing(ROUTINE, replace(RECORD, practice_date=sunday), Week(date(2026, 11, 9), (sunday,), 5))
    assert "Each day still counts." in texts_of(page)
