"""The week after a session: today fills once, by the clock, and then rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.day_mark import DayMark, DayState
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.session.closing_week import BEGINS_S, FILLS_S, ClosingWeek, fill_mark, filling
from tests.moved_clock import MovedClock
from tests.ui.scenes import count_differing

MONDAY = date(2026, 11, 23)
STATES = (DayState.DONE, DayState.OPEN, DayState.DONE, DayState.TO_COME, DayState.TO_COME)
MARKS = [DayMark(MONDAY + timedelta(days=n), state, n == 2, 1.0) for n, state in enumerate(STATES)]


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def week(qtbot: QtBot, clock: MovedClock) -> ClosingWeek:
    page = QWidget()
    qtbot.addWidget(page)
    made = ClosingWeek(page, clock)
    made.resize(500, 70)
    made.page = page  # type: ignore[attr-defined]  # kept alive
    return made


def test_filling_grows_from_nothing_to_all() -> None:
    shares = [filling(BEGINS_S + FILLS_S * step / 20) for step in range(-4, 25)]
    assert shares == sorted(shares)
    assert (shares[0], shares[14], shares[-1]) == (0.0, pytest.approx(0.5), 1.0)


def test_only_today_fills() -> None:
    assert [fill_mark(one, 0.25) != one for one in MARKS] == [False, False, True, False, False]
    assert fill_mark(MARKS[2], 0.25).share == 0.25
    partly = replace(MARKS[2], state=DayState.PARTLY, share=0.4)
    assert fill_mark(partly, 0.5).share == pytest.approx(0.2)


def test_it_begins_when_it_is_seen_and_rests_when_it_is_full(week: ClosingWeek, clock: MovedClock) -> None:
    week.show_marks(MARKS, is_still=False)
    clock.now_s += 60
    assert week.full == 0.0
    week.window().show()
    assert week.is_moving
    empty = week.grab().toImage()
    clock.now_s += BEGINS_S + FILLS_S / 2
    assert week.full == pytest.approx(0.5)
    half = week.grab().toImage()
    clock.now_s += FILLS_S
    week.step()
    assert not week.is_moving
    assert count_differing(empty, half) > 50 < count_differing(half, week.grab().toImage())


def test_it_is_still_where_motion_is_reduced(week: ClosingWeek) -> None:
    week.show_marks(MARKS, is_still=True)
    week.window().show()
    assert week.full == 1.0 and not week.is_moving


def test_it_is_still_where_today_has_nothing_to_show(week: ClosingWeek) -> None:
    week.show_marks([replace(MARKS[2], state=DayState.TODAY)], is_still=False)
    week.window().show()
    assert not week.is_moving


def test_a_screen_reader_hears_each_day(week: ClosingWeek) -> None:
    week.show_marks(MARKS, is_still=True)
    assert week.accessibleName().startswith("Monday: done. Tuesday: no session. Wednesday: done.")


def test_it_takes_the_colours_of_the_theme(week: ClosingWeek) -> None:
    week.show_marks(MARKS, is_still=True)
    light = week.grab().toImage()
    week.set_theme(DARK)
    assert count_differing(light, week.grab().toImage()) > 200
