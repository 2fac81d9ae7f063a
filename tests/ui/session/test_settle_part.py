"""The picture of the position while one settles: where it is, what it leaves, and that no pixel of it is stale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.flows.session_flow import load_picture
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.breath_paint import OrbPart
from psoas_timer.ui.session.scene import Look, Scene
from psoas_timer.ui.session.settle_part import MELT_S, SettlePart
from tests.ui.scenes import (
    Screen,
    WatchedView,
    blank,
    count_differing,
    effort_stage,
    make_timeline,
    plain_stage,
    scene_at,
)

EACH_VIEW = pytest.mark.parametrize("shown", [View.ORB, View.DIAPHRAGM])


@pytest.fixture
def timeline() -> Timeline:
    return make_timeline(effort_stage(position="on_block"), plain_stage(position="rest_on_side"), settle_s=9.0)


def painted(part: SettlePart | OrbPart, scene: Scene, theme: Theme = LIGHT) -> QImage:
    image = blank(300, 260, theme.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    part.draw(painter, scene, theme)
    painter.end()
    return image


def made() -> SettlePart:
    return SettlePart(OrbPart(QRectF(10, 10, 280, 240)), load_picture, has_countdown=True)


def test_picture_stands_alone_inside_the_ring_while_one_settles(timeline: Timeline) -> None:
    scene = scene_at(timeline, 3.5)
    shown, orb = painted(made(), scene), painted(OrbPart(QRectF(10, 10, 280, 240)), scene)
    assert count_differing(shown, orb, above=30) > 3000


def test_nothing_but_ring_and_seconds_changes_until_it_melts(timeline: Timeline) -> None:
    part = made()
    first, later = (painted(part, scene_at(timeline, at_s)) for at_s in (2.0, 6.0))
    inner = QRectF(80, 80, 140, 90).toRect()
    assert first.copy(inner) == later.copy(inner)


def test_it_melts_into_the_breath_that_follows(timeline: Timeline) -> None:
    part = made()
    before, after = scene_at(timeline, 9.0 - 0.001), scene_at(timeline, 9.0)
    assert after.moment.phase is Phase.INHALE
    middle = QRectF(100, 80, 100, 90).toRect()
    last, next_one = painted(part, before).copy(middle), painted(part, after).copy(middle)
    assert count_differing(last, next_one, above=12) < 40


def test_half_melted_differs_from_both_ends(timeline: Timeline) -> None:
    part, seen = made(), []
    for left_s in (MELT_S, MELT_S / 2, 0.001):
        seen.append(part.look(scene_at(timeline, 9.0 - left_s)))
    assert len(set(seen)) == 3


def test_it_stands_still_where_motion_is_reduced(timeline: Timeline) -> None:
    part = made()
    pictures = [
        painted(part, scene_at(timeline, at_s, reduced_motion=True, is_asking=True)).copy(80, 80, 140, 90)
        for at_s in (1.0, 9.0 - 0.01)
    ]
    assert pictures[0] == pictures[1]


def test_it_takes_the_colours_of_the_theme(timeline: Timeline) -> None:
    part = made()
    light, dark = painted(part, scene_at(timeline, 3.5)), painted(part, scene_at(timeline, 3.5), DARK)
    assert count_differing(light, dark, above=30) > 30_000


@pytest.mark.parametrize("position", ["", "no_such_position"])
def test_without_a_picture_there_is_the_breath(position: str) -> None:
    timeline = make_timeline(effort_stage(position=position), plain_stage())
    scene = scene_at(timeline, 2.0)
    assert made().look(scene) == OrbPart(QRectF(10, 10, 280, 240)).look(scene)


def test_dark_view_has_no_picture() -> None:
    view = WatchedView(load_picture)
    view.set_look(Look(view=View.DARK))
    assert not any(isinstance(part, SettlePart) for part in view.parts)


@EACH_VIEW
@pytest.mark.parametrize(("turn", "reduced_motion"), [(0, False), (90, True)])
def test_no_pixel_is_stale_while_one_settles(
    qtbot: QtBot, timeline: Timeline, shown: View, turn: int, reduced_motion: bool
) -> None:
    view = WatchedView(load_picture)
    qtbot.addWidget(view)
    view.resize(480, 400)
    view.set_look(Look(turn=turn, view=shown))
    view.show_scene(scene_at(timeline, 0.0, view=shown, reduced_motion=reduced_motion))
    screen = Screen(view).open()
    for at_s in (0.0, 0.5, 0.516, 3.0, 7.6, 7.9, 8.2, 8.216, 8.6, 8.99, 9.0, 9.2, 2.0, 12.0, 8.5):
        for state in (PlayerState.RUNNING, PlayerState.PAUSED):
            screen.show(scene_at(timeline, at_s, view=shown, reduced_motion=reduced_motion, state=state))
            assert screen.count_stale() == 0, (at_s, state)


def test_settling_asks_only_for_ring_and_seconds(qtbot: QtBot, timeline: Timeline) -> None:
    """The picture is painted once, and costs nothing from then on."""
    view = WatchedView(load_picture)
    qtbot.addWidget(view)
    view.resize(480, 400)
    view.set_title("Daily breath")
    view.show_scene(scene_at(timeline, 1.0))
    view.take_asked()
    (part,) = (one for one in view.parts if isinstance(one, SettlePart))
    centre = part.rect.center().toPoint()
    for frame in range(120):
        view.show_scene(scene_at(timeline, 1.0 + frame * 0.016))
        assert not view.take_asked().contains(centre)
