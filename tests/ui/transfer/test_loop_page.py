"""The choice of a habit: what is offered, what is emitted, and names of any length from a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QSpinBox, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import RoutineName
from psoas_timer.core.history.session_entry import ENTERED_MIN
from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.transfer.loop_page import LoopChoice, LoopPage
from tests.thoroughness import some_of
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, turn_wheel
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    controls_of,
    labels_that_read_markup,
    name_of,
    nameless_controls,
    open_window,
    press,
    reach_by_tab,
    texts_of,
)

FILE = "/somewhere/Loop Habits.zip"
HABITS = [("Psoas", 12_345), ("Stretch", 1), (MARKUP, 0)]
Offered = tuple[RoutineName, Callable[[], float]]


def offered(routine_id: str, title: str, planned_s: float) -> Offered:
    return RoutineName(routine_id, title), lambda: planned_s


ROUTINES = [
    offered("bridge", "Supported bridge", 300.0),
    offered("release", "Front release", 740.0),
    offered("mine", MARKUP, 20.0),
]
NAMES = ["Habit", "Routine", "Each session took"]
LOOK = "Preview import"


class Person:
    """A page in a window and what was chosen there."""

    def __init__(
        self,
        qtbot: QtBot,
        habits: list[tuple[str, int]] = HABITS,
        routines: list[Offered] = ROUTINES,
        width: int = 900,
        height: int = 700,
    ) -> None:
        self.page = LoopPage()
        qtbot.addWidget(self.page)
        self.choices: list[LoopChoice] = []
        self.ways_back = 0
        self.page.chosen.connect(self.choices.append)
        self.page.back_requested.connect(self._count)
        self.page.resize(width, height)
        self.page.show_choice(FILE, habits, routines)
        open_window(self.page)
        self.page.setFocus()

    def _count(self) -> None:
        self.ways_back += 1

    def box(self, name: str) -> QComboBox:
        (found,) = [one for one in self.page.findChildren(QComboBox) if one.accessibleName() == name]
        return found

    @property
    def minutes(self) -> QSpinBox:
        found = self.page.findChild(QSpinBox)
        assert isinstance(found, QSpinBox)
        return found

    def offered(self, name: str) -> list[str]:
        box = self.box(name)
        return [box.itemText(index) for index in range(box.count())]

    def shown(self, name: str) -> str:
        """Return the part of the chosen name that is painted in the closed box."""
        option = QStyleOptionComboBox()
        self.box(name).initStyleOption(option)
        return str(option.currentText)  # type: ignore[attr-defined]

    def press(self, text: str) -> None:
        QTest.mouseClick(button_named(self.page, text), Qt.MouseButton.LeftButton)

    def look(self) -> LoopChoice:
        """Ask for the preview, and return the one choice that is emitted."""
        before = len(self.choices)
        self.press(LOOK)
        assert len(self.choices) == before + 1
        return self.choices[-1]


def test_habits_are_offered_with_their_days_and_routines_by_title(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert FILE in texts_of(person.page)
    assert person.box("Habit").hasFocus()
    assert person.offered("Habit") == ["Psoas (12,345 days)", "Stretch (1 day)", f"{MARKUP} (0 days)"]
    assert person.offered("Routine") == ["Supported bridge", "Front release", MARKUP]
    assert labels_that_read_markup(person.page) == []


def test_what_was_chosen_is_handed_on_in_the_files_own_words(qtbot: QtBot) -> None:
    person = Person(qtbot, [("a", 1), (f" two\nlines  {MARKUP}", 2)])
    assert person.look() == LoopChoice("a", "bridge", 300.0)
    person.box("Habit").setCurrentIndex(1)
    assert person.box("Habit").currentText() == f"two lines {MARKUP} (2 days)", "it has one line"
    person.box("Routine").setCurrentIndex(1)
    assert person.look() == LoopChoice(f" two\nlines  {MARKUP}", "release", 720.0)
    assert person.ways_back == 0


def test_minutes_follow_the_routine_until_they_are_given(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert person.minutes.value() == 5
    person.box("Routine").setCurrentIndex(1)
    assert person.minutes.value() == 12
    person.minutes.setValue(40)
    person.box("Routine").setCurrentIndex(0)
    assert person.look() == LoopChoice("Psoas", "bridge", 2400.0)


def test_a_habit_that_says_how_long_is_not_asked_about(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.page.show_choice(FILE, [("Psoas", 3), ("Breathing", 2)], ROUTINES, {"Breathing"})
    ticked, timed = (
        "Only days that you ticked yourself are imported.",
        "Each session took as long as you entered in Loop Habit Tracker for that day.",
    )
    assert person.minutes.isVisible()
    assert (ticked in texts_of(person.page), timed in texts_of(person.page)) == (True, False)
    person.box("Habit").setCurrentIndex(1)
    assert not person.minutes.isVisible()
    assert (ticked in texts_of(person.page), timed in texts_of(person.page)) == (False, True)
    assert person.look().habit == "Breathing"
    person.page.show_choice(FILE, [("Breathing", 2)], ROUTINES)
    assert person.minutes.isVisible()


def test_another_file_begins_anew(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.box("Habit").setCurrentIndex(2)
    person.box("Routine").setCurrentIndex(1)
    person.minutes.setValue(40)
    person.page.show_choice("/other.csv", [("Other", 3)], ROUTINES[::-1])
    assert "/other.csv" in texts_of(person.page) and FILE not in texts_of(person.page)
    assert person.offered("Habit") == ["Other (3 days)"]
    assert person.look() == LoopChoice("Other", "mine", 60.0)


@pytest.mark.parametrize(("planned_s", "minutes"), [(0.0, 1), (20.0, 1), (100.0, 2), (10_800.0, 180), (86_400.0, 180)])
def test_minutes_are_those_that_an_entered_session_may_have(qtbot: QtBot, planned_s: float, minutes: int) -> None:
    person = Person(qtbot, routines=[offered("one", "One", planned_s)])
    assert (person.minutes.minimum(), person.minutes.maximum()) == ENTERED_MIN
    assert person.look().planned_s == minutes * 60.0


def test_minutes_that_are_being_typed_count(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.minutes.setKeyboardTracking(False)  # as if the last key had not been handled yet
    person.minutes.setFocus()
    person.minutes.selectAll()
    QTest.keyClicks(person.minutes, "7")
    button_named(person.page, LOOK).click()
    assert [one.planned_s for one in person.choices] == [420.0]


@pytest.mark.parametrize("is_habit", [False, True])
def test_where_there_is_nothing_to_choose_nothing_is_handed_on(qtbot: QtBot, is_habit: bool) -> None:
    person = Person(qtbot, HABITS if is_habit else [], [] if is_habit else ROUTINES)
    person.press(LOOK)
    assert person.choices == []


# --- names of any length, in any number ---


def test_a_long_name_is_shortened_in_the_middle_so_that_its_days_are_seen(qtbot: QtBot) -> None:
    person = Person(qtbot, [("Psoas " * 20_000, 7), ("Stretch", 1)], width=480, height=400)
    box = person.box("Habit")
    assert box.geometry().right() < box.parentWidget().width()
    assert person.shown("Habit").startswith("Psoas Psoas") and person.shown("Habit").endswith("(7 days)")
    assert "…" in person.shown("Habit")
    assert person.shown("Routine") == "Supported bridge"
    assert person.look().habit == "Psoas " * 20_000
    box.setCurrentIndex(1)
    assert person.shown("Habit") == "Stretch (1 day)"


@EACH_FAMILY
def test_names_of_another_file_are_not_shortened_where_there_is_room(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert person.shown("Habit") == "Psoas (12,345 days)"
    person.page.show_choice(FILE, [("A habit with rather a long name", 123)], ROUTINES)
    QApplication.processEvents()
    assert person.shown("Habit") == "A habit with rather a long name (123 days)"


# --- keys, names, room ---


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert nameless_controls(person.page) == []
    assert reach_by_tab(person.page) == set(controls_of(person.page))
    person.box("Habit").setFocus()
    for name in (*NAMES, LOOK, "Back"):
        focused = person.page.focusWidget()
        assert name in (focused.accessibleName(), name_of(focused))
        press(person.page, Qt.Key.Key_Tab)


def test_the_way_back_is_a_button_and_escape_from_everywhere(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.press("Back")
    controls = controls_of(person.page)
    for one in controls:
        one.setFocus()
        press(person.page, Qt.Key.Key_Escape)
    assert person.ways_back == 1 + len(controls) == 7
    assert person.choices == []


def test_the_wheel_changes_nothing(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.box("Routine").setCurrentIndex(1)
    before = person.look()
    for one in (person.box("Habit"), person.box("Routine"), person.minutes):
        turn_wheel(one)
    assert person.look() == before


@EACH_FAMILY
@pytest.mark.parametrize("width", some_of(range(460, 620, 7), 6))
def test_where_there_is_room_for_everything_nothing_scrolls(qtbot: QtBot, qapp: QApplication, width: int) -> None:
    """A scroll bar makes the content narrower and so taller, which must not be the only reason for the scroll bar."""
    apply_style(qapp, LIGHT, 9.0, 175.0)
    person = Person(qtbot, width=width, height=900)
    for _ in range(9):
        QApplication.processEvents()
    assert person.page.findChild(QScrollArea).verticalScrollBar().maximum() == 0


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 100.0), (480, 400, 175.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    person = Person(qtbot, [("W" * 500, 7)], [offered("one", "W" * 200, 300.0)], width, height)
    person.page.show_choice(f"/{'W' * 500}/Loop.zip", [("W" * 500, 7)], [offered("one", "W" * 200, 300.0)])
    QApplication.processEvents()
    assert (person.page.width(), person.page.height()) == (width, height)
    scroll = person.page.findChild(QScrollArea)
    assert scroll.widget().width() == scroll.viewport().width()
    assert cut_off(scroll.widget()) == []
    assert person.page.findChild(PathLabel).isVisible()
    for text in (LOOK, "Back"):
        one = button_named(person.page, text)
        assert person.page.rect().contains(QRect(one.mapTo(person.page, QPoint(0, 0)), one.size()))
        assert one.width() >= one.minimumSizeHint().width() and one.height() >= one.minimumSizeHint().height()
