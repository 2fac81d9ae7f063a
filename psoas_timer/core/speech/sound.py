"""Which sound belongs to which moment of a session."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from psoas_timer.core.breath.cue import CueKind
from psoas_timer.core.breath.pattern import Bounds
from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.described import check_settings, setting
from psoas_timer.core.kind import Number, OneOf
from psoas_timer.core.sentence import N_

PERCENT: Bounds = (0.0, 100.0)
# How far ahead of the picture sound may be sent, in milliseconds: Bluetooth speakers are 100 to 300 ms late.
OFFSET_MS: Bounds = (0.0, 500.0)

# Seconds that a bowl rings: long enough to sound like a bowl, short enough to fade before a slow breath turns again.
BOWL_S = 4.0


def amplitude_of(percent: float) -> float:
    """Return the amplitude, 0 to 1, of a volume in percent: its square, so that even steps sound even."""
    return (percent / 100.0) ** 2


class SoundSet(StrEnum):
    """What the breath sounds like. BOWLS ring when the breath turns, and hum while muscles work; NONE has no marks."""

    BREATH = "breath"
    WAVES = "waves"
    BOWLS = "bowls"
    NONE = "none"


class SoundKind(StrEnum):
    """What a sound stands for: a phase of the breath, or a mark."""

    INHALE = "inhale"
    HOLD = "hold"  # full lungs, at rest: almost nothing
    EFFORT = "effort"  # muscles work: a low steady tone that lets go when the hold ends
    EXHALE = "exhale"
    EMPTY = "empty"  # empty lungs, at rest: silence, with only a bowl at the turn
    STAGE = "stage"
    HALFWAY = "halfway"
    ONE_MINUTE = "one_minute"
    LAST_BREATH = "last_breath"
    END = "end"
    CHIME = "chime"  # words on the screen that the voice does not say


# Seconds that each mark rings.
MARKS: dict[SoundKind, float] = {
    SoundKind.STAGE: 3.0,
    SoundKind.HALFWAY: 3.0,
    SoundKind.ONE_MINUTE: 3.5,
    SoundKind.LAST_BREATH: 3.0,
    SoundKind.END: 6.0,
    SoundKind.CHIME: 2.0,
}
_MARK_OF_CUE = {
    CueKind.STAGE: SoundKind.STAGE,
    CueKind.HALFWAY: SoundKind.HALFWAY,
    CueKind.ONE_MINUTE: SoundKind.ONE_MINUTE,
    CueKind.LAST_BREATH: SoundKind.LAST_BREATH,
    CueKind.END: SoundKind.END,
}
_KIND_OF_PHASE = {
    Phase.INHALE: SoundKind.INHALE,
    Phase.HOLD_IN: SoundKind.HOLD,
    Phase.EXHALE: SoundKind.EXHALE,
    Phase.HOLD_OUT: SoundKind.EMPTY,
}


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone to render: equal tones sound the same. ``seconds`` is the length of the phase, or of the ringing."""

    kind: SoundKind
    seconds: float
    sound_set: SoundSet = SoundSet.BREATH


@dataclass(frozen=True, slots=True)
class Sound:
    """A tone that begins ``at_s`` seconds into the session."""

    at_s: float
    tone: Tone

    @property
    def seconds(self) -> float:
        return self.tone.seconds

    @property
    def kind(self) -> SoundKind:
        return self.tone.kind

    @property
    def is_mark(self) -> bool:
        return self.kind in MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundChoice:
    """What a person wants to hear: volumes in percent, ``offset_ms`` for speakers with a delay.

    Raises BadValue if a figure is out of bounds.
    """

    sound_set: SoundSet = setting(
        SoundSet.BREATH, OneOf(tuple(SoundSet)), N_("Breath sound"),
        words={
            SoundSet.BREATH: N_("Breath"), SoundSet.WAVES: N_("Waves"), SoundSet.BOWLS: N_("Bowls at each turn"),
            SoundSet.NONE: N_("None"),
        },
        hint=N_("What you hear while you breathe. None also leaves out the bells between the parts of a session."),
    )  # fmt: skip
    breath_percent: float = setting(
        90.0, Number(*PERCENT), N_("Breath volume"), unit=N_(" %"), step=5, is_level=True,
        hint=N_("How loud the breath sound and the bells are, in percent."),
    )  # fmt: skip
    voice_percent: float = setting(
        90.0, Number(*PERCENT), N_("Voice volume"), unit=N_(" %"), step=5, is_level=True,
        hint=N_("How loud the voice is, in percent."),
    )  # fmt: skip
    offset_ms: float = setting(
        0.0, Number(*OFFSET_MS), N_("Sound delay of your speakers"), unit=N_(" ms"), step=10,
        hint=N_("In milliseconds. Sound is played this much earlier, as wireless speakers are late."),
    )  # fmt: skip

    def __post_init__(self) -> None:
        check_settings(self)

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing at all can be heard."""
        return self.voice_percent == 0 and (self.sound_set is SoundSet.NONE or self.breath_percent == 0)


@dataclass(frozen=True)
class Score:
    """Every sound of a session, in time order; among sounds at the same time, the breath comes before the mark."""

    timeline: Timeline
    sound_set: SoundSet

    @cached_property
    def sounds(self) -> tuple[Sound, ...]:
        if self.sound_set is SoundSet.NONE:
            return ()
        found = [*_phase_sounds(self.timeline, self.sound_set), *_marks(self.timeline)]
        return tuple(sorted(found, key=lambda sound: sound.at_s))

    @cached_property
    def tones(self) -> tuple[Tone, ...]:
        """The tones to render before the session begins, each once, in the order they are needed."""
        return tuple(dict.fromkeys(sound.tone for sound in self.sounds))

    def sounds_between(self, a_s: float, b_s: float) -> tuple[Sound, ...]:
        """Return the sounds with ``a_s < at_s <= b_s``, in time order."""
        return self.sounds[bisect_right(self._times, a_s) : bisect_right(self._times, b_s)]

    @cached_property
    def _times(self) -> list[float]:
        return [sound.at_s for sound in self.sounds]


def _phase_sounds(timeline: Timeline, sound_set: SoundSet) -> Iterator[Sound]:
    for segment in timeline.segments:
        kind = _kind_of(segment, timeline.stages[segment.stage_index].effort)
        if sound_set is SoundSet.BOWLS and kind not in (None, SoundKind.EFFORT):
            yield Sound(segment.start_s, Tone(kind, BOWL_S, sound_set))
        elif kind not in (None, SoundKind.EMPTY):
            # Whole milliseconds, so that lengths that differ only by rounding share a file.
            yield Sound(segment.start_s, Tone(kind, round(segment.end_s - segment.start_s, 3), sound_set))


def _kind_of(segment: Segment, effort: Phase | None) -> SoundKind | None:
    """Return what a phase sounds like, None while settling. Effort has a sound even with empty lungs."""
    if segment.phase is effort and not segment.is_easy:
        return SoundKind.EFFORT
    return _KIND_OF_PHASE.get(segment.phase)


def _marks(timeline: Timeline) -> Iterator[Sound]:
    for cue in timeline.cues:
        kind = _MARK_OF_CUE.get(cue.kind)
        if kind is not None:
            yield Sound(cue.at_s, Tone(kind, MARKS[kind]))
