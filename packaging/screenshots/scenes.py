"""Scenes of the program to be painted: every page, dialog and moment, on a folder and with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget

from psoas_timer.app.program import App
from psoas_timer.core.breath.routine import Side
from psoas_timer.core.described import Section
from psoas_timer.core.history.goal import Pause
from psoas_timer.core.history.session import SessionRecord, Source, Status
from psoas_timer.core.reminder import Reminder
from psoas_timer.core.settings import View
from psoas_timer.engine.clock import Clocks
from psoas_timer.engine.player import MAX_GAP_S
from psoas_timer.flows.transfer_flow import FileChooser
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import ROUTINES_FOLDER
from psoas_timer.ui.background.closing_question import ClosingQuestion
from psoas_timer.ui.background.failure_window import FailureWindow
from psoas_timer.ui.background.reminder_window import ReminderWindow
from psoas_timer.ui.background.unsaved_question import UnsavedQuestion
from psoas_timer.ui.help.help_page import HelpPage
from psoas_timer.ui.history.discomfort_card import DiscomfortCard
from psoas_timer.ui.history.history_page import HistoryPage
from psoas_timer.ui.history.year_card import YearCard
from psoas_timer.ui.kit.controls import SearchBox
from psoas_timer.ui.kit.main_window import HELP, HISTORY, SETTINGS, TODAY
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.kit.theme import SPACE
from psoas_timer.ui.session.quiet_bar import QuietBar
from psoas_timer.ui.settings.settings_page import SettingsPage
from psoas_timer.ui.welcome.step_page import StepPage

W = TypeVar("W", bound=QWidget)

NOW = datetime(2026, 11, 25, 8, 5, tzinfo=UTC)  # a Wednesday
OWN_ROUTINE = """
title = "Before sleep"
position = "On your side"
wants = ["a pillow"]

[[stage]]
id = "rest"
title = "Rest"
picture = "rest_on_side"
pattern = "slow"
minutes = 4

[[stage.say]]
at_s = 0
text = "Let your breath slow down."
"""


class OneFile(FileChooser):
    """Saves to one file, and opens it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def to_save(self, parent: QWidget, name: str, kind: str) -> Path:
        return self.path

    def to_open(self, parent: QWidget, kind: str) -> Path:
        return self.path


