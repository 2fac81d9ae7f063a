"""The real program on a virtual sound card: from the recording alone, what was heard and when."""

from __future__ import annotations

import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from psoas_timer.core.breath.routine import Phase, first_side_on
from psoas_timer.core.breath.segment import Segment
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.history.session import SessionRecord, Status
from psoas_timer.core.speech.speech import SpeechPlan, plan_speech
from psoas_timer.store.database.connection import open_database
from psoas_timer.store.database.session_log import SessionLog
from psoas_timer.store.places import ROUTINES_FOLDER, SESSIONS_FILE, SETTINGS_FILE, assets_dir
from psoas_timer.store.routines.routine_file import load_routine
from psoas_timer.store.voice_clips import VoiceClips, load_clips
from tests.systems import needs
from tests.tested_program import program_words
from tests.thoroughness import IS_THOROUGH
from tests.virtual_card import PROGRAMS, RATE, Recorder, Recording, Signal, environment, read_clip, sound_server

from .short_folder import make_short_folder

pytestmark = [needs(*PROGRAMS), pytest.mark.alone]

PATIENCE_S = 120.0
# As short as every kind of phase and sentence allows; with HYPOTHESIS_PROFILE=thorough, cycles follow each other too.
CYCLES, EXHALE_S, SETTLE_S = (2, 6, 8.0) if IS_THOROUGH else (1, 5, 4.0)
REST = "3, hold_in_s = 3, exhale_s = 6, hold_out_s = 2" if IS_THOROUGH else "2, hold_in_s = 2, exhale_s = 2"
# The program's own routines also say everything that is said here.
ROUTINE = f"""
title = "Heard"
[[stage]]
id = "tighten"
title = "Tighten"
pattern = {{ inhale_s = 2, hold_in_s = 3, exhale_s = {EXHALE_S}, hold_out_s = 1 }}
cycles = {CYCLES}
effort = "hold_in"
[[stage]]
id = "rest"
title = "Rest"
pattern = {{ inhale_s = {REST} }}
cycles = 1
settle_s = 8
settle = "On your back, both feet flat. Your left leg moves."
"""


class Heard:
    """A session that was recorded from its start to the end of its closing."""

    def __init__(self, recording: Recording, started_s: float, timeline: Timeline, plan: SpeechPlan) -> None:
        self.recording = recording
        self.started_s = started_s
        self.timeline = timeline
        self.plan = plan

    def part(self, segment: Segment, from_share: float, to_share: float) -> Signal:
        """Return what was heard in a part of a phase."""
        length_s = segment.end_s - segment.start_s
        first = self.recording.index_at(self.started_s + segment.start_s + from_share * length_s)
        return self.recording.samples[first : first + round((to_share - from_share) * length_s * RATE)]

    def segments(self, phase: Phase) -> list[Segment]:
        return [one for one in self.timeline.segments if one.phase is phase]


@pytest.fixture
def heard(recorded: Heard) -> Heard:
    return recorded


def record(data: Path) -> Heard:
    """Play a session to its end, and record what is heard."""
    (data / ROUTINES_FOLDER).mkdir()
    (data / ROUTINES_FOLDER / "heard.toml").write_text(ROUTINE)
    (data / SETTINGS_FILE).write_text(f'{{"version": 1, "settle_s": {SETTLE_S}}}')
    routine = load_routine(data / ROUTINES_FOLDER / "heard.toml")
    side = first_side_on(datetime.now().astimezone().toordinal())
    timeline = compile_timeline(routine, settle_s=SETTLE_S, first_side=side)
    plan = plan_speech(timeline, clips().lengths_s)
    with make_short_folder() as card, sound_server(card):
        recorder = Recorder(card)
        command = [*program_words(), "--data-dir", str(data), "start", "heard"]
        with subprocess.Popen(command, env=environment(card)) as program:
            record = wait_for_end(data)
            time.sleep(max(plan.end_s - timeline.duration_s, 0.0) + 1.0)
            program.kill()
        recording = recorder.stop()
    # Its clock begins a moment after the start that is kept, once the page is there.
    began_s = record.ended.timestamp() - timeline.duration_s
    started_s = began_s - (time.time() - time.monotonic())
    return Heard(recording, started_s, timeline, plan)


def clips() -> VoiceClips:
    return load_clips(assets_dir() / "voice" / "en")


def wait_for_end(data: Path) -> SessionRecord:
    end_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_s:
        if (data / SESSIONS_FILE).exists():
            with closing(open_database(data / SESSIONS_FILE, datetime.now(UTC)).connection) as connection:
                done = [one for one in SessionLog(connection).sessions() if one.status is Status.COMPLETE]
            if done:
                return done[0]
        time.sleep(0.5)
    raise AssertionError("the session did not come to its end")


def rms(part: Signal) -> float:
    return float(np.sqrt(np.mean(part**2)))


def test_every_sentence_is_heard_where_the_plan_put_it(heard: Heard) -> None:
    assert len(heard.plan.utterances) >= 12
    found = {}
    for one in heard.plan.utterances:
        template = read_clip(clips().files[one.text])
        found[one.at_s, one.text] = heard.recording.find(template, heard.started_s + one.at_s, 0.4)
    lags = [lag_s for lag_s, _sure in found.values()]
    assert min(sure for _lag_s, sure in found.values()) > 0.5, found
    assert max(abs(lag_s - float(np.median(lags))) for lag_s in lags) < 0.03, found


def test_each_inhale_opens_and_each_exhale_closes(heard: Heard) -> None:
    for inhale in heard.segments(Phase.INHALE):
        assert rms(heard.part(inhale, 0.75, 0.95)) > 1.1 * rms(heard.part(inhale, 0.45, 0.6))
    for exhale in heard.segments(Phase.EXHALE):
        assert rms(heard.part(exhale, 0.5, 0.6)) > 1.5 * rms(heard.part(exhale, 0.85, 0.95))


def test_contracting_is_heard_and_a_plain_hold_is_next_to_silent(heard: Heard) -> None:
    holds = {one.stage_index: rms(heard.part(one, 0.6, 0.9)) for one in heard.segments(Phase.HOLD_IN)}
    assert holds[0] > 4.0 * holds[1]


def test_nothing_is_silent_to_the_last_bit_so_that_no_speaker_sleeps(heard: Heard) -> None:
    start_s = heard.started_s + 2.0
    assert heard.recording.longest_gap_s(start_s, start_s + heard.timeline.duration_s - 4.0) < 0.05
