"""Today: the current week, one thing to do now, and every routine, by keyboard alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.routine_cards import RoutineCard
from psoas_timer.ui.today.today_page import Today, TodayPage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, labels_that_read_markup, nameless_controls, press, reach_by_tab, texts_of
from tests.ui.scenes import count_differing, plain_stage

MONDAY = date(2026, 11, 9)
TODAY = MONDAY + timedelta(days=2)


def show(page: TodayPage, today: Today) -> None:
    page.show_today(today)
    QApplication.processEvents()  # new widgets are shown when Qt lays them out


def routine_of(name: str, title: str = "", **values: object) -> Routine:
    usual: dict[str, object] = {"position": "On the back", "wants": ("a mat",)}
    return Routine(id=name, title=title or name.title(), stages=(plain_stage(),), **(usual | values))  # type: ignore[arg-type]


def today_of(*routines: Routine, days_met: int = 1, streak: int = 3) -> Today:
    listed = routines or tuple(routine_of(name) for name in ("bridge", "front", "vacuum", "daily", "strong", "sitting"))
    met = tuple(MONDAY + timedelta(days=index) for index in range(days_met))
    weeks = [Week(MONDAY - timedelta(weeks=11 - index), (), 5) for index in range(11)]
    return Today(
        today=TODAY,
        weeks=[*weeks, Week(MONDAY, met, 5, is_current=True)],
        days={day: PracticeDay(day, 1.0) for day in met},
        streak=Streak(streak),
        recent=MetShare(7, 9),
        routines=listed,
        lengths_s={routine.id: 300.0 for routine in listed},
        suggested=listed[0],
    )


@pytest.fixture
def page(qtbot: QtBot) -> TodayPage:
    made = TodayPage()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_today(today_of())
    made.show()
    made.setFocus()
    return made


def test_week_and_streak_are_said(page: TodayPage) -> None:
    assert {"3-week streak. This week: 1 of 5, 5 days left.", "7 of your last 9 weeks met."} <= set(texts_of(page))


def test_enter_wishes_to_start_what_is_suggested_from_the_first_moment(page: TodayPage) -> None:
    wishes: list[str] = []
    page.start_requested.connect(wishes.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        press(page, key)
    assert wishes == ["bridge", "bridge", "bridge"]


def test_suggestion_says_how_long_and_what_is_needed(page: TodayPage) -> None:
    assert "5 minutes. You need: a mat. Press Enter to start." in texts_of(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_each_card_wishes_to_look_at_its_routine(page: TodayPage, key: Qt.Key) -> None:
    started: list[str] = []
    looked: list[str] = []
    page.start_requested.connect(started.append)
    page.routine_requested.connect(looked.append)
    for card in page.findChildren(RoutineCard):
        card.setFocus()
        press(page, key)
    assert looked == ["bridge", "front", "vacuum", "daily", "strong", "sitting"]
    assert started == []


def test_every_control_is_reached_by_tab_and_has_a_name(page: TodayPage) -> None:
    assert nameless_controls(page) == []
    reached = reach_by_tab(page)
    assert len(reached) == 7  # start, and a card for each routine
    assert {one.accessibleName() for one in reached} == {
        "Start Bridge", "Bridge", "Front", "Vacuum", "Daily", "Strong", "Sitting",
    }  # fmt: skip


def test_texts_of_routines_are_shown_as_they_are(page: TodayPage) -> None:
    show(page, today_of(routine_of("own", MARKUP, position=MARKUP, wants=(MARKUP,))))
    assert labels_that_read_markup(page) == []
    assert MARKUP in texts_of(page)
    assert f"Needs: {MARKUP}" in texts_of(page)
    start = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Start"))
    assert start.text() == "Start: " + MARKUP.replace("&", "&&")  # two of them are shown as one
    assert start.accessibleName() == f"Start {MARKUP}"


def test_a_day_done_leaves_the_routines_and_the_focus_alone(page: TodayPage) -> None:
    cards = page.findChildren(RoutineCard)
    cards[2].setFocus()
    show(page, today_of(days_met=2))
    assert page.findChildren(RoutineCard) == cards
    assert page.focusWidget() is cards[2]


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 175.0, 250.0])
@pytest.mark.parametrize("size", [(480, 400), (480, 900), (900, 400), (1280, 800), (2560, 1440)])
def test_cards_fit_in_every_window_and_text_size(
    qapp: QApplication, page: TodayPage, size: tuple[int, int], percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(*size)
    for _ in range(5):  # the columns follow the width, and the heights the columns
        QApplication.processEvents()
    cards = page.findChildren(RoutineCard)
    for card in cards:
        place = card.rect().translated(card.mapTo(page, card.rect().topLeft()))
        assert place.left() >= 0 and place.right() <= page.width(), card.accessibleName()
        assert card.height() >= card.heightForWidth(card.width()), card.accessibleName()
    for one, other in combinations(cards, 2):
        assert not one.geometry().intersects(other.geometry())


def test_page_follows_the_theme(qapp: QApplication, page: TodayPage) -> None:
    light = page.grab().toImage()
    apply_style(qapp, DARK, 9.0, 100.0)
    page.set_theme(DARK)
    assert count_differing(page.grab().toImage(), light, above=100) > 0.5 * page.width() * page.height()
