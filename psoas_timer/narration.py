"""What is heard in a session: joins the player, the speech plan, the recordings and the sounds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from psoas_timer.core.routine import Routine
from psoas_timer.core.speech import plan_speech, plan_waiting
from psoas_timer.core.spoken import AGAIN, PAUSED, say_place
from psoas_timer.core.timeline import Timeline
from psoas_timer.core.utterance import Guidance, SpeechPlan
from psoas_timer.engine.breath_sound import Sounds, Spoken
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.preferences import Preferences
from psoas_timer.store.voice_clips import VoiceClips

# A second press within this time skips: only then is it clear that a pause was meant.
PAUSED_AFTER_S = 0.5
# Between two recordings that make one answer.
BREATHER_S = 0.12


class Narration(QObject):
    """Keeps the sounds of a session in step with what is chosen and with what happens.

    ``folder`` is where rendered sounds are kept. Tests hand in ``sounds``.
    """

    availability_changed = Signal(bool)
    failed = Signal(object)  # Problem

    def __init__(
        self,
        player: Player,
        folder: Path,
        clips: VoiceClips,
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        sounds: Sounds | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._sounds = sounds or Sounds(player, folder, parent=self)
        self._sounds.availability_changed.connect(self.availability_changed)
        self._sounds.failed.connect(self.failed)
        self._clips = clips
        self._preferences = preferences
        self._routine: Routine | None = None
        self._timeline: Timeline | None = None
        self._guidance = preferences.settings.guidance
        self._plan = SpeechPlan()
        self._state = PlayerState.IDLE
        self._is_opened = False
        self._to_say: list[QTimer] = []
        player.frame_changed.connect(self._follow)
        player.finished.connect(self._rest)
        preferences.changed.connect(self._apply)
        self._sounds.set_choice(preferences.settings.sound)

    def prepare(self, routine: Routine, timeline: Timeline) -> None:
        """Have the sounds of a session ready that may begin soon."""
        if not self._player.is_active:
            self._take_plan(self._make_plan(routine, timeline))
            self._sounds.prepare(timeline)

    def begin(self, routine: Routine) -> None:
        """A session of ``routine`` begins with the player's next frame."""
        self._routine = routine
        self._timeline = None
        self._state = PlayerState.IDLE
        self._is_opened = False

    def say_place(self) -> None:
        """Say where one is: the breath, the side, the time left; what was planned meanwhile is left out."""
        if not self._player.is_active:
            return
        moment = self._player.frame.moment
        texts = [text for text in say_place(moment) if text in self._clips.files]
        ends_s = list(accumulate(self._clips.lengths_s[text] + BREATHER_S for text in texts))
        self._stop_saying()
        until_s = moment.elapsed_s + (ends_s[-1] if ends_s else 0.0)
        self._hand_on(one for one in self._spoken() if not moment.elapsed_s <= one.at_s < until_s)
        for at_s, text in zip([0.0, *ends_s], texts, strict=False):
            self._say_later(at_s, text)

    def close(self) -> None:
        """Let go of the device."""
        self._stop_saying()
        self._sounds.close()

    def _follow(self, frame: Frame) -> None:
        if self._routine is None:
            return
        is_new = self._timeline is None
        if frame.timeline is not self._timeline:
            self._is_opened = self._is_opened or frame.state is PlayerState.WAITING
            plan = self._make_plan(self._routine, frame.timeline)
            self._timeline = frame.timeline
            self._take_plan(plan if is_new else self._plan.joined(plan, frame.moment.elapsed_s))
            self._sounds.prepare(frame.timeline)
            self._sounds.load_clips(self._clips.files[text] for text in (PAUSED, AGAIN) if text in self._clips.files)
        if frame.state is not self._state:
            self._state = frame.state
            self._enter(frame)

    def _enter(self, frame: Frame) -> None:
        """Say what belongs to a change of state."""
        self._stop_saying()
        if frame.state is PlayerState.WAITING:
            for one in plan_waiting(frame.timeline, self._clips.lengths_s, self._guidance).utterances:
                self._say_later(one.at_s, one.text)
        elif self._guidance is not Guidance.SILENT and frame.state is PlayerState.PAUSED:
            self._say_later(PAUSED_AFTER_S, PAUSED)
        elif self._guidance is not Guidance.SILENT and frame.state is PlayerState.RESUMING:
            self._say_later(0.0, AGAIN)

    def _apply(self) -> None:
        """Take other settings at once."""
        settings = self._preferences.settings
        self._sounds.set_choice(settings.sound)
        if settings.guidance is not self._guidance:
            self._guidance = settings.guidance
            if self._routine is not None and self._timeline is not None:
                self._take_plan(self._make_plan(self._routine, self._timeline))

    def _make_plan(self, routine: Routine, timeline: Timeline) -> SpeechPlan:
        return plan_speech(
            timeline, self._clips.lengths_s, self._guidance, closing=routine.closing, is_opened=self._is_opened
        )

    def _take_plan(self, plan: SpeechPlan) -> None:
        self._plan = plan
        self._hand_on(self._spoken())

    def _hand_on(self, spoken: Iterable[Spoken]) -> None:
        self._sounds.set_speech(spoken)

    def _spoken(self) -> list[Spoken]:
        return [Spoken(one.at_s, self._clips.files[one.text]) for one in self._plan.utterances]

    def _say_later(self, delay_s: float, text: str) -> None:
        if text not in self._clips.files:
            return
        timer = QTimer(self, singleShot=True, interval=round(delay_s * 1000))
        timer.timeout.connect(lambda: self._sounds.say(self._clips.files[text]))
        timer.start()
        self._to_say.append(timer)

    def _stop_saying(self) -> None:
        for timer in self._to_say:
            timer.stop()
            timer.deleteLater()
        self._to_say.clear()

    def _rest(self) -> None:
        self._stop_saying()
        self._routine = None
        self._state = PlayerState.IDLE
