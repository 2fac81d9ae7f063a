"""The History page: its figures, its stretches of weeks, and a table that loads no more than it shows."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.adherence import (
    MetShare,
    Streak,
    Week,
)
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.history_values import History
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.history.year_calendar import YearCalendar
from psoas_timer.ui.kit.practice_words import days_sentence
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from tests.typefaces import EACH_FAMILY
from tests.ui.history.opened_history import (
    NEWEST,
    Log,
    chart_of,
    make_history,
    make_record,
    open_page,
    press,
    texts,
)

# Figures


def test_figures_tell_streaks_and_this_week(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 5, 5, 4, 6, 5, 3])
    assert {"3 of 5", "days, since 9 November"} <= texts(page)
    assert {"2 weeks", "in a row, since 26 October"} <= texts(page)
    assert {"3 weeks", "in a row, from 28 September to 18 October"} <= texts(page)


def test_figures_without_a_streak_are_kind(qtbot: QtBot) -> None:
    page = open_page(qtbot, [2])
    assert {"0 weeks", "Your streak starts with this week", "Starts with your first full week"} <= texts(page)


def test_figures_tell_the_share_of_the_last_weeks(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 14 + [4, 1])
    assert {"Last 12 weeks", "11 of 12", "weeks met"} <= texts(page)


# From a week or a day to its sessions


def press_in(page: HistoryPage, kind: type[QWidget], key: Qt.Key) -> None:
    widget = page.findChild(kind)
    assert isinstance(widget, QWidget)
    QTest.keyClick(widget, key)


def test_a_week_opens_its_sessions_and_there_is_a_way_back(qtbot: QtBot) -> None:
    log = Log([make_record()])
    page = open_page(qtbot, [5, 4, 3], log)
    QTest.keyClick(chart_of(page), Qt.Key.Key_Left)
    press_in(page, WeekChart, Qt.Key.Key_Return)
    assert (log.queries[-1].first, log.queries[-1].last) == (date(2026, 11, 2), date(2026, 11, 8))
    assert "Showing only the week from 2 November 2026 to 8 November 2026." in texts(page)
    assert page.sessions.table.hasFocus()
    press(page, "Show all sessions")
    assert (log.queries[-1].first, log.queries[-1].last) == (None, None)


def test_a_day_of_the_calendar_opens_its_sessions(qtbot: QtBot) -> None:
    log = Log([make_record()])
    page = open_page(qtbot, [5, 4, 3], log)
    press_in(page, YearCalendar, Qt.Key.Key_Up)
    press_in(page, YearCalendar, Qt.Key.Key_Return)
    assert (log.queries[-1].first, log.queries[-1].last) == (date(2026, 11, 11), date(2026, 11, 11))
    assert "Showing only Wednesday, 11 November 2026." in texts(page)


# The chart and its choices


def test_days_are_named_or_kindly_none() -> None:
    assert days_sentence(Week(NEWEST, (), 5, is_current=True)) == "No days counted yet."
    assert days_sentence(Week(NEWEST, (), 5)) == "No days counted."
    assert days_sentence(Week(NEWEST, (NEWEST,), 5)) == "Monday"


# The page as a whole


def test_empty_history_invites(qtbot: QtBot) -> None:
    page = open_page(qtbot, [0], Log([]))
    assert "Your weeks will appear here after your first session." in texts(page)
    assert not chart_of(page).isVisible()
    with qtbot.waitSignal(page.today_requested, timeout=100):
        press(page, "Go to Today")
    page.show_history(History([], Streak(), Streak(), MetShare(0, 0), NEWEST, Log([]).source()))
    assert not chart_of(page).isVisible()


def test_first_session_replaces_the_invitation(qtbot: QtBot) -> None:
    page = open_page(qtbot, [0], Log([]))
    page.show_history(make_history([1], Log([make_record()])))
    assert chart_of(page).isVisible()
    assert page.first is chart_of(page)


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    page = open_page(qtbot)
    for button in page.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
    for table in page.findChildren(QTableView):
        assert table.accessibleName()
        assert not table.tabKeyNavigation(), "Tab leaves the table"


def test_theme_change_reaches_chart_and_page(qtbot: QtBot, qapp: QApplication) -> None:
    page = open_page(qtbot, [5, 5, 5])

    def colours() -> set[str]:
        picture = page.grab().toImage()
        return {picture.pixelColor(x, y).name() for x in range(0, 900, 3) for y in range(0, 700, 3)}

    assert {LIGHT.accent, LIGHT.background, LIGHT.surface} <= colours()
    apply_style(qapp, DARK, 9.0, 100.0)
    page.set_theme(DARK)
    assert {DARK.accent, DARK.background, DARK.surface} <= colours()
    assert not {LIGHT.accent, LIGHT.background, LIGHT.surface} & colours()


@EACH_FAMILY
@pytest.mark.parametrize(("width", "percent"), [(480, 100.0), (900, 175.0), (900, 250.0)])
def test_narrow_window_and_large_text_cut_nothing_off(
    qtbot: QtBot, qapp: QApplication, width: int, percent: float
) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page = open_page(qtbot, [5] * 12)
    page.resize(QSize(width, 600))
    QApplication.processEvents()
    frames = [one for one in page.findChildren(QFrame) if one.property("role") == "card"]
    buttons = page.findChildren(QPushButton)
    for one in (one for one in (*frames, *buttons) if one.isVisible()):
        assert one.mapTo(page, one.rect().bottomRight()).x() < width
        assert one.width() >= one.minimumSizeHint().width()


@EACH_FAMILY
@pytest.mark.parametrize("percent", [150.0, 250.0])
def test_every_button_is_whole_in_the_smallest_window(qtbot: QtBot, qapp: QApplication, percent: float) -> None:
    apply_style(qapp, LIGHT, 9.0, percent)
    page = open_page(qtbot, [5] * 12)
    page.resize(QSize(480, 400))
    QApplication.processEvents()
    for one in page.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.minimumSizeHint().width(), one.text()
            assert one.mapTo(page, one.rect().bottomRight()).x() < 480, one.text()
