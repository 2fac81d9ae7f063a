"""Pauses in Settings: what is listed, what the form emits, and that a slip can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.described import Section
from psoas_timer.core.history.goal import Pause, PauseReason
from psoas_timer.ui.kit.controls import DayBox
from psoas_timer.ui.kit.goal_words import pause_days, pause_word
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Tick
from psoas_timer.ui.settings.pauses_card import MOST_SHOWN, PausesCard
from psoas_timer.ui.settings.settings_page import SettingsPage
from tests.typefaces import EACH_FAMILY
from tests.ui.cards import cut_off, in_page, turn_wheel
from tests.ui.keyboard import button_named, controls_of, nameless_controls, open_window, press, reach_by_tab, texts_of
from tests.ui.settings.pausing_person import FAULT, TODAY, Person


def pause(first: int, last: int | None, reason: PauseReason = PauseReason.ILL, uuid: str = "") -> Pause:
    """Return a pause with its days counted from today."""
    end = None if last is None else TODAY + timedelta(days=last)
    return Pause(uuid=uuid or f"{first}", first=TODAY + timedelta(days=first), last=end, reason=reason)


# --- the list ---


def test_without_a_pause_it_says_so_and_what_a_pause_does(qtbot: QtBot) -> None:
    person = Person(qtbot)
    assert "You have no pauses. You can also add one that is already over." in texts_of(person.card)
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
        "Remove: Advised to rest, 8 August to 10 August",
        "Remove: Ill, 27 July until you end it",
        "Remove: Travelling, 29 June to 9 July",
        "Remove: Another reason, 24 June 2025",
    ]
    assert {"Advised to rest", "8 August to 10 August", "27 July until you end it"} <= set(texts_of(person.card))


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
    assert bool(person.buttons("End this pause today")) is can_end
    if can_end:
        person.press("End this pause today")
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
    button_named(person.card, "End this pause today").setFocus()
    press(person.card, Qt.Key.Key_Return)
    assert person.card.window().focusWidget() is person.reason
    assert person.kept["-2"].last == TODAY


# --- the form ---


@pytest.mark.qt_log_ignore("plugin does not support")  # the offscreen platform lacks what popups need
def test_escape_closes_the_calendar_and_only_then_leaves_the_page(qtbot: QtBot) -> None:
    card = PausesCard(lambda: "new")
    page = SettingsPage({Section.GOAL: [card]})
    qtbot.addWidget(page)
    card.show_pauses([], TODAY)
    left: list[bool] = []
    page.back_requested.connect(lambda: left.append(True))
    page.resize(900, 600)
    open_window(page)
    page.open_part(Section.GOAL)
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


# --- by keyboard, by screen reader, and in any size ---


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
    person.press("Add pause")
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
    button_named(card, "Add pause").click()
    button_named(card, "Remove").click()
    QApplication.processEvents()
    assert {FAULT, "Undo"} <= set(texts_of(card))
    assert window.width() == width
    assert cut_off(card) == []
