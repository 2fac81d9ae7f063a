"""The rendered samples: they can be told apart, and nothing in them clicks."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import fullness_in
from psoas_timer.core.speech.sound import BOWL_S, MARKS, SoundKind, SoundSet, Tone
from psoas_timer.engine.sound import synth
from psoas_timer.engine.sound.wav_format import RATE

Signal = NDArray[np.float64]
BREATHED = (SoundSet.BREATH, SoundSet.WAVES)
TONES = [
    *(Tone(kind, seconds, sound_set) for sound_set in BREATHED for kind, seconds in (
        (SoundKind.INHALE, 4.0), (SoundKind.HOLD, 3.0), (SoundKind.EFFORT, 4.0), (SoundKind.EXHALE, 6.0),
        (SoundKind.INHALE, 1.0), (SoundKind.EXHALE, 1.0), (SoundKind.EFFORT, 2.0), (SoundKind.EXHALE, 20.0),
    )),
    *(Tone(kind, BOWL_S, SoundSet.BOWLS) for kind in SoundKind if kind not in MARKS),
    *(Tone(kind, seconds) for kind, seconds in MARKS.items()),
]  # fmt: skip


def hear(tone: Tone) -> Signal:
    return synth.render(tone) / 32767.0


def level_db(signal: Signal) -> float:
    return float(20.0 * np.log10(np.sqrt(np.mean(signal**2)) + 1e-9))


def centroid_hz(signal: Signal) -> float:
    power = np.abs(np.fft.rfft(signal * np.hanning(len(signal)))) ** 2
    return float(np.sum(power * np.fft.rfftfreq(len(signal), 1 / RATE)) / np.sum(power))


def quarters(tone: Tone) -> list[Signal]:
    return np.array_split(hear(tone)[: round(tone.seconds * RATE)], 4)


@pytest.mark.parametrize("tone", TONES, ids=repr)
def test_nothing_clicks_and_nothing_is_cut(tone: Tone) -> None:
    signal = hear(tone)
    assert np.max(np.abs(np.diff(signal))) <= synth.MAX_STEP
    assert np.max(np.abs(signal)) <= 0.65
    assert signal[0] == 0.0
    assert abs(signal[-1]) < 0.0005
    assert len(signal) >= round(tone.seconds * RATE)


def test_the_same_tone_has_the_same_samples() -> None:
    tone = Tone(SoundKind.INHALE, 2.0)
    assert np.array_equal(synth.render(tone), synth.render(tone))


@pytest.mark.parametrize("sound_set", BREATHED)
@pytest.mark.parametrize("seconds", [2.0, 4.0, 10.0])
def test_in_opens_and_out_closes(sound_set: SoundSet, seconds: float) -> None:
    inhale = quarters(Tone(SoundKind.INHALE, seconds, sound_set))
    exhale = quarters(Tone(SoundKind.EXHALE, seconds, sound_set))
    for parts in (inhale, exhale[::-1]):
        levels, centroids = [level_db(part) for part in parts], [centroid_hz(part) for part in parts]
        assert levels == sorted(levels) and levels[-1] - levels[0] > 6.0
        assert centroids == sorted(centroids) and centroids[-1] > 2.0 * centroids[0]


@pytest.mark.parametrize("sound_set", BREATHED)
def test_in_has_no_pitch_that_climbs(sound_set: SoundSet) -> None:
    """A whistle would stand far above the noise around it; no narrow band does."""
    for part in quarters(Tone(SoundKind.INHALE, 4.0, sound_set)):
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
        bands = np.array([np.sum(band) for band in np.array_split(power[: len(power) // 4], 300)])
        assert np.max(bands) < 0.2 * np.sum(bands)


def test_loudness_and_brightness_follow_the_fullness_that_the_orb_shows() -> None:
    segment = Segment(0.0, 4.0, Phase.INHALE, 0, 1)
    signal = hear(Tone(SoundKind.INHALE, 4.0))
    rises = []
    for at_s in np.arange(0.4, 3.8, 0.2):
        fullness = np.array([fullness_in(segment, float(at_s))])
        part = signal[round((at_s - 0.1) * RATE) : round((at_s + 0.1) * RATE)]
        rises.append(level_db(part) - 20.0 * float(np.log10(synth.loudness(fullness)[0])))
    assert np.std(rises) < 1.5  # dB: noise is never quite even


def test_the_first_moment_of_a_breath_can_be_heard() -> None:
    full = level_db(hear(Tone(SoundKind.EXHALE, 6.0))[RATE // 10 : RATE // 2])
    assert full - level_db(hear(Tone(SoundKind.INHALE, 4.0))[RATE // 10 : RATE // 2]) < 20.0


def test_a_plain_hold_is_next_to_nothing() -> None:
    inhale, hold = hear(Tone(SoundKind.INHALE, 4.0)), hear(Tone(SoundKind.HOLD, 4.0))
    assert level_db(inhale[3 * RATE : 4 * RATE]) - level_db(hold[RATE : 2 * RATE]) > 35.0


def test_the_effort_is_a_low_steady_tone_that_is_let_go() -> None:
    tone = Tone(SoundKind.EFFORT, 4.0)
    signal = hear(tone)
    steady = [level_db(part) for part in np.array_split(signal[RATE : 4 * RATE], 6)]
    assert max(steady) - min(steady) < 0.5
    assert centroid_hz(signal[RATE : 4 * RATE]) < 300.0
    let_go = signal[4 * RATE : round(4.9 * RATE)]
    assert level_db(let_go[: RATE // 4]) > steady[-1] - 3.0
    assert level_db(let_go[-RATE // 4 :]) < steady[-1] - 20.0
    assert centroid_hz(let_go[RATE // 2 :]) < 0.9 * centroid_hz(signal[RATE : 4 * RATE])


def test_a_laptop_plays_the_effort_nearly_as_loud_as_the_breath_before_it() -> None:
    def above_300_hz(signal: Signal) -> float:
        power = np.abs(np.fft.rfft(signal * np.hanning(len(signal)))) ** 2
        return float(10 * np.log10(np.sum(power[np.fft.rfftfreq(len(signal), 1 / RATE) > 300.0])))

    effort, inhale = hear(Tone(SoundKind.EFFORT, 4.0)), hear(Tone(SoundKind.INHALE, 4.0))
    assert above_300_hz(effort[3 * RATE : 4 * RATE]) > above_300_hz(inhale[3 * RATE : 4 * RATE]) - 6.0


@pytest.mark.parametrize("seconds", [3.0, 10.0])
def test_a_bowl_hums_for_as_long_as_muscles_work(seconds: float) -> None:
    signal = hear(Tone(SoundKind.EFFORT, seconds, SoundSet.BOWLS))
    end = round(seconds * RATE)
    assert level_db(signal[end - RATE // 2 : end]) > level_db(signal[RATE // 2 : RATE]) - 5.0
    assert level_db(signal[-RATE // 10 :]) < level_db(signal[end - RATE // 2 : end]) - 20.0


def test_the_bell_at_the_end_descends() -> None:
    signal = hear(Tone(SoundKind.END, MARKS[SoundKind.END]))
    pitches = []
    for at_s in (0.1, 1.0, 1.9):
        part = signal[round(at_s * RATE) : round((at_s + 0.5) * RATE)]
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)), 4 * RATE))
        pitches.append(float(np.argmax(power)) / 4)
    assert pitches == sorted(pitches, reverse=True) and pitches[0] > pitches[-1] * 1.4


def test_the_bed_has_no_seam_and_is_never_digital_silence() -> None:
    bed = synth.render_bed()
    steps = np.abs(np.diff(bed.astype(int)))
    assert abs(int(bed[0]) - int(bed[-1])) <= int(np.max(steps))
    assert level_db(bed / 32767.0) == pytest.approx(-70.0, abs=1.5)
    sounding = np.flatnonzero(bed)
    assert np.max(np.diff(sounding)) < RATE // 100


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 24_000, 44_100, 96_000])
def test_speech_of_another_rate_is_the_same_speech(rate: int) -> None:
    seconds = 1.2
    at, wide_at = (np.arange(round(seconds * hz)) / hz for hz in (rate, RATE))

    def speak(at_s: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(0.25 * np.sin(2 * np.pi * 440 * at_s) * np.sin(np.pi * at_s / seconds) ** 2)

    changed = synth.raise_speech(synth.to_samples(speak(at)), rate) / 32767.0 / synth.SPEECH_GAIN
    assert len(changed) == len(wide_at)
    assert np.max(np.abs(changed - speak(wide_at))[400:-400]) < 0.01


def test_a_peak_of_speech_is_turned_down_softly_and_the_rest_is_not() -> None:
    at = np.arange(RATE) / RATE
    said = 0.2 * np.sin(2 * np.pi * 200 * at)
    said[RATE // 2 : RATE // 2 + 480] *= 4.0
    raised = synth.raise_speech(synth.to_samples(said), RATE) / 32767.0
    assert np.max(np.abs(raised)) <= synth.SPEECH_PEAK + 0.001
    assert np.max(np.abs(raised - synth.SPEECH_GAIN * said)[1000 : RATE // 2 - 1000]) < 0.001
