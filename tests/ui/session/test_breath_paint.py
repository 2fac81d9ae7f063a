"""The orb: its area is the air in the lungs, its ring the time, and effort has its own shape."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.breath_paint import (
    EMPTY_AREA,
    OrbPart,
    countdown,
    disc_share,
    draw_breath,
    draw_ring,
    sweep_share,
)
from tests.ui.scenes import blank, count_differing, effort_stage, make_timeline, phase_start_s, pixels, scene_at

PLACE = QRectF(0, 0, 200, 200)


@pytest.fixture
def timeline() -> Timeline:
    return make_timeline(effort_stage(effort=None))


@pytest.fixture
def hard_timeline() -> Timeline:
    return make_timeline(effort_stage())


def paint_orb(timeline: Timeline, elapsed_s: float, theme: Theme = LIGHT, *, is_still: bool = False) -> QImage:
    image = blank(200, 200, theme.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_breath(painter, PLACE, timeline.at(elapsed_s), theme, is_still=is_still)
    painter.end()
    return image


def paint_ring(share: float) -> QImage:
    image = blank(200, 200, LIGHT.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_ring(painter, PLACE, share, LIGHT)
    painter.end()
    return image


def count_painted(image: QImage, theme: Theme = LIGHT) -> int:
    return count_differing(image, blank(image.width(), image.height(), theme.background), above=8)


# The disc


@given(fullness=st.floats(0.0, 1.0))
def test_area_is_linear_in_the_fullness_of_the_lungs(fullness: float) -> None:
    assert disc_share(fullness) ** 2 == pytest.approx(EMPTY_AREA + (1 - EMPTY_AREA) * fullness)


def test_disc_is_never_nothing_and_at_most_whole() -> None:
    assert disc_share(0.0) ** 2 == pytest.approx(EMPTY_AREA)
    assert 0.05 <= EMPTY_AREA <= 0.3
    assert disc_share(1.0) == 1.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_painted_area_follows_the_fullness_of_the_lungs(timeline: Timeline, theme: Theme) -> None:
    start_s = phase_start_s(timeline, Phase.INHALE)
    full = count_painted(paint_orb(timeline, phase_start_s(timeline, Phase.HOLD_IN), theme), theme)
    for later_s in (0.0, 0.7, 1.5, 2.0, 2.8, 3.5):
        moment = timeline.at(start_s + later_s)
        share = EMPTY_AREA + (1 - EMPTY_AREA) * moment.fullness
        assert count_painted(paint_orb(timeline, start_s + later_s, theme), theme) == pytest.approx(
            share * full, rel=0.03
        )


def test_still_disc_has_one_size_in_every_phase(timeline: Timeline) -> None:
    times = [
        phase_start_s(timeline, phase) + 0.9 for phase in (Phase.INHALE, Phase.HOLD_IN, Phase.EXHALE, Phase.HOLD_OUT)
    ]
    pictures = [paint_orb(timeline, at_s, is_still=True) for at_s in times]
    assert all(picture == pictures[0] for picture in pictures)


def test_effort_is_told_by_shape(timeline: Timeline, hard_timeline: Timeline) -> None:
    """It is visible without colour too: the grey pictures differ in strokes inside the disc."""
    at_s = phase_start_s(timeline, Phase.HOLD_IN) + 1
    plain, effort = (
        paint_orb(one, at_s).convertToFormat(QImage.Format.Format_Grayscale8) for one in (timeline, hard_timeline)
    )
    assert count_differing(plain, effort, above=40) > 500
    assert abs(count_painted(effort) - count_painted(plain)) < 0.06 * count_painted(plain)


def test_effort_is_told_by_shape_in_the_dark_and_without_motion(timeline: Timeline, hard_timeline: Timeline) -> None:
    at_s = phase_start_s(timeline, Phase.HOLD_IN) + 1
    plain, effort = (
        paint_orb(one, at_s, DARK, is_still=True).convertToFormat(QImage.Format.Format_Grayscale8)
        for one in (timeline, hard_timeline)
    )
    assert count_differing(plain, effort, above=40) > 300


# The ring


@given(share=st.floats(0.05, 0.95))
def test_ring_sweeps_in_proportion_to_the_time(share: float) -> None:
    accent = [int(LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    ys, xs = np.nonzero(np.abs(pixels(paint_ring(share)) - accent).max(axis=2) <= 24)
    turns = np.arctan2(xs + 0.5 - 100, 100 - (ys + 0.5)) / (2 * pi) % 1.0
    turns = np.where(turns > 0.985, turns - 1, turns)  # the rounded start reaches past the top
    assert turns.max() == pytest.approx(share, abs=0.012)
    assert turns.min() == pytest.approx(0.0, abs=0.012)
    assert len(np.unique((turns * 100).astype(int))) >= int(share * 100)  # without a gap


def test_groove_of_the_ring_is_always_there() -> None:
    assert count_painted(paint_ring(0.0)) > 500
    accent = [int(LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    assert not np.any(np.abs(pixels(paint_ring(0.0)) - accent).max(axis=2) <= 24)


@pytest.mark.parametrize(("later_s", "share"), [(0.0, 0.0), (1.0, 0.25), (2.0, 0.5), (3.0, 0.75)])
def test_sweep_is_the_share_of_the_phase_that_is_over(timeline: Timeline, later_s: float, share: float) -> None:
    moment = timeline.at(phase_start_s(timeline, Phase.HOLD_IN) + later_s)
    assert sweep_share(moment) == pytest.approx(share)


def test_nothing_is_swept_after_the_end(timeline: Timeline) -> None:
    assert sweep_share(timeline.at(timeline.duration_s)) == 0.0


# The seconds


def test_countdown_goes_by_whole_seconds_and_ends_with_one() -> None:
    timeline = make_timeline(effort_stage(effort=None, pattern=BreathPattern(4, 3.5, 6, 0)))
    start_s = phase_start_s(timeline, Phase.HOLD_IN)
    said = [countdown(scene_at(timeline, start_s + later_s)) for later_s in (0.0, 0.4, 0.6, 1.6, 2.6, 3.4, 3.4999)]
    assert said == ["4", "4", "3", "2", "1", "1", "1"]


def test_countdown_does_not_begin_a_second_too_high(timeline: Timeline) -> None:
    for nth in range(3):  # 0.1 + 0.2 is not 0.3: the first frame of a hold of 4 s says 4
        assert countdown(scene_at(timeline, phase_start_s(timeline, Phase.HOLD_IN, nth))) == "4"


def test_only_what_does_not_move_is_counted_down(timeline: Timeline) -> None:
    start_s = phase_start_s(timeline, Phase.INHALE)
    assert countdown(scene_at(timeline, start_s + 1)) == ""
    assert countdown(scene_at(timeline, start_s + 1, reduced_motion=True)) == "3"
    assert countdown(scene_at(timeline, timeline.duration_s, reduced_motion=True)) == ""


# What has changed


def test_look_tells_effort_from_a_plain_hold(timeline: Timeline, hard_timeline: Timeline) -> None:
    at_s = phase_start_s(timeline, Phase.HOLD_IN) + 1
    part = OrbPart(PLACE)
    assert part.look(scene_at(timeline, at_s)) != part.look(scene_at(hard_timeline, at_s))


@pytest.mark.parametrize("place", [QRectF(0, 0, 200, 0), QRectF(0, 20, 0, 0), QRectF(0, 0, 200, -40)])
def test_an_orb_without_room_is_no_fault(timeline: Timeline, place: QRectF) -> None:
    """Large text in a low window can leave no room; Qt's warnings about empty pictures fail this test."""
    image = blank(200, 200, LIGHT.background)
    painter = QPainter(image)
    OrbPart(place).draw(painter, scene_at(timeline, 1.0), LIGHT)
    painter.end()


def test_orb_keeps_within_its_place(hard_timeline: Timeline) -> None:
    place = QRectF(40, 30, 120, 140)
    image = blank(200, 200, LIGHT.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    OrbPart(place).draw(painter, scene_at(hard_timeline, phase_start_s(hard_timeline, Phase.HOLD_IN) + 2), LIGHT)
    painter.fillRect(place, "#ffffff")
    painter.end()
    left = blank(200, 200, LIGHT.background)
    painter = QPainter(left)
    painter.fillRect(place, "#ffffff")
    painter.end()
    assert count_differing(image, left) == 0
