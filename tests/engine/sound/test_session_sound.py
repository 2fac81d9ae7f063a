"""The sound of a session with the test's own clock: what is armed, when, and what is cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Signal

from psoas_timer.core.breath.pattern import NAMED_PATTERNS, BreathPattern
from psoas_timer.core.breath.routine import Phase, Routine, Side, Stage
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import begin_record
from psoas_timer.core.speech.sound import Score, SoundChoice, SoundKind, SoundSet, Tone
from psoas_timer.engine.player import MAX_GAP_S, RESUME_S, Player
from psoas_timer.engine.sound.cache import BED, Wish
from psoas_timer.engine.sound.session_sound import AHEAD_S, SessionSound
from psoas_timer.engine.sound.side_process import Outage
from psoas_timer.engine.sound.speaker import BREATH_VOLUME, Channel, Spoken
from tests.engine.fake_sound import Armed, FakeClock, FakeSpeaker

SESSION = (*BREATH_VOLUME, Channel.VOICE)
CLIP = Path("paused.wav")


class FakeMaker(QObject):
    """Has every file at once, or when ``finish`` is called."""

    tone_made = Signal(object, object)
    clip_made = Signal(object, object)
    bed_made = Signal(object)
    failed = Signal(object)
    recovered = Signal(object)
    clip_refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.repaired: list[Wish] = []
        self.is_slow = False
        self.known: set[Tone | Path] = set()
        self.waiting: list[Tone | Path] = []

    def want(self, tones: Iterable[Tone], clips: Iterable[Path] = ()) -> None:
        wishes: list[Tone | Path] = [*tones, *clips]
        self.waiting += [wish for wish in wishes if wish not in self.known]
        self.known |= set(wishes)
        if not self.is_slow:
            self.finish()

    def finish(self) -> None:
        self.bed_made.emit(Path("bed.wav"))
        waiting, self.waiting = self.waiting, []
        for wish in waiting:
            if isinstance(wish, Tone):
                self.tone_made.emit(wish, path_of(wish))
            else:
                self.clip_made.emit(wish, wish)

    def repair(self, wish: Wish) -> None:
        self.repaired.append(wish)
        if isinstance(wish, Tone):
            self.tone_made.emit(wish, path_of(wish))
        elif isinstance(wish, Path):
            self.clip_made.emit(wish, wish)
        else:
            self.bed_made.emit(Path("bed.wav"))

    def close(self) -> None:
        pass


def path_of(tone: Tone) -> Path:
    return Path(f"{tone.sound_set}-{tone.kind}-{tone.seconds:.3f}.wav")


class Heard:
    """A player, its sound, and what was asked of the speaker."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.player = Player(self.clock, lambda: datetime(2026, 11, 23, 18, 0, tzinfo=UTC))
        self.speaker, self.maker = FakeSpeaker(self.clock), FakeMaker()
        self.sounds = SessionSound(self.player, Path("cache"), clock=self.clock, speaker=self.speaker, maker=self.maker)  # type: ignore[arg-type]  # fakes
        self.begun_s = 0.0

    def begin(self, timeline: Timeline, *, waits: bool = False) -> None:
        record = begin_record(
            timeline, uuid="u", routine_id="r", routine_title="R", started=datetime(2026, 11, 23, tzinfo=UTC), zone="",
            first_side=Side.LEFT,
        )  # fmt: skip
        self.begun_s = self.clock.now_s
        self.player.begin(timeline, record, waits=waits)

    def run(self, seconds: float, step_s: float = 0.1) -> None:
        end_s = self.clock.now_s + seconds
        while self.clock.now_s < end_s - 1e-9 and self.player.is_active:
            self.clock.now_s = min(self.clock.now_s + step_s, end_s)
            self.player.tick()

    def armed(self, *channels: Channel) -> list[tuple[float, str]]:
        """Return when in the session each sound of ``channels`` is to be heard, and the file."""
        return [
            (round(one.due_s - self.begun_s, 3), one.path.name)
            for one in self.speaker.armed
            if one.channel in (channels or SESSION)
        ]


@pytest.fixture
def heard(qapp: object) -> Iterator[Heard]:
    made = Heard()
    yield made
    made.sounds.close()


def make_timeline() -> Timeline:
    tighten = Stage(
        id="tighten", title="Tighten", pattern=NAMED_PATTERNS["contract-release"].pattern,
        pattern_name="contract-release", cycles=3, effort=Phase.HOLD_IN,
    )  # fmt: skip
    rest = Stage(id="rest", title="Rest", pattern=BreathPattern(4, 0, 6, 0), cycles=2, settle_s=4.0)
    return compile_timeline(Routine(id="r", title="R", stages=(tighten, rest)), settle_s=5.0)


