"""The mixer: sounds begin on the exact sample, nothing clicks, and the breath gives way to speech."""

from __future__ import annotations

import wave
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from psoas_timer.core.speech.sound import SoundKind, SoundSet, Tone
from psoas_timer.engine.sound import synth
from psoas_timer.engine.sound.cache import SoundCache
from psoas_timer.engine.sound.mixer import CEILING, CLOSE_S, DUCKED, FADE_S, LATE_S, RETURN_S, STRIKE_S, Mixer
from psoas_timer.engine.sound.speaker import Channel
from psoas_timer.engine.sound.wav_format import RATE, write_wav

Signal = NDArray[np.float64]
START_S = 1000.0


class Played:
    """A mixer, and everything it has mixed from START_S on."""

    def __init__(self, folder: Path, blocks: tuple[int, ...] = (480, 720, 481)) -> None:
        self.cache = SoundCache(folder)
        self.mixer = Mixer()
        self.mixed: list[Signal] = []
        self.now_s = START_S
        self._blocks = cycle(blocks)

    def tone(self, kind: SoundKind, seconds: float, sound_set: SoundSet = SoundSet.BREATH) -> Path:
        return self.cache.make_tone(Tone(kind, seconds, sound_set))

    def clip(self, seconds: float = 1.0) -> Path:
        at = np.arange(round(seconds * RATE)) / RATE
        said = synth.to_samples(0.3 * np.sin(2 * np.pi * 300 * at) * np.hanning(len(at)))
        return write_wav(self.cache.make_bed().parent / f"said{seconds}.wav", said.tobytes())

    def arm(self, path: Path, at_s: float, channel: Channel = Channel.BREATH) -> None:
        self.mixer.arm(path, channel, START_S + at_s)

    def run(self, seconds: float) -> None:
        until_s = self.now_s + seconds
        while self.now_s < until_s - 1e-9:
            count = min(next(self._blocks), round((until_s - self.now_s) * RATE))
            self.mixed.append(self.mixer.mix(self.now_s, count) / 32767.0)
            self.now_s += count / RATE

    @property
    def signal(self) -> Signal:
        return np.concatenate(self.mixed)


@pytest.fixture
def played(tmp_path: Path) -> Played:
    return Played(tmp_path)


def hear(path: Path) -> Signal:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32767.0


def rms(part: Signal) -> float:
    return float(np.sqrt(np.mean(part**2)))


@given(
    at_s=st.floats(0.0, 0.5),
    blocks=st.lists(st.integers(1, 4000), min_size=1, max_size=5).map(tuple),
)
def test_a_sound_begins_at_its_sample_whatever_the_blocks(
    tmp_path_factory: pytest.TempPathFactory, at_s: float, blocks: tuple[int, ...]
) -> None:
    played = Played(tmp_path_factory.getbasetemp() / "mixed", blocks)
    inhale = played.tone(SoundKind.INHALE, 0.5)
    played.arm(inhale, at_s)
    played.run(1.2)  # and no longer: a block may be one sample long, and costs as much as one of thousands
    expected = np.zeros(round(1.2 * RATE))
    first = round(at_s * RATE)
    expected[first : first + len(hear(inhale))] = hear(inhale)
    off = [np.max(np.abs(played.signal - np.roll(expected, shift))) for shift in (-1, 0, 1)]
    assert min(off) < 0.0001  # one sample either way, if a time lies between two samples


def test_sounds_add_up(played: Played) -> None:
    tones = [played.tone(SoundKind.EFFORT, 2.0), played.tone(SoundKind.EXHALE, 2.0)]
    for path in tones:
        played.arm(path, 0.0)
    played.run(1.0)
    assert np.max(np.abs(played.signal - sum(hear(path)[:RATE] for path in tones))) < 0.0001


