"""Paints the breath as an orb: a disc whose area follows the lungs, a ring that sweeps, and marks for effort."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from math import ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QRadialGradient

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Moment
from psoas_timer.ui.kit.text_paint import draw_fitted
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.kit.words import whole_seconds
from psoas_timer.ui.session.scene import Scene, on_whole_pixels

# Share of the full disc's area that remains when the lungs are empty: small, but never zero.
EMPTY_AREA = 0.16
RING_WIDTH = 0.035  # of the ring's radius
DISC_RADIUS = 0.86
EFFORT_STROKES = 16
# The side of the countdown's square within a small ring, as a share of the ring's radius.
MOST_COUNTDOWN = 1.2
# Steps finer than this, in pixels, cannot be seen.
RADIUS_STEP = 0.5
RING_STEPS = 1440
# A sweep further than this share of a turn, as after a jump, repaints the whole ring.
LONGEST_SWEEP = 0.1


def disc_share(fullness: float) -> float:
    """Return the disc's radius as a share of its largest radius, so that its area follows ``fullness`` (0 to 1)."""
    return sqrt(EMPTY_AREA + (1.0 - EMPTY_AREA) * fullness)


def draw_breath(
    painter: QPainter, rect: QRectF, moment: Moment, theme: Theme, *, is_still: bool = False, has_ground: bool = False
) -> None:
    """Draw the orb of ``moment`` centred in ``rect``; ``is_still`` keeps the disc half full.

    With ``has_ground`` the largest disc is there already, as paint_ground has it, and what is around this one is
    covered with background: that takes half the time of filling a disc with a gradient.
    """
    centre, radius = rect.center(), _ring_radius(rect)
    disc = _disc_radius(radius, 0.5 if is_still else moment.fullness)
    if has_ground:
        around = QPainterPath()
        around.addEllipse(centre, disc, disc)
        around.addEllipse(centre, radius * DISC_RADIUS + 2.0, radius * DISC_RADIUS + 2.0)
        painter.fillPath(around, QColor(theme.background))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_gradient_of(rect, theme))
        painter.drawEllipse(centre, disc, disc)
    if moment.is_effort:
        _draw_effort(painter, centre, disc, radius, theme)


def paint_ground(rect: QRectF, theme: Theme, scale: float) -> QPixmap:
    """Return what stands still of the orb in ``rect``: the largest disc and the ring's groove, in its ground_place.

    ``scale`` is device pixels per unit. If large text leaves no room for the orb, the picture is empty.
    """
    place = ground_place(rect)
    picture = QPixmap(ceil(place.width() * scale), ceil(place.height() * scale))
    if picture.isNull():
        return picture
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(theme.background))  # opaque, so that it is copied, not blended
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-place.topLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_gradient_of(rect, theme))
    reach = _ring_radius(rect) * DISC_RADIUS + 1.0  # the edge of the disc that is seen is cut out of this one
    painter.drawEllipse(rect.center(), reach, reach)
    draw_ring(painter, rect, 0.0, theme)
    painter.end()
    return picture


def ground_place(rect: QRectF) -> QRectF:
    """Return the place of paint_ground's picture."""
    return on_whole_pixels(_square(rect.center(), min(rect.width(), rect.height()) / 2))


def _gradient_of(rect: QRectF, theme: Theme) -> QBrush:
    """Return the disc's gradient: it stays still and the disc uncovers it, so that only the rim changes."""
    gradient = QRadialGradient(rect.center(), _disc_radius(_ring_radius(rect), 1.0))
    gradient.setColorAt(0.0, QColor(theme.accent_soft))
    gradient.setColorAt(1.0, QColor(theme.lungs))
    return QBrush(gradient)


def draw_ring(painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
    """Draw the ring's groove, and the sweep clockwise from the top over ``share`` (0 to 1) of it."""
    radius = _ring_radius(rect)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.line), radius * RING_WIDTH * 0.5))
    painter.drawEllipse(rect.center(), radius, radius)
    _draw_sweep(painter, rect, share, theme)


