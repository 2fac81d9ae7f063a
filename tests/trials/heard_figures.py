"""What is found in the recording of a whole session, when it is held against what ought to be in it.

Every figure comes from the recording and from the files that are to be heard:

- said: sentences that were recognised, of those planned, and how many overlap
- onsets: how far sentences begin from the plan, after the median: standard deviation and worst, in ms
- in/out: inhales that become brighter and exhales that become darker, of all
- LUFS, dBTP: loudness of the one channel, and the true peak, by BS.1770
- swells: gaps of less than 1.2 s between two sentences in which the breath comes up by more than 3 dB, and the worst
- ducked strikes: bowls that begin more than 1 dB below their volume, of all
- hold: level above 300 Hz of holds in which muscles work, in dB over that of the last second of the inhales
- gaps: runs of more than 5 ms in which nothing at all arrived, and their sum
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from psoas_timer.core.breath.routine import Phase, Routine, first_side_on
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.settings import Settings
from psoas_timer.core.speech.sound import Score, SoundChoice, SoundKind, SoundSet
from psoas_timer.core.speech.speech import plan_speech
from psoas_timer.core.speech.utterance import Utterance
from psoas_timer.engine.sound.cache import SoundCache
from psoas_timer.engine.sound.mixer import DUCKED
from psoas_timer.engine.sound.speaker import Channel, channel_of
from psoas_timer.store.places import assets_dir
from psoas_timer.store.routines.routine_file import load_routine
from psoas_timer.store.voice_clips import load_clips
from tests.trials.loudness import RATE, Signal, integrated_lufs, true_peak_db

HEADS = (
    "routine", "sound", "said", "overlap", "onsets sd, worst", "in/out", "LUFS", "dBTP", "swells, worst",
    "ducked strikes", "hold over inhale", "gaps",
)  # fmt: skip
AFTER_S = 6.0
CLOSE_S, SWELL_DB, STRIKE_DB = 1.2, 3.0, -1.0
SURE = 0.4
LATE_OF, MOST_LATE_S = 7, 5.0
WINDOW = RATE // 20
QUIET = 0.004  # what is meant to be quieter than this, as full scale is 1, tells nothing
ABOVE_HZ = 300.0  # what the loudspeakers of a laptop can play
BEGUN_S = 0.4  # after this the breath before a hold has faded, and its tone is there
STRUCK = (SoundKind.INHALE, SoundKind.HOLD, SoundKind.EFFORT, SoundKind.EXHALE, SoundKind.EMPTY)
OF_BREATH = [channel for channel in Channel if channel not in (Channel.VOICE, Channel.MARK, Channel.BED)]


@dataclass(slots=True, eq=False)
class Part:
    """A file that ought to be in the recording, from sample ``first`` on; ``sure`` says how well it was found."""

    samples: Signal
    channel: Channel
    first: int
    kind: SoundKind | None = None
    lasts_s: float = 0.0
    sure: float = 1.0

    @property
    def end(self) -> int:
        return self.first + len(self.samples)

    def within(self, first: int, end: int) -> Signal:
        """Return what of it lies from sample ``first`` to ``end`` of the recording, with zeros around it."""
        part = np.zeros(end - first)
        a, b = max(first, self.first), min(end, self.end)
        if a < b:
            part[a - first : b - first] = self.samples[a - self.first : b - self.first]
        return part


class Plan:
    """What is to be heard in a session of the program's own routine, at the settings of a new person."""

    def __init__(self, routine: str, choice: SoundChoice, cache: SoundCache) -> None:
        self.routine: Routine = load_routine(assets_dir() / "routines" / f"{routine}.toml")
        self.choice = choice
        settings = Settings()
        side = first_side_on(datetime.now().astimezone().toordinal())
        self.timeline: Timeline = compile_timeline(self.routine, settle_s=settings.settle_s, first_side=side)
        clips = load_clips(assets_dir() / "voice" / "en")
        plan = plan_speech(self.timeline, clips.lengths_s, closing=self.routine.closing)
        self.said: tuple[Utterance, ...] = plan.utterances
        self.end_s = max(self.timeline.duration_s, plan.end_s) + AFTER_S
        self.bed = cache.make_bed()
        tones = [(one.at_s, cache.make_tone(one.tone), channel_of(one.tone), one) for one in self._score.sounds]
        words = [(one.at_s, cache.make_clip(clips.files[one.text]), Channel.VOICE, None) for one in self.said]
        self.files = sorted([*tones, *words], key=lambda one: one[0])

    @property
    def _score(self) -> Score:
        return Score(self.timeline, self.choice.sound_set)

    def volume(self, channel: Channel) -> float:
        is_voice = channel is Channel.VOICE
        return ((self.choice.voice_percent if is_voice else self.choice.breath_percent) / 100.0) ** 2

    def parts(self) -> list[Part]:
        read = {path: read_wav(path) for path in {file[1] for file in self.files}}
        return [
            Part(read[path], channel, round(at_s * RATE), sound and sound.kind, sound.seconds if sound else 0.0)
            for at_s, path, channel, sound in self.files
        ]


