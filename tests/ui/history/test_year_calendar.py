"""The calendar of a year: where its days are, what they say, and how a person moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import PracticeDay, weeks
from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.ui.history.year_calendar import YearCalendar, calendar_summary, calendar_years
from psoas_timer.ui.history.year_paint import CalendarYear
from psoas_timer.ui.kit.day_mark import DayMark, DayState, day_sentence, mark_days
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.kit.widgets import Column, card, scrolled
from tests.typefaces import EACH_FAMILY
from tests.ui.history.years import DAY, days_of
from tests.ui.scenes import bounding_box

TODAY = date(2026, 11, 11)  # a Wednesday


def practised_days(*, first: date = date(2025, 12, 1), sessions_a_day: int = 1) -> dict[date, PracticeDay]:
    """Return practice on every day up to today, except that each third day has half and each fifth has none."""
    days = [first + offset * DAY for offset in range((TODAY - first).days)]
    shares = {day: 0.5 if day.day % 3 == 0 else 1.0 for day in days if day.day % 5}
    return {day: PracticeDay(day, share * sessions_a_day, 840.0, 2) for day, share in shares.items()}


def make_year(
    year: int = 2026,
    days: Mapping[date, PracticeDay] | None = None,
    *,
    first_weekday: int = 0,
    today: date = TODAY,
    pauses: tuple[Pause, ...] = (),
) -> CalendarYear:
    known = practised_days() if days is None else days
    all_weeks = weeks(known.values(), today, goals=(Goal(first_weekday=first_weekday),), pauses=pauses)
    return CalendarYear(year, first_weekday, mark_days(all_weeks, known, today, year), today, known)


@pytest.fixture
def calendar(qtbot: QtBot) -> YearCalendar:
    made = YearCalendar()
    qtbot.addWidget(made)
    made.resize(830, made.heightForWidth(830))
    made.show_year(make_year())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture(autouse=True)
def _told_to_screen_readers(said: list[str]) -> None:
    """Record what the calendar says in every test."""


def middle_of(calendar: YearCalendar, day: date) -> QPoint:
    return calendar.day_rect(day).center()


# What the days are


def test_every_day_from_the_first_week_to_the_end_of_the_year_has_a_mark() -> None:
    marks = make_year(days=practised_days(first=date(2026, 3, 4))).marks
    assert min(marks) == date(2026, 3, 2), "the first week is shown from its first day on"
    assert sorted(marks) == [day for day in days_of(2026) if day >= date(2026, 3, 2)]
    assert all(day == mark.date for day, mark in marks.items())


def test_past_year_holds_its_own_days_only() -> None:
    marks = make_year(2025).marks
    assert (min(marks), max(marks)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert DayState.TO_COME not in {mark.state for mark in marks.values()}


def test_year_without_weeks_has_no_day_in_the_past() -> None:
    assert mark_days((), {}, TODAY, 2025) == {}
    assert min(mark_days((), {}, TODAY, 2026)) == TODAY + DAY


def test_states_of_days() -> None:
    pause = Pause(uuid="one", first=date(2026, 11, 8), last=None)
    days = {day: PracticeDay(day, share) for day, share in ((date(2026, 11, 2), 1.0), (date(2026, 11, 4), 0.4))}
    marks = make_year(days=days, pauses=(pause,)).marks
    assert [marks[date(2026, 11, day)].state.value for day in (2, 3, 4, 8, 11, 15, 16)] == [
        "done", "open", "partly", "paused", "paused", "paused", "to_come",
    ]  # fmt: skip
    assert [day for day, mark in marks.items() if mark.is_today] == [TODAY]


def test_years_go_from_the_first_practice_to_now() -> None:
    assert calendar_years(practised_days(), TODAY) == range(2025, 2027)
    assert calendar_years({}, TODAY) == range(2026, 2027)
    late = date(2031, 1, 1)
    assert calendar_years({late: PracticeDay(late, 1.0)}, TODAY) == range(2026, 2027), "a clock was wrong once"


@pytest.mark.parametrize(
    ("state", "sessions", "practised_s", "sentence"),
    [
        ("done", 2, 840.0, "Tuesday 3 March 2026: done, 2 sessions, 14 minutes"),
        ("partly", 1, 65.0, "Tuesday 3 March 2026: partly done, 1 session, 1 minute"),
        ("partly", 1, 20.0, "Tuesday 3 March 2026: partly done, 1 session, under 1 minute"),
        ("done", 0, 0.0, "Tuesday 3 March 2026: done"),
        ("partly", 0, 0.0, "Tuesday 3 March 2026: partly done"),
        ("open", 0, 0.0, "Tuesday 3 March 2026: no session"),
        ("paused", 0, 0.0, "Tuesday 3 March 2026: pause"),
        ("to_come", 0, 0.0, "Tuesday 3 March 2026: still to come"),
    ],
)
def test_day_is_one_whole_sentence(state: str, sessions: int, practised_s: float, sentence: str) -> None:
    day = date(2026, 3, 3)
    practised = PracticeDay(day, 1.0, practised_s, sessions) if sessions else None
    assert day_sentence(DayMark(day, DayState(state), False, 1.0), practised) == sentence


def test_today_is_said_to_be_today() -> None:
    assert day_sentence(DayMark(TODAY, DayState.TODAY, True)) == "Today, Wednesday 11 November 2026: not done yet"


# How they look


@EACH_FAMILY
def test_all_is_painted_within_the_widget_in_every_theme_and_size(calendar: YearCalendar, qapp: QApplication) -> None:
    for percent in (75.0, 100.0, 175.0, 250.0):
        apply_style(qapp, LIGHT, 9.0, percent)
        for width in (300, 830, 1300):
            calendar.resize(width, calendar.heightForWidth(width))
            calendar.clearFocus()
            picture = calendar.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            box = bounding_box(picture, LIGHT.background)
            assert QRect(5, 5, width - 10, calendar.height() - 10).contains(box)


@EACH_FAMILY
def test_text_of_175_percent_shows_half_years_below_each_other(calendar: YearCalendar, qapp: QApplication) -> None:
    calendar.resize(830, 400)
    january, december = date(2026, 1, 1), date(2026, 12, 31)  # both are Thursdays
    assert calendar.day_rect(january).y() == calendar.day_rect(december).y()
    height = calendar.heightForWidth(830)
    apply_style(qapp, LIGHT, 9.0, 175.0)
    assert calendar.day_rect(january).y() < calendar.day_rect(december).y()
    assert calendar.heightForWidth(830) > 2 * height


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(480, 100.0), (900, 100.0), (900, 175.0), (2560, 100.0)])
def test_page_gives_it_the_height_it_needs(width: int, percent: float, qapp: QApplication, qtbot: QtBot) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    content, (frame, layout), made = Column(), card(), YearCalendar()
    made.show_year(make_year())
    layout.addWidget(made)
    content.column.addWidget(frame)
    content.column.addStretch(1)
    page = scrolled(content)
    qtbot.addWidget(page)
    page.resize(width, 300)
    page.show()
    QApplication.processEvents()  # the column's margins, which it sets with its size, take a second look
    qtbot.waitUntil(lambda: made.height() == made.heightForWidth(made.width()), timeout=1000)
    assert content.width() <= page.viewport().width()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_calendar_follows_the_theme(calendar: YearCalendar, theme: Theme) -> None:
    calendar.set_theme(theme)
    beside_the_tick = middle_of(calendar, date(2026, 3, 4)) + QPoint(-4, 3)
    assert calendar.grab().toImage().pixelColor(beside_the_tick).name() == theme.accent


def test_focus_is_seen(calendar: YearCalendar) -> None:
    before = calendar.grab().toImage()
    calendar.clearFocus()
    assert calendar.grab().toImage() != before


# How a person moves through it


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["Left"], date(2026, 11, 4)),
        (["Up"], date(2026, 11, 10)),
        (["Left", "Down"], date(2026, 11, 5)),
        (["Left", "Right"], TODAY),
        (["Down"], TODAY),
        (["Up", "Left", "Left", "Right", "Right", "Right"], TODAY),
        (["Home"], date(2026, 1, 1)),
        (["Home", "Down", "Right"], date(2026, 1, 9)),
        (["Home", "End"], TODAY),
    ],
)
def test_keys_go_from_day_to_day(calendar: YearCalendar, keys: list[str], day: date) -> None:
    for key in keys:
        QTest.keyClick(calendar, Qt.Key[f"Key_{key}"])
    assert calendar.pointed == day


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_the_day(calendar: YearCalendar, key: Qt.Key) -> None:
    heard: list[date] = []
    calendar.day_chosen.connect(heard.append)
    QTest.keyClick(calendar, Qt.Key.Key_Up)
    QTest.keyClick(calendar, key)
    assert heard == [TODAY - DAY]


@pytest.mark.parametrize(
    ("keys", "wish"),
    [(["PageUp"], "older"), (["Home", "Left"], "older"), (["Home", "Up"], "older"), (["PageDown"], "newer"),
     (["Right"], None), (["Home", "Down", "Up"], None)],
)  # fmt: skip
def test_keys_wish_for_another_year(calendar: YearCalendar, keys: list[str], wish: str | None) -> None:
    heard: list[str] = []
    calendar.older_requested.connect(lambda: heard.append("older"))
    calendar.newer_requested.connect(lambda: heard.append("newer"))
    for key in keys:
        QTest.keyClick(calendar, Qt.Key[f"Key_{key}"])
    assert heard == ([wish] if wish else [])


def test_step_over_the_end_of_a_year_goes_on_in_the_other_one(calendar: YearCalendar) -> None:
    calendar.older_requested.connect(lambda: calendar.show_year(make_year(2025)))
    calendar.newer_requested.connect(lambda: calendar.show_year(make_year(2026)))
    calendar.point_at(date(2026, 1, 3))
    QTest.keyClick(calendar, Qt.Key.Key_Left)
    assert calendar.pointed == date(2025, 12, 27)
    QTest.keyClick(calendar, Qt.Key.Key_Right)
    assert calendar.pointed == date(2026, 1, 3)


def test_other_year_points_at_the_same_day_or_the_nearest(calendar: YearCalendar) -> None:
    long_ago = practised_days(first=date(2024, 1, 1))
    calendar.show_year(make_year(2024, long_ago))
    assert calendar.pointed == date(2024, 11, 11)
    calendar.point_at(date(2024, 2, 29))
    calendar.show_year(make_year(2025, long_ago))
    assert calendar.pointed == date(2025, 2, 28)
    calendar.show_year(make_year(2025))
    assert calendar.pointed == date(2025, 12, 1), "the first that has a mark"


def test_mouse_points_by_hover_and_opens_by_a_click(calendar: YearCalendar) -> None:
    pointed: list[date] = []
    chosen: list[date] = []
    calendar.day_pointed.connect(pointed.append)
    calendar.day_chosen.connect(chosen.append)
    one, other = date(2026, 3, 3), date(2026, 8, 1)
    QTest.mouseMove(calendar, middle_of(calendar, one))
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=middle_of(calendar, other))
    assert (pointed, chosen) == ([one, other], [other])


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
def test_click_beside_the_days_or_on_one_to_come_opens_nothing(calendar: YearCalendar, button: Qt.MouseButton) -> None:
    chosen: list[date] = []
    calendar.day_chosen.connect(chosen.append)
    for place in (middle_of(calendar, date(2026, 12, 24)), QPoint(1, 1), QPoint(20, 60), QPoint(825, 5)):
        QTest.mouseClick(calendar, button, pos=place)
    QTest.mouseClick(calendar, Qt.MouseButton.RightButton, pos=middle_of(calendar, TODAY))
    assert chosen == []
    assert calendar.pointed == TODAY


def test_empty_year_can_be_shown_and_nothing_in_it_pointed_at(calendar: YearCalendar) -> None:
    heard: list[date | None] = []
    calendar.day_pointed.connect(heard.append)
    calendar.show_year(CalendarYear(2026, 0, {}, TODAY))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(calendar, key)
    assert heard == [None]
    assert calendar.pointed is None
    assert not calendar.grab().toImage().isNull()


def test_calendar_that_has_nothing_to_show_yet_is_blank(qtbot: QtBot) -> None:
    made = YearCalendar()
    qtbot.addWidget(made)
    QTest.keyClick(made, Qt.Key.Key_Left)
    QTest.mouseMove(made, QPoint(100, 40))
    assert not made.grab().toImage().isNull()
    assert made.sizeHint().height() > 0


def test_year_shown_again_says_its_day_again(calendar: YearCalendar) -> None:
    heard: list[date] = []
    calendar.day_pointed.connect(heard.append)
    calendar.show_year(make_year())
    assert heard == [TODAY], "what was practised may be another now"


# What a screen reader says


def test_screen_reader_is_told_name_summary_and_keys(calendar: YearCalendar) -> None:
    assert calendar.accessibleName() == "Calendar of 2026"
    done = sum(mark.state is DayState.DONE for mark in make_year().marks.values())
    partly = sum(mark.state is DayState.PARTLY for mark in make_year().marks.values())
    assert done > 100
    assert calendar.accessibleDescription() == (
        f"{done} days done, {partly} partly done. Arrow keys choose a day, Enter opens its sessions."
    )


def test_summary_of_one_day() -> None:
    assert calendar_summary(make_year(days={TODAY: PracticeDay(TODAY, 1.0)})) == (
        "1 day done, 0 partly done. Arrow keys choose a day, Enter opens its sessions."
    )


def test_every_move_is_said(calendar: YearCalendar, said: list[str]) -> None:
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_End):
        QTest.keyClick(calendar, key)
    assert said == [
        "Tuesday 10 November 2026: no session",
        "Tuesday 3 November 2026: partly done, 2 sessions, 14 minutes",
        "Today, Wednesday 11 November 2026: not done yet",
    ]


def test_year_that_is_shown_while_a_person_is_elsewhere_is_not_said(calendar: YearCalendar, said: list[str]) -> None:
    calendar.clearFocus()
    calendar.show_year(make_year(2025))
    assert said == []
    calendar.setFocus()
    calendar.show_year(make_year(2026))
    assert said == ["Today, Wednesday 11 November 2026: not done yet"]


@pytest.mark.qt_log_ignore("does not support raise")
def test_tool_tip_says_the_day_under_the_pointer(calendar: YearCalendar) -> None:
    def rest_on(place: QPoint) -> str:
        QApplication.sendEvent(calendar, QHelpEvent(QEvent.Type.ToolTip, place, calendar.mapToGlobal(place)))
        return QToolTip.text() if QToolTip.isVisible() else ""

    assert rest_on(middle_of(calendar, date(2026, 3, 3))) == (
        "Tuesday 3 March 2026: partly done, 2 sessions, 14 minutes"
    )
    assert rest_on(middle_of(calendar, date(2026, 12, 24))) == "Thursday 24 December 2026: still to come"
    QToolTip.hideText()