def expected(timeline: Timeline, from_s: float = -1.0, to_s: float = 1e9) -> list[tuple[float, str]]:
    sounds = Score(timeline, SoundSet.BREATH).sounds_between(from_s, to_s)
    return [(round(sound.at_s, 3), path_of(sound.tone).name) for sound in sounds]


def test_nothing_is_opened_before_it_is_wanted(heard: Heard) -> None:
    assert not heard.speaker.is_available and heard.maker.known == set()


def test_every_sound_is_armed_once_for_its_time(heard: Heard) -> None:
    timeline = make_timeline()
    heard.begin(timeline)
    heard.run(timeline.duration_s + 1, 0.016)
    assert heard.armed() == expected(timeline)


@given(steps=st.lists(st.floats(0.001, MAX_GAP_S - 0.01), min_size=100, max_size=200))
def test_late_ticks_lose_nothing_and_double_nothing(steps: list[float], qapp: object) -> None:
    heard, timeline = Heard(), make_timeline()
    heard.begin(timeline)
    for step_s in steps:
        heard.clock.now_s += step_s
        heard.player.tick()
        if not heard.player.is_active:
            break
    until_s = min(heard.clock.now_s - heard.begun_s + AHEAD_S, timeline.duration_s)
    found = heard.armed()
    assert found == expected(timeline)[: len(found)]
    assert found[-1][0] <= until_s + 0.001
    assert len(found) >= len(expected(timeline, to_s=until_s))


