"""The chart of the weeks: what can be chosen, what it says, and that it follows theme and size."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import Week
from psoas_timer.ui.history.history_values import Measure
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.history.week_paint import TOP
from psoas_timer.ui.kit.practice_words import week_sentence
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from tests.typefaces import EACH_FAMILY
from tests.ui.history.weeks import NEWEST, make_weeks
from tests.ui.scenes import count_differing


@pytest.fixture
def chart(qtbot: QtBot) -> WeekChart:
    made = WeekChart()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_weeks(make_weeks([4, 5, 6, 0, 5, 7, 3, 5, 5, 5, 6, 2]))
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def index_at(chart: WeekChart, x: int) -> int | None:
    """Return the week at ``x``, halfway up."""
    return chart.plot.index_at(chart.plot.mapFromParent(QPoint(x, 150)))


def middle_of(chart: WeekChart, index: int) -> QPoint:
    """Return the middle of everything in the chart that belongs to a week."""
    places = [x for x in range(chart.width()) if index_at(chart, x) == index]
    return QPoint(sum(places) // len(places), 150)


def picture_of(chart: WeekChart) -> QImage:
    return chart.grab().toImage()


def test_newest_week_is_chosen_at_first(qtbot: QtBot) -> None:
    chart = WeekChart()
    qtbot.addWidget(chart)
    heard: list[Week | None] = []
    chart.week_selected.connect(heard.append)
    weeks = make_weeks([5, 2])
    chart.show_weeks(weeks)
    assert heard == [weeks[-1]]


def test_no_weeks_choose_none(chart: WeekChart) -> None:
    heard: list[Week | None] = []
    chart.week_selected.connect(heard.append)
    chart.show_weeks([])
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert heard == [None]
    assert chart.selected is None
    assert not picture_of(chart).isNull()


@pytest.mark.parametrize(
    ("keys", "weeks_back"),
    [
        ([Qt.Key.Key_Left], 1),
        ([Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Home], 11),
        ([Qt.Key.Key_Home, Qt.Key.Key_End], 0),
    ],
)
def test_keys_choose_a_week(chart: WeekChart, keys: list[Qt.Key], weeks_back: int) -> None:
    for key in keys:
        QTest.keyClick(chart, key)
    assert chart.selected is not None
    assert chart.selected.start == NEWEST - timedelta(weeks=weeks_back)


def test_keys_at_the_ends_wish_for_other_weeks(chart: WeekChart, qtbot: QtBot) -> None:
    with qtbot.waitSignal(chart.newer_requested, timeout=100):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    with qtbot.waitSignal(chart.older_requested, timeout=100):
        QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.selected == chart.weeks[0]


def test_mouse_chooses_by_hover_and_by_click(chart: WeekChart) -> None:
    heard: list[Week | None] = []
    chart.week_selected.connect(heard.append)
    QTest.mouseMove(chart, middle_of(chart, 2))
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle_of(chart, 6))
    assert heard == [chart.weeks[2], chart.weeks[6]]


def test_mouse_neither_pans_nor_zooms(chart: WeekChart) -> None:
    before = chart.plot.view.viewRange()
    middle, far = middle_of(chart, 3), middle_of(chart, 9)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(chart, far)
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=far)
    up = QPoint(0, 120)
    wheel = QWheelEvent(
        QPointF(middle),
        chart.mapToGlobal(QPointF(middle)),
        up,
        up,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, wheel)
    assert chart.plot.view.viewRange() == before
    assert before[1] == [0.0, pytest.approx(TOP)]
    assert not wheel.isAccepted(), "the page scrolls instead"


def test_chosen_week_stays_chosen_when_others_are_shown(chart: WeekChart) -> None:
    weeks = make_weeks([5] * 26)
    chart.select(weeks[-3].start)
    chart.show_weeks(weeks)
    assert chart.selected == weeks[-3]
    chart.show_weeks(weeks[:12])
    assert chart.selected == weeks[11]


def test_marker_of_the_chosen_week_is_seen(chart: WeekChart) -> None:
    before = picture_of(chart)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert picture_of(chart) != before


def test_focus_is_seen(chart: WeekChart) -> None:
    before = picture_of(chart)
    chart.clearFocus()
    assert picture_of(chart) != before


def test_short_week_differs_from_a_met_one_by_shape(chart: WeekChart) -> None:
    """A week met is filled evenly; a week with as many days that fell short of its target has a pattern."""
    chart.show_weeks(make_weeks([4, 4, 0], target=4))
    met = picture_of(chart)
    chart.show_weeks(make_weeks([4, 4, 0], target=5))
    short = picture_of(chart)
    centre = middle_of(chart, 0)
    column = [(centre.x(), y) for y in range(centre.y() + 20, 220)]
    assert len({met.pixel(x, y) for x, y in column}) == 1
    assert len({short.pixel(x, y) for x, y in column}) > 2


@pytest.mark.parametrize("count", [1, 12, 52, 260])
def test_theme_change_repaints_in_its_colours(chart: WeekChart, count: int) -> None:
    chart.show_weeks(make_weeks([5] * count))

    def background(theme: Theme) -> bool:
        return picture_of(chart).pixelColor(8, 8).name() == theme.surface

    assert background(LIGHT)
    chart.set_theme(DARK)
    assert background(DARK)
    picture = picture_of(chart)
    colours = {picture.pixelColor(x, 200).name() for x in range(chart.width())}
    assert DARK.accent in colours
    assert LIGHT.accent not in colours


@EACH_FAMILY
def test_larger_text_gets_more_room(chart: WeekChart, qapp: QApplication, qtbot: QtBot) -> None:
    axis = chart.plot.axes["right"]
    width, height = axis.width(), chart.minimumSizeHint().height()
    apply_style(qapp, LIGHT, 9.0, 200.0)
    qtbot.waitUntil(lambda: axis.width() > width * 1.5)
    assert chart.minimumSizeHint().height() > height


def test_screen_reader_is_told_name_extent_and_keys(chart: WeekChart) -> None:
    assert chart.accessibleName() == "Days counted in each week"
    assert chart.accessibleDescription() == (
        "12 weeks, from 24 August to 15 November; 8 of them met. Left and right choose a week."
    )


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        (make_weeks([4, 0])[0], "Week of 2 November: 4 of 5 days"),
        (make_weeks([6, 0])[0], "Week of 2 November: 6 of 5 days. Target met."),
        (make_weeks([3])[0], "This week, since 9 November: 3 of 5 days so far"),
        (make_weeks([5])[0], "This week, since 9 November: 5 of 5 days. Target met."),
        (make_weeks([1, *[0] * 52])[0], "Week of 10 November 2025: 1 of 5 days"),
    ],
)
def test_read_out_is_one_whole_sentence(week: Week, sentence: str) -> None:
    assert week_sentence(week, NEWEST.year) == sentence


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_a_scale_and_bars_of_its_own(chart: WeekChart, measure: Measure) -> None:
    chart.show_weeks([replace(week, sessions=3, practised_s=1234.0 * week.days_met) for week in chart.weeks])
    pictures = []
    for one in (measure, *(other for other in Measure if other is not measure)):
        chart.show_measure(one)
        pictures.append(picture_of(chart))
    assert all(count_differing(pictures[0], other) > 100 for other in pictures[1:])


# --- pauses, measures, and asking to see a week's sessions ---


def test_enter_and_a_click_wish_for_the_sessions_of_a_week(chart: WeekChart) -> None:
    opened: list[Week] = []
    chart.week_opened.connect(opened.append)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle_of(chart, 3))
    assert opened == [chart.weeks[10], chart.weeks[3]]


def test_a_click_beside_the_weeks_opens_none(chart: WeekChart) -> None:
    opened: list[Week] = []
    chart.week_opened.connect(opened.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(3, 150))
    assert opened == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: str(theme.name))
def test_a_pause_looks_different_from_a_week_without_practice(chart: WeekChart, theme: Theme) -> None:
    chart.set_theme(theme)
    empty = make_weeks([0, 0, 5, 5, 5])
    chart.show_weeks(empty)
    before = picture_of(chart)
    days = tuple(empty[0].start + timedelta(days=day) for day in range(7))
    chart.show_weeks([replace(empty[0], target=0, paused=days), *empty[1:]])
    assert count_differing(picture_of(chart), before) > 300


def test_the_target_line_is_broken_where_nothing_is_due_and_steps_where_the_target_does(chart: WeekChart) -> None:
    weeks = make_weeks([0] * 6)
    chart.show_weeks(weeks)
    plain = picture_of(chart)
    chart.show_weeks([*weeks[:3], replace(weeks[3], target=3), *weeks[4:]])
    assert count_differing(picture_of(chart), plain) > 50
    assert chart.target_label == "target 5"


def test_what_stands_below_can_line_up_with_the_weeks(chart: WeekChart) -> None:
    middles = [round(chart.plot.x() + chart.plot.places.at(index, 0).x()) for index in range(12)]
    assert [index_at(chart, x) for x in middles] == list(range(12))
