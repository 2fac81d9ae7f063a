"""The page for a session done elsewhere: what it proposes, what it saves, and what it does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import RoutineName, Side
from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.core.problem import BadValue
from psoas_timer.ui.history.session_entry import SessionEntryPage
from psoas_timer.ui.history.session_entry_form import RoutineChoice
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

ROUTINES: list[RoutineChoice] = [
    RoutineChoice(RoutineName("bridge", "Supported bridge"), lambda: (300.0, False)),
    RoutineChoice(RoutineName("release", "Contract and release"), lambda: (720.0, True)),
]
NOW = datetime.fromisoformat("2026-11-09T19:32:40")
FUTURE = "This session would start in the future. Choose an earlier date or time."
NOT_OVER = "This session would not have ended yet. Choose an earlier time or fewer minutes."


class Clock:
    """The local time, which a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def open_page(qtbot: QtBot, clock: Clock | None = None) -> tuple[SessionEntryPage, list[SessionEntry]]:
    page = SessionEntryPage()
    qtbot.addWidget(page)
    page.resize(900, 640)
    wanted: list[SessionEntry] = []
    page.entry_wanted.connect(wanted.append)
    page.show_entry(ROUTINES, clock or Clock())
    open_window(page)
    page.setFocus()
    return page, wanted


def control(page: QWidget, kind: type, name: str) -> QWidget:
    return next(one for one in page.findChildren(kind) if one.accessibleName() == name)


def day(page: QWidget) -> QDateEdit:
    return control(page, QDateEdit, "Date")  # type: ignore[return-value]


def began(page: QWidget) -> QTimeEdit:
    return control(page, QTimeEdit, "Started at")  # type: ignore[return-value]


def minutes(page: QWidget) -> QSpinBox:
    return control(page, QSpinBox, "Practised")  # type: ignore[return-value]


def routine(page: QWidget) -> QComboBox:
    return control(page, QComboBox, "Routine")  # type: ignore[return-value]


def sides(page: QWidget) -> QComboBox:
    return control(page, QComboBox, "Sides")  # type: ignore[return-value]


def add(page: QWidget) -> None:
    QTest.mouseClick(button_named(page, "Add"), Qt.MouseButton.LeftButton)


