"""Paints the breath as an orb: a disc whose area follows the lungs, a ring that sweeps, and marks for effort."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QRadialGradient, QRegion

from psoas_timer.core.breath.routine import Phase
from psoas_timer.core.breath.timeline import Moment
from psoas_timer.ui.kit.text_paint import draw_fitted
from psoas_timer.ui.kit.theme import Theme
from psoas_timer.ui.session.scene import Scene

# Share of the full disc's area that remains when the lungs are empty: small, but never zero.
EMPTY_AREA = 0.16
RING_WIDTH = 0.035  # of the ring's radius
DISC_RADIUS = 0.86
EFFORT_STROKES = 16
# The side of the countdown's square within a small ring, as a share of the ring's radius.
MOST_COUNTDOWN = 1.2
# Steps finer than this, in pixels, cannot be seen.
RADIUS_STEP = 0.25
RING_STEPS = 720
# With more bands, the rectangles around the disc's rim hold fewer pixels. Even, so that no band lies on the middle.
RING_BANDS = 24


def disc_share(fullness: float) -> float:
    """Return the disc's radius as a share of its largest radius, so that its area follows ``fullness`` (0 to 1)."""
    return sqrt(EMPTY_AREA + (1.0 - EMPTY_AREA) * fullness)


def draw_breath(
    painter: QPainter,
    rect: QRectF,
    moment: Moment,
    theme: Theme,
    *,
    is_still: bool = False,
    gradient: QPixmap | None = None,
) -> None:
    """Draw the orb of ``moment`` centred in ``rect``; ``is_still`` keeps the disc half full.

    ``gradient`` is what paint_gradient returned for ``rect``. The disc is then cut out of that picture by covering the
    square around it with background, which takes half the time of filling a disc with a gradient.
    """
    centre, radius = rect.center(), _ring_radius(rect)
    disc = _disc_radius(radius, 0.5 if is_still else moment.fullness)
    if gradient is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_gradient_of(rect, theme))
        painter.drawEllipse(centre, disc, disc)
    else:
        square = _gradient_square(rect)
        painter.drawPixmap(square.topLeft(), gradient)
        outside = QPainterPath()
        outside.addRect(square.adjusted(-1, -1, 1, 1))  # a clip may drop the last line if the fill ends at the edge
        outside.addEllipse(centre, disc, disc)
        painter.fillPath(outside, QColor(theme.background))
    if moment.is_effort:
        _draw_effort(painter, centre, disc, radius, theme)


def paint_gradient(rect: QRectF, theme: Theme, scale: float) -> QPixmap:
    """Return the fill of the disc in ``rect`` as a square picture with ``scale`` device pixels per unit.

    If large text leaves no room for the disc, the picture is empty.
    """
    square = _gradient_square(rect)
    side = ceil(square.width() * scale)
    if side <= 0:
        return QPixmap()
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(theme.lungs))  # opaque, so that it is copied, not blended
    painter = QPainter(picture)
    painter.translate(-square.topLeft())
    painter.fillRect(square, _gradient_of(rect, theme))
    painter.end()
    return picture


def _gradient_of(rect: QRectF, theme: Theme) -> QBrush:
    """Return the disc's gradient: it stays still and the disc uncovers it, so that only the rim changes."""
    gradient = QRadialGradient(rect.center(), _disc_radius(_ring_radius(rect), 1.0))
    gradient.setColorAt(0.0, QColor(theme.accent_soft))
    gradient.setColorAt(1.0, QColor(theme.lungs))
    return QBrush(gradient)


def _gradient_square(rect: QRectF) -> QRectF:
    """Return the square that holds the largest disc, on whole pixels."""
    centre, reach = rect.center(), _disc_radius(_ring_radius(rect), 1.0) + 1.0
    return QRectF(QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect())


