"""A script has a line for everything that is said."""

from __future__ import annotations

from psoas_timer.core.breath.routine import Routine, Side
from psoas_timer.core.speech.speech import GuidanceLevel, plan_speech, plan_waiting
from psoas_timer.core.speech.speech_script import script_lines, setting_lines, waiting_lines
from tests.core.speech.spoken_stages import CLOSING, TALK, breathe, lay, lengths_of


def test_a_script_says_whose_it_is_and_what_comes_before_the_key() -> None:
    sided = Routine(id="r", title="R", stages=(breathe(both_sides=True),))
    assert setting_lines(sided, GuidanceLevel.TONES, Side.RIGHT) == [
        "With your settings: the voice says only safety and what to do.", "Today the right side comes first.",
    ]  # fmt: skip
    plain = Routine(id="r", title="R", stages=(breathe(),))
    assert len(setting_lines(plain, GuidanceLevel.FULL, Side.LEFT)) == 1
    waiting = plan_waiting(lay(breathe(), settle_s=6.0), lengths_of(breathe()))
    assert waiting_lines(waiting)[:3] == ["", "Until you press Space", " 0:00.8  If you can hear this, settle in."]


def test_a_script_has_a_line_for_everything() -> None:
    timeline, lengths = lay(breathe(instructions=TALK), settle_s=20.0), lengths_of(breathe(instructions=TALK))
    del lengths["Soft neck."]
    plan = plan_speech(timeline, lengths, closing=CLOSING)
    lines = script_lines(timeline, plan)
    assert lines[0] == "Breathe"
    assert lines[1] == " 0:00.8  settle      settle    If you can hear this, settle in."
    assert " 0:20.0  inhale 1    phase     In." in lines
    assert any("no voice" in line and "Soft neck." in line for line in lines)
    assert "5:20.0  the end" in lines
    assert all(any(one.text in line for line in lines) for one in (*plan.utterances, *plan.unspoken))