def test_a_tick_that_is_late_by_less_than_we_look_ahead_delays_nothing(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(4.0)
    assert (5.0, "breath-inhale-4.000.wav") in heard.armed()  # a second before it is due


def test_files_are_made_before_the_session(heard: Heard) -> None:
    timeline = make_timeline()
    heard.sounds.prepare(timeline)
    assert set(Score(timeline, SoundSet.BREATH).tones) == heard.maker.known
    assert {path_of(tone) for tone in Score(timeline, SoundSet.BREATH).tones} == heard.speaker.loaded


def test_the_offset_sends_the_sound_ahead(heard: Heard) -> None:
    heard.sounds.set_choice(SoundChoice(offset_ms=200.0))
    heard.begin(make_timeline())
    heard.run(4.5)
    assert (4.8, "breath-inhale-4.000.wav") in heard.armed()


@pytest.mark.parametrize("at_s", [4.5, 4.7, 4.79, 4.81, 5.0, 5.1, 7.6])
def test_a_change_of_the_offset_neither_loses_nor_doubles_a_sound(heard: Heard, at_s: float) -> None:
    heard.sounds.set_choice(SoundChoice(offset_ms=200.0))
    heard.begin(make_timeline())
    heard.run(at_s, 0.01)
    heard.sounds.set_choice(SoundChoice(offset_ms=0.0))
    heard.run(11.0 - at_s, 0.01)
    names = [name for _at_s, name in heard.armed(Channel.BREATH)]
    assert names == ["breath-inhale-4.000.wav", "breath-effort-4.000.wav"]


def test_a_pause_silences_and_going_on_begins_the_breath_anew(heard: Heard) -> None:
    timeline = make_timeline()
    heard.begin(timeline)
    heard.run(10.0)  # in the hold from 9 to 13
    heard.player.pause()
    assert heard.speaker.released[-1] == (heard.clock.now_s, SESSION)
    before = len(heard.speaker.armed)
    heard.run(60.0)
    heard.player.resume()
    resumed_s = heard.clock.now_s
    heard.run(RESUME_S + 5.0, 0.016)
    went_on = heard.speaker.armed[before:]
    assert went_on[0].path.name == "breath-inhale-4.000.wav"
    assert went_on[0].due_s == pytest.approx(resumed_s + RESUME_S)
    assert went_on[1].due_s == pytest.approx(resumed_s + RESUME_S + 4.0)
    assert len(went_on) == 2


def test_a_pause_while_going_on_is_counted_down_takes_it_back(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(10.0)
    heard.player.pause()
    heard.player.resume()
    heard.run(2.5)
    before = heard.armed()
    heard.player.pause()
    assert before[-1] not in heard.armed()


def test_a_skip_goes_straight_to_the_next_stage(heard: Heard) -> None:
    timeline = make_timeline()
    heard.begin(timeline)
    heard.run(10.0)
    heard.player.skip_forward()
    assert heard.speaker.released[-1][1] == SESSION
    skipped = timeline.stage_spans[1].start_s
    assert heard.armed()[-1] == (10.0, "breath-stage-3.000.wav")
    heard.run(4.5)
    assert heard.armed()[-1] == (14.0, "breath-inhale-4.000.wav")
    assert skipped > 15.0


def test_a_skip_back_repeats_the_stage(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(10.0)
    heard.player.skip_back()
    heard.run(5.5)
    assert [name for at_s, name in heard.armed() if at_s >= 10.0] == [
        "breath-stage-3.000.wav", "breath-inhale-4.000.wav",
    ]  # fmt: skip


def test_another_pace_is_heard_from_the_next_breath_on(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(20.5)  # the next breath begins at 21
    heard.maker.is_slow = True
    heard.player.change_hold(1)
    heard.run(0.2)
    heard.maker.finish()
    heard.run(10.0, 0.016)
    holds = [(at_s, name) for at_s, name in heard.armed() if "effort" in name]
    assert holds == [(9.0, "breath-effort-4.000.wav"), (25.0, "breath-effort-5.000.wav")]
    inhales = [at_s for at_s, name in heard.armed() if "inhale" in name]
    assert inhales == [5.0, 21.0]


def test_another_set_is_heard_from_the_next_phase_on(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(6.0)
    heard.sounds.set_choice(SoundChoice(sound_set=SoundSet.WAVES))
    heard.run(4.0)
    assert [name for _at_s, name in heard.armed(Channel.BREATH)] == [
        "breath-inhale-4.000.wav", "waves-effort-4.000.wav",
    ]  # fmt: skip


def test_no_sound_at_all_opens_no_device(heard: Heard) -> None:
    heard.sounds.set_choice(SoundChoice(sound_set=SoundSet.NONE, voice_percent=0))
    heard.begin(make_timeline())
    heard.run(10.0)
    assert not heard.speaker.is_available and heard.speaker.armed == []


def test_speech_is_said_at_its_time_and_a_new_plan_takes_over_at_once(heard: Heard) -> None:
    heard.sounds.set_speech([Spoken(2.0, Path("lie down.wav")), Spoken(8.0, Path("old.wav"))])
    heard.begin(make_timeline())
    heard.run(7.5)
    assert heard.armed(Channel.VOICE) == [(2.0, "lie down.wav"), (8.0, "old.wav")]
    heard.sounds.set_speech([Spoken(2.0, Path("lie down.wav")), Spoken(9.0, Path("new.wav"))])
    heard.run(3.0)
    assert heard.armed(Channel.VOICE) == [(2.0, "lie down.wav"), (9.0, "new.wav")]


def test_paused_is_said_after_the_pause_has_silenced_the_rest(heard: Heard) -> None:
    heard.sounds.load_clips([CLIP])
    heard.begin(make_timeline())
    heard.run(10.0)
    heard.player.pause()
    heard.sounds.say(CLIP)
    assert heard.speaker.armed[-1] == Armed(CLIP, Channel.VOICE, heard.clock.now_s)
    heard.run(1.0)
    assert heard.speaker.armed[-1].path == CLIP


def test_a_clip_that_takes_too_long_to_make_is_not_said(heard: Heard) -> None:
    heard.maker.is_slow = True
    heard.sounds.say(CLIP)
    heard.clock.now_s += 5.0
    heard.maker.finish()
    assert heard.speaker.armed == []


def test_the_end_rings_out_and_the_closing_is_said(heard: Heard) -> None:
    timeline = make_timeline()
    heard.sounds.set_speech([Spoken(timeline.duration_s + 5.0, Path("well done.wav"))])
    heard.begin(timeline)
    heard.run(timeline.duration_s + 1)
    assert not heard.player.is_active
    end_s = round(timeline.duration_s, 3)
    assert heard.armed()[-2:] == [(end_s, "breath-end-6.000.wav"), (end_s + 5.0, "well done.wav")]


def test_ending_early_silences_everything(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(8.5)
    heard.player.end()
    assert heard.speaker.released[-1][1] == SESSION
    assert all(one.due_s <= heard.clock.now_s for one in heard.speaker.armed)


def test_the_bed_lies_under_the_whole_session_once(heard: Heard) -> None:
    heard.begin(make_timeline(), waits=True)
    heard.player.toggle_pause()
    heard.run(20.0)
    heard.player.pause()
    assert len([one for one in heard.speaker.armed if one.channel is Channel.BED]) == 1


def test_a_session_without_a_device_goes_on_and_sound_comes_with_it(heard: Heard) -> None:
    told: list[bool] = []
    heard.sounds.availability_changed.connect(told.append)
    heard.begin(make_timeline())
    heard.run(3.0)
    heard.speaker.appear(False)
    heard.run(3.0)
    heard.speaker.appear(True)
    heard.run(4.0)
    assert told == [True, False, True]
    assert heard.armed()[-1] == (9.0, "breath-effort-4.000.wav")
    assert len([one for one in heard.speaker.armed if one.channel is Channel.BED]) == 2


def test_two_sessions_one_after_the_other(heard: Heard) -> None:
    timeline = replace(make_timeline())
    for _session in range(2):
        heard.speaker.armed.clear()
        heard.begin(timeline)
        heard.run(timeline.duration_s + 1)
        assert heard.armed() == expected(timeline)


def test_volumes_are_even_steps_to_the_ear(heard: Heard) -> None:
    heard.sounds.set_choice(SoundChoice(breath_percent=50, voice_percent=100))
    assert heard.speaker.volumes == {**dict.fromkeys(BREATH_VOLUME, 0.25), Channel.VOICE: 1.0}


def test_a_mark_and_the_breath_are_on_channels_of_their_own(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(4.0)
    channels = {one.path.name: one.channel for one in heard.speaker.armed}
    assert channels[f"breath-{SoundKind.STAGE}-3.000.wav"] is Channel.MARK
    assert channels["breath-inhale-4.000.wav"] is Channel.BREATH


def test_it_is_ready_when_device_bed_and_first_words_are_there(qapp: object) -> None:
    heard = Heard()
    heard.maker.is_slow = True
    ready: list[bool] = []
    heard.sounds.got_ready.connect(lambda: ready.append(True))
    heard.sounds.set_speech([Spoken(0.8, CLIP)])
    heard.speaker.has_said_no = True
    assert heard.sounds.is_ready, "if nothing will ever be heard, there is nothing to wait for"
    heard.speaker.has_said_no = False
    heard.sounds.prepare(make_timeline())
    assert not heard.sounds.is_ready
    heard.maker.finish()
    assert heard.sounds.is_ready
    assert ready


def test_a_file_that_cannot_be_played_is_made_again_and_heard_from_where_it_is_now(heard: Heard) -> None:
    heard.sounds.set_speech([Spoken(7.0, CLIP)])
    heard.begin(make_timeline())
    heard.run(6.0)  # in the inhale from 5 to 9; the clip is armed
    inhale = path_of(Tone(SoundKind.INHALE, 4.0))
    heard.speaker.armed.clear()  # what the sound process could not load
    heard.speaker.refused.emit(inhale)
    heard.speaker.refused.emit(CLIP)
    assert heard.maker.repaired == [Tone(SoundKind.INHALE, 4.0), CLIP]
    assert heard.armed() == [(5.0, inhale.name), (7.0, CLIP.name)]
    heard.run(4.0)
    assert len(heard.armed(Channel.BREATH)) == 2, "and nothing twice"


def test_a_bed_that_cannot_be_played_is_made_again(heard: Heard) -> None:
    heard.begin(make_timeline())
    heard.run(3.0)
    heard.speaker.refused.emit(Path("bed.wav"))
    assert heard.maker.repaired == [BED]
    heard.run(0.5)
    assert len([one for one in heard.speaker.armed if one.channel is Channel.BED]) == 2


def test_a_recording_that_cannot_be_played_is_not_waited_for(qapp: object) -> None:
    heard = Heard()
    heard.maker.is_slow = True
    refused: list[Path] = []
    ready: list[bool] = []
    heard.sounds.clip_refused.connect(refused.append)
    heard.sounds.got_ready.connect(lambda: ready.append(True))
    heard.sounds.set_speech([Spoken(0.8, CLIP)])
    heard.sounds.prepare(make_timeline())
    heard.maker.bed_made.emit(Path("bed.wav"))
    assert not heard.sounds.is_ready
    heard.maker.clip_refused.emit(CLIP)
    assert refused == [CLIP]
    assert ready


def test_a_chime_can_be_rung_at_once(heard: Heard) -> None:
    chime = Tone(SoundKind.CHIME, 2.0)
    heard.sounds.say(chime)
    assert heard.speaker.armed == [Armed(path_of(chime), Channel.MARK, heard.clock.now_s)]


def test_why_nothing_is_heard_is_passed_on(heard: Heard) -> None:
    assert heard.sounds.outage is None
    heard.speaker.has_said_no = True
    told: list[bool] = []
    heard.sounds.outage_changed.connect(lambda: told.append(True))
    heard.speaker.outage_changed.emit()
    assert told
    assert heard.sounds.outage is Outage.NOTHING_TO_USE
    heard.sounds.try_again()
    assert heard.speaker.is_available


def test_an_answer_leaves_what_is_planned_for_later(heard: Heard) -> None:
    heard.sounds.load_clips([CLIP])
    heard.sounds.set_speech([Spoken(7.05, Path("now.wav")), Spoken(8.0, Path("later.wav"))])
    heard.begin(make_timeline())
    heard.run(7.0)  # both are armed
    heard.sounds.say(CLIP)
    assert heard.armed(Channel.VOICE) == [(8.0, "later.wav"), (7.0, CLIP.name)]