def test_the_breath_comes_in_where_it_is_and_softly(played: Played) -> None:
    exhale = played.tone(SoundKind.EXHALE, 6.0)
    played.arm(exhale, -2.0)
    played.run(1.0)
    after = round(FADE_S * RATE)
    assert np.max(np.abs(played.signal[after:] - hear(exhale)[2 * RATE + after : 3 * RATE])) < 0.0001
    assert np.max(np.abs(played.signal[:100])) < 0.001


@pytest.mark.parametrize(("late_s", "is_heard"), [(LATE_S - 0.1, True), (LATE_S + 0.1, False)])
def test_a_clip_that_is_late_begins_at_its_beginning_or_not_at_all(
    played: Played, late_s: float, is_heard: bool
) -> None:
    clip = played.clip()
    played.arm(clip, -late_s, Channel.VOICE)
    played.run(1.0)
    assert np.max(np.abs(played.signal - hear(clip) * is_heard)) < 0.0001
    assert played.mixer.is_idle


def test_a_crack_between_two_blocks_swallows_no_beginning(played: Played) -> None:
    inhale = played.tone(SoundKind.INHALE, 1.0)
    played.arm(inhale, 0.50001)
    played.run(0.5)
    played.now_s += 0.0005  # the device's clock was corrected
    played.run(1.0)
    assert np.max(np.abs(played.signal[RATE // 2 :] - hear(inhale)[:RATE])) < 0.0001


def test_what_is_taken_back_is_not_heard_and_what_comes_sooner_is(played: Played) -> None:
    played.arm(played.tone(SoundKind.INHALE, 1.0), 0.2)
    played.arm(played.tone(SoundKind.EXHALE, 1.0), 2.0)
    played.mixer.cancel(START_S + 1.0, Channel.BREATH)
    played.run(3.5)
    assert np.any(played.signal[: 2 * RATE]) and not np.any(played.signal[2 * RATE :])


def test_what_has_begun_is_not_taken_back(played: Played) -> None:
    played.arm(played.tone(SoundKind.INHALE, 1.0), 0.0)
    played.run(0.5)
    played.mixer.cancel(START_S - 1.0, Channel.BREATH)
    played.run(0.4)
    assert np.any(played.signal[-100:])


def test_a_pause_fades_within_its_time_and_leaves_other_channels(played: Played) -> None:
    played.arm(played.tone(SoundKind.EFFORT, 4.0), 0.0)
    played.arm(played.clip(3.0), 0.0, Channel.VOICE)
    played.run(1.0)
    played.mixer.release(Channel.BREATH)
    played.run(1.0)
    rest = played.signal[round((1.0 + FADE_S) * RATE) + 10 :]
    voice = hear(played.clip(3.0))[round((1.0 + FADE_S) * RATE) + 10 : 2 * RATE]
    assert np.max(np.abs(rest - voice)) < 0.0001


@pytest.mark.parametrize("sound_set", [SoundSet.BREATH, SoundSet.WAVES, SoundSet.BOWLS])
@pytest.mark.parametrize("pause_at_s", [0.4, 1.9, 2.1, 5.1, 6.0])
def test_nothing_clicks_at_starts_turns_pauses_and_under_speech(
    played: Played, sound_set: SoundSet, pause_at_s: float
) -> None:
    start_s = 0.0
    for kind, seconds in ((SoundKind.INHALE, 2.0), (SoundKind.EFFORT, 3.0), (SoundKind.EXHALE, 3.0)):
        played.arm(played.tone(kind, seconds if sound_set is not SoundSet.BOWLS else 4.0, sound_set), start_s)
        start_s += seconds
    played.arm(played.clip(), 1.5, Channel.VOICE)
    played.arm(played.cache.make_bed(), 0.0, Channel.BED)
    played.run(pause_at_s)
    played.mixer.set_volume(Channel.BREATH, 0.5)
    played.run(0.05)
    played.mixer.release(Channel.BREATH, Channel.VOICE)
    played.run(0.1)
    played.arm(played.tone(SoundKind.INHALE, 2.0, sound_set), played.now_s - START_S - 1.0)
    played.run(3.0)
    played.mixer.release(*Channel)
    played.run(0.5)
    assert np.max(np.abs(np.diff(played.signal))) < synth.MAX_STEP
    assert np.max(np.abs(played.signal)) < 1.0
    assert played.mixer.is_idle and not np.any(played.signal[-1000:])


def test_a_tone_that_is_paused_makes_no_step_that_it_did_not_make_before(played: Played) -> None:
    played.arm(played.tone(SoundKind.EFFORT, 4.0), 0.0)
    played.run(2.0)
    before = np.max(np.abs(np.diff(played.signal)))
    played.mixer.release(Channel.BREATH)
    played.run(1.0)
    assert np.max(np.abs(np.diff(played.signal))) <= before * 1.01


def test_the_breath_gives_way_before_the_first_word_and_comes_back(played: Played) -> None:
    effort = hear(played.tone(SoundKind.EFFORT, 6.0))
    played.arm(played.tone(SoundKind.EFFORT, 6.0), 0.0)
    said = played.clip(1.5)
    played.arm(said, 2.0, Channel.VOICE)
    played.run(5.0)
    breath = played.signal
    breath[2 * RATE : round(3.5 * RATE)] -= hear(said)
    share = [
        rms(breath[i : i + RATE // 10]) / rms(effort[i : i + RATE // 10]) for i in range(RATE, 5 * RATE, RATE // 10)
    ]
    assert share[7] == pytest.approx(1.0, abs=0.02)
    assert share[10:25] == pytest.approx([DUCKED] * 15, abs=0.02)
    assert share[26:32] == sorted(share[26:32]) and share[27] < 0.8, "it comes back slowly"
    back = 10 * (3.5 + RETURN_S - 1.0)
    assert share[round(back) + 1] == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(("gap_s", "stays_down"), [(CLOSE_S - 0.2, True), (CLOSE_S + 0.2, False)])
def test_the_breath_stays_down_between_two_close_sentences(played: Played, gap_s: float, stays_down: bool) -> None:
    effort = played.tone(SoundKind.EFFORT, 8.0)
    played.arm(effort, 0.0)
    for at_s in (1.0, 2.0 + gap_s):
        played.arm(played.clip(), at_s, Channel.VOICE)
    played.run(2.0 + gap_s)
    first, end = 2 * RATE, round((2.0 + gap_s) * RATE)
    gains = [
        rms(played.signal[at : at + 480]) / rms(hear(effort)[at : at + 480]) for at in range(first, end - 480, 480)
    ]
    assert (max(gains) < DUCKED + 0.02) is stays_down


def test_a_sentence_that_is_cut_off_keeps_nothing_down(played: Played) -> None:
    effort = played.tone(SoundKind.EFFORT, 8.0)
    played.arm(effort, 0.0)
    played.arm(played.clip(4.0), 1.0, Channel.VOICE)
    played.arm(played.clip(), 5.5, Channel.VOICE)
    played.run(1.5)
    played.mixer.hush(START_S + 1.6, Channel.VOICE)
    played.run(2.0)
    part = slice(3 * RATE, round(3.4 * RATE))
    assert rms(played.signal[part]) == pytest.approx(rms(hear(effort)[part]), rel=0.01)


@given(blocks=st.lists(st.integers(1, 9000), min_size=1, max_size=5).map(tuple))
def test_what_gives_way_when_does_not_depend_on_the_blocks(
    tmp_path_factory: pytest.TempPathFactory, blocks: tuple[int, ...]
) -> None:
    found = []
    for sizes in ((RATE,), (*blocks, 7000)):
        played = Played(tmp_path_factory.getbasetemp() / "ducked", sizes)
        played.arm(played.tone(SoundKind.EFFORT, 2.0), 0.0)
        played.arm(played.clip(0.3), 0.4, Channel.VOICE)
        played.run(1.6)
        found.append(played.signal)
    assert np.max(np.abs(found[0] - found[1])) < 0.001


def test_a_bowl_is_struck_at_its_volume_while_somebody_speaks_and_then_gives_way(played: Played) -> None:
    bowl = played.tone(SoundKind.EXHALE, 4.0, SoundSet.BOWLS)
    said = played.clip(3.0)
    played.arm(said, 0.5, Channel.VOICE)
    played.arm(bowl, 1.5, Channel.BOWL)
    played.run(3.4)
    ringing = played.signal
    ringing[RATE // 2 : RATE // 2 + len(hear(said))] -= hear(said)[: len(ringing) - RATE // 2]
    ringing = ringing[round(1.5 * RATE) :]
    struck = round(STRIKE_S * RATE)
    assert np.max(np.abs(ringing[:struck] - hear(bowl)[:struck])) < 0.0005
    assert rms(ringing[RATE : 3 * RATE // 2]) == pytest.approx(DUCKED * rms(hear(bowl)[RATE : 3 * RATE // 2]), rel=0.01)


def test_no_sum_passes_the_ceiling_and_a_lower_one_is_left_as_it_is(played: Played) -> None:
    at = np.arange(RATE) / RATE
    loud = write_wav(
        played.cache.make_bed().parent / "loud.wav", synth.to_samples(0.65 * np.sin(2 * np.pi * 200 * at)).tobytes()
    )
    played.arm(loud, 0.0, Channel.MARK)
    played.run(0.5)
    played.arm(loud, 0.5, Channel.MARK)
    played.run(0.5)
    assert np.max(np.abs(played.signal[: RATE // 2] - hear(loud)[: RATE // 2])) < 0.0001
    assert 0.8 < np.max(np.abs(played.signal)) <= CEILING


def test_volume_is_reached_softly_by_what_sounds_and_at_once_by_what_does_not(played: Played) -> None:
    effort = played.tone(SoundKind.EFFORT, 4.0)
    played.mixer.set_volume(Channel.BREATH, 0.5)
    played.arm(effort, 0.0)
    played.run(1.0)
    assert np.max(np.abs(played.signal - 0.5 * hear(effort)[:RATE])) < 0.0001
    played.mixer.set_volume(Channel.BREATH, 0.0)
    played.run(1.0)
    assert np.any(played.signal[RATE : RATE + RATE // 20])
    assert not np.any(played.signal[RATE + round(FADE_S * RATE) :])


def test_the_bed_goes_on_without_a_seam_until_it_is_released(played: Played) -> None:
    played.arm(played.cache.make_bed(), 0.0, Channel.BED)
    played.run(20.0)
    bed = hear(played.cache.make_bed())
    after = round(FADE_S * RATE)
    assert np.max(np.abs(played.signal[after:] - np.resize(bed, 20 * RATE)[after:])) < 0.0001
    played.mixer.release(Channel.BED)
    played.run(0.5)
    assert played.mixer.is_idle


@pytest.mark.parametrize("rate", [24_000, 44_100])
def test_a_file_of_another_rate_is_refused(played: Played, tmp_path: Path, rate: int) -> None:
    with pytest.raises(wave.Error):
        played.arm(write_wav(tmp_path / "other.wav", bytes(200), rate), 0.0)
    assert played.mixer.is_idle


def test_what_is_said_can_be_hushed_without_what_comes_later(played: Played) -> None:
    clip = played.clip(0.5)
    for at_s in (0.0, 0.35, 2.0):
        played.arm(clip, at_s, Channel.VOICE)
    played.arm(played.clip(0.4), 0.35, Channel.MARK)
    played.run(0.3)
    played.mixer.hush(START_S + 0.4, Channel.VOICE)
    played.run(2.7)
    signal = played.signal
    assert np.max(np.abs(signal[round(0.8 * RATE) : round(1.9 * RATE)])) == 0.0, "faded, and the next one cancelled"
    assert np.max(np.abs(signal[round(0.4 * RATE) : round(0.7 * RATE)])) > 0.1, "the mark rings on"
    assert np.max(np.abs(signal[round(2.0 * RATE) : round(2.5 * RATE)])) > 0.1
