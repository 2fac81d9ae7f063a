"""The words on the picture: what they say, and that they fit beside each other in every window."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from pytest import MonkeyPatch

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Side
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.ui.kit import text_paint
from psoas_timer.ui.kit.theme import LIGHT
from psoas_timer.ui.session import breath_paint, stage_panel
from psoas_timer.ui.session.arrangement import lay_out
from psoas_timer.ui.session.scene import Look
from psoas_timer.ui.session.stage_panel import InstructionPart, StripPart, WordsPart, caption
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import (
    LONG_SENTENCE,
    PERCENTS,
    SIZES,
    VIEWS,
    blank,
    bounding_box,
    count_differing,
    effort_stage,
    is_within,
    make_timeline,
    phase_start_s,
    pixels,
    plain_stage,
    scene_at,
)

Written = list[tuple[str, QRectF, QRectF]]  # text, its place, what it covers


@pytest.fixture
def timeline() -> Timeline:
    return make_timeline(effort_stage(side=Side.RIGHT), plain_stage())


# What they say


def test_running_session_says_side_phase_count_and_instruction(timeline: Timeline) -> None:
    words = caption(scene_at(timeline, phase_start_s(timeline, Phase.HOLD_IN, 1)))
    assert (words.side, words.phase, words.count) == ("Right side", "Tighten and hold", "2 of 3")
    assert (words.instruction, words.hint) == (LONG_SENTENCE, "")


def test_session_that_waits_says_how_to_begin(timeline: Timeline) -> None:
    words = caption(scene_at(timeline, 0.0, state=PlayerState.WAITING))
    assert (words.phase, words.hint) == ("When you are ready", "Press Space to begin.")


def test_pause_says_how_to_go_on(timeline: Timeline) -> None:
    words = caption(scene_at(timeline, 9.0, state=PlayerState.PAUSED))
    assert words.phase == "Paused"
    assert "Space" in words.instruction


@pytest.mark.parametrize(("left_s", "said"), [(3.0, 3), (2.001, 3), (2.0, 2), (0.4, 1), (0.0, 1)])
def test_resume_counts_whole_seconds_down_to_one(timeline: Timeline, left_s: float, said: int) -> None:
    words = caption(scene_at(timeline, 9.0, state=PlayerState.RESUMING, resume_left_s=left_s))
    assert words.phase == f"Resuming in {said}"


def test_message_goes_before_the_announcement_of_what_comes_next(timeline: Timeline) -> None:
    last_s = timeline.stage_spans[0].end_s - 5.0
    assert caption(scene_at(timeline, last_s)).hint == "Next: Rest on your side"
    assert caption(scene_at(timeline, last_s, message="Hold 5 s")).hint == "Hold 5 s"


def test_reduced_motion_says_in_words_what_the_path_would_show(timeline: Timeline) -> None:
    start_s = phase_start_s(timeline, Phase.INHALE)
    assert caption(scene_at(timeline, start_s + 1)).hint == ""
    assert caption(scene_at(timeline, start_s + 1, reduced_motion=True)).hint == "Then: Tighten and hold, 4 s"


def test_countdown_is_in_words_where_the_orb_does_not_show_it(timeline: Timeline) -> None:
    scene = scene_at(timeline, phase_start_s(timeline, Phase.HOLD_IN) + 0.5)
    seen = {}
    for view in VIEWS:
        parts = lay_out(QRectF(0, 0, 900, 600), Look(view=view), "", 1.0)
        seen[view] = next(part.look(scene) for part in parts if isinstance(part, WordsPart))
    assert seen == {
        View.ORB: ("Right side", "Tighten and hold", "1 of 3", ""),
        View.DIAPHRAGM: ("Right side", "Tighten and hold", "1 of 3", "4"),
    }


@pytest.mark.parametrize("state", [PlayerState.PAUSED, PlayerState.RESUMING])
def test_seconds_are_not_put_after_the_word_of_a_pause(timeline: Timeline, state: PlayerState) -> None:
    part = WordsPart(QRectF(0, 0, 300, 200), 18.0)
    part.has_countdown = True
    scene = scene_at(timeline, phase_start_s(timeline, Phase.HOLD_IN), state=state, resume_left_s=2.5)
    assert part.look(scene)[3] == ""  # type: ignore[index]


# Where they are


@pytest.fixture
def written(monkeypatch: MonkeyPatch) -> Written:
    """Note every text that is drawn, its place, and what it covers."""
    found: Written = []
    draw = text_paint.draw_fitted

    def noted(painter: QPainter, rect: QRectF, text: str, colour: str, **values: object) -> None:
        draw(painter, rect, text, colour, **values)  # type: ignore[arg-type]
        if text:
            align = values.get("align", Qt.AlignmentFlag.AlignCenter)
            covered = painter.boundingRect(rect, align | Qt.TextFlag.TextWordWrap, text)  # type: ignore[operator]
            found.append((text, QRectF(rect), covered))

    for module in (stage_panel, breath_paint):
        monkeypatch.setattr(module, "draw_fitted", noted)
    return found


BUSY = {
    "hold": ({"state": PlayerState.RUNNING}, 0.5),
    "message": ({"message": "The computer was asleep, so the session waited for you.", "reduced_motion": True}, 2.5),
    "pause": ({"state": PlayerState.PAUSED, "is_instruction_stressed": True}, 1.0),
    "resuming": ({"state": PlayerState.RESUMING, "resume_left_s": 2.5}, 1.0),
    "waiting": ({"state": PlayerState.WAITING, "message": "This breath has no hold to change."}, 0.0),
}


@EACH_FAMILY
@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", [*SIZES, *((height, width) for width, height in SIZES)])
def test_words_are_whole_inside_the_view_and_clear_of_each_other(
    written: Written, size: tuple[int, int], percent: float
) -> None:
    """Turned by a quarter, the picture is as wide as the view is high: the sizes cover all turns."""
    timeline = make_timeline(effort_stage(side=Side.RIGHT, pattern=BreathPattern(4, 5, 6, 2)), plain_stage())
    start_s = phase_start_s(timeline, Phase.HOLD_IN, 2)
    whole = QRectF(0, 0, *size)
    image = blank(*size)
    for view in VIEWS:
        parts = lay_out(whole, Look(text_percent=percent, view=view), "Front-stomach release", 1.0)
        for name, (values, later_s) in BUSY.items():
            written.clear()
            scene = scene_at(timeline, start_s + later_s, view=view, **values)
            painter = QPainter(image)
            for part in parts:
                if not isinstance(part, StripPart):
                    part.draw(painter, scene, LIGHT)
            painter.end()
            assert len(written) >= 7, name
            for text, place, covered in written:
                assert is_within(covered, place, 1.0), (name, view, text, place, covered)
                assert is_within(covered, whole, 0.0), (name, view, text)
            for one, other in combinations(written, 2):
                shared = one[2].intersected(other[2])
                assert min(shared.width(), shared.height()) <= 1.0, (name, view, one, other)


@EACH_FAMILY
@pytest.mark.parametrize("percent", PERCENTS)
def test_larger_text_setting_makes_larger_words_where_there_is_room(written: Written, percent: float) -> None:
    timeline = make_timeline(effort_stage(side=Side.RIGHT), plain_stage())
    heights = []
    for text_percent in (100.0, percent):
        written.clear()
        painter = QPainter(image := blank(1280, 800))
        for part in lay_out(QRectF(0, 0, image.width(), image.height()), Look(text_percent=text_percent), "", 1.0):
            part.draw(painter, scene_at(timeline, 10.0), LIGHT)
        painter.end()
        heights.append(next(covered.height() for text, _place, covered in written if text.endswith(" left")))
    assert heights[1] / heights[0] == pytest.approx(percent / 100, rel=0.1)


@EACH_FAMILY
@pytest.mark.parametrize("percent", [175.0, 250.0])
@pytest.mark.parametrize("size", [*SIZES, *((height, width) for width, height in SIZES)])
def test_larger_text_setting_never_costs_the_instruction_much_of_its_size(
    size: tuple[int, int], percent: float
) -> None:
    """If everything is to be larger and the window is not, the instruction is not what shrinks."""
    sizes = []
    for one in (100.0, percent):
        parts = lay_out(QRectF(0, 0, *size), Look(text_percent=one), "", 1.0)
        part = next(part for part in parts if isinstance(part, InstructionPart))
        sizes.append(text_paint.fit_font(LONG_SENTENCE, part.inner.width(), part.inner.height(), 999.0).pixelSize())
    assert sizes[1] >= 0.7 * sizes[0]


@EACH_FAMILY
def test_stressed_instruction_has_a_frame(timeline: Timeline) -> None:
    part = InstructionPart(QRectF(10, 10, 300, 100), 18.0)
    pictures = []
    for stressed in (False, True):
        image = blank(320, 120, LIGHT.background)
        painter = QPainter(image)
        part.draw(painter, scene_at(timeline, 9.0, is_instruction_stressed=stressed), LIGHT)
        painter.end()
        pictures.append(image)
    assert count_differing(*pictures) > 5000
    assert is_within(QRectF(bounding_box(pictures[1], LIGHT.background)), part.rect, 0.0)


# The strip of stages


def test_strip_fills_in_proportion_to_the_time(timeline: Timeline) -> None:
    part = StripPart(QRectF(0, 0, 400, 10), 18.0)
    accent = [int(LIGHT.accent[i : i + 2], 16) for i in (1, 3, 5)]
    filled = []
    for share in (0.0, 0.2, 0.4, 0.8, 1.0):
        image = blank(400, 10, LIGHT.background)
        painter = QPainter(image)
        part.draw(painter, scene_at(timeline, timeline.duration_s * share), LIGHT)
        painter.end()
        row = pixels(image)[5]
        filled.append(int((abs(row - accent).max(axis=1) <= 8).sum()))
    assert filled[0] == 0
    for share, count in zip((0.2, 0.4, 0.8, 1.0), filled[1:], strict=True):
        assert count == pytest.approx(400 * share, abs=8)


def test_strip_shows_the_current_stage_thicker(timeline: Timeline) -> None:
    part = StripPart(QRectF(0, 0, 400, 20), 18.0)
    image = blank(400, 20, LIGHT.background)
    painter = QPainter(image)
    part.draw(painter, scene_at(timeline, 1.0), LIGHT)
    painter.end()
    ground = pixels(blank(1, 1, LIGHT.background))[0, 0]
    heights = (abs(pixels(image) - ground).max(axis=2) > 8).sum(axis=0)
    first_end = round(400 * timeline.stage_spans[0].end_s / timeline.duration_s)
    assert heights[first_end // 2] >= 19
    assert heights[(first_end + 400) // 2] <= 11


@EACH_FAMILY
@pytest.mark.parametrize("view", VIEWS)
def test_no_words_stand_beside_the_question_whether_to_end(written: Written, view: View) -> None:
    timeline = make_timeline(effort_stage(side=Side.RIGHT), plain_stage())
    scene = scene_at(
        timeline, phase_start_s(timeline, Phase.HOLD_IN) + 1.0, view=view, state=PlayerState.PAUSED,
        is_instruction_stressed=True, is_asking=True,
    )  # fmt: skip
    painter = QPainter(image := blank(900, 600))
    for part in lay_out(QRectF(image.rect()), Look(view=view), "Front-stomach release", 1.0):
        part.draw(painter, scene, LIGHT)
    painter.end()
    assert written == []
