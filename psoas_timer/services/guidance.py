"""What is heard in a session: connects the player, the speech plan, the recordings and the sounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Routine
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_
from psoas_timer.core.settings import Teller
from psoas_timer.core.speech.interruption import in_order, interrupt
from psoas_timer.core.speech.sound import SoundChoice
from psoas_timer.core.speech.speech import plan_speech, plan_waiting
from psoas_timer.core.speech.speech_script import guess_lengths
from psoas_timer.core.speech.spoken import (
    AGAIN,
    ASK_END,
    HOLDS,
    LAST_STAGE,
    LONGER,
    NO_HOLD,
    PAUSED,
    SHORTER,
    forms_of_instruction,
    say_place,
)
from psoas_timer.core.speech.utterance import GAP_S, GuidanceLevel, Priority, SpeechPlan, Utterance
from psoas_timer.engine.player import MAX_GAP_S, Frame, Player, PlayerState
from psoas_timer.engine.sound.session_sound import SessionSound
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import Spoken
from psoas_timer.engine.sound.system_voice import SystemVoice
from psoas_timer.services.preferences import Preferences
from psoas_timer.services.readiness import Readiness
from psoas_timer.services.saying import CHIME, Saying
from psoas_timer.store.voice_clips import VoiceClips

# A second press within this time skips a stage, so only after it is said what the first has done.
ONCE_AFTER_S = 0.5
# May be said at any moment, so they are made before.
ANSWERS = (PAUSED, AGAIN, *HOLDS, LONGER, SHORTER, NO_HOLD, LAST_STAGE, ASK_END)
# If there are several words at a time that cannot be spoken, the chime rings for the first only.
CHIME_APART_S = 3.0
# The breath's volume while the system's voice speaks, as a share of its own: about -10 dB, as amplitude is its square.
DUCKED_SHARE = 0.57


@dataclass(slots=True)
class Guided:
    """How far the guidance of one session has come: ``timeline`` is None until the player has shown the first frame.

    What the system's voice says is said up to ``said_s``, and it ``is_opened`` once there was time for the first words
    while the session waited.
    """

    routine: Routine
    timeline: Timeline | None = None
    state: PlayerState = PlayerState.IDLE
    is_opened: bool = False
    has_jumped: bool = False  # to another stage, which the next frame shows
    said_s: float = -math.inf


class Guidance(QObject):
    """Keeps the sounds of a session in step with the settings and the session.

    Recorded sentences are played. Others, from a person's own routines, are said by the system's voice, if there is
    one; otherwise a chime asks you to look at the screen. ``sounds`` and ``voice`` belong to it from now on.
    """

    outage_changed = Signal()
    failed = Signal(object)  # Problem
    recovered = Signal(object)  # a Problem that is over

    def __init__(
        self,
        player: Player,
        sounds: SessionSound,
        voice: SystemVoice,
        clips: VoiceClips,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._sounds, self._voice = sounds, voice
        for own in (sounds, voice):
            own.setParent(self)
        self._sounds.outage_changed.connect(self.outage_changed)
        self._voice.outage_changed.connect(self.outage_changed)
        self._sounds.failed.connect(self.failed)
        self._sounds.recovered.connect(self.recovered)
        self._sounds.clip_refused.connect(self._do_without)
        self._voice.availability_changed.connect(self._plan_anew)
        self._voice.speaking_changed.connect(self._duck)
        self._is_ducked = False
        self._readiness = Readiness(sounds, self)
        self._saying = Saying(sounds, voice, clips, preferences, self)
        self._lengths_s = clips.lengths_s
        self._preferences = preferences
        self._guided: Guided | None = None  # the session that is under way
        self._guidance = preferences.settings.voice_says
        self._plan = SpeechPlan()
        player.frame_changed.connect(self._follow)
        player.jumped.connect(self._jump)
        player.finished.connect(self._rest)
        preferences.changed.connect(self._apply)
        self._sounds.set_choice(self._choice)

    @property
    def is_guiding(self) -> bool:
        """Tell whether a session is under way."""
        return self._guided is not None

    @property
    def heard_level(self) -> GuidanceLevel | None:
        """How much the voice says; None where it cannot be heard, or is left to a screen reader."""
        choice = self._preferences.settings.sound
        is_heard = choice.voice_percent > 0 and self._sounds.outage is None and bool(self._clips.files)
        return self._guidance if is_heard and not self._is_read else None

    @property
    def _is_read(self) -> bool:
        """Tell whether a screen reader alone is to speak."""
        return self._preferences.settings.teller is Teller.READER

    @property
    def outage(self) -> Outage | None:
        """Why nothing can be heard though it should be; None where it can, or where no sound is wanted."""
        return None if self._choice.is_silent else self._sounds.outage

    @property
    def voice_outage(self) -> Outage | None:
        """Why the system's voice cannot say what has no recording; None where it can, or is not needed."""
        return None if self._choice.is_silent else self._voice.outage

    def try_again(self) -> None:
        """Start the processes again that make sound, if they were given up."""
        self._sounds.try_again()
        self._voice.try_again()

    def prepare(self, routine: Routine, timeline: Timeline) -> None:
        """Get the sounds ready for a session that may begin soon."""
        if not self._player.is_active:
            self._take_plan(self._make_plan(routine, timeline))
            self._sounds.prepare(timeline)

    def when_ready(self, routine: Routine, timeline: Timeline, begin: Callable[[], None]) -> None:
        """Call ``begin`` when a session would be heard from its first word on, after READY_WITHIN_MS at the latest."""
        self.try_again()
        self.prepare(routine, timeline)
        self._readiness.when_ready(begin)

    def begin(self, routine: Routine) -> None:
        """Expect a session of ``routine``, which begins with the player's next frame."""
        self._guided = Guided(routine)

    def say_place(self) -> None:
        """Say where the session is: breath, side, time left."""
        if self._player.is_active and not self._is_read:
            self._answer(*(text for text in say_place(self._player.frame.moment) if text in self._clips.files))

    def say_instruction(self) -> None:
        """Say once more what is to be done now or, if nothing is, where the session is."""
        if self._player.is_active and not self._is_read:
            forms = forms_of_instruction(self._player.frame.moment)
            if forms:
                self._answer(*next((form for form in forms if self._clips.files.keys() >= set(form)), forms[0]))
            else:
                self.say_place()

    def answer(self, text: str) -> None:
        """Say what a key has done, unless the person wants no words."""
        if self._player.is_active and self._guidance is not GuidanceLevel.SILENT:
            self._answer(text)

    def _answer(self, *texts: str) -> None:
        """Say ``texts`` now; what was due meanwhile is said afterwards, safety first."""
        frame, cut_off = self._player.frame, self._saying.forget()
        self._voice.hush()
        length_s = self._saying.say_in_turn(texts)
        from_s = frame.moment.elapsed_s
        until_s = from_s + length_s - frame.resume_left_s
        if frame.state is PlayerState.WAITING:
            opening = plan_waiting(frame.timeline, self._lengths_s, self._guidance).utterances
            self._saying.say_in_turn((one.text for one in in_order(opening) if one.text in cut_off), length_s + GAP_S)
        elif frame.state in (PlayerState.RUNNING, PlayerState.RESUMING) and until_s > from_s:
            self._take_plan(interrupt(self._plan, frame.timeline, from_s, until_s))

    def close(self) -> None:
        """Release the device."""
        self._readiness.forget()
        self._saying.forget()
        self._voice.close()
        self._sounds.close()

    @property
    def _clips(self) -> VoiceClips:
        return self._saying.clips

    @_clips.setter
    def _clips(self, clips: VoiceClips) -> None:
        self._saying.clips = clips

    def _follow(self, frame: Frame) -> None:
        guided = self._guided
        if guided is None:
            return
        is_new = guided.timeline is None
        if frame.timeline is not guided.timeline:
            guided.is_opened = guided.is_opened or frame.state is PlayerState.WAITING
            plan = self._make_plan(guided.routine, frame.timeline)
            is_whole = is_new or guided.has_jumped
            guided.timeline, guided.has_jumped = frame.timeline, False
            self._take_plan(plan if is_whole else self._plan.joined(plan, frame.moment.elapsed_s))
            self._sounds.prepare(frame.timeline)
            self._sounds.load_clips(self._clips.files[text] for text in ANSWERS if text in self._clips.files)
        if frame.state is not guided.state:
            guided.state = frame.state
            self._enter(frame)
        if is_new:
            self.outage_changed.emit()
        if frame.state is PlayerState.RUNNING:
            self._say_unrecorded(guided, frame.moment.elapsed_s)

    def _jump(self) -> None:
        """Stop what is being said, as it belongs to another place in the session."""
        self._saying.forget()
        self._sounds.hush()
        self._voice.hush()
        if self._guided is not None:
            self._guided.has_jumped = True

    def _enter(self, frame: Frame) -> None:
        """Say the words for a change of state."""
        cut_off = self._saying.forget()
        self._voice.hush()
        if frame.state is PlayerState.WAITING:
            for one in plan_waiting(frame.timeline, self._lengths_s, self._guidance).utterances:
                self._saying.say_later(one.at_s, one.text)
        elif frame.state is PlayerState.RUNNING and cut_off:
            opening = plan_waiting(frame.timeline, self._lengths_s, self._guidance).utterances
            safety = [one.text for one in opening if one.priority is Priority.SAFETY and one.text in cut_off]
            if safety:
                self._answer(*safety)
        elif self._guidance is not GuidanceLevel.SILENT and frame.state is PlayerState.PAUSED:
            self._saying.say_later(ONCE_AFTER_S, PAUSED)
        elif self._guidance is not GuidanceLevel.SILENT and frame.state is PlayerState.RESUMING:
            self._saying.say_later(ONCE_AFTER_S, AGAIN)

    def _apply(self) -> None:
        """Apply changed settings at once."""
        settings = self._preferences.settings
        self._sounds.set_choice(self._choice)
        if settings.voice_says is not self._guidance:
            self._guidance = settings.voice_says
            self._plan_anew()

    def _do_without(self, clip: Path) -> None:
        """Say in another way what a recording that cannot be played was to say; told once, however many there are."""
        is_first = not self._clips.refused
        self._clips = self._clips.without(clip)
        self._plan_anew()
        if is_first:
            self.failed.emit(
                Problem(
                    N_("Some recordings of the voice cannot be played, such as {file}."),
                    N_("Your system's voice or a chime takes their place. Install Psoas Timer again."),
                    file=clip,
                )
            )

    def _plan_anew(self) -> None:
        guided = self._guided
        if guided is not None and guided.timeline is not None:
            self._take_plan(self._make_plan(guided.routine, guided.timeline))

    def _make_plan(self, routine: Routine, timeline: Timeline) -> SpeechPlan:
        """Plan what is said; words without a recording get about the time that the system's voice needs."""
        self._lengths_s = self._clips.lengths_s
        plan = self._plan_with_lengths(routine, timeline)
        if plan.unspoken:
            self._voice.open()
        if plan.unspoken and self._voice.is_available:
            self._lengths_s = {**guess_lengths(tuple(one.text for one in plan.unspoken)), **self._lengths_s}
            plan = self._plan_with_lengths(routine, timeline)
        return plan

    def _plan_with_lengths(self, routine: Routine, timeline: Timeline) -> SpeechPlan:
        is_opened = self._guided is not None and self._guided.is_opened
        return plan_speech(timeline, self._lengths_s, self._guidance, closing=routine.closing, is_opened=is_opened)

    def _take_plan(self, plan: SpeechPlan) -> None:
        self._plan = plan
        self._hand_on(self._spoken())

    def _hand_on(self, spoken: Iterable[Spoken]) -> None:
        self._sounds.set_speech(spoken)

    def _spoken(self) -> list[Spoken]:
        files = self._clips.files
        spoken = [Spoken(one.at_s, files[one.text]) for one in self._plan.utterances if one.text in files]
        rung_s = -math.inf
        for one in self._plan.unspoken:
            if one.at_s - rung_s >= CHIME_APART_S:
                rung_s = one.at_s
                spoken.append(Spoken(one.at_s, CHIME))
        return spoken

    # The system's voice

    @property
    def _choice(self) -> SoundChoice:
        choice = self._preferences.settings.sound
        return replace(choice, breath_percent=choice.breath_percent * DUCKED_SHARE) if self._is_ducked else choice

    def _duck(self, is_speaking: bool) -> None:
        self._is_ducked = is_speaking
        self._sounds.set_choice(self._choice)

    def _say_unrecorded(self, guided: Guided, elapsed_s: float) -> None:
        """Say the words without a recording that are due since the last frame; after a skip, only those from there."""
        if not 0.0 <= elapsed_s - guided.said_s <= MAX_GAP_S:
            guided.said_s = math.nextafter(elapsed_s, -math.inf)
        for one in self._unrecorded(guided.said_s, elapsed_s):
            self._saying.say_aloud(one.text)
        guided.said_s = elapsed_s

    def _unrecorded(self, a_s: float, b_s: float) -> list[Utterance]:
        return [one for one in self._plan.between(a_s, b_s) if one.text not in self._clips.files]

    def _rest(self) -> None:
        self._saying.forget()
        self._voice.hush()
        if self._guided is not None and self._guided.state is PlayerState.PAUSED:
            self._sounds.hush()  # the question whether to end
        guided, self._guided = self._guided, None
        self.outage_changed.emit()
        if guided and guided.timeline and guided.said_s >= guided.timeline.duration_s:  # the way out
            for one in self._unrecorded(guided.said_s, math.inf):
                self._saying.say_later(one.at_s - guided.said_s, one.text)
