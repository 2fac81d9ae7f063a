"""Lets a session be heard: follows the player and has each sound played in its time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.sound import Score, SoundChoice, Tone
from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.engine.sound.bed import Bed
from psoas_timer.engine.sound.cache import SoundMaker
from psoas_timer.engine.sound.speaker import Channel, Speaker, Spoken, channel_of

# Sounds are handed to the sound process so long before their time: a program that is busy for less delays none.
AHEAD_S = 1.5
# What lies so near is left to the sound process when a plan changes: it may begin at this very moment.
_CUT_S = 0.05
# A clip to be said now that is not ready by then is not said.
_SAY_WITHIN_S = 1.0
# What began so shortly before a session runs, or goes on, is still to be heard: a first frame is never there at once.
_SLACK_S = 0.1
# A session's clock that is off by more than this has been moved: a skip, or a return to the breath's beginning.
_JUMP_S = 0.02
# The bed goes on until the bell after the end has rung.
_RING_OUT_S = 7.0

_PASSING = (Channel.BREATH, Channel.MARK, Channel.VOICE)


@dataclass
class Run:
    """A stretch of a session that runs without a jump: nothing of one before it is armed any more."""

    anchor_s: float  # the clock's reading at the session's 0
    from_s: float  # where in the session it began to run: what comes later is to be heard
    armed_s: float  # what comes up to here is played or armed, or waits for its file:
    missing: list[tuple[float, Tone | Path]] = field(default_factory=list)


class SessionSound(QObject):
    """The sound of the sessions of one player.

    ``folder`` is where rendered files are kept. Nothing is imported, made or started before ``prepare`` or a session.
    The default speaker goes by ``session_clock``, whatever ``clock`` is.
    """

    availability_changed = Signal(bool)
    got_ready = Signal()
    failed = Signal(object)  # Problem

    def __init__(
        self,
        player: Player,
        folder: Path,
        *,
        clock: Callable[[], float] = session_clock,
        speaker: Speaker | None = None,
        maker: SoundMaker | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._clock = clock
        self._speaker = speaker or Speaker(parent=self)
        self._maker = maker or SoundMaker(folder, self)
        self._choice = SoundChoice()
        self._speech: tuple[Spoken, ...] = ()
        self._score: Score | None = None
        self._files: dict[Tone | Path, Path] = {}
        self._bed = Bed(self._speaker, clock, self)
        self._say_next: Path | None = None
        self._say_until_s = -math.inf
        self._run: Run | None = None  # None while it stands still
        self._connect()

    def _connect(self) -> None:
        self._player.frame_changed.connect(self._follow)
        self._player.finished.connect(self._finish)
        self._speaker.availability_changed.connect(self._take_device)
        self._maker.tone_made.connect(self._take_file)
        self._maker.clip_made.connect(self._take_file)
        self._maker.bed_made.connect(self._take_bed)
        self._maker.failed.connect(self.failed)

    @property
    def is_available(self) -> bool:
        """Tell whether there is a device; False before ``prepare``."""
        return self._speaker.is_available

    @property
    def is_ready(self) -> bool:
        """Tell whether a session that begins now is heard from its first word on, or not at all."""
        if self._choice.is_silent or (self._speaker.has_answered and not self.is_available):
            return True
        first = [spoken.sound for spoken in self._speech[:2]]
        return self.is_available and self._bed.is_ready and all(sound in self._files for sound in first)

    def prepare(self, timeline: Timeline) -> None:
        """Have everything ready before the session begins; call it when it may begin soon. Takes no time here."""
        if self._choice.is_silent:
            return
        self._speaker.open()
        self._maker.want(Score(timeline, self._choice.sound_set).tones)
        self._want_speech()

    def set_choice(self, choice: SoundChoice) -> None:
        """Take another set, other volumes or another offset, at once; the phase that sounds ends in its old set."""
        lead_s, self._choice = self._lead_s, choice
        # Even steps to the ear: loudness follows about the square of the slider.
        self._speaker.set_volume(Channel.BREATH, (choice.breath_percent / 100.0) ** 2)
        self._speaker.set_volume(Channel.MARK, (choice.breath_percent / 100.0) ** 2)
        self._speaker.set_volume(Channel.VOICE, (choice.voice_percent / 100.0) ** 2)
        self._replan(lead_s)

    def set_speech(self, speech: Iterable[Spoken]) -> None:
        """Say these clips from now on; of what was to be said before, only the clip that is being said remains."""
        self._speech = tuple(sorted(speech, key=lambda spoken: spoken.at_s))
        if not self._choice.is_silent:
            self._want_speech()
        self._replan()

    def _want_speech(self) -> None:
        sounds = [spoken.sound for spoken in self._speech]
        tones = [sound for sound in sounds if isinstance(sound, Tone)]
        self._maker.want(tones, (sound for sound in sounds if not isinstance(sound, Tone)))

    def load_clips(self, clips: Iterable[Path]) -> None:
        """Have clips ready that may have to be said at any moment, such as "Paused"."""
        self._maker.want((), clips)

    def say(self, clip: Path) -> None:
        """Say a clip now, in place of what is being said; a clip that is long in the making is not said at all."""
        self._say_next = clip
        self._say_until_s = self._clock() + _SAY_WITHIN_S
        self._speaker.open()
        self._maker.want((), (clip,))
        self._speaker.release(Channel.VOICE)
        self._say_pending()

    def hush(self) -> None:
        """Break off what is being said."""
        self._say_next = None
        self._speaker.release(Channel.VOICE)

    def close(self) -> None:
        """Let what sounds fade, and let go of the device; takes up to a second."""
        self._bed.stay()
        self._maker.close()
        self._speaker.close()

    # Following the player

    def _follow(self, frame: Frame) -> None:
        if self._score is None or self._score.timeline is not frame.timeline:
            self._score = Score(frame.timeline, self._choice.sound_set)
            self.prepare(frame.timeline)
            self._replan()
        self._bed.stay()
        if not self._choice.is_silent:
            self._bed.begin()
        now = self._player.frame  # a frame may be some milliseconds old when it comes here
        if now.moment.phase is Phase.DONE:
            return  # time stands still from the end on; finished comes next
        anchor_s = self._find_anchor(now)
        if anchor_s is None:
            self._stand_still()
            return
        if self._run is None or abs(anchor_s - self._run.anchor_s) > _JUMP_S:
            self._speaker.release(*_PASSING)
            from_s = now.moment.elapsed_s - _SLACK_S
            self._run = Run(anchor_s, from_s, armed_s=from_s)
        self._arm_to(self._run, self._elapsed_s(self._run) + AHEAD_S)

    def _find_anchor(self, frame: Frame) -> float | None:
        """Return when the session was or will be at 0, by the clock; None where it stands still."""
        if frame.state is PlayerState.RUNNING:
            return self._clock() - frame.moment.elapsed_s
        if frame.state is PlayerState.RESUMING:
            return self._clock() + frame.resume_left_s - frame.moment.elapsed_s
        return None

    def _elapsed_s(self, run: Run) -> float:
        """Where the session is, by the clock; before the place where it goes on while that is counted down to."""
        return self._clock() - run.anchor_s

    def _stand_still(self) -> None:
        if self._run is not None:
            self._run = None
            self._speaker.release(*_PASSING)

    def _finish(self) -> None:
        """Let the end be heard where the session came to it; else fall silent."""
        ring_out_s, run = _RING_OUT_S, self._run
        if run is not None and self._score is not None:
            if self._elapsed_s(run) >= self._score.timeline.duration_s - _CUT_S:
                self._arm_to(run, math.inf)
                ring_out_s += max((spoken.at_s - self._elapsed_s(run) for spoken in self._speech[-1:]), default=0.0)
            else:
                self._speaker.release(*_PASSING)
        self._run = self._score = None
        self._bed.end_in(ring_out_s)

    def _replan(self, lead_s: float | None = None) -> None:
        """Take back what has not begun, and arm it anew as it is now; it was armed ``lead_s`` ahead (None: as now)."""
        if self._score is None:
            return
        if self._score.sound_set is not self._choice.sound_set:
            self._score = Score(self._score.timeline, self._choice.sound_set)
        self.prepare(self._score.timeline)
        run = self._run
        if run is None:
            return
        before_s = self._lead_s if lead_s is None else lead_s
        cut_s = max(self._elapsed_s(run) + before_s + _CUT_S, run.from_s)
        if cut_s < run.armed_s:
            self._speaker.cancel(run.anchor_s + cut_s - before_s, *_PASSING)
            run.armed_s = cut_s
            run.missing = [(at_s, wish) for at_s, wish in run.missing if at_s <= cut_s]

    # Arming

    @property
    def _lead_s(self) -> float:
        return self._choice.offset_ms / 1000.0

    def _arm_to(self, run: Run, until_s: float) -> None:
        """Arm what begins after what is armed, up to ``until_s``."""
        if until_s <= run.armed_s or self._score is None:
            return
        for sound in self._score.sounds_between(run.armed_s, until_s):
            self._arm(run, sound.at_s, sound.tone)
        for spoken in self._speech:
            if run.armed_s < spoken.at_s <= until_s:
                self._arm(run, spoken.at_s, spoken.sound)
        run.armed_s = until_s

    def _arm(self, run: Run, at_s: float, wish: Tone | Path) -> None:
        if wish in self._files:
            self._speaker.arm(self._files[wish], channel_of(wish), run.anchor_s + at_s - self._lead_s)
        else:
            run.missing.append((at_s, wish))

    def _say_pending(self) -> None:
        if self._say_next in self._files:
            if self._clock() <= self._say_until_s:
                self._speaker.arm(self._files[self._say_next], Channel.VOICE, self._clock())
            self._say_next = None

    # What becomes ready

    def _take_device(self, is_available: bool) -> None:
        """Hand everything to a device that has come: it has heard nothing of what was armed before."""
        self._bed.begin_anew()
        if is_available:
            self.set_choice(self._choice)
            for wish, path in self._files.items():
                self._speaker.load(path, channel_of(wish))
            if self._run is not None and self._score is not None:
                phase_s = self._score.timeline.segment_at(self._elapsed_s(self._run)).start_s
                self._run.armed_s = max(phase_s - _SLACK_S, self._run.from_s)
        self.availability_changed.emit(is_available)
        self._tell_ready()

    def _take_file(self, wish: Tone | Path, path: Path) -> None:
        """Have a file ready, and arm what has waited for it."""
        self._files[wish] = path
        self._speaker.load(path, channel_of(wish))
        if (run := self._run) is not None:
            waiting = [at_s for at_s, missing in run.missing if missing == wish]
            run.missing = [pair for pair in run.missing if pair[1] != wish]
            for at_s in waiting:
                self._arm(run, at_s, wish)
        self._say_pending()
        self._tell_ready()

    def _take_bed(self, path: Path) -> None:
        self._bed.take_file(path)
        self._tell_ready()

    def _tell_ready(self) -> None:
        if self.is_ready:
            self.got_ready.emit()
