"""What is handed to the sounds when a session begins, pauses, changes and is asked where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from psoas_timer.core.routine import Side
from psoas_timer.core.session import begin_record
from psoas_timer.core.sound import SoundChoice
from psoas_timer.core.speech import plan_speech
from psoas_timer.core.spoken import AGAIN, PAUSED
from psoas_timer.core.timeline import Timeline, compile_timeline
from psoas_timer.core.utterance import Guidance
from psoas_timer.engine.breath_sound import Spoken
from psoas_timer.engine.player import Player
from psoas_timer.narration import Narration
from psoas_timer.preferences import Preferences
from psoas_timer.store.places import assets_dir
from psoas_timer.store.routine_file import load_routine
from psoas_timer.store.voice_clips import load_clips

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
CLIPS = load_clips(assets_dir() / "voice" / "en")
ROUTINE = load_routine(assets_dir() / "routines" / "front-stomach-release.toml")


class FakeSounds(QObject):
    """Notes what it is told."""

    availability_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.speech: list[Spoken] = []
        self.said: list[Path] = []
        self.prepared: list[Timeline] = []
        self.choices: list[SoundChoice] = []

    def set_choice(self, choice: SoundChoice) -> None:
        self.choices.append(choice)

    def set_speech(self, speech: Iterable[Spoken]) -> None:
        self.speech = list(speech)

    def prepare(self, timeline: Timeline) -> None:
        self.prepared.append(timeline)

    def load_clips(self, clips: Iterable[Path]) -> None:
        list(clips)

    def say(self, clip: Path) -> None:
        self.said.append(clip)

    def close(self) -> None:
        pass


class Room:
    """A narration with a player whose time is told by hand."""

    def __init__(self, folder: Path) -> None:
        self.now_s = 100.0
        self.player = Player(lambda: self.now_s, lambda: NOW)
        self.player._timer.timeout.disconnect(self.player.tick)
        self.sounds = FakeSounds()
        self.preferences = Preferences(folder / "settings.json")
        self.narration = Narration(self.player, folder, CLIPS, self.preferences, sounds=self.sounds)
        self.timeline = compile_timeline(ROUTINE)

    def begin(self, *, waits: bool = False) -> None:
        record = begin_record(
            self.timeline, uuid="u", routine_id="r", routine_title="R", started=NOW, zone="", first_side=Side.LEFT
        )
        self.narration.begin(ROUTINE)
        self.player.begin(self.timeline, record, waits=waits)

    def wait(self, seconds: float) -> None:
        for _ in range(round(seconds)):
            self.now_s += 1.0
            self.player.tick()

    def planned(self, guidance: Guidance) -> list[Spoken]:
        plan = plan_speech(self.timeline, CLIPS.lengths_s, guidance, closing=ROUTINE.closing)
        return [Spoken(one.at_s, CLIPS.files[one.text]) for one in plan.utterances]


@pytest.fixture
def room(qapp: object, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    yield made
    made.player.end()


def test_a_session_begins_with_its_whole_plan_and_its_sounds_ready(room: Room) -> None:
    room.begin()
    assert room.sounds.speech == room.planned(Guidance.FULL)
    assert room.sounds.prepared[-1] is room.timeline


def test_a_routine_that_is_looked_at_is_made_ready(room: Room) -> None:
    room.narration.prepare(ROUTINE, room.timeline)
    assert room.sounds.prepared == [room.timeline]


@pytest.mark.parametrize("guidance", list(Guidance))
def test_guidance_changes_at_once(room: Room, guidance: Guidance) -> None:
    room.begin()
    room.preferences.change(replace(room.preferences.settings, guidance=guidance))
    assert room.sounds.speech == room.planned(guidance)


def test_volumes_change_at_once(room: Room) -> None:
    sound = SoundChoice(breath_percent=10.0)
    room.preferences.change(replace(room.preferences.settings, sound=sound))
    assert room.sounds.choices[-1] == sound


def test_pausing_and_going_on_are_said(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[PAUSED]])
    room.player.resume()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[PAUSED], CLIPS.files[AGAIN]])


def test_a_pause_that_two_presses_take_back_is_not_said(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(20)
    room.player.pause()
    room.player.resume()
    qtbot.waitUntil(lambda: room.sounds.said == [CLIPS.files[AGAIN]])


def test_a_new_pace_keeps_what_was_said_and_plans_the_rest_anew(room: Room) -> None:
    room.begin()
    room.wait(30)
    before = [one for one in room.sounds.speech if one.at_s <= 30.0]
    room.player.change_hold(1)
    assert [one for one in room.sounds.speech if one.at_s <= 30.0] == before
    assert room.sounds.speech != room.planned(Guidance.FULL)


def test_where_one_is_is_said_and_nothing_planned_runs_into_it(room: Room, qtbot: QtBot) -> None:
    room.begin()
    room.wait(60)
    planned = room.sounds.speech
    room.narration.say_place()
    left_out = [one for one in planned if one not in room.sounds.speech]
    assert all(60.0 <= one.at_s < 68.0 for one in left_out)
    qtbot.waitUntil(lambda: len(room.sounds.said) >= 2)


def test_while_it_waits_the_way_in_is_said_and_not_again_later(room: Room, qtbot: QtBot) -> None:
    room.begin(waits=True)
    assert all(one.at_s > 0 for one in room.sounds.speech)
    assert len(room.sounds.speech) < len(room.planned(Guidance.FULL))
    qtbot.waitUntil(lambda: len(room.sounds.said) >= 1)


def test_an_ended_session_says_nothing_more(room: Room) -> None:
    room.begin()
    room.wait(20)
    room.player.end()
    room.narration.say_place()
    assert room.sounds.said == []
