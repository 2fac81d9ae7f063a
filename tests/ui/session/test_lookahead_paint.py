"""The look-ahead: the upcoming breath, true to time and to the lungs, with effort shown by shape."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.lookahead_paint import AHEAD_S, BEHIND_S, LookaheadPart, draw_lookahead
from tests.ui.scenes import (
    blank,
    count_differing,
    effort_stage,
    make_timeline,
    phase_start_s,
    pixels,
    plain_stage,
    scene_at,
)

WIDTH, HEIGHT = 420, 60  # 30 pixels for each second of the path


def levels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def paint_path(timeline: Timeline, from_s: float, to_s: float, theme: Theme = LIGHT) -> QImage:
    image = blank(WIDTH, HEIGHT, theme.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_lookahead(painter, QRectF(0, 0, WIDTH, HEIGHT), timeline, from_s, to_s, theme)
    painter.end()
    return image


def paint_part(
    part: LookaheadPart, timeline: Timeline, elapsed_s: float, theme: Theme = LIGHT, **values: object
) -> QImage:
    image = blank(WIDTH, HEIGHT, theme.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    part.draw(painter, scene_at(timeline, elapsed_s, **values), theme)
    painter.end()
    return image


@pytest.fixture
def part() -> LookaheadPart:
    return LookaheadPart(QRectF(0, 0, WIDTH, HEIGHT))


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_path_is_as_high_as_the_lungs_are_full_at_every_time(theme: Theme) -> None:
    timeline = make_timeline(effort_stage(effort=None))
    picture = pixels(paint_path(timeline, 5.0, 19.0, theme))
    ground = np.array(levels(theme.background))
    heights = {}
    for x in range(5, WIDTH - 5, 7):
        rows = np.nonzero(np.abs(picture[:, x] - ground).max(axis=1) > 40)[0]
        assert len(rows), x
        heights[x] = rows.mean()
    lowest, highest = heights[min(heights)], min(heights.values())
    for x, height in heights.items():
        fullness = timeline.at(5.0 + (x + 0.5) * 14 / WIDTH).fullness
        expected = HEIGHT * (0.86 - 0.72 * fullness)
        assert height == pytest.approx(expected, abs=1.5), x
    assert lowest - highest > HEIGHT * 0.6


def test_settle_is_dotted_and_no_breath() -> None:
    timeline = make_timeline(plain_stage(), settle_s=10.0)
    picture = pixels(paint_path(timeline, 0.0, 14.0))
    settle = picture[:, : WIDTH * 9 // 14]
    assert not np.any(np.abs(settle - levels(LIGHT.lungs_edge)).max(axis=2) <= 8)
    row = np.abs(settle - levels(LIGHT.background)).max(axis=2).max(axis=0) > 8
    assert 0.2 < row.mean() < 0.8  # gaps between the dots


def test_effort_is_told_from_a_plain_hold_by_shape() -> None:
    pictures = []
    for effort in (None, Phase.HOLD_IN):
        picture = paint_path(make_timeline(effort_stage(effort=effort)), 5.0, 19.0)
        pictures.append(picture.convertToFormat(QImage.Format.Format_Grayscale8))
    assert count_differing(*pictures, above=40) > 300
    dark = [int((pixels(picture).max(axis=2) < 140).sum(axis=0).max()) for picture in pictures]
    assert dark[1] >= dark[0] + 4  # a thicker band, with teeth


def test_hold_between_two_easy_breaths_is_no_effort() -> None:
    """An easy breath does not ask for effort, whatever its stage is for."""
    timeline = make_timeline(effort_stage(effort=Phase.HOLD_OUT, easy_between=1))
    easy = next(segment for segment in timeline.segments if segment.is_easy)
    picture = pixels(paint_path(timeline, easy.start_s, easy.start_s + 9.0))
    assert not np.any(np.abs(picture - levels(LIGHT.accent)).max(axis=2) <= 8)


def test_playhead_stands_still_where_the_present_is(part: LookaheadPart) -> None:
    timeline = make_timeline()
    accent = levels(LIGHT.accent)
    x = round(BEHIND_S * part.px_per_s)
    for elapsed_s in (6.0, 7.3, 8.5, 14.0, 17.0):
        picture = pixels(paint_part(part, timeline, elapsed_s))
        column = np.nonzero(np.abs(picture[:, x - 3 : x + 3] - accent).max(axis=2).min(axis=1) <= 30)[0]
        fullness = timeline.at(elapsed_s).fullness
        assert column.mean() + 0.5 == pytest.approx(HEIGHT * (0.86 - 0.72 * fullness), abs=2.0), elapsed_s


def test_path_shows_the_time_ahead_that_it_names(part: LookaheadPart) -> None:
    assert part.px_per_s * (AHEAD_S + BEHIND_S) == pytest.approx(WIDTH)
    assert AHEAD_S >= 10.0  # a whole breath


def test_shifted_picture_is_the_one_painted_anew(part: LookaheadPart) -> None:
    timeline = make_timeline(effort_stage(cycles=20))
    paint_part(part, timeline, 5.0)
    for elapsed_s in (5.5, 9.0, 20.0, 28.9, 29.1, 60.0, 6.0):
        fresh = paint_part(LookaheadPart(part.rect), timeline, elapsed_s)
        assert count_differing(paint_part(part, timeline, elapsed_s), fresh) == 0, elapsed_s


def test_other_theme_and_other_pace_are_painted_anew(part: LookaheadPart) -> None:
    one, other = make_timeline(), make_timeline(plain_stage())
    paint_part(part, one, 8.0)
    for timeline, theme in ((other, LIGHT), (other, DARK), (one, DARK)):
        fresh = paint_part(LookaheadPart(part.rect), timeline, 8.0, theme)
        assert count_differing(paint_part(part, timeline, 8.0, theme), fresh) == 0


def test_reduced_motion_hides_the_path(part: LookaheadPart) -> None:
    picture = paint_part(part, make_timeline(), 8.0, reduced_motion=True)
    assert picture == blank(WIDTH, HEIGHT, LIGHT.background)


def test_end_of_the_session_is_the_end_of_the_path(part: LookaheadPart) -> None:
    timeline = make_timeline()
    picture = pixels(paint_part(part, timeline, timeline.duration_s - 1.0))
    end = round((BEHIND_S + 1.0) * part.px_per_s)
    assert not np.any(np.abs(picture[:, end + 8 :] - levels(LIGHT.background)).max(axis=2) > 8)
    assert paint_part(part, timeline, timeline.duration_s).size().width() == WIDTH


def test_new_side_begins_where_the_old_one_ends_without_a_line_across_the_settle() -> None:
    timeline = make_timeline(effort_stage(both_sides=True, settle_s=6.0))
    start_s = phase_start_s(timeline, Phase.SETTLE, 1)
    picture = pixels(paint_path(timeline, start_s + 0.5, start_s + 5.5))
    assert not np.any(np.abs(picture - levels(LIGHT.lungs_edge)).max(axis=2) <= 8)
