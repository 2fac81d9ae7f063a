"""A screen reader tells what the voice does not say: each thing once, the place first, and never as a flood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Side
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.history.session import begin_record
from psoas_timer.core.speech.utterance import GuidanceLevel
from psoas_timer.engine.player import RESUME_S, Player
from psoas_timer.ui.kit.announcing import MOST_A_MINUTE, Announcer, Turns
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.reader import Reader
from tests.ui.scenes import LONG_SENTENCE, effort_stage, make_timeline, plain_stage

NOW = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)


class Listener:
    """A person who hears the screen reader alone, and when each sentence came."""

    def __init__(self, qtbot: QtBot, said: list[str]) -> None:
        self.now_s = 1000.0
        self.said = said
        self.heard: list[tuple[float, str]] = []
        self.player = Player(lambda: self.now_s, lambda: NOW, awake=lambda: self.now_s)
        self.view = BreathView()
        qtbot.addWidget(self.view)
        self.reader = Reader(self.player, self.view, Turns(lambda: self.now_s))
        self.announcer = self.view.findChildren(Announcer)[0]

    def begin(self, timeline: Timeline) -> None:
        record = begin_record(
            timeline, uuid="one", routine_id="r", routine_title="R", started=NOW, zone="UTC", first_side=Side.LEFT
        )
        self.player.begin(timeline, record)

    def wait(self, seconds: float) -> None:
        end_s = self.now_s + seconds
        while self.now_s < end_s - 1e-9:
            self.now_s = min(self.now_s + 0.1, end_s)
            self.player.tick()
            self.announcer.go_on()
            self.heard += [(self.now_s, text) for text in self.said[len(self.heard) :]]


@pytest.fixture
def listener(qtbot: QtBot, said: list[str]) -> Listener:
    return Listener(qtbot, said)


def test_without_a_voice_it_tells_phases_instructions_and_what_comes_next(listener: Listener) -> None:
    listener.begin(make_timeline(effort_stage(), plain_stage()))
    listener.wait(make_timeline(effort_stage(), plain_stage()).duration_s - 1)
    assert listener.said[:3] == ["Breathe in", LONG_SENTENCE, "Breathe out"]  # the hold is over when that is told
    assert {"Tighten and hold", "Breathe out", "Next: Rest on your side", "Roll to your side."} <= set(listener.said)
    assert "Take your position" not in listener.said


@pytest.mark.parametrize("level", [GuidanceLevel.FULL, GuidanceLevel.COUNTS])
def test_beside_a_voice_it_tells_only_what_the_voice_leaves_out(listener: Listener, level: GuidanceLevel) -> None:
    listener.reader.voice = lambda: level
    timeline = make_timeline(plain_stage(), plain_stage(id="two"))
    listener.begin(timeline)
    listener.wait(timeline.duration_s - 1)
    left_out = {GuidanceLevel.FULL: set(), GuidanceLevel.COUNTS: {"Let the belly be soft.", "Let go."}}
    assert set(listener.said) == left_out[level]


def test_a_voice_that_only_tells_positions_leaves_the_phases_to_it(listener: Listener) -> None:
    listener.reader.voice = lambda: GuidanceLevel.TONES
    listener.begin(make_timeline(plain_stage()))
    listener.wait(20.0)
    assert {"Breathe in", "Hold", "Breathe out"} <= set(listener.said) and "Roll to your side." not in listener.said


def test_after_a_pause_it_tells_the_place_first_and_once(listener: Listener) -> None:
    listener.begin(make_timeline(effort_stage()))
    listener.wait(12.0)
    listener.player.pause()
    listener.wait(3.0)
    assert listener.said[-1] == "Paused. Press Space or click to resume."
    before = len(listener.said)
    listener.player.resume()
    listener.wait(RESUME_S + 2.0)
    assert listener.said[before] == "Tighten and let go. Breath 1 of 3. 1 minute left."
    assert len(listener.said) - before <= 2


def test_two_presses_that_skip_tell_the_new_place_alone(listener: Listener) -> None:
    listener.begin(make_timeline(effort_stage(), plain_stage()))
    listener.wait(12.0)
    before = len(listener.said)
    listener.player.pause()
    listener.player.resume()
    listener.player.skip_forward()
    listener.wait(1.0)
    assert listener.said[before:] == ["Rest on your side. Take your position. 1 minute left."]


def test_it_is_no_flood(listener: Listener) -> None:
    listener.begin(make_timeline(*(plain_stage(id=str(n), cycles=9) for n in range(4))))
    for _ in range(30):
        listener.wait(2.0)
        listener.player.skip_forward()
        listener.player.toggle_pause()
    for at_s, _text in listener.heard:
        assert sum(at_s <= other_s < at_s + 60.0 for other_s, _other in listener.heard) <= MOST_A_MINUTE


def test_what_is_asked_for_is_told_beside_a_voice_too(listener: Listener) -> None:
    listener.reader.voice = lambda: GuidanceLevel.FULL
    listener.begin(make_timeline(plain_stage()))
    listener.wait(10.0)
    listener.reader.answer("Said by the voice.")
    listener.reader.tell_place()
    listener.reader.tell("The computer was asleep.")
    listener.wait(8.0)
    assert listener.said == ["Rest on your side. Breath 1 of 3. 1 minute left.", "The computer was asleep."]
