"""Painted pictures compared with approved ones: orb, ring, path, diaphragm, days and the year.

They contain no text, because fonts differ between machines. A picture that differs is saved in tests/frames/failed/
with the expected picture and the difference. After an intended change, PSOAS_TIMER_RENEW_FRAMES=1 writes the pictures
again: look at each one before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase
from psoas_timer.ui.history.year_paint import CalendarYear, YearGrid, YearScene, draw_days
from psoas_timer.ui.kit.day_mark import DayMark, DayState, draw_day
from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme
from psoas_timer.ui.session.breath_paint import draw_breath, draw_ring
from psoas_timer.ui.session.diaphragm_paint import draw_diaphragm
from psoas_timer.ui.session.lookahead_paint import draw_lookahead
from tests.ui.scenes import blank, effort_stage, make_timeline, phase_start_s, pixels, plain_stage

FRAMES = Path(__file__).resolve().parents[1] / "frames"
RENEWS = os.environ.get("PSOAS_TIMER_RENEW_FRAMES") == "1"

# Another version of Qt may round an edge differently; a missing stroke is far more than this.
MEAN_LEVELS = 0.25
FAR_LEVELS = 32
FAR_SHARE = 0.001

Draw = Callable[[QPainter, QRectF, Theme], None]

TIMELINE = make_timeline(effort_stage(cycles=1), plain_stage(cycles=1, pattern=BreathPattern(4, 3, 6, 0)))


def orb(phase: Phase, later_s: float = 0.0, nth: int = 0) -> Draw:
    moment = TIMELINE.at(phase_start_s(TIMELINE, phase, nth) + later_s)
    return lambda painter, rect, theme: draw_breath(painter, rect, moment, theme)


def ring(share: float) -> Draw:
    return lambda painter, rect, theme: draw_ring(painter, rect, share, theme)


def path(from_s: float, to_s: float) -> Draw:
    return lambda painter, rect, theme: draw_lookahead(painter, rect, TIMELINE, from_s, to_s, theme)


def diaphragm(fullness: float, effort: bool = False) -> Draw:
    return lambda painter, rect, theme: draw_diaphragm(painter, rect, fullness, effort, theme)


def days(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    for index, state in enumerate(DayState):
        centre = QPointF(rect.left() + rect.width() * (index + 0.5) / len(DayState), rect.center().y())
        draw_day(painter, centre, rect.height() * 0.4, DayMark(date(2026, 11, 9), state, False, 0.4), theme)


def year(parts: int, pitch: int, first: date = date(2026, 1, 14)) -> Draw:
    """Return a year that begins on ``first`` and has reached November: every kind of day, one of them chosen."""
    today = date(2026, 11, 4)
    marks = {}
    for offset in range((date(2026, 12, 31) - first).days + 1):
        day = first + timedelta(days=offset)
        state = list(DayState)[(offset * offset // 5 + offset) % 3] if day < today else DayState.TO_COME
        if date(2026, 10, 7) <= day <= date(2026, 10, 14):
            state = DayState.PAUSED
        share = (offset % 10) / 10 if state is DayState.PARTLY else 0.0
        marks[day] = DayMark(day, DayState.DONE if day == today else state, day == today, share)
    calendar = CalendarYear(2026, 0, marks, today)

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        grid = YearGrid(2026, 0, parts, round(rect.left()) + 2, round(rect.top()), pitch, 2)
        draw_days(painter, grid, YearScene(calendar, date(2026, 9, 15), theme))

    return draw


SQUARE, STRIP, LYING = (160, 160), (240, 48), (200, 130)
LINE, HALVES, TALL = (760, 112), (584, 318), (184, 216)
PICTURES: dict[str, tuple[Draw, Theme, tuple[int, int]]] = {
    "orb_empty_light": (orb(Phase.INHALE), LIGHT, SQUARE),
    "orb_half_light": (orb(Phase.INHALE, 2.0), LIGHT, SQUARE),
    "orb_half_dark": (orb(Phase.INHALE, 2.0), DARK, SQUARE),
    "orb_full_light": (orb(Phase.HOLD_IN, 1.0, 1), LIGHT, SQUARE),
    "orb_effort_light": (orb(Phase.HOLD_IN, 1.0), LIGHT, SQUARE),
    "orb_effort_dark": (orb(Phase.HOLD_IN, 1.0), DARK, SQUARE),
    "ring_begins_light": (ring(0.0), LIGHT, SQUARE),
    "ring_third_light": (ring(1 / 3), LIGHT, SQUARE),
    "ring_third_dark": (ring(1 / 3), DARK, SQUARE),
    "path_effort_light": (path(3.0, 21.0), LIGHT, STRIP),
    "path_effort_dark": (path(3.0, 21.0), DARK, STRIP),
    "path_settle_and_plain_hold_light": (path(19.0, 42.0), LIGHT, STRIP),
    "diaphragm_empty_light": (diaphragm(0.0), LIGHT, SQUARE),
    "diaphragm_half_light": (diaphragm(0.5), LIGHT, SQUARE),
    "diaphragm_full_light": (diaphragm(1.0), LIGHT, SQUARE),
    "diaphragm_effort_light": (diaphragm(1.0, True), LIGHT, SQUARE),
    "diaphragm_full_dark": (diaphragm(1.0), DARK, SQUARE),
    "diaphragm_effort_lying_dark": (diaphragm(1.0, True), DARK, LYING),
    "days_light": (days, LIGHT, STRIP),
    "days_dark": (days, DARK, STRIP),
    "year_light": (year(1, 14), LIGHT, LINE),
    "year_dark": (year(1, 14), DARK, LINE),
    "year_in_halves_dark": (year(2, 20, date(2026, 6, 24)), DARK, HALVES),
    "year_in_thirds_small_light": (year(3, 9), LIGHT, TALL),
}


def paint(name: str) -> QImage:
    draw, theme, (width, height) = PICTURES[name]
    image = blank(width, height, theme.background)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(4, 4, width - 8, height - 8), theme)
    painter.end()
    return image


def difference(actual: QImage, expected: QImage) -> tuple[float, float]:
    """Return the mean of all differences in levels, and the share of pixels that are far off."""
    levels = np.abs(pixels(actual) - pixels(expected))
    return float(levels.mean()), float((levels.max(axis=2) > FAR_LEVELS).mean())


def is_alike(actual: QImage, expected: QImage) -> bool:
    if actual.size() != expected.size():
        return False
    mean, far = difference(actual, expected)
    return mean <= MEAN_LEVELS and far <= FAR_SHARE


def save_failed(name: str, actual: QImage, expected: QImage) -> Path:
    """Save the actual and expected pictures and their difference (white means equal)."""
    folder = FRAMES / "failed"
    folder.mkdir(exist_ok=True)
    actual.save(str(folder / f"{name}_actual.png"))
    expected.save(str(folder / f"{name}_expected.png"))
    if actual.size() == expected.size():
        levels = 255 - np.abs(pixels(actual) - pixels(expected)).max(axis=2).clip(0, 255).astype(np.uint8)
        shown = np.ascontiguousarray(levels)
        image = QImage(shown.data, shown.shape[1], shown.shape[0], shown.shape[1], QImage.Format.Format_Grayscale8)
        image.save(str(folder / f"{name}_difference.png"))
    return folder


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_as_it_was_when_people_looked_at_it(name: str) -> None:
    actual, reference = paint(name), FRAMES / f"{name}.png"
    if RENEWS:
        actual.convertToFormat(QImage.Format.Format_RGB888).save(str(reference))
    expected = QImage(str(reference))
    assert not expected.isNull(), f"{reference.name} is missing: see the top of this file"
    if not is_alike(actual, expected):
        folder = save_failed(name, actual, expected)
        pytest.fail(f"{name} differs (mean, share far off): {difference(actual, expected)}; see {folder}")


def test_every_picture_that_is_kept_is_compared() -> None:
    assert {file.stem for file in FRAMES.glob("*.png")} == set(PICTURES)


def test_pictures_are_few_and_small() -> None:
    assert sum(file.stat().st_size for file in FRAMES.glob("*.png")) < 200_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orb_full_light", "orb_effort_light"),
        ("orb_half_light", "orb_full_light"),
        ("ring_begins_light", "ring_third_light"),
        ("diaphragm_half_light", "diaphragm_full_light"),
        ("diaphragm_full_light", "diaphragm_effort_light"),
        ("path_effort_light", "path_settle_and_plain_hold_light"),
        ("days_light", "days_dark"),
        ("year_light", "year_dark"),
    ],
)
def test_pictures_that_mean_different_things_are_not_alike(one: str, other: str) -> None:
    """The tolerance must not hide what a person has to tell apart."""
    assert not is_alike(paint(one), paint(other))


def test_small_faults_are_found() -> None:
    """One missing effort stroke, or a shift by one pixel, is a difference."""
    expected = paint("orb_effort_light")
    faulty = expected.copy()
    painter = QPainter(faulty)
    painter.drawImage(1, 0, expected)
    painter.end()
    assert not is_alike(faulty, expected)
    faulty = expected.copy()
    painter = QPainter(faulty)
    painter.fillRect(QRectF(128, 72, 14, 16), LIGHT.lungs)
    painter.end()
    assert not is_alike(faulty, expected)
