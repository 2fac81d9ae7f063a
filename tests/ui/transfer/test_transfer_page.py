"""Export and import: the report that is asked for and the result of each wish, by mouse, keys and screen reader."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.report import Paper
from psoas_timer.ui.kit.controls import DayBox
from psoas_timer.ui.kit.forms import PathLabel
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Column, Tick
from psoas_timer.ui.transfer.transfer_page import ReportWish, TransferPage
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

TODAY = date(2026, 11, 23)
BACKWARDS = "The first day is after the last day. Choose an earlier first day."
OWN_DAYS = 4  # the index of "Custom range" among the periods
WISHES = {
    "Export as CSV…": "export_wanted",
    "Back up everything…": "backup_wanted",
    "Restore from a backup…": "restore_wanted",
    "From a CSV file…": "csv_wanted",
    "From Loop Habit Tracker…": "loop_wanted",
    "Back": "back_requested",
}


class Person:
    """A page in a window, the day on which it is open, and what was asked for there."""

    def __init__(
        self, qtbot: QtBot, width: int = 900, height: int = 700, country: QLocale.Country = QLocale.Country.Germany
    ) -> None:
        self.today = TODAY
        self.page = TransferPage(country)
        qtbot.addWidget(self.page)
        self.reports: list[ReportWish] = []
        self.wishes: list[str] = []
        self.page.report_wanted.connect(self.reports.append)
        for signal in WISHES.values():
            getattr(self.page, signal).connect(lambda signal=signal: self.wishes.append(signal))
        self.show()
        self.page.resize(width, height)
        open_window(self.page)
        self.page.setFocus()

    def show(self) -> None:
        self.page.show_page(lambda: self.today)

    def control(self, name: str) -> QWidget:
        (found,) = [one for one in self.page.findChildren(QWidget) if one.accessibleName() == name]
        return found

    def box(self, name: str) -> QComboBox:
        found = self.control(name)
        assert isinstance(found, QComboBox)
        return found

    def day(self, name: str) -> DayBox:
        found = self.control(name)
        assert isinstance(found, DayBox)
        return found

    def press(self, text: str) -> None:
        QTest.mouseClick(button_named(self.page, text), Qt.MouseButton.LeftButton)

    def save(self) -> ReportWish:
        """Ask for a report, and return the one wish that is emitted."""
        before = len(self.reports)
        self.press("Save as PDF…")
        assert len(self.reports) == before + 1
        return self.reports[-1]


@pytest.fixture
def person(qtbot: QtBot) -> Person:
    return Person(qtbot)


# --- which report ---


@pytest.mark.parametrize(("index", "days"), [(0, 28), (1, 84), (2, 182), (3, 365)])
def test_a_stretch_ends_today_and_has_so_many_days(person: Person, index: int, days: int) -> None:
    person.box("Period").setCurrentIndex(index)
    assert not person.day("First day").isVisible()
    assert person.save() == ReportWish(TODAY - timedelta(days=days - 1), TODAY, Paper.A4, with_notes=False)


def test_the_last_twelve_weeks_without_notes_are_proposed(person: Person) -> None:
    assert person.box("Period").hasFocus()
    assert person.box("Period").currentText() == "The last 12 weeks"
    assert person.save() == ReportWish(date(2026, 9, 1), TODAY, Paper.A4, with_notes=False)


def test_everything_that_was_chosen_is_handed_on(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.day("First day").show_day(date(2025, 12, 24))
    person.day("Last day").show_day(date(2026, 1, 6))
    person.box("Paper size").setCurrentIndex(1)
    QTest.mouseClick(person.page.findChild(Tick), Qt.MouseButton.LeftButton)
    assert person.save() == ReportWish(date(2025, 12, 24), date(2026, 1, 6), Paper.LETTER, with_notes=True)


def test_one_day_is_a_stretch_and_the_other_way_round_is_none(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.day("First day").show_day(TODAY)
    assert person.save().first == TODAY
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Save as PDF…")
    assert len(person.reports) == 1
    assert BACKWARDS in texts_of(person.page)
    assert person.day("First day").hasFocus()
    assert {person.day(name).accessibleDescription() for name in ("First day", "Last day")} == {BACKWARDS}


@pytest.mark.parametrize("mend", ["First day", "Last day", "Period"])
def test_a_fault_is_told_until_it_may_be_mended(person: Person, mend: str) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.day("First day").show_day(TODAY)
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Save as PDF…")
    if mend == "Period":
        person.box("Period").setCurrentIndex(0)
    else:
        person.day(mend).show_day(TODAY - timedelta(days=9 if mend == "First day" else 0))
    assert BACKWARDS not in texts_of(person.page)
    assert person.day("First day").accessibleDescription() == ""


def test_a_day_that_is_being_typed_counts(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    first = person.day("First day")
    first.setFocus()
    first.setSelectedSection(DayBox.Section.DaySection)
    QTest.keyClicks(first, "9")
    button_named(person.page, "Save as PDF…").click()  # which takes no focus
    assert person.reports[0].first == date(2026, 9, 9)


def test_no_day_is_in_the_future(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    for name in ("First day", "Last day"):
        person.day(name).show_day(TODAY + timedelta(days=1))
        assert person.day(name).day == TODAY


def test_the_day_goes_on_while_the_page_is_open(person: Person) -> None:
    person.today = TODAY + timedelta(days=1)
    assert (person.save().first, person.save().last) == (date(2026, 9, 2), person.today)
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.today = TODAY + timedelta(days=2)
    assert (person.save().first, person.save().last) == (date(2026, 9, 3), person.today)


def test_what_was_chosen_stays_and_days_that_nobody_chose_move_on(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.box("Paper size").setCurrentIndex(1)
    person.page.findChild(Tick).setChecked(True)
    person.day("First day").show_day(date(2026, 1, 5))
    person.show()
    assert person.save() == ReportWish(date(2026, 1, 5), TODAY, Paper.LETTER, with_notes=True)
    person.today = TODAY + timedelta(days=5)
    person.show()
    assert person.save() == ReportWish(date(2026, 1, 5), person.today, Paper.LETTER, with_notes=True)
    person.day("Last day").show_day(date(2026, 11, 1))
    person.today = TODAY + timedelta(days=9)
    person.show()
    assert person.save() == ReportWish(date(2026, 1, 5), date(2026, 11, 1), Paper.LETTER, with_notes=True)


def test_a_clock_that_is_set_back_leaves_no_day_in_the_future(person: Person) -> None:
    person.today = TODAY - timedelta(days=300)
    person.show()
    person.box("Period").setCurrentIndex(OWN_DAYS)
    assert person.save() == ReportWish(person.today - timedelta(days=83), person.today, Paper.A4, with_notes=False)


@pytest.mark.parametrize(
    ("country", "paper"),
    [
        (QLocale.Country.UnitedStates, Paper.LETTER),
        (QLocale.Country.Canada, Paper.LETTER),  # although it is metric
        (QLocale.Country.Mexico, Paper.LETTER),
        (QLocale.Country.UnitedKingdom, Paper.A4),
        (QLocale.Country.Russia, Paper.A4),  # for which Qt has no English
        (QLocale.Country.AnyCountry, Paper.A4),
    ],
)
def test_paper_is_at_first_what_people_have_in_the_persons_country(
    qtbot: QtBot, country: QLocale.Country, paper: Paper
) -> None:
    person = Person(qtbot, country=country)
    assert person.save().paper is paper
    assert person.box("Paper size").currentText() == {Paper.A4: "A4", Paper.LETTER: "Letter"}[paper]


# --- the other wishes, and the result of one ---


def test_each_button_wishes_once_and_nothing_else(person: Person) -> None:
    for text, signal in WISHES.items():
        person.wishes.clear()
        person.press(text)
        assert person.wishes == [signal]
    assert person.reports == []
    shown = [one.text() for one in person.page.findChildren(QPushButton) if one.isVisible()]
    assert sorted(shown) == sorted([*WISHES, "Save as PDF…"])


def test_what_came_of_a_wish_is_seen_at_the_top_and_gone_at_the_next_visit(qtbot: QtBot) -> None:
    person = Person(qtbot, 480, 400)
    bar = person.page.findChild(QScrollArea).verticalScrollBar()
    bar.setValue(bar.maximum())
    person.page.tell(f"Saved as /{MARKUP}/{{folder}} %1.csv.")
    QApplication.processEvents()
    (told,) = person.page.findChildren(PathLabel)
    assert told.text() == f"Saved as /{MARKUP}/{{folder}} %1.csv."
    assert told.isVisible() and bar.value() == 0
    assert labels_that_read_markup(person.page) == []
    person.show()
    assert not told.isVisible()


def test_a_screen_reader_says_each_fault_and_what_came_of_a_wish(person: Person, said: list[str]) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.day("First day").show_day(TODAY)
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Save as PDF…")
    person.page.tell("Saved.")
    person.page.tell("")
    assert said == [BACKWARDS, "Saved."]


def test_a_path_is_broken_where_it_must_be_and_copied_and_said_as_it_is(qtbot: QtBot) -> None:
    person = Person(qtbot, 480, 400)
    sentence = f"Saved as C:\\{'long' * 60}\\report.pdf."
    person.page.tell(sentence)
    QApplication.processEvents()
    (told,) = person.page.findChildren(PathLabel)
    assert cut_off(person.page.findChild(Column)) == []
    assert name_of(told) == sentence
    QTest.keyClick(person.page, Qt.Key.Key_Backtab)  # from the first control
    assert told.hasFocus()
    QTest.keyClick(told, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == sentence


# --- keys, names, room ---


@pytest.mark.parametrize("is_own", [False, True])
def test_every_control_has_a_name_and_is_reached_by_tab_in_the_order_of_the_page(person: Person, is_own: bool) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS if is_own else 1)
    assert nameless_controls(person.page) == []
    assert reach_by_tab(person.page) == set(controls_of(person.page))
    person.box("Period").setFocus()
    days = ["First day", "Last day"] if is_own else []
    for name in ("Period", *days, "Paper size", "Include my notes", "Save as PDF…", *WISHES):
        focused = person.page.focusWidget()
        assert name in (focused.accessibleName(), name_of(focused))
        while person.page.focusWidget() is focused:  # a day has three parts
            press(person.page, Qt.Key.Key_Tab)


def test_escape_goes_back_from_everywhere(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    controls = controls_of(person.page)
    for one in controls:
        one.setFocus()
        press(person.page, Qt.Key.Key_Escape)
    assert person.wishes == ["back_requested"] * len(controls)


def test_the_wheel_changes_nothing(person: Person) -> None:
    person.box("Period").setCurrentIndex(OWN_DAYS)
    before = person.save()
    for name in ("Last day", "First day", "Paper size", "Period"):
        turn_wheel(person.control(name))
    assert person.save() == before


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 100.0), (480, 400, 175.0)])
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    person = Person(qtbot, width, height)
    person.box("Period").setCurrentIndex(OWN_DAYS)
    person.day("First day").show_day(TODAY)
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Save as PDF…")
    QApplication.processEvents()
    assert BACKWARDS in texts_of(person.page)
    assert (person.page.width(), person.page.height()) == (width, height)
    assert cut_off(person.page.findChild(Column)) == []
