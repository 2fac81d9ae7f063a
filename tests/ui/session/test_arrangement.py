"""Where the parts of a session stand: what is said stays readable, and larger text is never smaller."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytest import MonkeyPatch

from psoas_timer.core.breath.routine import Instruction, Phase, Side, Words
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.ui.kit import text_paint
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.session import breath_paint, stage_panel
from psoas_timer.ui.session.arrangement import lay_out
from psoas_timer.ui.session.breath_paint import OrbPart
from psoas_timer.ui.session.lookahead_paint import LookaheadPart
from psoas_timer.ui.session.scene import Look
from psoas_timer.ui.session.stage_panel import StripPart
from tests.thoroughness import some_of
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import SIZES, blank, effort_stage, make_timeline, phase_start_s, plain_stage, scene_at

# The smallest window, and what a bar with a message leaves of it, among others.
ROOMS = (*SIZES, (480, 250), (480, 200), (900, 380), (1024, 600), (600, 600))
EVERY_ROOM = (*ROOMS, *((height, width) for width, height in ROOMS))
EACH_ROOM = pytest.mark.parametrize("room", EVERY_ROOM)
RISING = (75.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0, 225.0, 250.0)
SAFETY = "Stop and come off the ball at once if you feel a sharp pain, numbness in the leg, or a strong pulse."


@pytest.fixture
def sizes(monkeypatch: MonkeyPatch) -> dict[str, int]:
    """Note the size in pixels of each text that is drawn."""
    found: dict[str, int] = {}
    draw = text_paint.draw_fitted

    def noted(painter: QPainter, rect: QRectF, text: str, colour: str, **values: object) -> None:
        draw(painter, rect, text, colour, **values)  # type: ignore[arg-type]
        if text:
            found[text] = painter.font().pixelSize()

    for module in (stage_panel, breath_paint):
        monkeypatch.setattr(module, "draw_fitted", noted)
    return found


def told() -> Timeline:
    return make_timeline(effort_stage(side=Side.RIGHT, instructions=(Instruction(0.0, Words(SAFETY)),)), plain_stage())


def draw(room: tuple[int, int], percent: float, view: View, **values: object) -> None:
    timeline = told()
    scene = scene_at(timeline, phase_start_s(timeline, Phase.HOLD_IN, 2) + 0.5, view=view, **values)
    painter = QPainter(image := blank(*room))
    for part in lay_out(QRectF(image.rect()), Look(text_percent=percent, view=view), "Front-stomach release", 1.0):
        if not isinstance(part, StripPart):
            part.draw(painter, scene, LIGHT)
    painter.end()


@EACH_FAMILY
@pytest.mark.parametrize("room", some_of(EVERY_ROOM, 7))
@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("state", [PlayerState.RUNNING, PlayerState.WAITING])
def test_no_text_is_smaller_at_a_larger_setting(
    sizes: dict[str, int], room: tuple[int, int], view: View, state: PlayerState
) -> None:
    seen = []
    for percent in RISING:
        sizes.clear()
        draw(room, percent, view, state=state, message="This breath has no hold to change.")
        seen.append(dict(sizes))
    for before, after in pairwise(seen):
        assert before.keys() == after.keys()
        assert [text for text, size in before.items() if after[text] < size] == []


@EACH_FAMILY
@pytest.mark.parametrize("percent", RISING)
@pytest.mark.parametrize("room", [(480, 400), (480, 250), (400, 480)])
def test_safety_words_can_be_read_in_the_smallest_window(
    sizes: dict[str, int], room: tuple[int, int], percent: float
) -> None:
    draw(room, percent, View.ORB)
    assert sizes[SAFETY] >= 12


@EACH_ROOM
def test_path_gives_way_before_the_orb_and_the_orb_before_the_words(room: tuple[int, int]) -> None:
    orbs, paths = [], []
    for percent in RISING[1:]:
        parts = lay_out(QRectF(0, 0, *room), Look(text_percent=percent), "Title", 1.0)
        orbs.append(next(min(p.rect.width(), p.rect.height()) for p in parts if isinstance(p, OrbPart)))
        paths.append(sum(p.rect.height() for p in parts if isinstance(p, LookaheadPart)))
    assert paths == sorted(paths, reverse=True)
    assert orbs[-1] <= orbs[0] + 1.0
    assert min(orbs) >= min(room) * 0.2
    if paths[-1] < paths[0] and room[0] > room[1]:
        assert orbs[0] >= room[1] * 0.4  # the usual text costs neither
