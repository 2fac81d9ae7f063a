"""Plays the sound of a session: follows the player and has each sound played on time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.speech.sound import Score, SoundChoice, Tone, amplitude_of
from psoas_timer.engine.clock import session_clock
from psoas_timer.engine.player import Frame, Player, PlayerState
from psoas_timer.engine.sound.bed import Bed
from psoas_timer.engine.sound.cache import BED, SoundMaker
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import BREATH_VOLUME, Channel, Speaker, Spoken, channel_of

# How early sounds are handed to the sound process: if the program is busy for less time, none is delayed.
AHEAD_S = 1.5
# When a plan changes, sounds due this soon are left to the sound process, as they may be starting right now.
_CUT_S = 0.05
# A clip to say now is dropped if it is not ready within this time.
_SAY_WITHIN_S = 1.0
# Sounds due this shortly before a session starts or continues are still played, as the first frame always takes time.
_SLACK_S = 0.1
# If a session's clock is off by more than this, it was moved: a skip, or a return to the start of the breath.
_JUMP_S = 0.02
# The bed continues until the final bell has rung.
_RING_OUT_S = 7.0

_PASSING = (*BREATH_VOLUME, Channel.VOICE)


@dataclass
class Run:
    """A stretch of a session that runs without a jump: sounds of earlier stretches are no longer armed."""

    anchor_s: float  # the clock's reading at the session's 0
    from_s: float  # where in the session it began to run: later sounds are to be heard
    armed_s: float  # everything up to here was played, is armed, or waits for its file:
    missing: list[tuple[float, Tone | Path]] = field(default_factory=list)


class SessionSound(QObject):
    """The sound of one player's sessions.

    ``folder`` is where rendered files are kept. Nothing is imported, made or started before ``prepare`` or a session.
    The default speaker always uses ``session_clock``, even if ``clock`` is another.
    """

    availability_changed = Signal(bool)
    outage_changed = Signal()
    got_ready = Signal()
    clip_refused = Signal(object)  # Path of a clip that cannot be played
    failed = Signal(object)  # Problem, once until ``recovered``
    recovered = Signal(object)  # the same Problem

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
        self._say_next: Path | Tone | None = None
        self._say_until_s = -math.inf
        self._run: Run | None = None  # None while the session is not running
        self._connect()

    def _connect(self) -> None:
        self._player.frame_changed.connect(self._follow)
        self._player.finished.connect(self._finish)
        self._speaker.availability_changed.connect(self._take_device)
        self._speaker.outage_changed.connect(self.outage_changed)
        self._speaker.refused.connect(self._repair)
        self._maker.tone_made.connect(self._take_file)
        self._maker.clip_made.connect(self._take_file)
        self._maker.bed_made.connect(self._take_bed)
        self._maker.clip_refused.connect(self._refuse)
        self._maker.failed.connect(self.failed)
        self._maker.recovered.connect(self.recovered)

    @property
    def is_available(self) -> bool:
        """Tell whether there is a device; False before ``prepare``."""
        return self._speaker.is_available

    @property
    def outage(self) -> Outage | None:
        """Why nothing can be heard; None while it can, or nobody has asked for sound yet."""
        return self._speaker.outage

    def try_again(self) -> None:
        """Start the sound process again if it was given up."""
        self._speaker.try_again()

    @property
    def is_ready(self) -> bool:
        """Tell whether a session that begins now would be heard from its first word on, or not at all."""
        if self._choice.is_silent or (self._speaker.has_answered and not self.is_available):
            return True
        first = [spoken.sound for spoken in self._speech[:2]]
        return self.is_available and self._bed.is_ready and all(sound in self._files for sound in first)

    def prepare(self, timeline: Timeline) -> None:
        """Get everything ready for a session that may begin soon; returns at once."""
        if self._choice.is_silent:
            return
        self._speaker.open()
        self._maker.want(Score(timeline, self._choice.sound_set).tones)
        self._want_speech()

    def set_choice(self, choice: SoundChoice) -> None:
        """Apply another sound set, volumes or offset at once; the current phase ends with its old set."""
        lead_s, self._choice = self._lead_s, choice
        for channel in BREATH_VOLUME:
            self._speaker.set_volume(channel, amplitude_of(choice.breath_percent))
        self._speaker.set_volume(Channel.VOICE, amplitude_of(choice.voice_percent))
        self._replan(lead_s)

    def set_speech(self, speech: Iterable[Spoken]) -> None:
        """Say these clips from now on; of the previous ones, only the clip being said is kept."""
        self._speech = tuple(sorted(speech, key=lambda spoken: spoken.at_s))
        if not self._choice.is_silent:
            self._want_speech()
        self._replan()

    def _want_speech(self) -> None:
        sounds = [spoken.sound for spoken in self._speech]
        tones = [sound for sound in sounds if isinstance(sound, Tone)]
        self._maker.want(tones, (sound for sound in sounds if not isinstance(sound, Tone)))

    def load_clips(self, clips: Iterable[Path]) -> None:
        """Get clips ready that may be needed at any moment, such as "Paused"."""
        self._maker.want((), clips)

    def say(self, sound: Path | Tone) -> None:
        """Say a clip now, or ring a tone, instead of what is being said; if it takes too long to make, say nothing."""
        self._say_next = sound
        self._say_until_s = self._clock() + _SAY_WITHIN_S
        self._speaker.open()
        self._maker.want(*(((sound,), ()) if isinstance(sound, Tone) else ((), (sound,))))
        self._hush()
        self._say_pending()

    def hush(self) -> None:
        """Stop what is being said; what is planned for later is said."""
        self._say_next = None
        self._hush()

    def _hush(self) -> None:
        self._speaker.hush(self._clock() + 2 * _CUT_S, Channel.VOICE)

    def close(self) -> None:
        """Fade out and release the device; takes up to a second."""
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
        now = self._player.frame  # a frame may be some milliseconds old when it arrives here
        if now.moment.phase is Phase.DONE:
            return  # time stops at the end; ``finished`` comes next
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
        """Return when the session was or will be at 0, by the clock; None if it is not running."""
        if frame.state is PlayerState.RUNNING:
            return self._clock() - frame.moment.elapsed_s
        if frame.state is PlayerState.RESUMING:
            return self._clock() + frame.resume_left_s - frame.moment.elapsed_s
        return None

    def _elapsed_s(self, run: Run) -> float:
        """Where the session is, by the clock; during a countdown, that is before the point where it continues."""
        return self._clock() - run.anchor_s

    def _stand_still(self) -> None:
        if self._run is not None:
            self._run = None
            self._speaker.release(*_PASSING)

    def _finish(self) -> None:
        """Let the ending play if the session reached it; otherwise fall silent."""
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
        """Cancel what has not begun, so that it is armed again; it was armed ``lead_s`` ahead (None: as now)."""
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
        """Arm whatever follows the armed sounds, up to ``until_s``."""
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
        if self._say_next is not None and self._say_next in self._files:
            if self._clock() <= self._say_until_s:
                self._speaker.arm(self._files[self._say_next], channel_of(self._say_next), self._clock())
            self._say_next = None

    # What becomes ready

    def _take_device(self, is_available: bool) -> None:
        """Send everything to a new device, which knows nothing of the sounds armed before."""
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
        """Keep a finished file, and arm the sounds that waited for it."""
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

    def _refuse(self, clip: Path) -> None:
        self._speech = tuple(spoken for spoken in self._speech if spoken.sound != clip)
        self.clip_refused.emit(clip)
        self._tell_ready()  # nothing waits for it any more

    def _repair(self, path: Path) -> None:
        """Have a file made again that the sound process cannot play, and play what is still due of it."""
        if path == self._bed.file:
            self._bed.begin_anew()
            self._maker.repair(BED)
        for wish in [wish for wish, file in self._files.items() if file == path]:
            del self._files[wish]
            if self._run is not None:
                self._run.missing += [(at_s, wish) for at_s in self._armed(self._run, wish)]
            self._maker.repair(wish)

    def _armed(self, run: Run, wish: Tone | Path) -> Iterator[float]:
        """Yield when ``wish`` is to be heard, of what was armed and is not over yet."""
        if self._score is not None:
            phase_s = self._score.timeline.segment_at(self._elapsed_s(run)).start_s
            from_s = max(phase_s - _SLACK_S, run.from_s)
            for sound in self._score.sounds_between(from_s, run.armed_s):
                if sound.tone == wish:
                    yield sound.at_s
            for spoken in self._speech:
                if spoken.sound == wish and from_s < spoken.at_s <= run.armed_s:
                    yield spoken.at_s

    def _tell_ready(self) -> None:
        if self.is_ready:
            self.got_ready.emit()
