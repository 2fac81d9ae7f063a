"""The form for a session done elsewhere: what it proposes, and what is taken from it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLineEdit, QSpinBox, QTimeEdit
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import RoutineName, Side
from psoas_timer.core.history.session import NOTE_LENGTH
from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.ui.history.session_entry_form import RoutineChoice, SessionEntryForm
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import turn_wheel
from tests.ui.keyboard import name_of, nameless_controls, open_window, press

ROUTINES: list[RoutineChoice] = [
    RoutineChoice(RoutineName("bridge", "Supported bridge"), lambda: (300.0, False)),
    RoutineChoice(RoutineName("release", "Contract and release"), lambda: (720.0, True)),
]
NOW = datetime.fromisoformat("2026-11-09T19:32:40")


class Person:
    """A form in a window, and the controls by their names."""

    def __init__(self, qtbot: QtBot, now: datetime = NOW) -> None:
        self.form = SessionEntryForm()
        qtbot.addWidget(self.form)
        self.form.start(ROUTINES, now)
        open_window(self.form)

    @property
    def day(self) -> QDateEdit:
        return self.form.findChild(QDateEdit)

    @property
    def began(self) -> QTimeEdit:
        return next(one for one in self.form.findChildren(QTimeEdit) if one.accessibleName() == "Started at")

    @property
    def minutes(self) -> QSpinBox:
        return next(one for one in self.form.findChildren(QSpinBox) if one.accessibleName() == "Practised")

    @property
    def note(self) -> QLineEdit:
        return next(one for one in self.form.findChildren(QLineEdit) if one.accessibleName() == "Note")

    def combo(self, name: str) -> QComboBox:
        return next(one for one in self.form.findChildren(QComboBox) if one.accessibleName() == name)


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (NOW, "2026-11-09T19:25"),
        (datetime.fromisoformat("2026-11-10T00:03"), "2026-11-09T23:55"),
        (datetime.fromisoformat("2026-11-09T19:35:59"), "2026-11-09T19:30"),
    ],
)
def test_it_proposes_a_session_that_has_just_ended_at_a_round_time(qtbot: QtBot, now: datetime, start: str) -> None:
    person = Person(qtbot, now)
    assert person.form.take_entry() == SessionEntry(datetime.fromisoformat(start), "bridge", 300.0)
    assert person.form.first is person.day


def test_all_that_is_entered_is_taken(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.combo("Routine").setCurrentIndex(1)
    person.day.setDate(QDate(2026, 11, 7))
    person.began.setTime(QTime(6, 45))
    person.minutes.setValue(20)
    person.combo("Sides").setCurrentIndex(2)
    person.note.setText(" softer ")
    start = datetime.fromisoformat("2026-11-07T06:45")
    assert person.form.take_entry() == SessionEntry(start, "release", 1200.0, (Side.RIGHT,), "softer")


def test_what_is_being_typed_is_taken_too(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.minutes.setFocus()
    person.minutes.selectAll()
    QTest.keyClicks(person.minutes, "4")
    entry = person.form.take_entry()
    assert entry is not None
    assert entry.practised_s == 240.0


def test_without_a_routine_there_is_no_entry(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.form.start([], NOW)
    assert person.form.take_entry() is None


def test_minutes_follow_the_routine_until_they_are_given(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.combo("Routine").setCurrentIndex(1)
    assert person.minutes.value() == 12
    person.minutes.setValue(9)
    person.combo("Routine").setCurrentIndex(0)
    assert person.minutes.value() == 9
    assert (person.minutes.minimum(), person.minutes.maximum()) == (1, 180)
    person.form.start(ROUTINES, NOW)
    assert person.minutes.value() == 5


def test_sides_are_asked_for_where_the_routine_has_any(qtbot: QtBot) -> None:
    person = Person(qtbot)
    sides = person.combo("Sides")
    assert not sides.isVisible()
    person.combo("Routine").setCurrentIndex(1)
    assert sides.isVisible()
    assert [sides.itemText(index) for index in range(3)] == ["Both sides", "Left side", "Right side"]


def test_no_day_to_come_is_offered_and_the_last_one_moves_on(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert (person.day.minimumDate(), person.day.maximumDate()) == (QDate(1980, 1, 1), QDate(2026, 11, 9))
    person.form.end_with(date(2026, 11, 10))
    assert person.day.maximumDate() == QDate(2026, 11, 10)


def test_a_change_of_start_or_length_is_told(qtbot: QtBot) -> None:
    person = Person(qtbot)
    told: list[str] = []
    person.form.changed.connect(lambda: told.append("changed"))
    person.day.setDate(QDate(2026, 11, 7))
    person.began.setTime(QTime(6, 45))
    person.minutes.setValue(20)
    assert len(told) == 3
    person.note.setText("softer")
    assert len(told) == 3


def test_a_fault_of_the_start_is_read_out_with_it_and_keys_go_there(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.form.describe_start("Not over yet.")
    assert [one.accessibleDescription() for one in (person.day, person.began)] == ["Not over yet."] * 2
    person.form.go_to_time()
    assert person.began.hasFocus()


def test_names_and_the_order_of_tab_are_those_of_the_rows(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.combo("Routine").setCurrentIndex(1)
    assert nameless_controls(person.form) == []
    person.day.setFocus()
    order = []
    for _ in range(20):  # a date and a time have a stop for each of their parts
        focused = person.form.focusWidget()
        order.append(focused.accessibleName() or name_of(focused))
        press(person.form, Qt.Key.Key_Tab)
    rows = ["Date", "Started at", "Routine", "Practised", "Sides", "Note"]
    assert list(dict.fromkeys(name for name in order if name in rows)) == rows
    assert person.note.maxLength() == NOTE_LENGTH


def test_turning_the_wheel_changes_nothing(qtbot: QtBot) -> None:
    person = Person(qtbot)
    before = person.form.take_entry()
    for one in (person.day, person.began, person.minutes, person.combo("Routine")):
        turn_wheel(one)
    assert person.form.take_entry() == before


def test_no_day_of_the_calendar_is_red_in_either_theme(qtbot: QtBot, qapp: QApplication) -> None:
    person = Person(qtbot)
    for theme in (LIGHT, DARK):
        apply_style(qapp, theme, 9.0, 100.0)
        for name in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            weekend = person.day.calendarWidget().weekdayTextFormat(name).foreground().color()
            assert weekend == qapp.palette().color(QPalette.ColorRole.Text)


def test_time_is_asked_for_as_the_locale_writes_it(qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    assert Person(qtbot).began.text().endswith("PM")


@EACH_FAMILY
@pytest.mark.parametrize("percent", [100.0, 250.0])
def test_every_control_is_as_tall_as_the_note(qtbot: QtBot, qapp: QApplication, percent: float) -> None:
    person = Person(qtbot)
    apply_style(qapp, LIGHT, 9.0, percent)
    person.form.resize(person.form.sizeHint())
    QApplication.processEvents()
    shown = [person.day, person.began, person.minutes, person.combo("Routine")]
    assert {one.height() for one in shown} == {person.note.sizeHint().height()}