def read_wav(path: Path) -> Signal:
    with wave.open(str(path), "rb") as file:
        assert file.getframerate() == RATE
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768.0


class Heard:
    """A recording that begins with its session, and the parts that were found in it."""

    def __init__(self, plan: Plan, samples: Signal, is_exact: bool) -> None:
        self.plan = plan
        self.samples = samples
        self.parts = plan.parts()
        self._planned = {id(part): part.first for part in self.parts}
        if not is_exact:
            self._align()
            for part in self.parts:
                self._find(part, RATE // (1 if part.channel is Channel.VOICE else 20))

    def _align(self) -> None:
        """Begin the recording where the session begins: on a busy machine its row is written a while before that."""
        late = []
        for part in self.of(Channel.VOICE)[:LATE_OF]:
            self._find(part, round(MOST_LATE_S * RATE))
            late.append(part.first - self._planned[id(part)])
            part.first = self._planned[id(part)]
        shift = round(float(np.median(late)))
        self.samples = self.samples[shift:] if shift > 0 else np.concatenate((np.zeros(-shift), self.samples))

    def _find(self, part: Part, within: int) -> None:
        """Move a part to where it is in the recording, at most ``within`` samples from where it is planned."""
        first = max(part.first - within, 0)
        window = self.samples[first : part.end + within]
        if len(window) < len(part.samples) or not np.any(part.samples):
            part.sure = 0.0
            return
        size = 1 << (len(window) + len(part.samples)).bit_length()
        product = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(part.samples, size)), size)
        best = int(np.argmax(product[: len(window) - len(part.samples) + 1]))
        there = window[best : best + len(part.samples)]
        part.sure = float(product[best] / max(np.linalg.norm(there) * np.linalg.norm(part.samples), 1e-12))
        part.first = first + best

    def of(self, *channels: Channel) -> list[Part]:
        return [part for part in self.parts if part.channel in channels]

    def gain_of(self, part: Part, first: int, end: int) -> float | None:
        """Return how loud ``part`` is in a window, by what fits best of all that sounds in it; None if it hardly does.

        Full volume, without ducking, is 1.
        """
        there = [one for one in self._near(first, end) if np.linalg.norm(one.within(first, end)) > 0.0]
        own = float(np.sqrt(np.mean(part.within(first, end) ** 2)))
        if part not in there or own < QUIET or end > len(self.samples):
            return None
        columns = np.stack([one.within(first, end) for one in there], axis=1)
        gains = np.linalg.lstsq(columns, self.samples[first:end], rcond=None)[0]
        return max(float(gains[there.index(part)]) / self.plan.volume(part.channel), 1e-3)

    def _near(self, first: int, end: int) -> list[Part]:
        return [part for part in self.parts if part.first < end and first < part.end]

    @cached_property
    def breath(self) -> Signal:
        """The recording without the voice."""
        left = self.samples.copy()
        for part in self.of(Channel.VOICE):
            there = left[part.first : part.end]
            said = part.samples[: len(there)]
            left[part.first : part.first + len(there)] -= said * (np.dot(said, there) / max(np.dot(said, said), 1e-12))
        return left

    # Figures

    def said(self) -> str:
        words = self.of(Channel.VOICE)
        return f"{sum(part.sure > SURE for part in words)} of {len(words)}"

    def overlap(self) -> str:
        words = sorted(self.of(Channel.VOICE), key=lambda part: part.first)
        return str(sum(b.first < a.end for a, b in pairwise(words)))

    def onsets(self) -> str:
        off_ms = [
            (part.first - self._planned[id(part)]) / RATE * 1000 for part in self.of(Channel.VOICE) if part.sure > SURE
        ]
        off = np.array(off_ms) - np.median(off_ms)
        return f"{np.std(off):.2f}, {np.max(np.abs(off)):.1f} ms"

    def in_and_out(self) -> str:
        if self.plan.choice.sound_set is SoundSet.BOWLS:
            return "–"
        told = [self._tells(one) for one in self.plan.timeline.segments if one.phase in (Phase.INHALE, Phase.EXHALE)]
        return f"{sum(told)} of {len(told)}"

    def _tells(self, segment: Segment) -> bool:
        """Tell whether a breath opens or closes as it should, by its brightness over time."""
        part = self.breath[round(segment.start_s * RATE) : round(segment.end_s * RATE)]
        pieces = np.array_split(part, max(round(len(part) / RATE * 5), 4))
        centroids = [np.log2(max(centroid_hz(piece), 1.0)) for piece in pieces]
        slope = float(np.corrcoef(np.arange(len(centroids)), centroids)[0, 1])
        return slope > 0.6 if segment.phase is Phase.INHALE else slope < -0.6

    def swells(self) -> str:
        words = sorted(self.of(Channel.VOICE), key=lambda part: part.first)
        found = [
            max(self._swell_db(a.end, b.first), default=0.0)
            for a, b in pairwise(words)
            if 0 < b.first - a.end < CLOSE_S * RATE
        ]
        return f"{sum(one > SWELL_DB for one in found)} of {len(found)}, {max(found, default=0.0):.1f} dB"

    def _swell_db(self, first: int, end: int) -> Iterator[float]:
        """Yield how far above the ducked volume the breath is, in the gap between two sentences."""
        for at in range(first, end - WINDOW, WINDOW):
            near = [part for part in self._near(at, at + WINDOW) if part.channel in OF_BREATH]
            whole = sum((part.within(at, at + WINDOW) for part in near), np.zeros(WINDOW)) * self.plan.volume(
                Channel.BREATH
            )
            expected, heard = (float(np.sqrt(np.mean(one**2))) for one in (whole, self.samples[at : at + WINDOW]))
            if expected > QUIET and heard > 0.0:
                yield 20.0 * float(np.log10(heard / expected / DUCKED))

    def strikes(self) -> str:
        if self.plan.choice.sound_set is not SoundSet.BOWLS:
            return "–"
        struck = [part for part in self.parts if part.channel is not Channel.VOICE and part.kind in STRUCK]
        struck = [part for part in struck if np.max(np.abs(part.samples[: RATE // 10])) > 0.02]
        gains = [self.gain_of(part, part.first, part.first + WINDOW) for part in struck]
        ducked = [one is None or 20.0 * np.log10(one) < STRIKE_DB for one in gains]
        return f"{sum(ducked)} of {len(struck)}"

    def hold(self) -> str:
        stages = self.plan.timeline.stages
        segments = self.plan.timeline.segments
        holds = [one for one in segments if one.phase is stages[one.stage_index].effort and not one.is_easy]
        inhales = [one for one in segments if one.phase is Phase.INHALE]
        if not holds or stages[holds[0].stage_index].effort not in (Phase.HOLD_IN, Phase.HOLD_OUT):
            return "–"
        at_work = self._above_db([(one.start_s + BEGUN_S, one.end_s) for one in holds])
        return f"{at_work - self._above_db([(one.end_s - 1.0, one.end_s) for one in inhales]):+.1f} dB"

    def _above_db(self, spans: list[tuple[float, float]]) -> float:
        """Return the level above ABOVE_HZ within these spans, in seconds, while nobody speaks."""
        pieces = []
        for from_s, to_s in spans:
            for at in range(round(from_s * RATE), round(to_s * RATE) - WINDOW, WINDOW):
                near = self._near(at - RATE // 2, at + RATE)
                if not any(part.channel in (Channel.VOICE, Channel.MARK) for part in near):
                    pieces.append(self.samples[at : at + WINDOW])
        if not pieces:
            return float("nan")
        power = np.abs(np.fft.rfft(np.array(pieces) * np.hanning(WINDOW), axis=1)) ** 2
        above = power[:, np.fft.rfftfreq(WINDOW, 1 / RATE) > ABOVE_HZ].sum(axis=1)
        return 10.0 * float(np.log10(np.mean(above)))

    def gaps(self) -> str:
        part = self.samples[2 * RATE : round((self.plan.timeline.duration_s - 2.0) * RATE)]
        runs = np.diff(np.concatenate(([-1], np.flatnonzero(part), [len(part)]))) - 1
        runs = runs[runs > RATE * 0.005]
        return f"{len(runs)}, {runs.sum() / RATE:.2f} s"

    def row(self) -> tuple[str, ...]:
        session = self.samples[: round(self.plan.timeline.duration_s * RATE)]
        return (
            self.plan.routine.id, str(self.plan.choice.sound_set), self.said(), self.overlap(), self.onsets(),
            self.in_and_out(), f"{integrated_lufs(session):.1f}", f"{true_peak_db(self.samples):.1f}", self.swells(),
            self.strikes(), self.hold(), self.gaps(),
        )  # fmt: skip


def centroid_hz(signal: Signal) -> float:
    power = np.abs(np.fft.rfft(signal * np.hanning(len(signal)))) ** 2
    hz = np.fft.rfftfreq(len(signal), 1 / RATE)
    band = (hz > 60) & (hz < 6000)
    return float(np.sum(power[band] * hz[band]) / max(np.sum(power[band]), 1e-12))
