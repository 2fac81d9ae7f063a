"""The week as seven marks: which state a day has, that each has a shape, and what a screen reader says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import PracticeDay, Week
from psoas_timer.ui.kit.day_mark import DayMark, DayState, draw_day, mark_radius, mark_week, mark_word
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import blank, count_differing

MONDAY = date(2026, 11, 9)
WEDNESDAY = MONDAY + timedelta(days=2)


def days_of(*shares: float) -> dict[date, PracticeDay]:
    days = [PracticeDay(MONDAY + timedelta(days=index), share) for index, share in enumerate(shares)]
    return {day.date: day for day in days if day.share > 0}


def week_of(days: dict[date, PracticeDay], sessions_a_day: int = 1, **values: Any) -> Week:
    adherent = tuple(day.date for day in days.values() if day.is_adherent(sessions_a_day))
    return Week(MONDAY, adherent, 5, is_current=True, sessions_a_day=sessions_a_day, **values)


def states(shares: tuple[float, ...], today: date) -> list[DayState]:
    days = days_of(*shares)
    return [mark.state for mark in mark_week(week_of(days), days, today)]


def test_week_in_the_middle_has_a_mark_of_every_kind() -> None:
    assert states((1.0, 0.0), WEDNESDAY) == [
        DayState.DONE, DayState.OPEN, DayState.TODAY,
        DayState.TO_COME, DayState.TO_COME, DayState.TO_COME, DayState.TO_COME,
    ]  # fmt: skip


@pytest.mark.parametrize(("share", "state"), [(0.01, "partly"), (0.79, "partly"), (0.8, "done"), (2.0, "done")])
def test_share_decides_between_partly_and_done(share: float, state: str) -> None:
    assert states((share,), WEDNESDAY)[0] == state
    assert states((0.0, 0.0, share), WEDNESDAY)[2] == state  # today as well


def test_share_of_a_mark_is_never_more_than_whole() -> None:
    days = days_of(2.5, 0.4)
    marks = mark_week(week_of(days), days, WEDNESDAY)
    assert [mark.share for mark in marks[:3]] == [1.0, 0.4, 0.0]


@pytest.mark.parametrize(
    ("sessions", "state", "shown"),
    [(0.5, "partly", 0.25), (1.0, "partly", 0.5), (1.5, "partly", 0.75), (1.8, "done", 0.9), (3.0, "done", 1.0)],
)
def test_one_session_of_two_is_half_a_day(sessions: float, state: str, shown: float) -> None:
    days = days_of(sessions)
    mark = mark_week(week_of(days, 2), days, WEDNESDAY)[0]
    assert (mark.state, mark.share) == (state, pytest.approx(shown))


def test_paused_day_says_so_unless_something_was_practised() -> None:
    days = days_of(1.0, 0.3)
    paused = tuple(MONDAY + timedelta(days=offset) for offset in range(5))
    marks = mark_week(week_of(days, paused=paused), days, WEDNESDAY)
    assert [mark.state for mark in marks] == [
        DayState.DONE, DayState.PARTLY, DayState.PAUSED, DayState.PAUSED, DayState.PAUSED,
        DayState.TO_COME, DayState.TO_COME,
    ]  # fmt: skip
    assert [mark.date for mark in marks if mark.is_today] == [WEDNESDAY]
    assert mark_word(marks[3]) == "Thursday: pause"


def test_week_cut_short_has_a_mark_for_each_of_its_days(qtbot: QtBot) -> None:
    days = days_of(1.0)
    marks = mark_week(week_of(days, length=3), days, WEDNESDAY)
    assert [mark.date for mark in marks] == [MONDAY + timedelta(days=offset) for offset in range(3)]
    strip = WeekStrip()
    qtbot.addWidget(strip)
    strip.resize(strip.sizeHint())
    strip.show_marks(marks)
    assert strip.accessibleDescription() == "Monday: done. Tuesday: no session. Wednesday: today, still open"
    ground = blank(strip.width(), strip.height(), LIGHT.background)
    right_of_them = strip.rect().adjusted(strip.width() * 3 // 7 + 2, 0, 0, 0)
    picture = strip.grab().toImage()
    assert count_differing(picture.copy(right_of_them), ground.copy(right_of_them)) == 0
    assert count_differing(picture, ground) > 200


def test_only_today_is_today() -> None:
    days = days_of(1.0, 1.0, 1.0)
    marks = mark_week(week_of(days), days, WEDNESDAY)
    assert [mark.date for mark in marks if mark.is_today] == [WEDNESDAY]


def paint(state: DayState, share: float = 0.4, grey: bool = True) -> QImage:
    image = blank(40, 40, LIGHT.surface)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_day(painter, QPointF(20, 20), 15, DayMark(MONDAY, state, False, share), LIGHT)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image


@pytest.mark.parametrize(("one", "other"), list(combinations(DayState, 2)))
def test_every_state_has_a_shape_of_its_own(one: DayState, other: DayState) -> None:
    assert count_differing(paint(one), paint(other), above=40) > 20


def test_pie_grows_with_the_share() -> None:
    painted = [count_differing(paint(DayState.PARTLY, share, grey=False), blank(40, 40, LIGHT.accent), above=30)
               for share in (0.1, 0.3, 0.5, 0.7)]  # fmt: skip
    assert painted == sorted(painted, reverse=True)
    assert painted[0] - painted[-1] > 0.5 * 3.14 * 15 * 15 * 0.9


def test_strip_says_every_day_in_words(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    days = days_of(1.0, 0.3)
    strip.show_marks(mark_week(week_of(days), days, WEDNESDAY))
    assert strip.accessibleName() == "This week"
    assert strip.accessibleDescription() == (
        "Monday: done. Tuesday: partly done. Wednesday: today, still open. Thursday: still to come. "
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
    strip.show_marks(mark_week(week_of({}), {}, WEDNESDAY))
    found = {tuple(strip._names(float(width))) for width in range(200)}
    assert found == {("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), ("M", "T", "W", "T", "F", "S", "S")}
