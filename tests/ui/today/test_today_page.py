"""Today: the current week, one thing to do now, and every routine, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.history.adherence import MetShare, PracticeDay, Streak, Week
from psoas_timer.core.history.suggestion import Suggestion
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.recent_weeks import RecentWeeks
from psoas_timer.ui.today.routine_cards import RoutineCard
from psoas_timer.ui.today.suggestion_card import SuggestionCard
from psoas_timer.ui.today.this_week import ThisWeek
from psoas_timer.ui.today.today_page import Today, TodayPage
from tests.thoroughness import some_of
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import (
    MARKUP,
    button_named,
    labels_that_read_markup,
    nameless_controls,
    press,
    reach_by_tab,
    texts_of,
)
from tests.ui.pictures import bundled_picture
from tests.ui.scenes import count_differing, plain_stage

MONDAY = date(2026, 11, 9)
TODAY = MONDAY + timedelta(days=2)


def show(page: TodayPage, today: Today) -> None:
    page.show_today(today)
    QApplication.processEvents()  # new widgets are shown when Qt lays them out


def routine_of(name: str, title: str = "", **values: object) -> Routine:
    usual: dict[str, object] = {"position": "On the back", "wants": ("a mat",)}
    stages = (plain_stage(position="on_back"),)
    return Routine(id=name, title=title or name.title(), stages=stages, **(usual | values))  # type: ignore[arg-type]


def today_of(*routines: Routine, days_met: int = 1, streak: int = 3) -> Today:
    listed = routines or tuple(routine_of(name) for name in ("bridge", "front", "vacuum", "daily", "strong", "sitting"))
    met = tuple(MONDAY + timedelta(days=index) for index in range(days_met))
    weeks = [Week(MONDAY - timedelta(weeks=11 - index), (), 5) for index in range(11)]
    return Today(
        today=TODAY,
        weeks=[*weeks, Week(MONDAY, met, 5, is_current=True)],
        days={day: PracticeDay(day, 1.0) for day in met},
        streak=Streak(streak, MONDAY - timedelta(weeks=streak), MONDAY - timedelta(days=1)),
        recent=MetShare(7, 9),
        routines=listed,
        lengths_s={routine.id: 300.0 for routine in listed},
        suggestion=Suggestion(listed[0], listed[0], MONDAY - timedelta(days=1)),
        since=MONDAY - timedelta(weeks=9),
    )


def cards_of(page: TodayPage) -> list[RoutineCard]:
    shown = [one for one in page.findChildren(RoutineCard) if one.isVisibleTo(page)]
    return sorted(shown, key=lambda card: (card.y(), card.x()))


@pytest.fixture
def page(qtbot: QtBot) -> TodayPage:
    made = TodayPage(bundled_picture)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_today(today_of())
    made.show()
    made.setFocus()
    made.grab()
    QApplication.processEvents()  # the cards come after the first paint
    return made


def test_the_cards_come_after_the_first_paint(qtbot: QtBot) -> None:
    fresh = TodayPage(bundled_picture)
    qtbot.addWidget(fresh)
    show(fresh, today_of())
    assert fresh.findChildren(RoutineCard) == []
    fresh.grab()
    assert fresh.findChildren(RoutineCard) == []
    QApplication.processEvents()
    assert len(fresh.findChildren(RoutineCard)) == 5


def test_a_tab_before_the_first_paint_reaches_the_cards(qtbot: QtBot) -> None:
    fresh = TodayPage(bundled_picture)
    qtbot.addWidget(fresh)
    show(fresh, today_of())
    fresh.show()
    for _ in range(4):  # past what is suggested, with two buttons, and the weeks
        QTest.keyClick(fresh.focusWidget() or fresh, Qt.Key.Key_Tab)
    assert isinstance(fresh.focusWidget(), RoutineCard)


def test_one_look_tells_what_now_how_the_week_stands_and_how_the_last_weeks_went(page: TodayPage) -> None:
    assert {
        "Bridge", "It is the routine for most days. You last did it on Sunday.",
        "1 of 5 days. 4 more by Sunday.", "3 weeks in a row, since 19 October.",
        "7 of your last 9 weeks met.",
    } <= set(texts_of(page))  # fmt: skip


def test_enter_wishes_to_start_what_is_suggested_from_the_first_moment(page: TodayPage) -> None:
    wishes: list[str] = []
    page.start_requested.connect(wishes.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        press(page, key)
    assert wishes == ["bridge", "bridge", "bridge"]


def test_the_weeks_lead_to_the_history_by_mouse_and_by_keys(page: TodayPage) -> None:
    wishes: list[str] = []
    page.history_requested.connect(lambda: wishes.append("history"))
    weeks = page.findChild(RecentWeeks)
    QTest.mouseClick(weeks, Qt.MouseButton.LeftButton)
    weeks.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(page, key)
    assert wishes == ["history"] * 3


def test_the_suggested_routine_can_be_looked_at_first(page: TodayPage) -> None:
    looked: list[str] = []
    page.routine_requested.connect(looked.append)
    button_named(page, "Look at it first").click()
    assert looked == ["bridge"]


def test_routines_that_cannot_be_read_are_told_with_their_faults(page: TodayPage) -> None:
    assert "Some of your routines cannot be used yet" not in texts_of(page)
    show(page, replace(today_of(), faults=("broken.toml has no stages.",)))
    assert {"Some of your routines cannot be used yet", "broken.toml has no stages."} <= set(texts_of(page))


def test_a_routine_whose_cautions_are_not_read_says_so(page: TodayPage) -> None:
    show(page, replace(today_of(), locked=frozenset({"front"})))
    (locked,) = [card for card in page.findChildren(RoutineCard) if "Read its cautions first." in texts_of(card)]
    assert locked.accessibleName() == "Front"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_each_card_wishes_to_look_at_its_routine(page: TodayPage, key: Qt.Key) -> None:
    started: list[str] = []
    looked: list[str] = []
    page.start_requested.connect(started.append)
    page.routine_requested.connect(looked.append)
    for card in page.findChildren(RoutineCard):
        card.setFocus()
        press(page, key)
    assert looked == ["front", "vacuum", "daily", "strong", "sitting"]
    assert started == []


def test_every_control_is_reached_by_tab_and_has_a_name(page: TodayPage) -> None:
    assert nameless_controls(page) == []
    reached = reach_by_tab(page)
    assert {one.accessibleName() for one in reached} == {
        "Start Bridge", "Look at Bridge first", "7 of your last 9 weeks met. See all weeks.",
        "Front", "Vacuum", "Daily", "Strong", "Sitting",
    }  # fmt: skip


def test_texts_of_routines_are_shown_as_they_are(page: TodayPage) -> None:
    own, other = (routine_of(name, MARKUP, position=MARKUP, wants=(MARKUP,)) for name in ("own", "other"))
    show(page, today_of(own, other))
    assert labels_that_read_markup(page) == []
    assert texts_of(page).count(MARKUP) == 2
    assert button_named(page, "Start").accessibleName() == f"Start {MARKUP}"


def test_a_day_done_leaves_the_routines_and_the_focus_alone(page: TodayPage) -> None:
    cards = page.findChildren(RoutineCard)
    cards[2].setFocus()
    show(page, today_of(days_met=2))
    assert page.findChildren(RoutineCard) == cards
    assert page.focusWidget() is cards[2]


def test_what_is_suggested_has_no_second_card(page: TodayPage) -> None:
    today = today_of()
    kept = page.findChildren(RoutineCard)[2]
    kept.setFocus()
    show(page, replace(today, suggestion=Suggestion(today.routines[2], today.routines[0], is_daily_done=True)))
    assert [card.accessibleName() for card in cards_of(page)] == ["Bridge", "Front", "Daily", "Strong", "Sitting"]
    assert page.focusWidget() is kept


@EACH_FAMILY
@pytest.mark.parametrize("percent", some_of([75.0, 250.0, 100.0, 175.0], 3))
@pytest.mark.parametrize("size", [(480, 400), (480, 900), (900, 400), (1280, 800), (1080, 1920), (2560, 1440)])
def test_everything_is_whole_in_every_window_and_text_size(
    qapp: QApplication, page: TodayPage, size: tuple[int, int], percent: float
) -> None:
    show(page, replace(today_of(), locked=frozenset({"front"}), faults=("broken.toml has no stages.",)))
    apply_style(qapp, LIGHT, 9.0, percent)
    page.resize(*size)
    for _ in range(5):  # the columns follow the width, and the heights the columns
        QApplication.processEvents()
    assert page.size().toTuple() == size
    for text in (one for one in page.findChildren(QLabel) if one.isVisibleTo(page)):
        assert text.height() >= text.heightForWidth(text.width()), text.text()
    parts = [page.findChild(kind) for kind in (SuggestionCard, ThisWeek, RecentWeeks)]
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisibleTo(page)]
    for part in (*parts, *buttons):
        place = part.rect().translated(part.mapTo(page, part.rect().topLeft()))
        assert place.left() >= 0 and place.right() <= page.width(), part
    for card in (parts[2], *cards_of(page)):
        assert card.height() >= card.heightForWidth(card.width()), card.accessibleName()
    for one, other in combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry())
    for one, other in combinations(cards_of(page), 2):
        assert not one.geometry().intersects(other.geometry())


@EACH_FAMILY
@pytest.mark.parametrize("size", [(1080, 700), (1920, 1000), (2560, 1380), (1080, 1860)])
def test_a_wide_or_tall_window_is_filled(qapp: QApplication, page: TodayPage, size: tuple[int, int]) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    page.resize(*size)
    for _ in range(6):
        QApplication.processEvents()
    parts = [page.findChild(kind) for kind in (SuggestionCard, ThisWeek, RecentWeeks)] + cards_of(page)
    used = QRegion()
    for part in parts:
        used += part.rect().translated(part.mapTo(page, part.rect().topLeft()))
    share = sum(one.width() * one.height() for one in used.intersected(page.rect())) / (page.width() * page.height())
    assert share > 0.75


def test_a_large_window_has_larger_text(qapp: QApplication, page: TodayPage) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    title = page.findChild(QLabel)
    sizes = []
    for size in ((1080, 700), (2560, 1380), (1080, 700)):
        page.resize(*size)
        QApplication.processEvents()
        sizes.append(title.font().pointSizeF())
    assert sizes[0] == sizes[2] and sizes[1] > 1.6 * sizes[0]


def test_start_is_in_sight_in_the_smallest_window(qapp: QApplication, page: TodayPage) -> None:
    apply_style(qapp, LIGHT, 9.0, 100.0)
    page.resize(480, 340)
    for _ in range(5):
        QApplication.processEvents()
    start = button_named(page, "Start")
    assert page.rect().contains(start.rect().translated(start.mapTo(page, start.rect().topLeft())))


def test_page_follows_the_theme(qapp: QApplication, page: TodayPage) -> None:
    light = page.grab().toImage()
    apply_style(qapp, DARK, 9.0, 100.0)
    page.set_theme(DARK)
    assert count_differing(page.grab().toImage(), light, above=100) > 0.5 * page.width() * page.height()
