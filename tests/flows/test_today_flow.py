"""Today in the whole program: one key from a session, each routine a press away, and true while it is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from psoas_timer.app.program import App
from psoas_timer.engine.clock import Clocks
from psoas_timer.engine.player import PlayerState
from psoas_timer.flows.page_values import MOST_CARDS
from psoas_timer.flows.today_flow import TodayFlow
from psoas_timer.store.places import ROUTINES_FOLDER, assets_dir
from psoas_timer.ui.kit.day_mark import DayMark, DayState, mark_word
from psoas_timer.ui.kit.pending_bar import PendingBar
from psoas_timer.ui.today.recent_weeks import RecentWeeks
from psoas_timer.ui.today.routine_cards import RoutineCard
from psoas_timer.ui.today.today_page import TodayPage
from psoas_timer.ui.today.week_strip import WeekStrip
from tests.daily_reminder import DAILY
from tests.running_app import EVENING, Start, press, start

__all__ = ["start"]  # pytest finds its fixture by its name


def test_enter_shows_a_routine_that_was_never_done_and_enter_again_starts_it(start: Start) -> None:
    running = start()
    running.press(Qt.Key.Key_Return)
    assert running.page == "RoutinePage"
    running.press(Qt.Key.Key_Return)
    assert running.page == "SessionPage"
    assert running.app.player.state is PlayerState.RUNNING


def test_enter_starts_at_once_what_was_done_before(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.finish_session()
    running.app.close()
    later = start(EVENING + timedelta(days=1))
    later.press(Qt.Key.Key_Return)
    assert (later.page, later.sessions[0].routine_id) == ("SessionPage", "supported-bridge")


def test_a_broken_routine_of_the_persons_own_is_listed_with_its_fault_and_hurts_nothing(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / ROUTINES_FOLDER).mkdir()
    (tmp_path / ROUTINES_FOLDER / "broken.toml").write_text("title = \n")
    running = start()
    assert any("broken.toml" in text for text in running.texts)
    assert len(running.app.practice.routines) == 6


def test_the_week_turns_over_while_the_window_stays_open(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.finish_session()
    running.app.show_today()
    assert (
        mark_word(DayMark(date(2026, 11, 23), DayState.DONE, is_today=True))
        in running.find(WeekStrip).accessibleDescription()
    )
    running.start = EVENING + timedelta(days=7)
    running.app.window.activated.emit()
    monday = DayMark(date(2026, 11, 30), DayState.TODAY, is_today=True)
    assert running.find(WeekStrip).accessibleDescription().startswith(mark_word(monday))


def test_nobody_is_told_of_weeks_before_they_began(start: Start) -> None:
    running = start()
    assert {
        "Today can be your first day. Your goal is 5 days by Sunday.",
        "Your streak can start this week.",
        "Your weeks will appear here.",
    } <= set(running.texts)


def test_what_is_suggested_is_explained_by_the_history(start: Start) -> None:
    running = start()
    running.app.start_routine("supported-bridge")
    running.finish_session()
    running.app.show_today()
    assert "You have practised Supported bridge today. This one would be new to you." in running.texts
    running.go_to(EVENING + timedelta(days=3))
    assert "It is the routine for most days. You last did it on Monday." in running.texts


def test_the_last_weeks_lead_to_the_history(start: Start) -> None:
    running = start()
    QTest.mouseClick(running.find(RecentWeeks), Qt.MouseButton.LeftButton)
    assert running.page == "HistoryPage"


def test_the_cautions_that_are_accepted_are_no_longer_asked_for_on_a_card(start: Start) -> None:
    running = start()
    running.be_seen()
    assert "Read its cautions first." in running.texts
    for routine in running.app.practice.routines.values():
        running.app.preferences.acknowledge(routine.id)
    running.app.show_today()
    running.be_seen()
    assert "Read its cautions first." not in running.texts


def test_each_place_at_the_top_has_an_icon(start: Start) -> None:
    running = start()
    running.be_seen()
    places = [one for one in running.app.window.findChildren(QPushButton) if one.property("place")]
    pictures = [one.icon().pixmap(one.iconSize()).toImage() for one in places]
    assert len(pictures) == 3
    for picture in pictures:
        alphas = {picture.pixelColor(x, y).alpha() for x in range(picture.width()) for y in range(picture.height())}
        assert alphas >= {0, 255}


def test_a_routine_is_looked_at_by_a_press_on_its_card(start: Start) -> None:
    running = start()
    running.be_seen()
    card = running.find(TodayPage).findChildren(RoutineCard)[2]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert running.page == "RoutinePage"
    assert card.accessibleName() in running.texts


class Waiting:
    """The program in the background, with a reminder that waits and no page yet."""

    def __init__(self, qapp: QApplication, folder: Path) -> None:
        self.app = App(qapp, folder, Clocks(lambda: 0.0, lambda: EVENING), is_silent=True)
        self.app.reminders.begin()

    @property
    def pages(self) -> list[TodayPage]:
        return self.app.window.findChildren(TodayPage)

    def close(self) -> None:
        self.app.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def waiting(qapp: QApplication, tmp_path: Path) -> Iterator[Waiting]:
    made = Waiting(qapp, tmp_path)
    yield made
    made.close()


def test_who_waits_in_the_background_makes_no_page_for_what_changes(waiting: Waiting) -> None:
    waiting.app.reminders.keep(DAILY)
    waiting.app.journal.freeze_goal()
    assert waiting.app.reminders.waiting
    assert waiting.pages == []


@pytest.mark.parametrize("is_early", [True, False])
def test_a_reminder_waits_on_the_page_be_it_made_before_or_after_and_is_answered_there(
    waiting: Waiting, is_early: bool
) -> None:
    if is_early:
        waiting.app.open()
        waiting.app.reminders.keep(DAILY)
    else:
        waiting.app.reminders.keep(DAILY)
        waiting.app.open()
    bar = waiting.app.window.findChild(PendingBar)
    assert bar.isVisible() and bar.text
    skip = bar.findChildren(QPushButton)[-1]
    QTest.mouseClick(skip, Qt.MouseButton.LeftButton)
    assert (bar.isVisible(), waiting.app.reminders.waiting) == (False, ())


def test_of_many_routines_more_are_shown_on_request_and_every_fault_is_told_in_the_end(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / ROUTINES_FOLDER
    folder.mkdir()
    whole = (assets_dir() / "routines" / "sitting-check.toml").read_text(encoding="utf-8")
    count = MOST_CARDS + 20
    for number in range(count):
        text = whole.replace('title = "Sitting check"', f'title = "Own {number:03}"', 1)
        (folder / f"own-{number:03}.toml").write_text(text, encoding="utf-8")
    (folder / f"own-{count - 1:03}.toml").write_text(text + "cycles = 1\n", encoding="utf-8")
    running = start()
    page = running.find(TodayPage)
    assert len(page.findChildren(RoutineCard)) == MOST_CARDS
    assert not any(f"own-{count - 1:03}.toml" in one for one in running.texts)
    flow = running.app.findChild(TodayFlow)
    assert flow is not None
    running.app.start_routine("supported-bridge")
    flow.check_next_routine()
    assert len(running.app.practice.routine_faults) == 0, "nothing is read in a session"
    running.finish_session()
    running.app.show_today()
    for _ in range(count + 1):
        flow.check_next_routine()
    assert any(f"own-{count - 1:03}.toml" in one for one in running.texts)
    press(running, f"Show more routines ({count - 1 + 6 - MOST_CARDS} left)")
    shown = {card.accessibleName() for card in page.findChildren(RoutineCard)}
    assert shown >= {f"Own {number:03}" for number in range(count - 1)}
    assert not any("Show more" in button.text() for button in page.findChildren(QPushButton) if button.isVisible())
