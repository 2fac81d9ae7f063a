"""The choices of the weeks: each reports what it stands for, one of a kind is on, and all have room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from psoas_timer.ui.history.history_values import ALL_WEEKS, RANGES, Measure
from psoas_timer.ui.history.week_choices import WeekChoices
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import controls_of, name_of, open_window, press, reach_by_tab

LENGTHS = ["Show 12 weeks", "Show 26 weeks", "Show 52 weeks", "Show all weeks"]
MEASURES = ["Show the days of each week", "Show the sessions of each week", "Show the minutes of each week"]


@pytest.fixture
def choices(qtbot: QtBot) -> WeekChoices:
    made = WeekChoices(RANGES[0])
    qtbot.addWidget(made)
    made.resize(1000, 60)
    open_window(made)
    return made


@pytest.fixture
def heard(choices: WeekChoices) -> list[object]:
    told: list[object] = []
    choices.length_chosen.connect(told.append)
    choices.measure_chosen.connect(told.append)
    choices.older_requested.connect(lambda: told.append("older"))
    choices.newer_requested.connect(lambda: told.append("newer"))
    return told


def named(choices: WeekChoices, name: str) -> QPushButton:
    return next(one for one in choices.findChildren(QPushButton) if one.accessibleName() == name)


def on(choices: WeekChoices) -> list[str]:
    return [one.accessibleName() for one in choices.findChildren(QPushButton) if one.isChecked()]


@pytest.mark.parametrize(
    ("length", "measure", "names"),
    [(12, Measure.DAYS, [LENGTHS[0], MEASURES[0]]), (ALL_WEEKS, Measure.MINUTES, [LENGTHS[3], MEASURES[2]])],
)
def test_what_is_given_is_on_at_first(qtbot: QtBot, length: int, measure: Measure, names: list[str]) -> None:
    made = WeekChoices(length, measure)
    qtbot.addWidget(made)
    assert on(made) == names


def test_each_button_reports_what_it_stands_for_and_is_on_alone(choices: WeekChoices, heard: list[object]) -> None:
    for name in (*LENGTHS, *MEASURES):
        named(choices, name).click()
        assert name in on(choices)
        assert len(on(choices)) == 2
    assert heard == [12, 26, 52, ALL_WEEKS, Measure.DAYS, Measure.SESSIONS, Measure.MINUTES]
    assert tuple(heard[:4]) == RANGES


def test_a_step_is_reported_where_it_is_offered(choices: WeekChoices, heard: list[object]) -> None:
    older, newer = named(choices, "Show older weeks"), named(choices, "Show newer weeks")
    for has_older, has_newer in ((True, False), (False, True), (False, False), (True, True)):
        choices.offer_steps(older=has_older, newer=has_newer)
        assert (older.isEnabled(), newer.isEnabled()) == (has_older, has_newer)
    older.click()
    newer.click()
    assert heard == ["older", "newer"]


def test_tab_stops_once_in_each_group_at_what_is_on(choices: WeekChoices) -> None:
    assert {name_of(one) for one in reach_by_tab(choices)} == {
        "Show 12 weeks", "Show the days of each week", "Show older weeks", "Show newer weeks",
    }  # fmt: skip
    assert reach_by_tab(choices) == set(controls_of(choices))


def test_arrows_choose_within_a_group(choices: WeekChoices, heard: list[object]) -> None:
    named(choices, "Show 12 weeks").setFocus()
    press(choices, Qt.Key.Key_Right)
    press(choices, Qt.Key.Key_Right)
    named(choices, "Show the days of each week").setFocus()
    press(choices, Qt.Key.Key_Right)
    assert heard == [26, 52, Measure.SESSIONS]
    assert on(choices) == ["Show 52 weeks", "Show the sessions of each week"]


def test_a_tool_tip_says_what_a_short_word_stands_for(choices: WeekChoices) -> None:
    assert named(choices, "Show 12 weeks").text() == "12"
    assert named(choices, "Show 12 weeks").toolTip() == "Show 12 weeks"


@EACH_FAMILY
@pytest.mark.parametrize("percent", [75.0, 100.0, 250.0])
def test_they_stand_side_by_side_or_below_each_other(qapp: QApplication, choices: WeekChoices, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)

    def rows() -> int:
        QApplication.processEvents()
        choices.layout().activate()
        return len({named(choices, name).y() for name in (LENGTHS[0], MEASURES[0], "Show older weeks")})

    choices.fit(10)
    assert rows() == 3
    needed = next(width for width in range(10, 6000, 10) if _is_row(choices, width))
    choices.resize(needed, choices.sizeHint().height())
    assert rows() == 1
    assert all(one.width() >= one.sizeHint().width() for one in choices.findChildren(QPushButton))


def _is_row(choices: WeekChoices, width: int) -> bool:
    before = choices.sizeHint().height()
    choices.fit(width)
    return choices.sizeHint().height() < before
