"""The History page: its figures, its windows of weeks, and a table that loads no more than it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.history.adherence import (
    MetShare,
    PracticeDay,
    Streak,
    Week,
    current_streak,
    longest_streak,
    recent_share,
)
from psoas_timer.core.history.discomfort import Rating
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.ui.history.discomfort_chart import DiscomfortChart
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.history_tables import BATCH
from psoas_timer.ui.history.history_values import History, SessionSource
from psoas_timer.ui.history.week_chart import WeekChart
from psoas_timer.ui.history.year_calendar import YearCalendar
from psoas_timer.ui.kit.practice_words import days_sentence
from psoas_timer.ui.kit.style import apply_style
from psoas_timer.ui.kit.theme import DARK, LIGHT
from tests.typefaces import EACH_FAMILY

NEWEST = date(2026, 11, 9)
MONDAY_EVENING = datetime(2026, 11, 9, 19, 30, tzinfo=UTC)


def make_record(number: int = 0) -> SessionRecord:
    started = MONDAY_EVENING - timedelta(hours=12 * number)
    return SessionRecord(
        uuid=str(number),
        routine_id="bridge",
        routine_title="Supported bridge",
        started=started,
        ended=started + timedelta(minutes=5),
        utc_offset_s=3600,
        zone="Europe/Berlin",
        practice_date=started.date(),
        planned_s=300.0,
        practised_s=300.0,
        status=Status.COMPLETE,
    )


class Log:
    """Sessions that count how they are asked for."""

    def __init__(self, records: Sequence[SessionRecord]) -> None:
        self.records = records
        self.asked: list[tuple[int, int]] = []
        self.queries: list[SessionQuery] = []
        self.binned = 0

    def load(self, query: SessionQuery, offset: int, limit: int) -> Sequence[SessionRecord]:
        self.asked.append((offset, limit))
        self.queries.append(query)
        return self.records[offset : offset + limit]

    def source(self) -> SessionSource:
        return SessionSource(self.load, lambda _query: len(self.records), {}, lambda: self.binned)


def make_history(days_met: Sequence[int], log: Log, ratings: Sequence[Rating] = ()) -> History:
    weeks, days = [], {}
    for index, count in enumerate(days_met):
        start = NEWEST - timedelta(weeks=len(days_met) - 1 - index)
        adherent = tuple(start + timedelta(days=day) for day in range(count))
        days.update({day: PracticeDay(day, 1.0, 300.0) for day in adherent})
        weeks.append(Week(start, adherent, 5, start == NEWEST, count * 300.0, count))
    return History(
        weeks, current_streak(weeks), longest_streak(weeks), recent_share(weeks), NEWEST + timedelta(days=3),
        log.source(), days, ratings,
    )  # fmt: skip


def open_page(qtbot: QtBot, days_met: Sequence[int] = (3,), log: Log | None = None) -> HistoryPage:
    page = HistoryPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show_history(make_history(days_met, log or Log([make_record()])))
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    return page


def texts(page: HistoryPage) -> set[str]:
    return {one.text() for one in page.findChildren(QLabel) if one.isVisible()}


def press(page: HistoryPage, name: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if name in (one.text(), one.accessibleName())]
    assert len(found) == 1, f"{len(found)} buttons {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def is_enabled(page: HistoryPage, text: str) -> bool:
    return next(one for one in page.findChildren(QPushButton) if one.text() == text).isEnabled()


def chart_of(page: HistoryPage) -> WeekChart:
    return page.findChild(WeekChart)  # type: ignore[return-value]


def table_of(page: HistoryPage, name: str = "Sessions, newest first") -> QTableView:
    return next(one for one in page.findChildren(QTableView) if one.accessibleName() == name)


def row_of(model: QAbstractItemModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


# Figures


def test_figures_tell_streaks_and_this_week(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 5, 5, 4, 6, 5, 3])
    assert {"3 of 5", "days, since 9 November"} <= texts(page)
    assert {"2 weeks", "in a row, since 26 October"} <= texts(page)
    assert {"3 weeks", "in a row, from 28 September to 18 October"} <= texts(page)


def test_figures_without_a_streak_are_kind(qtbot: QtBot) -> None:
    page = open_page(qtbot, [2])
    assert {"0 weeks", "Your streak begins with this week", "Your first full week will start it"} <= texts(page)


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
    assert "Only the week from 2 November 2026 to 8 November 2026 is shown." in texts(page)
    assert page.sessions.table.hasFocus()
    press(page, "Show every session")
    assert (log.queries[-1].first, log.queries[-1].last) == (None, None)


def test_a_day_of_the_calendar_opens_its_sessions(qtbot: QtBot) -> None:
    log = Log([make_record()])
    page = open_page(qtbot, [5, 4, 3], log)
    press_in(page, YearCalendar, Qt.Key.Key_Up)
    press_in(page, YearCalendar, Qt.Key.Key_Return)
    assert (log.queries[-1].first, log.queries[-1].last) == (date(2026, 11, 11), date(2026, 11, 11))
    assert "Only Wednesday, 11 November 2026 is shown." in texts(page)


# Discomfort under the weeks


def test_discomfort_is_shown_once_it_was_told_and_reads_out_the_chosen_week(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    assert not chart.isVisible()
    ratings = [Rating(date(2026, 10, 27), 7, 5), Rating(date(2026, 11, 3), 6, None), Rating(NEWEST, 4, 2)]
    page.show_history(make_history([5, 4, 3], Log([make_record()]), ratings))
    assert chart.isVisible()
    assert "Discomfort, median: 4 before (n 1), 2 after (n 1)." in texts(page)
    QTest.keyClick(chart_of(page), Qt.Key.Key_Left)
    assert "Discomfort, median: 6 before (n 1)." in texts(page)
    assert any(text.startswith("Your median before sessions was 7 in the first weeks") for text in texts(page))


def test_weeks_of_discomfort_stand_under_their_bars(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    QApplication.processEvents()
    above, below = chart_of(page), page.findChild(DiscomfortChart)
    assert isinstance(below, DiscomfortChart)
    middles = [
        [one.plot.mapTo(page, one.plot.places.at(index, 0).toPoint()).x() for index in range(3)]
        for one in (above, below)
    ]
    assert middles[0] == middles[1]


def test_discomfort_fills_its_width_while_the_weeks_are_shown_as_a_table(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    press(page, "Show as table")
    page.resize(page.width() + 300, page.height())
    QApplication.processEvents()
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    places = chart.plot.places
    ends = [places.at(x, 5).x() for x in (-0.5, 2.5)]
    assert ends == pytest.approx([places.rect.left(), places.rect.right()])


def test_mouse_over_the_discomfort_of_a_week_chooses_it(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    page.show_history(make_history([5, 4, 3], Log([make_record()]), [Rating(NEWEST, 4, 2)]))
    QApplication.processEvents()
    chart = page.findChild(DiscomfortChart)
    assert isinstance(chart, DiscomfortChart)
    QTest.mouseMove(chart, chart.plot.mapTo(chart, chart.plot.places.at(0, 5).toPoint()))
    assert chart_of(page).selected == chart_of(page)._weeks[0]
    assert "Discomfort: no answer in this week." in texts(page)


# The chart and its choices


def test_read_out_follows_the_keys(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 3])
    assert {"This week, since 9 November: 3 of 5 days so far", "Monday, Tuesday and Wednesday"} <= texts(page)
    QTest.keyClick(chart_of(page), Qt.Key.Key_Left)
    assert {"Week of 2 November: 4 of 5 days", "Monday, Tuesday, Wednesday and Thursday"} <= texts(page)


def test_days_are_named_or_kindly_none() -> None:
    assert days_sentence(Week(NEWEST, (), 5, is_current=True)) == "No day is counted yet."
    assert days_sentence(Week(NEWEST, (), 5)) == "No day was counted."
    assert days_sentence(Week(NEWEST, (NEWEST,), 5)) == "Monday"


def test_shows_twelve_weeks_at_first_and_others_on_wish(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 60)
    assert len(chart_of(page)._weeks) == 12
    for name, shown in (("Show 26 weeks", 26), ("Show 52 weeks", 52), ("Show all weeks", 60), ("Show 12 weeks", 12)):
        press(page, name)
        assert len(chart_of(page)._weeks) == shown
        assert chart_of(page)._weeks[-1].start == NEWEST


def test_older_and_newer_are_offered_where_there_are_such(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 20)
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (True, False)
    press(page, "Older")
    assert chart_of(page)._weeks[0].start == NEWEST - timedelta(weeks=19)
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (False, True)
    press(page, "Newer")
    assert chart_of(page)._weeks[-1].start == NEWEST
    press(page, "Show all weeks")
    assert (is_enabled(page, "Older"), is_enabled(page, "Newer")) == (False, False)


def test_keys_go_on_beyond_the_weeks_in_view(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5] * 20)
    chart = chart_of(page)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.selected is not None
    assert chart.selected.start == NEWEST - timedelta(weeks=12)
    for _ in range(12):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.selected.start == NEWEST


def test_new_figures_keep_the_stretch_in_view(qtbot: QtBot) -> None:
    log = Log([make_record()])
    page = open_page(qtbot, [5] * 60, log)
    press(page, "Show 26 weeks")
    page.show_history(make_history([5] * 59 + [4], log))
    assert len(chart_of(page)._weeks) == 26
    assert "This week, since 9 November: 4 of 5 days so far" in texts(page)


def test_the_same_weeks_are_offered_as_a_table(qtbot: QtBot) -> None:
    page = open_page(qtbot, [5, 4, 2])
    press(page, "Show as table")
    table = table_of(page, "What was practised in each week")
    assert table.isVisible()
    assert not chart_of(page).isVisible()
    model = table.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)]
    assert heads == ["Week of", "Days", "Target", "Met", "Sessions", "Minutes"]
    assert [row_of(model, row) for row in range(model.rowCount())] == [
        ["9 November 2026", "2", "5", "So far, no", "2", "10"],
        ["2 November 2026", "4", "5", "No", "4", "20"],
        ["26 October 2026", "5", "5", "Yes", "5", "25"],
    ]
    press(page, "Show as chart")
    assert chart_of(page).isVisible()


# Sessions


def test_session_row_is_told_in_words_and_local_time(qtbot: QtBot) -> None:
    record = replace(
        make_record(),
        practised_s=130.0,
        status=Status.PARTIAL,
        sides_done=(Side.LEFT,),
        note="softer\ntoday",
        utc_offset_s=-5 * 3600,
    )
    page = open_page(qtbot, log=Log([record]))
    cells = row_of(table_of(page).model(), 0)
    assert cells[:2] == ["Mon 9 Nov 2026", "14:30"]
    assert cells[2:] == ["Supported bridge", "2 of 5 min", "Partly done", "Left side", "softer today"]


def test_session_after_midnight_says_which_day_it_counts_for(qtbot: QtBot) -> None:
    record = replace(make_record(), started=datetime(2026, 11, 9, 23, 30, tzinfo=UTC), practice_date=NEWEST)
    page = open_page(qtbot, log=Log([record]))
    index = table_of(page).model().index(0, 0)
    assert index.data() == "Tue 10 Nov 2026"
    assert "Counts for Monday, 9 November 2026." in index.data(Qt.ItemDataRole.ToolTipRole)


def test_titles_and_notes_are_plain_text(qtbot: QtBot) -> None:
    record = replace(make_record(), routine_title="<b>x</b>", note="<img src=a> & more")
    page = open_page(qtbot, log=Log([record]))
    index = table_of(page).model().index(0, 2)
    assert index.data() == "<b>x</b>"
    assert row_of(table_of(page).model(), 0)[6] == "<img src=a> & more"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=a&gt; &amp; more</p>"
    plain = [one.textFormat() is Qt.TextFormat.PlainText for one in page.findChildren(QLabel)]
    assert all(plain)


def test_fifty_years_load_a_hundred_rows(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(36_500)])
    page = open_page(qtbot, [5] * 2_600, log)
    QTest.qWait(50)  # the view asks for more from a timer of its own
    assert log.asked == [(0, BATCH)]
    assert table_of(page).model().rowCount() == 100
    assert "36,500 sessions" in texts(page)


def test_scrolling_to_the_end_loads_the_next_hundred(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(250)])
    page = open_page(qtbot, log=log)
    table = table_of(page)
    for _ in range(5):
        table.scrollToBottom()
        QApplication.processEvents()
    assert log.asked == [(0, BATCH), (100, BATCH), (200, BATCH)]
    assert table.model().rowCount() == 250
    times = [row_of(table.model(), row)[1] for row in (0, 100, 249)]
    assert times == ["20:30", "20:30", "08:30"]


def test_a_last_full_batch_ends_quietly(qtbot: QtBot) -> None:
    log = Log([make_record(number) for number in range(100)])
    page = open_page(qtbot, log=log)
    table = table_of(page)
    for _ in range(3):
        table.scrollToBottom()
        QApplication.processEvents()
    assert log.asked == [(0, BATCH), (100, BATCH)]
    assert table.model().rowCount() == 100


# The page as a whole


def test_empty_history_invites(qtbot: QtBot) -> None:
    page = open_page(qtbot, [0], Log([]))
    assert "Your weeks will show here after your first session." in texts(page)
    assert not chart_of(page).isVisible()
    with qtbot.waitSignal(page.today_requested, timeout=100):
        press(page, "Go to today")
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
