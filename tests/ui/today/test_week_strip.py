"""The week as seven marks: the state of each day, its shape, and what a screen reader says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.day_mark import DayMark, DayState, mark_week, mark_word
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.today.week_strip import WeekStrip, names_within, states_within, strip_radius
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import blank, count_differing
from tests.ui.week_days import MONDAY, WEDNESDAY, days_of, week_of


def test_strip_says_every_day_in_words(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    days = days_of(1.0, 0.3)
    strip.show_marks(mark_week(week_of(days), days, WEDNESDAY))
    assert strip.accessibleName() == "This week"
    assert strip.accessibleDescription() == (
        "Monday: done. Tuesday: partly done. Wednesday: today, not done yet. Thursday: still to come. "
        "Friday: still to come. Saturday: still to come. Sunday: still to come"
    )


def test_past_day_without_a_session_is_said_without_reproach() -> None:
    assert mark_word(DayMark(MONDAY, DayState.OPEN, False)) == "Monday: no session"


def test_strip_is_painted_in_the_theme(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(strip.sizeHint())
    days = days_of(1.0, 0.3)
    strip.show_marks(mark_week(week_of(days), days, WEDNESDAY))
    light = strip.grab().toImage()
    strip.set_theme(DARK)
    assert count_differing(strip.grab().toImage(), light) > 200


@EACH_FAMILY
@pytest.mark.parametrize("width", [100, 240, 500, 2000])
def test_marks_do_not_touch_each_other_nor_the_words_above_and_below(qtbot: QtBot, width: int) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    line_h = strip.fontMetrics().height()
    for height in (strip.heightForWidth(width), strip.heightForWidth(width) * 2):
        radius = strip_radius(line_h, width / 7, height)
        assert 0 < 2 * radius < width / 7
        assert 2 * (radius + line_h) <= height


def test_a_taller_strip_has_larger_marks_within_reason(qtbot: QtBot) -> None:
    radii = [strip_radius(10.0, 100.0, height) for height in (50, 60, 70, 500)]
    assert radii[:3] == sorted(set(radii[:3]))
    assert radii[3] < 30


def test_a_day_to_come_has_its_date_and_a_day_before_the_start_has_nothing(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 120)

    def cell(state: DayState, day: int) -> QImage:
        strip.show_marks([DayMark(MONDAY + timedelta(days=day), state, False)])
        return strip.grab().toImage().copy(0, 45, 100, 35)  # without the words

    empty = cell(DayState.BEFORE, 0)
    assert count_differing(empty, blank(100, 35, strip.palette().window().color().name())) == 0
    assert count_differing(cell(DayState.TO_COME, 0), cell(DayState.TO_COME, 1)) > 20
    assert count_differing(cell(DayState.TODAY, 0), cell(DayState.TODAY, 1)) > 20
    assert count_differing(cell(DayState.DONE, 0), cell(DayState.DONE, 1)) == 0


def test_each_day_that_is_over_or_due_says_so_in_a_word(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    marks = [DayMark(MONDAY, state, state is DayState.TODAY) for state in DayState]
    said = dict(zip(DayState, states_within(marks, 200.0, strip.font()), strict=True))
    assert said == {
        DayState.DONE: "done", DayState.PARTLY: "partly", DayState.OPEN: "", DayState.PAUSED: "pause",
        DayState.TODAY: "today", DayState.TO_COME: "", DayState.BEFORE: "",
    }  # fmt: skip
    assert set(states_within(marks, 10.0, strip.font())) == {""}


@EACH_FAMILY
def test_the_names_are_all_short_or_all_of_one_letter(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    days = [MONDAY + timedelta(days=day) for day in range(7)]
    found = {tuple(names_within(days, float(width), strip.font())) for width in range(200)}
    assert found == {("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), ("M", "T", "W", "T", "F", "S", "S")}
