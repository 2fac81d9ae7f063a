"""Shared by the tests of the session's picture: sessions to show, and pictures to compare."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Instruction, Phase, Routine, Stage, Words
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import Frame, PlayerState
from psoas_timer.ui.session.breath_paint import RING_WIDTH, OrbPart
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.scene import Part, Scene
from psoas_timer.ui.session.settle_part import SettlePart
from psoas_timer.ui.session.stage_panel import StripPart

SIZES = ((480, 400), (900, 600), (1280, 800), (2560, 1440))
TURNS = (0, 90, 180, 270)
PERCENTS = (75.0, 100.0, 175.0, 250.0)
RING_LEVELS = 110
ROUNDING_LEVELS = 2  # a gradient is rounded again from each edge of the painted area

# As long as sentences in routines get.
LONG_SENTENCE = "Breathe in, then tighten the muscles on the ball as if to lift it; breathe out and let everything go."


def effort_stage(**values: object) -> Stage:
    """Return three breaths of contract and release: 4 in, 4 of effort, 6 out, 2 of rest."""
    usual: dict[str, object] = {
        "id": "tighten", "title": "Tighten and let go", "pattern": BreathPattern(4, 4, 6, 2),
        "pattern_name": "contract-release", "cycles": 3, "effort": Phase.HOLD_IN,
        "instructions": (Instruction(0.0, Words(LONG_SENTENCE)),),
    }  # fmt: skip
    return Stage(**(usual | values))  # type: ignore[arg-type]


def plain_stage(**values: object) -> Stage:
    """Return three breaths with a plain hold: 4 in, 3 of hold, 6 out."""
    usual: dict[str, object] = {
        "id": "rest", "title": "Rest on your side", "pattern": BreathPattern(4, 3, 6, 0), "pattern_name": "slow-hold",
        "cycles": 3, "settle_s": 8.0, "settle": Words("Roll to your side."),
        "instructions": (Instruction(0.0, Words("Let the belly be soft.")), Instruction(13.0, Words("Let go."))),
    }  # fmt: skip
    return Stage(**(usual | values))  # type: ignore[arg-type]


def make_timeline(*stages: Stage, settle_s: float = 5.0) -> Timeline:
    """Return a session of ``stages``, by default contract and release on both sides, then a plain hold."""
    given = stages or (effort_stage(both_sides=True, settle_s=6.0, settle=Words("Turn over.")), plain_stage())
    return compile_timeline(Routine(id="routine", title="Routine", stages=given), settle_s=settle_s)


def scene_at(timeline: Timeline, elapsed_s: float, **values: object) -> Scene:
    """Return the scene of a running session at ``elapsed_s``."""
    state = values.pop("state", PlayerState.RUNNING)
    resume_left_s = values.pop("resume_left_s", 0.0)
    frame = Frame(timeline, timeline.at(elapsed_s), state, resume_left_s)  # type: ignore[arg-type]
    return Scene(frame, **values)  # type: ignore[arg-type]


def phase_start_s(timeline: Timeline, phase: Phase, nth: int = 0) -> float:
    """Return when the ``nth`` segment of ``phase`` begins."""
    return [segment.start_s for segment in timeline.segments if segment.phase is phase][nth]


def pixels(image: QImage) -> NDArray[np.int16]:
    """Return rows of red, green and blue pixels, 0 to 255."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine() // 4, 4)
    return rows[:, : plain.width(), 2::-1].astype(np.int16)


def count_differing(a: QImage, b: QImage, above: int = 0) -> int:
    """Return how many pixels differ by more than ``above`` levels in some channel."""
    assert a.size() == b.size()
    if above == 0 and a == b:
        return 0
    return int(np.count_nonzero(np.abs(pixels(a) - pixels(b)).max(axis=2) > above))


def blank(width: int, height: int, colour: str = "#ffffff") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def paint_whole(view: BreathView) -> QImage:
    """Return the picture that results from painting everything."""
    image = blank(view.width(), view.height(), "#ff00ff")  # a colour in no theme, so that anything left out shows
    view.render(image)
    return image


def seen_on_screen(view: BreathView) -> QImage:
    """Return what the window really shows: the result of all partial repaints so far."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def part_of(view: BreathView, kind: type) -> Part:
    """Return the view's part of this ``kind``."""
    return next(part for part in parts_within(view.parts) if isinstance(part, kind))


