"""A session from end to end: its routine, the question before it, the session itself and the quiet screen after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Routine, StageChoice
from psoas_timer.core.history.adherence import Week
from psoas_timer.core.history.session import SessionRecord
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Teller
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.flows.appearance import Appearance
from psoas_timer.flows.page_values import gather_preparation
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import tr, used_language
from psoas_timer.services.services import Services
from psoas_timer.store.places import assets_dir, cache_dir
from psoas_timer.store.voice_clips import VoiceClips, load_clips, voice_folder
from psoas_timer.ui.kit.day_mark import DayMark, mark_week
from psoas_timer.ui.kit.main_window import TODAY, MainWindow
from psoas_timer.ui.kit.message_bar import Message
from psoas_timer.ui.kit.words import stage_word

if TYPE_CHECKING:  # imported when the page is first shown
    from psoas_timer.flows.listening import Listening
    from psoas_timer.services.guidance import Guidance
    from psoas_timer.ui.session.closing_page import ClosingPage
    from psoas_timer.ui.session.discomfort_page import DiscomfortPage
    from psoas_timer.ui.session.routine_page import RoutinePage
    from psoas_timer.ui.session.session_page import SessionPage
    from psoas_timer.ui.session.sound_panel import SoundPanel

# A sentence with more names than that is no help.
_MOST_NAMED = 30


class SessionFlow(QObject):
    """Shows the pages in order; with ``is_silent``, there is no sound."""

    today_requested = Signal()

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        appearance: Appearance,
        *,
        is_silent: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._preferences = services.preferences
        self._journal = services.journal
        self._practice = services.practice
        self._appearance = appearance
        self._asked_for: Routine | None = None
        self._offer: tuple[Message, str] | None = None  # to resume a session, and its uuid
        self._routine_page = Lazy(self._make_routine_page)
        self._discomfort_page = Lazy(self._make_discomfort_page)
        self._session_page = Lazy(partial(self._make_session_page, services.folder))
        self._closing_page = Lazy(self._make_closing_page)
        self._guidance = None if is_silent else Lazy(partial(self._make_guidance, services.folder))
        window.visibility_changed.connect(self._practice.player.set_seen)
        window.activated.connect(self._review_offer)
        self._journal.changed.connect(self._review_offer)
        self._journal.day_turned.connect(self._review_offer)
        self._practice.started.connect(self._withdraw_offer)
        self._practice.started.connect(self._begin_guidance)
        self._practice.started.connect(self._show_session)
        self._practice.ended.connect(self._show_closing)

    # The pages, each built when it is first shown

    def _make_routine_page(self) -> RoutinePage:
        from psoas_timer.ui.session.routine_page import RoutinePage

        page = RoutinePage(load_picture)
        page.start_requested.connect(self.start_routine)
        page.acknowledged.connect(self._preferences.acknowledge)
        page.choice_changed.connect(self._choose)
        page.back_requested.connect(self.today_requested)
        self._appearance.follow(page.set_theme)
        return page

    def _make_discomfort_page(self) -> DiscomfortPage:
        from psoas_timer.ui.session.discomfort_page import DiscomfortPage

        page = DiscomfortPage()
        page.answered.connect(self._start_answered)
        page.rest_requested.connect(self.today_requested)
        page.back_requested.connect(self._leave_question)
        return page

    def _make_session_page(self, folder: Path) -> SessionPage:
        from psoas_timer.ui.session.session_page import SessionPage

        page = SessionPage(self._practice.player, load_picture=load_picture)
        page.full_screen_requested.connect(self._window.toggle_full_screen)
        page.asking_changed.connect(self._window.messages.step_aside)
        page.turn_requested.connect(self._preferences.turn_view)
        page.view_requested.connect(self._preferences.swap_view)
        if self._guidance is not None:
            page.place_requested.connect(lambda: self._guidance.get().say_place())
            page.instruction_requested.connect(lambda: self._guidance.get().say_instruction())
            page.answered.connect(lambda text: self._guidance.get().answer(text))
            page.reader.voice = self._voice_beside_reader
        self._appearance.follow_look(page.set_look)
        sound, settings = page.bar.sound, self._preferences.settings
        sound.changed.connect(lambda level, choice: self._preferences.adjust(guidance=level, sound=choice))
        self._preferences.changed.connect(lambda now: sound.show_sound(now.guidance, now.sound))
        sound.show_sound(settings.guidance, settings.sound)
        if self._guidance is not None:
            listening = Lazy(partial(self._make_listening, folder, sound))
            sound.listen_wanted.connect(lambda name, is_wanted: listening.get().listen(name, is_wanted))
        return page

    def _voice_beside_reader(self) -> GuidanceLevel | None:
        """Return how much a screen reader may leave to the voice; None where it is to tell everything."""
        guidance = self._guidance.made if self._guidance is not None else None
        is_both = self._preferences.settings.teller is Teller.BOTH
        return None if guidance is None or is_both else guidance.heard_level

    def _make_closing_page(self) -> ClosingPage:
        from psoas_timer.ui.session.closing_page import ClosingPage

        page = ClosingPage()
        page.note_changed.connect(self._keep_note)
        page.discomfort_chosen.connect(self._keep_discomfort)
        page.done_requested.connect(self.today_requested)
        self._appearance.follow(page.set_theme)
        return page

    # Sound and voice, made when a session is likely

    def _make_guidance(self, folder: Path) -> Guidance:
        from psoas_timer.engine.sound.session_sound import SessionSound
        from psoas_timer.engine.sound.system_voice import SystemVoice
        from psoas_timer.flows.sound_notice import SoundNotice
        from psoas_timer.services.guidance import Guidance

        clips = VoiceClips()
        with self._window.messages.telling():
            clips = load_clips(voice_folder(assets_dir() / "voice", used_language().catalogue.language))
        player = self._practice.player
        sounds = SessionSound(player, cache_dir(folder) / "sounds")
        guidance = Guidance(player, sounds, SystemVoice(), clips, self._preferences, self)
        SoundNotice(self._window, guidance)
        return guidance

    def _make_listening(self, folder: Path, panel: SoundPanel) -> Listening:
        from psoas_timer.flows.listening import Listening

        listening = Listening(self._preferences, folder, parent=self)
        listening.changed.connect(panel.show_heard)
        listening.failed.connect(self._window.messages.tell)
        self._practice.ended.connect(listening.close)
        self._window.closing.connect(listening.close)
        return listening

    def _begin_guidance(self, routine: Routine) -> None:
        if self._guidance is not None:
            self._guidance.get().begin(routine)

    def _prepare_guidance(self, routine: Routine) -> None:
        if self._guidance is not None:
            self._guidance.get().prepare(routine, self._practice.compile_start(routine))

    def tell_sleepy_screen(self) -> None:
        """Say in the session that the system may turn its screen off."""
        if self._practice.player.is_active:
            self._session_page.get().tell(tr("The screen may turn off. The session continues."))

    def ignore_media_keys(self, ignored: bool) -> None:
        """Ignore media keys in the window, or stop ignoring them."""
        self._session_page.get().ignore_media_keys(ignored)

    # Before a session

    def show_routine(self, routine_id: str) -> None:
        """Show a routine before it starts."""
        self._routine_page.get().show_preparation(gather_preparation(self._practice, self._preferences, routine_id))
        self._window.show_page(self._routine_page.get(), TODAY)
        self._prepare_guidance(self._practice.routines[routine_id])

    def start_suggested(self, routine_id: str) -> None:
        """Start a routine at once; one that was never practised is shown first, with Start one key away."""
        with self._window.messages.telling():
            if routine_id in self._journal.sessions.last_practised():
                self.start_routine(routine_id)
            else:
                self.show_routine(routine_id)

    def start_routine(self, routine_id: str) -> None:
        """Start a session, or first show the routine if its cautions have not been accepted yet.

        If the person wants to be asked how they feel, the question comes first. A running session continues.
        """
        routine = self._find_routine(routine_id)
        if routine is None or self._practice.player.is_active:
            return
        settings = self._preferences.settings
        if routine.presses_belly and routine.id not in settings.acknowledged:
            self.show_routine(routine_id)
        elif settings.asks_discomfort:
            self._ask(routine)
        else:
            self._when_heard(routine, lambda: self._practice.start(routine))

    def _ask(self, routine: Routine) -> None:
        self._asked_for = routine
        self._discomfort_page.get().show_question(routine.title, self._preferences.settings.discomfort_stop)
        self._window.show_page(self._discomfort_page.get())
        self._prepare_guidance(routine)

    def _start_answered(self, level: int | None) -> None:
        routine = self._asked_for
        if routine is not None:
            self._when_heard(routine, lambda: self._practice.start(routine, level))

    def _leave_question(self) -> None:
        if self._asked_for is not None:
            self.show_routine(self._asked_for.id)

    def _when_heard(self, routine: Routine, begin: Callable[[], None]) -> None:
        """Call ``begin`` as soon as the first word can be heard."""
        if self._guidance is None or self._practice.player.is_active:
            begin()
        else:
            self._guidance.get().when_ready(routine, self._practice.compile_start(routine), begin)

    def _choose(self, routine_id: str, stage_id: str, choice: StageChoice) -> None:
        self._preferences.choose(routine_id, stage_id, choice)
        self._routine_page.get().show_length(gather_preparation(self._practice, self._preferences, routine_id))

    def _find_routine(self, routine_id: str) -> Routine | None:
        routine = self._practice.routines.get(routine_id)
        if routine is None:
            known = list(islice(self._practice.routines, _MOST_NAMED))
            self._window.messages.tell(
                Problem(N_("There is no routine named {routine}."), N_("Use one of: {known}."),
                        routine=routine_id, known=known)
            )  # fmt: skip
        return routine

    def offer_to_resume(self) -> None:
        """Offer to resume a session that a crash ended, if there is one."""
        with self._window.messages.telling():
            record = self._practice.find_resumable()
            if record is None:
                return
            routine = self._practice.routines[record.routine_id]
            timeline = self._practice.compile(routine, first_side=record.first_side)
            stage = timeline.stages[self._practice.stage_to_resume(record)]
            text = tr("Your last session was interrupted and is saved. You can resume it from the start of: {stage}.")
            act = partial(self._resume, record.uuid)
            offer = Message(text.format(stage=stage_word(stage)), tr("Resume"), act)
            self._offer = (offer, record.uuid)
            self._window.messages.show_message(offer)

    def _review_offer(self) -> None:
        """Withdraw the offer once the session can no longer be resumed: its day is over, or it was deleted."""
        with self._window.messages.telling():
            if self._offer is not None and self._practice.resumable(self._offer[1]) is None:
                self._withdraw_offer()

    def _withdraw_offer(self) -> None:
        if self._offer is not None:
            self._window.messages.withdraw(self._offer[0])
            self._offer = None

    def _resume(self, uuid: str) -> None:
        with self._window.messages.telling():
            record = self._practice.resumable(uuid)
            if record is None:
                raise Problem(N_("That session can no longer be resumed."), N_("You can start a new one."))
            self._when_heard(self._practice.routines[record.routine_id], lambda: self._practice.resume(record))

    # The session, and what follows it

    def _show_session(self, routine: Routine) -> None:
        self._session_page.get().show_session(routine.title)
        self._window.show_page(self._session_page.get())

    def ask_to_end(self, then: Callable[[], object]) -> bool:
        """Ask first, where it is seen, if a session would end with the program; tell whether it does."""
        if not self._practice.player.is_active:
            return False
        if not self._window.isActiveWindow():  # the tray asked, or another program is in front
            self._window.come_to_front()
        self._session_page.get().ask_to_end(then)
        return True

    def _show_closing(self, routine: Routine, record: SessionRecord) -> None:
        self._window.leave_full_screen()
        if record.practised_s <= 0.0:
            self.today_requested.emit()
            return
        with self._window.messages.telling():
            settings, week = self._preferences.settings, self._journal.this_week()
            self._closing_page.get().show_closing(
                routine, record, week, asks_discomfort=settings.asks_discomfort,
                marks=self._mark_days_of(week),
                is_still=settings.reduced_motion,
            )  # fmt: skip
        self._window.show_page(self._closing_page.get())

    def _mark_days_of(self, week: Week) -> Sequence[DayMark]:
        """Return the marks of this week's days; none was missed before the first session of all."""
        days = self._journal.sessions.practice_days()
        since = days[0].date if days else self._journal.today
        return mark_week(week, {day.date: day for day in days}, self._journal.today, since)

    def _keep_note(self, uuid: str, note: str) -> None:
        with self._window.messages.telling():
            self._journal.set_note(uuid, note)

    def _keep_discomfort(self, uuid: str, level: int | None) -> None:
        with self._window.messages.telling():
            self._journal.set_discomfort_after(uuid, level)

    def close(self) -> None:
        """Save the note that is being written, leave a session that nobody ended, and end its sound."""
        if page := self._closing_page.made:
            page.keep_note()
        self._practice.leave()
        if self._guidance is not None and (guidance := self._guidance.forget()):
            guidance.close()
            guidance.deleteLater()


def load_picture(name: str) -> str:
    """Return the SVG of a body position, '' if there is none of that name."""
    path = assets_dir() / "illustrations" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