class Stage:
    """The program on a folder of its own, with a clock that a scene moves."""

    def __init__(self, qt: QApplication, folder: Path) -> None:
        self._now_s = 0.0
        clocks = Clocks(session_s=lambda: self._now_s, now=lambda: NOW + timedelta(seconds=self._now_s))
        self.chooser = OneFile(folder.parent / f"{folder.name}-backup.json")
        self.app = App(qt, folder, clocks, is_silent=True, chooser=self.chooser)
        self.app.open()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        page = self.app.window.page
        assert page is not None
        return page

    def play(self, seconds: float) -> None:
        """Let a session run on."""
        end_s = self._now_s + seconds
        while self._now_s < end_s and self.app.player.is_active:
            self._now_s += min(MAX_GAP_S / 4, end_s - self._now_s)
            self.app.player.tick()

    def wait(self, span: timedelta) -> None:
        """Let time go by without a session."""
        self._now_s += span.total_seconds()
        self.app.timer.look()

    def click(self, text: str) -> None:
        """Click the button that is seen with this text."""
        found = [one for one in self.app.window.findChildren(QPushButton) if one.text() == text and one.isVisible()]
        found[0].click()

    def scroll_to(self, part: QWidget) -> None:
        """Have the top of a part at the top of its page, or as near as it comes."""
        QApplication.processEvents()
        [area] = [one for one in self.page.findChildren(QScrollArea) if one.isAncestorOf(part)]
        content = area.widget()
        assert content is not None
        area.verticalScrollBar().setValue(part.mapTo(content, QPoint()).y() - SPACE.plain)

    def scroll_down(self) -> None:
        """Show the end of the page."""
        for _ in range(3):
            QApplication.processEvents()
        for area in self.page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def go(self, place: str) -> None:
        self.app.window.place_requested.emit(place)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.app.window.focusWidget() or self.app.window, key)

    def keep_history(self) -> None:
        """Keep fifteen weeks of sessions, with answers and notes, and two reminders."""
        log = SessionLog(self.app.database)
        for day in range(1, 15 * 7):
            on = NOW.date() - timedelta(days=day)
            if on.weekday() in (3, 6) or day in (16, 17, 18, 40):
                continue
            began = datetime.combine(on, time(7, 30), UTC)
            log.save(
                SessionRecord(
                    uuid=f"u-{day}",
                    routine_id="supported-bridge" if day % 3 else "front-stomach-release",
                    routine_title="Supported bridge" if day % 3 else "Front-stomach release",
                    started=began,
                    ended=began + timedelta(minutes=5),
                    utc_offset_s=0,
                    zone="",
                    practice_date=on,
                    planned_s=300.0,
                    practised_s=300.0 if day % 9 else 120.0,
                    status=Status.COMPLETE if day % 9 else Status.PARTIAL,
                    source=Source.ENTERED if day % 11 == 0 else Source.TIMER,
                    note="Softer on the left today." if day % 6 == 0 else "",
                    discomfort_before=max(7 - (105 - day) // 20, 0),
                    discomfort_after=max(5 - (105 - day) // 20, 0),
                    sides_done=(Side.LEFT,),
                ),
                NOW,
            )
        for number, days in enumerate((range(5), (5,))):
            self.app.reminders.keep(
                Reminder(
                    uuid=f"r-{number}",
                    weekdays=frozenset(days),
                    at=time(18, 30),
                    since=NOW - timedelta(days=30),
                    routine_id="",
                    is_on=number == 0,
                )
            )


def show_today(stage: Stage) -> None:
    stage.keep_history()
    stage.go(TODAY)


def show_today_of_own(stage: Stage) -> None:
    """Show a routine of the person's own, one that cannot be read, and a reminder that waits."""
    stage.keep_history()
    folder = stage.app.services.folder / ROUTINES_FOLDER
    folder.mkdir()
    (folder / "evening.toml").write_text(OWN_ROUTINE, encoding="utf-8")
    (folder / "broken.toml").write_text("title = ", encoding="utf-8")
    stage.app.reminders.keep(
        Reminder(
            uuid="r-due",
            weekdays=frozenset(range(7)),
            at=time(8, 10),
            since=NOW - timedelta(days=2),
            routine_id="",
            is_on=True,
        )
    )
    stage.app.reminders.begin()
    stage.wait(timedelta(minutes=10))
    stage.app.journal.restored.emit()  # the routines are read again
    stage.go(TODAY)


def show_today_paused(stage: Stage) -> None:
    stage.keep_history()
    monday = NOW.date() - timedelta(days=NOW.weekday())
    stage.app.journal.keep_pause(Pause(uuid="p", first=monday + timedelta(days=3), last=monday + timedelta(days=4)))
    stage.go(TODAY)


def show_today_out_of_reach(stage: Stage) -> None:
    stage.keep_history()
    for record in stage.app.journal.sessions.sessions(2):
        stage.app.journal.delete(record.uuid)
    stage.wait(timedelta(days=2))
    stage.go(TODAY)


def show_history(stage: Stage) -> None:
    stage.keep_history()
    stage.go(HISTORY)


def show_details(stage: Stage) -> None:
    show_history(stage)
    page = stage.app.window.findChildren(HistoryPage)[0]
    page.sessions.choose("u-12")
    stage.scroll_to(page.sessions)


def show_discomfort_chart(stage: Stage) -> None:
    show_history(stage)
    stage.scroll_to(stage.app.window.findChildren(DiscomfortCard)[0])


def show_year(stage: Stage) -> None:
    show_history(stage)
    stage.scroll_to(stage.app.window.findChildren(YearCard)[0])


def show_table(stage: Stage) -> None:
    show_history(stage)
    stage.click("Show as table")


def show_bin(stage: Stage) -> None:
    show_history(stage)
    for uuid in ("u-1", "u-11", "u-12"):
        stage.app.journal.delete(uuid)
    stage.app.window.findChildren(HistoryPage)[0].sessions.bin_requested.emit()


def show_entry(stage: Stage) -> None:
    show_history(stage)
    stage.app.window.findChildren(HistoryPage)[0].sessions.add_requested.emit()


def show_transfer(stage: Stage) -> None:
    show_history(stage)
    stage.app.window.findChildren(HistoryPage)[0].transfer_requested.emit()


def show_preview(stage: Stage) -> None:
    """Show what a restored backup would change."""
    show_transfer(stage)
    stage.click("Back up everything…")
    for day in (1, 2, 6):
        stage.app.journal.delete(f"u-{day}")
    stage.click("Restore from a backup…")
    stage.chooser.path.unlink()


def show_settings(stage: Stage) -> None:
    stage.keep_history()
    stage.go(SETTINGS)


def show_part(section: Section) -> Callable[[Stage], None]:
    """Return a scene: one part of Settings."""

    def show(stage: Stage) -> None:
        show_settings(stage)
        stage.app.window.findChildren(SettingsPage)[0].open_part(section)

    return show


def show_search(stage: Stage) -> None:
    show_settings(stage)
    stage.app.window.findChildren(SearchBox)[0].setText("sound")


def begin(stage: Stage, routine_id: str = "supported-bridge", **choices: object) -> None:
    """Start a session, past the page with its cautions, and without waiting for Space."""
    preferences = stage.app.preferences
    preferences.change(replace(preferences.settings, settle_s=15.0, **choices))  # type: ignore[arg-type]
    stage.app.practice.start(stage.app.practice.routines[routine_id])


def play(
    seconds: float, routine_id: str = "supported-bridge", then: Callable[[Stage], None] | None = None, **choices: object
) -> Callable[[Stage], None]:
    """Return a scene: a session after so many seconds."""

    def show(stage: Stage) -> None:
        begin(stage, routine_id, **choices)
        stage.play(seconds)
        if then is not None:
            then(stage)

    return show


def welcome(steps: int) -> Callable[[Stage], None]:
    """Return a scene: the introduction after so many of its pages."""

    def show(stage: Stage) -> None:
        for file in stage.app.services.folder.glob("settings*"):
            file.unlink()
        stage.app.welcome()
        stage.go(TODAY)
        for step in range(steps):
            if step == 1:
                stage.press(Qt.Key.Key_3)
            if step == 2:
                find(stage, QLineEdit).setText("brushed my teeth")
            find(stage, StepPage).go_on.click()
        stage.page.setFocus()

    return show


def find(stage: Stage, kind: type[W]) -> W:
    """Return the one visible widget of a kind."""
    return next(one for one in stage.app.window.findChildren(kind) if one.isVisible())


def show_help(part: int) -> Callable[[Stage], None]:
    """Return a scene: a part of Help."""

    def show(stage: Stage) -> None:
        stage.go(HELP)
        find(stage, HelpPage).show_part(part)

    return show


def show_bar(stage: Stage) -> None:
    stage.app.window.findChildren(QuietBar)[0].come()


def show_sound(stage: Stage) -> None:
    stage.app.player.pause()
    show_bar(stage)
    stage.click("Sound")


def ask_discomfort(stage: Stage) -> None:
    stage.app.preferences.adjust(asks_discomfort=True)
    stage.app.start_routine("supported-bridge")


def show_choices(stage: Stage) -> None:
    """Show the end of a routine's page, where its lengths and its breath are chosen."""
    stage.app.start_due("supported-bridge")
    stage.scroll_down()


def ask_to_stay(stage: Stage) -> QWidget:
    stage.go(TODAY)
    asked = ClosingQuestion(stage.app.window)
    asked.open()
    return asked


def ask_to_quit(stage: Stage) -> QWidget:
    stage.go(TODAY)
    asked = UnsavedQuestion(stage.app.window)
    asked.ask("The disk is full.")
    return asked


def remind(stage: Stage) -> QWidget:
    stage.go(TODAY)
    reminder = ReminderWindow()
    reminder.setParent(stage.app.window, Qt.WindowType.Window)
    reminder.show_reminder("2 of 5 this week. 5 minutes on your back?")
    return reminder


def tell_failure(stage: Stage) -> QWidget:
    stage.go(TODAY)
    failure = FailureWindow("The folder ~/.local/share/psoas-timer cannot be written. Check who may write there.")
    failure.setParent(stage.app.window, Qt.WindowType.Dialog)
    failure.show()
    return failure


def show_message(stage: Stage) -> None:
    show_today(stage)
    text = "The copy of 24 November was restored. It has 82 sessions, and what there was before is kept, too."
    stage.app.window.messages.show_message(Message(text, "Undo", lambda: None))


# Each page and moment, by a name that sorts. One that returns a widget is seen in that, a window beside the program's.
SCENES: dict[str, Callable[[Stage], QWidget | None]] = {
    "welcome-1-about": welcome(0),
    "welcome-2-goal": welcome(1),
    "welcome-3-plan": welcome(2),
    "welcome-4-taste": welcome(3),
    "today-first": lambda stage: stage.go(TODAY),
    "today": show_today,
    "today-own": show_today_of_own,
    "today-paused": show_today_paused,
    "today-out-of-reach": show_today_out_of_reach,
    "today-message": show_message,
    "routine-choices": show_choices,
    "routine": lambda stage: stage.app.start_routine("front-stomach-release"),
    "session-settle": play(4.0),
    "session-inhale": play(21.0),
    "session-effort": play(32.0, "front-stomach-release"),
    "session-diaphragm": play(24.0, view=View.DIAPHRAGM),
    "session-dark": play(24.0, view=View.DARK),
    "session-paused": play(21.0, then=lambda stage: stage.app.player.pause()),
    "session-bar": play(21.0, then=show_bar),
    "session-sound": play(21.0, then=show_sound),
    "session-discomfort": ask_discomfort,
    "session-end-asked": play(21.0, then=lambda stage: stage.press(Qt.Key.Key_Escape)),
    "session-closing": play(10_000.0),
    "session-closing-asked": play(10_000.0, asks_discomfort=True),
    "history-empty": lambda stage: stage.go(HISTORY),
    "history": show_history,
    "history-table": show_table,
    "history-discomfort": show_discomfort_chart,
    "history-year": show_year,
    "history-details": show_details,
    "history-bin": show_bin,
    "history-entry": show_entry,
    "transfer": show_transfer,
    "transfer-preview": show_preview,
    "settings": show_settings,
    "help-1-keys": show_help(0),
    "help-2-psoas": show_help(1),
    "help-3-program": show_help(2),
    "help-in-a-session": play(21.0, then=lambda stage: stage.app.window.help_requested.emit()),
    "settings-search": show_search,
    **{f"settings-{one}": show_part(one) for one in Section},
    "dialog-closing": ask_to_stay,
    "dialog-unsaved": ask_to_quit,
    "dialog-reminder": remind,
    "dialog-failure": tell_failure,
}
