"""The diaphragm view as a part: it has as many looks as can be told apart, and repaints what moves."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.session.diaphragm_part import FULLNESS_STEPS, DiaphragmPart
from tests.ui.scenes import blank, effort_stage, make_timeline, phase_start_s, scene_at


def test_hold_looks_the_same_for_as_long_as_it_lasts() -> None:
    timeline = make_timeline(effort_stage(effort=None))
    start_s = phase_start_s(timeline, Phase.HOLD_IN)
    part = DiaphragmPart(QRectF(0, 0, 200, 200))
    assert len({part.look(scene_at(timeline, start_s + step * 0.016)) for step in range(240)}) == 1


def test_inhale_has_as_many_looks_as_can_be_seen() -> None:
    timeline = make_timeline(effort_stage(pattern=BreathPattern(10, 3, 6, 0)))
    start_s = phase_start_s(timeline, Phase.INHALE)
    part = DiaphragmPart(QRectF(0, 0, 200, 200))
    looks = [part.look(scene_at(timeline, start_s + step * 0.01)) for step in range(1000)]
    fewest, most = FULLNESS_STEPS
    assert fewest <= len(set(looks)) <= most + 1


def test_two_scenes_of_one_look_are_one_picture() -> None:
    timeline = make_timeline()
    start_s = phase_start_s(timeline, Phase.INHALE)
    part = DiaphragmPart(QRectF(0, 0, 120, 120))
    pictures: dict[object, QImage] = {}
    for step in range(60):
        scene = scene_at(timeline, start_s + step * 0.003)
        image = blank(120, 120)
        painter = QPainter(image)
        part.draw(painter, scene, LIGHT)
        painter.end()
        assert pictures.setdefault(part.look(scene), image) == image
    assert len(pictures) < 60


def test_reduced_motion_stands_still_half_full() -> None:
    timeline = make_timeline(effort_stage(effort=None))
    part = DiaphragmPart(QRectF(0, 0, 200, 200))
    looks = {part.look(scene_at(timeline, at_s, reduced_motion=True)) for at_s in (1.0, 6.0, 10.0, 14.0, 20.0)}
    assert looks == {(0.5, False)}


def test_first_look_repaints_the_whole_place_and_later_ones_what_moves() -> None:
    part = DiaphragmPart(QRectF(0, 0, 200, 200))
    assert part.changed(None, (0.5, False)) == [part.rect]
    (moving,) = part.changed((0.4, False), (0.5, False))
    assert QRect(0, 0, 200, 200).contains(moving.toAlignedRect())
    assert moving.width() * moving.height() < 200 * 200 * 0.7