def test_proposes_a_session_that_has_just_ended(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    assert day(page).hasFocus()
    add(page)
    assert wanted == [SessionEntry(datetime.fromisoformat("2026-11-09T19:25"), "bridge", 300.0)]
    assert day(page).maximumDate() == QDate(2026, 11, 9)
    assert day(page).minimumDate() == QDate(1980, 1, 1)


def test_just_after_midnight_it_proposes_the_evening_before(qtbot: QtBot) -> None:
    clock = Clock()
    clock.now = datetime.fromisoformat("2026-11-10T00:03")
    page, wanted = open_page(qtbot, clock)
    add(page)
    assert wanted[0].local_start == datetime.fromisoformat("2026-11-09T23:55")


def test_everything_that_was_entered_is_handed_on(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    routine(page).setCurrentIndex(1)
    day(page).setDate(QDate(2026, 11, 7))
    began(page).setTime(QTime(6, 45))
    minutes(page).setValue(20)
    sides(page).setCurrentIndex(2)
    control(page, QLineEdit, "Note").setText(f" {MARKUP} ")  # type: ignore[attr-defined]
    add(page)
    start = datetime.fromisoformat("2026-11-07T06:45")
    assert wanted == [SessionEntry(start, "release", 1200.0, (Side.RIGHT,), MARKUP)]


def test_sides_are_asked_for_where_the_routine_has_any(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    assert not sides(page).isVisible()
    routine(page).setCurrentIndex(1)
    assert sides(page).isVisible()
    assert [sides(page).itemText(index) for index in range(3)] == ["Both sides", "Left side", "Right side"]
    began(page).setTime(QTime(8, 0))
    add(page)
    sides(page).setCurrentIndex(1)
    add(page)
    routine(page).setCurrentIndex(0)
    add(page)
    assert [one.sides for one in wanted] == [(Side.LEFT, Side.RIGHT), (Side.LEFT,), ()]


@pytest.mark.parametrize(("time", "sentence"), [(QTime(19, 33), FUTURE), (QTime(19, 30), NOT_OVER)])
def test_what_is_not_over_is_told_and_not_handed_on(qtbot: QtBot, time: QTime, sentence: str) -> None:
    page, wanted = open_page(qtbot)
    began(page).setTime(time)
    add(page)
    assert wanted == []
    assert sentence in texts_of(page)
    assert began(page).hasFocus()
    assert began(page).accessibleDescription() == sentence
    began(page).setTime(QTime(19, 0))
    assert sentence not in texts_of(page), "it may be mended now"
    add(page)
    assert len(wanted) == 1


def test_time_goes_on_while_the_form_is_open(qtbot: QtBot) -> None:
    clock = Clock()
    page, wanted = open_page(qtbot, clock)
    began(page).setTime(QTime(19, 40))
    add(page)
    assert wanted == []
    clock.now = NOW + timedelta(minutes=15)
    add(page)
    assert [one.local_start for one in wanted] == [datetime.fromisoformat("2026-11-09T19:40")]
    clock.now = NOW + timedelta(days=1)
    began(page).setTime(QTime(19, 50))
    add(page)
    assert day(page).maximumDate() == QDate(2026, 11, 10)


def test_a_problem_of_the_log_is_shown_and_another_visit_begins_anew(qtbot: QtBot) -> None:
    page, _wanted = open_page(qtbot)
    page.show_problem(BadValue("It is {thing}.", "Try again.", thing=MARKUP))
    assert f"It is {MARKUP}. Try again." in texts_of(page)
    control(page, QLineEdit, "Note").setText("x")  # type: ignore[attr-defined]
    page.show_entry(ROUTINES, Clock())
    assert control(page, QLineEdit, "Note").text() == ""  # type: ignore[attr-defined]
    assert not any("Try again" in text for text in texts_of(page))


def test_without_a_routine_nothing_is_handed_on(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    page.show_entry([], Clock())
    add(page)
    assert wanted == []


def test_keys_add_and_go_back(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    control(page, QLineEdit, "Note").setFocus()
    press(page, Qt.Key.Key_Return)
    assert len(wanted) == 1
    minutes(page).setFocus()
    with qtbot.waitSignal(page.back_requested, timeout=100):
        press(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.back_requested, timeout=100):
        QTest.mouseClick(button_named(page, "Back"), Qt.MouseButton.LeftButton)
    assert len(wanted) == 1


def test_what_was_typed_counts_without_leaving_the_field(qtbot: QtBot) -> None:
    page, wanted = open_page(qtbot)
    minutes(page).setFocus()
    minutes(page).selectAll()
    QTest.keyClicks(minutes(page), "4")
    press(page, Qt.Key.Key_Return)
    assert [one.practised_s for one in wanted] == [240.0]


def test_tab_reaches_every_control_and_all_have_names(qtbot: QtBot) -> None:
    page, _wanted = open_page(qtbot)
    routine(page).setCurrentIndex(1)
    assert nameless_controls(page) == []
    wanted = {day(page), began(page), minutes(page), routine(page), sides(page), control(page, QLineEdit, "Note")}
    assert wanted | {button_named(page, "Add"), button_named(page, "Back")} <= reach_by_tab(page)
    assert control(page, QLineEdit, "Note").maxLength() == NOTE_LENGTH  # type: ignore[attr-defined]
    assert labels_that_read_markup(page) == []


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(420, 100.0), (830, 175.0), (830, 250.0), (480, 250.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page, _wanted = open_page(qtbot)
    page.resize(width, 700)
    routine(page).setCurrentIndex(1)
    began(page).setTime(QTime(23, 0))
    add(page)
    QApplication.processEvents()
    for one in (one for one in page.findChildren(QWidget) if one.isVisible()):
        assert one.mapTo(page, one.rect().bottomRight()).x() < width