def _draw_sweep(painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
    if share <= 0.0:
        return
    radius = _ring_radius(rect)
    pen = QPen(QColor(theme.accent), radius * RING_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawArc(_square(rect.center(), radius), 90 * 16, -round(share * 360 * 16))


def _draw_effort(painter: QPainter, centre: QPointF, disc: float, ring: float, theme: Theme) -> None:
    """Draw the shapes that set an effort apart from a plain hold: a firm rim, and strokes pressing inwards from it."""
    painter.setPen(QPen(QColor(theme.accent), ring * 0.03))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, disc, disc)
    painter.setPen(QPen(QColor(theme.accent), ring * 0.045, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for index in range(EFFORT_STROKES):
        angle = 2 * pi * index / EFFORT_STROKES
        ray = QPointF(cos(angle), sin(angle))
        painter.drawLine(centre + ray * (disc * 0.80), centre + ray * (disc * 0.91))


def _ring_radius(rect: QRectF) -> float:
    return min(rect.width(), rect.height()) / 2 * (1.0 - RING_WIDTH)


def _disc_radius(ring: float, fullness: float) -> float:
    return round(ring * DISC_RADIUS * disc_share(fullness) / RADIUS_STEP) * RADIUS_STEP


class _OrbLook(NamedTuple):
    disc: float
    is_effort: bool
    countdown: str
    ring_step: int


@dataclass(slots=True)
class OrbPart:
    """The orb with its ring, and the countdown inside it, at ``scale`` device pixels per unit.

    The countdown is as large as in an orb with ``usual_side``, that of one with the usual text around it.
    """

    rect: QRectF
    usual_side: float = 0.0
    scale: float = 1.0
    moves = True
    is_opaque = True
    _ring: float = field(init=False, repr=False, compare=False)
    _ground_place: QRectF = field(init=False, repr=False, compare=False)
    _ground: tuple[Theme, QPixmap] | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._ring = _ring_radius(self.rect)
        self._ground_place = ground_place(self.rect)

    def look(self, scene: Scene) -> Hashable:
        moment = scene.moment
        share = sweep_share(moment) if scene.is_timed_phase else 0.0
        return _OrbLook(
            _disc_radius(self._ring, 0.5 if scene.reduced_motion else moment.fullness),
            moment.is_effort,
            countdown(scene),
            round(share * RING_STEPS),
        )

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        if not isinstance(before, _OrbLook) or not isinstance(after, _OrbLook):
            return [self.rect]
        if before.is_effort != after.is_effort or (after.is_effort and before.disc != after.disc):
            return [self.rect]  # effort strokes appear, disappear or move
        changed = []
        if before.disc != after.disc:
            changed.append(_square(self.rect.center(), max(before.disc, after.disc) + 1.5))
        if before.countdown != after.countdown:
            changed.append(self._countdown_place())
        if before.ring_step != after.ring_step:
            changed.append(swept_place(self.rect, before.ring_step, after.ring_step))
        return changed

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRectF | None = None) -> None:
        """Draw the orb, or only what reaches into ``within``: most frames change one thing."""
        place = within or self.rect
        if not self._ground_place.contains(place):
            painter.fillRect(place, QColor(theme.background))
        if self._ground is None or self._ground[0] is not theme:
            self._ground = theme, paint_ground(self.rect, theme, self.scale)
        painter.drawPixmap(self._ground_place.topLeft(), self._ground[1])
        nearest, farthest = _distances(self.rect.center(), place)
        if nearest < self._ring * (DISC_RADIUS + 0.015) + 2.0:  # half of the effort's rim is outside
            draw_breath(painter, self.rect, scene.moment, theme, is_still=scene.reduced_motion, has_ground=True)
        if scene.is_timed_phase and farthest > self._ring * (1.0 - RING_WIDTH):
            _draw_sweep(painter, self.rect, round(sweep_share(scene.moment) * RING_STEPS) / RING_STEPS, theme)
        if (count := countdown(scene)) and place.intersects(self._countdown_place()):
            draw_fitted(painter, self._countdown_place(), count, theme.text, is_strong=True)

    def _countdown_place(self) -> QRectF:
        usual = self.usual_side / 2 * (1.0 - RING_WIDTH) or self._ring
        side = min(usual * DISC_RADIUS * sqrt(EMPTY_AREA) * 1.25, self._ring * MOST_COUNTDOWN)
        return _square(self.rect.center(), side / 2)


def _square(centre: QPointF, reach: float) -> QRectF:
    return QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)


def _distances(centre: QPointF, place: QRectF) -> tuple[float, float]:
    """Return how far ``place`` is from ``centre``: its nearest point, and its farthest."""
    left, right = centre.x() - place.left(), place.right() - centre.x()
    above, below = centre.y() - place.top(), place.bottom() - centre.y()
    return hypot(max(-left, -right, 0.0), max(-above, -below, 0.0)), hypot(max(left, right), max(above, below))


def swept_place(rect: QRectF, before: int, after: int) -> QRectF:
    """Return a rectangle that holds what the ring in ``rect`` shows differently between two of RING_STEPS."""
    first, last = (step / RING_STEPS for step in sorted((before, after)))
    if last - first > LONGEST_SWEEP:
        return rect
    ring, centre = _ring_radius(rect), rect.center()
    turns = [2 * pi * share for share in (first - 0.01, (first + last) / 2, last + 0.01)]
    xs, ys = [centre.x() + ring * sin(turn) for turn in turns], [centre.y() - ring * cos(turn) for turn in turns]
    reach = ring * (RING_WIDTH + 1.0 - cos(turns[2] - turns[1])) + 1.0
    return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).adjusted(-reach, -reach, reach, reach)


def sweep_share(moment: Moment) -> float:
    """Return the share of the phase that is over, 0 to 1."""
    return 1.0 - moment.phase_left_s / moment.phase_s if moment.phase_s > 0 else 0.0


def countdown(scene: Scene) -> str:
    """Return the whole seconds left in a phase that is counted down, or '' if it is not."""
    moment = scene.moment
    if not scene.is_timed_phase or scene.is_asking or moment.phase is Phase.DONE:
        return ""
    return str(max(whole_seconds(moment.phase_left_s), 1))
