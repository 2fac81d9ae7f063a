"""Builds every object and connects every signal: the one file that knows everyone."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from psoas_timer.appearance import Appearance
from psoas_timer.core.problem import Problem
from psoas_timer.core.routine import Routine, StageChoice
from psoas_timer.core.session import SessionRecord
from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.player import Player
from psoas_timer.page_values import gather_history, gather_preparation, gather_today
from psoas_timer.practice import Practice
from psoas_timer.preferences import Preferences
from psoas_timer.store.database import open_database
from psoas_timer.store.goal_log import GoalLog
from psoas_timer.store.places import ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE, assets_dir, cache_dir
from psoas_timer.store.routine_file import load_routines
from psoas_timer.store.session_log import SessionLog
from psoas_timer.store.voice_clips import VoiceClips, load_clips
from psoas_timer.ui.main_window import HISTORY, SETTINGS, TODAY, MainWindow
from psoas_timer.ui.message_bar import Message
from psoas_timer.ui.today_page import TodayPage
from psoas_timer.ui.words import stage_word, tr

if TYPE_CHECKING:  # these are imported when somebody first goes there
    from psoas_timer.narration import Narration
    from psoas_timer.ui.closing_page import ClosingPage
    from psoas_timer.ui.history_page import HistoryPage
    from psoas_timer.ui.routine_page import RoutinePage
    from psoas_timer.ui.session_page import SessionPage
    from psoas_timer.ui.settings_page import SettingsPage

_log = logging.getLogger(__name__)


def local_now() -> datetime:
    """Return the local time with its offset."""
    return datetime.now().astimezone()


class App(QObject):
    """The program over one data folder. Tests hand in clocks, and let it be silent; everything else is real."""

    def __init__(
        self,
        qt: QApplication,
        folder: Path,
        clock: Callable[[], float] = session_clock,
        now: Callable[[], datetime] = local_now,
        *,
        is_silent: bool = False,
    ) -> None:
        super().__init__()
        self._is_silent = is_silent
        self._folder = folder
        self._now = now
        self.preferences = Preferences(folder / SETTINGS_FILE, self)
        opened = open_database(folder / SESSIONS_FILE, now())
        self._connection = opened.connection
        loaded = load_routines(assets_dir() / "routines", folder / ROUTINES_FOLDER)
        self.player = Player(clock, now, self)
        log = SessionLog(opened.connection)
        self.practice = Practice(self.player, log, GoalLog(opened.connection), self.preferences, loaded, now, self)
        self.appearance = Appearance(qt, self.preferences, self)
        self.window = MainWindow()
        self._connect()
        self.show_today()
        for problem in (*self.preferences.notices, *opened.notices):
            self.window.messages.tell(problem)
        self._offer_to_resume()

    def _connect(self) -> None:
        window, practice, preferences = self.window, self.practice, self.preferences
        window.place_requested.connect(self._go_to)
        window.seen_changed.connect(self.player.set_seen)
        window.activated.connect(self._refresh_today)
        window.closing.connect(self._close)
        practice.started.connect(self._begin_narration)
        practice.started.connect(self._show_session)
        practice.ended.connect(self._show_closing)
        practice.failed.connect(window.messages.tell)
        preferences.failed.connect(window.messages.tell)

    # The pages, each built when it is first shown

    @cached_property
    def _today_page(self) -> TodayPage:
        page = TodayPage()
        page.start_requested.connect(self._start_suggested)
        page.routine_requested.connect(self.show_routine)
        self.appearance.follow(page.set_theme)
        return page

    @cached_property
    def _routine_page(self) -> RoutinePage:
        from psoas_timer.ui.routine_page import RoutinePage

        page = RoutinePage(load_picture)
        page.start_requested.connect(self.start_routine)
        page.acknowledged.connect(self.preferences.acknowledge)
        page.choice_changed.connect(self._choose)
        page.back_requested.connect(self.show_today)
        self.appearance.follow(page.set_theme)
        return page

    @cached_property
    def _session_page(self) -> SessionPage:
        from psoas_timer.ui.session_page import SessionPage

        page = SessionPage(self.player)
        page.full_screen_requested.connect(self.window.toggle_full_screen)
        page.turn_requested.connect(self.preferences.turn_view)
        page.view_requested.connect(self.preferences.swap_view)
        page.place_requested.connect(self._say_place)
        self.appearance.follow_look(page.set_look)
        return page

    @cached_property
    def _closing_page(self) -> ClosingPage:
        from psoas_timer.ui.closing_page import ClosingPage

        page = ClosingPage()
        page.note_changed.connect(self._keep_note)
        page.done_requested.connect(self.show_today)
        return page

    @cached_property
    def _history_page(self) -> HistoryPage:
        from psoas_timer.ui.history_page import HistoryPage

        page = HistoryPage()
        page.today_requested.connect(self.show_today)
        self.appearance.follow(page.set_theme)
        return page

    @cached_property
    def _settings_page(self) -> SettingsPage:
        from psoas_timer.ui.settings_page import SettingsPage

        page = SettingsPage(str(self._folder))
        page.settings_changed.connect(self.preferences.change)
        page.back_requested.connect(self.show_today)
        return page

    # What is heard, made when a session is in sight

    @cached_property
    def _narration(self) -> Narration | None:
        if self._is_silent:
            return None
        from psoas_timer.narration import Narration

        clips = VoiceClips()
        with self._telling():
            clips = load_clips(assets_dir() / "voice" / "en")
        narration = Narration(self.player, cache_dir(self._folder) / "sounds", clips, self.preferences, self)
        narration.failed.connect(self.window.messages.tell)
        narration.availability_changed.connect(self._tell_sound)
        return narration

    def _begin_narration(self, routine: Routine) -> None:
        if self._narration is not None:
            self._narration.begin(routine)

    def _say_place(self) -> None:
        if self._narration is not None:
            self._narration.say_place()

    def _tell_sound(self, is_there: bool) -> None:
        if self.player.is_active and not is_there:
            self._tell_unheard()

    def _tell_unheard(self) -> None:
        self._session_page.tell(tr("There is no sound here; the session goes on."))

    # Going places

    def _go_to(self, place: str) -> None:
        {TODAY: self.show_today, HISTORY: self.show_history, SETTINGS: self.show_settings}[place]()

    def show_today(self) -> None:
        """Show the week as it stands, and the routines."""
        with self._telling():
            self._today_page.show_today(gather_today(self.practice))
        self.window.show_page(self._today_page, TODAY)

    def show_routine(self, routine_id: str) -> None:
        """Show a routine before it starts."""
        self._routine_page.show_preparation(gather_preparation(self.practice, self.preferences, routine_id))
        self.window.show_page(self._routine_page, TODAY)
        if self._narration is not None:
            routine = self.practice.routines[routine_id]
            self._narration.prepare(routine, self.practice.compile(routine))

    def show_history(self) -> None:
        """Show the weeks and the sessions."""
        with self._telling():
            self._history_page.show_history(gather_history(self.practice))
            self.window.show_page(self._history_page, HISTORY)

    def show_settings(self) -> None:
        """Show the settings."""
        self._settings_page.show_settings(self.preferences.settings)
        self.window.show_page(self._settings_page, SETTINGS)

    def start_routine(self, routine_id: str) -> None:
        """Begin a session, or first show the routine where its cautions were not yet accepted."""
        routine = self._find_routine(routine_id)
        if routine is None:
            return
        if routine.presses_belly and routine.id not in self.preferences.settings.acknowledged:
            self.show_routine(routine_id)
        else:
            self._when_heard(routine, lambda: self.practice.start(routine))

    def _when_heard(self, routine: Routine, begin: Callable[[], None]) -> None:
        """Begin as soon as the first word would be heard."""
        if self._narration is None or self.player.is_active:
            begin()
        else:
            self._narration.when_ready(routine, self.practice.compile(routine), begin)

    def come_to_front(self) -> None:
        """Show the window above the others: the person has started the program again."""
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _start_suggested(self, routine_id: str) -> None:
        """Begin at once what is known; what was never practised is shown first, with Start one key away."""
        with self._telling():
            if routine_id in self.practice.log.last_practised():
                self.start_routine(routine_id)
            else:
                self.show_routine(routine_id)

    def _show_session(self, routine: Routine) -> None:
        self._session_page.show_session(routine.title)
        self.window.show_page(self._session_page)
        if self._narration is not None and self._narration.is_unheard:  # it was known before the session began
            self._tell_unheard()

    def _show_closing(self, routine: Routine, record: SessionRecord) -> None:
        self.window.leave_full_screen()
        if record.practised_s <= 0.0:
            self.show_today()
            return
        with self._telling():
            self._closing_page.show_closing(routine, record, self.practice.weeks()[-1])
        self.window.show_page(self._closing_page)

    def _offer_to_resume(self) -> None:
        with self._telling():
            record = self.practice.find_resumable()
            if record is None:
                return
            timeline = self.practice.compile(self.practice.routines[record.routine_id], first_side=record.first_side)
            stage = timeline.stages[self.practice.stage_to_resume(record)]
            text = tr("Your last session stopped early and is kept. You can go on from the start of: {stage}.")
            self.window.messages.show_message(
                Message(text.format(stage=stage_word(stage)), tr("Go on from there"), lambda: self._resume(record))
            )

    def _resume(self, record: SessionRecord) -> None:
        self._when_heard(self.practice.routines[record.routine_id], lambda: self.practice.resume(record))

    # What the pages show

    def _refresh_today(self) -> None:
        """The date may have changed while nobody looked."""
        if self._today_page.isVisible():
            with self._telling():
                self._today_page.show_today(gather_today(self.practice))

    def _choose(self, routine_id: str, stage_id: str, choice: StageChoice) -> None:
        self.preferences.choose(routine_id, stage_id, choice)
        self._routine_page.show_length(gather_preparation(self.practice, self.preferences, routine_id))

    def _keep_note(self, uuid: str, note: str) -> None:
        with self._telling():
            self.practice.log.set_note(uuid, note, self._now())

    def _find_routine(self, routine_id: str) -> Routine | None:
        routine = self.practice.routines.get(routine_id)
        if routine is None:
            self.window.messages.tell(
                Problem(
                    "There is no routine named {routine}.",
                    "These are known: {known}.",
                    routine=routine_id,
                    known=", ".join(self.practice.routines),
                )
            )
        return routine

    # When things go wrong, and when it is over

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell an expected failure of the block in the message bar."""
        try:
            yield
        except Problem as problem:
            self.window.messages.tell(problem)

    def tell_fault(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Write down what nobody expected, and say so once; a running session goes on."""
        _log.error("unexpected failure", exc_info=(kind, fault, trace))
        sys.__excepthook__(kind, fault, trace)
        self.window.messages.tell(
            Problem(
                "Something went wrong inside Psoas Timer.",
                "You can go on; the details are in {folder}.",
                folder=self._folder,
            )
        )

    def _close(self) -> None:
        if "_closing_page" in self.__dict__:
            self._closing_page.keep_note()
        self.player.end()
        self.preferences.flush()
        if self.__dict__.get("_narration") is not None:
            self.__dict__["_narration"].close()

    def close(self) -> None:
        """Let go of the window and of the files."""
        self.window.close()
        self.window.deleteLater()
        self._connection.close()


def load_picture(name: str) -> str:
    """Return the SVG of a position of the body, '' where there is none of that name."""
    path = assets_dir() / "illustrations" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
