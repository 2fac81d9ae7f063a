"""Day marks: what each says, as a shape and in words."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.day_mark import DayMark, DayState, draw_day, mark_week, mark_word
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.ui.scenes import blank, count_differing
from tests.ui.week_days import MONDAY, WEDNESDAY, days_of, week_of


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
    assert strip.accessibleDescription() == "Monday: done. Tuesday: no session. Wednesday: today, not done yet"
    ground = blank(strip.width(), strip.height(), LIGHT.background)
    right_of_them = strip.rect().adjusted(strip.width() * 3 // 7 + 2, 0, 0, 0)
    picture = strip.grab().toImage()
    assert count_differing(picture.copy(right_of_them), ground.copy(right_of_them)) == 0
    assert count_differing(picture, ground) > 200


def test_no_day_was_missed_before_the_first_session() -> None:
    marks = mark_week(week_of({}), {}, WEDNESDAY, WEDNESDAY)
    assert [mark.state for mark in marks[:3]] == [DayState.BEFORE, DayState.BEFORE, DayState.TODAY]
    assert mark_word(marks[0]) == "Monday: before you started"
    marks = mark_week(week_of({}), {}, WEDNESDAY, MONDAY + timedelta(days=1))
    assert [mark.state for mark in marks[:2]] == [DayState.BEFORE, DayState.OPEN]


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
