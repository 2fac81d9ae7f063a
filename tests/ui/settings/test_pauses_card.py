"""Pauses in Settings: what is listed, what the form hands on, and that a slip is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Pause, PauseReason
from psoas_timer.ui.kit.forms import DayBox
from psoas_timer.ui.kit.goal_words import pause_days, pause_word
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.pauses_card import MOST_SHOWN, PausesCard
from psoas_timer.ui.settings.settings_page import SettingsPage
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page, turn_wheel
from tests.ui.keyboard import button_named, controls_of, nameless_controls, open_window, press, reach_by_tab, texts_of

TODAY = date(2026, 7, 29)
FAULT = "The last day lies before the first: please choose a later one."


def pause(first: int, last: int | None, reason: PauseReason = PauseReason.ILL, uuid: str = "") -> Pause:
    """Return a pause by its days from today on."""
    end = None if last is None else TODAY + timedelta(days=last)
    return Pause(uuid=uuid or f"{first}", first=TODAY + timedelta(days=first), last=end, reason=reason)


class Person:
    """A card in a window, what it wished for, and a program that makes the wishes come true."""

    def __init__(self, qtbot: QtBot, pauses: Sequence[Pause] = (), *, obeys: bool = False) -> None:
        numbers = count(1)
        self.card = PausesCard(lambda: f"new {next(numbers)}")
        qtbot.addWidget(self.card)
        self.kept = {one.uuid: one for one in pauses}
        self.wanted: list[Pause] = []
        self.removed: list[str] = []
        self.card.pause_wanted.connect(self.wanted.append)
        self.card.pause_removed.connect(self.removed.append)
        if obeys:
            self.card.pause_wanted.connect(self._keep)
            self.card.pause_removed.connect(self._remove)
        self.show()
        self.card.resize(700, 700)
        open_window(self.card)

    def show(self) -> None:
        self.card.show_pauses(list(self.kept.values()), TODAY)

    def _keep(self, one: Pause) -> None:
        self.kept[one.uuid] = one
        self.show()

    def _remove(self, uuid: str) -> None:
        del self.kept[uuid]
        self.show()

    def day(self, name: str) -> DayBox:
        return next(one for one in self.card.findChildren(DayBox) if one.accessibleName() == name)

    @property
    def is_open(self) -> Tick:
        return self.card.findChild(Tick)

    @property
    def reason(self) -> QComboBox:
        return next(one for one in self.card.findChildren(QComboBox) if one.accessibleName() == "Reason")

    def press(self, text: str) -> None:
        button_named(self.card, text).click()

    def buttons(self, text: str) -> list[str]:
        shown = [one for one in self.card.findChildren(QAbstractButton) if one.isVisibleTo(self.card)]
        inside = [one for one in shown if one.text() == text]
        return [one.accessibleName() for one in sorted(inside, key=lambda one: one.mapTo(self.card, QPoint(0, 0)).y())]


# --- the list ---


def test_without_a_pause_it_says_so_and_what_a_pause_does(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert "You have no pauses. One that is over can be added, too." in texts_of(person.card)
    assert any("neither breaks your streak nor adds to it" in text for text in texts_of(person.card))


def test_pauses_are_listed_the_newest_first_with_their_days_and_reasons(qtbot: QtBot) -> None:
    person = Person(
        qtbot,
        [
            pause(-30, -20, PauseReason.TRAVELLING),
            pause(-2, None),
            pause(10, 12, PauseReason.TOLD_TO_REST),
            pause(-400, -400, PauseReason.OTHER),
        ],
    )
    assert person.buttons("Remove") == [
        "Remove: Told to rest, 8 August to 10 August",
        "Remove: Ill, 27 July until you end it",
        "Remove: Travelling, 29 June to 9 July",
        "Remove: Another reason, 24 June 2025",
    ]
    assert {"Told to rest", "8 August to 10 August", "27 July until you end it"} <= set(texts_of(person.card))


@pytest.mark.parametrize(
    ("first", "last", "can_end"),
    [(-5, None, True), (0, None, True), (-5, 3, True), (-5, 1, True), (-5, 0, False), (-5, -1, False), (0, 0, False),
     (1, None, False), (1, 9, False)],
)  # fmt: skip
def test_only_a_pause_that_goes_on_can_be_ended_today(
    qtbot: QtBot, first: int, last: int | None, can_end: bool
) -> None:
    one = pause(first, last)
    person = Person(qtbot, [one])
    assert bool(person.buttons("End today")) is can_end
    if can_end:
        person.press("End today")
        assert person.wanted == [replace(one, last=TODAY)]


def test_many_pauses_are_shown_when_asked_for(qtbot: QtBot) -> None:
    person = Person(qtbot, [pause(-10 * number, -10 * number) for number in range(1, 9)])
    assert len(person.buttons("Remove")) == MOST_SHOWN
    person.press("Show all 8")
    assert len(person.buttons("Remove")) == 8
    person.press("Show fewer")
    assert len(person.buttons("Remove")) == MOST_SHOWN


def test_a_removed_pause_can_be_brought_back_as_it_was(qtbot: QtBot) -> None:
    one = pause(-2, None)
    person = Person(qtbot, [one, pause(-20, -10)], obeys=True)
    person.press("Remove")
    assert person.removed == [one.uuid]
    assert "Removed: Ill, 27 July until you end it." in texts_of(person.card)
    assert person.card.window().focusWidget() is button_named(person.card, "Undo")
    person.press("Undo")
    assert person.wanted == [one]
    assert not any(text.startswith(("Removed", "Undo")) for text in texts_of(person.card))


def test_what_was_removed_is_forgotten_when_the_page_is_left(qtbot: QtBot) -> None:
    person = Person(qtbot, [pause(-2, None)], obeys=True)
    person.press("Remove")
    person.card.hide()
    person.card.show()
    assert "Undo" not in texts_of(person.card)


def test_a_pause_that_could_not_be_removed_offers_no_undo(qtbot: QtBot) -> None:
    person = Person(qtbot, [pause(-2, None)])
    person.press("Remove")
    person.show()
    assert "Undo" not in texts_of(person.card)


def test_ending_a_pause_leaves_the_keys_where_they_can_do_no_harm(qtbot: QtBot) -> None:
    person = Person(qtbot, [pause(-2, None)], obeys=True)
    button_named(person.card, "End today").setFocus()
    press(person.card, Qt.Key.Key_Return)
    assert person.card.window().focusWidget() is person.reason
    assert person.kept["-2"].last == TODAY


# --- the form ---


def test_the_form_proposes_to_be_ill_from_today_on_without_an_end(qtbot: QtBot) -> None:
    person = Person(qtbot, obeys=True)
    assert not person.day("Last day").isEnabled()
    person.press("Add this pause")
    assert person.wanted == [Pause(uuid="new 1", first=TODAY, last=None, reason=PauseReason.ILL)]
    person.press("Add this pause")  # over the other one: which is fine
    assert person.wanted[1].uuid == "new 2"


@pytest.mark.parametrize("reason", PauseReason)
def test_a_pause_of_last_week_is_added_with_its_reason_and_the_form_is_empty_again(
    qtbot: QtBot, reason: PauseReason
) -> None:
    person = Person(qtbot, obeys=True)
    person.reason.setCurrentIndex(list(PauseReason).index(reason))
    person.is_open.click()
    person.day("First day").show_day(date(2026, 7, 20))
    person.day("Last day").show_day(date(2026, 7, 22))
    person.press("Add this pause")
    assert person.wanted == [Pause(uuid="new 1", first=date(2026, 7, 20), last=date(2026, 7, 22), reason=reason)]
    assert (person.reason.currentIndex(), person.is_open.isChecked()) == (0, True)
    assert (person.day("First day").day, person.day("Last day").day) == (TODAY, TODAY)


def test_a_pause_that_could_not_be_kept_stays_in_the_form(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.day("First day").show_day(date(2026, 7, 20))
    person.press("Add this pause")
    person.show()
    assert person.day("First day").day == date(2026, 7, 20)


def test_a_pause_that_ends_before_it_begins_is_told_and_not_handed_on(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.is_open.click()
    person.day("Last day").show_day(TODAY - timedelta(days=1))
    person.press("Add this pause")
    assert person.wanted == []
    assert FAULT in texts_of(person.card)
    assert person.day("Last day").accessibleDescription() == FAULT
    assert person.card.window().focusWidget() is person.day("Last day")
    person.day("Last day").show_day(TODAY)
    assert FAULT not in texts_of(person.card)
    person.press("Add this pause")
    assert [(one.first, one.last) for one in person.wanted] == [(TODAY, TODAY)]


def test_a_day_is_typed_too(qtbot: QtBot) -> None:
    person = Person(qtbot)
    first = person.day("First day")
    first.setFocus()
    first.setSelectedSection(first.Section.DaySection)
    QTest.keyClicks(first, "05")
    person.press("Add this pause")
    assert person.wanted[0].first == date(2026, 7, 5)


def test_a_new_day_is_proposed_unless_the_form_was_begun(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.card.show_pauses([], TODAY + timedelta(days=1))
    assert person.day("First day").day == TODAY + timedelta(days=1)
    person.is_open.click()
    person.card.show_pauses([], TODAY + timedelta(days=2))
    assert person.day("First day").day == TODAY + timedelta(days=1)
    assert not person.is_open.isChecked()


@pytest.mark.qt_log_ignore("plugin does not support")  # the offscreen platform lacks what popups ask for
def test_escape_closes_the_calendar_and_only_then_leaves_the_page(qtbot: QtBot) -> None:
    card = PausesCard(lambda: "new")
    page = SettingsPage("data folder", [card])
    qtbot.addWidget(page)
    card.show_pauses([], TODAY)
    left: list[bool] = []
    page.back_requested.connect(lambda: left.append(True))
    page.resize(900, 600)
    open_window(page)
    box = card.findChildren(DayBox)[0]
    box.setFocus()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 8, box.height() // 2))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup.focusWidget() or popup, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert QApplication.activePopupWidget() is None
    assert left == []
    press(page, Qt.Key.Key_Escape)
    assert left == [True]


def test_no_day_of_the_calendar_is_red_in_either_theme(qtbot: QtBot, qapp: QApplication) -> None:
    person = Person(qtbot)
    for theme in (LIGHT, DARK):
        apply_style(qapp, theme, 9.0, 100.0)
        for box in person.card.findChildren(DayBox):
            weekend = box.calendarWidget().weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color()
            assert weekend == qapp.palette().color(QPalette.ColorRole.Text)


# --- the words ---


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 1), date(2026, 7, 1), "1 July"),
        (date(2025, 7, 1), date(2025, 7, 1), "1 July 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 to 2 January 2026"),
        (date(2026, 7, 1), None, "1 July until you end it"),
    ],
)
def test_days_of_a_pause_are_told_with_the_years_where_they_matter(first: date, last: date | None, words: str) -> None:
    one = Pause(uuid="", first=first, last=last, reason=PauseReason.TRAVELLING)
    assert pause_days(one, TODAY) == words
    assert pause_word(one, TODAY) == f"Travelling, {words}"


# --- by keys, by ear, and in any size ---


def test_every_control_has_a_name_of_its_own_and_is_reached_by_tab_from_top_to_bottom(qtbot: QtBot) -> None:
    person = Person(qtbot, [pause(-2, None), pause(-20, -10), pause(-40, -30)])
    person.show()  # new rows, made after the form
    person.is_open.click()
    controls = controls_of(person.card)
    assert nameless_controls(person.card) == []
    assert reach_by_tab(person.card) == set(controls)
    order: list[int] = []
    person.day("Last day").setFocus()
    for _ in controls:
        press(person.card, Qt.Key.Key_Tab)
        focused = person.card.window().focusWidget()
        assert focused is not None
        order.append(focused.mapTo(person.card, QPoint(0, 0)).y())
    assert sum(after < before for before, after in pairwise(order)) == 1  # once around
    assert all(one.textFormat() is not Qt.TextFormat.RichText for one in person.card.findChildren(QLabel))


def test_turning_the_wheel_over_a_control_changes_nothing(qtbot: QtBot) -> None:
    person = Person(qtbot)
    person.is_open.click()
    boxes: list[QWidget] = [person.reason, *person.card.findChildren(DayBox)]
    for box in boxes:
        turn_wheel(box)
    person.press("Add this pause")
    assert person.wanted == [Pause(uuid="new 1", first=TODAY, last=TODAY, reason=PauseReason.ILL)]


@EACH_FAMILY
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(
    ("width", "height", "percent"), [(900, 600, 175.0), (480, 400, 100.0), (480, 400, 175.0), (480, 400, 250.0)]
)
def test_narrow_windows_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, theme: Theme, width: int, height: int, percent: float
) -> None:
    apply_style(qapp, theme, 9.0, percent)
    card = PausesCard(lambda: "new")
    window = in_page(qtbot, card, width, height)
    card.show_pauses(
        [pause(-2, None, PauseReason.TOLD_TO_REST)] + [pause(-400 - 9 * n, -400 + n) for n in range(9)], TODAY
    )
    card.findChild(Tick).click()
    card.findChildren(DayBox)[1].show_day(date(2020, 1, 1))
    button_named(card, "Add this pause").click()
    button_named(card, "Remove").click()
    QApplication.processEvents()
    assert {FAULT, "Undo"} <= set(texts_of(card))
    assert window.width() == width
    assert cut_off(card) == []
