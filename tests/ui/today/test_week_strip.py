"""The week as seven marks: the state of each day, its shape, and what a screen reader says."""

from __future__ import annotations

from datetime import timedelta

from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.day_mark import DayMark, DayState, mark_radius, mark_week, mark_word
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.today.week_strip import WeekStrip, names_within
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import count_differing
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
def test_marks_do_not_touch_each_other_nor_the_names_in_a_strip_of_the_least_size(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    least = strip.minimumSizeHint()
    line_h = strip.fontMetrics().height()
    assert 2 * mark_radius(line_h, least.width() / 7) < least.width() / 7
    assert line_h + 2 * mark_radius(line_h, least.width() / 7) <= least.height()


@EACH_FAMILY
def test_the_names_are_all_short_or_all_of_one_letter(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    days = [MONDAY + timedelta(days=day) for day in range(7)]
    found = {tuple(names_within(days, float(width), strip.font())) for width in range(200)}
    assert found == {("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), ("M", "T", "W", "T", "F", "S", "S")}