def draw_ring(painter: QPainter, rect: QRectF, share: float, theme: Theme) -> None:
    """Draw the ring's groove, and the sweep clockwise from the top over ``share`` (0 to 1) of it."""
    centre, radius = rect.center(), _ring_radius(rect)
    width = radius * RING_WIDTH
    around = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.line), width * 0.5))
    painter.drawEllipse(around)
    if share > 0.0:
        painter.setPen(QPen(QColor(theme.accent), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(around, 90 * 16, -round(share * 360 * 16))


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


@dataclass(frozen=True, slots=True)
class _OrbLook:
    disc: float
    is_effort: bool
    countdown: str
    ring_step: int


@dataclass(slots=True)
class OrbPart:
    """The orb with its ring, and the countdown inside it.

    The countdown is as large as in an orb with ``usual_side``, that of one with the usual text around it.
    """

    rect: QRectF
    usual_side: float = 0.0
    _places: tuple[QRectF, tuple[QRegion, QRegion, QRegion]] | None = field(default=None, repr=False, compare=False)
    _gradient: tuple[Hashable, QPixmap] | None = field(default=None, repr=False, compare=False)

    def look(self, scene: Scene) -> Hashable:
        moment = scene.moment
        share = sweep_share(moment) if scene.is_timed_phase else 0.0
        fullness = 0.5 if scene.reduced_motion else moment.fullness
        return _OrbLook(
            _disc_radius(_ring_radius(self.rect), fullness),
            moment.is_effort,
            countdown(scene),
            round(share * RING_STEPS),
        )

    def changed(self, before: Hashable, after: Hashable) -> list[QRectF]:
        if not isinstance(before, _OrbLook) or not isinstance(after, _OrbLook):
            return [self.rect]
        if before.is_effort != after.is_effort or (after.is_effort and before.disc != after.disc):
            return [self.rect]  # effort strokes appear, disappear or move
        centre = self.rect.center()
        changed = []
        if before.disc != after.disc:
            inner, outer = sorted((before.disc, after.disc))
            changed += _tile_ring(centre, inner - 1.5, outer + 1.5)
        if before.countdown != after.countdown:
            changed.append(self._countdown_rect())
        if before.ring_step != after.ring_step:
            changed += tile_sweep(self.rect, before.ring_step / RING_STEPS, after.ring_step / RING_STEPS)
        return changed

    def draw(self, painter: QPainter, scene: Scene, theme: Theme, within: QRegion | None = None) -> None:
        """Draw the part of the orb ``within`` a region, or all of it if None. Most frames change only one thing."""
        moment = scene.moment
        shows_ring, shows_disc, shows_count = (within is None or within.intersects(one) for one in self._find_places())
        if shows_disc:
            gradient = self._gradient_for(theme, painter.device().devicePixelRatioF())
            draw_breath(painter, self.rect, moment, theme, is_still=scene.reduced_motion, gradient=gradient)
        if shows_ring:
            draw_ring(painter, self.rect, sweep_share(moment) if scene.is_timed_phase else 0.0, theme)
        if shows_count:
            draw_fitted(painter, self._countdown_rect(), countdown(scene), theme.text, is_strong=True)

    def _find_places(self) -> tuple[QRegion, QRegion, QRegion]:
        """Return regions that hold the ring, the disc and the countdown, and little more."""
        if self._places is None or self._places[0] != self.rect:
            centre, ring = self.rect.center(), _ring_radius(self.rect)
            reach = ring * RING_WIDTH / 2 + 3
            disc = _disc_radius(ring, 1.0) + ring * 0.015 + 3  # half of the effort rim is outside
            places = (
                _to_region(_tile_ring(centre, ring - reach, ring + reach)),
                _to_region(_tile_ring(centre, 0.0, disc)),
                _to_region([self._countdown_rect().adjusted(-1, -1, 1, 1)]),
            )
            self._places = (QRectF(self.rect), places)
        return self._places[1]

    def covered(self, scene: Scene) -> QRegion:
        """Return where drawing the disc paints every pixel, disc and background alike."""
        square = _gradient_square(self.rect).toRect().adjusted(2, 2, -2, -2)
        return self._find_places()[1].intersected(square)

    def _gradient_for(self, theme: Theme, scale: float) -> QPixmap:
        key = (theme.name, scale, self.rect.x(), self.rect.y(), self.rect.width(), self.rect.height())
        if self._gradient is None or self._gradient[0] != key:
            self._gradient = (key, paint_gradient(self.rect, theme, scale))
        return self._gradient[1]

    def _countdown_rect(self) -> QRectF:
        ring = _ring_radius(self.rect)
        usual = self.usual_side / 2 * (1.0 - RING_WIDTH) or ring
        side = min(usual * DISC_RADIUS * sqrt(EMPTY_AREA) * 1.25, ring * MOST_COUNTDOWN)
        return QRectF(self.rect.center().x() - side / 2, self.rect.center().y() - side / 2, side, side)


def tile_sweep(rect: QRectF, before: float, after: float) -> list[QRectF]:
    """Return small rectangles that cover what the ring in ``rect`` shows differently after its sweep has moved."""
    ring, shares = _ring_radius(rect), sorted((before, after))
    reach = ring * RING_WIDTH
    return _tile_arc(rect.center(), ring - reach, ring + reach, shares[0] - 0.01, shares[1] + 0.01)


def sweep_share(moment: Moment) -> float:
    """Return the share of the phase that is over, 0 to 1."""
    return 1.0 - moment.phase_left_s / moment.phase_s if moment.phase_s > 0 else 0.0


def countdown(scene: Scene) -> str:
    """Return the whole seconds left in a phase that is counted down, or '' if it is not."""
    moment = scene.moment
    if not scene.is_timed_phase or scene.is_asking or moment.phase is Phase.DONE:
        return ""
    return str(max(ceil(moment.phase_left_s - 1e-9), 1))


def _to_region(rects: list[QRectF]) -> QRegion:
    region = QRegion()
    for rect in rects:
        region += rect.toAlignedRect()
    return region


def _tile_ring(centre: QPointF, inner: float, outer: float) -> list[QRectF]:
    """Return small rectangles that cover a whole ring: one on the left and one on the right of each band."""
    inner = max(inner, 0.0)
    rects = []
    for upper, lower, near, far in _BANDS:
        wide = outer * sqrt(1.0 - near * near)
        narrow = sqrt(max(inner * inner - (far * outer) ** 2, 0.0))
        top, height, width = centre.y() + upper * outer, (lower - upper) * outer, wide - narrow + 1.0
        rects.append(QRectF(centre.x() - wide - 0.5, top, width, height))
        rects.append(QRectF(centre.x() + narrow - 0.5, top, width, height))
    return rects


def _cut_bands(count: int) -> list[tuple[float, float, float, float]]:
    """Return the bands of a circle of radius 1: upper and lower edge, then both by distance from the middle."""
    edges = [-cos(pi * index / count) for index in range(count + 1)]
    bands = []
    for upper, lower in pairwise(edges):
        near, far = sorted((abs(upper), abs(lower)))
        bands.append((upper, lower, near, far))
    return bands


_BANDS = _cut_bands(RING_BANDS)


def _tile_arc(centre: QPointF, inner: float, outer: float, a_share: float, b_share: float) -> list[QRectF]:
    """Return small rectangles that cover a piece of a ring; shares of a turn clockwise from the top."""
    tiles = max(ceil((b_share - a_share) * 64), 1)
    step = (b_share - a_share) / tiles
    # A tile's chord lies this far inside its arc.
    slack = outer * (1.0 - cos(pi * step))
    rects = []
    for index in range(tiles):
        angles = [2 * pi * (a_share + step * (index + end)) for end in (0, 1)]
        corners = [
            centre + QPointF(r * sin(angle), -r * cos(angle))
            for angle in angles
            for r in (max(inner, 0.0), outer + slack)
        ]
        xs, ys = [p.x() for p in corners], [p.y() for p in corners]
        rects.append(QRectF(min(xs) - 1, min(ys) - 1, max(xs) - min(xs) + 2, max(ys) - min(ys) + 2))
    return rects
