"""What a session shows at one instant: a phase is timed when no movement shows its length."""

from __future__ import annotations

import pytest

from psoas_timer.core.breath.routine import Phase
from psoas_timer.ui.session.scene import Scene
from tests.ui.scenes import effort_stage, make_timeline, phase_start_s, scene_at


@pytest.mark.parametrize(
    ("phase", "is_timed"), [(Phase.SETTLE, True), (Phase.INHALE, False), (Phase.HOLD_IN, True), (Phase.EXHALE, False)]
)
def test_a_phase_that_stands_still_is_timed_and_without_motion_each_is(phase: Phase, is_timed: bool) -> None:
    timeline = make_timeline(effort_stage())
    at_s = 1.0 if phase is Phase.SETTLE else phase_start_s(timeline, phase) + 0.5
    scene = scene_at(timeline, at_s)
    assert scene.moment.phase is phase
    assert scene.is_timed_phase is is_timed
    assert Scene(scene.frame, reduced_motion=True).is_timed_phase