def parts_within(parts: Sequence[Part]) -> Iterator[Part]:
    """Return the parts, and the breath behind the picture of the position."""
    for part in parts:
        yield part.breath if isinstance(part, SettlePart) else part


def looks_of(view: BreathView) -> list[Hashable]:
    """Return the look of each part of the view."""
    return [None if view.scene is None else part.look(view.scene) for part in view.parts]


class WatchedView(BreathView):
    """A view that remembers which places it has asked to repaint since the last call."""

    def __init__(self, load_picture: Callable[[str], str] | None = None) -> None:
        super().__init__(load_picture=load_picture)
        self.asked: list[QRegion] = []
        self.paints = 0

    def update(self) -> None:  # type: ignore[override]  # the view is laid out anew
        self.asked.append(QRegion(self.rect()))
        super().update()

    def repaint(self, region: QRegion) -> None:  # type: ignore[override]  # a scene looks different
        self.asked.append(region)
        super().repaint(region)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        super().paintEvent(event)

    def take_asked(self) -> QRegion:
        """Return all places requested since the last call."""
        region = QRegion()
        for one in self.asked:
            region += one
        self.asked = []
        return region & QRegion(self.rect())


def area_of(region: QRegion) -> int:
    return sum(rect.width() * rect.height() for rect in region)


def ring_band(view: BreathView) -> NDArray[np.bool_]:
    """Return the pixels that the ring around the orb can touch."""
    band = np.zeros((view.height(), view.width()), dtype=np.bool_)
    for part in view.parts:
        if isinstance(part, OrbPart | SettlePart):
            place = view.place_of(part)
            radius = min(place.width(), place.height()) / 2 * (1 - RING_WIDTH)
            ys, xs = np.mgrid[0 : view.height(), 0 : view.width()] + 0.5
            away = np.hypot(xs - place.center().x(), ys - place.center().y())
            band = np.abs(away - radius) <= radius * RING_WIDTH + 2
    return band


# Parts that move by less than a pixel between two looks.
LAGGING = (StripPart,)


@dataclass
class Screen:
    """A view in a window, along with what it should show.

    ``expected`` is painted whole for each scene, except the parts in LAGGING: they stay as they were when their look
    last changed. The window must show exactly this, pixel for pixel.
    """

    view: BreathView
    expected: QImage = field(default_factory=QImage)

    def open(self) -> Screen:
        self.view.show()
        self.start_again()
        return self

    def start_again(self) -> None:
        """Accept what the view shows now: it has asked to be painted whole."""
        QApplication.processEvents()
        self.expected = paint_whole(self.view)

    def show(self, scene: Scene) -> None:
        """Show ``scene`` as the session page does, and let the window repaint what was requested."""
        before = looks_of(self.view)
        self.view.show_scene(scene)
        QApplication.processEvents()
        whole = paint_whole(self.view)
        painter = QPainter(self.expected)
        for part, old, new in zip(self.view.parts, before, looks_of(self.view), strict=True):
            place = self.view.place_of(part).toAlignedRect()
            if old != new or not isinstance(part, LAGGING):
                painter.drawImage(place, whole, place)
        painter.end()

    def count_stale(self, rounding: int = ROUNDING_LEVELS) -> int:
        """Return how many pixels of the window are wrong by more than ``rounding`` levels.

        Qt flattens the ring's curve again for each length, so that even its far end moves by a fraction of a pixel; a
        stale piece of ring differs by far more.
        """
        seen = seen_on_screen(self.view)
        if seen == self.expected:
            return 0
        levels = np.abs(pixels(seen) - pixels(self.expected)).max(axis=2)
        return int(np.count_nonzero(levels > np.where(ring_band(self.view), max(RING_LEVELS, rounding), rounding)))


def bounding_box(image: QImage, ground: str) -> QRect:
    """Return the bounds of everything that differs from the colour ``ground``."""
    ys, xs = np.nonzero(np.abs(pixels(image) - pixels(blank(1, 1, ground))[0, 0]).max(axis=2) > 8)
    return QRect(int(xs.min()), int(ys.min()), int(xs.max() - xs.min()) + 1, int(ys.max() - ys.min()) + 1)


def is_within(inner: QRectF, outer: QRectF, slack: float = 0.5) -> bool:
    return outer.adjusted(-slack, -slack, slack, slack).contains(inner)


VIEWS = (View.ORB, View.DIAPHRAGM)
