"""What changes in the history, or as the day turns, is seen at once wherever it is shown: by the real objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QPushButton, QScrollArea, QSpinBox
from pytestqt.qtbot import QtBot

from psoas_timer.core.history.goal import Goal, Pause
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.history.session_entry import SessionEntry
from psoas_timer.flows.background_flow import BackgroundFlow
from psoas_timer.lib.translation import number_word
from psoas_timer.store.backup.archive import read_archive
from psoas_timer.store.database.daily_copy import CopyReason, kept_copies
from psoas_timer.store.tables.import_plan import ImportPlan
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.session_details import SessionDetails
from psoas_timer.ui.kit.pending_bar import PendingBar
from psoas_timer.ui.settings.goal_card import GoalCard
from psoas_timer.ui.settings.pauses_card import PausesCard
from psoas_timer.ui.today.today_page import TodayPage
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.daily_reminder import DAILY, MONDAY, at
from tests.desktop.fake_notifier import FakeNotifier
from tests.running_app import Start, practise, press, start
from tests.ui.fake_tray import FakeTray
from tests.ui.keyboard import texts_of

__all__ = ["start"]  # pytest finds its fixture by its name

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # what a window without a screen cannot do

TUESDAY = MONDAY + timedelta(days=1)


class Desk:
    """The program on a desktop with a tray, on the Tuesday after a Monday on which one practised.

    A reminder has been due at six, and waits.
    """

    def __init__(self, start: Start) -> None:
        self.running = start(at(17))
        self.uuid = practise(self.running)
        self.app = app = self.running.app
        self.journal = app.journal
        self.notifier, self.tray = FakeNotifier(), FakeTray()
        self.tray.has_place = True
        self.flow = BackgroundFlow(app.window, app.services, app.reminders, self.notifier, self.tray, app)
        app.reminders.begin()
        app.reminders.keep(DAILY)
        app.do_daily_tasks()
        app.show_today()
        self.running.go_to(at(18, day=TUESDAY))

    def look_at(self, page: str) -> None:
        press(self.running, page)

    @property
    def notice(self) -> str:
        """What the notice on the screen says, '' while there is none."""
        return self.notifier.shown[-1].body if self.notifier.is_open else ""

    @property
    def on_today(self) -> str:
        """What the reminder on Today says."""
        bar = self.app.window.findChild(PendingBar)
        return bar.text if bar else ""

    @property
    def in_the_tray(self) -> tuple[int, str, date]:
        state = self.tray.state
        assert state is not None
        return state.week.days_met, state.reminder, state.today

    def daily_copies(self) -> list[str]:
        """The names of the daily copies, the oldest first."""
        self.running.settle()
        kept = kept_copies(self.journal.copies_folder)
        return sorted(one.path.name for one in kept if one.reason is CopyReason.DAILY)

    @property
    def texts(self) -> str:
        """Everything that the page in view says."""
        page = self.app.window.page
        assert page is not None
        return "\n".join(texts_of(page))


@pytest.fixture
def desk(start: Start) -> Iterator[Desk]:
    made = Desk(start)
    yield made
    made.flow.expect_end()


def record(number: int, day: date, share: float = 1.0) -> SessionRecord:
    started = datetime(day.year, day.month, day.day, 7, tzinfo=UTC) + timedelta(seconds=number)
    return SessionRecord(
        uuid=f"u-{number}", routine_id="supported-bridge", routine_title="Supported bridge", started=started,
        ended=started + timedelta(minutes=5), utc_offset_s=0, zone="", practice_date=day, planned_s=300.0,
        practised_s=300.0 * share, status=Status.COMPLETE if share == 1.0 else Status.PARTIAL,
    )  # fmt: skip


def enter_by_hand(desk: Desk) -> None:
    desk.app.practice.enter(SessionEntry(at(7, day=TUESDAY).replace(tzinfo=None), "supported-bridge", 300.0))


def import_today(desk: Desk) -> None:
    desk.journal.run_import(ImportPlan(Path("other.csv"), (record(1, TUESDAY),), (), ()))


def restore_today(desk: Desk) -> None:
    file = desk.running.folder / "all.json"
    enter_by_hand(desk)
    desk.journal.write_archive(file)
    desk.app.database.execute("DELETE FROM session WHERE practice_date = ?", (TUESDAY.isoformat(),))
    desk.app.reminders.skip_today()
    desk.app.reminders.keep(replace(DAILY, uuid="again"))
    desk.journal.changed.emit()
    assert desk.in_the_tray[0] == 1
    desk.journal.restore(read_archive(file), takes_conflicts=False, with_settings=False)


def count_half_a_session(desk: Desk) -> None:
    desk.journal.save(record(2, TUESDAY, share=0.5))
    assert desk.in_the_tray[0] == 1
    desk.journal.set_counted("u-2", True)


@pytest.mark.parametrize("page", ["Today", "History"])
@pytest.mark.parametrize("do", [enter_by_hand, import_today, restore_today, count_half_a_session])
def test_what_makes_the_day_done_closes_the_reminder_everywhere_at_once(
    desk: Desk, do: Callable[[Desk], None], page: str
) -> None:
    assert desk.notice.startswith("1 of 5") and desk.on_today == desk.notice == desk.in_the_tray[1]
    desk.look_at(page)
    do(desk)
    assert (desk.notice, desk.on_today) == ("", "")
    assert desk.in_the_tray == (2, "", TUESDAY)
    assert "2 of 5" in desk.texts
    desk.look_at({"Today": "History", "History": "Today"}[page])
    assert "2 of 5" in desk.texts


@pytest.mark.parametrize("page", ["Today", "History"])
def test_a_deletion_changes_what_the_reminder_says_at_once(desk: Desk, page: str) -> None:
    desk.look_at(page)
    desk.journal.delete(desk.uuid)
    assert desk.notice.startswith("0 of 5") and desk.on_today == desk.notice
    assert desk.in_the_tray == (0, desk.notice, TUESDAY)
    desk.look_at("Today")
    assert "0 of 5" in desk.texts
    desk.journal.undelete(desk.uuid)
    assert desk.notice.startswith("1 of 5") and "1 of 5" in desk.texts


def test_half_a_session_changes_what_is_left_of_the_day(desk: Desk) -> None:
    before = desk.notice
    desk.journal.save(record(2, TUESDAY, share=0.5))
    assert desk.notice not in ("", before)
    assert desk.on_today == desk.notice == desk.in_the_tray[1]


# The night


def test_the_day_turns_with_the_window_open_all_night(desk: Desk) -> None:
    """The window is active all the time, and nobody touches it: only the timer tells."""
    desk.look_at("Today")
    strip = desk.running.find(WeekStrip)
    desk.running.go_to(at(2, 59, 59, day=TUESDAY + timedelta(days=1)))
    before = strip.accessibleDescription()
    assert desk.in_the_tray[2] == TUESDAY
    assert 0 < desk.app.timer.wait_ms <= 1_000
    desk.running.go_to(at(3, day=TUESDAY + timedelta(days=1)))
    assert strip.accessibleDescription() != before
    assert desk.in_the_tray[2] == TUESDAY + timedelta(days=1)
    assert desk.daily_copies()[-1] == "sessions.daily-2026-11-25.sqlite3"


def test_a_reminder_is_closed_when_its_day_is_over(desk: Desk) -> None:
    desk.look_at("Today")
    assert desk.notice
    desk.running.go_to(at(3, 0, 1, day=TUESDAY + timedelta(days=1)))
    assert (desk.notice, desk.on_today, desk.in_the_tray[1]) == ("", "", "")


def test_the_bin_is_emptied_as_the_day_turns(desk: Desk) -> None:
    desk.journal.delete(desk.uuid)
    desk.running.go_to(at(17, 59, day=TUESDAY + timedelta(days=30)))
    desk.running.settle()
    assert len(desk.journal.sessions.binned()) == 1, "not before thirty days are over"
    desk.running.go_to(at(3, 0, 1, day=TUESDAY + timedelta(days=31)))
    desk.running.settle()
    assert len(desk.journal.sessions.binned()) == 1, "not by a date that is seen for the first time"
    desk.running.go_to(at(3, 0, 1, day=TUESDAY + timedelta(days=32)))
    desk.running.settle()
    assert desk.journal.sessions.binned() == []


def test_a_session_over_the_end_of_the_day_is_disturbed_by_nothing(desk: Desk) -> None:
    desk.running.go_to(at(2, 58, day=TUESDAY + timedelta(days=1)))
    desk.app.start_routine("supported-bridge")
    kept = desk.daily_copies()
    desk.running.go_to(at(3, 0, 1, day=TUESDAY + timedelta(days=1)))
    assert desk.running.page == "SessionPage"
    assert desk.daily_copies() == kept, "not while it runs"
    desk.app.player.end()
    assert len(desk.daily_copies()) == len(kept) + 1


# Goal and pauses


def test_a_goal_that_is_met_now_closes_the_reminder(desk: Desk) -> None:
    desk.running.open_part("Goal and pauses")
    card = desk.running.find(GoalCard)
    days = card.findChild(QSpinBox)
    assert days is not None
    days.setValue(1)
    press(desk.running, "Set this goal")
    assert (desk.notice, desk.in_the_tray[1]) == ("", "")
    assert desk.journal.this_week().target == 1
    desk.look_at("Today")
    assert desk.on_today == "" and "1 of 1" in desk.texts


def test_a_pause_closes_the_reminder_and_its_end_changes_the_week(desk: Desk) -> None:
    desk.running.open_part("Goal and pauses")
    desk.journal.keep_pause(Pause(uuid="p", first=TUESDAY, last=TUESDAY))
    assert (desk.notice, desk.in_the_tray[1]) == ("", "")
    assert desk.running.find(PausesCard).isVisible()
    desk.look_at("Today")
    paused = desk.texts
    desk.journal.delete_pause("p")
    assert desk.texts != paused


def test_another_end_of_the_day_is_another_day_at_once(desk: Desk) -> None:
    desk.running.go_to(at(2, day=TUESDAY))
    assert desk.in_the_tray[2] == MONDAY
    desk.app.preferences.change(replace(desk.app.preferences.settings, day_boundary_h=0))
    assert desk.in_the_tray[2] == TUESDAY


# A refresh disturbs nobody


def open_long_history(desk: Desk) -> HistoryPage:
    plan = ImportPlan(Path("other.csv"), tuple(record(n, MONDAY - timedelta(days=n)) for n in range(90)), (), ())
    desk.journal.run_import(plan)
    desk.look_at("History")
    return desk.running.find(HistoryPage)


def test_a_refresh_keeps_focus_selection_scroll_place_and_what_is_being_written(desk: Desk, qtbot: QtBot) -> None:
    page = open_long_history(desk)
    table, area = page.sessions.table, page.findChild(QScrollArea)
    assert area is not None
    table.selectRow(30)
    note = page.findChild(SessionDetails).note  # type: ignore[union-attr]
    note.setFocus()
    QTest.keyClicks(note, "half a thou")
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 2)
    table.verticalScrollBar().setValue(20)
    chosen = table.selectionModel().selectedRows()[0].data()
    places = area.verticalScrollBar().value(), table.verticalScrollBar().value()
    desk.journal.changed.emit()
    assert note.hasFocus() and note.text() == "half a thou"
    assert table.selectionModel().selectedRows()[0].data() == chosen
    assert (area.verticalScrollBar().value(), table.verticalScrollBar().value()) == places


def test_a_refresh_keeps_the_keys_on_today_where_they_are(desk: Desk) -> None:
    desk.look_at("Today")
    desk.running.be_seen()
    page = desk.running.find(TodayPage)
    cards = [one for one in page.findChildren(QPushButton) if one.property("role") == "card"]
    cards[3].setFocus()
    desk.journal.delete(desk.uuid)
    desk.running.go_to(at(19, day=TUESDAY))
    assert cards[3].hasFocus()


def test_a_refresh_keeps_what_is_chosen_in_settings_and_not_set_yet(desk: Desk) -> None:
    desk.running.open_part("Goal and pauses")
    days = desk.running.find(GoalCard).findChild(QSpinBox)
    dates = desk.running.find(PausesCard).findChildren(QDateEdit)
    assert days is not None and dates
    days.setValue(3)
    dates[0].setDate(QDate(2026, 12, 6))
    days.setFocus()
    enter_by_hand(desk)
    desk.running.go_to(at(3, 0, 1, day=TUESDAY + timedelta(days=1)))
    assert (days.value(), dates[0].date(), days.hasFocus()) == (3, QDate(2026, 12, 6), True)
    assert desk.journal.goals[-1] == replace(Goal(), first_weekday=desk.journal.goals[-1].first_weekday)


def test_a_thousand_imported_sessions_are_one_refresh(desk: Desk) -> None:
    page = open_long_history(desk)
    resets: list[int] = []
    told: list[int] = []
    page.sessions.table.model().modelReset.connect(lambda: resets.append(1))
    desk.journal.changed.connect(lambda: told.append(1))
    many = tuple(record(1000 + n, MONDAY - timedelta(days=n % 300)) for n in range(1000))
    assert desk.journal.run_import(ImportPlan(Path("other.csv"), many, (), ())) == 1000
    assert (len(told), len(resets)) == (1, 1)
    assert number_word(1091) in desk.texts


def test_a_page_that_nobody_sees_is_made_anew_when_it_is_seen(desk: Desk) -> None:
    open_long_history(desk)
    desk.look_at("Today")
    page = desk.app.window.findChild(HistoryPage)
    assert page is not None
    resets: list[int] = []
    page.sessions.table.model().modelReset.connect(lambda: resets.append(1))
    desk.journal.delete(desk.uuid)
    desk.app.window.hide()
    desk.journal.undelete(desk.uuid)
    assert resets == []
    desk.app.window.show()
    desk.look_at("History")
    assert len(resets) == 1


def test_a_window_that_comes_back_from_the_tray_shows_the_day_that_it_is(desk: Desk) -> None:
    desk.look_at("Today")
    strip = desk.running.find(WeekStrip)
    before = strip.accessibleDescription()
    desk.app.window.hide()
    desk.running.go_to(at(9, day=TUESDAY + timedelta(days=1)))
    assert strip.accessibleDescription() == before, "nobody looks"
    desk.app.come_to_front()
    assert strip.accessibleDescription() != before
